// Writes of the outbox and of letters.
import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { the, type Dialect } from '../dialect.ts'
import { insertMany, insertOne, named } from '../inserts.ts'
import type { Row } from '../rows.ts'

export function prepareDueWrites(dialect: Dialect) {
  const { db, tables: t, prepare, passingOverLocked } = dialect
  const found = sql<number>`1`.as('found')
  const due = db.$with('due').as(
    passingOverLocked(
      db
        .select({ id: t.outbox.id })
        .from(t.outbox)
        .where(
          and(
            isNull(t.outbox.settledAt),
            lte(t.outbox.dueAt, the('now')),
            or(isNull(t.outbox.leaseUntil), lte(t.outbox.leaseUntil, the('now'))),
          ),
        )
        .orderBy(asc(t.outbox.dueAt), asc(t.outbox.id))
        .limit(the('limit')),
    ),
  )

  return {
    claimDue: prepare<Row<'outbox'>>(
      'claim_due',
      db
        .with(due)
        .update(t.outbox)
        .set({ ...named(['owner', 'leaseUntil']), state: 'claimed', attempts: sql`${t.outbox.attempts} + 1` })
        .where(inArray(t.outbox.id, db.select({ id: due.id }).from(due)))
        .returning(),
    ),
    claimLetters: prepare<Row<'outbox'>>(
      'claim_letters',
      db
        .update(t.outbox)
        .set({ ...named(['owner', 'leaseUntil']), state: 'claimed', attempts: sql`${t.outbox.attempts} + 1` })
        .where(
          and(
            isNull(t.outbox.settledAt),
            isNull(t.outbox.leaseUntil),
            eq(t.outbox.subject, the('subject')),
            eq(t.outbox.kind, 'letter'),
          ),
        )
        .returning(),
    ),
    settle: prepare(
      'settle',
      db
        .update(t.outbox)
        .set({ ...named(['state', 'settledAt', 'words']), owner: null, leaseUntil: null })
        .where(
          and(
            eq(t.outbox.id, the('id')),
            isNull(t.outbox.settledAt),
            or(isNull(t.outbox.owner), eq(t.outbox.owner, the('owner'))),
          ),
        )
        .returning({ found }),
    ),
    postpone: prepare(
      'postpone',
      db
        .update(t.outbox)
        .set({ ...named(['dueAt', 'words']), state: 'queued', owner: null, leaseUntil: null })
        .where(and(eq(t.outbox.id, the('id')), isNull(t.outbox.settledAt), eq(t.outbox.owner, the('owner'))))
        .returning({ found }),
    ),
    again: prepare(
      'effect_again',
      db
        .update(t.outbox)
        .set({ ...named(['dueAt']), state: 'queued', attempts: 0, owner: null, settledAt: null, words: null })
        .where(and(eq(t.outbox.id, the('id')), isNull(t.outbox.leaseUntil)))
        .returning({ found }),
    ),
    releaseOf: prepare(
      'release_of',
      db
        .update(t.outbox)
        .set({ state: 'queued', owner: null, leaseUntil: null })
        .where(and(isNotNull(t.outbox.leaseUntil), eq(t.outbox.owner, the('owner'))))
        .returning({ found }),
    ),
    releaseAll: prepare(
      'release_all',
      db
        .update(t.outbox)
        .set({ state: 'queued', owner: null, leaseUntil: null })
        .where(isNotNull(t.outbox.leaseUntil))
        .returning({ found }),
    ),
    effects: insertMany(dialect, 'effects', t.outbox),

    keepLetter: insertOne(dialect, 'keep_letter', t.letters),
    letter: prepare(
      'kept_letter',
      db
        .select()
        .from(t.letters)
        .where(eq(t.letters.id, the('id'))),
    ),
    moveLetter: prepare(
      'move_letter',
      db
        .update(t.letters)
        .set(named(['state', 'attempts', 'sentAt', 'words']))
        .where(eq(t.letters.id, the('id')))
        .returning({ found }),
    ),
    moveLetterFrom: prepare(
      'move_letter_from',
      db
        .update(t.letters)
        .set(named(['state', 'attempts', 'sentAt', 'words']))
        .where(and(eq(t.letters.id, the('id')), eq(t.letters.state, the('expect'))))
        .returning({ found }),
    ),
  }
}
