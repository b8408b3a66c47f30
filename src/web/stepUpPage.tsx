// A second factor is asked for: a code, or a passkey.
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { PasskeyForm, PasskeyScript } from './passkeyForm.tsx'
import { RefusedBox } from './refusedBox.tsx'
import type { StepUpView } from './signInViews.ts'

export function stepUpPage({ frame, minutes, to, has, done, findings }: StepUpView): string {
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('stepUp.title'),
    <section class="card card-body narrow">
      <h1>{words('stepUp.title')}</h1>
      <RefusedBox findings={findings} frame={frame} />
      {done && (
        <p class="good" role="status">
          {words('stepUp.done')}
        </p>
      )}
      <p>{words('stepUp.why', { minutes })}</p>
      {has.code && (
        <form method="post" action="/step-up">
          <input type="hidden" name="to" value={to} />
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
      )}
      {has.passkey && (
        <PasskeyForm action="/step-up" question="/step-up/question" kind="get" button={words('stepUp.passkey')}>
          <input type="hidden" name="to" value={to} />
        </PasskeyForm>
      )}
      {!has.code && !has.passkey && (
        <>
          <p>{words('stepUp.none')}</p>
          <p>
            <a class="btn btn-primary" href="/sessions">
              {words('stepUp.add')}
            </a>
          </p>
        </>
      )}
      <PasskeyScript frame={frame} />
    </section>,
  )
}
