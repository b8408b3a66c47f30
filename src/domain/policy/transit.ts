// Somebody who began the way in another country and changes aircraft in the departure city: where their tests may be taken.
import { finding, type Finding } from '../decision.ts'
import type { Traits } from '../journey/events.ts'
import type { NaatTest } from '../journey/naat.ts'
import type { Bound } from './policy.ts'

export type Origin = NonNullable<Traits['origin']>

/** Where a sample was taken, ISO 3166-1 alpha-2; null where nobody says. */
export const placeOf = (policy: Bound, test: NaatTest): string | null =>
  test.country ?? policy.laboratory(test.laboratory)?.country ?? null

/** Why a test's place keeps it out of the slots before this departure; a place that nobody says is taken as the departure's. */
export function countsForDeparture(policy: Bound, origin: Origin | null, test: NaatTest): readonly Finding[] {
  const place = placeOf(policy, test)
  if (place === null || place === policy.departureCountry) return []
  const { rule } = policy.mission.transit.value
  if (rule === 'anyPlaceOnItinerary' && place === origin?.country) return []
  if (rule === 'originOrTransit' && place === origin?.country) return []
  return [
    finding(
      'sampledElsewhere',
      `Test ${test.id} was sampled in ${place}; a test for this flight is sampled in ${policy.departureCountry}.`,
      { test: test.id, place, asked: policy.departureCountry },
      policy.mission.id,
    ),
  ]
}
