// A charter as it is answered: as it lies, with its seats, the moment that windows are counted from, and the editions that bind.
import type { Desk } from '../application/desk.ts'
import { seatsToFill, type Charter } from '../domain/charter/charter.ts'
import { boundMission } from '../domain/charter/retiming.ts'

export function charterBody(desk: Desk, charter: Charter) {
  const editions = desk.policies.editionsOf(charter)
  const policy = desk.policies.policyFor(charter, null)
  return {
    ...charter,
    seats: seatsToFill(charter.record.terms),
    anchor: policy.anchor,
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
