// A copy of the SQLite file while it is written to, and such a copy put back; keys are in another file and never in it.
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import Connection from 'better-sqlite3'

export type Checked =
  | { readonly outcome: 'sound'; readonly events: number; readonly merchants: number }
  | { readonly outcome: 'unsound'; readonly why: string }

/** A file that only its owner may read, whole or not at all. */
export async function copySqlite(from: string, to: string): Promise<Checked> {
  const unfinished = `${to}.part`
  rmSync(unfinished, { force: true })
  const connection = new Connection(from, { readonly: true, fileMustExist: true })
  try {
    await connection.backup(unfinished)
  } finally {
    connection.close()
  }
  const checked = checkSqlite(unfinished)
  if (checked.outcome === 'unsound') rmSync(unfinished, { force: true })
  else {
    chmodSync(unfinished, 0o600)
    renameSync(unfinished, to)
  }
  return checked
}

/** Reads every page, and whether it is the file of a desk. */
export function checkSqlite(file: string): Checked {
  if (!existsSync(file)) return { outcome: 'unsound', why: 'is not there' }
  let connection: Connection.Database | null = null
  try {
    connection = new Connection(file)
    // A copy carries no log of its own, and none shall be left beside it.
    connection.pragma('journal_mode = DELETE')
    const said = connection.pragma('integrity_check', { simple: true })
    if (said !== 'ok') return { outcome: 'unsound', why: `is damaged: ${String(said)}` }
    const count = (table: string) =>
      connection!.prepare<[], { n: number }>(`select count(*) as n from ${table}`).get()!.n
    return { outcome: 'sound', events: count('events'), merchants: count('merchants') }
  } catch (error) {
    return {
      outcome: 'unsound',
      why: `is no database of a desk: ${error instanceof Error ? error.message : String(error)}`,
    }
  } finally {
    connection?.close()
  }
}

/** Puts a copy in the place of the file; what was there is kept beside it, under the name that is answered. */
export function putBack(copy: string, file: string): string | null {
  const fresh = `${file}.restoring`
  copyFileSync(copy, fresh)
  let kept: string | null = null
  if (existsSync(file)) {
    // What stands in the log belongs to the file that is set aside.
    const before = new Connection(file)
    before.pragma('wal_checkpoint(TRUNCATE)')
    before.close()
    let number = 1
    while (existsSync(`${file}.before-restore-${number}`)) number++
    kept = `${file}.before-restore-${number}`
    renameSync(file, kept)
  }
  for (const log of ['-wal', '-shm']) rmSync(`${file}${log}`, { force: true })
  renameSync(fresh, file)
  return kept
}
