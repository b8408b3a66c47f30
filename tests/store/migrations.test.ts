// Given the schema as it stands, when a migration is asked for, then there is none to make: both folders are up to date.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../src/store/migrate.ts'
import { postgresTables } from '../../src/store/schema.postgres.ts'
import { sqliteTables } from '../../src/store/schema.sqlite.ts'

/** The picture of the schema that the last migration left. */
function lastSnapshot<Snapshot>(dialect: 'sqlite' | 'postgres'): Snapshot {
  const folder = join(migrations(dialect), 'meta')
  const { entries } = JSON.parse(readFileSync(join(folder, '_journal.json'), 'utf8')) as { entries: { idx: number }[] }
  const number = String(entries.at(-1)!.idx).padStart(4, '0')
  return JSON.parse(readFileSync(join(folder, `${number}_snapshot.json`), 'utf8')) as Snapshot
}

describe('the migrations', () => {
  it('of SQLite make exactly the tables and indexes of the schema', async () => {
    const last = lastSnapshot<Parameters<typeof generateSQLiteMigration>[0]>('sqlite')
    expect(await generateSQLiteMigration(last, await generateSQLiteDrizzleJson(sqliteTables, last.id))).toEqual([])
  })

  it('of PostgreSQL make exactly the tables and indexes of the schema', async () => {
    const last = lastSnapshot<Parameters<typeof generateMigration>[0]>('postgres')
    expect(await generateMigration(last, generateDrizzleJson(postgresTables, last.id))).toEqual([])
  })

  it('stand in both folders under the same names', () => {
    const names = (dialect: 'sqlite' | 'postgres') =>
      (
        JSON.parse(readFileSync(join(migrations(dialect), 'meta', '_journal.json'), 'utf8')) as {
          entries: { tag: string }[]
        }
      ).entries.map(({ tag }) => tag)
    expect(names('sqlite')).toEqual(names('postgres'))
  })
})
