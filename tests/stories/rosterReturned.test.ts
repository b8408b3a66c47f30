// As a chamber's officer does it: the roster of HU454 with twelve mistakes goes through preview, correction and import, and nothing is typed twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { bookOf, corrected, everybodyOfHu454, planted, rowsOf, type Mistake } from '../support/planted.ts'
import { furnish, type World } from '../support/world.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let desk: TestDesk
let world: World
let table: string[][]
let returned: Buffer

const send = async (bytes: Uint8Array, query = '') =>
  must(await world.cast.chamber.post(`/v1/charters/${world.charter}/roster${query}`, bytes, { 'Content-Type': xlsx }))
    .body
const registered = async (): Promise<number> =>
  must(await world.cast.auditor.get(`/v1/charters/${world.charter}/journeys?limit=500`)).body.rows.length

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  table = await everybodyOfHu454()
})
afterAll(() => desk.close())

describe('A roster with twelve mistakes', () => {
  let mistakes: readonly Mistake[]
  let faulty: Buffer

  it('is looked at: exactly the twelve are named, and nothing is written', async () => {
    expect(table).toHaveLength(196)
    const sheet = planted(table)
    mistakes = sheet.mistakes
    faulty = await bookOf(sheet.faulty)
    const report = await send(faulty, '?dryRun=true')
    expect(report).toMatchObject({ rows: 195, created: 183, conflicts: [], rejectedRows: 12, dryRun: true })
    const named = new Map<number, Set<string>>()
    for (const { row, column, rule } of report.rejected)
      named.set(row, (named.get(row) ?? new Set()).add(`${column} ${rule}`))
    expect([...named.keys()].sort((a, b) => a - b)).toEqual(mistakes.map(({ row }) => row + 1).sort((a, b) => a - b))
    for (const { row, at, rule } of mistakes) expect([...named.get(row + 1)!]).toContain(`${at} ${rule}`)
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
    expect(marked).toEqual(mistakes.map(({ row }) => row).sort((a, b) => a - b))
    for (const row of marked) expect(rows[row]![remarks]).toMatch(/[가-힣]/)
    expect(await registered()).toBe(0)
  })

  it('is corrected cell by cell and imported, the twelve after the others', async () => {
    expect(await send(faulty)).toMatchObject({ created: 183, rejectedRows: 12 })
    const again = await bookOf(corrected(await rowsOf(returned), mistakes))
    expect(await send(again)).toMatchObject({ rows: 195, created: 12, unchanged: 183, rejected: [], conflicts: [] })
    expect(await registered()).toBe(195)
    const events = await desk.countEvents()
    expect(await send(again)).toMatchObject({ created: 0, updated: 0, unchanged: 195, rejected: [], conflicts: [] })
    expect(await desk.countEvents()).toBe(events)
  })
})
