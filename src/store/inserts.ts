// How rows are put in: one or many, new or over what is there, with a placeholder for every column.
import { getTableColumns, sql, type Placeholder } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { the, type Dialect, type Statement, type Values } from './dialect.ts'

/** An insert of many rows, in as few statements as the dialect allows. */
export type Insert = (rows: readonly Values[]) => readonly (readonly [Statement<unknown>, Values, number])[]

export const named = (columns: readonly string[]): Record<string, Placeholder> =>
  Object.fromEntries(columns.map((column) => [column, the(column)]))

const columnsOf = (table: SQLiteTable, without: readonly string[] = []): string[] =>
  Object.keys(getTableColumns(table)).filter((column) => !without.includes(column))

export const placeholders = (table: SQLiteTable): never => named(columnsOf(table)) as never

/** A new row; whatever unique key it meets, the answer is no row, not an error: nothing of the transaction is lost by it. */
export function insertOne(dialect: Dialect, name: string, table: SQLiteTable): Statement<unknown> {
  return dialect.prepare(
    name,
    dialect.db
      .insert(table)
      .values(placeholders(table))
      .onConflictDoNothing()
      .returning({ found: sql<number>`1` }),
  )
}

/** A row of reference data: new, or over the one that is there. */
export function put(dialect: Dialect, name: string, table: SQLiteTable, key: readonly unknown[]): Statement<unknown> {
  const set = Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([column, { name }]) => [column, sql.raw(`excluded.${name}`)]),
  )
  return dialect.prepare(
    `put_${name}`,
    dialect.db
      .insert(table)
      .values(placeholders(table))
      .onConflictDoUpdate({ target: key as never, set })
      .returning({ found: sql<number>`1` }),
  )
}

export function insertMany(
  dialect: Dialect,
  name: string,
  table: SQLiteTable,
  without: readonly string[] = [],
): Insert {
  const columns = columnsOf(table, without)
  const statements = dialect.rowsAtOnce.map((size) => {
    const rows = Array.from({ length: size }, (_, row) =>
      Object.fromEntries(columns.map((column) => [column, the(`${column}${row}`)])),
    )
    const query = dialect.db
      .insert(table)
      .values(rows as never)
      .onConflictDoNothing()
      .returning({ found: sql<number>`1` })
    return { size, statement: dialect.prepare(`${name}_${size}`, query) }
  })
  return (rows) => {
    const parts: (readonly [Statement<unknown>, Values, number])[] = []
    let at = 0
    for (const { size, statement } of statements) {
      for (; rows.length - at >= size; at += size) {
        const values: Record<string, unknown> = {}
        for (let row = 0; row < size; row++) {
          for (const column of columns) values[`${column}${row}`] = rows[at + row]![column]
        }
        parts.push([statement, values, size])
      }
    }
    return parts
  }
}
