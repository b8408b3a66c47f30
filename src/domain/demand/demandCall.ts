// The reform office's question to companies, with the latest answer of each: "How many merchants need to come? Count them."
import type { CharterId, DemandCallId, OrganisationId } from '../ids.ts'
import type { Instant } from '../instant.ts'
import { demandStep } from './chart.ts'
import type { DemandEvent, DemandTerms } from './events.ts'
import type { DemandLine } from './line.ts'
import type { DemandStage } from './stage.ts'

/** What one organisation answered last; what it answered before stays in the record of events. */
export type DemandReply = {
  readonly organisation: OrganisationId
  readonly at: Instant
  readonly lines: readonly DemandLine[]
}

/** A charter that was drafted on the demand of the call. */
export type CharteredDemand = { readonly charter: CharterId; readonly organiser: OrganisationId; readonly at: Instant }

export type DemandRecord = {
  readonly terms: DemandTerms
  /** As it stands now: the terms' own, or that of the last reopening. */
  readonly closesAt: Instant
  readonly closedAt: Instant | null
  readonly reason: string | null
  /** In the order in which the organisations first answered. */
  readonly replies: readonly DemandReply[]
  /** Missing where none was drafted. */
  readonly charters?: readonly CharteredDemand[]
}

export type DemandCall = {
  readonly id: DemandCallId
  readonly office: OrganisationId
  readonly version: number
  readonly stage: DemandStage
  readonly record: DemandRecord
}

export const isAsked = ({ record }: DemandCall, organisation: OrganisationId | null): boolean =>
  organisation !== null && (record.terms.asked === null || record.terms.asked.includes(organisation))

export function openDemandCall(id: DemandCallId, event: Extract<DemandEvent, { type: 'DemandCalled' }>): DemandCall {
  const { terms } = event
  return {
    id,
    office: event.office,
    version: 0,
    stage: 'open',
    record: { terms, closesAt: terms.closesAt, closedAt: null, reason: null, replies: [] },
  }
}

export function evolveDemandCall(call: DemandCall, event: DemandEvent): DemandCall {
  const stage = demandStep(call.stage, event.type)
  if (!stage) throw new Error(`demand call ${call.id}: ${event.type} cannot follow ${call.stage}`)
  return { ...call, stage, record: { ...call.record, ...patch(call.record, event) } }
}

export function replayDemandCall(id: DemandCallId, history: readonly DemandEvent[]): DemandCall {
  const [first, ...rest] = history
  if (first?.type !== 'DemandCalled') throw new Error(`demand call ${id}: the history does not begin with a call`)
  return rest.reduce(evolveDemandCall, openDemandCall(id, first))
}

function patch(record: DemandRecord, event: DemandEvent): Partial<DemandRecord> {
  switch (event.type) {
    case 'DemandReplied':
      return { replies: replaced(record.replies, event) }
    case 'DemandChartered': {
      const { charter, organiser, at } = event
      return { charters: [...(record.charters ?? []), { charter, organiser, at }] }
    }
    case 'DemandCallClosed':
      return { closedAt: event.at, reason: event.reason }
    case 'DemandCallReopened':
      return { closesAt: event.closesAt, closedAt: null, reason: event.reason }
    case 'DemandCallCancelled':
      return { closedAt: record.closedAt ?? event.at, reason: event.reason }
    case 'DemandCalled':
      return {}
    default:
      return event satisfies never
  }
}

function replaced(
  replies: readonly DemandReply[],
  { organisation, at, lines }: Extract<DemandEvent, { type: 'DemandReplied' }>,
): readonly DemandReply[] {
  const reply = { organisation, at, lines }
  return replies.some((each) => each.organisation === organisation)
    ? replies.map((each) => (each.organisation === organisation ? reply : each))
    : [...replies, reply]
}
