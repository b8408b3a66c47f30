// Questions about one merchant wherever they occur, and about acts that wait for a second person.
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, notLike, lt, ne } from 'drizzle-orm'
import type { Traces } from '../../application/ports.ts'
import { finalStages } from '../../domain/journey/stage.ts'
import { the, type Dialect, type Preparable, type Statement } from '../dialect.ts'

export function prepareErasureQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect
  const ofMerchant = (column: unknown) => eq(column as typeof t.merchants.id, the('merchant') as never)
  const theirs = () => db.select({ id: t.journeys.id }).from(t.journeys).where(ofMerchant(t.journeys.merchant))
  const theirCharters = () =>
    db.select({ id: t.journeys.charter }).from(t.journeys).where(ofMerchant(t.journeys.merchant))
  const counted = (name: string, query: Preparable<{ count: number }>) => prepare(`trace_${name}`, query)
  const number = { count: count() }

  return {
    journeysOfMerchant: prepare(
      'journeys_of_merchant',
      db.select().from(t.journeys).where(ofMerchant(t.journeys.merchant)).orderBy(asc(t.journeys.id)),
    ),
    endedJourneys: prepare(
      'ended_journeys',
      db
        .select()
        .from(t.journeys)
        .where(
          and(
            isNotNull(t.journeys.holder),
            gt(t.journeys.id, the('after')),
            inArray(t.journeys.stage, [...finalStages]),
          ),
        )
        .orderBy(asc(t.journeys.id))
        .limit(the('limit')),
    ),
    parkedAbout: prepare(
      'parked_about',
      db.select().from(t.parkedRows).where(ofMerchant(t.parkedRows.merchant)).orderBy(asc(t.parkedRows.id)),
    ),
    hold: prepare('held_back', db.select().from(t.holds).where(ofMerchant(t.holds.merchant))),
    pendingAct: prepare(
      'pending_act',
      db
        .select()
        .from(t.pendingActs)
        .where(eq(t.pendingActs.id, the('id'))),
    ),
    pendingAbout: prepare(
      'pending_about',
      db
        .select()
        .from(t.pendingActs)
        .where(
          and(
            eq(t.pendingActs.subject, the('subject')),
            eq(t.pendingActs.act, the('act') as never),
            isNull(t.pendingActs.decidedAt),
            gt(t.pendingActs.expiresAt, the('now')),
          ),
        )
        .orderBy(desc(t.pendingActs.id))
        .limit(1),
    ),
    pendingActs: prepare(
      'pending_acts',
      db
        .select()
        .from(t.pendingActs)
        .where(lt(t.pendingActs.id, the('before')))
        .orderBy(desc(t.pendingActs.id))
        .limit(the('limit')),
    ),
    traces: {
      row: counted(
        'row',
        db
          .select(number)
          .from(t.merchants)
          .where(and(ofMerchant(t.merchants.id), ne(t.merchants.sealed, ''))),
      ),
      digests: counted('digests', db.select(number).from(t.blindIndex).where(ofMerchant(t.blindIndex.merchant))),
      letters: counted(
        'letters',
        db
          .select(number)
          .from(t.letters)
          .where(and(inArray(t.letters.journey, theirs()), ne(t.letters.sealed, ''))),
      ),
      parkedRows: counted(
        'parked_rows',
        db
          .select(number)
          .from(t.parkedRows)
          .where(and(ofMerchant(t.parkedRows.merchant), ne(t.parkedRows.sealed, ''))),
      ),
      receipts: counted(
        'receipts',
        db
          .select(number)
          .from(t.receipts)
          .where(and(eq(t.receipts.kind, 'journey'), inArray(t.receipts.reference, theirs()), ne(t.receipts.body, ''))),
      ),
      serverWords: counted(
        'server_words',
        db
          .select(number)
          .from(t.outbox)
          .where(
            and(
              inArray(t.outbox.charter, theirCharters()),
              inArray(t.outbox.subject, theirs()),
              isNotNull(t.outbox.words),
            ),
          ),
      ),
      links: counted('links', db.select(number).from(t.links).where(inArray(t.links.journey, theirs()))),
      incomingLetters: counted(
        'incoming_letters',
        db
          .select(number)
          .from(t.incomingLetters)
          .where(and(ofMerchant(t.incomingLetters.merchant), ne(t.incomingLetters.sealed, ''))),
      ),
      deadAddresses: counted(
        'dead_addresses',
        db.select(number).from(t.deadAddresses).where(ofMerchant(t.deadAddresses.merchant)),
      ),
      facts: counted(
        'facts',
        db
          .select(number)
          .from(t.events)
          .where(and(eq(t.events.kind, 'journey'), inArray(t.events.aggregate, theirs()))),
      ),
      journeys: counted(
        'journeys',
        db
          .select(number)
          .from(t.journeys)
          .where(and(ofMerchant(t.journeys.merchant), notLike(t.journeys.holder, 'free %'))),
      ),
    } satisfies Record<keyof Traces, Statement<{ count: number }>>,
  }
}
