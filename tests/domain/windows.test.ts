// Every window of every mission edition on file at its edges, written out by hand: a second inside counts, a second outside does not.
import { describe, expect, it } from 'vitest'
import type { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import type { NaatTest } from '../../src/domain/journey/naat.ts'
import type { Bound } from '../../src/domain/policy/policy.ts'
import type { Papers } from '../../src/domain/policy/papers.ts'
import { assign, countedIn, whyNotCounted } from '../../src/domain/policy/testing.ts'
import { openRoutes, ruleWindows } from '../../src/domain/policy/windows.ts'
import { Zone } from '../../src/domain/instant.ts'
import { hour, instant, naat, registration, shifted } from '../support/journeys.ts'
import { korea, missionEditions, missionOnFile, policyUnder, shanghai, varied } from '../support/policy.ts'

/**
 * A slot's window. `next`: from when its sample counts once those before it were taken at the beginning of theirs, where
 * the least interval moves it. `below`: what a sample one second before that is told, where that is not sampledTooEarly;
 * nothing where it counts on the other way instead.
 */
type Slot = {
  readonly from: string
  readonly until: string
  readonly next?: string
  readonly below?: readonly string[]
}
type Flight = { readonly of: string; readonly policy: Bound; readonly way: number; readonly slots: readonly Slot[] }

const kr = {
  march: missionOnFile('kr-2022-03-28'),
  may: missionOnFile('kr-2022-05-20'),
  november: missionOnFile('kr-2022-11-14'),
}
const sanFrancisco = missionOnFile('us-2022-07-01')
const losAngeles = Zone.parse('America/Los_Angeles')
const auckland = Zone.parse('Pacific/Auckland')
const onFile = (name: string, departure: string, boarding?: string): Bound =>
  policyUnder(missionOnFile(name), departure, boarding === undefined ? {} : { boarding })
const byDays = (departure: string, zone: MissionEdition['zone'], departureZone: Zone): Bound =>
  policyUnder({ ...kr.november, zone }, departure, { departureZone })

const marchCode = [
  { from: '2022-04-13T00:00:00+09:00', until: '2022-04-13T23:59:59.999+09:00' },
  { from: '2022-04-18T00:00:00+09:00', until: '2022-04-18T23:59:59.999+09:00' },
  { from: '2022-04-18T00:00:00+09:00', until: '2022-04-18T23:59:59.999+09:00' },
]

const plainDays: readonly Flight[] = [
  {
    of: 'Seoul in April 2022, a nucleic acid test last',
    policy: onFile('kr-2022-03-28', '2022-04-20T15:40:00+09:00'),
    way: 0,
    slots: [...marchCode, { from: '2022-04-20T03:40:00+09:00', until: '2022-04-20T15:40:00+09:00', below: [] }],
  },
  {
    of: 'Seoul in April 2022, an antigen test last',
    policy: onFile('kr-2022-03-28', '2022-04-20T15:40:00+09:00'),
    way: 1,
    slots: [
      ...marchCode,
      { from: '2022-04-19T15:40:00+09:00', until: '2022-04-20T15:40:00+09:00' },
      { from: '2022-04-20T03:40:00+09:00', until: '2022-04-20T15:40:00+09:00' },
    ],
  },
  {
    of: 'Seoul in June 2022, in the afternoon',
    policy: onFile('kr-2022-05-20', '2022-06-08T15:40:00+09:00', '2022-06-08T15:10:00+09:00'),
    way: 0,
    slots: [
      { from: '2022-06-06T15:10:00+09:00', until: '2022-06-08T15:10:00+09:00' },
      { from: '2022-06-08T03:10:00+09:00', until: '2022-06-08T15:10:00+09:00' },
    ],
  },
  {
    of: 'Seoul in June 2022, in the morning',
    policy: onFile('kr-2022-05-20', '2022-06-08T10:00:00+09:00', '2022-06-08T09:30:00+09:00'),
    way: 1,
    slots: [
      { from: '2022-06-06T09:30:00+09:00', until: '2022-06-08T09:30:00+09:00' },
      { from: '2022-06-07T09:30:00+09:00', until: '2022-06-08T09:30:00+09:00' },
      { from: '2022-06-07T21:30:00+09:00', until: '2022-06-08T09:30:00+09:00' },
    ],
  },
  {
    of: 'Seoul on 28 August 2022',
    policy: onFile('kr-2022-07-01', '2022-08-28T16:10:00+09:00', '2022-08-28T15:40:00+09:00'),
    way: 0,
    slots: [
      { from: '2022-08-26T15:40:00+09:00', until: '2022-08-27T15:40:00+09:00' },
      {
        from: '2022-08-27T15:40:00+09:00',
        until: '2022-08-28T15:40:00+09:00',
        below: ['sampledTooEarly', 'intervalTooShort'],
      },
    ],
  },
  {
    of: 'Seoul in December 2022, by calendar days',
    policy: onFile('kr-2022-11-14', '2022-12-01T15:40:00+09:00'),
    way: 0,
    slots: [{ from: '2022-11-29T00:00:00+09:00', until: '2022-12-01T15:40:00+09:00' }],
  },
  {
    of: 'Seoul in May 2023',
    policy: onFile('kr-2023-04-29', '2023-05-10T15:40:00+09:00'),
    way: 0,
    slots: [{ from: '2023-05-08T15:40:00+09:00', until: '2023-05-10T15:40:00+09:00' }],
  },
  {
    of: 'any country in February 2023',
    policy: onFile('all-2023-01-08', '2023-02-01T10:00:00+09:00'),
    way: 0,
    slots: [{ from: '2023-01-30T10:00:00+09:00', until: '2023-02-01T10:00:00+09:00' }],
  },
  {
    of: 'Dubai in August 2022',
    policy: onFile('ae-2022-07-01', '2022-08-15T22:00:00+04:00'),
    way: 0,
    slots: [
      { from: '2022-08-13T22:00:00+04:00', until: '2022-08-15T22:00:00+04:00' },
      { from: '2022-08-14T22:00:00+04:00', until: '2022-08-15T22:00:00+04:00' },
    ],
  },
  {
    of: 'Dubai in December 2022',
    policy: onFile('ae-2022-11-13', '2022-12-05T22:00:00+04:00'),
    way: 0,
    slots: [{ from: '2022-12-03T22:00:00+04:00', until: '2022-12-05T22:00:00+04:00' }],
  },
  {
    of: 'Delhi in August 2022',
    policy: onFile('in-2022-07-01-assumed', '2022-08-28T10:40:00+05:30', '2022-08-28T10:00:00+05:30'),
    way: 0,
    slots: [
      { from: '2022-08-26T10:00:00+05:30', until: '2022-08-27T09:59:59.999+05:30' },
      {
        from: '2022-08-26T10:00:00+05:30',
        until: '2022-08-28T10:00:00+05:30',
        next: '2022-08-27T10:00:00.001+05:30',
        below: ['intervalTooShort'],
      },
    ],
  },
  {
    of: 'Delhi in December 2022',
    policy: onFile('in-2022-11-14', '2022-12-01T10:40:00+05:30', '2022-12-01T10:00:00+05:30'),
    way: 0,
    slots: [{ from: '2022-11-29T10:00:00+05:30', until: '2022-12-01T10:00:00+05:30' }],
  },
  {
    of: 'Islamabad in August 2022',
    policy: onFile('pk-2022-06-01', '2022-08-20T21:40:00+05:00', '2022-08-20T21:00:00+05:00'),
    way: 0,
    slots: [
      { from: '2022-08-18T21:00:00+05:00', until: '2022-08-19T20:59:59.999+05:00' },
      {
        from: '2022-08-18T21:00:00+05:00',
        until: '2022-08-20T21:00:00+05:00',
        next: '2022-08-19T21:00:00.001+05:00',
        below: ['intervalTooShort'],
      },
    ],
  },
  {
    of: 'Islamabad in December 2022',
    policy: onFile('pk-2022-11-13', '2022-12-10T21:40:00+05:00', '2022-12-10T21:00:00+05:00'),
    way: 0,
    slots: [{ from: '2022-12-08T21:00:00+05:00', until: '2022-12-10T21:00:00+05:00' }],
  },
  {
    of: 'San Francisco in September 2022',
    policy: onFile('us-2022-07-01', '2022-09-14T13:00:00-07:00'),
    way: 0,
    slots: [
      { from: '2022-09-12T00:00:00-07:00', until: '2022-09-12T23:59:59.998-07:00' },
      {
        from: '2022-09-12T00:00:00-07:00',
        until: '2022-09-13T23:59:59.999-07:00',
        next: '2022-09-13T00:00:00.001-07:00',
        below: ['intervalTooShort'],
      },
    ],
  },
]

const clockChanges: readonly Flight[] = [
  {
    of: 'San Francisco the day after the clocks went back, on a day of 25 hours',
    policy: policyUnder(sanFrancisco, '2022-11-07T13:00:00-08:00'),
    way: 0,
    slots: [
      { from: '2022-11-05T00:00:00-07:00', until: '2022-11-06T00:59:59.998-07:00' },
      {
        from: '2022-11-05T00:00:00-07:00',
        until: '2022-11-06T23:59:59.999-08:00',
        next: '2022-11-06T00:00:00.001-07:00',
        below: ['intervalTooShort'],
      },
    ],
  },
  {
    of: 'San Francisco the day after the clocks went forward, on a day of 23 hours',
    policy: policyUnder(sanFrancisco, '2023-03-13T13:00:00-07:00'),
    way: 0,
    slots: [
      { from: '2023-03-11T00:00:00-08:00', until: '2023-03-11T22:59:59.998-08:00' },
      {
        from: '2023-03-11T00:00:00-08:00',
        until: '2023-03-12T23:59:59.999-07:00',
        next: '2023-03-12T00:00:00.001-08:00',
        below: ['intervalTooShort'],
      },
    ],
  },
  {
    of: 'San Francisco by hours that really pass, though the clock shows one fewer',
    policy: policyUnder(korea, '2022-11-07T01:30:00-08:00', {
      boarding: '2022-11-07T01:00:00-08:00',
      departureZone: losAngeles,
    }),
    way: 0,
    slots: [
      { from: '2022-11-05T02:00:00-07:00', until: '2022-11-06T01:00:00-08:00' },
      {
        from: '2022-11-06T01:00:00-08:00',
        until: '2022-11-07T01:00:00-08:00',
        below: ['sampledTooEarly', 'intervalTooShort'],
      },
    ],
  },
]

const oneSlot = (of: string, policy: Bound, from: string, until: string): Flight => ({
  of,
  policy,
  way: 0,
  slots: [{ from, until }],
})
const dateLine: readonly Flight[] = [
  oneSlot(
    'Auckland, counted in the days of Auckland',
    byDays('2022-12-01T02:30:00+13:00', 'departure', auckland),
    '2022-11-29T00:00:00+13:00',
    '2022-12-01T02:30:00+13:00',
  ),
  oneSlot(
    'Auckland, counted in the days of Shanghai, where it is still the day before',
    byDays('2022-12-01T02:30:00+13:00', shanghai, auckland),
    '2022-11-28T00:00:00+08:00',
    '2022-12-01T02:30:00+13:00',
  ),
  oneSlot(
    'Los Angeles, counted in the days of Los Angeles',
    byDays('2022-12-01T20:00:00-08:00', 'departure', losAngeles),
    '2022-11-29T00:00:00-08:00',
    '2022-12-01T20:00:00-08:00',
  ),
  oneSlot(
    'Los Angeles, counted in the days of Shanghai, where it is the next day already',
    byDays('2022-12-01T20:00:00-08:00', shanghai, losAngeles),
    '2022-11-30T00:00:00+08:00',
    '2022-12-01T20:00:00-08:00',
  ),
]

const seoulAt = (departure: string, from: string): Flight =>
  oneSlot(`Seoul at ${departure}`, policyUnder(kr.november, departure), from, departure)
const sanFranciscoAt = (departure: string, [dayTwo, dayOne]: readonly [string, string]): Flight => ({
  of: `San Francisco at ${departure}`,
  policy: policyUnder(sanFrancisco, departure),
  way: 0,
  slots: [
    { from: `${dayTwo}T00:00:00-07:00`, until: `${dayTwo}T23:59:59.998-07:00` },
    {
      from: `${dayTwo}T00:00:00-07:00`,
      until: `${dayOne}T23:59:59.999-07:00`,
      next: `${dayOne}T00:00:00.001-07:00`,
      below: ['intervalTooShort'],
    },
  ],
})
const midnights: readonly Flight[] = [
  seoulAt('2022-12-01T23:59:00+09:00', '2022-11-29T00:00:00+09:00'),
  seoulAt('2022-12-02T00:00:00+09:00', '2022-11-30T00:00:00+09:00'),
  seoulAt('2022-12-02T00:01:00+09:00', '2022-11-30T00:00:00+09:00'),
  // Midnight in Shanghai, an hour later, begins no other day in Seoul.
  seoulAt('2022-12-02T00:59:00+09:00', '2022-11-30T00:00:00+09:00'),
  seoulAt('2022-12-02T01:00:00+09:00', '2022-11-30T00:00:00+09:00'),
  seoulAt('2022-12-02T01:01:00+09:00', '2022-11-30T00:00:00+09:00'),
  sanFranciscoAt('2022-09-14T23:59:00-07:00', ['2022-09-12', '2022-09-13']),
  sanFranciscoAt('2022-09-15T00:00:00-07:00', ['2022-09-13', '2022-09-14']),
  sanFranciscoAt('2022-09-15T00:01:00-07:00', ['2022-09-13', '2022-09-14']),
]

const papers = (tests: readonly NaatTest[]): Papers => ({
  traits: registration().traits,
  code: null,
  application: null,
  tests,
})
const second = 1000
/** What a sample known to the hour may have come after the moment that it names. */
const hourSpan = hour - 1

/** A sample for one slot of the flight's way: its own laboratory and reagent, its own method. */
function sampleOf({ policy, way }: Flight, slot: number, sampledAt: string, precision: 'minute' | 'hour'): NaatTest {
  const [method] = policy.mission.tests.value[way]!.slots[slot]!.methods
  return naat(sampledAt, { method, precision, laboratory: `lab-${slot}`, reagent: `kit-${slot}` })
}

/** What the sample is told, with the samples before it taken at the beginning of their windows; nothing where it counts. */
function told(flight: Flight, slot: number, sampledAt: string, precision: 'minute' | 'hour'): readonly string[] {
  const before = flight.slots
    .slice(0, slot)
    .map(({ from, next = from }, index) => sampleOf(flight, index, next, 'minute'))
  const test = sampleOf(flight, slot, sampledAt, precision)
  const all = papers([...before, test])
  const assignment = assign(flight.policy, all)
  const codes = whyNotCounted(flight.policy, all, assignment, test).map(({ code }) => code)
  expect(countedIn(assignment).includes(test)).toBe(codes.length === 0)
  return codes
}

describe.each([
  ['on a plain day', plainDays],
  ['across a change of the clocks', clockChanges],
  ['across the date line', dateLine],
  ['around midnight', midnights],
])('A flight %s', (_, flights) => {
  describe.each(flights.map((flight) => [flight.of, flight] as const))('from %s', (__, flight) => {
    it('has the windows of the notice', () => {
      const route = flight.policy.mission.tests.value[flight.way]!
      expect(ruleWindows(flight.policy, route)).toEqual(
        flight.slots.map(({ from, until }) => ({ from: instant(from), until: instant(until) })),
      )
    })

    const edges = flight.slots.map(({ from, until, next = from, below = ['sampledTooEarly'] }, slot) => ({
      number: slot + 1,
      slot,
      until,
      next,
      below,
    }))

    it.each(edges)('takes sample $number at $next and not a second before', ({ slot, next, below }) => {
      expect(told(flight, slot, next, 'minute')).toEqual([])
      expect(told(flight, slot, shifted(next, -second), 'minute')).toEqual(below)
    })

    it.each(edges)('takes sample $number until $until and not a second longer', ({ slot, until }) => {
      expect(told(flight, slot, until, 'minute')).toEqual([])
      expect(told(flight, slot, shifted(until, second), 'minute')).toEqual(['sampledTooLate'])
    })

    it.each(edges)('takes sample $number known to the hour only where the whole hour fits', (edge) => {
      const { slot, until, next, below } = edge
      expect(told(flight, slot, next, 'hour')).toEqual([])
      expect(told(flight, slot, shifted(next, -second), 'hour')).toEqual(below)
      expect(told(flight, slot, shifted(until, -hourSpan), 'hour')).toEqual([])
      expect(told(flight, slot, shifted(until, -hourSpan + second), 'hour')).toEqual(['sampledTooLate'])
    })
  })
})

it('Every way of every edition on file stands in the table of plain days', () => {
  const inTable = plainDays.map(({ policy, way }) => `${policy.mission.id} way ${way}`)
  const onFileNow = missionEditions.flatMap(({ id, tests }) => tests.value.map((_, way) => `${id} way ${way}`))
  expect(onFileNow.length).toBeGreaterThan(13)
  expect(onFileNow.filter((each) => !inTable.includes(each))).toEqual([])
})

describe('A way that is open only for some departures', () => {
  it.each([
    ['2022-06-08T00:00:00+09:00', 2],
    ['2022-06-08T13:00:00+09:00', 2],
    ['2022-06-08T13:00:59+09:00', 2],
    ['2022-06-08T13:01:00+09:00', 1],
    ['2022-06-08T23:59:00+09:00', 1],
  ])('for a departure at %s leaves %i ways', (departure, ways) => {
    expect(openRoutes(policyUnder(kr.may, departure))).toHaveLength(ways)
  })

  it('is asked about by the clock of the departure airport, not of the edition', () => {
    const dubai = Zone.parse('Asia/Dubai')
    expect(openRoutes(policyUnder(kr.may, '2022-06-08T12:00:00+04:00', { departureZone: dubai }))).toHaveLength(2)
  })

  it('is chosen once it is furthest along, so that a test that counts only there is not called too early', () => {
    const flight = plainDays.find(({ of }) => of === 'Seoul in June 2022, in the morning')!
    const first = sampleOf(flight, 0, '2022-06-06T10:00:00+09:00', 'minute')
    const next = sampleOf(flight, 1, '2022-06-07T12:00:00+09:00', 'minute')
    const assignment = assign(flight.policy, papers([first, next]))
    expect(assignment.route.name).toContain('antigen')
    expect(assignment.slots).toEqual([first, next, null])
  })
})

it('Two ways of one name are counted each by its own slots', () => {
  const [usual, other] = kr.may.tests.value
  const twins = varied(kr.may, {
    tests: [
      { ...usual!, name: 'way' },
      { ...other!, name: 'way' },
    ],
  })
  const policy = policyUnder(twins, '2022-06-08T10:00:00+09:00')
  expect(twins.tests.value.map((route) => ruleWindows(policy, route).length)).toEqual([2, 3])
})
