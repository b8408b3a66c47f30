// The end of a leg: what still stands between somebody and it, of days, tests and results.
import { finding, type Finding } from '../decision.ts'
import { inZone, localDate, type Instant } from '../instant.ts'
import type { Dossier } from '../journey/journey.ts'
import type { NaatTest } from '../journey/naat.ts'
import { clearedByCare, inCareOn, untreated } from './careRule.ts'
import { creditObstacles, creditTestsDue } from './credit.ts'
import { isExcused, missedDay, sampledOn, samplesAsked, testsDue } from './dayTests.ts'
import { latest } from './formerCourse.ts'
import { asksAssessment, isNegative, lastTest } from './infection.ts'
import { dateOf, legEnds, type Leg } from './leg.ts'
import type { ObservationEdition } from './observationEdition.ts'

/** Why the leg cannot end now: days left, tests missing, or a last result that is not negative. */
export function legObstacles(
  edition: ObservationEdition,
  leg: Leg,
  dossier: Dossier,
  now: Instant,
): readonly Finding[] {
  const early = periodObstacles(edition, leg, now)
  if (edition.release.value === 'daysAlone') return early
  const lastDay = leg.testDays.at(-1)
  // One sample of two on the last test day is no day without a sample: what is short is asked for below, by its number.
  const missing = missingDays(edition, leg, dossier, now).filter(
    (day) => day !== lastDay || sampledOn(edition, leg, dossier.tests, day) === 0,
  )
  const positives = dossier.tests.filter((test) => untreated(edition, leg, dossier, test))
  const last = lastTest(dossier.tests)
  const lastResult = last && positives.includes(last) ? [] : resultObstacles(edition, leg, dossier)
  return [
    ...early,
    ...missing.map((day) => missedDay(edition, leg, dossier, day)),
    ...positives.map((test) =>
      finding(
        'positiveNotTreated',
        `Test ${test.id} was positive and no medical care followed.`,
        { test: test.id },
        edition.id,
      ),
    ),
    ...lastResult,
    ...(positives.length || lastResult.length ? [] : releaseObstacles(edition, leg, dossier, missing)),
    ...riskObstacles(edition, dossier, last),
    ...creditObstacles(edition, dossier),
  ]
}

/** Negative samples that a re-decision asks for beside the test days, before the leg in which somebody is may end. */
export function retestsDue(edition: ObservationEdition, leg: Leg, dossier: Dossier, now: Instant): number {
  const credit = creditTestsDue(edition, dossier)
  const lastDay = leg.testDays.at(-1)
  if (credit > 0 || edition.release.value === 'daysAlone') return credit
  if (lastDay === undefined || !isExcused(dossier, leg, lastDay)) return 0
  if (missingDays(edition, leg, dossier, now).length) return 0
  const tests = releaseTests(edition, leg, dossier, lastDay)
  return Math.max(0, tests.asked - tests.inHand)
}

function missingDays(edition: ObservationEdition, leg: Leg, dossier: Dossier, now: Instant): readonly number[] {
  const ends = legEnds(edition, leg)
  return testsDue(edition, leg, dossier, ends < now ? ends : now)
}

function periodObstacles(edition: ObservationEdition, leg: Leg, now: Instant): readonly Finding[] {
  const ends = legEnds(edition, leg)
  // A leg without days is over before it begins, also for whoever lands the evening before day 1.
  if (leg.days === 0 || now >= ends) return []
  return [
    finding(
      'periodNotOver',
      `The period of ${leg.days} days ends ${inZone(ends, edition.zone)}.`,
      { days: leg.days, ends: inZone(ends, edition.zone) },
      edition.id,
    ),
  ]
}

function resultObstacles(edition: ObservationEdition, leg: Leg, dossier: Dossier): readonly Finding[] {
  const last = lastTest(dossier.tests)
  if (!leg.testDays.length || !last || isNegative(edition, last) || clearedByCare(edition, dossier)) return []
  return [
    finding(
      'lastTestNotNegative',
      `The last test, ${last.id}, is ${last.result}.`,
      { test: last.id, result: last.result },
      edition.id,
    ),
  ]
}

/** Negatives from the last test day on; where another edition governed that, one from the last day due under either. */
function releaseTests(edition: ObservationEdition, leg: Leg, dossier: Dossier, lastDay: number) {
  const excused = isExcused(dossier, leg, lastDay)
  const own = dateOf(leg, lastDay)
  const since = excused ? latest(own, dossier.redecided?.lastTestDay ?? null) : own
  const inHand = dossier.tests.filter(
    (test) => isNegative(edition, test) && localDate(test.sampledAt, edition.zone) >= since,
  ).length
  const inCare = inCareOn(edition, leg, dossier.care, lastDay)
  // Surplus days ask for tests of their own; those are taken since the decision and stand for this one.
  const credited = excused && creditTestsDue(edition, dossier) > 0
  return { asked: inCare || credited ? 0 : excused ? 1 : samplesAsked(leg, lastDay), inHand, excused }
}

function releaseObstacles(
  edition: ObservationEdition,
  leg: Leg,
  dossier: Dossier,
  missing: readonly number[],
): readonly Finding[] {
  const lastDay = leg.testDays.at(-1)
  if (lastDay === undefined || missing.includes(lastDay)) return []
  const { asked, inHand, excused } = releaseTests(edition, leg, dossier, lastDay)
  // What makes up for a missed day is taken since the decision, and stands for this test as well.
  if (inHand >= asked || (excused && missing.length)) return []
  return [
    finding(
      'releaseTestMissing',
      `${asked} negative test(s) are asked before the end; ${inHand} are in hand.`,
      { asked, inHand },
      edition.id,
    ),
  ]
}

/** A last result between the edition's two lines waits for the risk assessment, and for care where that excludes nothing. */
function riskObstacles(edition: ObservationEdition, dossier: Dossier, last: NaatTest | undefined): readonly Finding[] {
  if (!last || !asksAssessment(edition, last) || clearedByCare(edition, dossier)) return []
  const { riskAssessment } = dossier
  const facts = { test: last.id, ct: last.ct ?? 0 }
  if (!riskAssessment || riskAssessment.test !== last.id) {
    return [
      finding(
        'riskAssessmentMissing',
        `Test ${last.id} has a Ct of ${last.ct}: a risk assessment decides whether it is a past infection.`,
        facts,
        edition.id,
      ),
    ]
  }
  return riskAssessment.outcome === 'pastInfection'
    ? []
    : [
        finding(
          'riskNotExcluded',
          `The risk assessment of test ${last.id} found that an infection is not excluded: medical care follows.`,
          facts,
          edition.id,
        ),
      ]
}
