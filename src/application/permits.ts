// The permit of a charter under the desk's rules on filing, by the clock of the country that it is filed in.
import type { Charter } from '../domain/charter/charter.ts'
import { permitOf, type Permit } from '../domain/charter/permit.ts'
import { localDate, type Instant } from '../domain/instant.ts'
import type { Desk } from './desk.ts'

/** Null where the charter was drafted without an application. */
export function permitFor({ permits }: Desk, { record }: Charter, now: Instant): Permit | null {
  const { leg, terms } = record
  if (!terms.application) return null
  const flightDay = localDate(leg.scheduledDeparture, leg.from.zone)
  return permitOf(permits, terms.application, flightDay, localDate(now, leg.to.zone))
}
