// Every table, once for both dialects. What is searched has a column of its own; no enums, arrays or JSON in conditions.
import { sql } from 'drizzle-orm'
import type { Actor } from '../application/actor.ts'
import type { EffectKind, EffectState } from '../application/effect.ts'
import type { ConflictDecision, ConflictKind } from '../application/parkedRow.ts'
import type { PendingDecision } from '../application/pendingAct.ts'
import type { Laboratory, IndexEntry, StoredEdition } from '../application/ports.ts'
import type { AggregateKind } from '../application/recordLines.ts'
import type { Factor, Pass } from '../application/signInPorts.ts'
import type { StoredTrade } from '../application/tradePorts.ts'
import type { OrganisationKind, Role } from '../domain/access/roles.ts'
import type { Act } from '../domain/access/table.ts'
import type { TwoPeopleAct } from '../domain/access/twoPeople.ts'
import type { CharterRecord } from '../domain/charter/charter.ts'
import type { CharterStage } from '../domain/charter/stage.ts'
import type { DemandRecord } from '../domain/demand/demandCall.ts'
import type { DemandStage } from '../domain/demand/stage.ts'
import type { Room } from '../domain/facility/room.ts'
import type {
  CharterId,
  DemandCallId,
  FacilityId,
  JourneyId,
  MerchantId,
  OrganisationId,
  PersonId,
  RoomId,
  RunId,
  SessionId,
} from '../domain/ids.ts'
import type { Zone } from '../domain/instant.ts'
import type { Dossier } from '../domain/journey/journey.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { RunStage } from '../domain/transfer/chart.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import type { Columns } from './columns.ts'
import { defineLetters } from './schemaOfLetters.ts'

export type Tables = ReturnType<typeof defineSchema>

/**
 * There are no foreign keys between aggregates: on PostgreSQL they lock the row they point at, outside the order in which
 * a commit locks, and across shards they are not to be had. The record of events is what proves that nothing dangles.
 */
export function defineSchema(columns: Columns) {
  const { table, index, uniqueIndex, primaryKey, id, text, integer, measure, json, instant, sequence } = columns

  const aggregates = {
    charters: table(
      'charters',
      {
        id: id<CharterId>('id').primaryKey(),
        organiser: id<OrganisationId>('organiser_id').notNull(),
        stage: text<CharterStage>('stage').notNull(),
        version: integer('version').notNull(),
        head: text('head').notNull(),
        record: json<CharterRecord>('record').notNull(),
      },
      (t) => [index('charters_by_organiser').on(t.organiser, t.id)],
    ),
    journeys: table(
      'journeys',
      {
        id: id<JourneyId>('id').primaryKey(),
        charter: id<CharterId>('charter_id').notNull(),
        merchant: id<MerchantId>('merchant_id').notNull(),
        organisation: id<OrganisationId>('organisation_id').notNull(),
        stage: text<Stage>('stage').notNull(),
        version: integer('version').notNull(),
        head: text('head').notNull(),
        holder: text('holder'),
        /** The flight day and, blind, the passport: one seat a day for one passport, whoever organises the flights. */
        traveller: text('traveller'),
        /** Since when it stands on the waiting list; null elsewhere. */
        waitingSince: instant('waiting_since'),
        dossier: json<Dossier>('dossier').notNull(),
      },
      (t) => [
        uniqueIndex('journeys_by_holder').on(t.charter, t.holder),
        uniqueIndex('journeys_by_traveller').on(t.traveller),
        index('journeys_by_charter').on(t.charter, t.id),
        index('journeys_by_stage').on(t.charter, t.stage, t.id),
        index('journeys_by_merchant').on(t.merchant, t.id),
        // Whoever is erased leaves it, so that a year of ended journeys costs the daily look nothing.
        index('journeys_named')
          .on(t.id)
          .where(sql`${t.holder} is not null`),
      ],
    ),
    runs: table(
      'runs',
      {
        id: id<RunId>('id').primaryKey(),
        charter: id<CharterId>('charter_id').notNull(),
        stage: text<RunStage>('stage').notNull(),
        version: integer('version').notNull(),
        head: text('head').notNull(),
        record: json<TransferRun['record']>('record').notNull(),
      },
      (t) => [index('runs_by_charter').on(t.charter, t.id)],
    ),
    rooms: table(
      'rooms',
      {
        id: id<RoomId>('id').primaryKey(),
        facility: id<FacilityId>('facility_id').notNull(),
        version: integer('version').notNull(),
        head: text('head').notNull(),
        places: integer('places').notNull(),
        occupants: json<Room['occupants']>('occupants').notNull(),
      },
      (t) => [index('rooms_by_facility').on(t.facility, t.id)],
    ),
    /** Names, documents, addresses: sealed under the merchant's own key. */
    merchants: table('merchants', {
      id: id<MerchantId>('id').primaryKey(),
      version: integer('version').notNull(),
      head: text('head').notNull(),
      sealed: text('sealed').notNull(),
    }),
    /** With the latest reply of each organisation: a count of people, and of no person. */
    demandCalls: table('demand_calls', {
      id: id<DemandCallId>('id').primaryKey(),
      office: id<OrganisationId>('office_id').notNull(),
      stage: text<DemandStage>('stage').notNull(),
      version: integer('version').notNull(),
      head: text('head').notNull(),
      record: json<DemandRecord>('record').notNull(),
    }),
  }

  const beside = {
    blindIndex: table(
      'blind_index',
      {
        kind: text<IndexEntry['kind']>('kind').notNull(),
        digest: id('digest').notNull(),
        merchant: id<MerchantId>('merchant_id').notNull(),
      },
      (t) => [primaryKey({ columns: [t.kind, t.digest, t.merchant] }), index('blind_index_by_merchant').on(t.merchant)],
    ),
    seats: table(
      'seats',
      {
        charter: id<CharterId>('charter_id').notNull(),
        number: integer('number').notNull(),
        journey: id<JourneyId>('journey_id'),
      },
      // Each in its own half, or a question for free seats would walk through the free seats of every charter.
      (t) => [
        primaryKey({ columns: [t.charter, t.number] }),
        uniqueIndex('seats_by_journey')
          .on(t.journey)
          .where(sql`${t.journey} is not null`),
        index('seats_free')
          .on(t.charter, t.number)
          .where(sql`${t.journey} is null`),
      ],
    ),
    /** Rows of a roster that wait for a decision, sealed under the key of the person that they resemble. */
    parkedRows: table(
      'parked_rows',
      {
        id: id('id').primaryKey(),
        charter: id<CharterId>('charter_id').notNull(),
        organisation: id<OrganisationId>('organisation_id').notNull(),
        row: integer('roster_row').notNull(),
        kind: text<ConflictKind>('kind').notNull(),
        merchant: id<MerchantId>('merchant_id').notNull(),
        journey: id<JourneyId>('journey_id'),
        sealed: text('sealed').notNull(),
        digest: id('digest').notNull(),
        createdAt: instant('created_at').notNull(),
        decidedAt: instant('decided_at'),
        decision: text<ConflictDecision>('decision'),
      },
      (t) => [
        uniqueIndex('parked_rows_by_digest').on(t.charter, t.digest),
        index('parked_rows_by_merchant').on(t.merchant),
      ],
    ),
    /** Whom nothing is erased of for the time being; the reason is sealed under their own key. */
    holds: table('holds', {
      merchant: id<MerchantId>('merchant_id').primaryKey(),
      reason: text('reason').notNull(),
      since: instant('since').notNull(),
    }),
    /** Acts that one has asked for and another has to confirm. */
    pendingActs: table('pending_acts', {
      id: id('id').primaryKey(),
      act: text<TwoPeopleAct>('act').notNull(),
      subject: id('subject').notNull(),
      body: json<{ readonly reason: string }>('body').notNull(),
      askedByRole: text<Role>('asked_by_role').notNull(),
      askedByOrganisation: id<OrganisationId>('asked_by_organisation_id'),
      askedByToken: text<string>('asked_by_token').notNull(),
      askedByPerson: id<PersonId>('asked_by_person_id'),
      askedAt: instant('asked_at').notNull(),
      expiresAt: instant('expires_at').notNull(),
      decidedAt: instant('decided_at'),
      decision: text<PendingDecision>('decision'),
      decidedBy: text<string>('decided_by'),
    }),
    tallies: table(
      'tallies',
      {
        charter: id<CharterId>('charter_id').notNull(),
        stage: text<Stage>('stage').notNull(),
        standing: integer('standing').notNull(),
        reached: integer('reached').notNull(),
      },
      (t) => [primaryKey({ columns: [t.charter, t.stage] })],
    ),
  }

  /** What every line of the record says, in either of its two books. */
  const told = () => ({
    sequence: sequence('sequence'),
    kind: text<AggregateKind>('kind').notNull(),
    aggregate: id('aggregate').notNull(),
    charter: id<CharterId>('charter_id'),
    version: integer('version').notNull(),
    ordinal: integer('ordinal').notNull(),
    type: text('type').notNull(),
    data: json<unknown>('data').notNull(),
    at: instant('at').notNull(),
    actorRole: text<Role>('actor_role').notNull(),
    actorOrganisation: id<OrganisationId>('actor_organisation_id'),
    actorToken: text<Actor['token']>('actor_token').notNull(),
    actorPerson: id<PersonId>('actor_person_id'),
    editions: json<readonly string[]>('editions').notNull(),
    request: text('request').notNull(),
    previous: text('previous').notNull(),
    digest: text('digest').notNull(),
  })

  const record = {
    events: table('events', told(), (t) => [
      uniqueIndex('events_by_aggregate').on(t.kind, t.aggregate, t.version, t.ordinal),
      index('events_by_charter').on(t.charter, t.sequence),
      // Each way of searching, newest first.
      index('events_by_time').on(t.at, t.sequence),
      index('events_by_organisation').on(t.actorOrganisation, t.at, t.sequence),
      index('events_by_actor').on(t.actorToken, t.at, t.sequence),
      index('events_by_person').on(t.actorPerson, t.at, t.sequence),
      index('events_by_type').on(t.type, t.at, t.sequence),
    ]),
    /** What was shown and what was sent: chained a desk process at a time, so that no two readers wait for one head. */
    journal: table('journal', { ...told(), subject: id<JourneyId>('subject') }, (t) => [
      uniqueIndex('journal_by_aggregate').on(t.kind, t.aggregate, t.version, t.ordinal),
      index('journal_by_time').on(t.at, t.sequence),
      index('journal_by_organisation').on(t.actorOrganisation, t.at, t.sequence),
      index('journal_by_charter').on(t.charter, t.at, t.sequence),
      index('journal_by_subject')
        .on(t.subject, t.at, t.sequence)
        .where(sql`${t.subject} is not null`),
    ]),
    /** Where the chains end that have no row of their own. */
    chainEnds: table(
      'chain_ends',
      {
        kind: text<AggregateKind>('kind').notNull(),
        aggregate: id('aggregate').notNull(),
        version: integer('version').notNull(),
        head: text('head').notNull(),
      },
      (t) => [primaryKey({ columns: [t.kind, t.aggregate] })],
    ),
    checkpoints: table('checkpoints', {
      number: integer('number').primaryKey(),
      statement: text('statement').notNull(),
      signature: text('signature').notNull(),
      at: instant('at').notNull(),
    }),
    receipts: table(
      'receipts',
      {
        key: id('key').primaryKey(),
        body: text('body').notNull(),
        status: integer('status').notNull(),
        kind: text('kind').notNull(),
        reference: text('reference').notNull(),
        at: instant('at').notNull(),
      },
      (t) => [
        index('receipts_by_journey')
          .on(t.reference)
          .where(sql`${t.kind} = 'journey'`),
      ],
    ),
  }

  const due = {
    outbox: table(
      'outbox',
      {
        id: id('id').primaryKey(),
        kind: text<EffectKind>('kind').notNull(),
        charter: id<CharterId>('charter_id'),
        subject: id('subject').notNull(),
        name: text('name').notNull(),
        payload: json<Readonly<Record<string, unknown>>>('payload').notNull(),
        dueAt: instant('due_at').notNull(),
        createdAt: instant('created_at').notNull(),
        state: text<EffectState>('state').notNull(),
        attempts: integer('attempts').notNull(),
        owner: text('owner'),
        leaseUntil: instant('lease_until'),
        settledAt: instant('settled_at'),
        words: text('words'),
      },
      // Only what is still open stands in these two, so that a year of settled effects costs a claim nothing.
      (t) => [
        index('outbox_open')
          .on(t.dueAt, t.id)
          .where(sql`${t.settledAt} is null`),
        index('outbox_open_by_subject')
          .on(t.subject, t.dueAt)
          .where(sql`${t.settledAt} is null`),
        index('outbox_leases')
          .on(t.leaseUntil)
          .where(sql`${t.leaseUntil} is not null`),
        index('outbox_by_charter').on(t.charter),
      ],
    ),
  }

  const reference = {
    organisations: table('organisations', {
      id: id<OrganisationId>('id').primaryKey(),
      kind: text<OrganisationKind>('kind').notNull(),
      name: text('name').notNull(),
    }),
    tokens: table(
      'tokens',
      {
        id: id('id').primaryKey(),
        digest: id('digest').notNull(),
        role: text<Role>('role').notNull(),
        organisation: id<OrganisationId>('organisation_id').notNull(),
        charters: json<readonly CharterId[] | null>('charters'),
        acts: json<readonly Act[] | null>('acts'),
        label: text('label').notNull(),
        expiresAt: instant('expires_at').notNull(),
        revokedAt: instant('revoked_at'),
        lastUsedAt: instant('last_used_at'),
      },
      (t) => [uniqueIndex('tokens_by_digest').on(t.digest)],
    ),
    facilities: table('facilities', {
      id: id<FacilityId>('id').primaryKey(),
      organisation: id<OrganisationId>('organisation_id').notNull(),
      name: text('name').notNull(),
      city: text('city').notNull(),
      zone: text<Zone>('zone').notNull(),
    }),
    laboratories: table('laboratories', {
      id: id('id').primaryKey(),
      name: text('name').notNull(),
      city: text('city').notNull(),
      country: text('country').notNull(),
      reagents: json<readonly string[]>('reagents').notNull(),
      turnaroundHours: measure('turnaround_hours').notNull(),
      admissions: json<Laboratory['admissions']>('admissions')
        .notNull()
        .default(sql`'[]'`),
    }),
    editions: table('editions', {
      id: id('id').primaryKey(),
      kind: text<StoredEdition['kind']>('kind').notNull(),
      body: json<unknown>('body').notNull(),
      at: instant('at').notNull(),
    }),
    lockdowns: table(
      'lockdowns',
      {
        destination: id('destination').notNull(),
        from: instant('begins_at').notNull(),
        until: instant('ends_at'),
        reason: text('reason').notNull(),
      },
      (t) => [primaryKey({ columns: [t.destination, t.from] })],
    ),
    tradeFigures: table(
      'trade_figures',
      {
        country: id<StoredTrade['country']>('country').notNull(),
        from: id<StoredTrade['from']>('first_month').notNull(),
        until: id<StoredTrade['until']>('last_month').notNull(),
        version: integer('version').notNull(),
        figures: json<StoredTrade['figures']>('figures').notNull(),
        reason: text('reason'),
        at: instant('entered_at').notNull(),
        by: json<StoredTrade['by']>('entered_by').notNull(),
      },
      (t) => [primaryKey({ columns: [t.country, t.from, t.until, t.version] })],
    ),
    links: table(
      'links',
      {
        digest: id('digest').primaryKey(),
        journey: id<JourneyId>('journey_id').notNull(),
        createdAt: instant('created_at').notNull(),
        revokedAt: instant('revoked_at'),
      },
      (t) => [index('links_by_journey').on(t.journey)],
    ),
  }

  const signIn = {
    people: table(
      'people',
      {
        id: id<PersonId>('id').primaryKey(),
        organisation: id<OrganisationId>('organisation_id').notNull(),
        version: integer('version').notNull(),
        email: id('email_digest'),
        sealed: text('sealed').notNull(),
        charters: json<readonly CharterId[] | null>('charters'),
        invitedAt: instant('invited_at').notNull(),
        joinedAt: instant('joined_at'),
        removedAt: instant('removed_at'),
      },
      // An address that was somebody's may be invited again.
      (t) => [
        uniqueIndex('people_by_email')
          .on(t.email)
          .where(sql`${t.removedAt} is null`),
        index('people_by_organisation').on(t.organisation, t.id),
      ],
    ),
    sessions: table(
      'sessions',
      {
        id: id<SessionId>('id').primaryKey(),
        digest: id('digest').notNull(),
        person: id<PersonId>('person_id').notNull(),
        createdAt: instant('created_at').notNull(),
        seenAt: instant('seen_at').notNull(),
        freshUntil: instant('fresh_until'),
        sealed: text('sealed').notNull(),
      },
      (t) => [uniqueIndex('sessions_by_digest').on(t.digest), index('sessions_by_person').on(t.person, t.id)],
    ),
    passes: table(
      'passes',
      {
        digest: id('digest').primaryKey(),
        purpose: text<Pass['purpose']>('purpose').notNull(),
        person: id<PersonId>('person_id'),
        expiresAt: instant('expires_at').notNull(),
      },
      (t) => [index('passes_by_person').on(t.person), index('passes_by_end').on(t.expiresAt)],
    ),
    factors: table(
      'factors',
      {
        id: id('id').primaryKey(),
        person: id<PersonId>('person_id').notNull(),
        kind: text<Factor['kind']>('kind').notNull(),
        sealed: text('sealed').notNull(),
        counter: integer('counter').notNull(),
        label: text('label').notNull(),
        createdAt: instant('created_at').notNull(),
        lastUsedAt: instant('last_used_at'),
      },
      (t) => [index('factors_by_person').on(t.person, t.id)],
    ),
  }

  return { ...aggregates, ...beside, ...record, ...due, ...defineLetters(columns), ...reference, ...signIn }
}
