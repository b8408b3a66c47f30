// Whose plan can be missed: from when on, and the moment until which what is missing still works.
import { plusHours, type Instant } from '../instant.ts'
import { planOf, type PlanStep } from '../policy/plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { Journey } from './journey.ts'
import { holdsSeat } from './stage.ts'

export type Risk = {
  /** Somebody looks after it from here on: so long before `by` as a merchant is reminded. */
  readonly from: Instant
  /** The last moment at which the step works, by rule, report, office hours and the check of documents; afterwards the plan is missed. */
  readonly by: Instant
  readonly step: PlanStep['step']
  /** 1-based, for samples and recovery tests. */
  readonly slot: number | null
}

/** Long enough before any flight that no step of a plan has begun. */
const longBeforeHours = 24 * 60

/**
 * At risk is who holds a seat and is not cleared to board, from `practice.reminderHours` before the end of the first step
 * that is still missing (a sample, a recovery test, the code), and on after it. Null for everybody else, where no edition
 * is known, and once the aircraft has left. It does not ask what time it is: at `from` the risk begins by itself.
 */
export function riskOf(journey: Journey, policy: Policy): Risk | null {
  if (!holdsSeat(journey.stage) || journey.stage === 'clearedToBoard' || policy.flight.departed) return null
  const missing = planOf(policy, journey.dossier, plusHours(policy.anchor.at, -longBeforeHours))
    .steps.filter(({ step, state }) => step !== 'documents' && state !== 'done')
    .sort((a, b) => (a.working.until < b.working.until ? -1 : 1))
  const [first] = missing
  if (!first) return null
  const by = first.working.until
  return { from: plusHours(by, -policy.practice.reminderHours), by, step: first.step, slot: first.slot }
}
