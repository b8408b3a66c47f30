// What one has asked for and a second person decides: who asked, why, until when it stands.
import { shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { Live } from './live.tsx'
import type { PendingRow, PendingView } from './pendingViews.ts'
import { RefusedBox } from './refusedBox.tsx'
import type { Frame } from './views.ts'

export function pendingActsPage(view: PendingView): string {
  const { frame, rows } = view
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('pending.title'),
    <>
      <h1>{words('pending.title')}</h1>
      <p class="lead">{words('pending.lead')}</p>
      {view.asking ? <Ask view={view} asking={view.asking} /> : <RefusedBox findings={view.findings} frame={frame} />}
      <div id="live-acts">
        {rows.length ? (
          rows.map((row) => <One row={row} frame={frame} />)
        ) : (
          <p class="empty">{words('pending.empty')}</p>
        )}
      </div>
      <Live frame={frame} parts={['live-acts']} everySeconds={30} />
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

type AskProps = { readonly view: PendingView; readonly asking: NonNullable<PendingView['asking']> }

function Ask({ view: { frame, findings }, asking }: AskProps) {
  const words = wordsIn(frame.language)
  return (
    <form class="card card-body" method="post" action="/pending-acts">
      <h2>{words(`pending.ask.${asking.act}`)}</h2>
      <p>{asking.about}</p>
      <RefusedBox findings={findings} frame={frame} />
      <input type="hidden" name="act" value={asking.act} />
      <input type="hidden" name="subject" value={asking.subject} />
      <label class="form-label" for="reason">
        {words('pending.reason')}
      </label>
      <textarea class="form-control" id="reason" name="reason" rows={3} required maxLength={500}>
        {asking.reason}
      </textarea>
      <button class="btn btn-primary" type="submit">
        {words('pending.send')}
      </button>
    </form>
  )
}

function One({ row, frame }: { row: PendingRow; frame: Frame }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  const title = `pending-${row.id}`
  const who = row.askedBy.organisation ?? words(`role.${row.askedBy.role}`)
  return (
    <article class="card card-body" aria-labelledby={title}>
      <p class="labels">
        <span class={`badge ${row.state === 'waits' ? 'alarm' : ''}`}>{words(`pending.state.${row.state}`)}</span>
      </p>
      <h2 id={title}>{words(`pending.act.${row.act}`)}</h2>
      <p>
        <a href={row.charter.href}>{row.charter.title}</a>
        {row.person && ` · ${row.person}`}
      </p>
      {row.reason && <blockquote>{row.reason}</blockquote>}
      <p class="small">
        {words('pending.asked', { who, when: shortMomentIn(language, row.askedAt, zone) })}
        {row.state === 'waits' && ` ${words('pending.until', { when: shortMomentIn(language, row.expiresAt, zone) })}`}
      </p>
      {(row.mayConfirm || row.mayRefuse) && (
        <div class="actions">
          {row.mayConfirm && <Decide row={row} word="confirmation" button={words('pending.confirm')} />}
          {row.mayRefuse && <Decide row={row} word="refusal" button={words('pending.refuse')} quiet />}
        </div>
      )}
    </article>
  )
}

type DecideProps = { readonly row: PendingRow; readonly word: string; readonly button: string; readonly quiet?: true }

function Decide({ row, word, button, quiet }: DecideProps) {
  return (
    <form method="post" action={`/pending-acts/${row.id}/${word}`}>
      <button class={quiet ? 'btn' : 'btn btn-primary'} type="submit">
        {button}
      </button>
    </form>
  )
}
