// The offer of a freed seat: until when it can stand and still leave time for every test and the code, or not at all.
import { finding, policyUnmet, type Finding } from '../decision.ts'
import { earlier, plusHours, type Instant } from '../instant.ts'
import { planOf, type Plan } from '../policy/plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { Papers } from '../policy/papers.ts'
import type { Journey } from './journey.ts'
import { bound, isRejection, refusedBySequence, tell, tellAndSettle, type JourneyDecision } from './tell.ts'

/** Less time than this to read a letter and to answer is no offer (the desk's own choice). */
const leastOfferHours = 2

/** Until when the first of the steps that are still open works; null where nothing is open. */
export const lastStart = (plan: Plan): Instant | null =>
  plan.steps
    .filter(({ state }) => state === 'open')
    .map(({ working }) => working.until)
    .sort()[0] ?? null

/**
 * The end of an offer made now: after so many hours, or earlier, so that whoever answers at the last moment is still
 * reminded in time of the first open step and can meet the whole plan. Null where no such end is left.
 */
export function offerUntil(policy: Policy, papers: Papers, hours: number, now: Instant): Instant | null {
  const plan = planOf(policy, papers, now)
  const last = lastStart(plan)
  if (!plan.feasible || last === null) return null
  const until = earlier(plusHours(now, hours), plusHours(last, -policy.practice.reminderHours))
  if (until < plusHours(now, leastOfferHours)) return null
  return planOf(policy, papers, until).feasible ? until : null
}

/** Nothing is offered, or whoever answers at the last moment can still meet the plan. */
export function offerStands({ stage, dossier }: Journey, policy: Policy, now: Instant): boolean {
  if (stage !== 'offered' || !dossier.offer) return true
  const { expiresAt } = dossier.offer
  const last = lastStart(planOf(policy, dossier, now))
  return last !== null && expiresAt <= last && planOf(policy, dossier, expiresAt).feasible
}

export const offerTooLate = (at: Instant): Finding =>
  finding('offerTooLate', `A seat became free ${at}, too late for the tests and the code of this merchant.`, { at })

/** One answer, while the offer stands. */
export function acceptSeat(journey: Journey, now: Instant, policy: Policy): JourneyDecision {
  const refused = refusedBySequence(journey, 'OfferAccepted') ?? offerOver(journey, now)
  if (refused) return refused
  const rules = bound(policy)
  if (isRejection(rules)) return rules
  const accepted = finding('seatByOffer', `The seat that became free was offered and accepted ${now}.`, { at: now })
  return tellAndSettle(journey, [{ type: 'OfferAccepted', at: now, reason: accepted }], now, rules)
}

export function declineSeat(journey: Journey, now: Instant, policy: Policy): JourneyDecision {
  const refused = refusedBySequence(journey, 'OfferDeclined') ?? offerOver(journey, now)
  return refused ?? tell(journey, [{ type: 'OfferDeclined', at: now }], now, policy)
}

/** Asked when the offer ends; whoever answered meanwhile stands elsewhere. */
export const askOffer = (journey: Journey, now: Instant, policy: Policy): JourneyDecision =>
  tell(journey, isOver(journey, now) ? [{ type: 'OfferLapsed', at: now }] : [], now, policy)

const isOver = ({ stage, dossier }: Journey, now: Instant): boolean =>
  stage === 'offered' && dossier.offer !== undefined && now >= dossier.offer.expiresAt

const offerOver = (journey: Journey, now: Instant) => {
  const expiresAt = journey.dossier.offer?.expiresAt ?? now
  return isOver(journey, now) ? policyUnmet(offerEnded(expiresAt)) : null
}

export const offerEnded = (expiresAt: Instant): Finding =>
  finding('offerOver', `The offer ended ${expiresAt}.`, { expiresAt })
