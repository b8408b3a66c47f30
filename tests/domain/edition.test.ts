// The rule books as they lie in db/editions: readable, sourced, and honest about what is assumed.
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Edition } from '../../src/domain/policy/edition.ts'
import { korea, ninth } from '../support/policy.ts'

const folder = new URL('../../db/editions/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
type Sourced = { readonly value: unknown; readonly sources: readonly string[]; readonly confidence: string }
const sourced = (edition: Edition): readonly (readonly [string, Sourced])[] =>
  Object.entries(edition).filter(
    (entry): entry is [string, Sourced] =>
      typeof entry[1] === 'object' && entry[1] !== null && 'confidence' in entry[1],
  )
const problems = (book: unknown) => {
  const parsed = Edition.safeParse(book)
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message }))
}

describe('Every edition on file', () => {
  it.each(files)('%s is readable and lies in the folder of its kind', (name) => {
    expect(problems(read(name))).toEqual([])
    const edition = Edition.parse(read(name))
    expect(name.startsWith(`${edition.kind}/`)).toBe(true)
    expect(edition.id.startsWith(`${edition.kind}/${edition.jurisdiction}/${edition.effectiveFrom}`)).toBe(true)
  })

  it.each(files)('%s names a source for every value that it is sure of', (name) => {
    const unsourced = sourced(Edition.parse(read(name)))
      .filter(([, { confidence, sources }]) => ['H', 'M', 'L'].includes(confidence) && sources.length === 0)
      .map(([field]) => field)
    expect(unsourced).toEqual([])
  })

  it.each(files)('%s is marked assumed exactly where it holds assumed values', (name) => {
    const edition = Edition.parse(read(name))
    const assumes = sourced(edition).some(([, { confidence }]) => confidence === 'assumed')
    expect(edition.assumed).toBe(assumes)
    if (edition.assumed) expect(edition.id).toMatch(/\/assumed$/)
  })

  it('has an id of its own', () => {
    const ids = files.map((name) => Edition.parse(read(name)).id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('An edition is refused', () => {
  it('that would never bind', () => {
    expect(problems({ ...korea, effectiveUntil: '2022-06-30' })).toEqual([
      { path: 'effectiveUntil', code: 'custom', message: 'lies before effectiveFrom: the edition would never bind' },
    ])
    expect(problems({ ...ninth, effectiveUntil: ninth.effectiveFrom })).toEqual([])
  })

  it.each([
    [
      'with a value that has no source list',
      { leastInterval: { value: 24, confidence: 'H' } },
      'leastInterval.sources',
    ],
    [
      'with a confidence of its own invention',
      { leastInterval: { ...korea.leastInterval, confidence: 'sure' } },
      'leastInterval.confidence',
    ],
    ['with a negative window', { tests: { ...korea.tests, value: [{ within: -1 }] } }, 'tests.value.0.within'],
    ['with an anchor nobody knows', { anchor: { ...korea.anchor, value: 'checkIn' } }, 'anchor.value'],
    ['with a day that is none', { effectiveFrom: '2022-02-30' }, 'effectiveFrom'],
    ['with a zone that is none', { zone: 'Asia/Yiwu' }, 'zone'],
    ['with an id in another shape', { id: 'korea' }, 'id'],
    ['with a field that nobody reads', { quarantine: 7 }, ''],
  ])('%s', (_, change, path) => {
    expect(problems({ ...korea, ...change }).map((issue) => issue.path)).toEqual([path])
  })

  it('whose code waits for a first negative while it asks no test: such a code could never be issued', () => {
    expect(problems({ ...korea, tests: { ...korea.tests, value: [] } })).not.toEqual([])
  })
})
