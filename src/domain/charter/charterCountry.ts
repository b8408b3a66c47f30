// The country that a charter comes from, where its mission's jurisdiction names one.
import { Country } from '../demand/country.ts'
import type { Charter } from './charter.ts'

/** `KR`, and of a part of a country, such as `US-CA`, the country. */
export function charterCountry({ record }: Charter): Country | null {
  const parsed = Country.safeParse(record.terms.missionJurisdiction.split('-')[0])
  return parsed.success ? parsed.data : null
}
