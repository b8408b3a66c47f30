// Questions for people, their sessions, links and second factors.
import { and, asc, eq, isNull } from 'drizzle-orm'
import { the, type Dialect } from '../dialect.ts'

export function prepareSignInQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect

  return {
    person: prepare(
      'person',
      db
        .select()
        .from(t.people)
        .where(eq(t.people.id, the('id') as never)),
    ),
    personByEmail: prepare(
      'person_by_email',
      db
        .select()
        .from(t.people)
        .where(and(eq(t.people.email, the('digest')), isNull(t.people.removedAt))),
    ),
    people: prepare('people', db.select().from(t.people).orderBy(asc(t.people.id))),
    peopleOf: prepare(
      'people_of',
      db
        .select()
        .from(t.people)
        .where(eq(t.people.organisation, the('organisation') as never))
        .orderBy(asc(t.people.id)),
    ),
    session: prepare(
      'session',
      db
        .select()
        .from(t.sessions)
        .where(eq(t.sessions.digest, the('digest'))),
    ),
    sessionById: prepare(
      'session_by_id',
      db
        .select()
        .from(t.sessions)
        .where(eq(t.sessions.id, the('id') as never)),
    ),
    sessionsOf: prepare(
      'sessions_of',
      db
        .select()
        .from(t.sessions)
        .where(eq(t.sessions.person, the('person') as never))
        .orderBy(asc(t.sessions.id)),
    ),
    pass: prepare(
      'pass',
      db
        .select()
        .from(t.passes)
        .where(eq(t.passes.digest, the('digest'))),
    ),
    factor: prepare(
      'factor',
      db
        .select()
        .from(t.factors)
        .where(eq(t.factors.id, the('id'))),
    ),
    factorsOf: prepare(
      'factors_of',
      db
        .select()
        .from(t.factors)
        .where(eq(t.factors.person, the('person') as never))
        .orderBy(asc(t.factors.id)),
    ),
  }
}
