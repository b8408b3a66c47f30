// What the page of acts that need two people shows.
import type { Role } from '../domain/access/roles.ts'
import type { TwoPeopleAct } from '../domain/access/twoPeople.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'
import type { Frame } from './views.ts'

export type PendingRow = {
  readonly id: string
  readonly act: TwoPeopleAct
  readonly charter: { readonly href: string; readonly title: string }
  /** Whom it is about, as the reader may see them; null where it is about the charter. */
  readonly person: string | null
  /** Told by its role where it is of no organisation. */
  readonly askedBy: { readonly role: Role; readonly organisation: string | null }
  readonly askedAt: Instant
  readonly expiresAt: Instant
  /** Null where the reader may not do the same. */
  readonly reason: string | null
  readonly state: 'waits' | 'lapsed' | 'confirmed' | 'refused'
  readonly mayConfirm: boolean
  readonly mayRefuse: boolean
}

export type PendingView = {
  readonly frame: Frame
  readonly rows: readonly PendingRow[]
  readonly next: string | null
  /** What somebody is about to ask for; null where the page was only opened. */
  readonly asking: {
    readonly act: TwoPeopleAct
    readonly subject: string
    readonly about: string
    readonly reason: string
  } | null
  readonly findings: readonly Finding[]
}
