// The rule books as they lie in db/editions: readable, sourced, and honest about what is assumed.
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { plusDays } from '../../src/domain/instant.ts'
import { collisions } from '../../src/domain/policy/binding.ts'
import { citedIn, Edition, unknownSources } from '../../src/domain/policy/edition.ts'
import { readSources } from '../../src/reference.ts'
import { problems } from '../support/drafts.ts'
import { day, korea } from '../support/policy.ts'

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
const isBehind = (edition: Edition, other: Edition): boolean =>
  other.kind === edition.kind &&
  other.jurisdiction === edition.jurisdiction &&
  other.effectiveFrom > edition.effectiveFrom
const dayAfter = (text: string): string => plusDays(day(text), 1)

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
