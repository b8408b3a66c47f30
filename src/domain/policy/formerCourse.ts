// The course under the edition before, once another takes its place: what it asked last, and how far it was followed.
import type { Instant, LocalDate } from '../instant.ts'
import type { Dossier, FormerCourse } from '../journey/journey.ts'
import { inCareOn } from './careRule.ts'
import { testsDue } from './dayTests.ts'
import { currentLeg, dateOf } from './leg.ts'
import type { ObservationEdition } from './observationEdition.ts'

/** Of the leg in which somebody is, up to the day `from` on which another edition begins to govern. */
export function formerCourse(
  former: ObservationEdition | null,
  dossier: Dossier,
  from: LocalDate,
  now: Instant,
): FormerCourse {
  const before = dossier.redecided?.lastTestDay ?? null
  const leg = former && currentLeg(former, dossier)
  if (!former || !leg || former.release.value === 'daysAlone') return { lastTestDay: before, missedSince: null }
  const past = leg.testDays.filter((day) => dateOf(leg, day) < from)
  const [missed] = testsDue(former, leg, dossier, now).filter((day) => past.includes(day))
  const last = past.findLast((day) => !inCareOn(former, leg, dossier.care, day))
  return {
    lastTestDay: last === undefined ? before : latest(dateOf(leg, last), before),
    missedSince: missed === undefined ? null : dateOf(leg, missed),
  }
}

export const latest = (day: LocalDate, other: LocalDate | null): LocalDate => (other && other > day ? other : day)
