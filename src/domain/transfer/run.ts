// A transfer run: one vehicle, its staff, who sits in it, and one head-count signed at each end.
import type { HeadCount } from '../charter/events.ts'
import type { CharterId, FacilityId, JourneyId, RunId } from '../ids.ts'
import type { Instant } from '../instant.ts'
import { runStep, type RunStage } from './chart.ts'
import type { RunEvent } from './events.ts'
import type { Vehicle } from './vehicle.ts'

export type TransferRun = {
  readonly id: RunId
  readonly charter: CharterId
  readonly version: number
  readonly stage: RunStage
  readonly record: {
    readonly vehicle: Vehicle
    readonly facility: FacilityId
    /** Seats that may be filled: alternate seats, so that nobody sits beside a stranger. */
    readonly places: number
    readonly passengers: readonly JourneyId[]
    readonly departed: { readonly at: Instant; readonly handover: HeadCount } | null
    readonly arrived: { readonly at: Instant; readonly handover: HeadCount } | null
  }
}

export function evolveRun(run: TransferRun, event: RunEvent): TransferRun {
  const stage = runStep(run.stage, event.type)
  if (!stage) throw new Error(`transfer run ${run.id}: ${event.type} cannot follow ${run.stage}`)
  const record = run.record
  switch (event.type) {
    case 'RunPlanned':
      return { ...run, stage }
    case 'PassengersSeated':
      return { ...run, stage, record: { ...record, passengers: [...record.passengers, ...event.passengers] } }
    case 'PassengerTakenOff':
      return {
        ...run,
        stage,
        record: { ...record, passengers: record.passengers.filter((id) => id !== event.passenger) },
      }
    case 'RunDeparted':
      return { ...run, stage, record: { ...record, departed: { at: event.at, handover: event.handover } } }
    case 'RunArrived':
      return { ...run, stage, record: { ...record, arrived: { at: event.at, handover: event.handover } } }
    default:
      return event satisfies never
  }
}

export const openRun = (
  id: RunId,
  charter: CharterId,
  event: Extract<RunEvent, { type: 'RunPlanned' }>,
): TransferRun => ({
  id,
  charter,
  version: 0,
  stage: 'loading',
  record: {
    vehicle: event.vehicle,
    facility: event.facility,
    places: event.places,
    passengers: [],
    departed: null,
    arrived: null,
  },
})

export function replayRun(id: RunId, charter: CharterId, history: readonly RunEvent[]): TransferRun {
  const [first, ...rest] = history
  if (first?.type !== 'RunPlanned') throw new Error(`transfer run ${id}: the history does not begin with a plan`)
  return rest.reduce(evolveRun, openRun(id, charter, first))
}
