// What the rest of the store asks of a database: statements that are prepared once and answer rows, now or soon.
import { sql, type Placeholder } from 'drizzle-orm'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Tables } from './schema.ts'

export type Values = Readonly<Record<string, unknown>>
/** SQLite answers at once, PostgreSQL later; whoever awaits need not know. */
export type Soon<Answer> = Answer | Promise<Answer>
export type Statement<Row> = (values: Values) => Soon<readonly Row[]>
/** Anything of drizzle's that can be prepared and answers rows: a select, or a write with `returning`. */
export type Preparable<Row> = { prepare(): { all(values?: Record<string, unknown>): Row[] } }

export type Dialect = {
  /** Spoken of in SQLite's types; PostgreSQL's builder has the same words. */
  readonly db: BaseSQLiteDatabase<'sync', unknown>
  readonly tables: Tables
  /** `name` is the statement's own on a connection: one name, one text. */
  prepare<Row>(name: string, query: Preparable<Row>): Statement<Row>
  /** Rows that another transaction holds are passed over; SQLite has one writer and needs no word for it. */
  passingOverLocked<Query>(query: Query): Query
  /** How many rows one insert may carry, largest first. A round trip costs PostgreSQL what a row costs SQLite. */
  readonly rowsAtOnce: readonly number[]
}

export const the = (name: string): Placeholder => sql.placeholder(name)

const listSizes = [1, 8, 64, 512, 4096]

/**
 * `in (...)` prepared: a statement for each of a few lengths, the list filled up with its last value. Longer lists are
 * asked for in pieces; SQLite takes 32766 values in a statement, PostgreSQL 65535.
 */
export function prepareList<Row>(make: (list: Placeholder[], size: number) => Statement<Row>) {
  const prepared = new Map<number, Statement<Row>>()
  return async (list: readonly string[], values: Values = {}): Promise<readonly Row[]> => {
    const rows: Row[] = []
    for (let from = 0; from < list.length; from += 4096) {
      const piece = list.slice(from, from + 4096)
      const size = listSizes.find((each) => each >= piece.length)!
      let statement = prepared.get(size)
      if (!statement) prepared.set(size, (statement = make(spots(size), size)))
      rows.push(...(await statement({ ...values, ...filled(piece, size) })))
    }
    return rows
  }
}

/** The names under which `filled` gives a list's values. */
const spots = (size: number): Placeholder[] => Array.from({ length: size }, (_, i) => the(`item${i}`))

function filled(list: readonly string[], size: number): Values {
  const values: Record<string, unknown> = {}
  for (let i = 0; i < size; i++) values[`item${i}`] = list[Math.min(i, list.length - 1)]
  return values
}

/** A statement for each combination of what is narrowed by, prepared when first asked for. */
export function byPresence<Key extends string, Row>(
  keys: readonly Key[],
  make: (given: Record<Key, boolean>, name: string) => Statement<Row>,
): Statement<Row> {
  const prepared = new Map<string, Statement<Row>>()
  return (values) => {
    const present = keys.filter((key) => values[key] !== null && values[key] !== undefined)
    const name = present.map((key) => `_by_${key}`).join('')
    let statement = prepared.get(name)
    if (!statement) {
      const given = Object.fromEntries(keys.map((key) => [key, present.includes(key)])) as Record<Key, boolean>
      prepared.set(name, (statement = make(given, name)))
    }
    return statement(values)
  }
}
