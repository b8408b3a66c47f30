// Who is exempt from tests by age, asked on the day of the flight.
import { plusYears, type LocalDate } from '../instant.ts'
import type { MissionEdition } from './missionEdition.ts'

/** "3 and under, birthday included": exempt up to and on that birthday. */
export function isTestExempt(edition: MissionEdition | null, birthDate: LocalDate, flightDate: LocalDate): boolean {
  const rule = edition?.ageExemption.value
  if (!rule) return false
  const birthday = plusYears(birthDate, rule.untilBirthday)
  return rule.birthdayIncluded ? flightDate <= birthday : flightDate < birthday
}

/** Under eighteen, the age of majority in China (Civil Code, art. 17): a minor travels with a guardian. */
const majorityYears = 18
export const isMinor = (birthDate: LocalDate, flightDate: LocalDate): boolean =>
  flightDate < plusYears(birthDate, majorityYears)
