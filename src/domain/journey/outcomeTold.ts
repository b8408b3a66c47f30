// What a released merchant is asked, and what becomes of the answer.
import { finding, policyUnmet } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { Policy } from '../policy/policy.ts'
import type { JourneyEvent } from './events.ts'
import type { Journey } from './journey.ts'
import { isEmpty, sameOutcome, type Outcome } from './outcome.ts'
import { tell, type JourneyDecision } from './tell.ts'

/** Told after the release; told again, the last counts and the earlier stays in the record. The same again is no other fact. */
export function tellOutcome(journey: Journey, outcome: Outcome, now: Instant, policy: Policy): JourneyDecision {
  if (isEmpty(outcome))
    return policyUnmet(finding('outcomeEmpty', 'None of the questions is answered: answer at least one of them.'))
  const { outcome: known } = journey.dossier
  const same = known !== undefined && sameOutcome(known, outcome)
  return tell(journey, same ? [] : [{ type: 'OutcomeTold', at: now, outcome }], now, policy)
}

/** Some days after the release the merchant is asked, once, unless they have told it by themselves or are a child. */
export function askOutcome(journey: Journey, now: Instant, policy: Policy): JourneyDecision {
  const { stage, dossier } = journey
  const asks = stage === 'released' && !dossier.outcome && !dossier.outcomeAskedAt && !dossier.traits.minor
  const events: readonly JourneyEvent[] = asks ? [{ type: 'OutcomeAsked', at: now }] : []
  return tell(journey, events, now, policy)
}
