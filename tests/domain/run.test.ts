// A transfer run: staff, seats, passengers, and one head-count at each end.
import { describe, expect, it } from 'vitest'
import { decideRun, planRun } from '../../src/domain/transfer/decide.ts'
import { replayRun, type TransferRun } from '../../src/domain/transfer/run.ts'
import { runChart, runStages } from '../../src/domain/transfer/chart.ts'
import type { RunCommand } from '../../src/domain/transfer/commands.ts'
import type { RunEvent } from '../../src/domain/transfer/events.ts'
import type { Vehicle } from '../../src/domain/transfer/vehicle.ts'
import { FacilityId } from '../../src/domain/ids.ts'
import { anyCharter, codesOf, instant, journeyNumber, runNumber } from '../support/journeys.ts'

const rules = { loadPercent: 50, leastStaff: 2 }
const coach: Vehicle = { plate: '浙G-12345', seats: 8, driver: 'driver', staff: ['nurse', 'guide'] }
const facility = FacilityId.parse('yiwu-hotel')
const now = instant('2022-08-28T20:00:00+08:00')
const [one, two, three, four, five] = [1, 2, 3, 4, 5].map(journeyNumber) as [
  ReturnType<typeof journeyNumber>,
  ...ReturnType<typeof journeyNumber>[],
]
const handover = (count: number) => ({ count, givenBy: 'port', takenBy: 'driver' })
type Move = Exclude<RunCommand, { type: 'PlanRun' }>
const SeatPassengers = (...passengers: (typeof one | undefined)[]): Move => ({
  type: 'SeatPassengers',
  passengers: passengers.map((id) => id ?? one),
})
const TakeOffPassenger = (passenger = one): Move => ({ type: 'TakeOffPassenger', passenger, reason: 'fever' })
const DepartRun = (count: number): Move => ({ type: 'DepartRun', handover: handover(count) })
const ArriveRun = (count: number): Move => ({ type: 'ArriveRun', handover: handover(count) })

type Case = { readonly run: TransferRun; readonly history: readonly RunEvent[] }
const planned = (vehicle: Partial<Vehicle> = {}) =>
  planRun(runNumber(1), anyCharter, { type: 'PlanRun', vehicle: { ...coach, ...vehicle }, facility }, rules)
function loading(): Case {
  const decision = planned()
  if (decision.outcome === 'rejected') throw new Error('the run was refused')
  return { run: decision.next, history: decision.events }
}
const after = (held: Case, ...moves: Move[]): Case =>
  moves.reduce<Case>((so, move) => {
    const decision = decideRun(so.run, move, now)
    if (decision.outcome === 'rejected') throw new Error(`${move.type} was refused: ${codesOf(decision).join(', ')}`)
    return { run: decision.next, history: [...so.history, ...decision.events] }
  }, held)
function refusal(held: Case, move: Move) {
  const decision = decideRun(held.run, move, now)
  if (decision.outcome === 'accepted') throw new Error(`${move.type} was taken`)
  return { reason: decision.reason, codes: codesOf(decision), facts: decision.findings[0]!.facts }
}
const underway = () => after(loading(), SeatPassengers(one, two), DepartRun(2))
const arrived = () => after(underway(), ArriveRun(2))

describe('A plan of a run', () => {
  it('carries alternate seats', () => {
    expect(loading().run.record.places).toBe(4)
    const odd = planned({ seats: 7 })
    expect(odd.outcome === 'accepted' && odd.next.record.places).toBe(3)
  })

  it('with too few staff beside the driver is refused with both numbers', () => {
    const decision = planned({ staff: ['nurse'] })
    expect(decision).toMatchObject({
      outcome: 'rejected',
      reason: 'policy-unmet',
      findings: [{ code: 'tooFewStaff', facts: { needed: 2, named: 1 } }],
    })
  })

  it('whose vehicle has no usable seat is refused, and told everything at the same time', () => {
    const decision = planned({ seats: 1, staff: [] })
    expect(decision.outcome === 'rejected' && codesOf(decision)).toEqual(['tooFewStaff', 'noPlace'])
  })
})

describe('Passengers', () => {
  it('are seated up to the places', () => {
    expect(after(loading(), SeatPassengers(one, two), SeatPassengers(three, four)).run.record.passengers).toHaveLength(
      4,
    )
    expect(refusal(loading(), SeatPassengers(one, two, three, four, five))).toEqual({
      reason: 'policy-unmet',
      codes: ['vehicleFull'],
      facts: { places: 4, total: 5 },
    })
  })

  it('are seated once, neither twice in one command nor in two', () => {
    const expected = { reason: 'policy-unmet', codes: ['alreadySeated'] }
    expect(refusal(loading(), SeatPassengers(one, one))).toMatchObject(expected)
    expect(refusal(after(loading(), SeatPassengers(one)), SeatPassengers(two, one))).toMatchObject(expected)
  })

  it('are taken off while loading and on the way', () => {
    const seated = after(loading(), SeatPassengers(one, two))
    expect(after(seated, TakeOffPassenger(one)).run.record.passengers).toEqual([two])
    expect(after(underway(), TakeOffPassenger(one)).run.record.passengers).toEqual([two])
  })

  it('who do not sit in it are not taken off', () => {
    expect(refusal(underway(), TakeOffPassenger(five))).toMatchObject({
      reason: 'policy-unmet',
      codes: ['notInVehicle'],
      facts: { passenger: five },
    })
  })

  it('are not seated once it is underway or has arrived', () => {
    for (const held of [underway(), arrived()]) {
      expect(refusal(held, SeatPassengers(three))).toMatchObject({
        reason: 'out-of-sequence',
        codes: ['outOfSequence'],
        facts: { stage: held.run.stage, fact: 'PassengersSeated' },
      })
    }
  })
})

describe('A head-count', () => {
  it('at the departure and at the arrival must be who sits in the vehicle', () => {
    const seated = after(loading(), SeatPassengers(one, two))
    const expected = { reason: 'policy-unmet', codes: ['headCountDiffers'] }
    expect(refusal(seated, DepartRun(1))).toMatchObject({ ...expected, facts: { counted: 1, listed: 2 } })
    expect(refusal(underway(), ArriveRun(3))).toMatchObject({ ...expected, facts: { counted: 3, listed: 2 } })
  })

  it('is kept at both ends', () => {
    expect(arrived().run.record).toMatchObject({
      departed: { at: now, handover: handover(2) },
      arrived: { at: now, handover: handover(2) },
    })
  })

  it('after somebody was taken off on the way is one less', () => {
    expect(after(underway(), TakeOffPassenger(one), ArriveRun(1)).run.stage).toBe('arrived')
  })
})

describe('A run', () => {
  it('reaches every stage by commands, and its history tells it again', () => {
    const reached = [loading(), underway(), arrived()]
    expect(reached.map(({ run }) => run.stage)).toEqual([...runStages])
    for (const { run, history } of reached) expect(replayRun(run.id, run.charter, history)).toEqual(run)
    expect(Object.keys(runChart.config.states ?? {})).toEqual([...runStages])
  })

  it('departs once and arrives after it departed', () => {
    expect(refusal(loading(), ArriveRun(0))).toMatchObject({ reason: 'out-of-sequence' })
    expect(refusal(underway(), DepartRun(2))).toMatchObject({ reason: 'out-of-sequence' })
    expect(refusal(arrived(), ArriveRun(2))).toMatchObject({ reason: 'out-of-sequence' })
    expect(refusal(arrived(), TakeOffPassenger(one))).toMatchObject({ reason: 'out-of-sequence' })
  })

  it('that has arrived refuses as out of sequence first, whatever was counted or who is named', () => {
    const expected = { reason: 'out-of-sequence', codes: ['outOfSequence'] }
    expect(refusal(arrived(), DepartRun(9))).toMatchObject(expected)
    expect(refusal(arrived(), ArriveRun(9))).toMatchObject(expected)
    expect(refusal(arrived(), TakeOffPassenger(five))).toMatchObject(expected)
    expect(refusal(arrived(), SeatPassengers(one))).toMatchObject(expected)
    expect(refusal(arrived(), SeatPassengers(three, four, five))).toMatchObject(expected)
  })

  it('is not told again by a history that cannot be true', () => {
    expect(() => replayRun(runNumber(1), anyCharter, [])).toThrow('does not begin with a plan')
    const { history } = arrived()
    expect(() => replayRun(runNumber(1), anyCharter, [history[0]!, history.at(-1)!])).toThrow(
      'RunArrived cannot follow loading',
    )
  })
})
