// Every question put to the database, built once and prepared: unprepared, the builder costs four times the command.
import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, max, or } from 'drizzle-orm'
import type { AggregateKind, EventFilter } from '../application/ports.ts'
import { prepareList, the, type Dialect, type Statement } from './dialect.ts'
import type { Row } from './rows.ts'

export type Queries = ReturnType<typeof prepareQueries>

export function prepareQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect
  const list = <Row>(name: string, make: (ids: ReturnType<typeof the>[]) => Parameters<typeof prepare<Row>>[1]) =>
    prepareList<Row>((ids, size) => prepare(`${name}_${size}`, make(ids)))

  return {
    journey: prepare(
      'journey',
      db
        .select()
        .from(t.journeys)
        .where(eq(t.journeys.id, the('id'))),
    ),
    journeysOf: prepare(
      'journeys_of',
      db
        .select()
        .from(t.journeys)
        .where(eq(t.journeys.charter, the('charter')))
        .orderBy(asc(t.journeys.id)),
    ),
    journeysPage: byPresence(['organisation', 'stage'], (given, name) =>
      prepare(
        `journeys_page${name}`,
        db
          .select()
          .from(t.journeys)
          .where(
            and(
              eq(t.journeys.charter, the('charter')),
              gt(t.journeys.id, the('after')),
              given.organisation ? eq(t.journeys.organisation, the('organisation')) : undefined,
              given.stage ? eq(t.journeys.stage, the('stage')) : undefined,
            ),
          )
          .orderBy(asc(t.journeys.id))
          .limit(the('limit')),
      ),
    ),
    firstWaiting: prepare(
      'first_waiting',
      db
        .select()
        .from(t.journeys)
        .where(and(eq(t.journeys.charter, the('charter')), eq(t.journeys.stage, 'waitlisted')))
        .orderBy(asc(t.journeys.waitingSince), asc(t.journeys.id))
        .limit(1),
    ),
    charter: prepare(
      'charter',
      db
        .select()
        .from(t.charters)
        .where(eq(t.charters.id, the('id'))),
    ),
    chartersPage: byPresence(['organiser'], (given, name) =>
      prepare(
        `charters_page${name}`,
        db
          .select()
          .from(t.charters)
          .where(
            and(
              lt(t.charters.id, the('before')),
              given.organiser ? eq(t.charters.organiser, the('organiser')) : undefined,
            ),
          )
          .orderBy(desc(t.charters.id))
          .limit(the('limit')),
      ),
    ),
    chartersAmong: list<Row<'charters'>>('charters_among', (ids) =>
      db
        .select()
        .from(t.charters)
        .where(and(inArray(t.charters.id, ids), lt(t.charters.id, the('before'))))
        .orderBy(desc(t.charters.id)),
    ),
    run: prepare(
      'run',
      db
        .select()
        .from(t.runs)
        .where(eq(t.runs.id, the('id'))),
    ),
    runsOf: prepare(
      'runs_of',
      db
        .select()
        .from(t.runs)
        .where(eq(t.runs.charter, the('charter')))
        .orderBy(asc(t.runs.id)),
    ),
    room: prepare(
      'room',
      db
        .select()
        .from(t.rooms)
        .where(eq(t.rooms.id, the('id'))),
    ),
    roomsOf: prepare(
      'rooms_of',
      db
        .select()
        .from(t.rooms)
        .where(eq(t.rooms.facility, the('facility')))
        .orderBy(asc(t.rooms.id)),
    ),
    facility: prepare(
      'facility',
      db
        .select()
        .from(t.facilities)
        .where(eq(t.facilities.id, the('id'))),
    ),
    facilities: prepare('facilities', db.select().from(t.facilities).orderBy(asc(t.facilities.id))),
    merchant: prepare(
      'merchant',
      db
        .select()
        .from(t.merchants)
        .where(eq(t.merchants.id, the('id'))),
    ),
    merchants: list<Row<'merchants'>>('merchants', (ids) =>
      db.select().from(t.merchants).where(inArray(t.merchants.id, ids)).orderBy(asc(t.merchants.id)),
    ),
    merchantsByIndex: prepare(
      'merchants_by_index',
      db
        .select({ merchant: t.blindIndex.merchant })
        .from(t.blindIndex)
        .where(and(eq(t.blindIndex.kind, the('kind')), eq(t.blindIndex.digest, the('digest'))))
        .orderBy(asc(t.blindIndex.merchant)),
    ),
    freeSeats: prepare(
      'free_seats',
      db
        .select({ count: count() })
        .from(t.seats)
        .where(and(eq(t.seats.charter, the('charter')), isNull(t.seats.journey))),
    ),
    seatOf: prepare(
      'seat_of',
      db
        .select({ number: t.seats.number })
        .from(t.seats)
        .where(eq(t.seats.journey, the('journey'))),
    ),
    tallies: list<Row<'tallies'>>('tallies', (charters) =>
      db
        .select()
        .from(t.tallies)
        .where(inArray(t.tallies.charter, charters))
        .orderBy(asc(t.tallies.charter), asc(t.tallies.stage)),
    ),
    receipt: prepare(
      'receipt',
      db
        .select()
        .from(t.receipts)
        .where(eq(t.receipts.key, the('key'))),
    ),
    token: prepare(
      'token',
      db
        .select()
        .from(t.tokens)
        .where(eq(t.tokens.digest, the('digest'))),
    ),
    tokens: prepare('tokens', db.select().from(t.tokens).orderBy(asc(t.tokens.id))),
    organisation: prepare(
      'organisation',
      db
        .select()
        .from(t.organisations)
        .where(eq(t.organisations.id, the('id'))),
    ),
    organisations: prepare('organisations', db.select().from(t.organisations).orderBy(asc(t.organisations.id))),
    laboratories: prepare('laboratories', db.select().from(t.laboratories).orderBy(asc(t.laboratories.id))),
    editions: prepare('editions', db.select().from(t.editions).orderBy(asc(t.editions.id))),
    lockdowns: prepare(
      'lockdowns',
      db.select().from(t.lockdowns).orderBy(asc(t.lockdowns.destination), asc(t.lockdowns.from)),
    ),
    link: prepare(
      'link',
      db
        .select()
        .from(t.links)
        .where(eq(t.links.digest, the('digest'))),
    ),

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
    heads: prepareHeads(dialect),

    nextQueued: prepare(
      'next_queued',
      db
        .select({ at: t.outbox.dueAt })
        .from(t.outbox)
        .where(and(isNull(t.outbox.settledAt), isNull(t.outbox.leaseUntil)))
        .orderBy(asc(t.outbox.dueAt))
        .limit(1),
    ),
    nextLeaseEnd: prepare(
      'next_lease_end',
      db
        .select({ at: t.outbox.leaseUntil })
        .from(t.outbox)
        .where(isNotNull(t.outbox.leaseUntil))
        .orderBy(asc(t.outbox.leaseUntil))
        .limit(1),
    ),
    queuedLetters: prepare(
      'queued_letters',
      db
        .select()
        .from(t.outbox)
        .where(
          and(
            isNull(t.outbox.settledAt),
            isNull(t.outbox.leaseUntil),
            eq(t.outbox.subject, the('subject')),
            eq(t.outbox.kind, 'letter'),
            lte(t.outbox.dueAt, the('dueBy')),
          ),
        )
        .orderBy(asc(t.outbox.createdAt), asc(t.outbox.id)),
    ),
    effectCounts: byPresence(['charter'], (given, name) =>
      prepare(
        `effect_counts${name}`,
        db
          .select({ kind: t.outbox.kind, name: t.outbox.name, state: t.outbox.state, count: count() })
          .from(t.outbox)
          .where(given.charter ? eq(t.outbox.charter, the('charter')) : undefined)
          .groupBy(t.outbox.kind, t.outbox.name, t.outbox.state)
          .orderBy(asc(t.outbox.kind), asc(t.outbox.name), asc(t.outbox.state)),
      ),
    ),
    letter: prepare(
      'letter',
      db
        .select()
        .from(t.letters)
        .where(eq(t.letters.id, the('id'))),
    ),
    lettersPage: byPresence(['charter', 'journey'], (given, name) =>
      prepare(
        `letters_page${name}`,
        db
          .select()
          .from(t.letters)
          .where(
            and(
              // Says again what the next line says, in the one form that an index range is made of.
              gte(t.letters.createdAt, the('afterAt')),
              or(
                gt(t.letters.createdAt, the('afterAt')),
                and(eq(t.letters.createdAt, the('afterAt')), gt(t.letters.id, the('afterId'))),
              ),
              given.charter ? eq(t.letters.charter, the('charter')) : undefined,
              given.journey ? eq(t.letters.journey, the('journey')) : undefined,
            ),
          )
          .orderBy(asc(t.letters.createdAt), asc(t.letters.id))
          .limit(the('limit')),
      ),
    ),
    letterCounts: byPresence(['charter'], (given, name) =>
      prepare(
        `letter_counts${name}`,
        db
          .select({ state: t.letters.state, count: count() })
          .from(t.letters)
          .where(given.charter ? eq(t.letters.charter, the('charter')) : undefined)
          .groupBy(t.letters.state),
      ),
    ),
    /** Answers one row where the database answers at all. */
    ready: prepare('ready', db.select({ id: t.organisations.id }).from(t.organisations).limit(1)),
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

/** A statement for each combination of what is narrowed by, prepared when first asked for. */
function byPresence<Key extends string, Row>(
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
