// The door: a token or a link with one in it is pasted and posted; no password is kept anywhere.
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import type { SignInView } from './views.ts'

export function signInPage(view: SignInView): string {
  const words = wordsIn(view.frame.language)
  return document(
    view.frame,
    words('signIn.title'),
    <form class="card narrow" method="post" action={view.action}>
      <h1>{words('signIn.title')}</h1>
      {view.refused && (
        <p class="refused" id="refused" role="alert">
          {words('signIn.refused')}
        </p>
      )}
      <label for="token">{words('signIn.token')}</label>
      <p class="hint" id="hint">
        {words('signIn.hint')}
      </p>
      <input
        id="token"
        name="token"
        type="password"
        autoComplete="current-password"
        required
        maxLength={2000}
        aria-describedby={view.refused ? 'refused hint' : 'hint'}
        aria-invalid={view.refused ? 'true' : undefined}
      />
      <button type="submit">{words('signIn.button')}</button>
    </form>,
  )
}
