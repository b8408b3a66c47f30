// A transfer run: one vehicle, its staff, who sits in it, and one head-count signed at each end.
import { setup, transition, type StateValue } from 'xstate'
import { z } from 'zod'
import { HeadCount } from '../charter/events.ts'
import { finding, outOfSequence, policyUnmet, type Decision, type Finding } from '../decision.ts'
import { FacilityId, JourneyId, type CharterId, type RunId } from '../ids.ts'
import { Instant } from '../instant.ts'

export const Vehicle = z.strictObject({
  plate: z.string().min(2).max(20),
  seats: z.number().int().min(1).max(100),
  driver: z.string().min(1).max(40),
  staff: z.array(z.string().min(1).max(40)),
})
export type Vehicle = z.infer<typeof Vehicle>

/** What binds a run; values are data of the desk's configuration with their sources (domain source 40, 41). */
export type TransferRules = { readonly loadPercent: number; readonly leastStaff: number }

const fact = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape })

export const RunEvent = z.discriminatedUnion('type', [
  fact('RunPlanned', { vehicle: Vehicle, facility: FacilityId, places: z.number().int() }),
  fact('PassengersSeated', { passengers: z.array(JourneyId) }),
  fact('PassengerTakenOff', { passenger: JourneyId, reason: z.string() }),
  fact('RunDeparted', { at: Instant, handover: HeadCount }),
  fact('RunArrived', { at: Instant, handover: HeadCount }),
])
export type RunEvent = z.infer<typeof RunEvent>

export const RunCommand = z.discriminatedUnion('type', [
  fact('PlanRun', { vehicle: Vehicle, facility: FacilityId }),
  fact('SeatPassengers', { passengers: z.array(JourneyId).min(1).max(100) }),
  fact('TakeOffPassenger', { passenger: JourneyId, reason: z.string() }),
  fact('DepartRun', { handover: HeadCount }),
  fact('ArriveRun', { handover: HeadCount }),
])
export type RunCommand = z.infer<typeof RunCommand>

export const runStages = ['loading', 'underway', 'arrived'] as const
export type RunStage = (typeof runStages)[number]

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

const kept = { actions: 'keep' } as const
export const runChart = setup({
  types: { events: {} as { type: RunEvent['type'] } },
  actions: { keep: () => {} },
}).createMachine({
  id: 'transferRun',
  initial: 'loading',
  states: {
    loading: { on: { RunPlanned: kept, PassengersSeated: kept, PassengerTakenOff: kept, RunDeparted: 'underway' } },
    underway: { on: { PassengerTakenOff: kept, RunArrived: 'arrived' } },
    arrived: { type: 'final' },
  },
})

function runStep(stage: RunStage, type: RunEvent['type']): RunStage | null {
  const snapshot = runChart.resolveState({ value: stage })
  return snapshot.can({ type }) ? (transition(runChart, snapshot, { type })[0].value as StateValue as RunStage) : null
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

/** Plans a run, or refuses it: too few staff, or a vehicle without a usable seat. */
export function planRun(
  id: RunId,
  charter: CharterId,
  command: Extract<RunCommand, { type: 'PlanRun' }>,
  rules: TransferRules,
): Decision<TransferRun, RunEvent, never> {
  const places = Math.floor((command.vehicle.seats * rules.loadPercent) / 100)
  const findings: Finding[] = []
  if (command.vehicle.staff.length < rules.leastStaff) {
    findings.push(
      finding(
        'tooFewStaff',
        `The run needs ${rules.leastStaff} staff beside the driver; ${command.vehicle.staff.length} are named.`,
        {
          needed: rules.leastStaff,
          named: command.vehicle.staff.length,
        },
      ),
    )
  }
  if (places < 1) {
    findings.push(
      finding('noPlace', `With ${command.vehicle.seats} seats at ${rules.loadPercent} % nobody can be carried.`, {
        seats: command.vehicle.seats,
        loadPercent: rules.loadPercent,
      }),
    )
  }
  if (findings.length) return policyUnmet(...findings)
  const event = { type: 'RunPlanned' as const, vehicle: command.vehicle, facility: command.facility, places }
  return { outcome: 'accepted', next: openRun(id, charter, event), events: [event], effects: [] }
}

/** Refuses what the run's stage does not allow, a load above its places, a stranger, and a head-count that differs. */
export function decideRun(
  run: TransferRun,
  command: Exclude<RunCommand, { type: 'PlanRun' }>,
  now: Instant,
): Decision<TransferRun, RunEvent, never> {
  const { passengers, places } = run.record
  const told = firstFact[command.type]
  if (!runStep(run.stage, told)) return cannotFollow(run, told)
  switch (command.type) {
    case 'SeatPassengers': {
      const twice = command.passengers.filter(
        (id, i) => passengers.includes(id) || command.passengers.indexOf(id) !== i,
      )
      if (twice.length) {
        return policyUnmet(
          finding('alreadySeated', `${twice.join(', ')} already sit in this vehicle.`, {
            passengers: twice.join(', '),
          }),
        )
      }
      const total = passengers.length + command.passengers.length
      if (total > places) {
        return policyUnmet(
          finding('vehicleFull', `The vehicle may carry ${places}; ${total} would sit in it.`, { places, total }),
        )
      }
      return tell(run, { type: 'PassengersSeated', passengers: command.passengers })
    }
    case 'TakeOffPassenger':
      if (!passengers.includes(command.passenger)) {
        return policyUnmet(
          finding('notInVehicle', `${command.passenger} does not sit in this vehicle.`, {
            passenger: command.passenger,
          }),
        )
      }
      return tell(run, { type: 'PassengerTakenOff', passenger: command.passenger, reason: command.reason })
    case 'DepartRun':
      return (
        countDiffers(run, command.handover) ?? tell(run, { type: 'RunDeparted', at: now, handover: command.handover })
      )
    case 'ArriveRun':
      return (
        countDiffers(run, command.handover) ?? tell(run, { type: 'RunArrived', at: now, handover: command.handover })
      )
    default:
      return command satisfies never
  }
}

function countDiffers(run: TransferRun, handover: HeadCount) {
  const listed = run.record.passengers.length
  if (handover.count === listed) return null
  return policyUnmet(
    finding(
      'headCountDiffers',
      `${handover.count} were counted and ${listed} are listed in ${run.record.vehicle.plate}: count again, or report who is missing.`,
      { counted: handover.count, listed, vehicle: run.record.vehicle.plate },
    ),
  )
}

function tell(run: TransferRun, event: RunEvent): Decision<TransferRun, RunEvent, never> {
  return { outcome: 'accepted', next: evolveRun(run, event), events: [event], effects: [] }
}

/** What each command tells: asked of the chart before any condition is. */
const firstFact = {
  SeatPassengers: 'PassengersSeated',
  TakeOffPassenger: 'PassengerTakenOff',
  DepartRun: 'RunDeparted',
  ArriveRun: 'RunArrived',
} as const

const cannotFollow = (run: TransferRun, fact: RunEvent['type']) =>
  outOfSequence(finding('outOfSequence', `The run is ${run.stage}: ${fact} cannot follow.`, { stage: run.stage, fact }))
