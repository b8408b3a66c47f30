// Questions about letters that came in, mailboxes, and addresses that refuse letters.
import { and, asc, count, desc, eq, gt, lt } from 'drizzle-orm'
import { byPresence, the, type Dialect } from '../dialect.ts'

export function prepareIncomingQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect

  return {
    incoming: prepare(
      'incoming_letter',
      db
        .select()
        .from(t.incomingLetters)
        .where(eq(t.incomingLetters.id, the('id'))),
    ),
    incomingByDigest: prepare(
      'incoming_by_digest',
      db
        .select()
        .from(t.incomingLetters)
        .where(eq(t.incomingLetters.digest, the('digest'))),
    ),
    incomingPage: byPresence(['organisation', 'state'], (given, name) =>
      prepare(
        `incoming_page${name}`,
        db
          .select()
          .from(t.incomingLetters)
          .where(
            and(
              lt(t.incomingLetters.id, the('before')),
              given.organisation ? eq(t.incomingLetters.organisation, the('organisation') as never) : undefined,
              given.state ? eq(t.incomingLetters.state, the('state') as never) : undefined,
            ),
          )
          .orderBy(desc(t.incomingLetters.id))
          .limit(the('limit')),
      ),
    ),
    incomingOf: prepare(
      'incoming_of',
      db
        .select()
        .from(t.incomingLetters)
        .where(eq(t.incomingLetters.merchant, the('merchant') as never))
        .orderBy(asc(t.incomingLetters.id)),
    ),
    answersTo: prepare(
      'answers_to',
      db
        .select({ count: count() })
        .from(t.incomingLetters)
        .where(and(eq(t.incomingLetters.address, the('address')), gt(t.incomingLetters.answeredAt, the('since')))),
    ),
    mailbox: prepare(
      'mailbox',
      db
        .select()
        .from(t.mailboxes)
        .where(eq(t.mailboxes.name, the('name'))),
    ),
    deadAddress: prepare(
      'dead_address',
      db
        .select()
        .from(t.deadAddresses)
        .where(eq(t.deadAddresses.digest, the('digest')))
        .orderBy(asc(t.deadAddresses.since))
        .limit(1),
    ),
    deadAddresses: byPresence(['organisation'], (given, name) =>
      prepare(
        `dead_addresses${name}`,
        db
          .select()
          .from(t.deadAddresses)
          .where(given.organisation ? eq(t.deadAddresses.organisation, the('organisation') as never) : undefined)
          .orderBy(asc(t.deadAddresses.since), asc(t.deadAddresses.digest)),
      ),
    ),
  }
}
