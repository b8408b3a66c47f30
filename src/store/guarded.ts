// Every write, built once and prepared. Each answers the rows that it touched: none is how a guard says no.
import {
  and,
  asc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  or,
  sql,
  type Placeholder,
} from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { the, type Dialect, type Statement, type Values } from './dialect.ts'
import type { Row } from './rows.ts'
import type { Tables } from './schema.ts'

export type Guarded = ReturnType<typeof prepareGuarded>
/** An insert of many rows, in as few statements as the dialect allows. */
export type Insert = (rows: readonly Values[]) => readonly (readonly [Statement<unknown>, Values, number])[]

/** Tables whose rows carry a version; a group locks them in this order and by id. */
export const aggregateTables = ['charters', 'journeys', 'runs', 'rooms', 'merchants'] as const
export type AggregateTable = (typeof aggregateTables)[number]

export function prepareGuarded(dialect: Dialect) {
  const { db, tables: t, prepare, passingOverLocked } = dialect
  const found = sql<number>`1`.as('found')

  /** `update ... set <columns> where id = :id and version = :expect`. */
  const change = <Name extends AggregateTable>(
    name: Name,
    columns: readonly (keyof Tables[Name]['_']['columns'])[],
  ) => {
    const table = t[name] as typeof t.merchants
    return prepare(
      `change_${name}`,
      db
        .update(table)
        .set(named(columns as readonly string[]) as never)
        .where(and(eq(table.id, the('id') as never), eq(table.version, the('expect'))))
        .returning({ found }),
    )
  }
  const open = (name: AggregateTable) => insertOne(dialect, `open_${name}`, t[name])

  const due = db.$with('due').as(
    passingOverLocked(
      db
        .select({ id: t.outbox.id })
        .from(t.outbox)
        .where(
          and(
            isNull(t.outbox.settledAt),
            lte(t.outbox.dueAt, the('now')),
            or(isNull(t.outbox.leaseUntil), lte(t.outbox.leaseUntil, the('now'))),
          ),
        )
        .orderBy(asc(t.outbox.dueAt), asc(t.outbox.id))
        .limit(the('limit')),
    ),
  )

  return {
    open: Object.fromEntries(aggregateTables.map((name) => [name, open(name)])) as Record<
      AggregateTable,
      Statement<unknown>
    >,
    change: {
      charters: change('charters', ['stage', 'version', 'head', 'record']),
      journeys: change('journeys', ['stage', 'version', 'head', 'holder', 'waitingSince', 'dossier']),
      runs: change('runs', ['stage', 'version', 'head', 'record']),
      rooms: change('rooms', ['version', 'head', 'places', 'occupants']),
      merchants: change('merchants', ['version', 'head', 'sealed']),
    } satisfies Record<AggregateTable, Statement<unknown>>,
    clearIndex: prepare(
      'clear_index',
      db
        .delete(t.blindIndex)
        .where(eq(t.blindIndex.merchant, the('merchant')))
        .returning({ found }),
    ),
    index: insertMany(dialect, 'index', t.blindIndex),

    /** `:charter`'s seats from 1 to `:count`, in one statement. */
    openSeats: prepare(
      'open_seats',
      db
        .insert(t.seats)
        .select(
          sql`with recursive counted(number) as (select 1 union all select number + 1 from counted where number < cast(${the('count')} as integer))
              select cast(${the('charter')} as text), number, null from counted where number <= cast(${the('count')} as integer)`,
        )
        .onConflictDoNothing()
        .returning({ found }),
    ),
    closeSeats: prepare(
      'close_seats',
      db
        .delete(t.seats)
        .where(and(eq(t.seats.charter, the('charter')), isNull(t.seats.journey), gt(t.seats.number, the('count'))))
        .returning({ found }),
    ),
    claimSeat: prepare(
      'claim_seat',
      db
        .update(t.seats)
        .set(named(['journey']))
        .where(
          and(
            eq(t.seats.charter, the('charter')),
            eq(
              t.seats.number,
              passingOverLocked(
                db
                  .select({ number: t.seats.number })
                  .from(t.seats)
                  .where(and(eq(t.seats.charter, the('charter')), isNull(t.seats.journey)))
                  .orderBy(asc(t.seats.number))
                  .limit(1),
              ),
            ),
          ),
        )
        .returning({ number: t.seats.number }),
    ),
    freeSeat: prepare(
      'free_seat',
      db
        .update(t.seats)
        .set({ journey: null })
        .where(and(eq(t.seats.charter, the('charter')), eq(t.seats.journey, the('journey'))))
        .returning({ found }),
    ),

    claimDue: prepare<Row<'outbox'>>(
      'claim_due',
      db
        .with(due)
        .update(t.outbox)
        .set({ ...named(['owner', 'leaseUntil']), state: 'claimed', attempts: sql`${t.outbox.attempts} + 1` })
        .where(inArray(t.outbox.id, db.select({ id: due.id }).from(due)))
        .returning(),
    ),
    settle: prepare(
      'settle',
      db
        .update(t.outbox)
        .set({ ...named(['state', 'settledAt', 'words']), owner: null, leaseUntil: null })
        .where(
          and(
            eq(t.outbox.id, the('id')),
            isNull(t.outbox.settledAt),
            or(isNull(t.outbox.owner), eq(t.outbox.owner, the('owner'))),
          ),
        )
        .returning({ found }),
    ),
    postpone: prepare(
      'postpone',
      db
        .update(t.outbox)
        .set({ ...named(['dueAt', 'words']), state: 'queued', owner: null, leaseUntil: null })
        .where(and(eq(t.outbox.id, the('id')), isNull(t.outbox.settledAt), eq(t.outbox.owner, the('owner'))))
        .returning({ found }),
    ),
    releaseOf: prepare(
      'release_of',
      db
        .update(t.outbox)
        .set({ state: 'queued', owner: null, leaseUntil: null })
        .where(and(isNotNull(t.outbox.leaseUntil), eq(t.outbox.owner, the('owner'))))
        .returning({ found }),
    ),
    releaseAll: prepare(
      'release_all',
      db
        .update(t.outbox)
        .set({ state: 'queued', owner: null, leaseUntil: null })
        .where(isNotNull(t.outbox.leaseUntil))
        .returning({ found }),
    ),
    effects: insertMany(dialect, 'effects', t.outbox),

    keepLetter: insertOne(dialect, 'keep_letter', t.letters),
    letter: prepare(
      'kept_letter',
      db
        .select()
        .from(t.letters)
        .where(eq(t.letters.id, the('id'))),
    ),
    markLetter: prepare(
      'mark_letter',
      db
        .update(t.letters)
        .set(named(['state', 'sentAt', 'words']))
        .where(eq(t.letters.id, the('id')))
        .returning({ found }),
    ),

    events: insertMany(dialect, 'events', t.events, ['sequence']),
    receipt: insertOne(dialect, 'receipt', t.receipts),
    addTally: prepare(
      'add_tally',
      db
        .insert(t.tallies)
        .values(placeholders(t.tallies))
        .onConflictDoUpdate({
          target: [t.tallies.charter, t.tallies.stage],
          set: {
            standing: sql`${t.tallies.standing} + excluded.standing`,
            reached: sql`${t.tallies.reached} + excluded.reached`,
          },
        })
        .returning({ found }),
    ),

    organisation: put(dialect, 'organisation', t.organisations, [t.organisations.id]),
    facility: put(dialect, 'facility', t.facilities, [t.facilities.id]),
    laboratory: put(dialect, 'laboratory', t.laboratories, [t.laboratories.id]),
    edition: put(dialect, 'edition', t.editions, [t.editions.id]),
    lockdown: put(dialect, 'lockdown', t.lockdowns, [t.lockdowns.destination, t.lockdowns.from]),
    token: insertOne(dialect, 'token', t.tokens),
    revokeToken: prepare(
      'revoke_token',
      db
        .update(t.tokens)
        .set({ revokedAt: sql`coalesce(${t.tokens.revokedAt}, ${sql.param(the('at'), t.tokens.revokedAt)})` })
        .where(eq(t.tokens.id, the('id')))
        .returning({ found }),
    ),
    link: insertOne(dialect, 'link', t.links),
    revokeLink: prepare(
      'revoke_link',
      db
        .update(t.links)
        .set({ revokedAt: sql`coalesce(${t.links.revokedAt}, ${sql.param(the('at'), t.links.revokedAt)})` })
        .where(eq(t.links.digest, the('digest')))
        .returning({ found }),
    ),
  }
}

const named = (columns: readonly string[]): Record<string, Placeholder> =>
  Object.fromEntries(columns.map((column) => [column, the(column)]))

const columnsOf = (table: SQLiteTable, without: readonly string[] = []): string[] =>
  Object.keys(getTableColumns(table)).filter((column) => !without.includes(column))

const placeholders = (table: SQLiteTable): never => named(columnsOf(table)) as never

/** A new row; whatever unique key it meets, the answer is no row, not an error: nothing of the transaction is lost by it. */
function insertOne(dialect: Dialect, name: string, table: SQLiteTable): Statement<unknown> {
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
function put(dialect: Dialect, name: string, table: SQLiteTable, key: readonly unknown[]): Statement<unknown> {
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

function insertMany(dialect: Dialect, name: string, table: SQLiteTable, without: readonly string[] = []): Insert {
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
