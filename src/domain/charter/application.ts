// What an organiser applies for beside the flight itself: why, on which demand, and under whose endorsement.
import { z } from 'zod'
import { DemandCallId } from '../ids.ts'

/** Of the State Council's joint prevention and control mechanism, or under a fast-track corridor; in hand or asked for. */
export const Endorsement = z.enum(['jointPreventionMechanism', 'fastTrackCorridor', 'none'])
/** What the office may confirm that it has seen. */
export const SeenEndorsement = Endorsement.exclude(['none'])
export type SeenEndorsement = z.infer<typeof SeenEndorsement>
export type Endorsement = z.infer<typeof Endorsement>

export const CharterApplication = z.strictObject({
  purpose: z.string().trim().min(1, 'must say why the charter flies').max(500),
  /** The call whose replies the load rests on. */
  demandCall: DemandCallId.nullable().default(null),
  endorsement: Endorsement,
})
export type CharterApplication = z.infer<typeof CharterApplication>
