// Facts put to the chart one after the other: the journey they lead to and everything that follows, or a refusal.
import { finding, outOfSequence, policyUnmet, type Decision, type Rejection } from '../decision.ts'
import type { Instant } from '../instant.ts'
import { planOf, type Plan } from '../policy/plan.ts'
import type { Bound, Policy } from '../policy/policy.ts'
import { step, type Follow } from './chart.ts'
import type { JourneyEvent, JourneyEventType } from './events.ts'
import { evolve, type Journey } from './journey.ts'
import { settle } from './settle.ts'
import type { Stage } from './stage.ts'
import { wakeInstants, type Wake } from './wakes.ts'

/** What follows a decision, named by the chart and timed by the policy; `dueAt` is now for all but wakes. */
export type JourneyEffect = { readonly name: Follow; readonly dueAt: Instant }
export type JourneyDecision = Decision<Journey, JourneyEvent, JourneyEffect>

/** Refuses as out of sequence where the chart does not know one of the facts in its turn. */
export function tell(journey: Journey, events: readonly JourneyEvent[], now: Instant, policy: Policy): JourneyDecision {
  const followed = follow({ next: journey, named: [] }, events, now)
  return isRejection(followed) ? followed : decided(followed, events, now, policy)
}

/** Tells the facts, lets the policy look at the dossier they leave, and tells what it finds as well. */
export function tellAndSettle(
  journey: Journey,
  events: readonly JourneyEvent[],
  now: Instant,
  policy: Bound,
): JourneyDecision {
  const told = follow({ next: journey, named: [] }, events, now)
  if (isRejection(told)) return told
  const further = settle(policy, told.next)
  const settled = follow(told, further, now)
  return isRejection(settled) ? settled : decided(settled, [...events, ...further], now, policy)
}

/** Where the facts have led so far, and what the chart has named on the way. */
type Followed = { readonly next: Journey; readonly named: readonly Follow[] }

function follow(from: Followed, events: readonly JourneyEvent[], now: Instant): Followed | Rejection {
  let { next } = from
  const named = [...from.named]
  for (const event of events) {
    const known = step(next.stage, event.type)
    if (!known) return cannotFollow(next.stage, event.type)
    next = evolve(next, event, now)
    named.push(...known.follows)
  }
  return { next, named }
}

function decided(
  { next, named }: Followed,
  events: readonly JourneyEvent[],
  now: Instant,
  policy: Policy,
): JourneyDecision {
  let plan: Plan | undefined
  const planned = () => (plan ??= planOf(policy, next.dossier, now))
  const effects = [...new Set(named)].flatMap((name): readonly JourneyEffect[] =>
    isWake(name)
      ? wakeInstants(name, next, policy, now, planned).map((dueAt) => ({ name, dueAt }))
      : [{ name, dueAt: now }],
  )
  return { outcome: 'accepted', next, events, effects }
}

export const cannotFollow = (stage: Stage, fact: JourneyEventType): Rejection =>
  outOfSequence(
    finding('outOfSequence', `The journey stands at ${stage}: ${fact} cannot follow there.`, { stage, fact }),
  )

/** The facts may be told only where the chart would take the first of them: asked before any condition is. */
export const refusedBySequence = (journey: Journey, first: JourneyEventType): Rejection | null =>
  step(journey.stage, first) ? null : cannotFollow(journey.stage, first)

/** The policy with an edition that binds, or the refusal that none is known. */
export function bound(policy: Policy): Bound | Rejection {
  if (policy.mission) return { ...policy, mission: policy.mission }
  return policyUnmet(
    finding('noEditionKnown', 'No edition known for the day of this flight: nothing can be decided under it.', {}),
  )
}
export const isRejection = (value: object): value is Rejection => 'outcome' in value && value.outcome === 'rejected'

const isWake = (name: Follow): name is Wake => name.startsWith('wake.')
