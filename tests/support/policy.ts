// Policies for tests: the editions as they lie in db/editions, around a flight that the test chooses.
import { readFileSync } from 'node:fs'
import { Instant, LocalDate, Zone, plusHours } from '../../src/domain/instant.ts'
import { MissionEdition, ObservationEdition } from '../../src/domain/policy/edition.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'

const edition = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../db/editions/${path}`, import.meta.url), 'utf8'))

export const korea = MissionEdition.parse(edition('mission/kr-2022-07-01.json'))
export const india = MissionEdition.parse(edition('mission/in-2022-07-01-assumed.json'))
export const ninth = ObservationEdition.parse(edition('observation/cn-33-2022-06-28.json'))
export const seoul = Zone.parse('Asia/Seoul')
export const shanghai = Zone.parse('Asia/Shanghai')
export const boardingAt = (text: string): Instant => Instant.parse(text)
export const day = (text: string): LocalDate => LocalDate.parse(text)

/** HU454 around a boarding instant; anything else is for the test to say. */
export function koreanPolicy(
  boarding: Instant,
  more: Partial<Policy> = {},
): Policy & { mission: MissionEdition; observation: ObservationEdition } {
  return {
    anchor: { at: boarding, basis: 'plannedBoarding', reason: 'counted from the planned boarding' },
    practice: { reportHours: 6, documentsHours: 3, reminderHours: 12, office: null },
    issuer: 'KR-SEL-EMB',
    flight: { departed: false, manifest: null, landingDay: day(plusHours(boarding, 3).slice(0, 10)) },
    departureZone: seoul,
    arrivalZone: shanghai,
    laboratory: () => undefined,
    lockedDown: () => null,
    ...more,
    mission: more.mission ?? korea,
    observation: more.observation ?? ninth,
  }
}
