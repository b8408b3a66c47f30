// Every question put to the database, built once and prepared: unprepared, the builder costs four times the command.
import type { Dialect } from './dialect.ts'
import { prepareAggregateQueries } from './queries/aggregates.ts'
import { prepareChangeQueries } from './queries/changes.ts'
import { prepareDueQueries } from './queries/due.ts'
import { prepareErasureQueries } from './queries/erasure.ts'
import { prepareIncomingQueries } from './queries/incoming.ts'
import { prepareRecordQueries } from './queries/record.ts'
import { prepareReferenceQueries } from './queries/reference.ts'
import { prepareSignInQueries } from './queries/signIn.ts'

export type Queries = ReturnType<typeof prepareQueries>

export const prepareQueries = (dialect: Dialect) => ({
  ...prepareAggregateQueries(dialect),
  ...prepareReferenceQueries(dialect),
  ...prepareSignInQueries(dialect),
  ...prepareRecordQueries(dialect),
  ...prepareChangeQueries(dialect),
  ...prepareDueQueries(dialect),
  ...prepareErasureQueries(dialect),
  ...prepareIncomingQueries(dialect),
  /** Answers where the database answers at all. */
  ready: dialect.prepare(
    'ready',
    dialect.db.select({ id: dialect.tables.organisations.id }).from(dialect.tables.organisations).limit(1),
  ),
})
