// Questions for the outbox and for the letters that came of it.
import { and, asc, count, desc, eq, gt, gte, isNotNull, isNull, lte, notExists, or } from 'drizzle-orm'
import { byPresence, the, type Dialect } from '../dialect.ts'

export function prepareDueQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect

  return {
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
    effect: prepare(
      'effect',
      db
        .select()
        .from(t.outbox)
        .where(eq(t.outbox.id, the('id'))),
    ),
    unwordedLetters: prepare(
      'unworded_letters',
      db
        .select()
        .from(t.outbox)
        .where(
          and(
            eq(t.outbox.charter, the('charter')),
            isNull(t.outbox.settledAt),
            eq(t.outbox.kind, 'letter'),
            notExists(db.select({ id: t.letters.id }).from(t.letters).where(eq(t.letters.id, t.outbox.id))),
          ),
        )
        .orderBy(asc(t.outbox.createdAt), asc(t.outbox.id))
        .limit(the('limit')),
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
    letterByMessageId: prepare(
      'letter_by_message_id',
      db
        .select()
        .from(t.letters)
        .where(eq(t.letters.messageId, the('messageId')))
        .orderBy(desc(t.letters.createdAt), desc(t.letters.id))
        .limit(1),
    ),
    lettersPage: byPresence(['charter', 'journey', 'state'], (given, name) =>
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
              given.state ? eq(t.letters.state, the('state')) : undefined,
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
  }
}
