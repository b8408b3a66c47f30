// A look at people: what somebody was shown of whom, as the record tells it.
import { charterOf, type CharterId, type JourneyId } from '../ids.ts'
import type { Field } from './fields.ts'

/** `fields` are those that were shown whole. */
export type Look = {
  readonly what: string
  readonly charter: CharterId | null
  /** Whose: their journeys, in order. */
  readonly journeys: readonly JourneyId[]
  readonly fields: readonly Field[]
  /** Why, where it was asked. */
  readonly reason?: string
}

/** A look at one person. */
export const lookAt = (what: string, journey: JourneyId, fields: readonly Field[]): Look => ({
  what,
  charter: charterOf(journey),
  journeys: [journey],
  fields,
})
