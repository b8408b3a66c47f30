// Medical observation: which day it is, which tests are due, when a leg ends, whether somebody may go.
import { finding, type Finding } from '../decision.ts'
import {
  atLocalTime,
  daysBetween,
  hoursBetween,
  inZone,
  localDate,
  plusDays,
  type Instant,
  type LocalDate,
} from '../instant.ts'
import type { CareEpisode, Dossier } from '../journey/journey.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import type { ObservationEdition } from './observationEdition.ts'

/** Day 1 by the edition's convention, from the landing date in the edition's zone. */
export function dayOne(edition: ObservationEdition, landedAt: Instant): LocalDate {
  const landing = localDate(landedAt, edition.zone)
  return edition.dayOneConvention.value === 'arrivalDay' ? landing : plusDays(landing, 1)
}

/** 1 on day one; 0 or less before it. */
export const dayNumber = (edition: ObservationEdition, first: LocalDate, at: Instant): number =>
  daysBetween(first, localDate(at, edition.zone)) + 1

export type Leg = {
  readonly first: LocalDate
  readonly days: number
  readonly testDays: readonly number[]
  /** Days on which two samples are asked. */
  readonly doubleTestDays: readonly number[]
}

export const centralLeg = (edition: ObservationEdition, first: LocalDate): Leg => ({ first, ...edition.central.value })
export const homeLeg = (edition: ObservationEdition, first: LocalDate): Leg => ({ first, ...edition.home.value })
/** An edition under which nobody is kept: whoever has landed is free. */
export const asksNoObservation = (edition: ObservationEdition): boolean =>
  edition.central.value.days === 0 && edition.home.value.days === 0

/** Whole days of the central leg behind somebody beyond those that this edition asks; 0 before them, and once at home. */
export function surplusDays(edition: ObservationEdition, dossier: Dossier, now: Instant): number {
  if (!dossier.dayOne || dossier.home) return 0
  return Math.max(0, dayNumber(edition, dossier.dayOne, now) - 1 - edition.central.value.days)
}

/** The first day of the home leg: the day after the central one, or today where that was left behind; surplus days count where they are credited. */
export function homeDayOne(edition: ObservationEdition, dossier: Dossier, first: LocalDate, now: Instant): LocalDate {
  const afterCentral = localDate(legEnds(edition, centralLeg(edition, first)), edition.zone)
  const credited = (dossier.redecided?.credit ?? 0) > 0
  const today = localDate(now, edition.zone)
  return credited || today < afterCentral ? afterCentral : today
}

/** When somebody would be free if every test allows it: the end of the home leg; null before day 1 is known. */
export function expectedRelease(edition: ObservationEdition, dossier: Dossier, now: Instant): Instant | null {
  const first = dossier.dayOne ?? (dossier.landed ? dayOne(edition, dossier.landed.at) : null)
  if (!first) return null
  const home = homeLeg(edition, dossier.home?.dayOne ?? homeDayOne(edition, dossier, first, now))
  return legEnds(edition, home)
}

/** The leg is over when its last day is over: midnight after it, in the edition's zone. */
export const legEnds = (edition: ObservationEdition, leg: Leg): Instant =>
  atLocalTime(plusDays(leg.first, leg.days), '00:00', edition.zone)
/** The end of one of its days. */
export const dayEnds = (edition: ObservationEdition, leg: Leg, day: number): Instant =>
  atLocalTime(plusDays(leg.first, day), '00:00', edition.zone)

/**
 * Test days up to this moment on which fewer samples were taken than asked and none was taken later in their stead;
 * without days that somebody spent in medical care, and days that another edition governed.
 */
export function testsDue(edition: ObservationEdition, leg: Leg, dossier: Dossier, now: Instant): readonly number[] {
  if (edition.release.value === 'daysAlone') return []
  const today = dayNumber(edition, leg.first, now)
  const spare = spareDays(edition, leg, dossier.tests)
  return leg.testDays.filter((day) => {
    if (day > today || governedBefore(dossier, leg, day) || inCareOn(edition, leg, dossier.care, day)) return false
    const short = samplesAsked(leg, day) - sampledOn(edition, leg, dossier.tests, day)
    const inStead = spare.filter((each) => each > day).slice(0, Math.max(0, short))
    for (const each of inStead) spare.splice(spare.indexOf(each), 1)
    return inStead.length < short
  })
}

/**
 * Days, in order, of samples that their own day does not ask for. No notice says what becomes of a missed test day; that
 * a sample taken later makes up for it is the desk's own choice, since nobody could ever be released otherwise.
 */
function spareDays(edition: ObservationEdition, leg: Leg, tests: readonly NaatTest[]): number[] {
  const days = [...new Set(tests.map((test) => dayNumber(edition, leg.first, sampleSpan(test).from)))]
  return days
    .filter((day) => day >= 1)
    .sort((a, b) => a - b)
    .flatMap((day) => {
      const asked = leg.testDays.includes(day) ? samplesAsked(leg, day) : 0
      return Array.from({ length: Math.max(0, sampledOn(edition, leg, tests, day) - asked) }, () => day)
    })
}

/** Samples still asked for before credited days count; 0 where none are. */
export function creditTestsDue(edition: ObservationEdition, { redecided, tests }: Dossier): number {
  const asked = edition.credit.value?.tests ?? 0
  if (!redecided || redecided.credit === 0) return 0
  const inHand = tests.filter(
    (test) => test.result === 'negative' && localDate(test.sampledAt, edition.zone) >= redecided.from,
  ).length
  return Math.max(0, asked - inHand)
}

export const samplesAsked = (leg: Leg, day: number): number => (leg.doubleTestDays.includes(day) ? 2 : 1)

const sampledOn = (edition: ObservationEdition, leg: Leg, tests: readonly NaatTest[], day: number): number =>
  tests.filter(
    (test) =>
      (test.result === 'negative' || test.result === 'positive') &&
      dayNumber(edition, leg.first, sampleSpan(test).from) === day,
  ).length

/** An infection by this edition: a positive, and where it draws a line, one below it or of unknown Ct. */
export const isInfection = (edition: ObservationEdition | null, test: NaatTest): boolean =>
  test.result === 'positive' &&
  (!edition ||
    edition.positive.value.ctBelow === null ||
    test.ct === undefined ||
    test.ct < edition.positive.value.ctBelow)

/** Neither an infection nor none: between the edition's two lines a risk assessment decides. */
export const asksAssessment = (edition: ObservationEdition, test: NaatTest): boolean => {
  const { assessBelow } = edition.positive.value
  return (
    test.result === 'positive' &&
    !isInfection(edition, test) &&
    assessBelow !== null &&
    test.ct !== undefined &&
    test.ct < assessBelow
  )
}

/** A positive of this leg that is not clear, with no care begun after it and none under way when it was taken. */
function untreated(edition: ObservationEdition, leg: Leg, care: readonly CareEpisode[], test: NaatTest): boolean {
  if (!isInfection(edition, test) || isClear(test, edition.care.value.ctAtLeast)) return false
  if (dayNumber(edition, leg.first, test.sampledAt) < 1) return false
  return !care.some(({ until }) => until === null || test.sampledAt <= until)
}

/** The edition says whether days in care count; where they do, tests there are the hospital's own. */
function inCareOn(edition: ObservationEdition, leg: Leg, care: readonly CareEpisode[], day: number): boolean {
  if (!edition.care.value.daysInCareCount) return false
  const date = plusDays(leg.first, day - 1)
  return care.some(
    (episode) =>
      localDate(episode.from, edition.zone) <= date &&
      (episode.until === null || date <= localDate(episode.until, edition.zone)),
  )
}

/** Why the leg cannot end now: days left, tests missing, or a last result that is not negative. */
export function legObstacles(
  edition: ObservationEdition,
  leg: Leg,
  dossier: Dossier,
  now: Instant,
): readonly Finding[] {
  const found: Finding[] = []
  const ends = legEnds(edition, leg)
  // A leg without days is over before it begins, also for whoever lands the evening before day 1.
  if (leg.days > 0 && now < ends) {
    found.push(
      finding(
        'periodNotOver',
        `The period of ${leg.days} days ends ${inZone(ends, edition.zone)}.`,
        { days: leg.days, ends: inZone(ends, edition.zone) },
        edition.id,
      ),
    )
  }
  if (edition.release.value === 'daysAlone') return found
  const lastDay = leg.testDays.at(-1)
  // One sample of two on the last test day is no day without a sample: what is short is asked for below, by its number.
  const missing = testsDue(edition, leg, dossier, ends < now ? ends : now).filter(
    (day) => day !== lastDay || sampledOn(edition, leg, dossier.tests, day) === 0,
  )
  for (const day of missing) {
    found.push(finding('dayTestMissing', `No test was sampled on day ${day}.`, { day }, edition.id))
  }
  const positives = dossier.tests.filter((test) => untreated(edition, leg, dossier.care, test))
  for (const test of positives) {
    found.push(
      finding(
        'positiveNotTreated',
        `Test ${test.id} was positive and no medical care followed.`,
        { test: test.id },
        edition.id,
      ),
    )
  }
  const last = lastTest(dossier.tests)
  const asked = lastDay === undefined ? 0 : samplesAsked(leg, lastDay)
  const negatives = dossier.tests.filter(
    (test) =>
      (test.result === 'negative' || (test.result === 'positive' && !isInfection(edition, test))) &&
      lastDay !== undefined &&
      dayNumber(edition, leg.first, test.sampledAt) >= lastDay,
  )
  if (
    leg.testDays.length &&
    last &&
    last.result !== 'negative' &&
    (last.result !== 'positive' || isInfection(edition, last)) &&
    !positives.includes(last) &&
    !clearedByCare(edition, dossier)
  ) {
    found.push(
      finding(
        'lastTestNotNegative',
        `The last test, ${last.id}, is ${last.result}.`,
        { test: last.id, result: last.result },
        edition.id,
      ),
    )
  } else if (
    lastDay !== undefined &&
    negatives.length < asked &&
    !governedBefore(dossier, leg, lastDay) &&
    !missing.includes(lastDay) &&
    !positives.length &&
    !inCareOn(edition, leg, dossier.care, lastDay)
  ) {
    found.push(
      finding(
        'releaseTestMissing',
        `${asked} negative test(s) are asked before the end; ${negatives.length} are in hand.`,
        { asked, inHand: negatives.length },
        edition.id,
      ),
    )
  }
  return [...found, ...riskObstacles(edition, dossier, last), ...creditObstacles(edition, dossier)]
}

const governedBefore = (dossier: Dossier, leg: Leg, day: number): boolean =>
  dossier.redecided !== null && plusDays(leg.first, day - 1) < dossier.redecided.from

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

/** Days credited from a longer central leg ask for tests of their own, taken since the decision. */
function creditObstacles(edition: ObservationEdition, dossier: Dossier): readonly Finding[] {
  const { redecided } = dossier
  const due = creditTestsDue(edition, dossier)
  if (!redecided || due === 0) return []
  const asked = edition.credit.value?.tests ?? 0
  const inHand = asked - due
  return [
    finding(
      'creditTestsMissing',
      `${redecided.credit} surplus day(s) are credited after ${asked} negative test(s) taken from ${redecided.from} on; ${inHand} are in hand.`,
      { credit: redecided.credit, asked, from: redecided.from, inHand },
      edition.id,
    ),
  ]
}

/** Why somebody in medical care may not leave it: clear tests taken there, counted behind the last that was not clear. */
export function careObstacles(
  edition: ObservationEdition,
  episode: CareEpisode,
  tests: readonly NaatTest[],
): readonly Finding[] {
  const { dischargeTests, clearTests, leastInterval, ctAtLeast } = edition.care.value
  const there = tests
    .filter((test) => test.sampledAt >= episode.from && (test.result === 'negative' || test.result === 'positive'))
    .sort((a, b) => (a.sampledAt < b.sampledAt ? -1 : 1))
  const lastInfected = there.findLastIndex((test) => !isClear(test, ctAtLeast))
  const clear = there.slice(lastInfected + 1)
  // An infection asks for its own row, whatever somebody was brought in for.
  const needed = wasInfected(edition, episode, tests) ? dischargeTests : clearTests
  const [first] = clear
  const last = clear.at(-1)
  const apart =
    needed === 1 || (first && last && hoursBetween(sampleSpan(first).until, sampleSpan(last).from) >= leastInterval)
  if (clear.length >= needed && apart) return []
  return [
    finding(
      'careNotOver',
      `Leaving medical care asks ${needed} test(s) negative or with Ct of at least ${ctAtLeast}${needed > 1 ? `, ${leastInterval} h apart` : ''}; ${clear.length} are in hand.`,
      { needed, ctAtLeast, leastInterval, inHand: clear.length },
      edition.id,
    ),
  ]
}

/** Brought in for a positive test, or found positive there. */
export const wasInfected = (edition: ObservationEdition, episode: CareEpisode, tests: readonly NaatTest[]): boolean =>
  episode.cause === 'positive' ||
  tests.some(
    (test) =>
      test.sampledAt >= episode.from && test.result === 'positive' && !isClear(test, edition.care.value.ctAtLeast),
  )

const isClear = (test: NaatTest, ctAtLeast: number): boolean =>
  test.result === 'negative' || (test.result === 'positive' && test.ct !== undefined && test.ct >= ctAtLeast)

/** The last test was taken in care that ended by its own rule: a high Ct there is no new infection. */
function clearedByCare(edition: ObservationEdition, dossier: Dossier): boolean {
  const last = lastTest(dossier.tests)
  const episode = dossier.care.at(-1)
  return (
    !!last &&
    !!episode &&
    episode.until !== null &&
    last.sampledAt <= episode.until &&
    isClear(last, edition.care.value.ctAtLeast)
  )
}

const lastTest = (tests: readonly NaatTest[]): NaatTest | undefined =>
  tests.reduce<NaatTest | undefined>(
    (last, test) => (!last || test.sampledAt >= last.sampledAt ? test : last),
    undefined,
  )
