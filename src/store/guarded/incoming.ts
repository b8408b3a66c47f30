// Writes of letters that came in, of how far a mailbox was read, and of addresses that refuse letters.
import { and, eq, ne, sql } from 'drizzle-orm'
import { the, type Dialect } from '../dialect.ts'
import { insertOne, named, put } from '../inserts.ts'

export function prepareIncomingWrites(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect
  const found = sql<number>`1`.as('found')

  return {
    incoming: insertOne(dialect, 'incoming', t.incomingLetters),
    decideIncoming: prepare(
      'decide_incoming',
      db
        .update(t.incomingLetters)
        .set(named(['state', 'why', 'address', 'answeredAt', 'answer', 'sealed']))
        .where(and(eq(t.incomingLetters.id, the('id')), eq(t.incomingLetters.state, 'review')))
        .returning({ found }),
    ),
    reopenIncoming: prepare(
      'reopen_incoming',
      db
        .update(t.incomingLetters)
        .set({ state: 'review', why: 'answerFailed' })
        .where(
          and(
            eq(t.incomingLetters.answer, the('answer')),
            eq(t.incomingLetters.state, 'answered'),
            ne(t.incomingLetters.sealed, ''),
          ),
        )
        .returning({ found }),
    ),
    /** The digest stays: it is blind and names nobody, and a mailbox read anew does not bring the letter back. */
    emptyIncoming: prepare(
      'empty_incoming',
      db
        .update(t.incomingLetters)
        .set({
          sealed: '',
          address: null,
          state: sql`case when ${t.incomingLetters.state} = 'review' then 'closed' else ${t.incomingLetters.state} end`,
        })
        .where(eq(t.incomingLetters.merchant, the('merchant') as never))
        .returning({ found }),
    ),
    mailbox: put(dialect, 'mailbox', t.mailboxes, [t.mailboxes.name]),
    addressDead: insertOne(dialect, 'address_dead', t.deadAddresses),
    reviveAddress: prepare(
      'revive_address',
      db
        .delete(t.deadAddresses)
        .where(eq(t.deadAddresses.digest, the('digest')))
        .returning({ found }),
    ),
    dropDeadAddresses: prepare(
      'drop_dead_addresses',
      db
        .delete(t.deadAddresses)
        .where(eq(t.deadAddresses.merchant, the('merchant') as never))
        .returning({ found }),
    ),
  }
}
