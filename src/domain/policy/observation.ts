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
import type { ObservationEdition } from './edition.ts'

/** Day 1 by the edition's convention, from the landing date in the edition's zone. */
export function dayOne(edition: ObservationEdition, landedAt: Instant): LocalDate {
  const landing = localDate(landedAt, edition.zone)
  return edition.dayOneConvention.value === 'arrivalDay' ? landing : plusDays(landing, 1)
}

/** 1 on day one; 0 or less before it. */
export const dayNumber = (edition: ObservationEdition, first: LocalDate, at: Instant): number =>
  daysBetween(first, localDate(at, edition.zone)) + 1

type Leg = { readonly first: LocalDate; readonly days: number; readonly testDays: readonly number[] }

export const centralLeg = (edition: ObservationEdition, first: LocalDate): Leg => ({ first, ...edition.central.value })
export const homeLeg = (edition: ObservationEdition, first: LocalDate): Leg => ({ first, ...edition.home.value })

/** The leg is over when its last day is over: midnight after it, in the edition's zone. */
export const legEnds = (edition: ObservationEdition, leg: Leg): Instant =>
  atLocalTime(plusDays(leg.first, leg.days), '00:00', edition.zone)
/** The end of one of its days. */
export const dayEnds = (edition: ObservationEdition, leg: Leg, day: number): Instant =>
  atLocalTime(plusDays(leg.first, day), '00:00', edition.zone)

/** Test days up to this moment with nothing sampled on them, leaving out days that somebody spent in medical care. */
export function testsDue(edition: ObservationEdition, leg: Leg, dossier: Dossier, now: Instant): readonly number[] {
  const today = dayNumber(edition, leg.first, now)
  return leg.testDays.filter(
    (day) => day <= today && !sampledOn(edition, leg, dossier.tests, day) && !inCareOn(edition, leg, dossier.care, day),
  )
}

const sampledOn = (edition: ObservationEdition, leg: Leg, tests: readonly NaatTest[], day: number): boolean =>
  tests.some(
    (test) =>
      (test.result === 'negative' || test.result === 'positive') &&
      dayNumber(edition, leg.first, sampleSpan(test).from) === day,
  )

/** A positive of this leg that is not clear, with no care begun after it and none under way when it was taken. */
function untreated(edition: ObservationEdition, leg: Leg, care: readonly CareEpisode[], test: NaatTest): boolean {
  if (test.result !== 'positive' || isClear(test, edition.care.value.ctAtLeast)) return false
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
  if (now < ends) {
    found.push(
      finding(
        'periodNotOver',
        `The period of ${leg.days} days ends ${inZone(ends, edition.zone)}.`,
        { days: leg.days, ends: inZone(ends, edition.zone) },
        edition.id,
      ),
    )
  }
  const missing = testsDue(edition, leg, dossier, ends < now ? ends : now)
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
  const asked = edition.testsBeforeRelease.value
  const lastDay = leg.testDays.at(-1)
  const negatives = dossier.tests.filter(
    (test) =>
      test.result === 'negative' && lastDay !== undefined && dayNumber(edition, leg.first, test.sampledAt) >= lastDay,
  )
  if (
    leg.testDays.length &&
    last &&
    last.result !== 'negative' &&
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
  return found
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
