// What somebody has to do for this journey now, and by when: the worklists of every office are made of it.
import type { Act } from '../access/table.ts'
import { atLocalTime, localDate, plusDays, plusHours, plusMs, type Instant } from '../instant.ts'
import { recoveryShortfall, recoveryUntil } from '../policy/infectionHistory.ts'
import { codeObstacles, colourAsked } from '../policy/healthCode.ts'
import { careObstacles, untreated } from '../policy/careRule.ts'
import { testsDue } from '../policy/dayTests.ts'
import { asksAssessment } from '../policy/infection.ts'
import { asksNoObservation, centralLeg, dayEnds, dayNumber, homeLeg, legEnds } from '../policy/leg.ts'
import { legObstacles, retestsDue } from '../policy/legEnd.ts'
import type { Policy } from '../policy/policy.ts'
import { nextWindow } from '../policy/testing.ts'
import type { Journey } from './journey.ts'
import { standing } from './settle.ts'

export type Due = {
  readonly act: Act
  /** Which test, where it is one: a slot before the flight, a day of observation after it. */
  readonly number: number | null
  readonly from: Instant
  readonly by: Instant | null
}

/** Acts that the chart and the policy would take now, or that wait for a window that has begun. Nothing for a journey at its end. */
export function dueFor(journey: Journey, policy: Policy, now: Instant): readonly Due[] {
  switch (journey.stage) {
    case 'offered':
      return [due('AcceptSeat', journey.dossier.offer?.at ?? now, journey.dossier.offer?.expiresAt ?? null)]
    case 'seated.awaitingFirstNegative':
    case 'seated.awaitingSecondNegative.codeOutstanding':
    case 'seated.awaitingSecondNegative.codeIssued':
    case 'seated.awaitingHealthCode':
      return beforeBoarding(journey, policy, now)
    case 'clearedToBoard':
      return policy.flight.manifest?.includes(journey.id) ? [due('Board', now, policy.anchor.at)] : []
    case 'awaitingTransfer':
      return [due(keepsNobody(policy) ? 'Release' : 'SeatPassengers', journey.dossier.landed?.at ?? now, null)]
    case 'inClosedLoopTransfer':
      return [due('Admit', now, null)]
    case 'underMedicalObservation':
    case 'underHomeMonitoring':
      return underWatch(journey, policy, now)
    case 'inMedicalCare':
      return inCare(journey, policy, now)
    case 'leftLoop':
      return [due('ReportFound', journey.dossier.reached.leftLoop ?? now, journey.dossier.reached.leftLoop ?? now)]
    default:
      return []
  }
}

/**
 * The first later moment at which time alone may change what `dueFor` answers (its acts, numbers and `by`); null where only
 * a new fact does. Before boarding a window opens or closes; under watch everything turns at midnight in the edition's zone.
 */
export function dueUntil(journey: Journey, policy: Policy, now: Instant): Instant | null {
  switch (journey.stage) {
    case 'seated.awaitingFirstNegative':
    case 'seated.awaitingSecondNegative.codeOutstanding':
    case 'seated.awaitingSecondNegative.codeIssued':
    case 'seated.awaitingHealthCode': {
      if (!policy.mission || journey.dossier.traits.testExempt) return null
      const rules = { ...policy, mission: policy.mission }
      const span = nextWindow(rules, standing(rules, journey.dossier).assignment)?.span
      if (!span || now > span.until) return null
      return now < span.from ? span.from : plusMs(span.until, 1)
    }
    case 'underMedicalObservation':
    case 'underHomeMonitoring': {
      const zone = policy.observation?.zone
      return zone ? atLocalTime(plusDays(localDate(now, zone), 1), '00:00', zone) : null
    }
    default:
      return null
  }
}

const keepsNobody = ({ observation }: Policy): boolean => observation !== null && asksNoObservation(observation)

const due = (act: Act, from: Instant, by: Instant | null, number: number | null = null): Due => ({
  act,
  number,
  from,
  by,
})

function beforeBoarding(journey: Journey, policy: Policy, now: Instant): readonly Due[] {
  if (!policy.mission) return []
  const rules = { ...policy, mission: policy.mission }
  const { dossier } = journey
  const { assignment } = standing(rules, dossier)
  const found: Due[] = []
  if (recoveryShortfall(rules, dossier).length && !dossier.traits.testExempt)
    found.push(due('RecordTest', now, recoveryUntil(rules)))
  const next = dossier.traits.testExempt ? null : nextWindow(rules, assignment)
  if (next && next.span.from <= now && now <= next.span.until)
    found.push(due('RecordTest', next.span.from, next.span.until, next.slot + 1))
  if (colourAsked(rules.mission, dossier.traits.testExempt) !== null && !dossier.code) {
    const by = plusHours(policy.anchor.at, -policy.practice.documentsHours)
    if (dossier.application) found.push(due('IssueCode', dossier.application.at, by))
    else if (!codeObstacles(rules, dossier, assignment).length) found.push(due('ApplyForCode', now, by))
  }
  return found
}

function underWatch(journey: Journey, policy: Policy, now: Instant): readonly Due[] {
  const { observation } = policy
  const { dossier } = journey
  if (!observation || !dossier.dayOne) return []
  const leg = dossier.home ? homeLeg(observation, dossier.home.dayOne) : centralLeg(observation, dossier.dayOne)
  const last = dossier.tests.at(-1)
  const lastCare = dossier.care.at(-1)
  if (last && !(lastCare?.until && last.sampledAt <= lastCare.until)) {
    const assessed = dossier.riskAssessment?.test === last.id ? dossier.riskAssessment.outcome : null
    const toAssess = asksAssessment(observation, last)
    if (untreated(observation, leg, dossier, last) || (toAssess && assessed === 'notExcluded'))
      return [due('TakeToMedicalCare', last.reportedAt, last.reportedAt)]
    if (toAssess && assessed === null) return [due('AssessRisk', last.reportedAt, null)]
  }
  const days = testsDue(observation, leg, dossier, now)
  const today = dayNumber(observation, leg.first, now)
  const tests = [
    ...days.map((day) => due('RecordTest', now, dayEnds(observation, leg, day), day)),
    ...(retestsDue(observation, leg, dossier, now) > 0 ? [due('RecordTest', now, null, today)] : []),
  ]
  const obstacles = legObstacles(observation, leg, dossier, now)
  // A last result that is not negative is answered by another test, whatever day it is.
  if (!tests.length && obstacles.some(({ code }) => code === 'lastTestNotNegative'))
    return [due('RecordTest', now, null, today)]
  if (tests.length || obstacles.length) return tests
  return [due(dossier.home ? 'Release' : 'CompleteCentralPeriod', legEnds(observation, leg), null)]
}

function inCare(journey: Journey, policy: Policy, now: Instant): readonly Due[] {
  const episode = journey.dossier.care.at(-1)
  if (!policy.observation || !episode) return []
  return careObstacles(policy.observation, episode, journey.dossier.tests).length
    ? []
    : [due(keepsNobody(policy) ? 'Release' : 'ReturnToObservation', now, null)]
}
