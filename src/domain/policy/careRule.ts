// Medical care by the edition's rule: what leads out of it, and what it settles for the observation around it.
import { finding, type Finding } from '../decision.ts'
import { hoursBetween, localDate, type Instant } from '../instant.ts'
import type { CareEpisode, Dossier } from '../journey/journey.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import { isInfection, lastTest } from './infection.ts'
import { dateOf, dayNumber, type Leg } from './leg.ts'
import type { ObservationEdition } from './observationEdition.ts'

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
  const lastInfected = there.findLastIndex((test) => !isClear(edition, test))
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
  tests.some((test) => test.sampledAt >= episode.from && test.result === 'positive' && !isClear(edition, test))

/** Clear by the rule that leads out of care: what lies above its line there is no infection. */
const isClear = (edition: ObservationEdition, test: NaatTest): boolean =>
  test.result === 'negative' ||
  (test.result === 'positive' && test.ct !== undefined && test.ct >= edition.care.value.ctAtLeast)

/**
 * An infection of this leg with no care begun after it and none under way when it was taken. Outside care the edition's
 * own line decides what an infection is; behind care that an infection ended in, the rule of care does.
 */
export function untreated(edition: ObservationEdition, leg: Leg, { care, tests }: Dossier, test: NaatTest): boolean {
  if (!isInfection(edition, test) || dayNumber(edition, leg.first, test.sampledAt) < 1) return false
  if (care.some(({ until }) => until === null || test.sampledAt <= until)) return false
  return !(isClear(edition, test) && care.some((episode) => wasInfected(edition, episode, tests)))
}

/** The edition says whether days in care count; where they do, tests there are the hospital's own. */
export function inCareOn(edition: ObservationEdition, leg: Leg, care: readonly CareEpisode[], day: number): boolean {
  if (!edition.care.value.daysInCareCount) return false
  const date = dateOf(leg, day)
  const dateIn = (at: Instant) => localDate(at, edition.zone)
  return care.some(({ from, until }) => dateIn(from) <= date && (until === null || date <= dateIn(until)))
}

/** The last test was taken in care that ended by its own rule: a high Ct there is no new infection. */
export function clearedByCare(edition: ObservationEdition, dossier: Dossier): boolean {
  const last = lastTest(dossier.tests)
  const episode = dossier.care.at(-1)
  return !!last && !!episode && episode.until !== null && last.sampledAt <= episode.until && isClear(edition, last)
}
