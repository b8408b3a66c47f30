// Text with separated cells (RFC 4180 and its neighbours): which separator, how it is read, and how the desk writes it.
import { parse } from 'csv-parse/sync'
import { knownHeadings } from './knownHeadings.ts'
import { Mangled } from './markup.ts'
import { TooFar, type Size } from './reach.ts'

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

/** Rows of cells as text; one row more than `most` is read, so that too many show. */
export function readSeparated(text: string, delimiter: Separator, most: Size): string[][] {
  const lineEnds = text.includes('\n') ? ['\r\n', '\n'] : ['\r']
  lookThrough(text, delimiter, lineEnds.at(-1)!, most)
  const rows = parse(text, {
    relax_column_count: true,
    skip_empty_lines: false,
    delimiter,
    record_delimiter: lineEnds,
    to: most.rows + 1,
  })
  return rows.map((row) => row.map((cell) => unguarded(cell).trim()))
}

/** As long as a spreadsheet program lets one be. */
const longestCell = 32_767

/** Throws `TooFar` before anybody makes room for a row of eight million cells. */
function lookThrough(text: string, separator: Separator, lineEnd: string, most: Size): void {
  let quoted = false
  let columns = 1
  let letters = 0
  for (const letter of text) {
    if (++letters > longestCell) throw new Mangled(`a cell in it is longer than ${longestCell} characters`)
    if (letter === '"') quoted = !quoted
    if (quoted || (letter !== lineEnd && letter !== separator)) continue
    letters = 0
    columns = letter === lineEnd ? 1 : columns + 1
    if (columns > most.columns) throw new TooFar('columns', columns)
  }
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
