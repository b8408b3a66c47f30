// Writes what a newcomer reads: JSON with one fact a line, csv with a byte order mark, xlsx without a clock in it.
import { writeFile } from 'node:fs/promises'
import writeExcelFile from 'write-excel-file/node'
import { rosterColumns, rosterHeadings, type RosterColumn } from '../../../src/files/rosterHeadings.ts'

/** Papers and past infection are asked only where somebody has something to say of them. */
type Later =
  | 'need'
  | 'pastInfection'
  | `invitation${'Number' | 'Date'}`
  | `visa${'Kind' | 'Number' | 'Expiry'}`
  | `origin${'Country' | 'Departure' | 'CodeSeen'}`
export type RosterRow = Record<Exclude<RosterColumn, Later>, string>
export const columnsWritten = rosterColumns.filter((column): column is keyof RosterRow => !/^(need|past|invitation|visa|origin)/.test(column))

export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${laidOut(value, '')}\n`)
}

/** As a Korean organiser keeps it: headings in both languages, everything as text, the first row kept in view. */
export async function writeRosterXlsx(file: string, rows: readonly RosterRow[]): Promise<void> {
  const headings = columnsWritten.map((column) => ({
    value: `${rosterHeadings[column].ko} (${rosterHeadings[column].en})`,
    fontWeight: 'bold' as const,
  }))
  const cells = rows.map((row) =>
    columnsWritten.map((column) =>
      row[column] === '' ? null : { type: String, value: row[column], format: '@', wrap: column === 'mrz' },
    ),
  )
  const columns = columnsWritten.map((column) => ({ width: column === 'mrz' ? 52 : column === 'email' ? 34 : 18 }))
  const sheet = writeExcelFile([headings, ...cells], { sheet: '탑승 신청 명단', columns, stickyRowsCount: 1 })
  await writeFile(file, withoutClock(await sheet.toBuffer()))
}

/** RFC 4180 with CRLF; the byte order mark is what spreadsheet programs write and look for. */
export async function writeRosterCsv(file: string, rows: readonly RosterRow[]): Promise<void> {
  const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
  const lines = [
    columnsWritten.map((column) => rosterHeadings[column].en),
    ...rows.map((row) => columnsWritten.map((column) => row[column])),
  ]
  await writeFile(file, `\uFEFF${lines.map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('')}`)
}

/** Objects of plain values and short lists take one line; so each sample is a line. */
function laidOut(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const isPlain = (inner: unknown): boolean => typeof inner !== 'object' || inner === null
  const isLeaf = (inner: unknown): boolean => isPlain(inner) || (Array.isArray(inner) && inner.every(isPlain))
  const line = isList
    ? `[${entries.map(([, inner]) => laidOut(inner, indent)).join(', ')}]`
    : `{ ${entries.map(([key, inner]) => `${JSON.stringify(key)}: ${laidOut(inner, ' ')}`).join(', ')} }`
  if (entries.length === 0) return isList ? '[]' : '{}'
  if (indent !== '' && entries.every(([, inner]) => isLeaf(inner)) && (!isList || line.length < 110)) return line
  const inside = `${indent}  `
  const parts = entries.map(([key, inner]) => `${isList ? '' : `${JSON.stringify(key)}: `}${laidOut(inner, inside)}`)
  const [open, close] = isList ? '[]' : '{}'
  return `${open}\n${parts.map((part) => inside + part).join(',\n')}\n${indent}${close}`
}

/** A zip carries the moment at which each entry was made, in local and central headers: set both to 1 January 1980. */
function withoutClock(zip: Buffer): Buffer {
  const still = Buffer.from(zip)
  const end = still.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  const entries = still.readUInt16LE(end + 10)
  let central = still.readUInt32LE(end + 16)
  for (let entry = 0; entry < entries; entry++) {
    const local = still.readUInt32LE(central + 42)
    still.writeUInt32LE(0x00210000, central + 12)
    still.writeUInt32LE(0x00210000, local + 10)
    central +=
      46 + still.readUInt16LE(central + 28) + still.readUInt16LE(central + 30) + still.readUInt16LE(central + 32)
  }
  return still
}
