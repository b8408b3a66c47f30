// The permit of a charter under the desk's rules on filing.
import type { SeenEndorsement } from '../domain/charter/application.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { permitOfCharter, type Permit } from '../domain/charter/permit.ts'
import type { Instant } from '../domain/instant.ts'
import type { Desk } from './desk.ts'

/** `confirmed`: as it would be if the office confirmed this endorsement, or none; missing where nobody is asked. */
export const permitFor = (
  { permits }: Desk,
  charter: Charter,
  now: Instant,
  confirmed?: SeenEndorsement | null,
): Permit | null => permitOfCharter(permits, charter, now, confirmed)
