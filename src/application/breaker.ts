// The circuit breaker of the day of landing held against a charter's passengers: information beside the record, never a decision.
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { bindCircuitBreaker } from '../domain/policy/binding.ts'
import { circuitBreaker, positivesAfterLanding, type CircuitBreaker } from '../domain/policy/circuitBreaker.ts'
import type { Desk } from './desk.ts'

/** Passengers are those who boarded; before the boarding, those who would fill the manifest or still hold a seat. */
export function breakerOf(
  desk: Pick<Desk, 'policies'>,
  charter: Charter,
  journeys: readonly Journey[],
): CircuitBreaker | { readonly edition: null; readonly finding: Finding } {
  const binding = bindCircuitBreaker(desk.policies.editions(), desk.policies.landingDay(charter))
  if (!binding.bound) return { edition: null, finding: binding.finding }
  const boarded = journeys.filter(({ dossier }) => dossier.boardedAt !== null).length
  const { observation } = desk.policies.policyFor(charter, null)
  const passengers = boarded || (charter.record.manifest?.entries.length ?? 0)
  return circuitBreaker(binding.bound, passengers, positivesAfterLanding(binding.bound, journeys, observation))
}
