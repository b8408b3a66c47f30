// The letters that a merchant was sent, to read again where the mail is not at hand.
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { Written } from './name.tsx'
import type { OwnLettersView } from './views.ts'

export function ownLettersPage({ frame, back, zone, letters }: OwnLettersView): string {
  const { language } = frame
  const words = wordsIn(language)
  return document(
    frame,
    words('status.letters'),
    <>
      <h1>{words('status.letters')}</h1>
      <p>
        <a class="btn" href={back}>
          {words('status.back')}
        </a>
      </p>
      {letters.length === 0 && <p class="empty">{words('letters.empty')}</p>}
      {letters.map(({ subject, at, text }, place) => (
        <details class="card card-body" open={place === 0}>
          <summary>
            <span>
              <Written text={subject} />
              <small class="other">{momentIn(language, at, zone)}</small>
            </span>
          </summary>
          <pre class="letter" dir="auto">
            {text}
          </pre>
        </details>
      ))}
    </>,
  )
}
