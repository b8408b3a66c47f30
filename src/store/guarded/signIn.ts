// Writes of sign-in: people by their version, sessions and passes by their digests, factors by their counters.
import { and, eq, sql, type AnyColumn } from 'drizzle-orm'
import { the, type Dialect } from '../dialect.ts'
import { insertOne, named } from '../inserts.ts'

export function prepareSignInWrites(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect
  const found = sql<number>`1`.as('found')
  const before = (column: AnyColumn, name: string) => sql`${column} <= ${sql.param(the(name), column)}`

  return {
    person: insertOne(dialect, 'person', t.people),
    changePerson: prepare(
      'change_person',
      db
        .update(t.people)
        .set(named(['version', 'email', 'sealed', 'charters', 'joinedAt', 'removedAt']) as never)
        .where(and(eq(t.people.id, the('id') as never), eq(t.people.version, the('expect'))))
        .returning({ found }),
    ),

    session: insertOne(dialect, 'session', t.sessions),
    seeSession: prepare(
      'see_session',
      db
        .update(t.sessions)
        .set({ seenAt: sql`${sql.param(the('at'), t.sessions.seenAt)}` } as never)
        .where(eq(t.sessions.id, the('id') as never))
        .returning({ found }),
    ),
    renewSession: prepare(
      'renew_session',
      db
        .update(t.sessions)
        .set(named(['digest', 'freshUntil']) as never)
        .where(and(eq(t.sessions.id, the('id') as never), eq(t.sessions.digest, the('before'))))
        .returning({ found }),
    ),
    endSession: prepare(
      'end_session',
      db
        .delete(t.sessions)
        .where(eq(t.sessions.id, the('id') as never))
        .returning({ found }),
    ),
    endSessions: prepare(
      'end_sessions',
      db
        .delete(t.sessions)
        .where(eq(t.sessions.person, the('person') as never))
        .returning({ found }),
    ),
    sweepSessions: prepare(
      'sweep_sessions',
      db.delete(t.sessions).where(before(t.sessions.createdAt, 'sessionsBefore')).returning({ found }),
    ),

    pass: insertOne(dialect, 'pass', t.passes),
    takePass: prepare(
      'take_pass',
      db
        .delete(t.passes)
        .where(and(eq(t.passes.digest, the('digest')), eq(t.passes.purpose, 'link')))
        .returning({ found }),
    ),
    dropPasses: prepare(
      'drop_passes',
      db
        .delete(t.passes)
        .where(and(eq(t.passes.person, the('person') as never), eq(t.passes.purpose, 'link')))
        .returning({ found }),
    ),
    sweepPasses: prepare(
      'sweep_passes',
      db.delete(t.passes).where(before(t.passes.expiresAt, 'at')).returning({ found }),
    ),

    factor: insertOne(dialect, 'factor', t.factors),
    useFactor: prepare(
      'use_factor',
      db
        .update(t.factors)
        .set({
          ...named(['counter']),
          lastUsedAt: sql`${sql.param(the('at'), t.factors.lastUsedAt)}`,
        } as never)
        .where(and(eq(t.factors.id, the('id')), eq(t.factors.counter, the('before'))))
        .returning({ found }),
    ),
    removeFactor: prepare(
      'remove_factor',
      db
        .delete(t.factors)
        .where(and(eq(t.factors.id, the('id')), eq(t.factors.person, the('person') as never)))
        .returning({ found }),
    ),
    removeFactors: prepare(
      'remove_factors',
      db
        .delete(t.factors)
        .where(eq(t.factors.person, the('person') as never))
        .returning({ found }),
    ),
  }
}
