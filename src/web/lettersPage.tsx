// Letters as a list, and one of them as it was written.
import { TableKeysDialog } from './tableKeysDialog.tsx'
import type { Frame, LettersView, LetterView } from './views.ts'
import { momentIn, shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Live } from './live.tsx'
import { document } from './layout.tsx'
import { Name, Written } from './name.tsx'
import { Terms } from './paragraphs.tsx'
import { RefusedBox } from './refusedBox.tsx'

export function lettersPage(view: LettersView): string {
  const words = wordsIn(view.frame.language)
  const { counts, only } = view
  return document(
    view.frame,
    words('letters.title'),
    <>
      <h1>{words('letters.title')}</h1>
      <div id="live-counts">
        {(counts.length > 0 || only) && (
          <nav class="filter" aria-label={words('letters.byState')}>
            <a href={view.all} aria-current={only ? undefined : 'page'}>
              {words('letters.all')}
            </a>
            {counts.map(({ state, count, href }) => (
              <a href={href} aria-current={only === state ? 'page' : undefined}>
                {words(`letterState.${state}`)} <strong>{count}</strong>
              </a>
            ))}
          </nav>
        )}
      </div>
      <div id="live-letters">
        {view.letters.length === 0 ? <p class="empty">{words('letters.empty')}</p> : <Rows view={view} />}
      </div>
      {view.letters.length > 0 && <TableKeysDialog language={view.frame.language} />}
      <Live frame={view.frame} parts={['live-counts', 'live-letters']} everySeconds={30} />
      {view.next && (
        <p>
          <a class="btn btn-primary" href={view.next}>
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
    <table class="table stack" data-keys="rows">
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
              <a href={letter.href}>
                {letter.subject === null ? words('letters.unworded') : <Written text={letter.subject} />}
              </a>
            </th>
            <td data-label={words('letters.to')}>
              <Name text={letter.to} />
            </td>
            <td data-label={words('letters.when')}>
              {letter.at ? <time dateTime={letter.at}>{shortMomentIn(language, letter.at, zone)}</time> : '–'}
            </td>
            <td data-label={words('letters.state')}>
              <span class={`badge letter ${letter.state}`}>{words(`letterState.${letter.state}`)}</span>
              {letter.words && letter.state !== 'sent' && <small class="other">{letter.words}</small>}
              {letter.nextAttempt && (
                <small class="other">
                  {words('letters.next')}{' '}
                  <time dateTime={letter.nextAttempt}>{shortMomentIn(language, letter.nextAttempt, zone)}</time>
                </small>
              )}
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
    letter.subject ?? words('letters.unworded'),
    <>
      <p>
        <a class="btn" href={view.back}>
          {words('letters.back')}
        </a>
      </p>
      <h1>{letter.subject === null ? words('letters.unworded') : <Written text={letter.subject} />}</h1>
      <RefusedBox findings={view.findings} frame={frame} />
      <Terms
        rows={[
          ...(letter.from ? [{ label: words('letters.from'), value: letter.from }] : []),
          { label: words('letters.to'), value: letter.to },
          { label: words('letters.when'), value: whenWritten(frame, letter.at) },
          { label: words('letters.state'), value: words(`letterState.${letter.state}`) },
          ...(letter.words ? [{ label: words('letters.server'), value: letter.words }] : []),
          ...(letter.attempts ? [{ label: words('letters.attempts'), value: String(letter.attempts) }] : []),
          ...(letter.nextAttempt
            ? [{ label: words('letters.next'), value: momentIn(frame.language, letter.nextAttempt, frame.zone) }]
            : []),
          ...(letter.messageId ? [{ label: 'Message-ID', value: letter.messageId }] : []),
        ]}
      />
      {letter.text && (
        <pre class="card card-body letter" dir="auto">
          {letter.text}
        </pre>
      )}
      {view.resend && (
        <form method="post" action={view.action} class="card card-body">
          <input type="hidden" name="act" value="ResendLetter" />
          <p>{words('letters.resendHint')}</p>
          <button class="btn btn-primary" type="submit">
            {words('letters.resend')}
          </button>
        </form>
      )}
      {view.abort && (
        <form method="post" action={view.action} class="card card-body">
          <input type="hidden" name="act" value="AbortLetter" />
          <p>{words('letters.abortHint')}</p>
          <label class="form-label" for="abort-reason">
            {words('letters.reason')}
          </label>
          <input class="form-control" id="abort-reason" name="reason" value={view.reason} required maxLength={500} />
          <button class="btn" type="submit">
            {words('letters.abort')}
          </button>
        </form>
      )}
    </>,
  )
}

const whenWritten = ({ language, zone }: Frame, at: LetterView['letter']['at']): string =>
  at ? momentIn(language, at, zone) : '–'
