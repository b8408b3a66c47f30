// Every write, built once and prepared. Each answers the rows that it touched: none is how a guard says no.
import type { Dialect } from './dialect.ts'
import { prepareAggregateWrites } from './guarded/aggregates.ts'
import { prepareDueWrites } from './guarded/due.ts'
import { prepareErasureWrites } from './guarded/erasure.ts'
import { prepareIncomingWrites } from './guarded/incoming.ts'
import { prepareReferenceWrites } from './guarded/reference.ts'
import { prepareSignInWrites } from './guarded/signIn.ts'

export type Guarded = ReturnType<typeof prepareGuarded>

export const prepareGuarded = (dialect: Dialect) => ({
  ...prepareAggregateWrites(dialect),
  ...prepareDueWrites(dialect),
  ...prepareReferenceWrites(dialect),
  ...prepareErasureWrites(dialect),
  ...prepareIncomingWrites(dialect),
  ...prepareSignInWrites(dialect),
})
