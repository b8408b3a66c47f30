// The clock of a country: the one zone that all of it keeps, where it keeps one.
import { Zone } from '../domain/instant.ts'

const known = new Map<string, Zone | null>()

/** Of a country by its two letters; null where it keeps several, since nobody says in which of them somebody is. */
export function homeZone(country: string): Zone | null {
  let zone = known.get(country)
  if (zone === undefined) {
    const zones = zonesOfCountry(country)
    const [only] = zones
    zone = only && zones.length === 1 ? Zone.parse(only) : null
    known.set(country, zone)
  }
  return zone
}

/** A locale's zones are those in use in its country (ECMA-402, Intl Locale Info); empty where the platform does not tell. */
function zonesOfCountry(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => readonly string[] }
  return locale.getTimeZones?.() ?? []
}
