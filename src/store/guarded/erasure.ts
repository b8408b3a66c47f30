// Writes that take something away: all that was sealed for one merchant, and what has outlived its period.
import { and, eq, gt, inArray, isNotNull, isNull, lt, ne, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { Perishable } from '../../application/ports.ts'
import { the, type Dialect, type Statement } from '../dialect.ts'
import { insertOne, named, put } from '../inserts.ts'

export function prepareErasureWrites(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect
  const found = sql<number>`1`.as('found')
  const theirs = () =>
    db
      .select({ id: t.journeys.id })
      .from(t.journeys)
      .where(eq(t.journeys.merchant, the('merchant') as never))
  const theirCharters = () =>
    db
      .select({ id: t.journeys.charter })
      .from(t.journeys)
      .where(eq(t.journeys.merchant, the('merchant') as never))
  /** What waits for a person is closed: nothing is left to read. */
  const expireIncoming = (name: string, whose: SQL, more: { readonly address?: null }) =>
    prepare(
      name,
      db
        .update(t.incomingLetters)
        .set({
          ...{ sealed: '', ...more },
          state: sql`case when ${t.incomingLetters.state} = 'review' then 'closed' else ${t.incomingLetters.state} end`,
        })
        .where(
          inArray(
            t.incomingLetters.id,
            db
              .select({ id: t.incomingLetters.id })
              .from(t.incomingLetters)
              .where(and(lt(t.incomingLetters.receivedAt, the('before')), whose, ne(t.incomingLetters.sealed, '')))
              .limit(the('limit')),
          ),
        )
        .returning({ found }),
    )
  const theirEffects = () => and(inArray(t.outbox.charter, theirCharters()), inArray(t.outbox.subject, theirs()))

  return {
    emptyHolders: prepare(
      'empty_holders',
      db
        .update(t.journeys)
        .set({ holder: null, traveller: null })
        .where(eq(t.journeys.merchant, the('merchant') as never))
        .returning({ found }),
    ),
    emptyLetters: prepare(
      'empty_letters',
      db
        .update(t.letters)
        .set({
          sealed: '',
          words: null,
          state: sql`case when ${t.letters.state} in ('queued', 'deferred') then 'givenUp' else ${t.letters.state} end`,
        })
        .where(inArray(t.letters.journey, theirs()))
        .returning({ found }),
    ),
    emptyParked: prepare(
      'empty_parked',
      db
        .update(t.parkedRows)
        .set({ sealed: '', digest: t.parkedRows.id as never })
        .where(eq(t.parkedRows.merchant, the('merchant') as never))
        .returning({ found }),
    ),
    /** The key stays, so that the same request does not begin anew; no body answers to it any more. */
    emptyReceipts: prepare(
      'empty_receipts',
      db
        .update(t.receipts)
        .set({ body: '' })
        .where(and(eq(t.receipts.kind, 'journey'), inArray(t.receipts.reference, theirs())))
        .returning({ found }),
    ),
    giveUpEffects: prepare(
      'give_up_effects',
      db
        .update(t.outbox)
        .set({
          state: 'givenUp',
          settledAt: sql.param(the('at'), t.outbox.settledAt) as never,
          owner: null,
          leaseUntil: null,
        })
        .where(and(theirEffects(), isNull(t.outbox.settledAt)))
        .returning({ found }),
    ),
    emptyWords: prepare(
      'empty_words',
      db
        .update(t.outbox)
        .set({ words: null })
        .where(and(theirEffects(), isNotNull(t.outbox.words)))
        .returning({ found }),
    ),
    dropLinks: prepare('drop_links', db.delete(t.links).where(inArray(t.links.journey, theirs())).returning({ found })),

    hold: put(dialect, 'hold', t.holds, [t.holds.merchant]),
    liftHold: prepare(
      'lift_hold',
      db
        .delete(t.holds)
        .where(eq(t.holds.merchant, the('merchant') as never))
        .returning({ found }),
    ),
    askTwo: insertOne(dialect, 'ask_two', t.pendingActs),
    decideTwo: prepare(
      'decide_two',
      db
        .update(t.pendingActs)
        .set(named(['decision', 'decidedAt', 'decidedBy']))
        .where(and(eq(t.pendingActs.id, the('id')), isNull(t.pendingActs.decidedAt)))
        .returning({ found }),
    ),

    expire: {
      letterBodies: prepare(
        'expire_letters',
        db
          .update(t.letters)
          .set({ sealed: '', words: null })
          .where(
            inArray(
              t.letters.id,
              db
                .select({ id: t.letters.id })
                .from(t.letters)
                .where(
                  and(
                    lt(t.letters.createdAt, the('before')),
                    ne(t.letters.sealed, ''),
                    notInArray(t.letters.state, ['queued', 'deferred']),
                  ),
                )
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
      parkedRows: prepare(
        'expire_parked',
        db
          .update(t.parkedRows)
          .set({ sealed: '', digest: t.parkedRows.id as never })
          .where(
            inArray(
              t.parkedRows.id,
              db
                .select({ id: t.parkedRows.id })
                .from(t.parkedRows)
                .where(and(lt(t.parkedRows.createdAt, the('before')), ne(t.parkedRows.sealed, '')))
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
      incomingLetters: expireIncoming('expire_incoming', isNotNull(t.incomingLetters.merchant), { address: null }),
      strayLetters: expireIncoming('expire_stray', isNull(t.incomingLetters.merchant), {}),
      receipts: prepare(
        'expire_receipts',
        db
          .delete(t.receipts)
          .where(
            inArray(
              t.receipts.key,
              db
                .select({ key: t.receipts.key })
                .from(t.receipts)
                .where(lt(t.receipts.at, the('before')))
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
      settledEffects: prepare(
        'expire_effects',
        db
          .delete(t.outbox)
          .where(
            inArray(
              t.outbox.id,
              db
                .select({ id: t.outbox.id })
                .from(t.outbox)
                .where(
                  and(
                    or(
                      and(gt(t.outbox.id, 'E'), lt(t.outbox.id, the('beforeId'))),
                      // A digest's id is its person and day; all of them: '/' comes after '.'.
                      and(gt(t.outbox.id, 'digest.'), lt(t.outbox.id, 'digest/')),
                    ),
                    lt(t.outbox.settledAt, the('before')),
                  ),
                )
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
      pendingActs: prepare(
        'expire_pending',
        db
          .delete(t.pendingActs)
          .where(
            inArray(
              t.pendingActs.id,
              db
                .select({ id: t.pendingActs.id })
                .from(t.pendingActs)
                .where(or(lt(t.pendingActs.decidedAt, the('before')), lt(t.pendingActs.expiresAt, the('before'))))
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
      removedPeople: prepare(
        'expire_people',
        db
          .update(t.people)
          .set({ sealed: '', email: null })
          .where(
            inArray(
              t.people.id,
              db
                .select({ id: t.people.id })
                .from(t.people)
                .where(and(lt(t.people.removedAt, the('before')), ne(t.people.sealed, '')))
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
      sessions: prepare(
        'expire_sessions',
        db
          .delete(t.sessions)
          .where(
            inArray(
              t.sessions.id,
              db
                .select({ id: t.sessions.id })
                .from(t.sessions)
                .where(lt(t.sessions.createdAt, the('before')))
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
      passes: prepare(
        'expire_passes',
        db
          .delete(t.passes)
          .where(
            inArray(
              t.passes.digest,
              db
                .select({ digest: t.passes.digest })
                .from(t.passes)
                .where(lt(t.passes.expiresAt, the('before')))
                .limit(the('limit')),
            ),
          )
          .returning({ found }),
      ),
    } satisfies Record<Perishable, Statement<unknown>>,
  }
}
