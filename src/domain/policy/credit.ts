// Surplus days: more of them behind somebody than a new edition's central leg has, and the tests after which they count.
import { finding, type Finding } from '../decision.ts'
import { daysBetween, localDate, type Instant } from '../instant.ts'
import type { Dossier } from '../journey/journey.ts'
import { dayNumber } from './leg.ts'
import type { ObservationEdition } from './observationEdition.ts'

/** Whole days of the central leg behind somebody beyond those that this edition asks; 0 before them. */
export function surplusDays(edition: ObservationEdition, { dayOne, home }: Dossier, now: Instant): number {
  if (!dayOne) return 0
  const behind = home ? daysBetween(dayOne, home.dayOne) : dayNumber(edition, dayOne, now) - 1
  return Math.max(0, behind - edition.central.value.days)
}

/** Of these the edition credits to its home leg; 0 where it has no such rule, or no such leg. */
export const creditedDays = (edition: ObservationEdition, dossier: Dossier, now: Instant): number =>
  edition.credit.value && edition.home.value.days > 0 ? surplusDays(edition, dossier, now) : 0

/** Samples still asked for before credited days count; 0 where none are. */
export function creditTestsDue(edition: ObservationEdition, { redecided, tests }: Dossier): number {
  const asked = edition.credit.value?.tests ?? 0
  if (!redecided || redecided.credit === 0) return 0
  const inHand = tests.filter(
    (test) => test.result === 'negative' && localDate(test.sampledAt, edition.zone) >= redecided.from,
  ).length
  return Math.max(0, asked - inHand)
}

/** Days credited from a longer central leg ask for tests of their own, taken since the decision. */
export function creditObstacles(edition: ObservationEdition, dossier: Dossier): readonly Finding[] {
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
