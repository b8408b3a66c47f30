// One hired operation: its terms, its leg as it stands now, its manifest and what the aircraft did.
import type { CharterId, JourneyId, OrganisationId } from '../ids.ts'
import { localDate, type Instant, type LocalDate } from '../instant.ts'
import type { SeenEndorsement } from './application.ts'
import { charterStep } from './chart.ts'
import type { CharterEvent, CharterTerms, ConditionStep, Fulfilment, HeadCount, Leg } from './events.ts'
import type { SeatAllocation } from './seatRule.ts'
import type { CharterStage } from './stage.ts'

/** The ordered list of a leg; each closing is a new version of it. */
export type PassengerManifest = {
  readonly version: number
  readonly closedAt: Instant
  readonly entries: readonly JourneyId[]
}

export type CharterRecord = {
  readonly terms: CharterTerms
  readonly leg: Leg
  /** As they were when the application was last returned; missing where they were not amended since. */
  readonly returnedTerms?: CharterTerms
  readonly reasons: readonly string[]
  /** What the organiser answered to the reasons; missing where nothing. */
  readonly answer?: string
  readonly conditions: readonly string[]
  /** Conditions that were ticked off; missing where none was. */
  readonly fulfilments?: readonly Fulfilment[]
  /** What was submitted for conditions and sent back, in order; missing where nothing was. */
  readonly conditionSteps?: readonly ConditionStep[]
  readonly approvedAt: Instant | null
  /** That the office confirmed at the approval, or null; missing where nobody was asked: the declared one counts. */
  readonly endorsement?: SeenEndorsement | null
  /** When the flight was last moved to another day; missing where it never was, or nobody noted when. */
  readonly movedAt?: Instant
  readonly manifest: PassengerManifest | null
  readonly departed: { readonly at: Instant; readonly handover: HeadCount } | null
  readonly landed: { readonly at: Instant; readonly handover: HeadCount } | null
  readonly retimings: number
  /** The rule for seats and what came of it; absent where none was published: first come, first served. */
  readonly allocation?: SeatAllocation
}

export type Charter = {
  readonly id: CharterId
  readonly organiser: OrganisationId
  readonly version: number
  readonly stage: CharterStage
  readonly record: CharterRecord
}

/** By the clock of the departure city. */
export const flightDay = ({ scheduledDeparture, from }: Leg): LocalDate => localDate(scheduledDeparture, from.zone)

/** Seats that may be filled under the load cap; part of a seat is no seat. */
export const seatsToFill = (terms: CharterTerms): number =>
  Math.floor((terms.aircraft.seats.value * terms.aircraft.loadCapPercent.value) / 100)

export function draftCharter(id: CharterId, event: Extract<CharterEvent, { type: 'CharterDrafted' }>): Charter {
  return {
    id,
    organiser: event.organiser,
    version: 0,
    stage: 'draft',
    record: {
      terms: event.terms,
      leg: event.terms.leg,
      reasons: [],
      conditions: [],
      approvedAt: null,
      manifest: null,
      departed: null,
      landed: null,
      retimings: 0,
    },
  }
}

export function evolveCharter(charter: Charter, event: CharterEvent): Charter {
  const stage = charterStep(charter.stage, event.type)
  if (!stage) throw new Error(`charter ${charter.id}: ${event.type} cannot follow ${charter.stage}`)
  return { ...charter, stage, record: patched(charter, event) }
}

export function replayCharter(id: CharterId, history: readonly CharterEvent[]): Charter {
  const [first, ...rest] = history
  if (first?.type !== 'CharterDrafted') throw new Error(`charter ${id}: the history does not begin with a draft`)
  return rest.reduce(evolveCharter, draftCharter(id, first))
}

function steps(
  { conditionSteps = [] }: CharterRecord,
  step: ConditionStep['step'],
  event: Extract<CharterEvent, { type: 'EvidenceSubmitted' | 'EvidenceReturned' }>,
): readonly ConditionStep[] {
  const { type: _type, ...told } = event
  return [...conditionSteps, { ...told, step }]
}

/** Whoever returns an application returns the terms as they stand then. */
function patched({ stage, record }: Charter, event: CharterEvent): CharterRecord {
  const { returnedTerms, answer, ...rest } = record
  if (event.type === 'ApplicationReturned') return { ...rest, ...patch(record, event) }
  const before = event.type === 'TermsAmended' && stage === 'returned' ? record.terms : undefined
  const earlier = returnedTerms ?? before
  return {
    ...rest,
    ...(answer === undefined ? {} : { answer }),
    ...(earlier ? { returnedTerms: earlier } : {}),
    ...patch(record, event),
  }
}

function patch(record: CharterRecord, event: CharterEvent): Partial<CharterRecord> {
  switch (event.type) {
    case 'TermsAmended':
      return { terms: event.terms, leg: event.terms.leg }
    case 'ApplicationSubmitted':
      return event.answer === undefined ? {} : { answer: event.answer }
    case 'ApplicationReturned':
    case 'ApplicationRefused':
      return { reasons: event.reasons }
    case 'CharterApproved':
      return {
        approvedAt: event.at,
        conditions: event.conditions,
        ...(event.endorsement === undefined ? {} : { endorsement: event.endorsement }),
      }
    case 'ConditionFulfilled': {
      const { type: _type, ...fulfilment } = event
      return { fulfilments: [...(record.fulfilments ?? []), fulfilment] }
    }
    case 'EvidenceSubmitted':
      return { conditionSteps: steps(record, 'submitted', event) }
    case 'EvidenceReturned': {
      const fulfilments = record.fulfilments?.filter(({ condition }) => condition !== event.condition)
      return { conditionSteps: steps(record, 'returned', event), ...(fulfilments ? { fulfilments } : {}) }
    }
    case 'SeatRulePublished':
      return { allocation: { rule: event.rule, commitment: event.commitment, round: null } }
    case 'SeatRoundHeld': {
      const { at, seats, ranking } = event
      const round = { at, seats, claims: ranking.length, seated: ranking.filter(({ seated }) => seated).length }
      return record.allocation ? { allocation: { ...record.allocation, round } } : {}
    }
    case 'ManifestClosed':
      return {
        manifest: { version: (record.manifest?.version ?? 0) + 1, closedAt: event.at, entries: event.entries },
      }
    case 'CharterRetimed':
      return {
        leg: event.leg,
        retimings: record.retimings + 1,
        ...(event.at && flightDay(event.leg) !== flightDay(record.leg) ? { movedAt: event.at } : {}),
      }
    case 'CharterDeparted':
      return { departed: { at: event.at, handover: event.handover } }
    case 'CharterDiverted':
      return { leg: { ...record.leg, to: event.to } }
    case 'CharterTurnedBack':
      return { departed: null }
    case 'CharterLanded':
      return { landed: { at: event.at, handover: event.handover } }
    case 'CharterCancelled':
      return { reasons: [event.reason] }
    case 'CharterDrafted':
    case 'RegistrationOpened':
    case 'ManifestReopened':
    case 'CharterCompleted':
      return {}
    default:
      return event satisfies never
  }
}
