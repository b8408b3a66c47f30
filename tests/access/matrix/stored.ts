// Everything that a desk has on disk, as one digest: what was refused has changed nothing of it.
import { createHash } from 'node:crypto'
import Connection from 'better-sqlite3'
import type { TestDesk } from '../../support/desk.ts'

/** When a token or a session was used last is written of whoever asks, whatever they are answered. */
const beside = new Set(['last_used_at', 'seen_at'])

export function digestOf(desk: TestDesk): string {
  const file = new Connection(desk.file, { readonly: true })
  try {
    const names = file.prepare(`select name from sqlite_master where type = 'table' order by name`).pluck().all()
    const digest = createHash('sha256')
    for (const name of names as string[]) {
      const rows = file.prepare(`select * from "${name}" order by rowid`).all() as Record<string, unknown>[]
      digest.update(`${name} ${rows.length}\n`)
      for (const row of rows)
        digest.update(JSON.stringify(Object.entries(row).filter(([column]) => !beside.has(column))))
    }
    return digest.digest('hex')
  } finally {
    file.close()
  }
}
