// Runs beside the desk for one spreadsheet: bytes in, rows of text out, nothing else.
import { parentPort, workerData } from 'node:worker_threads'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import type { Sheet, sheetLimits } from './sheet.ts'

const { bytes, limits } = workerData as { bytes: Uint8Array; limits: typeof sheetLimits }

parentPort?.postMessage(await read(Buffer.from(bytes)))

async function read(file: Buffer): Promise<Sheet> {
  try {
    const isZip = file.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
    if (isZip && unzippedBytes(file) > limits.unzippedBytes)
      return unreadable('tooLarge', `Unpacked, the file would be larger than ${limits.unzippedBytes} bytes.`)
    const rows = isZip ? await fromXlsx(file) : fromCsv(file)
    if (rows.length > limits.rows)
      return unreadable('tooManyRows', `The sheet has ${rows.length} rows; at most ${limits.rows} are read.`)
    if (rows.some((row) => row.length > limits.columns))
      return unreadable('tooManyColumns', `The sheet has more than ${limits.columns} columns.`)
    return { outcome: 'read', rows }
  } catch (error) {
    return unreadable('damaged', `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function fromXlsx(file: Buffer): Promise<string[][]> {
  const cells = (await readSheet(file)) as unknown[][]
  return cells.map((row) => row.map(text))
}

function fromCsv(file: Buffer): string[][] {
  const content = new TextDecoder('utf-8', { fatal: true }).decode(file)
  return parse(content, {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: false,
    delimiter: content.split('\n', 1)[0]?.includes(';') ? ';' : ',',
  })
}

/** A date cell is a day at midnight UTC; everything else is what a reader of the sheet would copy. */
function text(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell).trim()
}

/** The sizes that the zip's own directory states, summed; a bomb says so there or fails while it is unpacked. */
function unzippedBytes(file: Buffer): number {
  const directoryEntry = Buffer.from([0x50, 0x4b, 0x01, 0x02])
  let sum = 0
  for (
    let at = file.indexOf(directoryEntry);
    at >= 0 && at + 28 < file.length;
    at = file.indexOf(directoryEntry, at + 4)
  )
    sum += file.readUInt32LE(at + 24)
  return sum
}

/** A function, since the file is read before the end of this module is reached. */
function unreadable(rule: string, explanation: string): Sheet {
  return { outcome: 'unreadable', rule, explanation }
}
