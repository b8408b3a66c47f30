// As a chamber's officer does it: the roster of HU454 with twelve mistakes goes through preview, correction and import, and nothing is typed twice.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import writeExcelFile from 'write-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainHeading, partsOfHeading } from '../../src/files/headings.ts'
import { rosterHeadings, type RosterColumn } from '../../src/files/rosterHeadings.ts'
import { readSheet } from '../../src/files/sheet.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, type World } from '../support/world.ts'
import { freshFile } from '../support/files.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const folder = fileURLToPath(new URL('../../db/demo/hu454/', import.meta.url))
const office = spawnSync('soffice', ['--version']).status === 0

let desk: TestDesk
let world: World
/** Headings and 195 people, as the two files of the demo hold them. */
let table: string[][]
let returned: Buffer

const send = async (bytes: Uint8Array, query = '') =>
  must(await world.cast.chamber.post(`/v1/charters/${world.charter}/roster${query}`, bytes, { 'Content-Type': xlsx }))
    .body
const registered = async (): Promise<number> =>
  must(await world.cast.auditor.get(`/v1/charters/${world.charter}/journeys?limit=500`)).body.rows.length
const rowsOf = async (bytes: Buffer): Promise<string[][]> => {
  const sheet = await readSheet(bytes)
  if (sheet.outcome === 'unreadable') throw new Error(sheet.explanation)
  return sheet.rows.map((row) => [...row])
}
const bookOf = (rows: readonly (readonly string[])[]): Promise<Buffer> =>
  writeExcelFile(
    rows.map((row) => row.map((value) => (value === '' ? null : { type: String, value }))),
    { sheet: '명단' },
  ).toBuffer()
const placeOf = (headings: readonly string[], column: RosterColumn): number =>
  headings.findIndex((heading) => partsOfHeading(heading).includes(plainHeading(rosterHeadings[column].en)))

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  const [first, second] = await Promise.all(
    ['roster-1-members.xlsx', 'roster-2-later.xlsx'].map((name) => rowsOf(readFileSync(path.join(folder, name)))),
  )
  table = [...first!, ...second!.slice(1)]
})
afterAll(() => desk.close())

/** One wrong cell each, and the column under which it must be named. */
const mistakes: readonly {
  readonly column: RosterColumn
  readonly wrong: (right: string) => string
  readonly namedAt?: RosterColumn
  readonly rule: string
}[] = [
  { column: 'birthDate', wrong: () => '1985-02-30', rule: 'shape' },
  { column: 'email', wrong: () => 'nobody at home', rule: 'shape' },
  { column: 'phone', wrong: () => '12', rule: 'shape' },
  { column: 'sex', wrong: () => 'woman', rule: 'shape' },
  { column: 'costBearer', wrong: () => 'nobody', rule: 'shape' },
  { column: 'homeSuitable', wrong: () => 'perhaps', rule: 'shape' },
  { column: 'consentAt', wrong: () => '', rule: 'consentMissing' },
  { column: 'documentNumber', wrong: (right) => `${right.slice(0, -1)}X`, namedAt: 'mrz', rule: 'zoneDiffers' },
  { column: 'mrz', wrong: (right) => `${right.slice(0, -1)}${right.endsWith('5') ? '6' : '5'}`, rule: 'zoneCheck' },
  { column: 'issuingState', wrong: () => 'KOX', rule: 'stateUnknown' },
  { column: 'language', wrong: () => 'Korean', rule: 'shape' },
  { column: 'surname', wrong: () => '', rule: 'required' },
]

describe('A roster with twelve mistakes', () => {
  let planted: {
    readonly row: number
    readonly place: number
    readonly right: string
    readonly at: string
    readonly rule: string
  }[]
  let faulty: Buffer

  it('is looked at: exactly the twelve are named, and nothing is written', async () => {
    const headings = table[0]!
    expect(table).toHaveLength(196)
    // Guardians and children stand for each other; the mistakes are made with people who travel by themselves.
    const alone = table.flatMap((cells, row) => (row > 0 && cells[placeOf(headings, 'party')] === '' ? [row] : []))
    const rows = table.map((cells) => [...cells])
    planted = mistakes.map(({ column, wrong, namedAt = column, rule }, i) => {
      const row = alone[i * 11]!
      const place = placeOf(headings, column)
      const right = rows[row]![place]!
      rows[row]![place] = wrong(right)
      return { row, place, right, at: headings[placeOf(headings, namedAt)]!, rule }
    })
    faulty = await bookOf(rows)
    const report = await send(faulty, '?dryRun=true')
    expect(report).toMatchObject({ rows: 195, created: 183, conflicts: [], rejectedRows: 12, dryRun: true })
    const named = new Map<number, Set<string>>()
    for (const { row, column, rule } of report.rejected)
      named.set(row, (named.get(row) ?? new Set()).add(`${column} ${rule}`))
    expect([...named.keys()].sort((a, b) => a - b)).toEqual(planted.map(({ row }) => row + 1).sort((a, b) => a - b))
    for (const { row, at, rule } of planted) expect([...named.get(row + 1)!]).toContain(`${at} ${rule}`)
    for (const cell of report.rejected) expect(cell.explanation).toMatch(/\S.*\.$/s)
    expect(await registered()).toBe(0)
  })

  it('comes back with the reasons beside the rows, in the language asked for', async () => {
    const answer = await fetch(`${desk.url}/v1/charters/${world.charter}/roster?dryRun=true&language=ko`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.cast.chamber.token}`, 'Content-Type': xlsx, Accept: xlsx },
      body: new Uint8Array(faulty),
    })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, xlsx])
    returned = Buffer.from(await answer.arrayBuffer())
    const rows = await rowsOf(returned)
    const remarks = rows[0]!.indexOf('데스크 비고')
    expect(remarks).toBe(table[0]!.length)
    expect(rows[0]!.slice(0, remarks)).toEqual(table[0])
    const marked = rows.flatMap((cells, row) => (row > 0 && cells[remarks] ? [row] : []))
    expect(marked).toEqual(planted.map(({ row }) => row).sort((a, b) => a - b))
    for (const row of marked) expect(rows[row]![remarks]).toMatch(/[가-힣]/)
    expect(await registered()).toBe(0)
  })

  it('is corrected cell by cell and imported, the twelve after the others', async () => {
    expect(await send(faulty)).toMatchObject({ created: 183, rejectedRows: 12 })
    const rows = await rowsOf(returned)
    for (const { row, place, right } of planted) rows[row]![place] = right
    const corrected = await bookOf(rows)
    expect(await send(corrected)).toMatchObject({ rows: 195, created: 12, unchanged: 183, rejected: [], conflicts: [] })
    expect(await registered()).toBe(195)
    const events = await desk.countEvents()
    expect(await send(corrected)).toMatchObject({ created: 0, updated: 0, unchanged: 195, rejected: [], conflicts: [] })
    expect(await desk.countEvents()).toBe(events)
  })

  const opens = 'opens in LibreOffice with its reasons'
  const check = office ? it : it.skip
  check(office ? opens : `${opens} (skipped: soffice is not installed)`, { timeout: 120_000 }, () => {
    const file = freshFile('returned.xlsx')
    writeFileSync(file, returned)
    const made = spawnSync('soffice', [
      '--headless',
      '--convert-to',
      'csv:Text - txt - csv (StarCalc):44,34,76',
      '--outdir',
      path.dirname(file),
      file,
    ])
    expect(made.status).toBe(0)
    const text = readFileSync(file.replace(/\.xlsx$/, '.csv'), 'utf8')
    expect(text).toContain('데스크 비고')
    expect(text).toContain('KOX: ISO 3166-1')
  })
})
