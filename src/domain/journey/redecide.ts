// Another edition in mid-course: whoever goes over to it stands under it from today; whoever stays is recorded as asked.
import { finding, outOfSequence, policyUnmet } from '../decision.ts'
import { localDate, type Instant } from '../instant.ts'
import { creditedDays } from '../policy/credit.ts'
import { formerCourse } from '../policy/formerCourse.ts'
import type { Policy } from '../policy/policy.ts'
import type { InnerCommand } from './commands.ts'
import type { JourneyEvent } from './events.ts'
import type { Journey } from './journey.ts'
import { isBeforeBoarding } from './stage.ts'
import { refusedBySequence, tell, tellAndSettle, type JourneyDecision } from './tell.ts'

type Choice = Extract<InnerCommand, { type: 'FollowEdition' | 'KeepEdition' }>

/**
 * `policy` holds the new edition in its kind's place, and that of observation before it as `former`. Refuses one that the journey stands under already, a mission's
 * behind the flight, and one of observation before the landing: it binds there by itself.
 */
export function redecide(journey: Journey, choice: Choice, now: Instant, policy: Policy): JourneyDecision {
  const { editions } = journey.dossier
  if (editions.mission === choice.edition || editions.observation === choice.edition) {
    return outOfSequence(
      finding('editionHeld', `The journey stands under ${choice.edition} already.`, { edition: choice.edition }),
    )
  }
  if (choice.type === 'KeepEdition') {
    const kept: JourneyEvent = { type: 'EditionKept', edition: choice.edition, reason: choice.reason }
    return refusedBySequence(journey, 'EditionKept') ?? tell(journey, [kept], now, policy)
  }
  const { mission, observation, former = null } = policy
  if (mission?.id === choice.edition && isBeforeBoarding(journey.stage)) {
    const { edition, testExempt, reason } = choice
    const told: JourneyEvent = { type: 'MissionEditionRedecided', edition, testExempt, reason }
    return tellAndSettle(journey, [told], now, { ...policy, mission })
  }
  const bySequence = refusedBySequence(journey, 'ObservationEditionRedecided')
  if (bySequence) return bySequence
  if (observation?.id !== choice.edition) {
    return policyUnmet(
      finding('editionUnknown', `There is no edition ${choice.edition} for this part of the way.`, {
        edition: choice.edition,
      }),
    )
  }
  const from = localDate(now, observation.zone)
  const told: JourneyEvent = {
    type: 'ObservationEditionRedecided',
    edition: choice.edition,
    from,
    credit: creditedDays(observation, journey.dossier, now),
    ...formerCourse(former, journey.dossier, from, now),
    reason: choice.reason,
  }
  return tell(journey, [told], now, policy)
}
