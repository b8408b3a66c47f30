// Questions for journeys, charters, runs, rooms, merchants and demand calls, and for the seats and tallies beside them.
import { and, asc, count, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { JourneyId, MerchantId } from '../../domain/ids.ts'
import { byPresence, prepareList, the, type Dialect, type Preparable } from '../dialect.ts'
import type { Row } from '../rows.ts'

export function prepareAggregateQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect
  const list = <Row>(name: string, make: (ids: ReturnType<typeof the>[]) => Preparable<Row>) =>
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
    journeysAmong: list<Row<'journeys'>>('journeys_among', (ids) =>
      db.select().from(t.journeys).where(inArray(t.journeys.id, ids)),
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
    demandCall: prepare(
      'demand_call',
      db
        .select()
        .from(t.demandCalls)
        .where(eq(t.demandCalls.id, the('id'))),
    ),
    demandCallsPage: prepare(
      'demand_calls_page',
      db
        .select()
        .from(t.demandCalls)
        .where(lt(t.demandCalls.id, the('before')))
        .orderBy(desc(t.demandCalls.id))
        .limit(the('limit')),
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
    roomsAmong: list<Row<'rooms'>>('rooms_among', (ids) => db.select().from(t.rooms).where(inArray(t.rooms.id, ids))),
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
    merchantsByDigests: list<{ digest: string; merchant: MerchantId }>('merchants_by_digests', (digests) =>
      db
        .select({ digest: t.blindIndex.digest, merchant: t.blindIndex.merchant })
        .from(t.blindIndex)
        .where(and(eq(t.blindIndex.kind, the('kind')), inArray(t.blindIndex.digest, digests)))
        .orderBy(asc(t.blindIndex.digest), asc(t.blindIndex.merchant)),
    ),
    travellers: list<{ traveller: string; journey: JourneyId }>('travellers', (keys) =>
      db
        .select({ traveller: sql<string>`${t.journeys.traveller}`, journey: t.journeys.id })
        .from(t.journeys)
        .where(inArray(t.journeys.traveller, keys))
        .orderBy(asc(t.journeys.traveller)),
    ),
    parkedOf: prepare(
      'parked_of',
      db
        .select()
        .from(t.parkedRows)
        .where(eq(t.parkedRows.charter, the('charter')))
        .orderBy(asc(t.parkedRows.createdAt), asc(t.parkedRows.row), asc(t.parkedRows.id)),
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
  }
}
