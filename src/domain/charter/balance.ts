// One head-count from the aircraft door to the last release: where everyone stands by each keeper's own list, and every difference.
import { finding, type Finding } from '../decision.ts'
import type { Room } from '../facility/room.ts'
import type { JourneyId, RoomId } from '../ids.ts'
import type { Journey } from '../journey/journey.ts'
import { isBeforeBoarding } from '../journey/stage.ts'
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
  const ridden = new Map<JourneyId, TransferRun[]>()
  for (const run of runs) {
    for (const id of run.record.passengers) ridden.set(id, [...(ridden.get(id) ?? []), run])
  }
  const lived = new Map<JourneyId, RoomId[]>()
  for (const room of rooms) {
    for (const { journey } of room.occupants) lived.set(journey, [...(lived.get(journey) ?? []), room.id])
  }
  const places = new Map(
    journeys.map((journey) => [
      journey.id,
      placesOf(journey, ridden.get(journey.id) ?? [], lived.get(journey.id) ?? []),
    ]),
  )
  const unaccounted = [...places].filter(([, where]) => where.length !== 1).map(([id]) => id)
  const counts = {
    boarded: journeys.filter(hasBoarded).length,
    admitted: journeys.filter(wasAdmitted).length,
    released: journeys.filter(({ dossier }) => dossier.reached.released).length,
  }
  return {
    links: linksOf(charter, counts, runs),
    places,
    unaccounted,
    differences: [
      ...handoverDifferences(charter, runs),
      ...journeys.flatMap((journey) => placeDifferences(journey, places.get(journey.id) ?? [])),
    ],
  }
}

export const hasBoarded = ({ dossier }: Journey): boolean => dossier.boardedAt !== null
export const wasAdmitted = ({ dossier }: Journey): boolean => dossier.stays.length > 0

/** Where the keepers' lists have one journey: `runs` are those with it aboard, `rooms` those that it lives in. */
export function placesOf(journey: Journey, runs: readonly TransferRun[], rooms: readonly RoomId[]): readonly Place[] {
  // Between the vehicle's arrival and the room, people stand at the facility's door, still the crew's charge.
  const atTheDoor = journey.stage === 'inClosedLoopTransfer' && rooms.length === 0
  return [
    ...placesByStage(journey),
    ...runs.filter(({ stage }) => stage !== 'arrived').map(vehicle),
    ...runs.filter(({ stage }) => stage === 'arrived' && atTheDoor).map(vehicle),
    ...rooms.map((room): Place => `room ${room}`),
  ]
}

const vehicle = (run: TransferRun): Place => `vehicle ${run.record.vehicle.plate}`

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

export function linksOf(
  charter: Charter,
  counts: { readonly boarded: number; readonly admitted: number; readonly released: number },
  runs: readonly TransferRun[],
): Balance['links'] {
  const sum = (numbers: readonly (number | undefined)[]) =>
    numbers.reduce<number>((total, count) => total + (count ?? 0), 0)
  return [
    { link: 'on the manifest', count: charter.record.manifest?.entries.length ?? 0 },
    { link: 'boarded', count: counts.boarded },
    { link: 'counted at departure', count: charter.record.departed?.handover.count ?? 0 },
    { link: 'counted at landing', count: charter.record.landed?.handover.count ?? 0 },
    { link: 'counted into vehicles', count: sum(runs.map((run) => run.record.departed?.handover.count)) },
    { link: 'counted out of vehicles', count: sum(runs.map((run) => run.record.arrived?.handover.count)) },
    { link: 'admitted', count: counts.admitted },
    { link: 'released', count: counts.released },
  ]
}

/** Head-counts of the two ends of one way that are not the same number. */
export function handoverDifferences(charter: Charter, runs: readonly TransferRun[]): readonly Finding[] {
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
  return found
}

/** Whoever is on no list or on two, and whoever left the loop. */
export function placeDifferences({ id, stage }: Journey, where: readonly Place[]): readonly Finding[] {
  const found: Finding[] = []
  if (where.length === 0)
    found.push(finding('nowhere', `${id} stands at ${stage} and is on nobody's list.`, { journey: id, stage }))
  if (where.length > 1)
    found.push(
      finding('twoPlaces', `${id} is on two lists: ${where.join(', ')}.`, { journey: id, places: where.join(', ') }),
    )
  if (stage === 'leftLoop')
    found.push(finding('missing', `${id} left the loop and has not been found.`, { journey: id }))
  return found
}
