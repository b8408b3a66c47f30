// Released before the rule would: an exception for which two people answer, and which keeps what it passed over.
import { finding, outOfSequence, policyUnmet, type Finding } from '../decision.ts'
import type { Instant } from '../instant.ts'
import { untreated } from '../policy/careRule.ts'
import { currentLeg, homeLeg } from '../policy/leg.ts'
import { legObstacles } from '../policy/legEnd.ts'
import type { ObservationEdition } from '../policy/observationEdition.ts'
import type { Policy } from '../policy/policy.ts'
import { centralPeriodOpen, noObservationEdition } from './afterLanding.ts'
import type { Journey } from './journey.ts'
import { refusedBySequence, tell, type JourneyDecision } from './tell.ts'

/** Days and tests can be passed over, an infection never: whoever is ill goes to medical care. */
export function releaseEarly(journey: Journey, reason: string, now: Instant, policy: Policy): JourneyDecision {
  const bySequence = refusedBySequence(journey, 'ReleasedEarly')
  if (bySequence) return bySequence
  const { observation } = policy
  if (!observation) return noObservationEdition()
  const { dossier } = journey
  const leg = currentLeg(observation, dossier)
  const ill = leg && dossier.tests.find((test) => untreated(observation, leg, dossier, test))
  if (ill) {
    return policyUnmet(
      finding(
        'infectedNotReleased',
        `Test ${ill.id} was positive and no medical care followed: nobody is released early with it.`,
        { test: ill.id },
        observation.id,
      ),
    )
  }
  const findings = stillAsked(journey, observation, now)
  if (!findings.length) {
    return outOfSequence(
      finding('nothingPassedOver', 'Nothing stands against it any more: end the period as usual.', {}, observation.id),
    )
  }
  return tell(journey, [{ type: 'ReleasedEarly', at: now, reason, findings: [...findings] }], now, policy)
}

/** What the edition still asks of somebody in a room or at home. */
function stillAsked({ dossier }: Journey, observation: ObservationEdition, now: Instant): readonly Finding[] {
  const leg = currentLeg(observation, dossier)
  if (!leg) return []
  if (dossier.home) return legObstacles(observation, homeLeg(observation, dossier.home.dayOne), dossier, now)
  const homeAhead = observation.home.value.days > 0 ? [centralPeriodOpen(observation)] : []
  return [...legObstacles(observation, leg, dossier, now), ...homeAhead]
}
