// Registration: may this merchant begin the way at all, and does a seat wait for them.
import { finding, policyUnmet, type Finding } from '../decision.ts'
import type { CharterId, JourneyId } from '../ids.ts'
import { inZone, type Instant } from '../instant.ts'
import { transitNotAccepted } from '../policy/originPapers.ts'
import { isLost, planOf } from '../policy/plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { RegisterMerchant } from './commands.ts'
import type { FactOf, JourneyEvent } from './events.ts'
import { openJourney } from './journey.ts'
import { guardianFound, papersFound } from './papers.ts'
import { settle } from './settle.ts'
import { bound, isRejection, tell, type JourneyDecision } from './tell.ts'

/**
 * Refuses without consent, with papers that end before the landing, a minor without a guardian, and where the plan can
 * no longer be met. The first fact opens the journey, so it stands at the head of the events.
 */
export function register(
  id: JourneyId,
  charter: CharterId,
  command: RegisterMerchant,
  now: Instant,
  policy: Policy,
  /** What the charter's own rule for seats finds. */
  beside: readonly Finding[] = [],
): JourneyDecision {
  const binding = bound(policy)
  if (isRejection(binding)) return binding
  const findings = [...obstacles(command, now, policy), ...beside]
  if (findings.length || !command.consent) return policyUnmet(...findings)
  const registered: FactOf<'MerchantRegistered'> = {
    type: 'MerchantRegistered',
    merchant: command.merchant,
    organisation: command.organisation,
    provisional: command.provisional,
    traits: command.traits,
    party: command.party,
    consent: command.consent,
    missionEdition: binding.mission.id,
    vaultDigest: command.vaultDigest,
  }
  const opened = openJourney(id, charter, registered, now)
  const why = command.seating && { seating: command.seating }
  const place: JourneyEvent = command.seatFree
    ? { type: 'SeatAssigned', at: now, ...why }
    : { type: 'WaitingListJoined', ...why }
  const told = tell(opened, [place], now, policy)
  if (told.outcome === 'rejected') return told
  const settled = tell(opened, [place, ...settle(binding, told.next)], now, policy)
  return settled.outcome === 'rejected' ? settled : { ...settled, events: [registered, ...settled.events] }
}

function obstacles(command: RegisterMerchant, now: Instant, policy: Policy): readonly Finding[] {
  const found: Finding[] = []
  if (!command.consent)
    found.push(finding('consentMissing', 'The merchant has not signed the consent: no registration without it.'))
  found.push(...papersFound(command, policy))
  found.push(...guardianFound(command.traits.minor, command.party))
  if (policy.mission?.transit.value.rule === 'notAccepted' && command.traits.origin) {
    found.push(transitNotAccepted(policy.mission, command.traits.origin.country))
  }
  const plan = planOf(policy, { tests: [], code: null, application: null, traits: command.traits }, now)
  for (const step of plan.steps.filter(isLost)) {
    const what = step.step === 'sample' ? `sample ${step.slot}` : step.step
    const until = inZone(step.beginBy, policy.departureZone)
    found.push(finding('tooLateToStart', `It is too late: ${what} was to be begun by ${until}.`, { step: what, until }))
  }
  return found
}
