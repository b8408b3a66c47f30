// A form that a passkey fills in; without the script, or without passkeys, it stays hidden.
import type { ComponentChildren } from 'preact'
import type { Frame } from './views.ts'

type PasskeyFormView = {
  readonly action: string
  readonly question: string
  readonly kind: 'create' | 'get'
  readonly button: string
  readonly children?: ComponentChildren
}

export function PasskeyForm({ action, question, kind, button, children }: PasskeyFormView) {
  return (
    <form method="post" action={action} data-question={question} data-passkey={kind} hidden>
      {children}
      <input type="hidden" name="state" value="" />
      <input type="hidden" name="answer" value="" />
      <p>
        <button class="btn" type="submit">
          {button}
        </button>
      </p>
      <p class="hint" role="status" />
    </form>
  )
}

export const PasskeyScript = ({ frame }: { frame: Frame }) => <script src={frame.assets.passkey} defer />
