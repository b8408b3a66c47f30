// People who sign in, with what, and what sign-in needs from outside.
import type { Role } from '../domain/access/roles.ts'
import type { Act } from '../domain/access/table.ts'
import type { CharterId, OrganisationId, PersonId, SessionId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'

export type AccessToken = {
  readonly id: string
  readonly digest: string
  readonly role: Role
  readonly organisation: OrganisationId
  /** Charters that the token reaches beside its organisation's own; null means every charter. */
  readonly charters: readonly CharterId[] | null
  /** What it is for; null means all that its role may. */
  readonly acts: readonly Act[] | null
  readonly label: string
  readonly expiresAt: Instant
  readonly revokedAt: Instant | null
  /** To the minute. */
  readonly lastUsedAt: Instant | null
}

/** Somebody who signs in; name, address and language are sealed under the desk's own key. */
export type Person = {
  readonly id: PersonId
  readonly organisation: OrganisationId
  readonly version: number
  /** Blind digest of the e-mail address; null while there is none. */
  readonly email: string | null
  readonly sealed: string
  /** As a token's: charters reached beside the organisation's own. */
  readonly charters: readonly CharterId[] | null
  readonly invitedAt: Instant
  readonly joinedAt: Instant | null
  readonly removedAt: Instant | null
}

export type Session = {
  readonly id: SessionId
  /** Of the cookie's text, which is kept nowhere; changes with every step-up. */
  readonly digest: string
  readonly person: PersonId
  readonly createdAt: Instant
  /** To the minute. */
  readonly seenAt: Instant
  readonly freshUntil: Instant | null
  /** From where, as the browser and the network told it; sealed under the desk's own key. */
  readonly sealed: string
}

/** Something that is good once: the digest of a link's text, or of a challenge that was answered. */
export type Pass = {
  readonly digest: string
  readonly purpose: 'link' | 'spent'
  readonly person: PersonId | null
  readonly expiresAt: Instant
}

/** A passkey's public half, or the sealed secret of a code generator. */
export type Factor = {
  readonly id: string
  readonly person: PersonId
  readonly kind: 'passkey' | 'code'
  readonly sealed: string
  /** The passkey's own count, or the time step of the code used last: neither goes back. */
  readonly counter: number
  readonly label: string
  readonly createdAt: Instant
  readonly lastUsedAt: Instant | null
}

/** The letter that carries a sign-in link. */
export type SignInLetter = {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly organisation: string | null
  /** The first letter, which says who is invited where. */
  readonly invitation: boolean
  readonly href: string
  readonly minutes: number
  readonly now: Instant
}

export interface SignInLetters {
  readonly compose: (letter: SignInLetter) => Promise<{ readonly messageId: string; readonly bytes: string }>
}

/** What a browser is asked of a passkey, and the challenge that its answer must repeat. */
export type PasskeyQuestion = { readonly options: unknown; readonly challenge: string }

export type KeptPasskey = {
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly string[]
}

/** Passkeys (WebAuthn), always with the user verified: by themselves two factors. */
export interface Passkeys {
  toRegister(who: { id: PersonId; name: string; known: readonly string[] }): Promise<PasskeyQuestion>
  /** Null where the answer is not one to this challenge, from this desk's pages. */
  registered(challenge: string, answer: unknown): Promise<{ readonly id: string; readonly passkey: KeptPasskey } | null>
  toSignIn(among: readonly string[] | null): Promise<PasskeyQuestion>
  /** The passkey that an answer says it is from; nothing is checked yet. */
  named(answer: unknown): string | null
  /** The passkey's next count, or null. */
  answered(challenge: string, answer: unknown, id: string, passkey: KeptPasskey): Promise<number | null>
}

/** Time-based one-time codes (RFC 6238). */
export interface Codes {
  fresh(account: string): { readonly secret: string; readonly href: string }
  /** The time step that the code belongs to, or null. */
  check(secret: string, code: string): number | null
}
