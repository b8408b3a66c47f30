// Writes of the aggregates, of what hangs on them, and of the record.
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { the, type Dialect, type Statement } from '../dialect.ts'
import { insertMany, insertOne, named, placeholders, put } from '../inserts.ts'
import type { Tables } from '../schema.ts'

/** Tables whose rows carry a version; a group locks them in this order and by id. */
export const aggregateTables = ['charters', 'journeys', 'runs', 'rooms', 'merchants', 'demandCalls'] as const
export type AggregateTable = (typeof aggregateTables)[number]

export function prepareAggregateWrites(dialect: Dialect) {
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
  const isSurplus = sql`(select count(*) from seats other where other.charter_id = seats.charter_id and (other.journey_id is not null or other.number <= seats.number)) > cast(${the('count')} as integer)`
  const open = (name: AggregateTable) => insertOne(dialect, `open_${name}`, t[name])

  return {
    open: Object.fromEntries(aggregateTables.map((name) => [name, open(name)])) as Record<
      AggregateTable,
      Statement<unknown>
    >,
    change: {
      charters: change('charters', ['stage', 'version', 'head', 'record']),
      journeys: change('journeys', ['stage', 'version', 'head', 'waitingSince', 'dossier']),
      runs: change('runs', ['stage', 'version', 'head', 'record']),
      rooms: change('rooms', ['version', 'head', 'places', 'occupants']),
      merchants: change('merchants', ['version', 'head', 'sealed']),
      demandCalls: change('demandCalls', ['stage', 'version', 'head', 'record']),
    } satisfies Record<AggregateTable, Statement<unknown>>,
    /** Sets the version to what it is: the row is locked, and another version is a conflict. */
    holdCharter: prepare(
      'hold_charter',
      db
        .update(t.charters)
        .set({ version: sql`${t.charters.version}` } as never)
        .where(and(eq(t.charters.id, the('id') as never), eq(t.charters.version, the('expect'))))
        .returning({ found }),
    ),
    /** The charter, where so many journeys are on it. */
    countJourneys: prepare(
      'count_journeys',
      db
        .select({ found })
        .from(t.charters)
        .where(
          and(
            eq(t.charters.id, the('charter') as never),
            sql`(select count(*) from ${t.journeys} where ${t.journeys.charter} = ${t.charters.id}) = cast(${the('count')} as integer)`,
          ),
        ),
    ),
    passport: prepare(
      'passport',
      db
        .update(t.journeys)
        .set(named(['holder', 'traveller']))
        .where(eq(t.journeys.id, the('journey') as never))
        .returning({ found }),
    ),
    freePassport: prepare(
      'free_passport',
      db
        .update(t.journeys)
        .set({ traveller: null })
        .where(eq(t.journeys.id, the('journey') as never))
        .returning({ found }),
    ),
    freePassportAgain: prepare(
      'free_passport_again',
      db
        .update(t.journeys)
        .set({ holder: sql`'free ' || ${t.journeys.id}`, traveller: null } as never)
        .where(eq(t.journeys.id, the('journey') as never))
        .returning({ found }),
    ),
    /** The key begins with the day, ten characters long. */
    moveFlightDay: prepare(
      'move_flight_day',
      db
        .update(t.journeys)
        .set({ traveller: sql`cast(${the('day')} as text) || substr(${t.journeys.traveller}, 11)` } as never)
        .where(
          and(
            eq(t.journeys.charter, the('charter') as never),
            sql`not exists (select 1 from ${t.journeys} as other where other.traveller = cast(${the('day')} as text) || substr(${t.journeys}.traveller, 11) and other.id <> ${t.journeys}.id)`,
          ),
        )
        .returning({ found }),
    ),
    clearIndex: prepare(
      'clear_index',
      db
        .delete(t.blindIndex)
        .where(eq(t.blindIndex.merchant, the('merchant')))
        .returning({ found }),
    ),
    index: insertMany(dialect, 'index', t.blindIndex),

    park: insertOne(dialect, 'park', t.parkedRows),
    /** Once only; what the row held is not needed any more. */
    decideParked: prepare(
      'decide_parked',
      db
        .update(t.parkedRows)
        .set({ ...named(['decision', 'decidedAt']), sealed: '' })
        .where(and(eq(t.parkedRows.id, the('id')), isNull(t.parkedRows.decidedAt)))
        .returning({ found }),
    ),

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
    /** Free ones only, the last first, until `:count` are left with those that are held. */
    closeSeats: prepare(
      'close_seats',
      db
        .delete(t.seats)
        .where(and(eq(t.seats.charter, the('charter')), isNull(t.seats.journey), isSurplus))
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

    events: insertMany(dialect, 'events', t.events, ['sequence']),
    journal: insertMany(dialect, 'journal', t.journal, ['sequence']),
    chainEnd: put(dialect, 'chain_end', t.chainEnds, [t.chainEnds.kind, t.chainEnds.aggregate]),
    checkpoint: insertOne(dialect, 'checkpoint', t.checkpoints),
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
  }
}
