// What no edition may say: each refused at the field where it is wrong, with the reason.
import { describe, expect, it } from 'vitest'
import { problems } from '../support/drafts.ts'
import { korea, ninth } from '../support/policy.ts'

/** The Korean edition with its slots, or its ways, changed. */
const [way] = korea.tests.value
const [first, second] = way!.slots
const ways = (value: unknown) => ({ ...korea, tests: { ...korea.tests, value } })
const slots = (...value: readonly unknown[]) => ways([{ ...way, slots: value }])
const apart = (hours: number) => ({ leastInterval: { ...korea.leastInterval, value: { hours, exceeded: false } } })
const central = (value: object) => ({
  ...ninth,
  central: { ...ninth.central, value: { ...ninth.central.value, ...value } },
})
const home = (value: object) => ({ ...ninth, home: { ...ninth.home, value: { ...ninth.home.value, ...value } } })
const positive = (ctBelow: number | null, assessBelow: number | null) => ({
  ...ninth,
  positive: { ...ninth.positive, value: { ctBelow, assessBelow } },
})

describe('An edition is refused', () => {
  it('that would never bind', () => {
    const message = 'lies before effectiveFrom: the edition would never bind'
    expect(problems({ ...korea, effectiveUntil: '2022-06-30' })).toEqual([{ path: 'effectiveUntil', message }])
    expect(problems({ ...ninth, effectiveUntil: '2022-06-27' })).toEqual([{ path: 'effectiveUntil', message }])
    expect(problems({ ...ninth, effectiveUntil: ninth.effectiveFrom })).toEqual([])
  })

  it.each([
    [
      'with a value that has no source list',
      { leastInterval: { value: { hours: 24, exceeded: false }, confidence: 'H' } },
      'leastInterval.sources',
      /array/,
    ],
    [
      'with a confidence of its own invention',
      { leastInterval: { ...korea.leastInterval, confidence: 'sure' } },
      'leastInterval.confidence',
      /"notFound"/,
    ],
    ['with a negative interval', apart(-1), 'leastInterval.value.hours', />=0/],
    ['with an anchor nobody knows', { anchor: { ...korea.anchor, value: 'checkIn' } }, 'anchor.value', /"boarding"/],
    ['with a day that is none', { effectiveFrom: '2022-02-30' }, 'effectiveFrom', /must be a calendar date/],
    ['with a publication day that is none', { publishedAt: 'July' }, 'publishedAt', /must be a calendar date/],
    ['with an id in another shape', { id: 'korea' }, 'id', /must read kind\/jurisdiction\/date/],
    [
      'with a transition clause that names no day',
      { transition: { days: [], words: 'either' } },
      'transition.days',
      />=1/,
    ],
    ['with a field that nobody reads', { quarantine: 7 }, '', /"quarantine"/],
    ['with a field of the schema before', { distinctReagent: korea.distinct }, '', /"distinctReagent"/],
  ])('%s', (_, change, path, reason) => {
    expect(problems({ ...korea, ...change })).toEqual([{ path, message: expect.stringMatching(reason) }])
  })

  it.each(['XX', 'UK', 'KOR', 'kr', 'Korea', 'KR-', 'KR-ABCD', 'ALL-1', 'XX-33'])(
    'of a jurisdiction that is no place: %s',
    (jurisdiction) => {
      const id = `mission/${jurisdiction}/2022-07-01`
      expect(problems({ ...korea, id, jurisdiction }).at(-1)).toEqual({
        path: 'jurisdiction',
        message: 'must be a country of ISO 3166 such as KR, a subdivision such as CN-33, or ALL',
      })
    },
  )

  it('whose zone is none, of a mission and of an observation', () => {
    expect(problems({ ...korea, zone: 'Asia/Yiwu' })).toEqual([
      { path: 'zone', message: expect.stringContaining('not a known IANA time zone') },
    ])
    expect(problems({ ...ninth, zone: 'Asia/Yiwu' })).toEqual([
      { path: 'zone', message: expect.stringContaining('not a known IANA time zone') },
    ])
    expect(problems({ ...korea, zone: 'departure' })).toEqual([])
  })
})

describe('A test slot is refused', () => {
  it('whose window would be negative', () => {
    const [problem] = problems(slots(first, { ...second, opens: -1 }))
    expect(problem).toEqual({
      path: 'tests.value.0.slots.1.opens',
      message: 'must be more than 0: the window would be negative',
    })
    expect(problems(slots(first, { ...second, opens: 0 }))[0]).toEqual(problem)
  })

  it('whose window would end behind the flight', () => {
    expect(problems(slots(first, { ...second, closes: -1 }))).toEqual([
      {
        path: 'tests.value.0.slots.1.closes',
        message: 'must not be negative: the window would end behind the flight',
      },
    ])
  })

  it.each([
    [12, 12],
    [12, 13],
  ])('whose window is empty: opens %i and closes %i hours before the flight', (opens, closes) => {
    expect(problems({ ...slots({ ...second, opens, closes }) })).toEqual([
      {
        path: 'tests.value.0.slots.0.closes',
        message: `the window is empty: it opens ${opens} and closes ${closes} before the flight`,
      },
    ])
  })

  it('by calendar days only where it ends on a day before the one on which it opens', () => {
    const days = (opens: number, closes: number) => slots({ ...first, basis: 'calendarDays', opens, closes })
    expect(problems(days(7, 7))).toEqual([])
    expect(problems(days(2, 3))).toEqual([
      {
        path: 'tests.value.0.slots.0.closes',
        message: 'the window is empty: it opens 2 and closes 3 before the flight',
      },
    ])
  })

  it('that the interval to the samples behind it leaves no time', () => {
    const message = 'the window is empty: the samples behind it and the interval to them leave no time'
    expect(problems({ ...korea, ...apart(47) })).toEqual([])
    expect(problems({ ...korea, ...apart(48) })).toEqual([{ path: 'tests.value.0.slots.0.opens', message }])
    expect(problems({ ...korea, ...apart(72) })).toEqual([{ path: 'tests.value.0.slots.0.opens', message }])
  })

  it('that the intervals to several samples behind it leave no time', () => {
    const three = { ...slots(first, second, second), ...apart(24) }
    expect(problems(three).map(({ path }) => path)).toEqual([
      'tests.value.0.slots.1.opens',
      'tests.value.0.slots.0.opens',
    ])
  })

  it('that no method fills', () => {
    expect(problems(slots(first, { ...second, methods: [] })).map(({ path }) => path)).toEqual([
      'tests.value.0.slots.1.methods',
    ])
  })
})

describe('The ways to meet the tests are refused', () => {
  it('where there is none, or none that every departure may go', () => {
    const message = 'holds no way that is open to every departure'
    expect(problems(ways([])).map(({ path }) => path)).toContain('tests.value')
    const mornings = { ...way, onlyDepartures: { from: '00:00', until: '13:00' } }
    expect(problems(ways([mornings]))).toEqual([{ path: 'tests.value', message }])
    expect(problems(ways([way, mornings]))).toEqual([])
  })

  it('with a time of day that is none', () => {
    expect(problems(ways([way, { ...way, onlyDepartures: { from: '00:00', until: '24:00' } }]))).toEqual([
      { path: 'tests.value.1.onlyDepartures.until', message: 'must be a time of day, HH:MM' },
    ])
  })
})

describe('A code is refused', () => {
  it('that would wait for a test at the gate', () => {
    expect(problems(slots({ ...first, before: 'gate' }, { ...second, before: 'code' }))).toEqual([
      {
        path: 'tests.value.0.slots',
        message: 'a test for the code stands behind one for the gate: the code would wait for the gate',
      },
    ])
  })

  it('of which the gate speaks, or a test, where none is asked', () => {
    const none = { code: { ...korea.code, value: null } }
    expect(problems({ ...korea, ...none })).toEqual([
      { path: 'tests.value.0.slots', message: 'a test stands before a code, and no code is asked' },
      { path: 'gateChecks.value', message: 'the gate looks at a code, and no code is asked' },
    ])
    const atTheGate = slots({ ...first, before: 'gate' }, second)
    const looksAtReports = { gateChecks: { ...korea.gateChecks, value: ['laterReports'] } }
    expect(problems({ ...atTheGate, ...none, ...looksAtReports })).toEqual([])
  })
})

describe('A code that cannot work is refused', () => {
  const gate = (...value: readonly string[]) => ({ gateChecks: { ...korea.gateChecks, value } })

  it('where it is blue, a test stands at the gate, and the gate does not look at it', () => {
    const message = 'a blue code stands for the reports before it alone: the gate must look at laterReports beside it'
    for (const blind of [gate('code'), gate('code', 'firstReport'), gate()])
      expect(problems({ ...korea, ...blind })).toEqual([{ path: 'gateChecks.value', message }])
    expect(problems({ ...korea, ...gate('laterReports') })).toEqual([])
    const green = { code: { ...korea.code, value: { ...korea.code.value, colour: 'green' } } }
    expect(problems({ ...korea, ...green, ...gate('code') })).toEqual([])
    const allBefore = slots(first, { ...second, before: 'code' })
    expect(problems({ ...allBefore, ...gate('code') })).toEqual([])
  })

  it('where it ends before the flight, however late its last sample is taken', () => {
    const until = (sampleDatePlusDays: number) => ({
      code: { ...korea.code, value: { colour: 'blue', validity: { sampleDatePlusDays } } },
    })
    // The first sample is taken 24 hours before the second at the latest: on the day before.
    expect(problems({ ...korea, ...until(1) })).toEqual([])
    expect(problems({ ...korea, ...until(0) })).toEqual([
      {
        path: 'code.value.validity.sampleDatePlusDays',
        message: expect.stringContaining('always ends before the flight'),
      },
    ])
    const days = (opens: number, closes: number) =>
      slots({ ...first, basis: 'calendarDays', opens, closes }, { ...second, opens: 12, closes: 0 })
    expect(problems({ ...days(7, 7), ...until(7) })).toEqual([])
    expect(problems({ ...days(7, 7), ...until(6) }).map(({ path }) => path)).toEqual([
      'code.value.validity.sampleDatePlusDays',
    ])
    // Some sample of the window holds: that is the mission's business, and nobody's fault.
    expect(problems({ ...days(7, 2), ...until(2) })).toEqual([])
    const late = slots({ ...first, opens: 72, closes: 48 }, { ...second, opens: 12, closes: 0 })
    expect(problems({ ...late, ...until(1) }).map(({ path }) => path)).toEqual([
      'code.value.validity.sampleDatePlusDays',
    ])
    expect(problems({ ...late, ...until(2) })).toEqual([])
  })
})

describe('A leg of the observation is refused', () => {
  it('with a test day behind its last day', () => {
    expect(problems(central({ testDays: [1, 7, 8] }))).toEqual([
      { path: 'central.value.testDays.2', message: 'day 8 lies behind the last of 7 days' },
    ])
    expect(problems(home({ testDays: [4] }))).toEqual([
      { path: 'home.value.testDays.0', message: 'day 4 lies behind the last of 3 days' },
    ])
    expect(problems(central({ days: 0, testDays: [1] }))).toEqual([
      { path: 'central.value.testDays.0', message: 'day 1 lies behind the last of 0 days' },
    ])
  })

  it('with a double test on a day that is no test day', () => {
    expect(problems(central({ doubleTestDays: [6] }))).toEqual([
      { path: 'central.value.doubleTestDays.0', message: 'day 6 is no test day' },
    ])
    expect(problems(home({ doubleTestDays: [3, 2] }))).toEqual([
      { path: 'home.value.doubleTestDays.1', message: 'day 2 is no test day' },
    ])
    expect(problems(central({ doubleTestDays: [7] }))).toEqual([])
  })
})

describe('The lines of a positive are refused', () => {
  const message = 'leaves no results to assess: it must lie above ctBelow'
  it.each([
    [35, 35],
    [35, 34],
    [null, 40],
  ])('that leave nothing to assess: infection below %s, assessment below %s', (ctBelow, assessBelow) => {
    expect(problems(positive(ctBelow, assessBelow))).toEqual([{ path: 'positive.value.assessBelow', message }])
  })

  it.each([
    [35, 40],
    [35, null],
    [null, null],
  ])('but not: infection below %s, assessment below %s', (ctBelow, assessBelow) => {
    expect(problems(positive(ctBelow, assessBelow))).toEqual([])
  })
})
