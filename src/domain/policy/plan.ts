// The clock planned backwards from the flight: for each step what the rule allows, what really works, and the latest moment.
import { finding, type Finding } from '../decision.ts'
import { earlier, inZone, later, plusHours, plusMs, type Instant, type Span } from '../instant.ts'
import { sampleSpan, type TestMethod } from '../journey/naat.ts'
import { colourAsked } from './healthCode.ts'
import { recoveryCounted, recoveryFrom, recoveryUntil } from './infectionHistory.ts'
import { lastHandIn, openSpans, type OfficeHours } from './officeHours.ts'
import type { Bound, Policy } from './policy.ts'
import type { Papers } from './papers.ts'
import { assign, nextWindow, type Assignment } from './testing.ts'
import { leastIntervalMs, ruleWindows } from './windows.ts'

export type PlanStep = {
  readonly step: 'recovery' | 'sample' | 'code' | 'documents'
  /** 1-based, for samples and recovery tests. */
  readonly slot: number | null
  readonly rule: Span
  /** What is left of the rule once reports, office hours and the document check are counted. */
  readonly working: Span
  /** The last moment to begin it: by the rule, and for a sample early enough for the quickest laboratory's report. */
  readonly beginBy: Instant
  /** `late`: the rule is still open, but what is begun now is ready too late; it helps only whoever has begun already. */
  readonly state: 'done' | 'open' | 'late' | 'missed'
  readonly findings: readonly Finding[]
  /** What a sample may be tested by; of samples alone. */
  readonly methods?: readonly TestMethod[]
}
/** Nobody who begins now can do this step in time. */
export const isLost = ({ state }: PlanStep): boolean => state === 'late' || state === 'missed'

export type Plan = {
  readonly steps: readonly PlanStep[]
  /** Every step is done, or can be begun now and be ready in time. */
  readonly feasible: boolean
  readonly findings: readonly Finding[]
}

/** Plans one journey. Where no edition is known the plan is empty and says so. */
export function planOf(policy: Policy, papers: Papers, now: Instant): Plan {
  const { mission } = policy
  if (!mission) {
    return {
      steps: [],
      feasible: false,
      findings: [finding('noEditionKnown', 'No edition known: no plan can be made.', {})],
    }
  }
  const bound = { ...policy, mission }
  const assignment = assign(bound, papers)
  const documentsBy = plusHours(policy.anchor.at, -policy.practice.documentsHours)
  const office = policy.practice.office
  const asksCode = colourAsked(mission, papers.traits.testExempt) !== null
  const handIn = asksCode && office ? lastHandIn(office, documentsBy) : null
  const documents: PlanStep = {
    step: 'documents',
    slot: null,
    rule: { from: documentsBy, until: policy.anchor.at },
    working: { from: documentsBy, until: documentsBy },
    beginBy: policy.anchor.at,
    state: now > policy.anchor.at ? 'missed' : 'open',
    findings: [],
  }
  const samples = sampleSteps(bound, papers, assignment, handIn, now)
  const all = [
    ...recoverySteps(bound, papers, now),
    ...samples,
    ...(asksCode ? [codeStep(bound, papers, assignment, samples, documentsBy, handIn, now)] : []),
    documents,
  ]
  return { steps: all, feasible: !all.some(isLost), findings: [] }
}

/** Recovery tests are asked long before: from now on, or from the first that counts, each early enough for the next. */
function recoverySteps(policy: Bound, papers: Papers, now: Instant): readonly PlanStep[] {
  const rule = policy.mission.infectionHistory.value
  if (!rule || !papers.traits.pastInfection || papers.traits.testExempt) return []
  const counted = recoveryCounted(policy, papers)
  const first = recoveryFrom(policy)
  const last = recoveryUntil(policy)
  return Array.from({ length: rule.recoveryTests }, (_, index): PlanStep => {
    const until = plusHours(last, -rule.leastInterval * (rule.recoveryTests - 1 - index))
    const taken = counted[index]
    const before = counted[index - 1]
    const opens = before ? plusHours(sampleSpan(before).until, rule.leastInterval) : later(now, first ?? now)
    const from = taken ? sampleSpan(taken).from : earlier(opens, until)
    return {
      step: 'recovery',
      slot: index + 1,
      rule: { from, until },
      working: { from, until: taken ? sampleSpan(taken).until : until },
      beginBy: until,
      state: taken
        ? 'done'
        : now > plusHours(until, policy.practice.reportHours)
          ? 'missed'
          : now > until
            ? 'late'
            : 'open',
      findings: [],
    }
  })
}

function sampleSteps(
  policy: Bound,
  papers: Papers,
  assignment: Assignment,
  handIn: Instant | null,
  now: Instant,
): readonly PlanStep[] {
  if (papers.traits.testExempt) return []
  const { reportHours, quickestReportHours, documentsHours } = policy.practice
  const windows = ruleWindows(policy, assignment.route)
  const next = nextWindow(policy, assignment)
  const inTime = workingEnds(policy, assignment, plusHours(policy.anchor.at, -documentsHours), handIn)
  const interval = leastIntervalMs(policy.mission)
  /** The earliest moment for the next sample behind those that are taken, or that could be taken from now on. */
  let behind: Instant | null = null
  /** The same for whoever begins only now. */
  let begun: Instant = now
  return windows.map((window, slot): PlanStep => {
    const rule = next?.slot === slot ? next.span : window
    const taken = assignment.slots[slot]
    const named = {
      step: 'sample' as const,
      beginBy: earlier(rule.until, plusHours(policy.anchor.at, -quickestReportHours)),
      slot: slot + 1,
      rule,
      findings: [],
      methods: assignment.route.slots[slot]!.methods,
    }
    if (taken) {
      const span = sampleSpan(taken)
      behind = plusMs(span.until, interval)
      begun = later(begun, behind)
      return { ...named, working: span, state: 'done' }
    }
    const from = behind === null ? rule.from : later(rule.from, behind)
    const working = { from, until: later(earlier(rule.until, inTime[slot]!), from) }
    const begins = later(begun, rule.from)
    // A report may still come for a sample taken in time, until boarding; whoever has no sample yet needs the report as well.
    const missed = now > earlier(plusHours(rule.until, reportHours), policy.anchor.at)
    const late = begins > named.beginBy
    behind = plusMs(from, interval)
    begun = plusMs(begins, interval)
    return { ...named, working, state: missed ? 'missed' : late ? 'late' : 'open' }
  })
}

/**
 * Until when each sample works: its report is there before the documents are checked, a report for the code before the
 * mission last takes applications (where it is open at all between the first report and the flight), and the samples
 * behind it keep their interval.
 */
function workingEnds(
  policy: Bound,
  { route }: Assignment,
  documentsBy: Instant,
  handIn: Instant | null,
): readonly Instant[] {
  const windows = ruleWindows(policy, route)
  const reported = (by: Instant) => plusHours(by, -policy.practice.reportHours)
  const ends: Instant[] = []
  for (const [slot, window] of [...windows.entries()].reverse()) {
    const forCode = handIn !== null && route.slots[slot]?.before === 'code' && reported(handIn) > window.from
    const own = earlier(window.until, reported(forCode ? earlier(documentsBy, handIn) : documentsBy))
    const behind = ends[0]
    ends.unshift(behind ? earlier(own, plusMs(behind, -leastIntervalMs(policy.mission))) : own)
  }
  return ends
}

/** From the first report for it until the last moment that leaves the mission time to answer before the documents are checked. */
function codeStep(
  policy: Bound,
  papers: Papers,
  assignment: Assignment,
  samples: readonly PlanStep[],
  documentsBy: Instant,
  handIn: Instant | null,
  now: Instant,
): PlanStep {
  const { office } = policy.practice
  const from = firstApplication(policy, assignment, samples, documentsBy, now)
  const rule = { from, until: policy.anchor.at }
  const wanted = { from, until: later(documentsBy, from) }
  const open = office ? openSpans(office, wanted) : [wanted]
  const inTime = handIn === null || !office ? open : open.filter((span) => span.from <= handIn)
  const first = inTime[0]
  const last = inTime.at(-1)
  return {
    step: 'code',
    slot: null,
    rule,
    working: {
      from: first?.from ?? wanted.from,
      until: last ? (office && handIn ? earlier(last.until, handIn) : last.until) : wanted.until,
    },
    beginBy: policy.anchor.at,
    state: papers.code ? 'done' : now > policy.anchor.at ? 'missed' : 'open',
    findings: office && !last && !papers.code ? [officeClosed(office, wanted)] : [],
  }
}

/** The report of the last test that the code waits for, as early as it can be there. */
function firstApplication(
  policy: Bound,
  assignment: Assignment,
  samples: readonly PlanStep[],
  documentsBy: Instant,
  now: Instant,
): Instant {
  const forCode = assignment.route.slots.findLastIndex(({ before }) => before === 'code')
  const step = samples[forCode]
  if (!step) return earlier(now, documentsBy)
  return assignment.slots[forCode]?.reportedAt ?? plusHours(step.working.from, policy.practice.reportHours)
}

const officeClosed = (office: OfficeHours, wanted: Span): Finding =>
  finding(
    'missionClosed',
    `${office.name} is closed from ${inZone(wanted.from, office.zone)} until ${inZone(wanted.until, office.zone)}, a weekend or holiday: agree on duty hours with it before anybody is tested.`,
    { mission: office.name, from: inZone(wanted.from, office.zone), until: inZone(wanted.until, office.zone) },
  )
