// The two legs of observation: which day is day 1, when each begins and ends, and when somebody would be free.
import { atLocalTime, daysBetween, localDate, plusDays, type Instant, type LocalDate } from '../instant.ts'
import type { Dossier } from '../journey/journey.ts'
import type { ObservationEdition } from './observationEdition.ts'

export type Leg = {
  readonly first: LocalDate
  readonly days: number
  readonly testDays: readonly number[]
  /** Days on which two samples are asked. */
  readonly doubleTestDays: readonly number[]
}

/** Day 1 by the edition's convention, from the landing date in the edition's zone. */
export function dayOne(edition: ObservationEdition, landedAt: Instant): LocalDate {
  const landing = localDate(landedAt, edition.zone)
  return edition.dayOneConvention.value === 'arrivalDay' ? landing : plusDays(landing, 1)
}

/** 1 on day one; 0 or less before it. */
export const dayNumber = (edition: ObservationEdition, first: LocalDate, at: Instant): number =>
  daysBetween(first, localDate(at, edition.zone)) + 1
/** The calendar day of one of the leg's days. */
export const dateOf = (leg: Pick<Leg, 'first'>, day: number): LocalDate => plusDays(leg.first, day - 1)

export const centralLeg = (edition: ObservationEdition, first: LocalDate): Leg => ({ first, ...edition.central.value })
export const homeLeg = (edition: ObservationEdition, first: LocalDate): Leg => ({ first, ...edition.home.value })
/** The leg in which somebody is; null before the first admission. */
export function currentLeg(edition: ObservationEdition, { home, dayOne: first }: Dossier): Leg | null {
  if (home) return homeLeg(edition, home.dayOne)
  return first ? centralLeg(edition, first) : null
}
/** An edition under which nobody is kept: whoever has landed is free. */
export const asksNoObservation = (edition: ObservationEdition): boolean =>
  edition.central.value.days === 0 && edition.home.value.days === 0

/** The leg is over when its last day is over: midnight after it, in the edition's zone. */
export const legEnds = (edition: ObservationEdition, leg: Leg): Instant => dayEnds(edition, leg, leg.days)
/** The end of one of its days. */
export const dayEnds = (edition: ObservationEdition, leg: Leg, day: number): Instant =>
  atLocalTime(plusDays(leg.first, day), '00:00', edition.zone)

/** The first day of the home leg: the day after the central one, or today where that was left behind; surplus days count where they are credited. */
export function homeDayOne(edition: ObservationEdition, dossier: Dossier, first: LocalDate, now: Instant): LocalDate {
  const afterCentral = localDate(legEnds(edition, centralLeg(edition, first)), edition.zone)
  const credited = (dossier.redecided?.credit ?? 0) > 0
  const today = localDate(now, edition.zone)
  return credited || today < afterCentral ? afterCentral : today
}

/** Both legs, the second as it follows if nothing comes between; null before day 1 is known. */
export function legsOf(
  edition: ObservationEdition,
  dossier: Dossier,
  now: Instant,
): { readonly central: Leg; readonly home: Leg } | null {
  const first = dossier.dayOne ?? (dossier.landed ? dayOne(edition, dossier.landed.at) : null)
  if (!first) return null
  const firstAtHome = dossier.home?.dayOne ?? homeDayOne(edition, dossier, first, now)
  return { central: centralLeg(edition, first), home: homeLeg(edition, firstAtHome) }
}

/** When somebody would be free if every test allows it: the end of the home leg; null before day 1 is known. */
export function expectedRelease(edition: ObservationEdition, dossier: Dossier, now: Instant): Instant | null {
  const legs = legsOf(edition, dossier, now)
  return legs && legEnds(edition, legs.home)
}
