// Questions for the record of events, where each history ends, and the receipts of answered requests.
import { and, asc, count, eq, gt, inArray, max } from 'drizzle-orm'
import type { AggregateKind, EventFilter } from '../../application/ports.ts'
import { byPresence, the, type Dialect, type Statement } from '../dialect.ts'
import type { Row } from '../rows.ts'

export function prepareRecordQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect

  return {
    eventsOf: prepare(
      'events_of',
      db
        .select()
        .from(t.events)
        .where(and(eq(t.events.kind, the('kind')), eq(t.events.aggregate, the('aggregate'))))
        .orderBy(asc(t.events.version), asc(t.events.ordinal)),
    ),
    eventsPage: byPresence<keyof EventFilter, Row<'events'>>(['kind', 'aggregate', 'charter'], (given, name) =>
      prepare(
        `events_page${name}`,
        db
          .select()
          .from(t.events)
          .where(
            and(
              gt(t.events.sequence, the('after')),
              given.kind ? eq(t.events.kind, the('kind')) : undefined,
              given.aggregate ? eq(t.events.aggregate, the('aggregate')) : undefined,
              given.charter ? eq(t.events.charter, the('charter')) : undefined,
            ),
          )
          .orderBy(asc(t.events.sequence))
          .limit(the('limit')),
      ),
    ),
    countEvents: byPresence(['charter'], (given, name) =>
      prepare(
        `count_events${name}`,
        db
          .select({ count: count() })
          .from(t.events)
          .where(given.charter ? eq(t.events.charter, the('charter')) : undefined),
      ),
    ),
    receipt: prepare(
      'receipt',
      db
        .select()
        .from(t.receipts)
        .where(eq(t.receipts.key, the('key'))),
    ),
    heads: prepareHeads(dialect),
  }
}

/** Where the record of each kind ends. The desk itself has no row: its head is its last event. */
function prepareHeads({ db, tables: t, prepare }: Dialect) {
  type Head = { aggregate: string; version: number; head: string }
  const of = (name: AggregateKind, table: typeof t.journeys) =>
    prepare<Head>(
      `heads_${name}`,
      db.select({ aggregate: table.id, version: table.version, head: table.head }).from(table).orderBy(asc(table.id)),
    )
  const asJourneys = (table: unknown) => table as typeof t.journeys
  return {
    journey: of('journey', t.journeys),
    charter: of('charter', asJourneys(t.charters)),
    run: of('run', asJourneys(t.runs)),
    room: of('room', asJourneys(t.rooms)),
    merchant: of('merchant', asJourneys(t.merchants)),
    demandCall: of('demandCall', asJourneys(t.demandCalls)),
    desk: prepare<Head>(
      'heads_desk',
      db
        .select({ aggregate: t.events.aggregate, version: t.events.version, head: t.events.digest })
        .from(t.events)
        .where(
          inArray(
            t.events.sequence,
            db
              .select({ last: max(t.events.sequence) })
              .from(t.events)
              .where(eq(t.events.kind, 'desk'))
              .groupBy(t.events.aggregate),
          ),
        )
        .orderBy(asc(t.events.aggregate)),
    ),
  } satisfies Record<AggregateKind, Statement<Head>>
}
