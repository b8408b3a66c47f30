// One hired operation: its terms, its leg as it stands now, its manifest and what the aircraft did.
import type { CharterId, JourneyId, OrganisationId } from '../ids.ts'
import type { Instant } from '../instant.ts'
import { charterStep } from './chart.ts'
import type { CharterEvent, CharterTerms, Fulfilment, HeadCount, Leg } from './events.ts'
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
  readonly reasons: readonly string[]
  readonly conditions: readonly string[]
  /** Conditions that were ticked off; missing where none was. */
  readonly fulfilments?: readonly Fulfilment[]
  readonly approvedAt: Instant | null
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
  return { ...charter, stage, record: { ...charter.record, ...patch(charter.record, event) } }
}

export function replayCharter(id: CharterId, history: readonly CharterEvent[]): Charter {
  const [first, ...rest] = history
  if (first?.type !== 'CharterDrafted') throw new Error(`charter ${id}: the history does not begin with a draft`)
  return rest.reduce(evolveCharter, draftCharter(id, first))
}

function patch(record: CharterRecord, event: CharterEvent): Partial<CharterRecord> {
  switch (event.type) {
    case 'ApplicationReturned':
    case 'ApplicationRefused':
      return { reasons: event.reasons }
    case 'CharterApproved':
      return { approvedAt: event.at, conditions: event.conditions }
    case 'ConditionFulfilled': {
      const { type: _type, ...fulfilment } = event
      return { fulfilments: [...(record.fulfilments ?? []), fulfilment] }
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
      return { leg: event.leg, retimings: record.retimings + 1 }
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
    case 'ApplicationSubmitted':
    case 'RegistrationOpened':
    case 'ManifestReopened':
    case 'CharterCompleted':
      return {}
    default:
      return event satisfies never
  }
}
