// What presses on a journey: its next step or what is due, by when, and whether somebody should look at it today.
import type { Instant } from '../instant.ts'
import { planOf, type PlanStep } from '../policy/plan.ts'
import type { Policy } from '../policy/policy.ts'
import { dueFor, type Due } from './due.ts'
import type { Journey } from './journey.ts'
import { riskOf } from './risk.ts'
import { holdsSeat } from './stage.ts'

export type Pressing = {
  /** The first step of the plan that is open; null without a seat, and once somebody is cleared. */
  readonly step: PlanStep | null
  /** What an office has to do about them now. */
  readonly due: Due | null
  /** The nearer of the two; null where neither has an end. */
  readonly by: Instant | null
  /** The same that the board counts: the plan can be missed, and it is time to look after it. */
  readonly atRisk: boolean
}

/** `by` of a step is the end of the time that is useful for it, and the rule's own where that is over. */
export function pressing(journey: Journey, policy: Policy, now: Instant): Pressing {
  const { stage, dossier } = journey
  const due = dueFor(journey, policy, now).reduce<Due | null>(nearer, null)
  const step = holdsSeat(stage)
    ? (planOf(policy, dossier, now).steps.find(({ state, step: name }) => state === 'open' && name !== 'documents') ??
      null)
    : null
  const ends = [step && endOf(step, now), due?.by ?? null].filter((each) => each !== null)
  const by = ends.length ? ends.reduce((a, b) => (a < b ? a : b)) : null
  const risk = riskOf(journey, policy)
  return { step, due, by, atRisk: risk !== null && risk.from <= now }
}

const nearer = (first: Due | null, next: Due): Due => (first && (first.by ?? '9') <= (next.by ?? '9') ? first : next)

const endOf = ({ working, rule, findings }: PlanStep, now: Instant): Instant =>
  findings.length === 0 && working.until > now ? working.until : rule.until
