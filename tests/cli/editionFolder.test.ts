// The folder of rule books at the start: taken whole and in order, or not at all, with every mistake told at once; the desk keeps what it had.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../src/application/audit.ts'
import { FaultyEditions, type EditionMistake } from '../../src/application/editionFolder.ts'
import type { Store } from '../../src/application/ports.ts'
import { Instant } from '../../src/domain/instant.ts'
import { Edition } from '../../src/domain/policy/edition.ts'
import { rulebook } from '../../src/cli/rulebook.ts'
import type { Config } from '../../src/config.ts'
import { seedEditions } from '../../src/reference.ts'
import { openStore } from '../../src/store/open.ts'
import { program } from '../support/program.ts'

const shelf = fileURLToPath(new URL('../../db/editions', import.meta.url))
const clock = { now: () => Instant.parse('2022-08-20T10:00:00+09:00') }
type Book = Record<string, unknown> & { id: string; effectiveFrom: string }

let place: string
let folder: string
let store: Store

beforeEach(async () => {
  place = mkdtempSync(path.join(tmpdir(), 'charter-desk-folder-'))
  folder = path.join(place, 'editions')
  cpSync(shelf, folder, { recursive: true })
  store = await openStore(path.join(place, 'desk.sqlite'))
})
afterEach(async () => {
  await store.close()
  rmSync(place, { recursive: true, force: true })
})

const read = (file: string): Book => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Book
function write(file: string, book: unknown): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), typeof book === 'string' ? book : JSON.stringify(book))
}
const change = (file: string, more: object): void => write(file, { ...read(file), ...more })
const known = async () => (await store.editions()).map(({ id }) => id)

async function mistakes(): Promise<readonly EditionMistake[]> {
  const before = await known()
  const error: unknown = await seedEditions(store, clock, folder).catch((each: unknown) => each)
  expect(error).toBeInstanceOf(FaultyEditions)
  // Nothing of the folder is taken, not even what is whole.
  expect(await known()).toEqual(before)
  return (error as FaultyEditions).mistakes
}
async function warningsOfSeeding(): Promise<readonly string[]> {
  const warnings: string[] = []
  await seedEditions(store, clock, folder, (line) => void warnings.push(line))
  return warnings
}
const told = async () => (await mistakes()).map(({ file, field }) => `${file} ${field}`)

describe('A folder of editions', () => {
  it('is taken whole, of every kind, and a second time changes nothing', async () => {
    await seedEditions(store, clock, folder)
    const ids = await known()
    expect(ids).toEqual(
      expect.arrayContaining(['circuitBreaker/CN/2022-08-07', 'mission/KR/2022-07-01', 'observation/CN-33/2022-06-28']),
    )
    const before = await store.editions()
    await seedEditions(store, { now: () => Instant.parse('2023-01-01T00:00:00Z') }, folder)
    expect(await store.editions()).toEqual(before)
  })

  it('may lack a kind, and then gains what is new', async () => {
    rmSync(path.join(folder, 'circuitBreaker'), { recursive: true })
    rmSync(path.join(folder, 'observation/cn-33-2022-11-11.json'))
    await seedEditions(store, clock, folder)
    expect(await known()).not.toContain('circuitBreaker/CN/2022-08-07')
    cpSync(shelf, folder, { recursive: true })
    await seedEditions(store, clock, folder)
    expect(await known()).toEqual(
      expect.arrayContaining(['circuitBreaker/CN/2022-08-07', 'observation/CN-33/2022-11-11']),
    )
  })

  it('with mistakes in several files tells all of them: file, field and reason', async () => {
    change('mission/kr-2022-07-01.json', { zone: 'Asia/Saoul', confidence: 'sure' })
    change('observation/cn-33-2022-11-11.json', { effectiveUntil: '2022-11-01', surplus: 1 })
    write('observation/broken.json', '{ "id": ')
    write('circuitBreaker/lost.json', read('mission/us-2022-07-01.json'))
    const found = await mistakes()
    expect(found.map(({ file, field }) => `${file} ${field}`).sort()).toEqual(
      [
        'mission/kr-2022-07-01.json zone',
        'mission/kr-2022-07-01.json confidence',
        'observation/cn-33-2022-11-11.json effectiveUntil',
        'observation/cn-33-2022-11-11.json surplus',
        'observation/broken.json (file)',
        'circuitBreaker/lost.json kind',
      ].sort(),
    )
    for (const { reason } of found) expect(reason.length).toBeGreaterThan(5)
  })

  it('whose editions overlap one another is refused, each pair told once by the later file', async () => {
    const twin = { ...read('mission/kr-2022-05-20.json'), id: 'mission/KR/2022-06-01', effectiveFrom: '2022-06-01' }
    write('mission/aa-first-by-name.json', { ...twin, adoptedFrom: '2022-06-01' })
    const [found, ...more] = await mistakes()
    expect(found).toMatchObject({ file: 'mission/aa-first-by-name.json', field: 'effectiveFrom' })
    expect(found!.reason).toContain('mission/KR/2022-05-20')
    expect(more).toEqual([])
  })

  it('that overlaps what the desk knows is refused', async () => {
    await seedEditions(store, clock, folder)
    const late = {
      ...read('observation/cn-2022-11-11.json'),
      id: 'observation/CN/2022-12-01',
      effectiveFrom: '2022-12-01',
    }
    write('observation/late.json', late)
    expect(await told()).toEqual(['observation/late.json effectiveFrom'])
  })

  it('may correct an edition, which then overlaps nobody', async () => {
    const mistaken = read('observation/cn-33-2022-11-11.json')
    const correction = { ...mistaken, id: 'observation/CN-33/2022-11-11/corrected', corrects: mistaken.id }
    write('observation/aa-corrected.json', correction)
    await seedEditions(store, clock, folder)
    expect(await known()).toEqual(expect.arrayContaining([mistaken.id, correction.id]))
    write('observation/strange.json', {
      ...correction,
      id: 'observation/CN-33/2022-11-11/other',
      corrects: 'observation/XX/2022-01-01',
    })
    expect(await told()).toEqual(['observation/strange.json corrects'])
  })

  it('that rules otherwise than an edition that the desk has changes nothing, and is named loudly with the fields', async () => {
    await seedEditions(store, clock, folder)
    const before = await store.editions()
    const seven = read('observation/cn-33-2022-06-28.json') as Book & { central: object }
    change('observation/cn-33-2022-06-28.json', {
      effectiveUntil: '2022-11-09',
      title: 'Another title',
      central: { ...seven.central, value: { days: 6, testDays: [1], doubleTestDays: [] } },
    })
    // What is new beside it is taken all the same.
    const { jurisdiction: _, ...korea } = read('mission/kr-2023-04-29.json')
    write('mission/jp.json', { ...korea, jurisdiction: 'JP', id: 'mission/JP/2023-04-29' })
    const warnings = await warningsOfSeeding()
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^WARNING: observation\/cn-33-2022-06-28\.json .*\(effectiveUntil, central\)/)
    expect(warnings[0]).toContain('The desk keeps the one it had')
    const after = await store.editions()
    expect(after.filter(({ id }) => id !== 'mission/JP/2023-04-29')).toEqual(before)
    expect(after).toHaveLength(before.length + 1)
  })

  it('whose titles, notes and sources read otherwise is no other folder', async () => {
    await seedEditions(store, clock, folder)
    const korea = read('mission/kr-2022-07-01.json') as Book & { tests: { value: { slots: object[] }[] } }
    const [way] = korea.tests.value
    change('mission/kr-2022-07-01.json', {
      title: 'Another title',
      notes: ['a typo mended'],
      sources: ['29'],
      confidence: 'M',
      transition: { days: ['2022-07-01'], words: 'Either.' },
      tests: { ...korea.tests, note: 'put better', value: [{ ...way!, name: 'two tests' }] },
    })
    expect(await warningsOfSeeding()).toEqual([])
  })

  it('that names a mission that nobody has, or a source that stands on no list, is refused', async () => {
    change('mission/us-2022-07-01.json', { issuer: 'US-NYC' })
    change('mission/kr-2022-11-14.json', { sources: ['31', '888', 'x', 'the notice at the door of the embassy'] })
    expect((await told()).sort()).toEqual([
      'mission/kr-2022-11-14.json sources.1',
      'mission/kr-2022-11-14.json sources.2',
      'mission/us-2022-07-01.json issuer',
    ])
  })

  it('is told on the desk’s own chain, each edition with the digest of what was stored', async () => {
    await seedEditions(store, clock, folder)
    const facts = await store.eventsOf('desk', 'editions')
    expect(facts.map(({ type, actor }) => `${type} ${actor.role}`)).toEqual(
      (await known()).map(() => 'EditionSeeded desk'),
    )
    expect(facts.map(({ data }) => (data as { edition: string }).edition).sort()).toEqual([...(await known())].sort())
    expect(await audit(store)).toMatchObject({ intact: true, first: null })
    await seedEditions(store, clock, folder)
    expect(await store.eventsOf('desk', 'editions')).toEqual(facts)
  })

  it('taken by a desk that told of no editions yet is told once, as it is stored', async () => {
    const book = Edition.parse(read('mission/kr-2022-07-01.json'))
    const at = clock.now()
    await store.commit({
      changes: [{ on: 'edition', edition: { id: book.id, kind: book.kind, body: book, at } }],
      events: [],
      effects: [],
      tallies: [],
      receipt: null,
    })
    expect((await audit(store)).first).toMatchObject({ kind: 'edition', aggregate: book.id })
    await seedEditions(store, clock, folder)
    expect(await audit(store)).toMatchObject({ intact: true })
  })

  it('taken by two desks that start at once is taken once', async () => {
    const other = await openStore(path.join(place, 'desk.sqlite'))
    try {
      await Promise.all([seedEditions(store, clock, folder), seedEditions(other, clock, folder)])
      const facts = await store.eventsOf('desk', 'editions')
      expect(facts).toHaveLength((await known()).length)
      expect(await audit(store)).toMatchObject({ intact: true })
    } finally {
      await other.close()
    }
  })

  it('that names an edition twice is refused', async () => {
    write('mission/zz-copy.json', read('mission/kr-2022-07-01.json'))
    expect(await told()).toEqual(['mission/zz-copy.json id'])
  })
})

describe('desk', () => {
  const desk = async (...args: string[]) => {
    const { execArgv, file } = await program('src/cli/desk.ts')
    return new Promise<{ exit: number; stdout: string; stderr: string }>((resolve) => {
      const env = {
        PATH: process.env['PATH'],
        DATABASE_URL: path.join(place, 'desk.sqlite'),
        KEY_STORE: path.join(place, 'keys.sqlite'),
        DESK_KEY_FILE: path.join(place, 'desk.key'),
        EDITION_FOLDER: folder,
        PORT: '0',
      }
      execFile(process.execPath, [...execArgv, file, ...args], { env }, (error, stdout, stderr) =>
        resolve({ exit: error ? Number(error.code) : 0, stdout, stderr }),
      )
    })
  }

  it('does not start with a faulty folder, and says every mistake in its own line, without a stack', async () => {
    change('mission/kr-2022-07-01.json', { zone: 'Asia/Saoul' })
    write('observation/broken.json', '{')
    const { exit, stdout, stderr } = await desk('serve')
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' })
    const lines = stderr.trim().split('\n')
    expect(lines[0]).toBe(`The editions in ${folder} are wrong, and none of them was taken:`)
    expect(lines[1]).toMatch(/^ {2}mission\/kr-2022-07-01\.json: zone: is not a known IANA time zone/)
    expect(lines[2]).toMatch(/^ {2}observation\/broken\.json: \(file\): is no JSON/)
    expect(lines).toHaveLength(3)
    const json = await desk('serve', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      error: 'editions',
      mistakes: [{ field: 'zone' }, { field: '(file)' }],
    })
    expect(await known()).toEqual([])
  }, 90_000)

  it('starts with a file that rules otherwise, says so on standard error, and keeps what it had', async () => {
    await seedEditions(store, clock, folder)
    change('mission/kr-2022-07-01.json', { effectiveUntil: '2022-11-12' })
    // A verb that opens the whole desk and ends by itself; nobody has this charter.
    const { stderr } = await desk('plan', 'C000000000000000A')
    expect(stderr).toContain('WARNING: mission/kr-2022-07-01.json rules otherwise than mission/KR/2022-07-01')
    expect(stderr).toContain('(effectiveUntil)')
    const kept = (await store.editions()).find(({ id }) => id === 'mission/KR/2022-07-01')
    expect(kept!.body).toMatchObject({ effectiveUntil: '2022-11-13' })
  }, 90_000)

  it('does not start over an edition that another version stored, and says in one sentence what to do', async () => {
    const [file, id] = ['mission/us-2022-07-01.json', 'mission/US/2022-07-01']
    const { distinct: _, ...older } = read(file)
    await store.commit({
      changes: [{ on: 'edition', edition: { id, kind: 'mission', body: { ...older, reagents: 2 }, at: clock.now() } }],
      events: [],
      effects: [],
      tallies: [],
      receipt: null,
    })
    const { exit, stderr } = await desk('serve')
    expect(exit).toBe(1)
    const lines = stderr.trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(
      /^The edition mission\/US\/2022-07-01 in the database has a shape .*distinct: .*reagents: /,
    )
    expect(lines[0]).toMatch(/start the version that stored it, or restore its row from a backup/)
  }, 90_000)
})

describe('desk rulebook', () => {
  it('ends with every source that the books cite, and carries them in its JSON', { timeout: 120_000 }, async () => {
    const call = { args: [], config: { EDITION_FOLDER: folder } as Config, say: () => {} }
    const outcome = await rulebook.run({ ...call, json: true })
    const { journeys, sources } = outcome.json as { journeys: unknown[]; sources: Record<string, { site: string }[]> }
    expect(journeys).toHaveLength(20)
    expect(sources['29']).toEqual([{ site: 'shanghaibang.com', path: 'num=65779', date: null, note: null }])
    const lines = outcome.lines.slice(outcome.lines.indexOf('Sources'))
    expect(lines).toContain(
      '   4  wqb.huzhou.gov.cn art_1229207131_58835829, 2022-06-21, Huzhou foreign affairs office',
    )
    for (const number of Object.keys(sources))
      expect(
        lines.some((line) => line.trim().startsWith(`${number} `)),
        number,
      ).toBe(true)
    // Nothing that a cell cites is missing.
    const cited = [...outcome.lines.join('\n').matchAll(/: ((?:\d+ )+)/g)].flatMap(([, all]) => all!.trim().split(' '))
    expect(cited.length).toBeGreaterThan(50)
    expect(cited.filter((number) => !(number in sources))).toEqual([])
  })
})
