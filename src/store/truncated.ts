// The write-ahead log of a SQLite file, emptied: what was overwritten in the file stands in it no more either.
import { setTimeout as pause } from 'node:timers/promises'
import type Connection from 'better-sqlite3'

const tries = 40
const patienceMs = 50

/**
 * `secure_delete` writes zeros over a row in its page, but an older picture of the page may stand in the write-ahead log.
 * While somebody reads that picture the log cannot be emptied: readers of this process, too, need a turn to be done.
 */
export async function truncateLog(connection: Connection.Database, busyMs: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    connection.pragma(`busy_timeout = ${patienceMs}`)
    const [answer] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    connection.pragma(`busy_timeout = ${busyMs}`)
    if (answer?.busy === 0) return
    if (attempt === tries)
      throw new Error('it is deleted, but its trace in the write-ahead log is not: another process reads the file')
    await pause(patienceMs)
  }
}
