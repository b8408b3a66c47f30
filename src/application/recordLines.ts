// The lines of the record, the ends of its chains, and what a checkpoint over them is.
import type { CharterId, JourneyId, OrganisationId, PersonId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Actor } from './actor.ts'

/** What has a chain. `desk` and `journal` have no row of their own: the desk's books, and what was shown and sent. */
export type AggregateKind = 'journey' | 'charter' | 'run' | 'room' | 'merchant' | 'demandCall' | 'desk' | 'journal'

/** A fact in the record. `digest` covers `previous` and everything else here, so one chain runs through each aggregate. */
export type RecordedEvent = {
  readonly kind: AggregateKind
  readonly aggregate: string
  readonly charter: CharterId | null
  readonly version: number
  readonly ordinal: number
  readonly type: string
  readonly data: unknown
  readonly at: Instant
  readonly actor: Actor
  readonly editions: readonly string[]
  readonly request: string
  /** In the journal: the one journey that the line is about, where it is one. */
  readonly subject?: JourneyId | null
  readonly previous: string
  readonly digest: string
}

/** Where a chain ends. */
export type ChainEnd = {
  readonly kind: AggregateKind
  readonly aggregate: string
  readonly version: number
  readonly head: string
}

/** A signed statement over the whole record: the text as it was signed, and the signature in base64. */
export type StoredCheckpoint = {
  readonly number: number
  readonly statement: string
  readonly signature: string
  readonly at: Instant
}

/** A checkpoint by its number and the digest of its statement. */
export type CheckpointMark = { readonly number: number; readonly digest: string }

/** Signs for the desk (Ed25519, RFC 8032). */
export interface Signer {
  /** SubjectPublicKeyInfo as PEM. */
  readonly publicKey: string
  /** Base64. */
  sign(bytes: Buffer): string
}

/** Only which aggregate a line of the record is about. */
export type TouchedLine = {
  readonly sequence: number
  readonly kind: AggregateKind
  readonly aggregate: string
  readonly charter: CharterId | null
}
/** What somebody watches: every event of the desk, those of some types, or those of charters and of what concerns every charter. */
export type Watched =
  | { readonly of: 'all' }
  | { readonly of: 'types'; readonly types: readonly string[] }
  | { readonly of: 'organiser'; readonly organiser: OrganisationId }
  | { readonly of: 'charters'; readonly charters: readonly CharterId[] }

/** Where a change belongs: what it is about, its charter, or null where it is of the desk itself, and whose people made it. */
export type ChangeLine = {
  readonly sequence: number
  readonly aggregate: string
  readonly charter: CharterId | null
  readonly organisation: OrganisationId | null
  readonly type: string
}

/** Of the desk itself, and yet every charter may stand differently after it. */
export const concernsEveryCharter: readonly string[] = ['EditionPublished', 'LockdownDeclared']

export type EventFilter = { readonly kind?: AggregateKind; readonly aggregate?: string; readonly charter?: CharterId }

/** The two books of the record: what happened, and what was shown and sent. */
export type Book = 'events' | 'journal'

export type BookLine = RecordedEvent & { readonly sequence: number }

/** Narrowed by whatever is given; `before` is the moment and sequence of the last line seen. */
export type RecordSearch = {
  readonly organisation?: OrganisationId | null
  readonly actor?: string | null
  /** A person in whichever of their sessions. */
  readonly person?: PersonId | null
  readonly type?: string | null
  readonly charter?: CharterId | null
  /** One chain, by its kind and its aggregate. */
  readonly kind?: AggregateKind | null
  readonly aggregate?: string | null
  /** Lines of the journal about one journey. */
  readonly subject?: JourneyId | null
  readonly from: Instant
  readonly until: Instant
  readonly before: { readonly at: Instant; readonly sequence: number }
  readonly limit: number
}
