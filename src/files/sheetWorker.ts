// Runs beside the desk for one spreadsheet: bytes in, rows of text out, nothing else.
import { parentPort, workerData } from 'node:worker_threads'
import { TooLarge } from './archive.ts'
import { decodeText } from './encoding.ts'
import { OwnEntities } from './markup.ts'
import { TooFar } from './reach.ts'
import { readSeparated, separatorOf } from './separated.ts'
import type { Sheet, sheetLimits } from './sheet.ts'
import { readWorkbook } from './workbook.ts'

const { bytes, limits } = workerData as { bytes: Uint8Array; limits: typeof sheetLimits }

parentPort?.postMessage(await read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))

async function read(file: Buffer): Promise<Sheet> {
  try {
    const sheet = await sheetOf(file)
    if (sheet.outcome === 'unreadable') return sheet
    if (sheet.rows.length > limits.rows) return tooMany('rows', sheet.rows.length)
    const widest = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0)
    return widest > limits.columns ? tooMany('columns', widest) : sheet
  } catch (error) {
    if (error instanceof TooLarge)
      return unreadable('tooLarge', `The file would be larger than ${limits.unzippedBytes} bytes once it is unpacked.`)
    if (error instanceof TooFar) return tooMany(error.along, error.place)
    if (error instanceof OwnEntities)
      return unreadable('entities', 'The workbook defines XML entities of its own, as attacks on readers do.')
    const message = error instanceof Error ? error.message : String(error)
    return unreadable('damaged', `The file cannot be read: ${message.replace(/\.$/, '')}.`)
  }
}

async function sheetOf(file: Buffer): Promise<Sheet> {
  const signature = file.subarray(0, 4).toString('latin1')
  if (signature === 'PK\u0003\u0004') {
    const { rows, sheet, hidden, unvalued } = await readWorkbook(file, limits.unzippedBytes, limits)
    return { outcome: 'read', rows, source: { format: 'xlsx', sheet, hidden }, unvalued }
  }
  if (signature === '\u00d0\u00cf\u0011\u00e0')
    return unreadable(
      'otherFormat',
      'This is an .xls file or a workbook with a password: save it as .xlsx without one.',
    )
  const decoded = decodeText(file)
  if (!decoded)
    return unreadable(
      'damaged',
      'The text is in none of the encodings UTF-8, UTF-16, GB18030 and EUC-KR without a fault.',
    )
  const separator = separatorOf(decoded.text)
  return {
    outcome: 'read',
    rows: readSeparated(decoded.text, separator, limits),
    source: { format: 'csv', encoding: decoded.encoding, separator },
    unvalued: [],
  }
}

function tooMany(along: 'rows' | 'columns', found: number): Sheet {
  return along === 'rows'
    ? unreadable('tooManyRows', `The sheet has ${found} rows or more; at most ${limits.rows} are read.`)
    : unreadable('tooManyColumns', `The sheet has ${found} columns; at most ${limits.columns} are read.`)
}

/** A function, since the file is read before the end of this module is reached. */
function unreadable(rule: string, explanation: string): Sheet {
  return { outcome: 'unreadable', rule, explanation }
}
