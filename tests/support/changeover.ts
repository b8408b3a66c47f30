// Editions of observation that follow one another, and a journey that goes over from one to the next.
import type { ObservationEdition } from '../../src/domain/policy/observationEdition.ts'
import {
  CompleteCentralPeriod,
  FollowEdition,
  defaultPolicy,
  given,
  observed,
  onDay,
  play,
  sampledOn,
  type Case,
} from './journeys.ts'
import { observationOnFile } from './policy.ts'

export const eighth = observationOnFile('cn-2022-04-20')
export const sevenAndSeven = observationOnFile('cn-33-2022-06-18')
export const fiveAndThree = observationOnFile('cn-33-2022-11-11')
export const noObservation = observationOnFile('cn-2023-01-08')

export const followObservation = (held: Case, observation: ObservationEdition, at: string) =>
  given(held, { observation, former: held.policy.observation }).when(FollowEdition(observation.id), at)

/** Fourteen days in the facility under fourteen and seven, home since then, and sampled there on these days. */
export function homeAfterFourteen(...days: readonly number[]): Case {
  const under = defaultPolicy({ observation: eighth })
  const central = sampledOn(observed({ policy: under }), 1, 4, 7, 14, 14)
  return sampledOn(play(central, CompleteCentralPeriod, onDay(15, '00:00:00')), ...days)
}
