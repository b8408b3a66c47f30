// What a re-timing does to everybody on the charter, told from the very decisions that carrying it out would write.
import type { Finding } from '../decision.ts'
import type { CharterId, JourneyId } from '../ids.ts'
import type { Instant, Zone } from '../instant.ts'
import type { JourneyEvent } from '../journey/events.ts'
import type { Journey } from '../journey/journey.ts'
import { shortfall, standing } from '../journey/settle.ts'
import type { Stage } from '../journey/stage.ts'
import type { JourneyDecision } from '../journey/tell.ts'
import type { Permit } from './permit.ts'
import type { Binding } from '../policy/binding.ts'
import type { MissionEdition } from '../policy/missionEdition.ts'
import { countedIn } from '../policy/testing.ts'
import { isLost, planOf, type Plan, type PlanStep } from '../policy/plan.ts'
import type { Anchor, Policy } from '../policy/policy.ts'

/**
 * `staysValid`: every place that a test or a code filled is still filled. `mustTestAgain`: one is open again, and the new
 * plan can be kept. `cannotMakeIt`: the new plan has a missed step, or no edition is known for the new day. `notTouched`:
 * past the gate, or over.
 */
export const retimingOutcomes = ['staysValid', 'mustTestAgain', 'cannotMakeIt', 'notTouched'] as const
export type RetimingOutcome = (typeof retimingOutcomes)[number]

/** One journey as it stands, the policy it stood under and the one of the new times; no decision where it is not asked. */
export type RetimedJourney = {
  readonly journey: Journey
  readonly before: Policy
  readonly after: Policy
  readonly decision: JourneyDecision | null
}

/** The edition that binds by the flight date, with the reason in words; or why none does. */
export type BoundMission =
  | { readonly id: string; readonly assumed: boolean; readonly reason: string }
  | { readonly id: null; readonly finding: Finding }

export type ForeseenJourney = {
  readonly journey: JourneyId
  readonly stage: Stage
  /** Where the journey would stand; the same where the re-timing could not be carried out. */
  readonly nextStage: Stage
  readonly outcome: RetimingOutcome
  /** The latest moment that the rule leaves for `step`; past where that was missed. Null where there is nothing to redo. */
  readonly by: Instant | null
  /** What is to be redone next, or was missed, with its rule's span and what really works of it. */
  readonly step: Pick<PlanStep, 'step' | 'slot' | 'rule' | 'working'> | null
  /** Of what lapsed; where nothing did and the journey cannot make it, of what is missing. */
  readonly findings: readonly Finding[]
  /** The plan under the new times; null for whoever is not touched. */
  readonly plan: Plan | null
}

export type RetimingReport = {
  readonly dryRun: true
  readonly charter: CharterId
  /** The charter's version that was looked at. */
  readonly version: number
  /** Of the departure airport. */
  readonly zone: Zone
  readonly anchor: { readonly before: Anchor; readonly after: Anchor }
  readonly missionEdition: { readonly before: BoundMission; readonly after: BoundMission }
  /** Of the new day: told, and kept from nobody, since flights are re-timed by what happens. */
  readonly permit: Permit | null
  readonly counts: Readonly<Record<RetimingOutcome, number>>
  /** Why carrying it out would be refused; empty where it would be taken. */
  readonly obstacles: readonly Finding[]
  /** What the re-timing would bring about and is not refused for. */
  readonly warnings: readonly Finding[]
  /** Whose plan could not be kept before either, under the times that stand now. */
  readonly infeasibleBefore: readonly JourneyId[]
  readonly journeys: readonly ForeseenJourney[]
}

/** Sums up, in the order given, what a re-timing decided. Pure: nothing is asked but the decisions and the two policies. */
export function foresee(
  about: Pick<RetimingReport, 'charter' | 'version' | 'zone' | 'anchor' | 'missionEdition' | 'permit' | 'warnings'>,
  retimed: readonly RetimedJourney[],
  now: Instant,
): RetimingReport {
  const journeys = retimed.map((each) => foreseeJourney(each, now))
  const counts = Object.fromEntries(
    retimingOutcomes.map((outcome) => [outcome, journeys.filter((each) => each.outcome === outcome).length]),
  ) as Record<RetimingOutcome, number>
  const refused = retimed.find(({ decision }) => decision?.outcome === 'rejected')?.decision
  return {
    dryRun: true,
    ...about,
    counts,
    obstacles: refused?.outcome === 'rejected' ? refused.findings : [],
    infeasibleBefore: retimed
      .filter(({ decision }) => decision !== null)
      .filter(({ journey, before }) => !planOf(before, journey.dossier, now).feasible)
      .map(({ journey }) => journey.id),
    journeys,
  }
}

export const boundMission = (binding: Binding<MissionEdition>): BoundMission =>
  binding.bound
    ? { id: binding.bound.id, assumed: binding.bound.assumed, reason: binding.reason }
    : { id: null, finding: binding.finding }

function foreseeJourney({ journey, before, after, decision }: RetimedJourney, now: Instant): ForeseenJourney {
  const known = { journey: journey.id, stage: journey.stage }
  const nothing = { nextStage: journey.stage, by: null, step: null, findings: [], plan: null }
  if (!decision) return { ...known, ...nothing, outcome: 'notTouched' }
  if (decision.outcome === 'rejected') {
    const plan = planOf(after, journey.dossier, now)
    return { ...known, ...nothing, outcome: 'cannotMakeIt', findings: decision.findings, plan }
  }
  const { next, events } = decision
  const plan = planOf(after, next.dossier, now)
  const stood = planOf(before, journey.dossier, now)
  const lapses = events.filter(isLapse)
  const reopened = plan.steps.filter((each) => each.state !== 'done' && wasDone(stood, each))
  const lapsed = lapses.length > 0 || reopened.length > 0
  // Whose step was too late to begin before as well may have begun it: only a missed step takes the flight from them.
  const missed = plan.steps.some(({ state }) => state === 'missed')
  const lost = missed || (!plan.feasible && (lapsed || stood.feasible))
  const outcome = lost ? 'cannotMakeIt' : lapsed ? 'mustTestAgain' : 'staysValid'
  const step = outcome === 'staysValid' ? null : nextStep(plan, reopened, lapses)
  return {
    ...known,
    nextStage: next.stage,
    outcome,
    by: step?.rule.until ?? null,
    step: step && { step: step.step, slot: step.slot, rule: step.rule, working: step.working },
    findings: outcome === 'staysValid' ? [] : findingsOf(journey, next, before, after, lapses),
    plan,
  }
}

type Lapse = Extract<JourneyEvent, { type: 'TestsLapsed' | 'CodeLapsed' | 'FirstNegativeLapsed' }>
const isLapse = (event: JourneyEvent): event is Lapse =>
  event.type === 'TestsLapsed' || event.type === 'CodeLapsed' || event.type === 'FirstNegativeLapsed'

const wasDone = (plan: Plan, { step, slot }: PlanStep): boolean =>
  plan.steps.some((each) => each.step === step && each.slot === slot && each.state === 'done')

/** The missed step, else the first to be redone; a code that was only applied for was not done yet and is redone all the same. */
function nextStep(plan: Plan, reopened: readonly PlanStep[], lapses: readonly Lapse[]): PlanStep | null {
  const missed = plan.steps.find(isLost)
  const open = plan.steps.filter(({ step, state }) => step !== 'documents' && state !== 'done')
  const code = lapses.every(({ type }) => type === 'CodeLapsed') ? open.find(({ step }) => step === 'code') : undefined
  return missed ?? reopened[0] ?? code ?? open[0] ?? null
}

/** As the lapses told it; somebody on the waiting list is told of none, so there it is what their tests fail by now. */
function findingsOf(
  journey: Journey,
  next: Journey,
  before: Policy,
  after: Policy,
  lapses: readonly Lapse[],
): readonly Finding[] {
  const told = distinct(lapses.flatMap(({ findings }) => findings as readonly Finding[]))
  if (told.length || !after.mission) return told
  const missing = shortfall({ ...after, mission: after.mission }, next.dossier)
  const stood = before.mission
    ? countedIn(standing({ ...before, mission: before.mission }, journey.dossier).assignment)
    : []
  const counted = new Set<unknown>(stood.map(({ id }) => id))
  const unfit = missing.filter(({ facts }) => counted.has(facts['test']))
  return unfit.length ? unfit : missing
}

const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((each) => [`${each.code} ${each.message}`, each])).values(),
]
