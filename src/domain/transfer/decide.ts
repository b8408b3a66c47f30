// Introduces the run's chart to its places, its staff and its head-counts.
import type { HeadCount } from '../charter/events.ts'
import { finding, outOfSequence, policyUnmet, type Decision, type Finding } from '../decision.ts'
import type { CharterId, RunId } from '../ids.ts'
import type { Instant } from '../instant.ts'
import { runStep } from './chart.ts'
import type { RunCommand } from './commands.ts'
import type { RunEvent } from './events.ts'
import { evolveRun, openRun, type TransferRun } from './run.ts'
import type { TransferRules } from './vehicle.ts'

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
