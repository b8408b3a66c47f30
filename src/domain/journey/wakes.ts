// When the desk asks again: the chart names a wake, the policy gives its instants. A wake is a question, not an order.
import { plusHours, type Instant } from '../instant.ts'
import { centralLeg, dayEnds, homeLeg, legEnds } from '../policy/leg.ts'
import { planOf, type Plan, type PlanStep } from '../policy/plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { Follow } from './chart.ts'
import type { Journey } from './journey.ts'

export type Wake = Extract<Follow, `wake.${string}`>

/** A missing person is asked about again after so many hours, until found (the desk's own choice). */
const missingAgainHours = 6
/** A period that nobody closed is an alarm once so many hours have passed (the desk's own choice). */
const overrunHours = 24

/**
 * The instants at which this wake is due; none where it has no sense any more. Whoever asks for several wakes of one
 * journey makes its plan once.
 */
export function wakeInstants(
  wake: Wake,
  journey: Journey,
  policy: Policy,
  now: Instant,
  plan: () => Plan = () => planOf(policy, journey.dossier, now),
): readonly Instant[] {
  return instants(wake, journey, policy, now, plan).filter((at) => at > now)
}

function instants(wake: Wake, journey: Journey, policy: Policy, now: Instant, plan: () => Plan): readonly Instant[] {
  const { dossier } = journey
  const { observation } = policy
  const reminders = (wanted: (step: PlanStep) => boolean) =>
    plan()
      .steps.filter((step) => step.step === 'sample' && step.state === 'open' && wanted(step))
      .map(({ rule }) => plusHours(rule.from, -policy.practice.reminderHours))
  switch (wake) {
    case 'wake.firstSampleOpens':
      return reminders(({ slot }) => slot === 1)
    case 'wake.secondSampleOpens':
      // The second and every one behind it: where four are asked, three are reminded of.
      return reminders(({ slot }) => slot !== null && slot > 1)
    case 'wake.codeCloses': {
      const step = openStep(plan(), (each) => each.step === 'code')
      return step ? [plusHours(step.working.until, -policy.practice.reminderHours)] : []
    }
    case 'wake.offerEnds':
      return dossier.offer ? [dossier.offer.expiresAt] : []
    case 'wake.boardingCloses':
      return [policy.anchor.at]
    case 'wake.testDayEnds': {
      if (!observation || !dossier.dayOne) return []
      const leg = dossier.home ? homeLeg(observation, dossier.home.dayOne) : centralLeg(observation, dossier.dayOne)
      return leg.testDays.map((day) => dayEnds(observation, leg, day))
    }
    case 'wake.centralPeriodEnds':
      if (!observation || !dossier.dayOne) return []
      return [plusHours(legEnds(observation, centralLeg(observation, dossier.dayOne)), overrunHours)]
    case 'wake.homePeriodEnds':
      if (!observation || !dossier.home) return []
      return [plusHours(legEnds(observation, homeLeg(observation, dossier.home.dayOne)), overrunHours)]
    case 'wake.stillMissing':
      return [plusHours(now, missingAgainHours)]
    case 'wake.outcomeAsked':
      // A child buys nothing.
      if (!dossier.releasedAt || dossier.traits.minor) return []
      return [plusHours(dossier.releasedAt, policy.practice.outcomeDays * 24)]
    default:
      return wake satisfies never
  }
}

const openStep = (plan: Plan, wanted: (step: PlanStep) => boolean): PlanStep | undefined =>
  plan.steps.find((step) => step.state === 'open' && wanted(step))
