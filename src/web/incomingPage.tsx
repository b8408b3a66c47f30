// Letters that came in: those that wait for a person, one of them with its answer, and addresses that refuse letters.
import { shortMomentIn } from '../words/when.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import type { DeadRow, IncomingRow, IncomingView, MailView, PrintedLetterView } from './incomingViews.ts'
import { document } from './layout.tsx'
import { Live } from './live.tsx'
import { Name, visible } from './name.tsx'
import { Terms } from './paragraphs.tsx'
import { RefusedBox } from './refusedBox.tsx'
import type { Frame } from './views.ts'
import { TableKeysDialog } from './tableKeysDialog.tsx'

const mostWords = 4_000

export function mailPage(view: MailView): string {
  const { frame, rows, dead } = view
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('mail.title'),
    <>
      <h1>{words('mail.title')}</h1>
      <p class="lead">{words('mail.lead')}</p>
      <Heart view={view} />
      <RefusedBox findings={view.findings} frame={frame} />
      {dead.length > 0 && (
        <section class="card card-body" aria-labelledby="dead">
          <h2 id="dead">{words('mail.dead')}</h2>
          <p>{words('mail.deadLead')}</p>
          {dead.map((row) => (
            <Dead row={row} frame={frame} />
          ))}
        </section>
      )}
      <p class="actions">
        {view.states.map(({ state, href }) => (
          <a class="btn" href={href} aria-current={state === view.only ? 'true' : undefined}>
            {state ? words(`mail.state.${state}`) : words('mail.all')}
          </a>
        ))}
      </p>
      <div id="live-mail">
        {rows.length === 0 ? <p class="empty">{words('mail.empty')}</p> : <Rows rows={rows} frame={frame} />}
      </div>
      {rows.length > 0 && <TableKeysDialog language={frame.language} />}
      <Live frame={frame} parts={['live-mail']} everySeconds={30} />
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

function Heart({ view: { frame, heartbeat } }: { view: MailView }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  if (!heartbeat) return <p class="small">{words('mail.noMailbox')}</p>
  if (heartbeat.state === 'opening') return <p class="small">{words('mail.opening')}</p>
  if (heartbeat.state === 'read')
    return <p class="small">{words('mail.read', { at: shortMomentIn(language, heartbeat.since, zone) })}</p>
  return (
    <div class="refused" role="alert">
      <p>
        {heartbeat.since
          ? words('mail.silent', { at: shortMomentIn(language, heartbeat.since, zone) })
          : words('mail.neverRead')}
      </p>
      {heartbeat.words && <p class="small">{heartbeat.words}</p>}
    </div>
  )
}

function Rows({ rows, frame }: { rows: readonly IncomingRow[]; frame: Frame }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  return (
    <table class="table stack" data-keys="rows">
      <thead>
        <tr>
          <th scope="col">{words('letters.subject')}</th>
          <th scope="col">{words('letters.from')}</th>
          <th scope="col">{words('letters.when')}</th>
          <th scope="col">{words('letters.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={row.href}>
                <bdi>{row.subject || '…'}</bdi>
              </a>
            </th>
            <td data-label={words('letters.from')}>
              <Name text={row.from || '…'} />
            </td>
            <td data-label={words('letters.when')}>
              <time dateTime={row.at}>{shortMomentIn(language, row.at, zone)}</time>
            </td>
            <td data-label={words('letters.state')}>
              <span class={`badge ${row.state === 'review' ? 'alarm' : ''}`}>{words(`mail.state.${row.state}`)}</span>
              <small class="other">{whyIn(frame, row.why)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const whyIn = ({ language }: Frame, why: string): string => wordFor(language, `mail.why.${why}`) ?? why

function Dead({ row, frame }: { row: DeadRow; frame: Frame }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  return (
    <div>
      <Terms
        rows={[
          ...(row.name ? [{ label: words('mail.deadWho'), value: visible(row.name) }] : []),
          { label: words('letters.to'), value: row.email },
          ...(row.phone ? [{ label: words('mail.deadPhone'), value: row.phone }] : []),
          { label: words('mail.deadSince'), value: shortMomentIn(language, row.since, zone) },
          { label: words('letters.server'), value: row.words },
        ]}
      />
      <div class="actions">
        {row.phone && (
          <a class="btn btn-primary" href={`tel:${row.phone}`}>
            {words('mail.call')}
          </a>
        )}
        <a class="btn" href={row.print}>
          {words('mail.print')}
        </a>
        {row.mayRevive && (
          <form method="post" action="/mail">
            <input type="hidden" name="journey" value={row.journey} />
            <button class="btn" type="submit">
              {words('mail.revive')}
            </button>
          </form>
        )}
      </div>
    </div>
  )
}

export function incomingPage(view: IncomingView): string {
  const { frame, letter } = view
  const { language, zone } = frame
  const words = wordsIn(language)
  return document(
    frame,
    letter.subject || words('mail.one'),
    <>
      <p>
        <a class="btn" href="/mail">
          {words('mail.back')}
        </a>
      </p>
      <h1>
        <bdi>{letter.subject || words('mail.one')}</bdi>
      </h1>
      <Terms
        rows={[
          {
            label: words('letters.from'),
            value: [letter.name, letter.from].filter(Boolean).map(visible).join(' · ') || '…',
          },
          { label: words('letters.when'), value: shortMomentIn(language, letter.at, zone) },
          { label: words('letters.state'), value: words(`mail.state.${letter.state}`) },
          { label: words('mail.why'), value: whyIn(frame, letter.why) },
        ]}
      />
      {letter.charter && (
        <p>
          <a href={letter.charter}>{words('mail.whose')}</a>
        </p>
      )}
      {letter.text && (
        <pre class="card card-body letter" dir="auto">
          {letter.text}
        </pre>
      )}
      {letter.written && (
        <>
          <h2>{words('mail.written')}</h2>
          <pre class="card card-body letter" dir="auto">
            {letter.written}
          </pre>
        </>
      )}
      {letter.answer && (
        <p>
          <a href={`/letters/${letter.answer}`}>{words('mail.answerSent')}</a>
        </p>
      )}
      <RefusedBox findings={view.findings} frame={frame} />
      {view.form && (
        <form class="card card-body" method="post" action={view.action}>
          <h2>{words('mail.answer')}</h2>
          <p>{words('mail.answerGoes')}</p>
          <input type="hidden" name="do" value="answer" />
          <label class="form-label" for="words">
            {words('mail.words')}
          </label>
          <textarea class="form-control" id="words" name="words" rows={8} required maxLength={mostWords} dir="auto">
            {view.form.words}
          </textarea>
          <button class="btn btn-primary" type="submit">
            {words('mail.send')}
          </button>
        </form>
      )}
      {view.mayClose && (
        <form method="post" action={view.action}>
          <input type="hidden" name="do" value="close" />
          <button class="btn" type="submit">
            {words('mail.close')}
          </button>
        </form>
      )}
    </>,
  )
}

/** To be printed and handed over where letters come back. */
export function printedLetterPage({ frame, subject, to, at, text, back }: PrintedLetterView): string {
  const words = wordsIn(frame.language)
  return document(
    frame,
    subject,
    <>
      <p class="screen">
        <a class="btn" href={back}>
          {words('mail.back')}
        </a>
      </p>
      <h1>{subject}</h1>
      <p>
        <bdi>{to}</bdi> · <time dateTime={at}>{shortMomentIn(frame.language, at, frame.zone)}</time>
      </p>
      <pre class="letter" dir="auto">
        {text}
      </pre>
    </>,
  )
}
