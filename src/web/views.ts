// What each page shows, as plain data: whoever answers a request fills these and nothing else reaches a page.
import type { ConditionView } from './conditionViews.ts'
import type { CharterLinks, TakenList } from './charterMore.tsx'
import type { FormsView } from './formViews.ts'
import type { AskView } from './askView.ts'
import type { PersonalField } from '../domain/access/fields.ts'
import type { PersonView } from '../domain/access/masking.ts'
import type { Role } from '../domain/access/roles.ts'
import type { Balance } from '../domain/charter/balance.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { SeatAllocation } from '../domain/charter/seatRule.ts'
import type { Standing } from '../domain/charter/standing.ts'
import type { BoardQuery } from '../domain/charter/board.ts'
import type { Permit } from '../domain/charter/permit.ts'
import type { Leg } from '../domain/charter/events.ts'
import type { CharterStage } from '../domain/charter/stage.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant, Span, Zone } from '../domain/instant.ts'
import type { Due } from '../domain/journey/due.ts'
import type { Risk } from '../domain/journey/risk.ts'
import type { Language } from '../domain/language.ts'
import type { OutcomeCount } from '../domain/journey/outcomeCount.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { LetterState } from '../domain/letters/outbox.ts'
import type { Binding } from '../domain/policy/binding.ts'
import type { CircuitBreaker } from '../domain/policy/circuitBreaker.ts'
import type { Edition } from '../domain/policy/edition.ts'
import type { PlanStep } from '../domain/policy/plan.ts'
import type { Impact, Outcome } from '../domain/policy/impact.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import type { ChamberWays } from './chamberLinks.tsx'
import type { StationLink } from './stationLink.ts'
import type { Situation } from '../words/situation.ts'

/** Around every page. */
export type Frame = {
  readonly language: Language
  /** The same page in each language. */
  readonly languages: readonly { readonly language: Language; readonly href: string }[]
  /** What the browser loads beside the page, each by its address. */
  readonly assets: { readonly styles: readonly string[]; readonly scripts: readonly string[]; readonly passkey: string }
  /** What the page listens to, from the mark at which it was made, and where it is asked for again; a page that stands still has none. */
  readonly live?: { readonly stream: string; readonly here: string }
  /** The form that led here had been taken before. */
  readonly sentBefore?: boolean
  /** In which moments without a place of their own are told. */
  readonly zone: Zone
  readonly signedIn: { readonly role: Role; readonly organisation: string | null } | null
  readonly links: readonly {
    readonly to:
      | 'board'
      | 'demand'
      | 'trade'
      | 'letters'
      | 'mail'
      | 'mailbox'
      | 'editions'
      | 'record'
      | 'pending'
      | 'people'
      | 'sessions'
      | 'api'
    readonly href: string
    readonly here: boolean
    /** On a page that lies under it. */
    readonly within?: boolean
  }[]
  /** Where the form that signs out posts to. */
  readonly signOut: string | null
}

/** An edition itself fits here. */
export type EditionView = Pick<Edition, 'id' | 'kind' | 'title' | 'assumed' | 'effectiveFrom' | 'effectiveUntil'>

export type StatusView = Situation & {
  readonly frame: Frame
  /** As the merchant is greeted. */
  readonly name: string
  /** Where the same plan can be had as a file for a calendar. */
  readonly calendarHref: string
  /** Where the answer to an offered seat is posted to. */
  readonly answerHref: string
  /** The published round of the charter, without names. */
  readonly roundHref: string
  /** Why an answer was not taken. */
  readonly refused: readonly Finding[]
  /** How the claim for a seat stands under a published rule; null where there is none, and once somebody has left. */
  readonly own: OwnStandingView | null
  readonly editions: readonly EditionView[]
  /** Where their letters stand. */
  readonly lettersHref: string
  /** Where a letter about this journey is read; null where none is. */
  readonly writeTo: string | null
  /** Every zone to choose from, where somebody asked to choose. */
  readonly zoneChoice: { readonly action: string; readonly chosen: Zone | null; readonly open: boolean }
}
/** The letters that a merchant was sent, as they read them; the newest first. */
export type OwnLettersView = {
  readonly frame: Frame
  readonly back: string
  readonly zone: Zone
  readonly letters: readonly { readonly subject: string; readonly at: Instant; readonly text: string }[]
}

export type OwnStandingView = {
  readonly commitment: string
  /** Null until the round. */
  readonly seed: string | null
  readonly standing: Standing | null
  /** In line for the next free seat; null for whoever is in none. */
  readonly place: { readonly number: number; readonly of: number } | null
}

/** Somebody who waits for a seat or is offered one, and why. */
export type SeatClaimRow = {
  readonly person: PersonView
  readonly standing: Standing | null
  readonly reason: Finding | null
  readonly passedOver: boolean
}
/** The seats of a charter under its published rule. */
export type SeatRuleView = SeatAllocation & {
  readonly seed: string | null
  /** Freed seats are still offered. */
  readonly open: boolean
  /** The closing time is over. */
  readonly closed: boolean
  /** Claims that wait for the round. */
  readonly collected: number
  /** Null where the role sees nobody's reasons. */
  readonly people: {
    readonly offers: readonly (SeatClaimRow & { readonly until: Instant })[]
    readonly line: readonly SeatClaimRow[]
    /** How many stand behind those shown. */
    readonly more: number
    /** How many declined an offer or did not answer. */
    readonly letGo: number
  } | null
  readonly recordHref: string
}

export type SeatsView = { readonly toFill: number; readonly taken: number; readonly assumed: boolean }
export type TallyView = { readonly stage: Stage; readonly standing: number; readonly reached: number }

export type CharterCard = {
  readonly href: string
  readonly station: StationLink | null
  readonly chamber: ChamberWays | null
  readonly title: string
  readonly stage: CharterStage
  readonly leg: Leg
  readonly organiser: string
  readonly seats: SeatsView
  readonly tallies: readonly TallyView[]
  /** Whose plan can be missed. */
  readonly atRisk: number
  readonly heads: HeadsView
}
/** Where the people are, by the lists of whoever keeps them. */
export type HeadsView = {
  readonly boarded: number
  readonly admitted: number
  readonly inRooms: number
  readonly unaccounted: number
}
export type BoardView = {
  readonly frame: Frame
  readonly query: BoardQuery
  readonly choices: {
    readonly stages: readonly CharterStage[]
    readonly countries: readonly string[]
    readonly organisers: readonly { readonly id: string; readonly name: string }[]
  }
  /** Whether it is searched: few charters need no search. */
  readonly searched: boolean
  /** How many fit the query, on this page and the others. */
  readonly found: number
  readonly charters: readonly CharterCard[]
  /** The next page, where there is one. */
  readonly next: string | null
  /** The board as a file. */
  readonly files?: readonly TakenList[]
}

/** `code` is a finding's, or `withdrawn`, `didNotShow`, `deferred`. */
export type ReasonView = { readonly code: string; readonly count: number }
export type RoomsView = {
  readonly facility: string
  readonly all: number
  /** By anybody; `ours` of them by this charter's people. */
  readonly taken: number
  readonly ours: number
  readonly people: number
}
export type PersonRow = {
  readonly href: string | null
  /** Where they are shown in full for a reason; null for whoever may not ask. */
  readonly unmaskHref: string | null
  readonly person: PersonView
  readonly stage: Stage
  readonly missing: readonly Finding[]
  readonly by: Instant | null
  /** What can be asked for about them, for a second person to decide. */
  readonly asks: readonly AskView[]
}
/** One thing to do, as `dueFor` finds it, with of whom, or of how many. */
export type DueRow = Omit<Due, 'from'> & {
  readonly who: string
  readonly href: string | null
  readonly overdue: number
}
/** Somebody whose time runs out or has: overdue by `by`, or a step of the plan that works until then. */
export type StuckRow = {
  readonly person: PersonView
  readonly stage: Stage
  readonly what:
    | { readonly kind: 'due'; readonly act: Due['act']; readonly number: number | null }
    | { readonly kind: 'risk'; readonly step: Risk['step']; readonly slot: number | null }
  readonly missing: readonly Finding[]
  readonly by: Instant
}
/** How many had reached each stage at each of these moments. */
export type ReachedView = {
  readonly at: readonly Instant[]
  readonly lines: readonly { readonly stage: Stage; readonly counts: readonly number[] }[]
}
/** A stretch of the charter's plan: a window, the flight, a leg of observation. */
export type PlanBar = {
  readonly name: { readonly kind: 'step'; readonly step: PlanStep } | { readonly kind: 'flight' | 'central' | 'home' }
  readonly span: Span
}
export type CharterView = {
  readonly frame: Frame
  /** Where one goes from here. */
  readonly more?: CharterLinks
  readonly now: Instant
  readonly charter: Charter
  /** Null where the charter has no application. */
  readonly permit: Permit | null
  readonly organiser: string
  readonly seats: SeatsView
  /** Null where no rule for seats was published. */
  readonly seatRule: SeatRuleView | null
  /** Between when claims may close under a rule that is published now; null where the reader can publish none. */
  readonly toRule: Span | null
  readonly editions: readonly EditionView[]
  /** Why these bind, and why none does. */
  readonly bindings: readonly Binding<Edition>[]
  readonly tallies: readonly TallyView[]
  readonly conditions: readonly ConditionView[]
  readonly forms: FormsView
  /** The demand call that the charter rests on. */
  readonly call: { readonly href: string; readonly title: string } | null
  readonly balance: Pick<Balance, 'links' | 'differences'> & {
    readonly unaccounted: number
    /** People whose differences are not among those shown. */
    readonly more: number
  }
  readonly runs: readonly TransferRun[]
  /** Coaches that are not among those shown. */
  readonly runsMore: number
  readonly rooms: readonly RoomsView[]
  readonly breaker: CircuitBreaker | { readonly edition: null }
  readonly reasons: readonly ReasonView[]
  /** What its merchants say that it was for; null before anybody was released, and for whoever does not see it. */
  readonly outcomes: OutcomeCount | null
  readonly due: readonly DueRow[]
  /** The most urgent first; `overdue` and `atRisk` count everybody. */
  readonly stuck: { readonly rows: readonly StuckRow[]; readonly overdue: number; readonly atRisk: number }
  readonly reached: ReachedView
  readonly plan: readonly PlanBar[]
  readonly people: readonly PersonRow[]
  readonly nextPeople: string | null
  readonly station: StationLink | null
  readonly chamber: ChamberWays | null
  readonly letters: string | null
  /** How many of its merchants' addresses refuse letters; null for whoever does not review them. */
  readonly undeliverable: number | null
  /** What can be asked for about the charter. */
  readonly asks: readonly AskView[]
}

/** Somebody whom a role sees shortened, and what it may ask to see in full. */
export type UnmaskView = {
  readonly frame: Frame
  readonly action: string
  readonly back: string
  readonly person: PersonView
  readonly offered: readonly PersonalField[]
  readonly asked: readonly PersonalField[]
  readonly reason: string
  readonly findings: readonly Finding[]
}
export type UnmaskedView = {
  readonly frame: Frame
  readonly person: PersonView
  readonly fields: readonly PersonalField[]
  readonly back: string
}

export type LetterRow = {
  readonly href: string
  /** Masked as the role may see it. */
  readonly to: string
  /** Null before it is worded. */
  readonly subject: string | null
  readonly at: Instant | null
  readonly state: LetterState
  /** What the mail server said last. */
  readonly words: string | null
  /** When it is tried next; null where nobody does. */
  readonly nextAttempt: Instant | null
}
export type LettersView = {
  readonly frame: Frame
  readonly letters: readonly LetterRow[]
  /** How many stand in each state, with where only those are shown. */
  readonly counts: readonly { readonly state: LetterState; readonly count: number; readonly href: string }[]
  /** The one state that is shown; null where all are. */
  readonly only: LetterState | null
  readonly all: string
  readonly next: string | null
}
export type LetterView = {
  readonly frame: Frame
  readonly letter: Omit<LetterRow, 'href'> & {
    readonly from: string
    /** Null before it is worded. */
    readonly messageId: string | null
    readonly text: string
    readonly attempts: number
  }
  readonly back: string
  /** Where the forms go by which it is tried now or stopped; each stands there for whoever may, where it can be done. */
  readonly action: string
  readonly resend: boolean
  readonly abort: boolean
  /** Why the last of the two was refused. */
  readonly findings: readonly Finding[]
  /** The reason as it was typed. */
  readonly reason: string
}

export type BookRow = EditionView &
  Pick<Edition, 'jurisdiction' | 'issuer' | 'confidence'> & {
    /** How many sources it stands on. */
    readonly sources: number
  }
/** Everybody whom an edition touches; `published` where it is more than a look. */
export type TouchedView = {
  readonly edition: string
  readonly published: boolean
  readonly counts: Readonly<Record<Outcome, number>>
  readonly bindsOnLanding: number
  readonly journeys: readonly {
    readonly href: string
    readonly journey: string
    readonly stage: Stage
    readonly impact: Impact
  }[]
}
export type ShelfView = {
  readonly frame: Frame
  readonly books: readonly BookRow[]
  /** What was typed, and why it was refused; null where the role may not publish. */
  readonly form: {
    readonly action: string
    readonly text: string
    readonly reason: string
    readonly findings: readonly Finding[]
  } | null
  readonly touched: TouchedView | null
}

/** Why there is no page, told by `missing.…` in the reader's language. */
export type Missing =
  'any' | 'role' | 'charter' | 'person' | 'demandCall' | 'letter' | 'link' | 'calendar' | 'foreign' | 'broken'

export type ErrorView = {
  /** Under which a failure stands in the log. */
  readonly request?: string
  readonly frame: Frame
  readonly status: number
  readonly title: string
  /** Null where the title says it all. */
  readonly why: Missing | null
  readonly back: string | null
}
