// Rosters as organisers send them: built from people, in three spellings of the headings and with any cell changed.
import writeExcelFile from 'write-excel-file/node'
import { machineReadableZone, type Passport } from '../../db/demo/make/passport.ts'
import type { Language } from '../../src/domain/language.ts'
import { rosterColumns, rosterHeadings, type RosterColumn } from '../../src/files/rosterHeadings.ts'
import { person, wishes, type Person } from './merchants.ts'

export type RosterRow = Readonly<Record<RosterColumn, string>>

/** The row of `person(number)`; the machine-readable zone follows from the cells unless it is given. */
export function rosterRow(number: number, more: Partial<RosterRow> = {}): RosterRow {
  const { consentSignedAt, purpose, destination, costBearer } = wishes()
  const details: Person = person(number)
  const row = {
    ...Object.fromEntries(rosterColumns.map((column) => [column, ''])),
    ...details,
    purpose,
    destination,
    costBearer,
    homeSuitable: 'yes',
    consentAt: String(consentSignedAt),
    ...more,
  } as Record<RosterColumn, string>
  return { ...row, mrz: more.mrz ?? machineReadableZone({ documentCode: 'PM', ...row } as unknown as Passport) }
}

export type Spelling = {
  readonly language?: Language
  readonly delimiter?: ',' | ';'
  readonly mark?: boolean
  readonly without?: readonly RosterColumn[]
}

export function rosterCsv(rows: readonly RosterRow[], spelling: Spelling = {}): string {
  const { language = 'en', delimiter = ',', mark = false, without = [] } = spelling
  const columns = rosterColumns.filter((column) => !without.includes(column))
  const quoted = (cell: string) => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const lines = [
    columns.map((column) => rosterHeadings[column][language]),
    ...rows.map((row) => columns.map((column) => row[column])),
  ]
  return (mark ? '\ufeff' : '') + lines.map((cells) => cells.map(quoted).join(delimiter) + '\r\n').join('')
}

export async function rosterXlsx(rows: readonly RosterRow[]): Promise<Buffer> {
  const headings = rosterColumns.map((column) => ({
    value: `${rosterHeadings[column].ko} (${rosterHeadings[column].en})`,
  }))
  const cells = rows.map((row) =>
    rosterColumns.map((column) => (row[column] === '' ? null : { type: String, value: row[column] })),
  )
  return writeExcelFile([headings, ...cells], { sheet: '명단' }).toBuffer()
}
