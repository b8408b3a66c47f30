// The circuit breaker for scheduled flights, as information: what so many positives would have meant, and that no charter falls under it.
import { z } from 'zod'
import { plusHours, within } from '../instant.ts'
import type { Journey } from '../journey/journey.ts'
import { isInfection } from './infection.ts'
import type { ObservationEdition } from './observationEdition.ts'
import { header, sourced } from './sourced.ts'

export const CircuitBreakerEdition = z.strictObject({
  ...header,
  kind: z.literal('circuitBreaker'),
  /** Both conditions of a step must be met: at least so many positives and at least so many per cent of the passengers. */
  steps: sourced(
    z
      .array(
        z.strictObject({
          positives: z.number().int().positive(),
          percent: z.number().positive(),
          weeks: z.number().int().positive(),
        }),
      )
      .min(1),
  ),
  /** Positives count that were sampled within so many days after the arrival. */
  countedWithin: sourced(z.number().int().positive()),
  /** Flights that it speaks of by its title. */
  appliesTo: sourced(z.enum(['scheduledFlights'])),
})
export type CircuitBreakerEdition = z.infer<typeof CircuitBreakerEdition>

/** What the numbers would mean for a scheduled flight. For a charter it is information, and `applicable` says so. */
export type CircuitBreaker = {
  readonly edition: string
  readonly passengers: number
  readonly positives: number
  /** Weeks of suspension for a scheduled flight with these numbers; 0 where no step is reached. */
  readonly weeks: number
  /** From how many positives on each step is reached, with this many passengers. */
  readonly thresholds: readonly { readonly weeks: number; readonly from: number }[]
  readonly applicable: false
  readonly because: string
}

/**
 * Counts in whole people: "at least 5 and at least 4 %" of 163 passengers is reached with 7 (6.52 rounded up).
 * `passengers` and `positives` are numbers of people of one flight.
 */
export function circuitBreaker(edition: CircuitBreakerEdition, passengers: number, positives: number): CircuitBreaker {
  const thresholds = edition.steps.value.map(({ positives: least, percent, weeks }) => ({
    weeks,
    from: Math.max(least, Math.ceil((percent * passengers) / 100)),
  }))
  const reached = thresholds.filter(({ from }) => positives >= from)
  return {
    edition: edition.id,
    passengers,
    positives,
    weeks: Math.max(0, ...reached.map(({ weeks }) => weeks)),
    thresholds,
    applicable: false,
    because: edition.appliesTo.note ?? 'Not applicable to charters by its title.',
  }
}

/** Of those who landed, whoever was found infected by a sample taken within the edition's days after it. */
export function positivesAfterLanding(
  edition: CircuitBreakerEdition,
  journeys: readonly Journey[],
  observation: ObservationEdition | null,
): number {
  return journeys.filter(({ dossier: { landed, tests } }) => {
    if (!landed) return false
    const span = { from: landed.at, until: plusHours(landed.at, edition.countedWithin.value * 24) }
    return tests.some((test) => within(test.sampledAt, span) && isInfection(observation, test))
  }).length
}
