// Where somebody is signed in, and the second factors that they have.
import { shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { PasskeyForm, PasskeyScript } from './passkeyForm.tsx'
import { RefusedBox } from './refusedBox.tsx'
import type { SessionsView } from './signInViews.ts'

export function sessionsPage(view: SessionsView): string {
  const { frame } = view
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('nav.sessions'),
    <>
      <h1>{words('sessions.title')}</h1>
      <RefusedBox findings={view.findings} frame={frame} />
      <Sessions view={view} />
      {view.sessions.length > 1 && (
        <form method="post" action="/sessions/end-others">
          <button class="btn" type="submit">
            {words('sessions.endOthers')}
          </button>
        </form>
      )}
      <h2>{words('factors.title')}</h2>
      {view.factors.length === 0 ? <p class="empty">{words('factors.none')}</p> : <Factors view={view} />}
      {view.newCode ? <NewCode view={view} newCode={view.newCode} /> : <AddCode view={view} />}
      <PasskeyForm
        action="/sessions/passkey"
        question="/sessions/passkey/question"
        kind="create"
        button={words('factors.addPasskey')}
      >
        <label class="form-label" for="label">
          {words('factors.label')}
        </label>
        <input class="form-control" id="label" name="label" maxLength={60} />
      </PasskeyForm>
      <PasskeyScript frame={frame} />
    </>,
  )
}

function Sessions({ view: { frame, sessions } }: { view: SessionsView }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  return (
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{words('sessions.where')}</th>
          <th scope="col">{words('sessions.since')}</th>
          <th scope="col">{words('sessions.seen')}</th>
          <th scope="col">{words('sessions.until')}</th>
          <th scope="col">{words('sessions.end')}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr>
            <th scope="row">
              {session.agent || '–'}
              <small class="other">
                {session.address}
                {session.current ? ` · ${words('sessions.this')}` : ''}
              </small>
            </th>
            <td data-label={words('sessions.since')}>{shortMomentIn(language, session.createdAt, zone)}</td>
            <td data-label={words('sessions.seen')}>{shortMomentIn(language, session.seenAt, zone)}</td>
            <td data-label={words('sessions.until')}>{shortMomentIn(language, session.expiresAt, zone)}</td>
            <td data-label={words('sessions.end')}>
              <form method="post" action={`/sessions/${session.id}/end`}>
                <button class="btn" type="submit">
                  {words('sessions.end')}
                </button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Factors({ view: { frame, factors } }: { view: SessionsView }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  return (
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{words('factors.title')}</th>
          <th scope="col">{words('factors.added')}</th>
          <th scope="col">{words('factors.used')}</th>
          <th scope="col">{words('factors.remove')}</th>
        </tr>
      </thead>
      <tbody>
        {factors.map((factor) => (
          <tr>
            <th scope="row">
              {factor.kind === 'passkey' ? words('factors.passkey') : words('factors.code')}
              {factor.label && <small class="other">{factor.label}</small>}
            </th>
            <td data-label={words('factors.added')}>{shortMomentIn(language, factor.createdAt, zone)}</td>
            <td data-label={words('factors.used')}>
              {factor.lastUsedAt ? shortMomentIn(language, factor.lastUsedAt, zone) : '–'}
            </td>
            <td data-label={words('factors.remove')}>
              <form method="post" action="/sessions/factor-removal">
                <input type="hidden" name="factor" value={factor.id} />
                <button class="btn" type="submit">
                  {words('factors.remove')}
                </button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function AddCode({ view: { frame } }: { view: SessionsView }) {
  const words = wordsIn(frame.language)
  return (
    <form method="post" action="/sessions/code">
      <p>
        <button class="btn" type="submit">
          {words('factors.addCode')}
        </button>
      </p>
    </form>
  )
}

function NewCode({ view: { frame }, newCode }: { view: SessionsView; newCode: NonNullable<SessionsView['newCode']> }) {
  const words = wordsIn(frame.language)
  return (
    <form class="card card-body" method="post" action="/sessions/code/confirmation">
      <h3>{words('factors.addCode')}</h3>
      <p>{words('factors.secret')}</p>
      <p>
        <code>{newCode.secret}</code> · <a href={newCode.href}>{words('factors.open')}</a>
      </p>
      <input type="hidden" name="state" value={newCode.state} />
      <label class="form-label" for="code">
        {words('stepUp.code')}
      </label>
      <input
        class="form-control"
        id="code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={10}
      />
      <p>
        <button class="btn btn-primary" type="submit">
          {words('stepUp.button')}
        </button>
      </p>
    </form>
  )
}
