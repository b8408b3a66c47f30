// What the application asks of the world, as types: a store that commits values, a vault, a clock, ids, and a way out for letters.
import type { OrganisationKind } from '../domain/access/roles.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
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
import type { Journey } from '../domain/journey/journey.ts'
import type { LetterState } from '../domain/letters/outbox.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { EditionKind } from '../domain/policy/edition.ts'
import type { Lab } from '../domain/policy/policy.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import type { DeadAddress, KeptIncoming, MailboxMark, StoredIncoming } from './incomingPorts.ts'
import type { ClaimedEffect, Effect, EffectKind, EffectState, OutboxEffect } from './effect.ts'
import type { KeptLetters } from './letterPorts.ts'
import type { Page } from './page.ts'
import type { ConflictDecision, ParkedRow } from './parkedRow.ts'
import type { perishables } from '../domain/access/retention.ts'
import type { PendingAct, PendingDecision } from './pendingAct.ts'
import type {
  AggregateKind,
  Book,
  BookLine,
  ChainEnd,
  ChangeLine,
  EventFilter,
  RecordSearch,
  RecordedEvent,
  StoredCheckpoint,
  TouchedLine,
  Watched,
} from './recordLines.ts'
import type { StoredTrade } from './tradePorts.ts'
import type { AccessToken, Factor, Pass, Person, Session } from './signInPorts.ts'

/** An aggregate as it lies in the store, with the head of its digest chain. */
export type Held<State> = { readonly state: State; readonly head: string }

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
      /** What another took or settled meanwhile is left to them, and is no conflict. */
      readonly ifOurs?: true
    }
  /** A claimed effect is given back and due again then; what is not the owner's is left alone. */
  | {
      readonly on: 'effectPostponed'
      readonly id: string
      readonly owner: string
      readonly dueAt: Instant
      readonly words: string
    }
  /** An effect that nobody holds is due then, settled or not, as if it had never been tried. */
  | { readonly on: 'effectAgain'; readonly id: string; readonly dueAt: Instant }
  /** Where a letter stands from then on; one that does not stand as expected is a conflict (null: however it stands). */
  | {
      readonly on: 'letter'
      readonly id: string
      readonly expect: LetterState | null
      readonly state: LetterState
      readonly attempts: number
      readonly sentAt: Instant | null
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
  /** A version that is there already is a conflict. */
  | { readonly on: 'trade'; readonly entry: StoredTrade }
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

  /** A letter that came in; one that was kept already is a conflict. */
  | { readonly on: 'incoming'; readonly incoming: StoredIncoming }
  /** Only one that waits for a person; with what it holds from now on. */
  | ({ readonly on: 'incomingDecided'; readonly id: string } & Pick<
      StoredIncoming,
      'state' | 'why' | 'address' | 'answeredAt' | 'answer' | 'sealed'
    >)
  /** The letter that this one answered waits for a person again; nothing where it answered none. */
  | { readonly on: 'answerFailed'; readonly answer: string }
  | { readonly on: 'mailbox'; readonly mailbox: MailboxMark }
  /** The first that was told stands. */
  | { readonly on: 'addressDead'; readonly dead: DeadAddress }
  | { readonly on: 'addressRevived'; readonly digest: string }

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
  readonly incomingLetters: number
  readonly deadAddresses: number
  readonly facts: number
  readonly journeys: number
}

/** What is kept for a while only: beside merchants themselves, whose end is told one by one. */
export type Perishable = Exclude<(typeof perishables)[number], 'merchants'>

export interface Store extends KeptLetters, KeptIncoming {
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
  /** Those of them that there are, in order of id. */
  journeysAmong(ids: readonly JourneyId[]): Promise<readonly Held<Journey>[]>
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
  roomsAmong(ids: readonly RoomId[]): Promise<readonly Held<Room>[]>
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
  /** The newest of the act about the subject that nobody has decided and that stands at `now`. */
  pendingAbout(act: string, subject: string, now: Instant): Promise<PendingAct | null>
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
  /** Every version, in order of country, first month, last month and version. */
  tradeFigures(): Promise<readonly StoredTrade[]>
  link(digest: string): Promise<StatusLink | null>
  eventsOf(kind: AggregateKind, aggregate: string): Promise<readonly RecordedEvent[]>
  /** The record in the order written, a page at a time; `after` is the last sequence seen. Never skips what commits late. */
  eventsPage(
    after: number,
    limit: number,
    filter: EventFilter,
  ): Promise<readonly (RecordedEvent & { sequence: number })[]>
  /** Which aggregates the events behind this sequence are about, in the order written. Never skips what commits late. */
  touchedAfter(after: number, limit: number): Promise<readonly TouchedLine[]>
  /** Of the last event that can be seen; 0 where there is none. */
  lastSequence(): Promise<number>
  countEvents(charter: CharterId | null): Promise<number>
  /** The sequence of the last event among those watched, 0 where there is none: a screen made at this mark is as old as that. */
  changeMark(watched: Watched): Promise<number>
  /** Where the events after a mark belong, in the order written. Never skips what commits late. */
  changesAfter(mark: number, limit: number): Promise<readonly ChangeLine[]>
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
  /** Takes the letters for one journey that nobody holds, due or not, oldest first. */
  claimLetters(query: { subject: string; owner: string; leaseUntil: Instant }): Promise<readonly ClaimedEffect[]>
  /** Gives a claimed effect back, due again at `dueAt`, with what went wrong. */
  postpone(query: { id: string; owner: string; dueAt: Instant; words: string }): Promise<void>
  /** Gives back everything that an owner no longer alive holds. */
  releaseClaims(owner: string | null): Promise<number>
  /** When the next effect is due (or a lease ends); null where nothing waits. */
  nextDue(): Promise<Instant | null>
  /** Letters for the same journey that are queued and due by then, oldest first: they go out as one. */
  queuedLetters(subject: string, dueBy: Instant): Promise<readonly Effect[]>
  /** One effect with how it stands. */
  effect(id: string): Promise<OutboxEffect | null>
  /** Effects of a charter that wait to become letters and are not worded yet, oldest first. */
  unwordedLetters(charter: CharterId, limit: number): Promise<readonly OutboxEffect[]>
  effectCounts(
    charter: CharterId | null,
  ): Promise<readonly { kind: EffectKind; name: string; state: EffectState; count: number }[]>

  /** Empties or deletes what is older than `before`, a few at a time; answers how many. */
  expire(kind: Perishable, query: { before: Instant; limit: number }): Promise<number>
  /** Leaves no trace of what was overwritten or deleted, where the database would. */
  clean(): Promise<void>

  ready(): Promise<boolean>
  close(): Promise<void>
}

export interface Clock {
  now(): Instant
}

/** A fresh unique part for ids (see domain/ids), and 256 random bits as text for tokens. */
export interface Chance {
  part(): string
  secret(): string
}
