// The travel party: who travels together, and who answers for whom.
import { z } from 'zod'
import { JourneyId } from '../ids.ts'

export const PartyRole = z.enum(['traveller', 'guardian', 'dependant'])
export type PartyRole = z.infer<typeof PartyRole>

export const PartyMembership = z.strictObject({
  party: z.string().min(1).max(120),
  role: PartyRole,
  /** For a dependant: the journeys of the guardians in the same party. */
  guardians: z.array(JourneyId),
})
export type PartyMembership = z.infer<typeof PartyMembership>
