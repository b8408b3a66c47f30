// The rule books as they lie in db/editions: readable, sourced, and honest about what is assumed; and what is refused.
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { plusDays } from '../../src/domain/instant.ts'
import { collisions } from '../../src/domain/policy/binding.ts'
import { citedIn, Edition, unknownSources } from '../../src/domain/policy/edition.ts'
import { readSources } from '../../src/reference.ts'
import { day, korea, ninth } from '../support/policy.ts'

const folder = new URL('../../db/editions/', import.meta.url)
/** Beside the folders of the kinds lies the list of sources. */
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\/.*\.json$/.test(name))
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
const book = (name: string): Edition => Edition.parse(read(name))

type Sourced = { readonly value: unknown; readonly sources: readonly string[]; readonly confidence: string }
const sourced = (edition: Edition): readonly (readonly [string, Sourced & { readonly note?: string }])[] =>
  Object.entries(edition).filter(
    (entry): entry is [string, Sourced] =>
      typeof entry[1] === 'object' && entry[1] !== null && 'confidence' in entry[1],
  )
const isSure = (confidence: string): boolean => ['H', 'M', 'L'].includes(confidence)
const problems = (candidate: unknown) => {
  const parsed = Edition.safeParse(candidate)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

describe('Every edition on file', () => {
  it('is there: missions, observation and the circuit breaker', () => {
    const kinds = new Set(files.map((name) => book(name).kind))
    expect([...kinds].sort()).toEqual(['circuitBreaker', 'mission', 'observation'])
  })

  it.each(files)('%s is readable and lies in the folder of its kind', (name) => {
    expect(problems(read(name))).toEqual([])
    expect(name.startsWith(`${book(name).kind}/`)).toBe(true)
  })

  it.each(files)('%s has an id, and a file name, that agree with its jurisdiction and its first day', (name) => {
    const { id, kind, jurisdiction, effectiveFrom } = book(name)
    const [, suffix = ''] = /^[^/]+\/[^/]+\/[^/]+(?:\/(.+))?$/.exec(id) ?? []
    expect(id).toBe([kind, jurisdiction, effectiveFrom, ...(suffix ? [suffix] : [])].join('/'))
    const fileName = [jurisdiction.toLowerCase(), effectiveFrom, ...(suffix ? [suffix] : [])].join('-')
    expect(name).toBe(`${kind}/${fileName}.json`)
  })

  it.each(files)('%s names a source for its dates and for every value that it is sure of', (name) => {
    const edition = book(name)
    if (isSure(edition.confidence)) expect(edition.sources).not.toEqual([])
    const unsourced = sourced(edition)
      .filter(([, { confidence, sources }]) => isSure(confidence) && sources.length === 0)
      .map(([field]) => field)
    expect(unsourced).toEqual([])
  })

  it.each(files)('%s cites sources by their number alone, each once', (name) => {
    const edition = book(name)
    for (const cited of [edition.sources, ...sourced(edition).map(([, { sources }]) => sources)]) {
      expect(cited.filter((source) => !/^[1-9]\d*$/.test(source))).toEqual([])
      expect(new Set(cited).size).toBe(cited.length)
    }
  })

  it.each(files)('%s cites only sources that the list of sources has', (name) => {
    const edition = book(name)
    expect(citedIn(edition).length).toBeGreaterThan(0)
    expect(unknownSources(edition, readSources())).toEqual([])
  })

  it.each(files)('%s says in words what was not found, wherever a value had to stand in for it', (name) => {
    // What was not found of transit stands in its words.
    const silent = sourced(book(name))
      .filter(([field, { confidence, note }]) => confidence === 'notFound' && !note && field !== 'transit')
      .map(([field]) => field)
    expect(silent).toEqual([])
  })

  it.each(files)('%s is marked assumed exactly where it holds assumed values', (name) => {
    const edition = book(name)
    const assumes = sourced(edition).some(([, { confidence }]) => confidence === 'assumed')
    expect(edition.assumed).toBe(assumes)
    expect(edition.confidence === 'assumed').toBe(assumes)
    if (edition.assumed) expect(edition.id).toMatch(/\/assumed$/)
  })

  it('has an id of its own', () => {
    const ids = files.map((name) => book(name).id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('can be published one after another, in the order in which they begin', () => {
    const published: Edition[] = []
    for (const edition of files.map(book).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))) {
      expect(collisions(edition, published)).toEqual([])
      published.push(edition)
    }
  })

  it('can be published in the opposite order as well', () => {
    const published: Edition[] = []
    for (const edition of files.map(book).sort((a, b) => (a.effectiveFrom > b.effectiveFrom ? -1 : 1))) {
      expect(collisions(edition, published)).toEqual([])
      published.push(edition)
    }
  })

  it('leaves no day between it and the next of its place and kind, but where the rule for every country governs', () => {
    const gaps = files.map(book).flatMap((edition) => {
      const later = files.map(book).filter((other) => isBehind(edition, other))
      if (edition.effectiveUntil === null || later.length === 0) return []
      const next = dayAfter(edition.effectiveUntil)
      return later.some(({ effectiveFrom }) => effectiveFrom === next) ? [] : [edition.id]
    })
    expect(gaps).toEqual(['mission/KR/2022-11-14'])
    expect(book('mission/all-2023-01-08.json').effectiveFrom).toBe(dayAfter('2023-01-07'))
  })
})

const isBehind = (edition: Edition, other: Edition): boolean =>
  other.kind === edition.kind &&
  other.jurisdiction === edition.jurisdiction &&
  other.effectiveFrom > edition.effectiveFrom
const dayAfter = (text: string): string => plusDays(day(text), 1)

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

describe('A source', () => {
  const cites = (...sources: string[]) => unknownSources({ ...korea, sources }, readSources())

  it('is a number of the list, or says in words where it stands', () => {
    expect(cites('1', '87', 'the notice at the door')).toEqual([])
    expect(cites('1', '88', 'x', '0')).toMatchObject([
      { code: 'sourceUnknown', facts: { field: 'sources.1', source: '88' } },
      { code: 'sourceUnknown', facts: { field: 'sources.2', source: 'x' } },
      { code: 'sourceUnknown', facts: { field: 'sources.3', source: '0' } },
    ])
    const anchor = { ...korea.anchor, sources: ['29', '300'] }
    expect(unknownSources({ ...korea, anchor }, readSources())).toMatchObject([
      { facts: { field: 'anchor.sources.1' } },
    ])
  })

  it('is counted once for an edition, in the order of the numbers', () => {
    expect(citedIn(korea)).toEqual(['29', '30', '32'])
    expect(citedIn({ ...korea, sources: ['words', '2', '10'] }).slice(0, 2)).toEqual(['2', '10'])
    expect(citedIn({ ...korea, sources: ['words'] }).at(-1)).toBe('words')
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

describe('On file it stands that', () => {
  it('Korea had a test for the code, and for the gate one of two ways, from 28 March to 30 June 2022', () => {
    for (const name of ['mission/kr-2022-03-28.json', 'mission/kr-2022-05-20.json']) {
      const edition = book(name)
      if (edition.kind !== 'mission') throw new Error(`${name} is no mission's`)
      const atTheGate = edition.tests.value.map(({ slots }) =>
        slots.filter(({ before }) => before === 'gate').map(({ methods, opens }) => [...methods, opens]),
      )
      expect(atTheGate).toEqual([
        [['naat', 12]],
        [
          ['naat', 24],
          ['antigen', 12],
        ],
      ])
    }
  })

  it('the second way was open to every departure in March, and from May only until 13:00', () => {
    const only = (name: string) => {
      const edition = book(name)
      return edition.kind === 'mission' && edition.tests.value.map(({ onlyDepartures }) => onlyDepartures)
    }
    expect(only('mission/kr-2022-03-28.json')).toEqual([null, null])
    expect(only('mission/kr-2022-05-20.json')).toEqual([null, { from: '00:00', until: '13:00' }])
  })

  it('days after landing fell from 14+7 to 7+7, 7+3, 5+3 and none', () => {
    const days = (name: string) => {
      const edition = book(`observation/${name}.json`)
      return edition.kind === 'observation' && [edition.central.value.days, edition.home.value.days]
    }
    expect(days('cn-2022-04-20')).toEqual([14, 7])
    expect(days('cn-33-2022-06-18')).toEqual([7, 7])
    for (const name of ['cn-2022-06-28', 'cn-33-2022-06-28']) expect(days(name)).toEqual([7, 3])
    for (const name of ['cn-2022-11-11', 'cn-33-2022-11-11']) expect(days(name)).toEqual([5, 3])
    expect(days('cn-2023-01-08')).toEqual([0, 0])
  })

  it('Zhejiang credits surplus days against one double test, two samples, in its own edition of June alone', () => {
    const credits = files
      .map(book)
      .filter((edition) => edition.kind === 'observation' && edition.credit.value !== null)
      .map((edition) => [edition.id, edition.kind === 'observation' && edition.credit.value])
    expect(credits).toEqual([['observation/CN-33/2022-06-18', { surplusDays: 'toHomeLeg', tests: 2 }]])
  })

  it('the circuit breaker asks number and per cent, and speaks of scheduled flights', () => {
    expect(book('circuitBreaker/cn-2022-08-07.json')).toMatchObject({
      steps: {
        value: [
          { positives: 5, percent: 4, weeks: 1 },
          { positives: 5, percent: 8, weeks: 2 },
        ],
      },
      appliesTo: { value: 'scheduledFlights' },
    })
  })
})
