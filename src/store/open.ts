// Which store a database URL names.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Store } from '../application/ports.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** `postgres://...`, or a file for SQLite as `sqlite:<path>`, `file:<path or URL>` or a plain path; its folder is made. */
export async function openStore(databaseUrl: string): Promise<Store> {
  if (/^postgres(ql)?:/.test(databaseUrl)) return openPostgres({ url: databaseUrl })
  const file = sqliteFile(databaseUrl)
  mkdirSync(dirname(file), { recursive: true })
  return openSqlite({ file })
}

/** The path that a URL for SQLite names. */
export function sqliteFile(databaseUrl: string): string {
  if (databaseUrl.startsWith('file://')) return fileURLToPath(databaseUrl)
  const scheme = /^(sqlite|file):/.exec(databaseUrl)
  if (scheme) return databaseUrl.slice(scheme[0].length).replace(/^\/\/(?=\/)/, '')
  if (/^[a-z][a-z0-9+.-]+:/i.test(databaseUrl)) {
    throw new Error(`DATABASE_URL must name a file or begin with sqlite:, file: or postgres:, not "${databaseUrl}"`)
  }
  return databaseUrl
}
