// Letters as a list, and one of them as it was written.
import type { Frame, LettersView, LetterView } from './views.ts'
import { momentIn, shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { Terms } from './paragraphs.tsx'

export function lettersPage(view: LettersView): string {
  const words = wordsIn(view.frame.language)
  const { counts } = view
  return document(
    view.frame,
    words('letters.title'),
    <>
      <h1>{words('letters.title')}</h1>
      {counts && (
        <p class="lead">
          {words('letters.counts', { queued: counts.queued, sent: counts.sent, givenUp: counts.givenUp })}
        </p>
      )}
      {view.letters.length === 0 ? <p class="empty">{words('letters.empty')}</p> : <Rows view={view} />}
      {view.next && (
        <p>
          <a class="button" href={view.next}>
            {words('nav.more')}
          </a>
        </p>
      )}
    </>,
  )
}

function Rows({ view }: { view: LettersView }) {
  const { language, zone } = view.frame
  const words = wordsIn(language)
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{words('letters.subject')}</th>
          <th scope="col">{words('letters.to')}</th>
          <th scope="col">{words('letters.when')}</th>
          <th scope="col">{words('letters.state')}</th>
        </tr>
      </thead>
      <tbody>
        {view.letters.map((letter) => (
          <tr>
            <th scope="row">
              <a href={letter.href}>{letter.subject}</a>
            </th>
            <td data-label={words('letters.to')}>{letter.to}</td>
            <td data-label={words('letters.when')}>
              {letter.at ? <time dateTime={letter.at}>{shortMomentIn(language, letter.at, zone)}</time> : '–'}
            </td>
            <td data-label={words('letters.state')}>
              <span class={`badge letter ${letter.state}`}>{words(`letterState.${letter.state}`)}</span>
              {letter.words && <small class="other">{letter.words}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function letterPage(view: LetterView): string {
  const { frame, letter } = view
  const words = wordsIn(frame.language)
  return document(
    frame,
    letter.subject,
    <>
      <p>
        <a class="button quiet" href={view.back}>
          {words('letters.back')}
        </a>
      </p>
      <h1>{letter.subject}</h1>
      <Terms
        rows={[
          { label: words('letters.from'), value: letter.from },
          { label: words('letters.to'), value: letter.to },
          { label: words('letters.when'), value: whenWritten(frame, letter.at) },
          { label: words('letters.state'), value: words(`letterState.${letter.state}`) },
          ...(letter.words ? [{ label: words('letters.server'), value: letter.words }] : []),
          { label: 'Message-ID', value: letter.messageId },
        ]}
      />
      <pre class="card letter" dir="auto">
        {letter.text}
      </pre>
    </>,
  )
}

const whenWritten = ({ language, zone }: Frame, at: LetterView['letter']['at']): string =>
  at ? momentIn(language, at, zone) : '–'
