// A charter as it is answered: as it lies, with its seats, permit and conditions, where windows are counted from, and what binds.
import type { Desk } from '../application/desk.ts'
import { permitFor } from '../application/permits.ts'
import { conditionsOf } from '../domain/charter/conditions.ts'
import { seatsToFill, type Charter } from '../domain/charter/charter.ts'
import { boundMission } from '../domain/charter/retiming.ts'

export function charterBody(desk: Desk, charter: Charter) {
  const editions = desk.policies.editionsOf(charter)
  const policy = desk.policies.policyFor(charter, null)
  return {
    ...charter,
    seats: seatsToFill(charter.record.terms),
    anchor: policy.anchor,
    /** By when the aviation permit is filed; null where the charter has no application. */
    permit: permitFor(desk, charter, desk.clock.now()),
    conditions: conditionsOf(charter),
    editions: {
      mission: boundMission(editions.mission),
      observation: editions.observation.bound
        ? {
            id: editions.observation.bound.id,
            assumed: editions.observation.bound.assumed,
            reason: editions.observation.reason,
          }
        : { id: null, finding: editions.observation.finding },
    },
  }
}
