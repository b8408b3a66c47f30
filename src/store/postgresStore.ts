// The store on anything that speaks PostgreSQL: one connection writes in groups, others read.
import { setTimeout as pause } from 'node:timers/promises'
import { asc, inArray } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Store } from '../application/ports.ts'
import { postgresColumns } from './columns.ts'
import { prepareList, type Dialect, type Preparable } from './dialect.ts'
import { writeGroup, type Hand, type Outcome, type Ran } from './group.ts'
import { prepareGuarded, type Guarded } from './guarded.ts'
import { aggregateTables } from './guarded/aggregates.ts'
import { mayPass, plain, postgresHand, type Holds, type Session } from './postgresHand.ts'
import { prepareQueries } from './queries.ts'
import { reading } from './reading.ts'
import { defineSchema } from './schema.ts'
import type { Work } from './work.ts'
import { openWriter } from './writer.ts'
import { writing } from './writing.ts'

type Postgres = PgDatabase<PgQueryResultHKT>

export type PostgresEnds = {
  readonly writes: Postgres
  readonly reads: Postgres
  readonly session: Session
  /** Keeps a read out of a running transaction, where both share one connection. */
  readonly apart: <Answer>(act: () => Promise<Answer>) => Promise<Answer>
  end(): Promise<void>
}

/** Above 64 subtransactions a PostgreSQL backend looks them up on disk (PGPROC_MAX_CACHED_SUBXIDS). */
const groupLimit = 60
const tries = 6

export function postgresStore({ writes, reads, session, apart, end }: PostgresEnds): Store {
  const dialect = postgresDialect(writes, (act) => act())
  const guarded = prepareGuarded(dialect)
  const hand = postgresHand(session, prepareHolds(dialect))
  const writer = openWriter(groupLimit, (works) => apart(() => transact(guarded, hand, session, works)))
  return {
    ...reading(prepareQueries(postgresDialect(reads, apart))),
    ...writing(guarded, writer),
    // What a row held before is the server's vacuum's to take away.
    clean: async () => {},
    async close() {
      await writer.finish()
      await end()
    },
  }
}

async function transact(
  to: Guarded,
  hand: Hand,
  session: Session,
  works: readonly Work[],
): Promise<readonly Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await later(writeGroup(to, hand, works))
    } catch (error) {
      await hand.rollback()
      if (attempt === tries || !mayPass(error, session)) throw error
      await pause(attempt * attempt * 5)
    }
  }
}

async function later(group: ReturnType<typeof writeGroup>): Promise<readonly Outcome[]> {
  let turn = group.next()
  while (!turn.done) turn = group.next((await turn.value()) as Ran)
  return turn.value
}

type InPostgres<Row> = {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Row[]> }
  for(strength: string, config?: { skipLocked: true }): unknown
}

/** The other cast: the builders of both dialects have the same words, and this is where PostgreSQL's own are used. */
function postgresDialect(db: Postgres, act: PostgresEnds['apart']): Dialect {
  return {
    db: db as unknown as Dialect['db'],
    tables: defineSchema(postgresColumns),
    prepare<Row>(name: string, query: Preparable<Row>) {
      const prepared = (query as unknown as InPostgres<Row>).prepare(name)
      return (values) =>
        act(async () => {
          try {
            return await prepared.execute(values)
          } catch (error) {
            throw plain(error)
          }
        })
    },
    passingOverLocked: <Query>(query: Query) =>
      (query as InPostgres<never>).for('update', { skipLocked: true }) as Query,
    rowsAtOnce: [64, 8, 1],
  }
}

function prepareHolds({ db, tables, prepare }: Dialect): Holds {
  const of = (name: (typeof aggregateTables)[number]) => {
    const table = tables[name] as typeof tables.merchants
    const hold = prepareList((ids, size) => {
      const query = db.select({ id: table.id }).from(table).where(inArray(table.id, ids)).orderBy(asc(table.id))
      return prepare(
        `hold_${name}_${size}`,
        (query as unknown as InPostgres<never>).for('no key update') as typeof query,
      )
    })
    return [name, (ids: readonly string[]) => hold([...ids].sort())] as const
  }
  return Object.fromEntries(aggregateTables.map(of)) as Holds
}
