// Questions for the record of events, where each history ends, and the receipts of answered requests.
import { and, asc, count, desc, eq, gt, gte, inArray, lt, lte, max, or } from 'drizzle-orm'
import type {
  AggregateKind,
  Book,
  ChainEnd,
  EventFilter,
  StoredCheckpoint,
  TouchedLine,
} from '../../application/recordLines.ts'
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
    touchedAfter: prepare<TouchedLine>(
      'touched_after',
      db
        .select({
          sequence: t.events.sequence,
          kind: t.events.kind,
          aggregate: t.events.aggregate,
          charter: t.events.charter,
        })
        .from(t.events)
        .where(gt(t.events.sequence, the('after')))
        .orderBy(asc(t.events.sequence))
        .limit(the('limit')),
    ),
    lastSequence: prepare(
      'last_sequence',
      db.select({ last: t.events.sequence }).from(t.events).orderBy(desc(t.events.sequence)).limit(1),
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
    journalOf: prepare(
      'journal_of',
      db
        .select()
        .from(t.journal)
        .where(and(eq(t.journal.kind, the('kind')), eq(t.journal.aggregate, the('aggregate'))))
        .orderBy(asc(t.journal.version), asc(t.journal.ordinal)),
    ),
    journalPage: byPresence<'charter', Row<'journal'>>(['charter'], (given, name) =>
      prepare(
        `journal_page${name}`,
        db
          .select()
          .from(t.journal)
          .where(
            and(
              gt(t.journal.sequence, the('after')),
              given.charter ? eq(t.journal.charter, the('charter')) : undefined,
            ),
          )
          .orderBy(asc(t.journal.sequence))
          .limit(the('limit')),
      ),
    ),
    searchBook: { events: prepareSearch(dialect, 'events'), journal: prepareSearch(dialect, 'journal') },
    digestsPage: { events: prepareDigests(dialect, 'events'), journal: prepareDigests(dialect, 'journal') },
    chainEnds: prepare<ChainEnd>(
      'chain_ends',
      db.select().from(t.chainEnds).orderBy(asc(t.chainEnds.kind), asc(t.chainEnds.aggregate)),
    ),
    checkpoints: prepare<StoredCheckpoint>(
      'checkpoints',
      db.select().from(t.checkpoints).orderBy(asc(t.checkpoints.number)),
    ),
    lastCheckpoint: prepare<StoredCheckpoint>(
      'last_checkpoint',
      db.select().from(t.checkpoints).orderBy(desc(t.checkpoints.number)).limit(1),
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

const searchedBy = ['organisation', 'actor', 'person', 'type', 'charter', 'kind', 'aggregate', 'subject'] as const

/** Newest first, behind the last line seen; each condition has an index that ends in moment and sequence. */
function prepareSearch({ db, tables, prepare }: Dialect, book: Book) {
  const t = tables[book] as Dialect['tables']['journal']
  return byPresence<(typeof searchedBy)[number], Row<'journal'>>(searchedBy, (given, name) =>
    prepare(
      `search_${book}${name}`,
      db
        .select()
        .from(t)
        .where(
          and(
            given.organisation ? eq(t.actorOrganisation, the('organisation')) : undefined,
            given.actor ? eq(t.actorToken, the('actor')) : undefined,
            given.person ? eq(t.actorPerson, the('person') as never) : undefined,
            given.type ? eq(t.type, the('type')) : undefined,
            given.charter ? eq(t.charter, the('charter')) : undefined,
            given.kind ? eq(t.kind, the('kind')) : undefined,
            given.aggregate ? eq(t.aggregate, the('aggregate')) : undefined,
            given.subject ? eq(t.subject, the('subject')) : undefined,
            gte(t.at, the('from')),
            lte(t.at, the('until')),
            // Says again what the next line says, in the one form that an index range is made of.
            lte(t.at, the('beforeAt')),
            or(lt(t.at, the('beforeAt')), and(eq(t.at, the('beforeAt')), lt(t.sequence, the('beforeSequence')))),
          ),
        )
        .orderBy(desc(t.at), desc(t.sequence))
        .limit(the('limit')) as never,
    ),
  )
}

type Digested = { sequence: number; kind: AggregateKind; aggregate: string; version: number; digest: string }
function prepareDigests({ db, tables, prepare }: Dialect, book: Book) {
  const t = tables[book] as Dialect['tables']['journal']
  return prepare<Digested>(
    `digests_page_${book}`,
    db
      .select({ sequence: t.sequence, kind: t.kind, aggregate: t.aggregate, version: t.version, digest: t.digest })
      .from(t)
      .where(gt(t.sequence, the('after')))
      .orderBy(asc(t.sequence))
      .limit(the('limit')),
  )
}

/** Where the record of each kind ends. The desk and the journal have no row: their heads are their last lines. */
function prepareHeads({ db, tables: t, prepare }: Dialect) {
  type Head = { aggregate: string; version: number; head: string }
  const of = (name: AggregateKind, table: typeof t.journeys) =>
    prepare<Head>(
      `heads_${name}`,
      db.select({ aggregate: table.id, version: table.version, head: table.head }).from(table).orderBy(asc(table.id)),
    )
  const last = (kind: 'desk' | 'journal', book: typeof t.events) =>
    prepare<Head>(
      `heads_${kind}`,
      db
        .select({ aggregate: book.aggregate, version: book.version, head: book.digest })
        .from(book)
        .where(
          inArray(
            book.sequence,
            db
              .select({ last: max(book.sequence) })
              .from(book)
              .where(eq(book.kind, kind))
              .groupBy(book.aggregate),
          ),
        )
        .orderBy(asc(book.aggregate)),
    )
  const asJourneys = (table: unknown) => table as typeof t.journeys
  return {
    journey: of('journey', t.journeys),
    charter: of('charter', asJourneys(t.charters)),
    run: of('run', asJourneys(t.runs)),
    room: of('room', asJourneys(t.rooms)),
    merchant: of('merchant', asJourneys(t.merchants)),
    demandCall: of('demandCall', asJourneys(t.demandCalls)),
    desk: last('desk', t.events),
    journal: last('journal', t.journal as unknown as typeof t.events),
  } satisfies Record<AggregateKind, Statement<Head>>
}
