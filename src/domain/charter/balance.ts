// One head-count from the aircraft door to the last release: where everyone stands by each keeper's own list, and every difference.
import { finding, type Finding } from '../decision.ts'
import type { Room } from '../facility/room.ts'
import type { JourneyId } from '../ids.ts'
import type { Journey } from '../journey/journey.ts'
import { isBeforeBoarding, type Stage } from '../journey/stage.ts'
import type { TransferRun } from '../transfer/run.ts'
import type { Charter } from './charter.ts'

/** A place is where somebody physically is, told by the list of whoever keeps it. */
export type Place =
  | 'departureCity'
  | 'aircraft'
  | 'port'
  | `vehicle ${string}`
  | `room ${string}`
  | 'hospital'
  | 'home'
  | 'free'
  | 'turnedAway'
  | 'missing'

export type Balance = {
  readonly links: readonly { readonly link: string; readonly count: number }[]
  readonly places: ReadonlyMap<JourneyId, readonly Place[]>
  readonly unaccounted: readonly JourneyId[]
  readonly differences: readonly Finding[]
}

/**
 * Balances the charter. `places` puts every journey wherever a keeper's list has it; whoever stands in no place, or in
 * two, is unaccounted. The links must telescope: boarded = landed = turned away + hospital + in vehicles + at the port ...
 */
export function balance(
  charter: Charter,
  journeys: readonly Journey[],
  runs: readonly TransferRun[],
  rooms: readonly Room[],
): Balance {
  const places = new Map<JourneyId, Place[]>(journeys.map((journey) => [journey.id, placesByStage(journey)]))
  for (const run of runs) {
    if (run.stage === 'arrived') continue
    for (const id of run.record.passengers) places.get(id)?.push(`vehicle ${run.record.vehicle.plate}`)
  }
  // Between the vehicle's arrival and the room, people stand at the facility's door, still the crew's charge.
  const roomed = new Set(rooms.flatMap((room) => room.occupants.map(({ journey }) => journey)))
  for (const run of runs) {
    if (run.stage !== 'arrived') continue
    for (const id of run.record.passengers) {
      const journey = journeys.find((each) => each.id === id)
      if (journey?.stage === 'inClosedLoopTransfer' && !roomed.has(id))
        places.get(id)?.push(`vehicle ${run.record.vehicle.plate}`)
    }
  }
  for (const room of rooms) {
    for (const { journey } of room.occupants) places.get(journey)?.push(`room ${room.id}`)
  }
  const unaccounted = [...places].filter(([, where]) => where.length !== 1).map(([id]) => id)
  return {
    links: links(charter, journeys, runs),
    places,
    unaccounted,
    differences: differences(charter, journeys, runs, places),
  }
}

/** Stages that are a place by themselves; those in a vehicle or a room are placed by its own list alone. */
function placesByStage(journey: Journey): Place[] {
  const { stage } = journey
  if (isBeforeBoarding(stage)) return ['departureCity']
  switch (stage) {
    case 'deferred':
    case 'withdrawn':
    case 'notTravelled':
      return ['departureCity']
    case 'aboard':
      return ['aircraft']
    case 'awaitingTransfer':
      return ['port']
    case 'inMedicalCare':
      return ['hospital']
    case 'underHomeMonitoring':
      return ['home']
    case 'released':
      return ['free']
    case 'entryRefused':
      return ['turnedAway']
    case 'leftLoop':
      return ['missing']
    default:
      return []
  }
}

const reached = (journeys: readonly Journey[], stage: Stage): number =>
  journeys.filter((journey) => journey.dossier.reached[stage]).length

function links(charter: Charter, journeys: readonly Journey[], runs: readonly TransferRun[]) {
  const sum = (counts: readonly (number | undefined)[]) =>
    counts.reduce<number>((total, count) => total + (count ?? 0), 0)
  return [
    { link: 'on the manifest', count: charter.record.manifest?.entries.length ?? 0 },
    { link: 'boarded', count: journeys.filter((journey) => journey.dossier.boardedAt !== null).length },
    { link: 'counted at departure', count: charter.record.departed?.handover.count ?? 0 },
    { link: 'counted at landing', count: charter.record.landed?.handover.count ?? 0 },
    { link: 'counted into vehicles', count: sum(runs.map((run) => run.record.departed?.handover.count)) },
    { link: 'counted out of vehicles', count: sum(runs.map((run) => run.record.arrived?.handover.count)) },
    { link: 'admitted', count: journeys.filter((journey) => journey.dossier.stays.length > 0).length },
    { link: 'released', count: reached(journeys, 'released') },
  ]
}

function differences(
  charter: Charter,
  journeys: readonly Journey[],
  runs: readonly TransferRun[],
  places: ReadonlyMap<JourneyId, readonly Place[]>,
): readonly Finding[] {
  const found: Finding[] = []
  const { departed, landed } = charter.record
  if (departed && landed && departed.handover.count !== landed.handover.count) {
    found.push(
      finding(
        'aircraftDiffers',
        `${departed.handover.count} were counted at departure and ${landed.handover.count} at landing.`,
        {
          departed: departed.handover.count,
          landed: landed.handover.count,
        },
      ),
    )
  }
  for (const run of runs) {
    const { departed: out, arrived } = run.record
    if (out && arrived && out.handover.count !== arrived.handover.count) {
      found.push(
        finding(
          'vehicleDiffers',
          `${run.record.vehicle.plate} left with ${out.handover.count} and arrived with ${arrived.handover.count}.`,
          {
            vehicle: run.record.vehicle.plate,
            left: out.handover.count,
            arrived: arrived.handover.count,
          },
        ),
      )
    }
  }
  for (const journey of journeys) {
    const where = places.get(journey.id) ?? []
    if (where.length === 0)
      found.push(
        finding('nowhere', `${journey.id} stands at ${journey.stage} and is on nobody's list.`, {
          journey: journey.id,
          stage: journey.stage,
        }),
      )
    if (where.length > 1)
      found.push(
        finding('twoPlaces', `${journey.id} is on two lists: ${where.join(', ')}.`, {
          journey: journey.id,
          places: where.join(', '),
        }),
      )
    if (journey.stage === 'leftLoop')
      found.push(finding('missing', `${journey.id} left the loop and has not been found.`, { journey: journey.id }))
  }
  return found
}
