// The tables of letters, once for both dialects: those that go out, those that come in, and what is known of mailboxes and addresses.
import { sql } from 'drizzle-orm'
import type { IncomingKind, IncomingState } from '../application/incomingPorts.ts'
import type { CharterId, JourneyId, MerchantId, OrganisationId } from '../domain/ids.ts'
import type { Why } from '../domain/letters/answering.ts'
import type { LetterState } from '../domain/letters/outbox.ts'
import type { Columns } from './columns.ts'

export function defineLetters({ table, index, uniqueIndex, primaryKey, id, text, integer, instant }: Columns) {
  return {
    letters: table(
      'letters',
      {
        id: id('id').primaryKey(),
        charter: id<CharterId>('charter_id').notNull(),
        journey: id<JourneyId>('journey_id').notNull(),
        merchant: id<MerchantId>('merchant_id').notNull(),
        name: text('name').notNull(),
        messageId: text('message_id').notNull(),
        sealed: text('sealed').notNull(),
        createdAt: instant('created_at').notNull(),
        state: text<LetterState>('state').notNull(),
        attempts: integer('attempts')
          .notNull()
          .default(sql`0`),
        sentAt: instant('sent_at'),
        words: text('words'),
      },
      (t) => [
        index('letters_by_charter').on(t.charter, t.createdAt, t.id),
        index('letters_by_journey').on(t.journey, t.createdAt, t.id),
        index('letters_by_time').on(t.createdAt, t.id),
        index('letters_by_state').on(t.charter, t.state, t.createdAt, t.id),
        index('letters_by_message_id').on(t.messageId),
        index('letters_whole')
          .on(t.createdAt)
          .where(sql`${t.sealed} <> ''`),
      ],
    ),
    incomingLetters: table(
      'incoming_letters',
      {
        id: id('id').primaryKey(),
        digest: id('digest').notNull(),
        receivedAt: instant('received_at').notNull(),
        kind: text<IncomingKind>('kind').notNull(),
        journey: id<JourneyId>('journey_id'),
        merchant: id<MerchantId>('merchant_id'),
        charter: id<CharterId>('charter_id'),
        organisation: id<OrganisationId>('organisation_id'),
        state: text<IncomingState>('state').notNull(),
        why: text<Why>('why').notNull(),
        address: id('address_digest'),
        answeredAt: instant('answered_at'),
        answer: id('letter_id'),
        sealed: text('sealed').notNull(),
      },
      (t) => [
        uniqueIndex('incoming_letters_by_digest').on(t.digest),
        index('incoming_letters_by_organisation').on(t.organisation, t.id),
        index('incoming_letters_by_merchant').on(t.merchant),
        index('incoming_letters_by_address').on(t.address, t.answeredAt),
        index('incoming_letters_by_time').on(t.receivedAt),
      ],
    ),
    /** How far each mailbox was read. */
    mailboxes: table('mailboxes', {
      name: text<string>('name').primaryKey(),
      uidValidity: text<string>('uid_validity').notNull(),
      lastUid: integer('last_uid').notNull(),
      seenAt: instant('seen_at'),
      failingSince: instant('failing_since'),
      words: text<string>('words'),
      tryingUid: integer('trying_uid'),
      tries: integer('tries').notNull(),
    }),
    /** Addresses that refuse letters for good. */
    deadAddresses: table(
      'dead_addresses',
      {
        digest: id('digest').notNull(),
        merchant: id<MerchantId>('merchant_id').notNull(),
        journey: id<JourneyId>('journey_id').notNull(),
        organisation: id<OrganisationId>('organisation_id').notNull(),
        since: instant('since').notNull(),
        letter: id('letter_id'),
        status: text<string>('status'),
        words: text<string>('words').notNull(),
      },
      (t) => [
        primaryKey({ columns: [t.digest, t.merchant] }),
        index('dead_addresses_by_organisation').on(t.organisation),
        index('dead_addresses_by_merchant').on(t.merchant),
      ],
    ),
  }
}
