// SQLite's half of the dialect: statements that answer at once, and reads that share the transaction of their turn.
import type Connection from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { sqliteColumns } from './columns.ts'
import type { Dialect } from './dialect.ts'
import { defineSchema } from './schema.ts'
import type { SharedReads } from './sharedReads.ts'

export function sqliteDialect(connection: Connection.Database): Dialect {
  return {
    db: drizzle(connection),
    tables: defineSchema(sqliteColumns),
    prepare: (_name, query) => {
      const prepared = query.prepare()
      return (values) => prepared.all(values)
    },
    passingOverLocked: (query) => query,
    rowsAtOnce: [1],
  }
}

/** The same statements, each joining the reads of its turn. */
export const sharing = (reads: SharedReads, dialect: Dialect): Dialect => ({
  ...dialect,
  prepare: (name, query) => {
    const statement = dialect.prepare(name, query)
    return (values) => {
      reads.join()
      return statement(values)
    }
  },
})
