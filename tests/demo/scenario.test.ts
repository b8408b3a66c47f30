// Scenario files: what they may say, what is refused and in which words, and whether the demo's rosters are sound.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseMrz } from 'mrz'
import { readSheet } from 'read-excel-file/node'
import { afterEach, describe, expect, it } from 'vitest'
import { readScenario } from '../../src/demo/readScenario.ts'
import { stages } from '../../src/domain/journey/stage.ts'
import { columnsWritten } from '../../db/demo/make/write.ts'
import { rosterHeadings, type RosterColumn } from '../../src/files/rosterHeadings.ts'

const demo = path.join(import.meta.dirname, '../../db/demo')
type Row = Record<RosterColumn, string>
type Json = { [key: string]: Json } & { [index: number]: Json }

async function cellsOf(file: string): Promise<string[][]> {
  if (file.endsWith('.csv')) return parseCsv(await readFile(file), { bom: true })
  return (await readSheet(file)).map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
}
async function rowsOf(file: string): Promise<Row[]> {
  const [, ...rows] = await cellsOf(file)
  return rows.map((row) => Object.fromEntries(columnsWritten.map((column, place) => [column, row[place] ?? ''])) as Row)
}
const numbersIn = async (file: string): Promise<string[]> => (await rowsOf(file)).map((row) => row.documentNumber)

async function everybody(folder: string): Promise<Row[]> {
  const read = await readScenario(path.join(demo, folder), numbersIn)
  if (read.outcome === 'faulty') throw new Error(read.faults.join('\n'))
  return (await Promise.all(read.scenario.files.rosters.map(rowsOf))).flat()
}

const copies: string[] = []
afterEach(async () => {
  for (const copy of copies.splice(0)) await rm(copy, { recursive: true })
})
/** HU454 with one thing changed, read again. */
async function faultsAfter(change: (scenario: Json) => void): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'scenario-'))
  copies.push(folder)
  await cp(path.join(demo, 'hu454'), folder, { recursive: true })
  const scenario = JSON.parse(await readFile(path.join(folder, 'scenario.json'), 'utf8')) as Json
  change(scenario)
  await writeFile(path.join(folder, 'scenario.json'), JSON.stringify(scenario))
  const read = await readScenario(folder, numbersIn)
  return read.outcome === 'faulty' ? read.faults : []
}
const set = (target: Json | undefined, key: string | number, value: unknown): void => {
  Object.assign(target as object, { [key]: value })
}

describe('a scenario', () => {
  it('is read from its folder or its file, with the paths of its files resolved', async () => {
    for (const folder of ['hu454', 'delhi'])
      for (const name of [path.join(demo, folder), path.join(demo, folder, 'scenario.json')]) {
        const read = await readScenario(name, numbersIn)
        expect(read.outcome === 'faulty' && read.faults).toBe(false)
        if (read.outcome !== 'read') continue
        expect(read.scenario.files.rosters.every((roster) => roster.startsWith(path.join(demo, folder)))).toBe(true)
        const imports = read.scenario.acts.flatMap((act) => (act.act === 'importRoster' ? [act.file] : []))
        expect(imports).toEqual(read.scenario.files.rosters)
      }
  })

  it('is refused when a stage stands in it as a key, as a value or in a sentence', async () => {
    const asKey = await faultsAfter((scenario) => set(scenario['charter'], 'clearedToBoard', []))
    expect(asKey[0]).toMatch(/^charter\.clearedToBoard \(the key\): "clearedToBoard" is a stage of the journey/)
    const asValue = await faultsAfter((scenario) => set(scenario['samples']?.[3], 'finds', 'seated.awaitingHealthCode'))
    expect(asValue[0]).toMatch(/^samples\[3\]\.finds: "seated" is a stage of the journey/)
    const inWords = await faultsAfter((scenario) => set(scenario['notes'], 0, 'All end under home monitoring.'))
    expect(inWords).toEqual([
      'notes[0]: "underHomeMonitoring" is a stage of the journey; a scenario holds only acts and facts of the world',
    ])
  })

  it('is refused for every stage that the chart knows, whole or by its last name', async () => {
    const names = [...stages, ...stages.map((stage) => stage.split('.').at(-1)!)]
    const faults = await faultsAfter((scenario) => set(scenario, 'notes', names))
    for (const place of names.keys()) expect(faults.some((fault) => fault.startsWith(`notes[${place}]:`))).toBe(true)
  })

  it('is refused when it tells an outcome or a count', async () => {
    const outcome = await faultsAfter((scenario) => set(scenario['samples']?.[0], 'outcome', 'stays'))
    expect(outcome[0]).toBe('samples[0].outcome (the key): "outcome" tells an outcome, which only the desk may tell')
    const key = await faultsAfter((scenario) => set(scenario['flight'], 'expectedOnBoard', 7))
    expect(key[0]).toMatch(/^flight\.expectedOnBoard \(the key\): "expected" speaks of a count/)
    const words = await faultsAfter((scenario) => set(scenario['notes'], 1, 'There are 163 Korean merchants.'))
    expect(words).toEqual(['notes[1]: "163 Korean merchants" is a count, which only the desk may count'])
  })

  it('is refused with the place of every unknown key and wrong value at once', async () => {
    const faults = await faultsAfter((scenario) => {
      set(scenario['gate'], 'music', 'waltz')
      set(scenario['samples']?.[5], 'at', '2022-08-26 16:10')
      set(scenario['charter']?.['aircraft'], 'seats', { value: 256, assumed: false })
    })
    expect(faults).toEqual([
      'charter.aircraft.seats: needs a source, or must be marked assumed',
      'samples[5].at: must be a date-time with seconds and an offset, such as 2022-08-28T15:40:00+09:00',
      'gate.music: the key "music" is unknown here',
    ])
  })

  it('is refused when it names a person, a laboratory, a reagent or an organisation that is not there', async () => {
    const faults = await faultsAfter((scenario) => {
      set(scenario['acts']?.[0], 'by', 'nobody')
      set(scenario['samples']?.[1], 'laboratory', 'lab-kr-77')
      set(scenario['samples']?.[2], 'reagent', 'Rosewater')
      set(scenario['samples']?.[4], 'who', 'M00000000')
    })
    expect(faults).toEqual([
      'acts[0].by: "nobody" is not an organisation of this scenario',
      'samples[1].laboratory: laboratory "lab-kr-77" is unknown',
      'samples[2].reagent: lab-kr-03 does not use the reagent "Rosewater"',
      'samples[4].who: nobody in the rosters has the passport number M00000000',
    ])
  })

  it('is refused when a report comes before its sample or the aircraft lands before it takes off', async () => {
    const faults = await faultsAfter((scenario) => {
      set(scenario['samples']?.[0], 'reportedAt', '2022-08-26T09:00:00+09:00')
      set(scenario['flight'], 'landsAt', '2022-08-28T14:00:00+08:00')
    })
    expect(faults).toEqual([
      'samples[0].reportedAt: 2022-08-26T09:00:00+09:00 is before its sample, 2022-08-26T10:05:00+09:00',
      'flight.landsAt: 2022-08-28T14:00:00+08:00 is before flight.takesOffAt, 2022-08-28T15:40:00+09:00',
    ])
  })

  it('is refused when it reaches for a file outside its folder', async () => {
    const faults = await faultsAfter((scenario) => set(scenario['files'], 'rooms', '../rooms.json'))
    expect(faults).toContain('files.rooms: "../rooms.json" lies outside the scenario\'s folder')
  })

  it('is refused in words when it is missing or no JSON', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'scenario-'))
    copies.push(folder)
    expect(await readScenario(folder)).toMatchObject({
      faults: [expect.stringMatching(/^scenario\.json cannot be read/)],
    })
    await writeFile(path.join(folder, 'scenario.json'), '{')
    expect(await readScenario(folder)).toMatchObject({ faults: [expect.stringMatching(/^scenario\.json is not JSON/)] })
  })
})

describe('the rosters', () => {
  it('carry the headings in their order: Korean with English for HU454, English for Delhi', async () => {
    const korean = columnsWritten.map((column) => `${rosterHeadings[column].ko} (${rosterHeadings[column].en})`)
    for (const file of ['roster-1-members.xlsx', 'roster-2-later.xlsx'])
      expect((await cellsOf(path.join(demo, 'hu454', file)))[0]).toEqual(korean)
    const csv = path.join(demo, 'delhi/roster.csv')
    expect((await cellsOf(csv))[0]).toEqual(columnsWritten.map((column) => rosterHeadings[column].en))
    expect((await readFile(csv)).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  })

  for (const [folder, people] of [
    ['hu454', 195],
    ['delhi', 120],
  ] as const) {
    it(`of ${folder} have ${people} rows, each passport and e-mail address once`, async () => {
      const rows = await everybody(folder)
      expect(rows).toHaveLength(people)
      for (const column of ['documentNumber', 'email'] as const)
        expect(new Set(rows.map((row) => row[column])).size).toBe(people)
      for (const row of rows) expect(row.email).toMatch(/^[a-z0-9.+]+@example\.(com|net|org)$/)
    })

    it(`of ${folder} have machine-readable zones with right check digits that say what the row says`, async () => {
      for (const row of await everybody(folder)) {
        const { valid, fields } = parseMrz(row.mrz.split('\n'))
        const plain = (name: string): string => name.replaceAll("'", '').replaceAll('-', ' ')
        expect(valid).toBe(true)
        expect(fields).toMatchObject({
          lastName: plain(row.surname),
          firstName: plain(row.givenNames),
          documentNumber: row.documentNumber,
          nationality: row.nationality,
          issuingState: row.issuingState,
          birthDate: row.birthDate.slice(2).replaceAll('-', ''),
          expirationDate: row.documentExpiry.slice(2).replaceAll('-', ''),
          sex: row.sex === 'F' ? 'female' : 'male',
        })
      }
    })

    it(`of ${folder} give every dependant a guardian in the same party`, async () => {
      const rows = await everybody(folder)
      const guardians = new Set(rows.filter((row) => row.partyRole === 'guardian').map((row) => row.party))
      for (const row of rows) if (row.partyRole === 'dependant') expect(guardians).toContain(row.party)
    })
  }
})
