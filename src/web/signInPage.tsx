// The door: an address to which a link is sent, or a passkey; then the page that says so, and the link's own one button.
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { PasskeyForm, PasskeyScript } from './passkeyForm.tsx'
import { RefusedBox } from './refusedBox.tsx'
import type { CheckMailView, ConfirmView, SignInView } from './signInViews.ts'

export function signInPage({ frame, findings }: SignInView): string {
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('signIn.title'),
    <div class="card card-body narrow">
      <h1>{words('signIn.title')}</h1>
      <RefusedBox findings={findings} frame={frame} />
      <form method="post" action="/sign-in">
        <label class="form-label" for="email">
          {words('signIn.email')}
        </label>
        <p class="hint" id="hint">
          {words('signIn.emailHint')}
        </p>
        <input
          class="form-control"
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          aria-describedby={findings.length ? 'refused hint' : 'hint'}
          aria-invalid={findings.length ? 'true' : undefined}
        />
        <p>
          <button class="btn btn-primary" type="submit">
            {words('signIn.send')}
          </button>
        </p>
      </form>
      <PasskeyForm
        action="/sign-in/passkey"
        question="/sign-in/passkey/question"
        kind="get"
        button={words('signIn.passkey')}
      />
      <PasskeyScript frame={frame} />
    </div>,
  )
}

export function checkMailPage({ frame, minutes }: CheckMailView): string {
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('signIn.checkTitle'),
    <section class="card card-body narrow">
      <h1>{words('signIn.checkTitle')}</h1>
      <p role="status">{words('signIn.check', { minutes })}</p>
      <p>
        <a href="/sign-in">{words('signIn.again')}</a>
      </p>
    </section>,
  )
}

export function confirmPage({ frame, secret, needsEmail, findings }: ConfirmView): string {
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('signIn.title'),
    <section class="card card-body narrow">
      <h1>{words('signIn.title')}</h1>
      <RefusedBox findings={findings} frame={frame} />
      {secret === null ? (
        <p>
          <a class="btn btn-primary" href="/sign-in">
            {words('signIn.again')}
          </a>
        </p>
      ) : (
        <form method="post" action="/enter">
          <input type="hidden" name="secret" value={secret} />
          {needsEmail && (
            <>
              <label class="form-label" for="email">
                {words('signIn.email')}
              </label>
              <p class="hint">{words('signIn.nameEmail')}</p>
              <input
                class="form-control"
                id="email"
                name="email"
                type="email"
                autoComplete="email"
                required
                maxLength={254}
              />
            </>
          )}
          <p>{words('signIn.confirm')}</p>
          <button class="btn btn-primary" type="submit">
            {words('signIn.button')}
          </button>
        </form>
      )}
    </section>,
  )
}
