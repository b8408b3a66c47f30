// Text with separated cells (RFC 4180 and its neighbours): which separator, how it is read, and how the desk writes it.
import { parse } from 'csv-parse/sync'
import { knownHeadings } from './knownHeadings.ts'

export type Separator = ',' | ';' | '\t' | '|'
const separators: readonly Separator[] = [',', ';', '\t', '|']

/** By the first line outside quotes: the separator that makes the most known headings of it, then the most cells. */
export function separatorOf(text: string): Separator {
  const line = /^(?:[^"\r\n]|"(?:[^"]|"")*"?)*/.exec(text.slice(0, 16_384))?.[0] ?? ''
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, (quoted) => quoted.replaceAll(/[,;\t|]/g, ' '))
  const worth = (separator: Separator) => {
    const cells = bare.split(separator)
    return knownHeadings(cells.join('\n')) * 1_000 + cells.length
  }
  return separators.reduce((best, each) => (worth(each) > worth(best) ? each : best))
}

/** Rows of cells as text; no more than `most` rows are read. */
export function readSeparated(text: string, delimiter: Separator, most: number): string[][] {
  const rows = parse(text, {
    relax_column_count: true,
    skip_empty_lines: false,
    delimiter,
    to: most,
  })
  return rows.map((row) => row.map((cell) => unguarded(cell).trim()))
}

export const writeSeparated = (rows: readonly (readonly string[])[]): string =>
  '\ufeff' + rows.map((row) => row.map(written).join(',')).join('\r\n') + '\r\n'

/** A leading =, +, -, @, tab or return would run as a formula and is put behind an apostrophe. */
function written(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Takes the apostrophe away again that `written`, or a careful spreadsheet, put there. */
const unguarded = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
