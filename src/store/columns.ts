// The same words for a table in both dialects: what a column is called here, and what it is in SQLite and in PostgreSQL.
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'
import type { Instant } from '../domain/instant.ts'

/** Null stays SQL's null: drizzle's own json column would write the four letters instead. */
const liteJson = lite.customType<{ data: unknown; driverData: string | null }>({
  dataType: () => 'text',
  toDriver: (value) => (value === null ? null : JSON.stringify(value)),
  fromDriver: (text) => (text === null ? null : JSON.parse(text)),
})

const sqlite = {
  table: lite.sqliteTable,
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  /** A name made by the desk, or a digest: ordered by its bytes. */
  id: <Id extends string>(name: string) => lite.text(name).$type<Id>(),
  text: <Text extends string>(name: string) => lite.text(name).$type<Text>(),
  integer: (name: string) => lite.integer(name),
  /** A measure that may have a fraction, such as hours. */
  measure: (name: string) => lite.real(name),
  json: <Shape>(name: string) => liteJson(name).$type<Shape>(),
  /** A point in time, answered as `YYYY-MM-DDTHH:mm:ss.sssZ` in both dialects. */
  instant: (name: string) => lite.text(name).$type<Instant>(),
  flag: (name: string) => lite.integer(name, { mode: 'boolean' }),
  /** A primary key that only ever grows; a number given once is never given again. */
  sequence: (name: string) => lite.integer(name).primaryKey({ autoIncrement: true }),
}
export type Columns = typeof sqlite
export const sqliteColumns: Columns = sqlite

/** Byte order, whatever the database was created with: a cursor and a lock order must not depend on a locale. */
const byteOrdered = pg.customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** `json`, not `jsonb`: the text comes back as it was written, keys in their order, so a digest over it stays true. */
const pgJson = pg.customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'json',
  toDriver: (value) => (value === null ? null : JSON.stringify(value)),
  fromDriver: (value) => value,
})
const pgInstant = pg.customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  fromDriver: canonical,
})

const postgres = {
  table: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  id: (name: string) => byteOrdered(name),
  text: (name: string) => pg.text(name),
  integer: (name: string) => pg.integer(name),
  measure: (name: string) => pg.doublePrecision(name),
  json: (name: string) => pgJson(name),
  instant: (name: string) => pgInstant(name),
  flag: (name: string) => pg.boolean(name),
  sequence: (name: string) => pg.bigint(name, { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
}
/** The one cast of the schema: the builders differ in type and agree in use; the contract suite keeps it honest. */
export const postgresColumns = postgres as unknown as Columns

/** `2022-08-28 06:40:00.1+00`, as PostgreSQL writes it, to the desk's own form. */
function canonical(text: string): string {
  if (!text.endsWith('+00')) return new Date(text).toISOString()
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`
}
