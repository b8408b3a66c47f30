// What another edition would mean for one journey, before anybody decides: found with the same code that would move it.
import { finding, type Finding } from '../decision.ts'
import { inZone, localDate, type Instant, type LocalDate } from '../instant.ts'
import { decide } from '../journey/decide.ts'
import type { Dossier, Journey } from '../journey/journey.ts'
import { isBeforeBoarding, isFinal } from '../journey/stage.ts'
import { beginsOn } from './binding.ts'
import type { Edition } from './edition.ts'
import type { MissionEdition } from './missionEdition.ts'
import { surplusDays } from './credit.ts'
import { isInfection } from './infection.ts'
import { asksNoObservation, expectedRelease } from './leg.ts'
import type { ObservationEdition } from './observationEdition.ts'
import { isLost, planOf, type Plan, type PlanStep } from './plan.ts'
import type { Policy } from './policy.ts'

export const outcomes = ['shorter', 'longer', 'unchanged', 'needsDecision'] as const
export type Outcome = (typeof outcomes)[number]

/** The way to the gate: what is still to do, and until when each of it works. */
export type DepartureSide = {
  readonly edition: string | null
  readonly stepsToDo: number
  readonly feasible: boolean
  readonly latest: readonly { readonly step: PlanStep['step']; readonly slot: number | null; readonly by: Instant }[]
}
/** The way from the landing on: days of both legs, the release where every test allows it, and surplus days credited. */
export type ObservationSide = {
  readonly edition: string | null
  readonly days: number | null
  readonly expectedRelease: Instant | null
  readonly credit: number
}
export type Impact = {
  readonly outcome: Outcome
  /** Why somebody must decide. */
  readonly findings: readonly Finding[]
} & (
  | {
      readonly kind: 'mission'
      readonly before: DepartureSide
      readonly after: DepartureSide
      readonly windowsMove: boolean
    }
  | { readonly kind: 'observation'; readonly before: ObservationSide; readonly after: ObservationSide }
)

/** `before` is the journey's policy as it stands, `after` the same with `edition` in its kind's place. */
export type Proposed = {
  readonly edition: Edition
  readonly before: Policy
  readonly after: Policy
  /** Whether the age exemption of `edition` reaches this merchant. */
  readonly testExempt: boolean
}

/** Null where the edition says nothing about the part of the way on which the journey stands. */
export function impactOf(journey: Journey, proposed: Proposed, now: Instant): Impact | null {
  const { edition } = proposed
  if (edition.kind === 'mission' && isBeforeBoarding(journey.stage)) {
    return departureImpact(journey, { ...proposed, edition }, now)
  }
  if (edition.kind === 'observation' && journey.dossier.landed && !isFinal(journey.stage)) {
    return observationImpact(journey, { ...proposed, edition }, now)
  }
  return null
}

function departureImpact(journey: Journey, proposed: Proposed & { edition: MissionEdition }, now: Instant): Impact {
  const { edition, after: policy } = proposed
  const held = journey.dossier.editions.mission === null ? null : proposed.before.mission
  const { next, refusals } = followed(journey, proposed, now)
  const plan = held ? planOf(proposed.before, journey.dossier, now) : null
  const nextPlan = planOf(policy, next.dossier, now)
  const lost = plan?.feasible && !nextPlan.feasible ? nextPlan.steps.filter(isLost) : []
  const day = localDate(policy.flight.scheduledDeparture, policy.departureZone)
  const before = departureSide(held?.id ?? null, plan)
  const after = departureSide(edition.id, nextPlan)
  const findings = [
    ...refusals,
    ...unbound(held, edition),
    ...either(held, edition, day),
    ...lost.map(({ step, slot, beginBy }) =>
      finding(
        'stepLost',
        `Under ${edition.id} ${named(step, slot)} was possible until ${inZone(beginBy, policy.departureZone)}: the flight is lost.`,
        { edition: edition.id, step: named(step, slot), until: inZone(beginBy, policy.departureZone) },
        edition.id,
      ),
    ),
  ]
  const outcome = findings.length ? 'needsDecision' : compared(before.stepsToDo, after.stepsToDo)
  return { kind: 'mission', outcome, before, after, windowsMove: windowsOf(plan) !== windowsOf(nextPlan), findings }
}

function observationImpact(
  journey: Journey,
  proposed: Proposed & { edition: ObservationEdition },
  now: Instant,
): Impact {
  const { edition, after: policy } = proposed
  const held = journey.dossier.editions.observation === null ? null : proposed.before.observation
  const { next, refusals } = followed(journey, proposed, now)
  const before = observationSide(held, journey.dossier, now)
  const after = observationSide(edition, next.dossier, now)
  const findings = [
    ...refusals,
    ...unbound(held, edition),
    ...either(held, edition, policy.flight.landingDay),
    ...outOfCourse(journey),
    ...surplusUncredited(journey.dossier, edition, now),
    ...positiveUnasked(journey.dossier, held, edition),
  ]
  const outcome = findings.length
    ? 'needsDecision'
    : compared(before.expectedRelease ?? now, after.expectedRelease ?? now)
  return { kind: 'observation', outcome, before, after, findings }
}

/** The journey as it would go on; where it could not follow, as it stands, with why. */
function followed(journey: Journey, { edition, before, after, testExempt }: Proposed, now: Instant) {
  const command = { type: 'FollowEdition', edition: edition.id, testExempt, reason: 'preview' } as const
  const former = journey.dossier.editions.observation === null ? null : before.observation
  const decision = decide(journey, command, now, { ...after, former })
  return decision.outcome === 'accepted'
    ? { next: decision.next, refusals: [] }
    : { next: journey, refusals: decision.findings }
}

function departureSide(edition: string | null, plan: Plan | null): DepartureSide {
  const ahead = plan?.steps.filter(({ state }) => state !== 'done') ?? []
  return {
    edition,
    stepsToDo: ahead.length,
    feasible: plan?.feasible ?? false,
    latest: ahead.map(({ step, slot, working }) => ({ step, slot, by: working.until })),
  }
}

const observationSide = (edition: ObservationEdition | null, dossier: Dossier, now: Instant): ObservationSide => ({
  edition: edition?.id ?? null,
  days: edition ? edition.central.value.days + edition.home.value.days : null,
  expectedRelease: edition ? expectedRelease(edition, dossier, now) : null,
  credit: dossier.redecided?.credit ?? 0,
})

const compared = (before: number | string, after: number | string): Outcome =>
  after < before ? 'shorter' : after > before ? 'longer' : 'unchanged'

const windowsOf = (plan: Plan | null): string =>
  JSON.stringify(plan?.steps.flatMap(({ step, slot, rule, state }) => (state === 'done' ? [] : [[step, slot, rule]])))

const named = (step: PlanStep['step'], slot: number | null): string => (slot === null ? step : `${step} ${slot}`)

/** Whoever stood under none did not choose it: what applied to them so far is for somebody to say. */
const unbound = (held: Edition | null, edition: Edition): readonly Finding[] =>
  held
    ? []
    : [
        finding(
          'noEditionHeld',
          `No edition applied to this journey so far: whether ${edition.id} does must be decided.`,
          { edition: edition.id },
          edition.id,
        ),
      ]

/** "Flights on that day: old or new": the clause of whichever of the two is the later. */
function either(held: Edition | null, edition: Edition, day: LocalDate): readonly Finding[] {
  if (!held) return []
  const later = beginsOn(held) < beginsOn(edition) ? edition : held
  if (!later.transition?.days.includes(day)) return []
  return [
    finding(
      'eitherAccepted',
      `For ${day} both ${held.id} and ${edition.id} are accepted: ${later.transition.words}`,
      { day, other: held.id, edition: edition.id },
      later.id,
    ),
  ]
}

/** A rule for days and tests says nothing about somebody who is in a hospital, or nowhere to be found. */
function outOfCourse({ stage }: Journey): readonly Finding[] {
  if (stage === 'inMedicalCare')
    return [finding('rulesChangeInCare', 'In medical care: what the new edition means there must be decided.')]
  if (stage === 'leftLoop')
    return [finding('rulesChangeMissing', 'Missing: what the new edition means once they are found must be decided.')]
  return []
}

/**
 * More days behind somebody than the new central leg has, a home leg ahead, and no rule on what becomes of them. At home
 * the central leg is over, and nothing of it is left to ask about.
 */
function surplusUncredited(dossier: Dossier, edition: ObservationEdition, now: Instant): readonly Finding[] {
  const surplus = surplusDays(edition, dossier, now)
  if (dossier.home || surplus === 0 || edition.home.value.days === 0 || edition.credit.value) return []
  return [
    finding(
      'surplusUncredited',
      `${surplus} day(s) more than the ${edition.central.value.days} of ${edition.id} are over, and it does not say whether they count.`,
      { surplus, days: edition.central.value.days, edition: edition.id },
      edition.id,
    ),
  ]
}

/** Whoever was found infected on the way would be let go by an edition that asks nothing of anybody. */
function positiveUnasked(
  dossier: Dossier,
  held: ObservationEdition | null,
  edition: ObservationEdition,
): readonly Finding[] {
  const { landed } = dossier
  if (!landed || !asksNoObservation(edition)) return []
  const positive = dossier.tests.find((test) => test.sampledAt >= landed.at && isInfection(held, test))
  if (!positive) return []
  return [
    finding(
      'positiveUnasked',
      `Test ${positive.id} was positive, and ${edition.id} asks nothing more.`,
      { test: positive.id, edition: edition.id },
      edition.id,
    ),
  ]
}
