// One head-count from the aircraft door to the last release: everybody in exactly one place, and every difference told.
import { describe, expect, it } from 'vitest'
import { balance } from '../../src/domain/charter/balance.ts'
import { replayCharter, type Charter } from '../../src/domain/charter/charter.ts'
import { CharterTerms, type CharterEvent } from '../../src/domain/charter/events.ts'
import { openRoom, takeRoom, type Room } from '../../src/domain/facility/room.ts'
import { FacilityId, RoomId, type JourneyId } from '../../src/domain/ids.ts'
import type { Journey } from '../../src/domain/journey/journey.ts'
import { stages, type Stage } from '../../src/domain/journey/stage.ts'
import { decideRun, planRun } from '../../src/domain/transfer/decide.ts'
import type { RunCommand } from '../../src/domain/transfer/commands.ts'
import type { TransferRun } from '../../src/domain/transfer/run.ts'
import {
  StayWithGuardian,
  aboard,
  anyCharter,
  anyOrganisation,
  builders,
  inTransfer,
  instant,
  journeyNumber,
  landed,
  missing,
  observed,
  play,
  released,
  runNumber,
  seated,
  when,
} from '../support/journeys.ts'

const now = instant(when.transfer)
const handover = (count: number) => ({ count, givenBy: 'purser', takenBy: 'crew' })
const airport = (iata: string, zone: string) => ({ iata, city: iata, zone })
const terms = CharterTerms.parse({
  title: 'HU454',
  leg: {
    flightNumber: 'HU454',
    carrier: 'Hainan Airlines',
    from: airport('ICN', 'Asia/Seoul'),
    to: airport('HGH', 'Asia/Shanghai'),
    scheduledDeparture: '2022-08-28T16:40:00+09:00',
    scheduledArrival: '2022-08-28T18:00:00+08:00',
  },
  aircraft: { type: 'A330', seats: { value: 292, assumed: true }, loadCapPercent: { value: 75, assumed: true } },
  missionJurisdiction: 'KR',
  issuer: 'KR-SEL-EMB',
  observationJurisdiction: 'CN-33',
  destination: 'Yiwu',
  servicePoint: 'International Trade City',
  facility: 'yiwu-hotel',
  costs: {},
})
function charter(entries: readonly JourneyId[], left: number, came: number): Charter {
  const history: CharterEvent[] = [
    { type: 'CharterDrafted', organiser: anyOrganisation, terms },
    { type: 'ApplicationSubmitted', at: now },
    { type: 'CharterApproved', at: now, conditions: [] },
    { type: 'RegistrationOpened', at: now },
    { type: 'ManifestClosed', at: now, entries: [...entries] },
    { type: 'CharterDeparted', at: now, handover: handover(left) },
    { type: 'CharterLanded', at: now, handover: handover(came) },
  ]
  return replayCharter(anyCharter, history)
}

const facility = FacilityId.parse('yiwu-hotel')
function run(...moves: Exclude<RunCommand, { type: 'PlanRun' }>[]): TransferRun {
  const vehicle = { plate: 'A-1', seats: 40, driver: 'driver', staff: ['nurse', 'guide'] }
  const rules = { loadPercent: 50, leastStaff: 2 }
  const planned = planRun(runNumber(1), anyCharter, { type: 'PlanRun', vehicle, facility }, rules)
  if (planned.outcome === 'rejected') throw new Error('the run was refused')
  return moves.reduce((so, move) => {
    const decision = decideRun(so, move, now)
    if (decision.outcome === 'rejected') throw new Error(`${move.type} was refused`)
    return decision.next
  }, planned.next)
}
const carrying = (...passengers: JourneyId[]) => ({ type: 'SeatPassengers' as const, passengers })
const departs = (count: number) => ({ type: 'DepartRun' as const, handover: handover(count) })
const arrives = (count: number) => ({ type: 'ArriveRun' as const, handover: handover(count) })

function room(...occupants: JourneyId[]): Room {
  return occupants.reduce(
    (so, id) => {
      const decision = takeRoom(so, id, 'family')
      if (decision.outcome === 'rejected') throw new Error('the room was refused')
      return decision.next
    },
    openRoom(RoomId.parse('yiwu-hotel/101'), 4),
  )
}
const none = charter([], 0, 0)
const id = journeyNumber(1)
const codes = (found: ReturnType<typeof balance>) => found.differences.map(({ code }) => code)

describe('Everybody', () => {
  const places: Readonly<Record<Stage, string>> = {
    registered: 'departureCity',
    waitlisted: 'departureCity',
    offered: 'departureCity',
    'seated.awaitingFirstNegative': 'departureCity',
    'seated.awaitingSecondNegative.codeOutstanding': 'departureCity',
    'seated.awaitingSecondNegative.codeIssued': 'departureCity',
    'seated.awaitingHealthCode': 'departureCity',
    clearedToBoard: 'departureCity',
    aboard: 'aircraft',
    awaitingTransfer: 'port',
    inClosedLoopTransfer: 'vehicle A-1',
    underMedicalObservation: 'room yiwu-hotel/101',
    inMedicalCare: 'hospital',
    underHomeMonitoring: 'home',
    released: 'free',
    deferred: 'departureCity',
    notTravelled: 'departureCity',
    withdrawn: 'departureCity',
    entryRefused: 'turnedAway',
    leftLoop: 'missing',
  }

  it.each(stages)('who stands at %s is in exactly one place', (stage) => {
    const { journey } = builders[stage]()
    const runs = stage === 'inClosedLoopTransfer' ? [run(carrying(id), departs(1))] : []
    const rooms = stage === 'underMedicalObservation' ? [room(id)] : [room()]
    const found = balance(none, [journey], runs, rooms)
    expect(found.places.get(id)).toEqual([places[stage]])
    expect(found.unaccounted).toEqual([])
    expect(codes(found)).toEqual(stage === 'leftLoop' ? ['missing'] : [])
  })

  it('who has arrived and has no room yet stands at the vehicle still, and in the room from then on', () => {
    const arrivedRun = run(carrying(id), departs(1), arrives(1))
    const before = balance(none, [inTransfer().journey], [arrivedRun], [room()])
    expect(before.places.get(id)).toEqual(['vehicle A-1'])
    const after = balance(none, [observed().journey], [arrivedRun], [room(id)])
    expect(after.places.get(id)).toEqual(['room yiwu-hotel/101'])
    expect([...before.unaccounted, ...after.unaccounted]).toEqual([])
    const between = balance(none, [inTransfer().journey], [arrivedRun], [room(id)])
    expect(between.places.get(id)).toEqual(['room yiwu-hotel/101'])
  })
})

describe('A difference', () => {
  it('is somebody in transfer on no vehicle’s list, or under observation in no room', () => {
    for (const build of [inTransfer, observed]) {
      const { journey } = build()
      const found = balance(none, [journey], [run()], [room()])
      expect(found.unaccounted).toEqual([id])
      expect(found.differences).toMatchObject([{ code: 'nowhere', facts: { journey: id, stage: journey.stage } }])
    }
  })

  it('is somebody on two lists', () => {
    const atPortAndInVehicle = balance(none, [landed().journey], [run(carrying(id), departs(1))], [])
    expect(atPortAndInVehicle.unaccounted).toEqual([id])
    expect(atPortAndInVehicle.differences).toMatchObject([
      { code: 'twoPlaces', facts: { journey: id, places: 'port, vehicle A-1' } },
    ])
    const freeAndInRoom = balance(none, [released().journey], [], [room(id)])
    expect(codes(freeAndInRoom)).toEqual(['twoPlaces'])
    const twoRooms = balance(
      none,
      [observed().journey],
      [],
      [room(id), { ...room(id), id: RoomId.parse('yiwu-hotel/102') }],
    )
    expect(codes(twoRooms)).toEqual(['twoPlaces'])
  })

  it('is somebody missing, who is accounted for as missing', () => {
    const found = balance(none, [missing().journey], [], [])
    expect(found.unaccounted).toEqual([])
    expect(found.differences).toMatchObject([{ code: 'missing', facts: { journey: id } }])
  })

  it('is a head-count at landing that is not the one at departure', () => {
    const found = balance(charter([], 163, 162), [], [], [])
    expect(found.differences).toMatchObject([{ code: 'aircraftDiffers', facts: { departed: 163, landed: 162 } }])
    expect(codes(balance(charter([], 163, 163), [], [], []))).toEqual([])
  })

  it('is a vehicle that arrives with fewer than it left with', () => {
    const short = run(
      carrying(id, journeyNumber(2)),
      departs(2),
      { type: 'TakeOffPassenger', passenger: journeyNumber(2), reason: 'fever' },
      arrives(1),
    )
    const found = balance(none, [inTransfer().journey], [short], [])
    expect(found.differences).toMatchObject([
      { code: 'vehicleDiffers', facts: { vehicle: 'A-1', left: 2, arrived: 1 } },
    ])
  })

  it('is nobody of another charter: a list may name whom this balance does not know', () => {
    const found = balance(none, [], [run(carrying(id), departs(1))], [room(id)])
    expect(found.places.size).toBe(0)
    expect(codes(found)).toEqual([])
  })
})

describe('The links', () => {
  const counts = (found: ReturnType<typeof balance>) =>
    Object.fromEntries(found.links.map(({ link, count }) => [link, count]))

  it('telescope from the manifest to the last release', () => {
    const journeys: Journey[] = [1, 2, 3].map((number) => released({ id: journeyNumber(number) }).journey)
    const ids = journeys.map((journey) => journey.id)
    const runs = [run(carrying(...ids), departs(3), arrives(3))]
    expect(counts(balance(charter(ids, 3, 3), journeys, runs, [room()]))).toEqual({
      'on the manifest': 3,
      boarded: 3,
      'counted at departure': 3,
      'counted at landing': 3,
      'counted into vehicles': 3,
      'counted out of vehicles': 3,
      admitted: 3,
      released: 3,
    })
  })

  it('are all nothing before anything has happened', () => {
    const draft = replayCharter(anyCharter, [{ type: 'CharterDrafted', organiser: anyOrganisation, terms }])
    expect(Object.values(counts(balance(draft, [seated().journey], [run()], [room()])))).toEqual(Array(8).fill(0))
  })

  it('count nobody as boarded who left the aircraft again before it departed', () => {
    const left = play(aboard(), StayWithGuardian, when.boarding)
    const flew = aboard({ id: journeyNumber(2) })
    const found = counts(balance(charter([id, journeyNumber(2)], 1, 1), [left.journey, flew.journey], [], []))
    expect(found['boarded']).toBe(found['counted at departure'])
  })
})
