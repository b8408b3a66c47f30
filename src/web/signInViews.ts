// What the pages of signing in show, as plain data.
import type { Finding } from '../domain/decision.ts'
import type { CharterId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import type { Frame } from './views.ts'

export type SignInView = { readonly frame: Frame; readonly findings: readonly Finding[] }
export type CheckMailView = { readonly frame: Frame; readonly minutes: number }
export type ConfirmView = {
  readonly frame: Frame
  /** Null where the link is good for nothing any more. */
  readonly secret: string | null
  readonly needsEmail: boolean
  readonly findings: readonly Finding[]
}
export type StepUpView = {
  readonly frame: Frame
  readonly minutes: number
  /** Where it leads afterwards. */
  readonly to: string
  readonly has: { readonly code: boolean; readonly passkey: boolean }
  readonly done: boolean
  readonly findings: readonly Finding[]
}
export type SessionsView = {
  readonly frame: Frame
  readonly sessions: readonly {
    readonly id: string
    readonly agent: string
    readonly address: string
    readonly createdAt: Instant
    readonly seenAt: Instant
    readonly expiresAt: Instant
    readonly current: boolean
  }[]
  readonly factors: readonly {
    readonly id: string
    readonly kind: 'passkey' | 'code'
    readonly label: string
    readonly createdAt: Instant
    readonly lastUsedAt: Instant | null
  }[]
  /** A code generator that waits for its first code. */
  readonly newCode: { readonly secret: string; readonly href: string; readonly state: string } | null
  readonly findings: readonly Finding[]
}
export type PeopleView = {
  readonly frame: Frame
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly email: string | null
    readonly organisation: string
    readonly charters: readonly CharterId[] | null
    readonly invitedAt: Instant
    readonly joinedAt: Instant | null
    readonly removedAt: Instant | null
    readonly removable: boolean
  }[]
  /** Into which somebody may be invited; empty where nobody may. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
  readonly typed: Typed
  readonly sent: boolean
  readonly findings: readonly Finding[]
}
export type Typed = {
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly organisation: string
  readonly charters: string
}
