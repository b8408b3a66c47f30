// What the pages of letters that came in show.
import type { Finding } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'
import type { Heartbeat } from '../domain/letters/heartbeat.ts'
import type { Frame } from './views.ts'

export type IncomingStateView = 'answered' | 'silent' | 'review' | 'closed'
export type IncomingRow = {
  readonly href: string
  /** As the reader may see it; empty once its period has ended. */
  readonly from: string
  readonly subject: string
  readonly at: Instant
  readonly state: IncomingStateView
  /** A key of the words, without its `mail.why.`. */
  readonly why: string
}
export type DeadRow = {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly since: Instant
  readonly words: string
  readonly journey: string
  /** The last letter, to be printed and handed over. */
  readonly print: string
  readonly mayRevive: boolean
}
export type MailView = {
  readonly frame: Frame
  /** Null where no mailbox is set. */
  readonly heartbeat: Heartbeat | null
  readonly rows: readonly IncomingRow[]
  readonly only: IncomingStateView | null
  readonly states: readonly { readonly state: IncomingStateView | null; readonly href: string }[]
  readonly next: string | null
  readonly dead: readonly DeadRow[]
  readonly findings: readonly Finding[]
}
export type IncomingView = {
  readonly frame: Frame
  readonly letter: Omit<IncomingRow, 'href'> & {
    readonly name: string
    readonly text: string
    readonly written: string | null
    /** The letter that answers it. */
    readonly answer: string | null
    /** Whose it is: the charter's page; null where nobody knows. */
    readonly charter: string | null
  }
  readonly action: string
  /** Where it may be answered, with what the desk would write or what was typed; null where it may not. */
  readonly form: { readonly words: string } | null
  readonly mayClose: boolean
  readonly findings: readonly Finding[]
}
export type PrintedLetterView = {
  readonly frame: Frame
  readonly subject: string
  readonly to: string
  readonly at: Instant
  readonly text: string
  readonly back: string
}
