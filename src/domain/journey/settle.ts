// From facts to where they lead: which steps forward or back the chart must be told once the policy has looked at the dossier.
import { codeLapse, colourAsked } from '../policy/healthCode.ts'
import type { Policy } from '../policy/policy.ts'
import type { MissionEdition } from '../policy/edition.ts'
import { assign, missingTests, whyNotCounted, type Assignment } from '../policy/testing.ts'
import { finding, type Finding } from '../decision.ts'
import type { JourneyEvent } from './events.ts'
import type { Dossier, Journey } from './journey.ts'
import type { Stage } from './stage.ts'

export type Bound = Policy & { readonly mission: MissionEdition }

/** What the policy makes of the dossier, before it is held against the stage. */
type Standing = {
  readonly assignment: Assignment
  readonly firstCounted: boolean
  readonly complete: boolean
  readonly codeMet: boolean
  readonly codeFindings: readonly Finding[]
}

export function standing(policy: Bound, dossier: Dossier): Standing {
  const assignment = dossier.traits.testExempt
    ? []
    : assign(policy, dossier.tests, (dossier.code ?? dossier.application)?.basis)
  const asked = colourAsked(policy.mission, dossier.traits.testExempt)
  const codeFindings = dossier.code ? codeLapse(policy.mission, assignment, dossier.code, policy.anchor.at, asked) : []
  return {
    assignment,
    firstCounted: assignment.length > 0 && assignment[0] !== null,
    complete: assignment.every((test) => test !== null),
    codeMet: asked === null || (dossier.code !== null && codeFindings.length === 0),
    codeFindings,
  }
}

/** Where the chart stands on the three questions; null outside the stages in which they are asked. */
function held(stage: Stage): { first: boolean; complete: boolean; code: boolean } | null {
  switch (stage) {
    case 'seated.awaitingFirstNegative':
      return { first: false, complete: false, code: false }
    case 'seated.awaitingSecondNegative.codeOutstanding':
      return { first: true, complete: false, code: false }
    case 'seated.awaitingSecondNegative.codeIssued':
      return { first: true, complete: false, code: true }
    case 'seated.awaitingHealthCode':
      return { first: true, complete: true, code: false }
    case 'clearedToBoard':
      return { first: true, complete: true, code: true }
    default:
      return null
  }
}

/** The facts that bring the chart to where the dossier stands: lapses first, the last gained lost first, then the gains. */
export function settle(policy: Bound, journey: Journey): readonly JourneyEvent[] {
  const have = held(journey.stage)
  if (!have) return []
  const want = standing(policy, journey.dossier)
  const events: JourneyEvent[] = []
  const findings = () => shortfall(policy, journey.dossier) as Finding[]
  const lostTests = have.complete && !want.complete
  const lostFirst = have.first && !want.firstCounted && !want.complete
  const code = have.code && !lostFirst
  if (lostTests) events.push({ type: 'TestsLapsed', findings: findings() })
  const stale = staleCode(want, journey.dossier)
  if (stale.length && !(lostFirst && !have.code)) events.push({ type: 'CodeLapsed', findings: [...stale] })
  if (lostFirst) events.push({ type: 'FirstNegativeLapsed', findings: findings() })
  const first = have.first && !lostFirst
  const complete = have.complete && !lostTests
  const codeStands = code && want.codeMet
  if (!first && want.firstCounted) events.push({ type: 'FirstNegativeCounted', test: want.assignment[0]!.id })
  // With a code in hand before the tests are complete the chart waits in codeIssued; the order of the two gains is its own.
  if (!codeStands && want.codeMet && (first || want.firstCounted)) events.push({ type: 'CodeRequirementMet' })
  if (!complete && want.complete) {
    events.push({ type: 'TestsComplete', tests: want.assignment.flatMap((test) => (test ? [test.id] : [])) })
    if (want.codeMet && !(first || want.firstCounted)) events.push({ type: 'CodeRequirementMet' })
  }
  return events
}

/** Why the code in hand, or the application on its way, is worth nothing any more; empty where it still stands. */
function staleCode(want: Standing, dossier: Dossier): readonly Finding[] {
  if (dossier.code) return want.codeFindings
  const counted = new Set(want.assignment.flatMap((test) => (test ? [test.id] : [])))
  const gone = dossier.application?.basis.filter((id) => !counted.has(id)) ?? []
  if (!gone.length) return []
  return [
    finding(
      'codeBasisLapsed',
      `The code was applied for on test ${gone.join(', ')}, which no longer counts: test and apply again.`,
      {
        tests: gone.join(', '),
      },
    ),
  ]
}

/** Everything that stands between this journey and the aircraft, each in words: unfit tests, open slots, no code. */
export function shortfall(policy: Bound, dossier: Dossier): readonly Finding[] {
  const { assignment, codeMet, codeFindings } = standing(policy, dossier)
  const complete = assignment.every((test) => test !== null)
  const tests = complete
    ? []
    : [...dossier.tests.flatMap((test) => whyNotCounted(policy, assignment, test)), ...missingTests(policy, assignment)]
  const code =
    codeMet || dossier.code
      ? codeFindings
      : [{ code: 'codeMissing', message: 'No health code was issued.', facts: {}, edition: policy.mission.id }]
  return [...tests, ...code]
}
