// Where a station stands: its clock, its facility, and the laboratories that are nearest to it.
import type { Laboratory } from '../application/ports.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { charterCountry } from '../domain/charter/charterCountry.ts'
import type { Zone } from '../domain/instant.ts'
import type { StationName } from '../web/stationLink.ts'

export type Place = {
  /** The clock that the station lives by. */
  readonly zone: Zone
  /** Of the charter, in front of a room's number. */
  readonly facility: string
  /** ISO 3166-1 alpha-2; null where the charter comes from no country that is known. */
  readonly country: string | null
  /** The nearest first. */
  readonly cities: readonly string[]
}

export function placeOf(station: StationName, charter: Charter): Place {
  const { leg, terms } = charter.record
  const { facility, destination, observationJurisdiction } = terms
  return station === 'transfer' || station === 'facility'
    ? {
        zone: leg.to.zone,
        facility,
        country: observationJurisdiction.split('-')[0] ?? null,
        cities: [destination, leg.to.city],
      }
    : { zone: leg.from.zone, facility, country: charterCountry(charter), cities: [leg.from.city] }
}

/** Those of the country before all others, and among them those of the place's own cities; otherwise as they were. */
export function nearestFirst(laboratories: readonly Laboratory[], { country, cities }: Place): readonly Laboratory[] {
  const distance = (each: Laboratory): number => {
    const city = cities.indexOf(each.city)
    return (each.country === country ? 0 : cities.length + 1) + (city < 0 ? cities.length : city)
  }
  return laboratories.toSorted((a, b) => distance(a) - distance(b))
}
