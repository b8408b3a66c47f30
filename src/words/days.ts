// The days of observation as a calendar: which day it is, which ask a test, which have one.
import { localDate, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Dossier } from '../domain/journey/journey.ts'
import { sampleSpan } from '../domain/journey/naat.ts'
import { isExcused } from '../domain/policy/dayTests.ts'
import { dateOf, legsOf, type Leg } from '../domain/policy/leg.ts'
import type { ObservationEdition } from '../domain/policy/observationEdition.ts'

export type ObservationDay = {
  readonly leg: 'central' | 'home'
  /** The leg's name in words: at home it is one thing to be monitored and another not to go out. */
  readonly legName: 'leg.central' | 'leg.home' | 'leg.homeIsolation'
  readonly number: number
  readonly date: LocalDate
  /** False as well where another edition governed the day and was followed. */
  readonly asksTest: boolean
  readonly sampled: boolean
  readonly when: 'past' | 'today' | 'ahead'
}

/** Both legs; before the second has begun, its days as they follow if nothing comes between. Empty before admission. */
export function observationDays(
  edition: ObservationEdition,
  dossier: Dossier,
  now: Instant,
): readonly ObservationDay[] {
  const legs = dossier.dayOne && legsOf(edition, dossier, now)
  if (!legs) return []
  const today = localDate(now, edition.zone)
  const sampledDays = new Set(dossier.tests.map((test) => localDate(sampleSpan(test).from, edition.zone)))
  const days = (name: ObservationDay['leg'], leg: Leg): readonly ObservationDay[] =>
    Array.from({ length: leg.days }, (_, index) => {
      const number = index + 1
      const date = dateOf(leg, number)
      return {
        leg: name,
        legName: name === 'central' ? 'leg.central' : homeName(edition),
        number,
        date,
        asksTest: leg.testDays.includes(number) && !isExcused(dossier, leg, number),
        sampled: sampledDays.has(date),
        when: date < today ? 'past' : date === today ? 'today' : 'ahead',
      }
    })
  return [...days('central', legs.central), ...days('home', legs.home)]
}

export const staysIn = (edition: ObservationEdition): boolean => edition.home.value.manner === 'isolation'
const homeName = (edition: ObservationEdition) => (staysIn(edition) ? 'leg.homeIsolation' : 'leg.home')
