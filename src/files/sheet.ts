// A spreadsheet's cells as text, read in a worker with limits: a hostile or enormous file costs its reader, never the desk.
import { Worker } from 'node:worker_threads'
import type { RosterSource } from '../application/sheetPorts.ts'
import type { Place } from './workbook.ts'

export type Sheet =
  | {
      readonly outcome: 'read'
      readonly rows: readonly (readonly string[])[]
      readonly source: RosterSource
      readonly unvalued: readonly Place[]
    }
  | { readonly outcome: 'unreadable'; readonly rule: string; readonly explanation: string }

/** Most that one roster may be: bytes, rows, columns, milliseconds, and the reader's memory in MiB. */
export const sheetLimits = {
  bytes: 8 * 1024 * 1024,
  unzippedBytes: 32 * 1024 * 1024,
  rows: 5_000,
  columns: 100,
  ms: 20_000,
  memoryMb: 128,
}

let before: Promise<unknown> = Promise.resolve()
let waiting = 0
/** Each waits with its bytes in hand. */
const mostWaiting = 8

/**
 * Reads the first visible sheet of an xlsx, or a csv in any encoding that organisers write; answers why where it cannot.
 * One after the other: two readers at once would take twice the memory that one may.
 */
export function readSheet(bytes: Buffer): Promise<Sheet> {
  if (bytes.length === 0) return Promise.resolve(unreadable('empty', 'The file is empty.'))
  if (bytes.length > sheetLimits.bytes)
    return Promise.resolve(
      unreadable('tooLarge', `The file has ${bytes.length} bytes; at most ${sheetLimits.bytes} are read.`),
    )
  if (waiting > mostWaiting)
    return Promise.resolve(unreadable('busy', 'Too many files are being read: send it again in a moment.'))
  waiting++
  const sheet = before.then(() => readAlone(bytes)).finally(() => void waiting--)
  before = sheet
  return sheet
}

function readAlone(bytes: Buffer): Promise<Sheet> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./sheetWorker.ts', import.meta.url), {
      workerData: { bytes, limits: sheetLimits },
      resourceLimits: { maxOldGenerationSizeMb: sheetLimits.memoryMb, maxYoungGenerationSizeMb: 16 },
      execArgv: process.execArgv,
    })
    const timer = setTimeout(
      () => finish(unreadable('tooSlow', `The file took longer than ${sheetLimits.ms / 1000} s to read.`)),
      sheetLimits.ms,
    )
    const finish = (sheet: Sheet) => {
      clearTimeout(timer)
      resolve(sheet)
      void worker.terminate()
    }
    worker.once('message', (sheet: Sheet) => finish(sheet))
    worker.once('error', (error: Error) =>
      finish(
        'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? unreadable('tooLarge', 'The file needs more memory than a roster may.')
          : unreadable('damaged', `The file cannot be read: ${error.message}`),
      ),
    )
    worker.once('exit', () => finish(unreadable('damaged', 'The file cannot be read.')))
  })
}

const unreadable = (rule: string, explanation: string): Sheet => ({ outcome: 'unreadable', rule, explanation })
