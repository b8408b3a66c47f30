// Tests on days of observation: which are due, which were missed, and what makes up for one.
import { finding, type Finding } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { Dossier } from '../journey/journey.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import { inCareOn } from './careRule.ts'
import { dateOf, dayNumber, type Leg } from './leg.ts'
import type { ObservationEdition } from './observationEdition.ts'

/**
 * Test days up to this moment on which fewer samples were taken than asked and none was taken later in their stead;
 * without days that somebody spent in medical care, and days that the edition before governed.
 */
export function testsDue(edition: ObservationEdition, leg: Leg, dossier: Dossier, now: Instant): readonly number[] {
  if (edition.release.value === 'daysAlone') return []
  const today = dayNumber(edition, leg.first, now)
  const spare = spareDays(edition, leg, dossier.tests)
  return leg.testDays.filter((day) => {
    if (day > today || isExcused(dossier, leg, day) || inCareOn(edition, leg, dossier.care, day)) return false
    const short = samplesAsked(leg, day) - sampledOn(edition, leg, dossier.tests, day)
    const inStead = spare.filter((each) => each > day).slice(0, Math.max(0, short))
    for (const each of inStead) spare.splice(spare.indexOf(each), 1)
    return inStead.length < short
  })
}

/**
 * Days, in order, on which more was sampled than they ask: each can stand for one missed day before it, however many
 * samples were taken. No notice says what becomes of a missed test day; that a sample on a later day makes up for it is
 * the desk's own choice, since nobody could ever be released otherwise.
 */
function spareDays(edition: ObservationEdition, leg: Leg, tests: readonly NaatTest[]): number[] {
  const days = [...new Set(tests.map((test) => dayNumber(edition, leg.first, sampleSpan(test).from)))]
  return days
    .filter((day) => {
      const asked = leg.testDays.includes(day) ? samplesAsked(leg, day) : 0
      return day >= 1 && sampledOn(edition, leg, tests, day) > asked
    })
    .sort((a, b) => a - b)
}

/**
 * A test day before a re-decision was not this edition's to ask, as far as the course of the one before was followed.
 * From its first missed day on the leg's own days are asked, so that changing over takes no test away.
 */
export function isExcused({ redecided }: Dossier, leg: Leg, day: number): boolean {
  const date = dateOf(leg, day)
  if (!redecided || date >= redecided.from) return false
  const { missedSince } = redecided
  // A day missed before this leg began is asked for by the leg in which it lies.
  return !(missedSince && leg.first <= missedSince && missedSince <= date)
}

/** What is short on a test day: the sample, or the second of two. */
export function missedDay(edition: ObservationEdition, leg: Leg, dossier: Dossier, day: number): Finding {
  const taken = sampledOn(edition, leg, dossier.tests, day)
  const asked = samplesAsked(leg, day)
  return taken === 0
    ? finding('dayTestMissing', `No test was sampled on day ${day}.`, { day }, edition.id)
    : finding(
        'daySampleShort',
        `On day ${day} ${asked} samples are asked; ${taken} was taken.`,
        { day, asked, taken },
        edition.id,
      )
}

export const samplesAsked = (leg: Leg, day: number): number => (leg.doubleTestDays.includes(day) ? 2 : 1)

export const sampledOn = (edition: ObservationEdition, leg: Leg, tests: readonly NaatTest[], day: number): number =>
  tests.filter(
    (test) =>
      (test.result === 'negative' || test.result === 'positive') &&
      dayNumber(edition, leg.first, sampleSpan(test).from) === day,
  ).length
