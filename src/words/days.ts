// The days of observation as a calendar: which day it is, which ask a test, which have one.
import { localDate, plusDays, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Dossier } from '../domain/journey/journey.ts'
import { sampleSpan } from '../domain/journey/naat.ts'
import type { ObservationEdition } from '../domain/policy/observationEdition.ts'
import { centralLeg, homeLeg } from '../domain/policy/observation.ts'

export type ObservationDay = {
  readonly leg: 'central' | 'home'
  readonly number: number
  readonly date: LocalDate
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
  if (!dossier.dayOne) return []
  const today = localDate(now, edition.zone)
  const sampledDays = new Set(dossier.tests.map((test) => localDate(sampleSpan(test).from, edition.zone)))
  const central = centralLeg(edition, dossier.dayOne)
  const home = homeLeg(edition, dossier.home?.dayOne ?? plusDays(central.first, central.days))
  const days = (name: ObservationDay['leg'], leg: typeof central): readonly ObservationDay[] =>
    Array.from({ length: leg.days }, (_, index) => {
      const date = plusDays(leg.first, index)
      return {
        leg: name,
        number: index + 1,
        date,
        asksTest: leg.testDays.includes(index + 1),
        sampled: sampledDays.has(date),
        when: date < today ? 'past' : date === today ? 'today' : 'ahead',
      }
    })
  return [...days('central', central), ...days('home', home)]
}
