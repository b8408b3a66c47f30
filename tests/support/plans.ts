// A journey played from its registration to the gate by nothing but what its plan offers, under whatever edition binds it.
import { later, plusHours, plusMs, type Instant, type Span, epochMs } from '../../src/domain/instant.ts'
import { decide } from '../../src/domain/journey/decide.ts'
import type { Traits } from '../../src/domain/journey/events.ts'
import type { NaatTest } from '../../src/domain/journey/naat.ts'
import { colourAsked } from '../../src/domain/policy/healthCode.ts'
import { planOf, type PlanStep } from '../../src/domain/policy/plan.ts'
import type { Bound } from '../../src/domain/policy/policy.ts'
import { assign } from '../../src/domain/policy/testing.ts'
import { ApplyForCode, IssueCode, RecordTest, naat, play, seated, type Case } from './journeys.ts'

/** A moment of a span by thousandths, both ends included. */
export const momentOf = (span: Span, thousandths: number): Instant =>
  plusMs(span.from, Math.round(((epochMs(span.until) - epochMs(span.from)) * thousandths) / 1000))

/** The first recovery test or sample that the plan still asks for. */
export const nextStep = (policy: Bound, { journey, now }: Case): PlanStep | undefined =>
  planOf(policy, journey.dossier, now).steps.find(
    ({ step, state }) => (step === 'recovery' || step === 'sample') && state !== 'done',
  )

/** A sample for this step at this moment: another laboratory and reagent each time, by a method that its slot asks. */
export function sampleFor(policy: Bound, held: Case, step: PlanStep, sampledAt: Instant, choice = 0): NaatTest {
  const { dossier } = held.journey
  const methods = step.step === 'recovery' ? ['naat'] : assign(policy, dossier).route.slots[step.slot! - 1]!.methods
  const number = dossier.tests.length + 1
  return naat(sampledAt, {
    method: methods[choice % methods.length],
    laboratory: `lab-${number}`,
    reagent: `kit-${number}`,
    reportedAt: later(held.now, sampledAt),
  })
}

/** Applies as soon as the mission would take it, and has the code issued in the colour that is asked. */
export function withCode(policy: Bound, held: Case): Case {
  const colour = colourAsked(policy.mission, held.journey.dossier.traits.testExempt)
  if (colour === null || held.journey.dossier.code || !held.journey.stage.startsWith('seated.')) return held
  if (decide(held.journey, ApplyForCode, held.now, policy).outcome === 'rejected') return held
  return play(play(held, ApplyForCode, held.now), IssueCode(colour), held.now)
}

/** Every test in the window that the plan offers for it, at the moments that `moments` chooses, and the code in between. */
export function playedByPlan(
  policy: Bound,
  how: { readonly at: string; readonly traits?: Partial<Traits>; readonly moments?: readonly number[] },
): Case {
  const { at, traits = {}, moments = [500] } = how
  let held = withCode(policy, seated({ policy, at, traits }))
  for (let turn = 0; ; turn++) {
    const step = nextStep(policy, held)
    if (!step) return held
    if (step.state === 'missed') throw new Error(`${step.step} ${step.slot} was missed on the way`)
    const chosen = moments[turn % moments.length]!
    const test = sampleFor(policy, held, step, momentOf(step.rule, chosen), chosen)
    const recorded = play(held, RecordTest(test), test.reportedAt)
    held = withCode(policy, recorded)
    if (turn > 12) throw new Error('the plan asks for more and more tests')
  }
}

/**
 * The same as early as it can be done, by somebody who begins at `at`: no sample before that, each report so many hours
 * behind its sample as the quickest laboratory needs.
 */
export function playedAtOnce(policy: Bound, how: { readonly at: string; readonly traits?: Partial<Traits> }): Case {
  const { at, traits = {} } = how
  let held = withCode(policy, seated({ policy, at, traits }))
  let clock: Instant = held.now
  for (let turn = 0; turn <= 12; turn++) {
    const step = nextStep(policy, held)
    if (!step) return held
    clock = later(clock, step.working.from)
    const reportedAt = later(held.now, plusHours(clock, policy.practice.quickestReportHours))
    const test = { ...sampleFor(policy, held, step, clock), reportedAt }
    held = withCode(policy, play(held, RecordTest(test), reportedAt))
  }
  throw new Error('the plan asks for more and more tests')
}
