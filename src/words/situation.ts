// Everything that is known when a merchant is told where they are; letters and the status page speak of the same.
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { ObservationFacility } from '../domain/facility/room.ts'
import type { Instant, Zone } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isBeforeBoarding } from '../domain/journey/stage.ts'
import type { MissionEdition } from '../domain/policy/missionEdition.ts'
import type { ObservationEdition } from '../domain/policy/observationEdition.ts'
import type { Plan } from '../domain/policy/plan.ts'
import { homeZone } from './homeZone.ts'

export type Situation = {
  readonly journey: Journey
  readonly charter: Charter
  readonly plan: Plan
  readonly mission: MissionEdition | null
  readonly observation: ObservationEdition | null
  readonly facility: ObservationFacility | null
  /** The name of the organisation that registered the merchant, where it may be told. */
  readonly organiser: string | null
  /** How long before a window closes a merchant is reminded: the desk's practice, in hours. */
  readonly reminderHours: number
  readonly now: Instant
  /** The clock that the merchant lives by, where they chose one or their telephone tells; letters know none. */
  readonly ownZone?: Zone | null
}

/** What the desk found that still bears on where the merchant stands; older findings stay in the dossier unsaid. */
export function findingsOf({ journey }: Situation): readonly Finding[] {
  const { stage, dossier } = journey
  const bears =
    isBeforeBoarding(stage) ||
    stage === 'deferred' ||
    stage === 'notTravelled' ||
    (stage === 'underMedicalObservation' && dossier.home !== null)
  return bears ? dossier.findings : []
}

/**
 * The clocks to tell a moment by: on the ground before the flight the departure city's, where the tests are taken, and the
 * merchant's own while they have not left the country that their way begins in, else the arrival's; afterwards that alone.
 */
export function zonesOf({ journey, charter, now, ownZone }: Situation): readonly [Zone, ...Zone[]] {
  const { from, to } = charter.record.leg
  const { boardedAt, landed, traits } = journey.dossier
  const onTheGround = isBeforeBoarding(journey.stage) || (boardedAt === null && landed === null)
  if (!onTheGround) return [to.zone]
  if (ownZone && ownZone !== from.zone) return [from.zone, ownZone]
  const { origin } = traits
  return [from.zone, (origin && now < origin.departsAt ? homeZone(origin.country) : null) ?? to.zone]
}
