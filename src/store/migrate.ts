// Applies the migrations under db/ that a database lacks.
import { fileURLToPath } from 'node:url'
import type Connection from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as applySqlite } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migrate as applyPostgres } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

/** The folder of a dialect's migrations, wherever the desk was started. */
export const migrations = (dialect: 'sqlite' | 'postgres'): string =>
  fileURLToPath(new URL(`../../db/${dialect}`, import.meta.url))

export function migrateSqlite(connection: Connection.Database): void {
  applySqlite(drizzleSqlite(connection), { migrationsFolder: migrations('sqlite') })
}

/** Any number will do, as long as every desk uses the same. */
const migrating = 4_540_829

/** Several desks may start at once: one migrates, the others wait and find nothing left to do. */
export async function migratePostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set client_min_messages = 'warning'`)
    await client.query('select pg_advisory_lock($1)', [migrating])
    await applyPostgres(drizzlePostgres({ client }), { migrationsFolder: migrations('postgres') })
  } finally {
    await client.end()
  }
}
