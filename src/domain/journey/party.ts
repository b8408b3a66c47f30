// The travel party: who travels together, and who answers for whom.
import { z } from 'zod'
import { JourneyId } from '../ids.ts'
import type { Journey } from './journey.ts'

export const PartyRole = z.enum(['traveller', 'guardian', 'dependant'])
export type PartyRole = z.infer<typeof PartyRole>

export const PartyMembership = z.strictObject({
  party: z.string().min(1).max(120),
  role: PartyRole,
  /** For a dependant: the journeys of the guardians in the same party. */
  guardians: z.array(JourneyId),
})
export type PartyMembership = z.infer<typeof PartyMembership>

/**
 * Whether a dependant must stay on the ground because of this guardian. A guardian who tested positive keeps the child
 * (a household contact); for any other reason the child stays only when no other guardian of the party still travels.
 */
export function staysWithGuardian(guardian: Journey, others: readonly Journey[]): boolean {
  if (!isOnTheGroundForGood(guardian)) return false
  if (guardian.dossier.tests.some((test) => test.result === 'positive')) return true
  return others.every(isOnTheGroundForGood)
}

const isOnTheGroundForGood = (journey: Journey): boolean =>
  journey.stage === 'deferred' || journey.stage === 'withdrawn' || journey.stage === 'notTravelled'
