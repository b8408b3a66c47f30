// The clock planned backwards from the flight: for each step what the rule allows, what really works, and the latest moment.
import { finding, type Finding } from '../decision.ts'
import {
  atLocalTime,
  earlier,
  inZone,
  later,
  localDate,
  plusDays,
  plusHours,
  weekday,
  type Instant,
  type Span,
} from '../instant.ts'
import type { Dossier } from '../journey/journey.ts'
import { sampleSpan } from '../journey/naat.ts'
import type { MissionEdition } from './edition.ts'
import { colourAsked } from './healthCode.ts'
import type { OfficeHours, Policy } from './policy.ts'
import { assign, nextWindow, ruleWindows } from './testing.ts'

export type PlanStep = {
  readonly step: 'sample' | 'code' | 'documents'
  /** 1-based, for samples. */
  readonly slot: number | null
  readonly rule: Span
  /** What is left of the rule once reports, office hours and the document check are counted. */
  readonly working: Span
  readonly state: 'done' | 'open' | 'missed'
  readonly findings: readonly Finding[]
}
export type Plan = {
  readonly steps: readonly PlanStep[]
  readonly feasible: boolean
  readonly findings: readonly Finding[]
}

/** Shapes a plan for one journey. Where no edition is known the plan is empty and says so. */
export function planOf(policy: Policy, dossier: Pick<Dossier, 'tests' | 'code' | 'traits'>, now: Instant): Plan {
  const { mission } = policy
  if (!mission) {
    return {
      steps: [],
      feasible: false,
      findings: [finding('noEditionKnown', 'No edition known: no plan can be made.', {})],
    }
  }
  const bound = { ...policy, mission }
  const steps = dossier.traits.testExempt ? [] : sampleSteps(bound, dossier, now)
  const documentsBy = plusHours(policy.anchor.at, -policy.practice.documentsHours)
  const code =
    colourAsked(mission, dossier.traits.testExempt) === null ? [] : [codeStep(bound, dossier, documentsBy, now)]
  const documents: PlanStep = {
    step: 'documents',
    slot: null,
    rule: { from: documentsBy, until: policy.anchor.at },
    working: { from: documentsBy, until: documentsBy },
    state: now > policy.anchor.at ? 'missed' : 'open',
    findings: [],
  }
  const all = [...steps, ...code, documents]
  return { steps: all, feasible: all.every((step) => step.state !== 'missed'), findings: [] }
}

type Bound = Policy & { readonly mission: MissionEdition }

function sampleSteps(policy: Bound, dossier: Pick<Dossier, 'tests'>, now: Instant): readonly PlanStep[] {
  const assignment = assign(policy, dossier.tests)
  const windows = ruleWindows(policy)
  const next = nextWindow(policy, assignment)
  const interval = policy.mission.leastInterval.value
  const lastUseful = plusHours(policy.anchor.at, -policy.practice.documentsHours - policy.practice.reportHours)
  return windows.map((window, slot) => {
    const rule = next?.slot === slot ? next.span : window
    const gapsAfter = windows.length - 1 - slot
    const until = earlier(rule.until, plusHours(lastUseful, -interval * gapsAfter))
    const taken = assignment[slot]
    const working = taken
      ? { from: sampleSpan(taken).from, until: sampleSpan(taken).until }
      : { from: rule.from, until: later(until, rule.from) }
    // A report may still come for a sample taken in time, so the rule's end plus the report's way counts, not the moment itself.
    const missed = !taken && now > plusHours(rule.until, policy.practice.reportHours)
    return {
      step: 'sample',
      slot: slot + 1,
      rule,
      working,
      state: taken ? 'done' : missed ? 'missed' : 'open',
      findings: [],
    }
  })
}

function codeStep(
  policy: Bound,
  dossier: Pick<Dossier, 'code' | 'tests' | 'traits'>,
  documentsBy: Instant,
  now: Instant,
): PlanStep {
  const first = dossier.traits.testExempt
    ? undefined
    : ruleWindows(policy)[
        policy.mission.code.value?.precededBy === 'allTests' ? policy.mission.tests.value.length - 1 : 0
      ]
  const from = first ? plusHours(first.from, policy.practice.reportHours) : now < documentsBy ? now : documentsBy
  const rule = { from, until: policy.anchor.at }
  const wanted = { from, until: later(documentsBy, from) }
  const open = policy.practice.office ? openSpans(policy.practice.office, wanted) : [wanted]
  const last = open.at(-1)
  const findings = policy.practice.office && !last ? [officeClosed(policy.practice.office, wanted)] : []
  return {
    step: 'code',
    slot: null,
    rule,
    working: { from: open[0]?.from ?? wanted.from, until: last?.until ?? wanted.until },
    state: dossier.code ? 'done' : now > policy.anchor.at ? 'missed' : 'open',
    findings,
  }
}

const officeClosed = (office: OfficeHours, wanted: Span): Finding =>
  finding(
    'missionClosed',
    `${office.name} is closed from ${inZone(wanted.from, office.zone)} until ${inZone(wanted.until, office.zone)}, a weekend or holiday: agree on duty hours with it before anybody is tested.`,
    { mission: office.name, from: inZone(wanted.from, office.zone), until: inZone(wanted.until, office.zone) },
  )

/** The parts of a span during which the office is open, in order. */
export function openSpans(office: OfficeHours, span: Span): readonly Span[] {
  const spans: Span[] = []
  const lastDay = localDate(span.until, office.zone)
  for (let day = localDate(span.from, office.zone); day <= lastDay; day = plusDays(day, 1)) {
    if (!office.openDays.includes(weekday(day)) || office.holidays.includes(day)) continue
    const from = later(span.from, atLocalTime(day, office.opens, office.zone))
    const until = earlier(span.until, atLocalTime(day, office.closes, office.zone))
    if (from < until) spans.push({ from, until })
  }
  return spans
}
