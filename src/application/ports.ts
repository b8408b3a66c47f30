// What the application asks of the world, as types: a store that commits values, a vault, a clock, ids, and a way out for letters.
import type { Role, OrganisationKind } from '../domain/access/roles.ts'
import type { Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import type { DemandLine } from '../domain/demand/line.ts'
import type { ObservationFacility, Room } from '../domain/facility/room.ts'
import type {
  CharterId,
  DemandCallId,
  FacilityId,
  JourneyId,
  MerchantId,
  OrganisationId,
  PersonId,
  RoomId,
  RunId,
  SessionId,
} from '../domain/ids.ts'
import type { Instant, LocalDate } from '../domain/instant.ts'
import type { Follow } from '../domain/journey/chart.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { JourneyWishes, Language, MerchantDetails } from '../domain/journey/merchant.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { EditionKind } from '../domain/policy/edition.ts'
import type { MissionEdition } from '../domain/policy/missionEdition.ts'
import type { ObservationEdition } from '../domain/policy/observationEdition.ts'
import type { Plan } from '../domain/policy/plan.ts'
import type { Lab } from '../domain/policy/policy.ts'
import type { TransferRun } from '../domain/transfer/run.ts'

/** An aggregate as it lies in the store, with the head of its digest chain. */
export type Held<State> = { readonly state: State; readonly head: string }

/** What has a chain. `desk` and `journal` have no row of their own: the desk's books, and what was shown and sent. */
export type AggregateKind = 'journey' | 'charter' | 'run' | 'room' | 'merchant' | 'demandCall' | 'desk' | 'journal'

/** Who did it: a person in one of their sessions, a token of an organisation, a merchant's status link by its number, or the desk itself. */
export type Actor = {
  readonly role: Role
  readonly organisation: OrganisationId | null
  /** The token's id, or the session's. */
  readonly token: string
  readonly person: PersonId | null
}

/** Who asks: the actor, and how far they reach. */
export type Caller = Actor & {
  /** The charters reached beside the organisation's own (null: every one). */
  readonly charters: readonly CharterId[] | null
  /** The one journey that a status link reaches; a token has none. */
  readonly journey?: JourneyId
  /** What the token is for (null: all that its role may). */
  readonly acts: readonly Act[] | null
  /** A person has shown a second factor a moment ago; whatever is no person is never asked for one. */
  readonly fresh: boolean
}

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

export type EffectKind = 'letter' | 'wake' | 'command' | 'alarm'

/** A row of the outbox: something to do after the commit, or later. */
export type Effect = {
  readonly id: string
  readonly kind: EffectKind
  readonly charter: CharterId | null
  /** The journey, or the charter, that it is about. */
  readonly subject: string
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly dueAt: Instant
  readonly createdAt: Instant
}
export type ClaimedEffect = Effect & { readonly attempts: number }
export type EffectState = 'queued' | 'claimed' | 'done' | 'merged' | 'givenUp'

export type TallyDelta = {
  readonly charter: CharterId
  readonly stage: Stage
  readonly standing: number
  readonly reached: number
}

/** An answered request, by reference: it is rendered again, never stored, and holds nothing personal. */
export type Receipt = {
  readonly key: string
  readonly body: string
  readonly status: number
  readonly kind: string
  readonly reference: string
  readonly at: Instant
}

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
export type Organisation = { readonly id: OrganisationId; readonly kind: OrganisationKind; readonly name: string }
export type Laboratory = {
  readonly id: string
  readonly name: string
  readonly city: string
  readonly country: string
  readonly reagents: readonly string[]
  readonly turnaroundHours: number
  /** The lists of admitted laboratories that it stands on. */
  readonly admissions: Lab['admissions']
}
export type Lockdown = {
  readonly destination: string
  readonly from: Instant
  readonly until: Instant | null
  readonly reason: string
}
/** A rule book as it was published, validated when it is read back. */
export type StoredEdition = {
  readonly id: string
  readonly kind: EditionKind
  readonly body: unknown
  readonly at: Instant
}
export type StatusLink = {
  readonly digest: string
  readonly journey: JourneyId
  readonly createdAt: Instant
  readonly revokedAt: Instant | null
}

/** A merchant's row: what is sealed under the merchant's own key. */
export type SealedMerchant = { readonly id: MerchantId; readonly version: number; readonly sealed: string }
export type IndexEntry = {
  readonly kind: 'document' | 'birthAndSurname' | 'birthAndName' | 'nameToken' | 'email'
  readonly digest: string
}

/** Blind: one journey a charter for `holder`, and one a day on the whole desk for `traveller`, which begins with the day. */
export type PassportKeys = { readonly holder: string; readonly traveller: string }

/** One guarded write. `expect` is the version it was decided on, 0 for a new row; a guard that fails is a conflict. */
export type Change =
  | {
      readonly on: 'journey'
      readonly expect: number
      readonly journey: Journey
      readonly head: string
      /** Kept of a new journey only. */
      readonly passport: PassportKeys | null
    }
  | { readonly on: 'passport'; readonly journey: JourneyId; readonly passport: PassportKeys }
  /** The passport may fly with another charter of the day; with `again` it may be registered on this one once more. */
  | { readonly on: 'passportFree'; readonly journey: JourneyId; readonly again: boolean }
  /** The charter flies on another day; who holds a seat on another flight of that day keeps the key of the old one. */
  | { readonly on: 'flightDay'; readonly charter: CharterId; readonly day: LocalDate }
  | { readonly on: 'charter'; readonly expect: number; readonly charter: Charter; readonly head: string }
  | { readonly on: 'run'; readonly expect: number; readonly run: TransferRun; readonly head: string }
  | { readonly on: 'room'; readonly expect: number; readonly room: Room; readonly head: string }
  | {
      readonly on: 'merchant'
      readonly expect: number
      readonly merchant: SealedMerchant
      readonly index: readonly IndexEntry[]
      readonly head: string
    }
  | { readonly on: 'demandCall'; readonly expect: number; readonly call: DemandCall; readonly head: string }
  /** Writes nothing: the charter must still stand at the version that was decided on. */
  | { readonly on: 'charterHeld'; readonly id: CharterId; readonly expect: number }
  /** Writes nothing: so many journeys are on the charter, as when it was decided. With a change of the charter nobody slips in between. */
  | { readonly on: 'journeysCounted'; readonly charter: CharterId; readonly count: number }
  /** Opens seats 1..count that are not there yet, and closes free ones above it. */
  | { readonly on: 'seats'; readonly charter: CharterId; readonly count: number }
  /** Takes the lowest free seat; none free, or the journey already seated, is a conflict. */
  | { readonly on: 'seatClaim'; readonly charter: CharterId; readonly journey: JourneyId }
  | { readonly on: 'seatFree'; readonly charter: CharterId; readonly journey: JourneyId }
  /** Marks a claimed effect; somebody else's claim is a conflict. */
  | {
      readonly on: 'effect'
      readonly id: string
      readonly owner: string
      readonly state: 'done' | 'merged' | 'givenUp'
      readonly at: Instant
      readonly words: string | null
    }
  | { readonly on: 'facility'; readonly facility: ObservationFacility; readonly organisation: OrganisationId }
  | { readonly on: 'organisation'; readonly organisation: Organisation }
  | { readonly on: 'token'; readonly token: AccessToken }
  | { readonly on: 'tokenRevoked'; readonly id: string; readonly at: Instant }
  | { readonly on: 'tokenUsed'; readonly id: string; readonly at: Instant }
  /** A living person's address is taken once: another's is a conflict. */
  | { readonly on: 'person'; readonly expect: number; readonly person: Person }
  | { readonly on: 'session'; readonly session: Session }
  | { readonly on: 'sessionSeen'; readonly id: SessionId; readonly at: Instant }
  /** Another text for the same session; the one before must still stand. */
  | {
      readonly on: 'sessionRenewed'
      readonly id: SessionId
      readonly before: string
      readonly digest: string
      readonly freshUntil: Instant
    }
  | { readonly on: 'sessionEnded'; readonly id: SessionId }
  | { readonly on: 'sessionsEnded'; readonly person: PersonId }
  | { readonly on: 'pass'; readonly pass: Pass }
  /** Only one that is there; what is taken is gone. */
  | { readonly on: 'passTaken'; readonly digest: string }
  | { readonly on: 'passesDropped'; readonly person: PersonId }
  | { readonly on: 'factor'; readonly factor: Factor }
  | {
      readonly on: 'factorUsed'
      readonly id: string
      readonly before: number
      readonly counter: number
      readonly at: Instant
    }
  | { readonly on: 'factorRemoved'; readonly id: string; readonly person: PersonId }
  | { readonly on: 'factorsRemoved'; readonly person: PersonId }
  /** What has run out is swept away: passes by their own end, sessions that were begun before `sessionsBefore`. */
  | { readonly on: 'swept'; readonly at: Instant; readonly sessionsBefore: Instant }
  | { readonly on: 'laboratory'; readonly laboratory: Laboratory }
  | { readonly on: 'edition'; readonly edition: StoredEdition }
  | { readonly on: 'lockdown'; readonly lockdown: Lockdown }
  /**
   * Empties everything that was sealed under the merchant's key, and every blind digest by which they could be found: the
   * row, the index, the journeys' holders, letters, parked rows, receipts, the words of servers, the status links.
   */
  | {
      readonly on: 'merchantErased'
      readonly id: MerchantId
      readonly expect: number
      readonly head: string
      readonly at: Instant
    }
  /** Nothing of the merchant is erased while it stands; a second one takes the place of the first. */
  | { readonly on: 'hold'; readonly hold: Hold }
  | { readonly on: 'holdLifted'; readonly merchant: MerchantId }
  | { readonly on: 'pendingAct'; readonly pending: PendingAct }
  /** Only one that nobody has decided yet. */
  | {
      readonly on: 'pendingActDecided'
      readonly id: string
      readonly at: Instant
      readonly decision: PendingDecision
      readonly decidedBy: string
    }
  | { readonly on: 'link'; readonly link: StatusLink }
  | { readonly on: 'linkRevoked'; readonly digest: string; readonly at: Instant }
  | { readonly on: 'parked'; readonly parked: ParkedRow }
  /** The next number only: two at the same time are one. */
  | { readonly on: 'checkpoint'; readonly checkpoint: StoredCheckpoint }
  /** Only a row that nobody has decided yet; what it held is emptied. */
  | { readonly on: 'parkedDecided'; readonly id: string; readonly at: Instant; readonly decision: ConflictDecision }

/** All or nothing. */
export type Commit = {
  readonly changes: readonly Change[]
  readonly events: readonly RecordedEvent[]
  /** Lines of the journal. */
  readonly journal?: readonly RecordedEvent[]
  readonly effects: readonly Effect[]
  readonly tallies: readonly TallyDelta[]
  readonly receipt: Receipt | null
}
/** `conflict` names the change that found something else than expected; nothing of the commit was written. */
export type CommitAnswer =
  | { readonly outcome: 'committed' }
  | { readonly outcome: 'conflict'; readonly on: Change['on'] | 'receipt' | 'event'; readonly id: string }

export type Tally = { readonly stage: Stage; readonly standing: number; readonly reached: number }
export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }
export type LetterState = 'queued' | 'sent' | 'givenUp'
/** A letter as rendered, before the first attempt to send it: the bytes never change, so that a second copy is the same. */
export type StoredLetter = {
  readonly id: string
  readonly charter: CharterId
  readonly journey: JourneyId
  readonly merchant: MerchantId
  readonly name: string
  readonly messageId: string
  /** The RFC 5322 bytes, sealed under the merchant's key. */
  readonly sealed: string
  readonly createdAt: Instant
  readonly state: LetterState
  readonly sentAt: Instant | null
  /** What the mail server said last. */
  readonly words: string | null
}
/** A merchant whose data is wanted beyond its period: in a dispute, say. The reason is sealed under their key. */
export type Hold = { readonly merchant: MerchantId; readonly reason: string; readonly since: Instant }

/** What a merchant still has in each place, counted. */
export type Traces = {
  readonly row: number
  readonly digests: number
  readonly letters: number
  readonly parkedRows: number
  readonly receipts: number
  readonly serverWords: number
  readonly links: number
  readonly facts: number
  readonly journeys: number
}

/** What is kept for a while only: beside merchants themselves, whose end is told one by one. */
export type Perishable = 'letterBodies' | 'parkedRows' | 'receipts' | 'settledEffects' | 'pendingActs'

export type EventFilter = { readonly kind?: AggregateKind; readonly aggregate?: string; readonly charter?: CharterId }
/** The two books of the record: what happened, and what was shown and sent. */
export type Book = 'events' | 'journal'
export type BookLine = RecordedEvent & { readonly sequence: number }
/** Narrowed by whatever is given; `before` is the moment and sequence of the last line seen. */
export type RecordSearch = {
  readonly organisation?: OrganisationId | null
  readonly actor?: string | null
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

export interface Store {
  /** Answers after the data is on disk. Commits that arrive while one is being written share the next transaction. */
  commit(commit: Commit): Promise<CommitAnswer>

  journey(id: JourneyId): Promise<Held<Journey> | null>
  /** All of a charter, in order of id. */
  journeysOf(charter: CharterId): Promise<readonly Held<Journey>[]>
  journeysPage(query: {
    charter: CharterId
    organisation: OrganisationId | null
    stage: Stage | null
    after: string | null
    limit: number
  }): Promise<Page<Held<Journey>>>
  /** Who waits longest for a seat on this charter. */
  firstWaiting(charter: CharterId): Promise<Held<Journey> | null>
  charter(id: CharterId): Promise<Held<Charter> | null>
  /** Newest first; `organiser` and `ids` narrow it (null: no narrowing by that). */
  chartersPage(query: {
    organiser: OrganisationId | null
    ids: readonly CharterId[] | null
    after: string | null
    limit: number
  }): Promise<Page<Held<Charter>>>
  demandCall(id: DemandCallId): Promise<Held<DemandCall> | null>
  /** Newest first. */
  demandCallsPage(query: { after: string | null; limit: number }): Promise<Page<Held<DemandCall>>>
  run(id: RunId): Promise<Held<TransferRun> | null>
  runsOf(charter: CharterId): Promise<readonly Held<TransferRun>[]>
  room(id: RoomId): Promise<Held<Room> | null>
  roomsOf(facility: FacilityId): Promise<readonly Held<Room>[]>
  facility(id: FacilityId): Promise<{ facility: ObservationFacility; organisation: OrganisationId } | null>
  facilities(): Promise<readonly { facility: ObservationFacility; organisation: OrganisationId }[]>
  merchant(id: MerchantId): Promise<(SealedMerchant & { head: string }) | null>
  merchants(ids: readonly MerchantId[]): Promise<readonly (SealedMerchant & { head: string })[]>
  merchantsByIndex(entry: IndexEntry): Promise<readonly MerchantId[]>
  /** For many digests of one kind at once. */
  merchantsByDigests(
    kind: IndexEntry['kind'],
    digests: readonly string[],
  ): Promise<readonly { readonly digest: string; readonly merchant: MerchantId }[]>
  /** Which journeys hold these keys, on any charter. */
  travellers(keys: readonly string[]): Promise<readonly { readonly traveller: string; readonly journey: JourneyId }[]>
  /** Rows that were parked on a charter, oldest first. */
  parkedOf(charter: CharterId): Promise<readonly ParkedRow[]>
  /** Rows that were parked for resembling this merchant. */
  parkedAbout(merchant: MerchantId): Promise<readonly ParkedRow[]>
  journeysOfMerchant(merchant: MerchantId): Promise<readonly Held<Journey>[]>
  /** Journeys that have ended and whose merchant is not erased, in order of id. */
  endedJourneys(query: { after: string; limit: number }): Promise<readonly Held<Journey>[]>
  hold(merchant: MerchantId): Promise<Hold | null>
  traces(merchant: MerchantId): Promise<Traces>
  pendingAct(id: string): Promise<PendingAct | null>
  /** Newest first. */
  pendingActs(query: { after: string | null; limit: number }): Promise<Page<PendingAct>>
  freeSeats(charter: CharterId): Promise<number>
  seatOf(journey: JourneyId): Promise<number | null>
  tallies(charter: CharterId): Promise<readonly Tally[]>
  talliesOf(charters: readonly CharterId[]): Promise<ReadonlyMap<CharterId, readonly Tally[]>>
  receipt(key: string): Promise<Receipt | null>
  token(digest: string): Promise<AccessToken | null>
  tokens(): Promise<readonly AccessToken[]>
  person(id: PersonId): Promise<Person | null>
  /** The living person with this address. */
  personByEmail(digest: string): Promise<Person | null>
  /** In order of id; null for every organisation's. Those who were removed are among them. */
  peopleOf(organisation: OrganisationId | null): Promise<readonly Person[]>
  session(digest: string): Promise<Session | null>
  sessionById(id: SessionId): Promise<Session | null>
  sessionsOf(person: PersonId): Promise<readonly Session[]>
  pass(digest: string): Promise<Pass | null>
  factor(id: string): Promise<Factor | null>
  factorsOf(person: PersonId): Promise<readonly Factor[]>
  organisation(id: OrganisationId): Promise<Organisation | null>
  organisations(): Promise<readonly Organisation[]>
  laboratories(): Promise<readonly Laboratory[]>
  editions(): Promise<readonly StoredEdition[]>
  lockdowns(): Promise<readonly Lockdown[]>
  link(digest: string): Promise<StatusLink | null>
  eventsOf(kind: AggregateKind, aggregate: string): Promise<readonly RecordedEvent[]>
  /** The record in the order written, a page at a time; `after` is the last sequence seen. Never skips what commits late. */
  eventsPage(
    after: number,
    limit: number,
    filter: EventFilter,
  ): Promise<readonly (RecordedEvent & { sequence: number })[]>
  countEvents(charter: CharterId | null): Promise<number>
  /** The lines of one book, newest first. */
  searchBook(book: Book, search: RecordSearch): Promise<readonly BookLine[]>
  /** A page of the journal in the order written, as `eventsPage` is of the events. */
  journalPage(after: number, limit: number, charter: CharterId | null): Promise<readonly BookLine[]>
  /** Only what a digest over the whole book needs, in the order written. */
  digestsPage(
    book: Book,
    after: number,
    limit: number,
  ): Promise<
    readonly {
      readonly sequence: number
      readonly kind: AggregateKind
      readonly aggregate: string
      readonly version: number
      readonly digest: string
    }[]
  >
  /** Where the chains without a row of their own were last told to end. */
  chainEnds(): Promise<readonly ChainEnd[]>
  checkpoints(): Promise<readonly StoredCheckpoint[]>
  lastCheckpoint(): Promise<StoredCheckpoint | null>
  /** Ids of every aggregate of a kind that has a head, for the audit. */
  heads(kind: AggregateKind): Promise<readonly { aggregate: string; version: number; head: string }[]>

  /** Takes due effects in order of dueAt, then id; what another owner holds is passed over until its lease ends. */
  claimDue(query: {
    now: Instant
    limit: number
    owner: string
    leaseUntil: Instant
  }): Promise<readonly ClaimedEffect[]>
  /** Gives a claimed effect back, due again at `dueAt`, with what went wrong. */
  postpone(query: { id: string; owner: string; dueAt: Instant; words: string }): Promise<void>
  /** Gives back everything that an owner no longer alive holds. */
  releaseClaims(owner: string | null): Promise<number>
  /** When the next effect is due (or a lease ends); null where nothing waits. */
  nextDue(): Promise<Instant | null>
  /** Letters for the same journey that are queued and due by then, oldest first: they go out as one. */
  queuedLetters(subject: string, dueBy: Instant): Promise<readonly Effect[]>
  effectCounts(
    charter: CharterId | null,
  ): Promise<readonly { kind: EffectKind; name: string; state: EffectState; count: number }[]>

  /** Keeps the rendered letter if none is kept under its id, and answers the one that is kept. */
  keepLetter(letter: StoredLetter): Promise<StoredLetter>
  letter(id: string): Promise<StoredLetter | null>
  markLetter(query: { id: string; state: LetterState; sentAt: Instant | null; words: string | null }): Promise<void>
  lettersPage(query: {
    charter: CharterId | null
    journey: JourneyId | null
    after: string | null
    limit: number
  }): Promise<Page<StoredLetter>>
  letterCounts(charter: CharterId | null): Promise<Readonly<Record<LetterState, number>>>

  /** Empties or deletes what is older than `before`, a few at a time; answers how many. */
  expire(kind: Perishable, query: { before: Instant; limit: number }): Promise<number>
  /** Leaves no trace of what was overwritten or deleted, where the database would. */
  clean(): Promise<void>

  ready(): Promise<boolean>
  close(): Promise<void>
}

/** What the key store knows of itself: its own name, the desk's key that wraps now, and the desk's two data keys, wrapped. */
export type KeyMark = 'store' | 'current' | 'index' | 'own'

/** Merchants' keys, wrapped, and who was erased; kept apart from the store and never in a backup. */
export interface KeyStore {
  /** For whoever has to find it. */
  readonly name: string
  /**
   * Keeps a wrapped key before the row that needs it; keeps the first where one is kept already, and none for whoever was
   * erased. False where the desk's key `under` is not the one that wraps now: nothing is kept.
   */
  put(merchant: MerchantId, wrapped: string, under: string): Promise<boolean>
  get(merchant: MerchantId): Promise<string | null>
  getMany(merchants: readonly MerchantId[]): Promise<ReadonlyMap<MerchantId, string>>
  /** Deletes the key and remembers that it did. */
  destroy(merchant: MerchantId): Promise<void>
  /** The newest checkpoint that was made: kept here too, so that an older database put back is known by it. */
  markCheckpoint(mark: CheckpointMark): Promise<void>
  checkpointMark(): Promise<CheckpointMark | null>
  /** Everybody whose key was destroyed: what is restored from a backup is held against it. */
  erased(): Promise<readonly MerchantId[]>
  count(): Promise<number>
  mark(name: KeyMark): Promise<string | null>
  /** Sets what is not set yet. */
  begin(marks: Readonly<Record<KeyMark, string>>): Promise<void>
  turn(marks: Readonly<Partial<Record<KeyMark, string>>>): Promise<void>
  /** Keys that another key of the desk wrapped; with '' those whose wrapping names none. */
  notUnder(key: string, limit: number): Promise<readonly { readonly merchant: MerchantId; readonly wrapped: string }[]>
  rewrap(
    group: readonly { readonly merchant: MerchantId; readonly was: string; readonly wrapped: string }[],
  ): Promise<void>
  /** Leaves no trace of what was overwritten. */
  clean(): Promise<void>
  close(): Promise<void>
}

/** Seals under a key of the merchant's own, and answers blindly where something is looked for. */
export interface Vault {
  /** Makes the merchant's key, wraps it with the desk's key and keeps it. Call before `seal`. */
  enrol(merchants: readonly MerchantId[]): Promise<void>
  /** Throws `LostKey` where the merchant's key is gone (erased) or the desk's key is another. */
  seal(merchant: MerchantId, text: string): Promise<string>
  open(merchant: MerchantId, sealed: string): Promise<string>
  /** Seals what is the desk's own secret, under a key of the desk's. */
  sealOwn(text: string): string
  openOwn(sealed: string): string
  /** Digest under the merchant's own key: shows that something changed, and to what only while the key lives. */
  digest(merchant: MerchantId, text: string): Promise<string>
  /** Digest under the desk's index key, for looking up without reading. */
  blind(kind: IndexEntry['kind'] | 'holder' | 'person', text: string): string
  /** Whether the merchant's key is still there; asked of the key store each time. */
  holds(merchant: MerchantId): Promise<boolean>
  /** Destroys the merchant's key. */
  forget(merchant: MerchantId): Promise<void>
  /** Everybody whose key was destroyed. */
  erased(): Promise<readonly MerchantId[]>
}
export class LostKey extends Error {
  override name = 'LostKey'
}
/** The desk's key, or its key store, is not the one that this desk was sealed with; the message says what to do. */
export class WrongKey extends Error {
  override name = 'WrongKey'
}

/** What a letter is made of; how it is worded belongs to the mail room. */
export type LetterContext = {
  readonly id: string
  readonly names: readonly Follow[]
  readonly journey: Journey
  readonly charter: Charter
  readonly person: MerchantDetails
  readonly plan: Plan
  readonly mission: MissionEdition | null
  readonly observation: ObservationEdition | null
  /** Where the merchant is, or was last, under observation. */
  readonly facility: ObservationFacility | null
  /** Who registered the merchant. */
  readonly organiser: string | null
  /** How long before a window closes a merchant is reminded. */
  readonly reminderHours: number
  readonly statusUrl: string
  readonly now: Instant
}
/** Words the letter once and for all: its bytes are kept before the first attempt to send it. */
export interface Letters {
  /** A property, not a method: what it asks for is then checked against what it is given. */
  readonly compose: (
    context: LetterContext,
  ) => Promise<{ readonly messageId: string; readonly subject: string; readonly bytes: string }>
}

/** What a calendar is made of: what a letter is, without for whom. */
export type CalendarContext = Omit<LetterContext, 'id' | 'names' | 'person' | 'statusUrl'>
/** A file's name and kind (RFC 2045), both plain ASCII, and its text, to be sent as UTF-8. */
export type CalendarFile = { readonly fileName: string; readonly mediaType: string; readonly text: string }
/** Writes the merchant's plan as an iCalendar file (RFC 5545); null where there is nothing to enter. */
export interface Calendars {
  readonly write: (context: CalendarContext, language: Language) => CalendarFile | null
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

export interface Clock {
  now(): Instant
}
/** A fresh unique part for ids (see domain/ids), and 256 random bits as text for tokens. */
export interface Chance {
  part(): string
  secret(): string
}
/** Sends one letter's bytes; throws with the server's words where it was not taken. */
export interface Post {
  send(letter: { messageId: string; from: string; to: string; bytes: string }): Promise<string>
  /** How many of these letters the way out still keeps. */
  kept(messageIds: readonly string[]): Promise<number>
  /** Takes back what the way out still keeps; what was handed to a server is not to be had back. */
  forget(messageIds: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** One thing wrong in one cell of a roster; `column` is the heading as the organiser wrote it. */
export type RejectedCell = {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly rule: string
  readonly explanation: string
}
/** The same with the desk's own name of the column and what fills the sentence in another language. */
export type WrongCell = RejectedCell & {
  readonly field: string
  readonly facts: Readonly<Record<string, string | number>>
}
/** What the desk found the file to be. */
export type RosterSource =
  | { readonly format: 'xlsx'; readonly sheet: string; readonly hidden: readonly string[] }
  | { readonly format: 'csv'; readonly encoding: string; readonly separator: string }
/** A heading that the desk does not know, with the column that is spelt most like it. */
export type ForeignHeading = { readonly heading: string; readonly nearest: string | null }
/** The organiser's heading -> the roster's column; null where it is none. */
export type HeadingMap = Readonly<Record<string, string | null>>
export type RosterSheet = {
  readonly outcome: 'read'
  readonly source: RosterSource
  readonly unknown: readonly ForeignHeading[]
  /** Rows that hold somebody; neither empty ones nor the template's sample. */
  readonly rows: number
  readonly entries: readonly RosterEntry[]
  readonly rejected: readonly WrongCell[]
  /** Every cell as it was read, headings first. */
  readonly table: readonly (readonly string[])[]
  /** What the organiser calls the column of a field of the person or of the journey's wishes. */
  heading(field: string): string
}
/** Reads and writes rosters, xlsx or csv; rows are numbered as the spreadsheet numbers them, the heading being row 1. */
export interface RosterReader {
  read(
    bytes: Buffer,
    mapping?: HeadingMap,
  ): Promise<RosterSheet | { readonly outcome: 'unreadable'; readonly rule: string; readonly explanation: string }>
  /** Why the reader refused a cell, in words; null where it was not the reader. */
  reason(cell: WrongCell, language: Language): string | null
  /** The sheet as it came, the wrong cells marked, and the reasons in a column beside each row. */
  returned(sheet: RosterSheet, reasons: readonly RowReason[], language: Language): Promise<Buffer>
  template(language: Language, format: RosterFormat): Promise<Buffer>
  /** People as a roster that reads as they are; remarks of the desk stand beside each. */
  written(people: readonly WrittenPerson[], language: Language, format: RosterFormat): Promise<Buffer>
  /** Rows as CSV text; cells that a spreadsheet would run as a formula are neutralised. */
  toCsv(rows: readonly (readonly string[])[]): string
}
export type RosterFormat = 'xlsx' | 'csv'
export type WrittenPerson = {
  readonly details: MerchantDetails
  readonly wishes: JourneyWishes
  readonly remarks: string
}
export type RosterEntry = { readonly row: number; readonly details: MerchantDetails; readonly wishes: JourneyWishes }

/** Reads a reply's lines from a spreadsheet; rows are numbered as the spreadsheet numbers them. */
export interface DemandSheetReader {
  /** What is wrong is said in `language`. */
  read(
    bytes: Buffer,
    language: Language,
  ): Promise<
    | {
        readonly outcome: 'read'
        readonly rows: number
        readonly lines: readonly { readonly row: number; readonly line: DemandLine }[]
        readonly rejected: readonly RejectedCell[]
        /** What the sheet calls the column of a field. */
        heading(field: string): string
      }
    | { readonly outcome: 'unreadable'; readonly rule: string; readonly explanation: string }
  >
  /** Headings, a sample row that is passed over, and in a workbook what each column asks for. */
  template(language: Language, format: 'xlsx' | 'csv'): Promise<Buffer>
}

/** `column` as the organiser wrote it; the words are in the language asked for. */
export type RowReason = { readonly row: number; readonly column: string; readonly words: string }

/** A row that waits for somebody to decide whether it is who the desk knows. */
export type ParkedRow = {
  readonly id: string
  readonly charter: CharterId
  readonly organisation: OrganisationId
  readonly row: number
  readonly kind: ConflictKind
  /** Who is known already; the row is sealed under their key, and empty once it is decided. */
  readonly merchant: MerchantId
  readonly journey: JourneyId | null
  readonly sealed: string
  /** Blind digest of the row, so that the same file parks nothing twice. */
  readonly digest: string
  readonly createdAt: Instant
  readonly decidedAt: Instant | null
  readonly decision: ConflictDecision | null
}
export const conflictKinds = ['sameDocument', 'renewedPassport', 'sameNameAndBirth'] as const
export type ConflictKind = (typeof conflictKinds)[number]
export const conflictDecisions = ['takeNew', 'keepOld', 'otherPerson'] as const
export type ConflictDecision = (typeof conflictDecisions)[number]

/** An act that needs two: asked for by one, and done when somebody else confirms it. */
export type PendingAct = {
  readonly id: string
  readonly act: Act
  /** What it is about: a journey's id, or a charter's. */
  readonly subject: string
  /** What the act needs beside its subject; words that somebody wrote freely are sealed. */
  readonly body: Readonly<Record<string, unknown>>
  readonly askedBy: Actor
  readonly askedAt: Instant
  readonly expiresAt: Instant
  readonly decidedAt: Instant | null
  readonly decision: PendingDecision | null
  /** The token of who decided. */
  readonly decidedBy: string | null
}
export const pendingDecisions = ['confirmed', 'refused'] as const
export type PendingDecision = (typeof pendingDecisions)[number]
/** Holds a passport's machine-readable zone against the fields that it repeats. */
export type ZoneCheck = (zone: string, beside: MerchantDetails) => { readonly wrong: readonly ZoneFault[] }
export type ZoneFault = Pick<WrongCell, 'rule' | 'explanation' | 'facts'>
