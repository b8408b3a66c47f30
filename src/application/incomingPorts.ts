// Letters that come in: as they are kept, where they are collected, who reads and vouches for them, and which addresses are dead.
import type { CharterId, JourneyId, MerchantId, OrganisationId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Vouched, Why } from '../domain/letters/answering.ts'
import type { Classified, IncomingLetter } from '../domain/letters/incoming.ts'
import type { Page } from './page.ts'

/** `answered`: a letter went back; `silent`: nobody waits for one; `review`: a person has to look; `closed`: one did, and wrote nothing. */
export const incomingStates = ['answered', 'silent', 'review', 'closed'] as const
export type IncomingState = (typeof incomingStates)[number]
/** `unread`: it could not be taken apart at all. */
export type IncomingKind = Classified['kind'] | 'unread'

export type StoredIncoming = {
  readonly id: string
  /** Blind, of its Message-ID and sender, or of its bytes: the same letter read twice is a duplicate, not two facts. */
  readonly digest: string
  readonly receivedAt: Instant
  readonly kind: IncomingKind
  /** Null together where it is not known whose it is. */
  readonly journey: JourneyId | null
  readonly merchant: MerchantId | null
  readonly charter: CharterId | null
  readonly organisation: OrganisationId | null
  readonly state: IncomingState
  readonly why: Why
  /** Blind: the registered address that is answered, or null. */
  readonly address: string | null
  readonly answeredAt: Instant | null
  /** The letter that answers it, by its id. */
  readonly answer: string | null
  /** An `IncomingContent`, under the merchant's key or the desk's own; empty once its period has ended. */
  readonly sealed: string
}

/** What is kept of a letter, sealed. */
export type IncomingContent = {
  readonly from: string
  readonly name: string
  readonly subject: string
  /** The domain in From stood for it: only then does an answer take over its subject. */
  readonly proven?: boolean
  /** What was written, cut where it is very long. */
  readonly text: string
  readonly messageId: string | null
  readonly references: readonly string[]
  readonly faults: readonly string[]
  /** What an officer wrote in answer; null where the desk words it. */
  readonly written: string | null
}

/** Where letters are collected, by a cursor that only grows; another `uidValidity` begins anew (RFC 3501, section 2.3.1.1). */
export type MailboxMark = {
  readonly name: string
  readonly uidValidity: string
  readonly lastUid: number
  /** When it was last read to its end. */
  readonly seenAt: Instant | null
  readonly failingSince: Instant | null
  readonly words: string | null
  /** What is being read, and how often that was begun: a letter that ends the process is not begun for ever. */
  readonly tryingUid: number | null
  readonly tries: number
}

/** An address that refuses letters for good; it lives again once another is registered, or somebody says so. */
export type DeadAddress = {
  /** Blind. */
  readonly digest: string
  readonly merchant: MerchantId
  readonly journey: JourneyId
  readonly organisation: OrganisationId
  readonly since: Instant
  /** The letter that came back; null where the report names none. */
  readonly letter: string | null
  /** RFC 3463. */
  readonly status: string | null
  readonly words: string
}

/** Letters that came in, mailboxes and dead addresses, in the store. */
export interface KeptIncoming {
  incoming(id: string): Promise<StoredIncoming | null>
  incomingByDigest(digest: string): Promise<StoredIncoming | null>
  /** Newest first; null narrows nothing. */
  incomingPage(query: {
    organisation: OrganisationId | null
    state: IncomingState | null
    after: string | null
    limit: number
  }): Promise<Page<StoredIncoming>>
  incomingOf(merchant: MerchantId): Promise<readonly StoredIncoming[]>
  /** How many letters were answered to this address since then. */
  answersTo(address: string, since: Instant): Promise<number>
  mailbox(name: string): Promise<MailboxMark | null>
  deadAddress(digest: string): Promise<DeadAddress | null>
  /** Oldest first; null for every organisation's. */
  deadAddresses(organisation: OrganisationId | null): Promise<readonly DeadAddress[]>
}

/** One letter in a mailbox. `whole` is false where it is too large: `bytes` are then its headers and its first part. */
export type Arrived = {
  readonly uidValidity: string
  readonly uid: number
  readonly bytes: Uint8Array
  readonly size: number
  readonly whole: boolean
  readonly arrivedAt: Instant | null
}

/** A letter that nobody fetched: written at the desk's own mailbox for development. */
export const postedHere = (bytes: Uint8Array, arrivedAt: Instant): Arrived => ({
  ...{ uidValidity: 'here', uid: 0, bytes, size: bytes.byteLength, whole: true, arrivedAt },
})

export interface Mailbox {
  readonly name: string
  /**
   * Hands over what lies above the cursor, oldest first, one at a time, and goes on once each is kept. Marks and deletes
   * nothing. Throws where the server does not answer.
   */
  read(
    cursor: Pick<MailboxMark, 'uidValidity' | 'lastUid'> | null,
    keep: (arrived: Arrived) => Promise<void>,
  ): Promise<{ readonly uidValidity: string; readonly lastUid: number }>
  /** Resolves when the server says that something came, or after so long. */
  wait(mostMs: number): Promise<void>
  close(): Promise<void>
}

export interface LetterReader {
  /** Never throws for what somebody else wrote: what cannot be read is a fault of the letter. */
  read(bytes: Uint8Array): Promise<IncomingLetter>
}

/** Whether the domain in From stands for the letter (RFC 7489). */
export interface Voucher {
  vouch(bytes: Uint8Array, letter: IncomingLetter): Promise<Vouched>
}
