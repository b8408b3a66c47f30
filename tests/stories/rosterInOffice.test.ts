// The returned roster in LibreOffice: its reasons can be read, nothing in it runs, and what is saved there imports again.
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { charsets, officeCsv, officeMissing, officeXlsx, savedByOffice } from '../support/office.ts'
import { bookOf, corrected, everybodyOfHu454, placeOf, planted, rowsOf, type Mistake } from '../support/planted.ts'
import { furnish, type World } from '../support/world.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const missing = officeMissing()
/** What a spreadsheet would reckon, run or call for, were it not text. */
const wouldRun = ['=2+3', '=HYPERLINK("http://evil.example","x")', "+cmd|' /C calc'!A0", '@SUM(1,2)', '-1-1']

let desk: TestDesk
let world: World
let faulty: string[][]
let mistakes: readonly Mistake[]
let returned: Buffer

const post = (bytes: Uint8Array, type: string, query: string, accept = 'application/json') =>
  fetch(`${desk.url}/v1/charters/${world.charter}/roster${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${world.cast.chamber.token}`, 'Content-Type': type, Accept: accept },
    body: new Uint8Array(bytes),
  })
const reportOf = async (bytes: Uint8Array, type: string, query = '') => {
  const answer = await post(bytes, type, query)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

describe.skipIf(missing)(`A returned roster in LibreOffice${missing ? ` (skipped: ${missing})` : ''}`, () => {
  beforeAll(async () => {
    desk = await startDesk()
    world = await furnish(desk)
    const table = await everybodyOfHu454()
    const company = placeOf(table[0]!, 'hostCompany')
    for (const [i, text] of wouldRun.entries()) table[20 + i]![company] = text
    const sheet = planted(table)
    faulty = sheet.faulty
    mistakes = sheet.mistakes
    returned = Buffer.from(
      await (await post(await bookOf(faulty), xlsx, '?dryRun=true&language=ko', xlsx)).arrayBuffer(),
    )
  })
  afterAll(() => desk.close())

  it('shows every reason beside its row and every cell as the chamber wrote it, and runs nothing', async () => {
    const text = (await savedByOffice(returned, 'xlsx', officeCsv(charsets['utf-8']))).toString('utf8')
    const shown = parse(text, { bom: true, relax_column_count: true }) as string[][]
    const width = faulty[0]!.length
    expect(shown[0]![width]).toBe('데스크 비고')
    expect(shown.map((cells) => cells.slice(0, width))).toEqual(faulty)
    const remarks = new Map(shown.flatMap((cells, row) => (row > 0 && cells[width] ? [[row, cells[width]]] : [])))
    expect([...remarks.keys()]).toEqual(mistakes.map(({ row }) => row).sort((a, b) => a - b))
    const { rejected } = (await reportOf(await bookOf(faulty), xlsx, '?dryRun=true')) as {
      readonly rejected: readonly { readonly row: number }[]
    }
    for (const [row, words] of remarks) {
      const sentences = words.split('\n')
      expect(sentences).toHaveLength(rejected.filter((cell) => cell.row === row + 1).length)
      for (const sentence of sentences) expect(sentence).toMatch(/[가-힣].*\.$/)
    }
  }, 240_000)

  it('is saved there as a workbook or as text in the encodings of its country, and imports again', async () => {
    const right = await bookOf(corrected(await rowsOf(returned), mistakes))
    const book = await savedByOffice(right, 'xlsx', officeXlsx)
    expect(await reportOf(book, xlsx)).toMatchObject({ rows: 195, created: 195, rejected: [], conflicts: [] })
    const events = await desk.countEvents()
    for (const [charset, number] of Object.entries(charsets)) {
      const text = await savedByOffice(book, 'xlsx', officeCsv(number))
      const report = await reportOf(text, 'text/csv')
      expect(report, charset).toMatchObject({ rows: 195, unchanged: 195, rejected: [], conflicts: [] })
      expect((report['source'] as { encoding: string }).encoding).toContain(charset)
    }
    expect(await desk.countEvents()).toBe(events)
    must(await world.cast.auditor.get('/v1/audit'))
  }, 600_000)
})
