// From facts to where they lead: which steps forward or back the chart must be told once the policy has looked at the dossier.
import { basisGone, codeLapse, colourAsked } from '../policy/healthCode.ts'
import { recoveryShortfall } from '../policy/infectionHistory.ts'
import { originCounted, originShortfall } from '../policy/originPapers.ts'
import type { Bound } from '../policy/policy.ts'
import type { Papers } from '../policy/papers.ts'
import { assign, countedIn, isComplete, missingTests, whyNotCounted, type Assignment } from '../policy/testing.ts'
import { finding, type Finding } from '../decision.ts'
import type { JourneyEvent } from './events.ts'
import type { Dossier, Journey } from './journey.ts'
import type { NaatTest } from './naat.ts'
import type { Stage } from './stage.ts'

/** What the policy makes of the dossier, before it is held against the stage. */
type Standing = {
  readonly assignment: Assignment
  readonly firstCounted: boolean
  /** Every slot is filled, and so is what a past infection or a first flight asks beside it. */
  readonly complete: boolean
  readonly beside: readonly Finding[]
  readonly codeMet: boolean
  readonly codeFindings: readonly Finding[]
}

export function standing(policy: Bound, dossier: Dossier): Standing {
  const assignment = assign(policy, dossier)
  const asked = colourAsked(policy.mission, dossier.traits.testExempt)
  const codeFindings = dossier.code && asked !== null ? codeLapse(policy, assignment, dossier.code, asked) : []
  const beside = dossier.traits.testExempt
    ? []
    : [...recoveryShortfall(policy, dossier), ...originShortfall(policy, dossier)]
  const [first = null] = assignment.slots
  return {
    assignment,
    firstCounted: first !== null,
    complete: isComplete(assignment) && beside.length === 0,
    beside,
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
  // An edition that asks for a code where the one before asked none: the chart stood where a code is met.
  if (!stale.length && code && !want.codeMet) stale.push(codeMissing(policy))
  if (stale.length && !(lostFirst && !have.code)) events.push({ type: 'CodeLapsed', findings: stale })
  if (lostFirst) events.push({ type: 'FirstNegativeLapsed', findings: findings() })
  const first = have.first && !lostFirst
  const complete = have.complete && !lostTests
  const codeStands = code && want.codeMet
  if (!first && want.firstCounted) events.push({ type: 'FirstNegativeCounted', test: want.assignment.slots[0]!.id })
  // With a code in hand before the tests are complete the chart waits in codeIssued; the order of the two gains is its own.
  if (!codeStands && want.codeMet && (first || want.firstCounted)) events.push({ type: 'CodeRequirementMet' })
  if (!complete && want.complete) {
    events.push({ type: 'TestsComplete', tests: countedIn(want.assignment).map(({ id }) => id) })
    if (want.codeMet && !(first || want.firstCounted)) events.push({ type: 'CodeRequirementMet' })
  }
  return events
}

/** Why the code in hand, or the application on its way, is worth nothing any more; empty where it still stands. */
function staleCode(want: Standing, dossier: Dossier): Finding[] {
  if (dossier.code) return [...want.codeFindings]
  const gone = basisGone(want.assignment, dossier.application?.basis ?? [])
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

const codeMissing = (policy: Bound): Finding =>
  finding('codeMissing', 'No health code was issued.', {}, policy.mission.id)

/** Why a test stands in no slot of this flight; empty as well where the first flight counts it. */
export const notCounted = (
  policy: Bound,
  dossier: Papers,
  assignment: Assignment,
  test: NaatTest,
): readonly Finding[] =>
  originCounted(policy, dossier).includes(test) ? [] : whyNotCounted(policy, dossier, assignment, test)

/** Everything that stands between this journey and the aircraft, each in words: unfit tests, open slots, no code. */
export function shortfall(policy: Bound, dossier: Dossier): readonly Finding[] {
  const { assignment, beside, codeMet, codeFindings } = standing(policy, dossier)
  const tests = isComplete(assignment)
    ? []
    : [
        ...dossier.tests.flatMap((test) => notCounted(policy, dossier, assignment, test)),
        ...missingTests(policy, assignment),
      ]
  const code = codeMet || dossier.code ? codeFindings : [codeMissing(policy)]
  return [...tests, ...beside, ...code]
}
