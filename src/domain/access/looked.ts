// A look at people: what somebody was shown of whom, as the record tells it.
import { charterOf, type CharterId, type JourneyId } from '../ids.ts'
import type { Role } from './roles.ts'
import { seesWhole, type PersonalField } from './table.ts'

/** What can be shown of a person beside what the table names: test results, a letter's text, the way to their own page. */
export type ShownField = PersonalField | 'tests' | 'letter' | 'link'

/** `fields` are those that were shown whole; a person who was shown only shortened has none of the table's. */
export type Look = {
  readonly what: string
  readonly charter: CharterId | null
  /** Whose: their journeys, in order. */
  readonly journeys: readonly JourneyId[]
  readonly fields: readonly ShownField[]
  /** Why, where it was asked. */
  readonly reason?: string
}

/** A look at one person. */
export const lookAt = (what: string, journey: JourneyId, fields: readonly ShownField[]): Look => ({
  what,
  charter: charterOf(journey),
  journeys: [journey],
  fields,
})

/** The fields of a person as this role sees them, with what else was shown. */
export const shownTo = (role: Role, ...more: readonly ShownField[]): readonly ShownField[] => [
  ...(seesWhole[role] ?? []),
  ...more,
]
