// The roster of HU454 with one wrong cell in each of twelve rows, and how a sheet is read and written without the desk.
import { readFileSync } from 'node:fs'
import writeExcelFile from 'write-excel-file/node'
import { partsOfHeading, plainHeading } from '../../src/files/headings.ts'
import { rosterHeadings, type RosterColumn } from '../../src/files/rosterHeadings.ts'
import { readSheet } from '../../src/files/sheet.ts'

export type Table = readonly (readonly string[])[]

export async function rowsOf(bytes: Buffer): Promise<string[][]> {
  const sheet = await readSheet(bytes)
  if (sheet.outcome === 'unreadable') throw new Error(sheet.explanation)
  return sheet.rows.map((row) => [...row])
}
export const bookOf = (rows: Table): Promise<Buffer> =>
  writeExcelFile(
    rows.map((row) => row.map((value) => (value === '' ? null : { type: String, value }))),
    { sheet: '명단' },
  ).toBuffer()
export const placeOf = (headings: readonly string[], column: RosterColumn): number =>
  headings.findIndex((heading) => partsOfHeading(heading).includes(plainHeading(rosterHeadings[column].en)))

/** Headings and 195 people, as the two files of the demo hold them. */
export async function everybodyOfHu454(): Promise<string[][]> {
  const folder = new URL('../../db/demo/hu454/', import.meta.url)
  const [first, second] = await Promise.all(
    ['roster-1-members.xlsx', 'roster-2-later.xlsx'].map((name) => rowsOf(readFileSync(new URL(name, folder)))),
  )
  return [...first!, ...second!.slice(1)]
}

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

/** `row` and `place` count from 0, the headings being row 0; `at` is the heading under which the mistake is named. */
export type Mistake = {
  readonly row: number
  readonly place: number
  readonly right: string
  readonly at: string
  readonly rule: string
}

/** Guardians and children stand for each other; the mistakes are made with people who travel by themselves. */
export function planted(table: Table): { readonly faulty: string[][]; readonly mistakes: readonly Mistake[] } {
  const headings = table[0]!
  const alone = table.flatMap((cells, row) => (row > 0 && cells[placeOf(headings, 'party')] === '' ? [row] : []))
  const faulty = table.map((cells) => [...cells])
  return {
    faulty,
    mistakes: mistakes.map(({ column, wrong, namedAt = column, rule }, i) => {
      const row = alone[i * 11]!
      const place = placeOf(headings, column)
      const right = faulty[row]![place]!
      faulty[row]![place] = wrong(right)
      return { row, place, right, at: headings[placeOf(headings, namedAt)]!, rule }
    }),
  }
}

/** The same sheet with the twelve cells as they should have been. */
export function corrected(table: Table, mistakes: readonly Mistake[]): string[][] {
  const rows = table.map((cells) => [...cells])
  for (const { row, place, right } of mistakes) rows[row]![place] = right
  return rows
}
