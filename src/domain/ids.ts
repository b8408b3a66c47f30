// Names of things: ordered in time, made by the desk, and carrying the charter so that its rows lie together.
import { z } from 'zod'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const unique = '[0-9A-HJKMNP-TV-Z]{16}'

export const CharterId = z
  .string()
  .regex(new RegExp(`^C${unique}$`), 'is not a charter id')
  .brand<'CharterId'>()
export type CharterId = z.infer<typeof CharterId>
export const JourneyId = z
  .string()
  .regex(new RegExp(`^C${unique}-J${unique}$`), 'is not a journey id')
  .brand<'JourneyId'>()
export type JourneyId = z.infer<typeof JourneyId>
export const RunId = z
  .string()
  .regex(new RegExp(`^C${unique}-R${unique}$`), 'is not a transfer run id')
  .brand<'RunId'>()
export type RunId = z.infer<typeof RunId>
export const MerchantId = z
  .string()
  .regex(new RegExp(`^M${unique}$`), 'is not a merchant id')
  .brand<'MerchantId'>()
export type MerchantId = z.infer<typeof MerchantId>
export const FacilityId = z
  .string()
  .regex(/^[a-z0-9-]{3,40}$/, 'is not a facility id')
  .brand<'FacilityId'>()
export type FacilityId = z.infer<typeof FacilityId>
/** A facility's room, `facility/room`. */
export const RoomId = z
  .string()
  .regex(/^[a-z0-9-]{3,40}\/[A-Za-z0-9-]{1,20}$/, 'is not a room id')
  .brand<'RoomId'>()
export type RoomId = z.infer<typeof RoomId>
export const OrganisationId = z
  .string()
  .regex(new RegExp(`^O${unique}$`), 'is not an organisation id')
  .brand<'OrganisationId'>()
export type OrganisationId = z.infer<typeof OrganisationId>
export const PersonId = z
  .string()
  .regex(new RegExp(`^P${unique}$`), 'is not a person id')
  .brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>
export const SessionId = z
  .string()
  .regex(new RegExp(`^S${unique}$`), 'is not a session id')
  .brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>
export const DemandCallId = z
  .string()
  .regex(new RegExp(`^D${unique}$`), 'is not a demand call id')
  .brand<'DemandCallId'>()
export type DemandCallId = z.infer<typeof DemandCallId>

/** Ten characters of time and six of chance: ordered by the millisecond, unlike within it (the idea of ULID). */
export function uniquePart(epochMs: number, chance: number): string {
  return digits(epochMs, 10) + digits(Math.floor(chance * 32 ** 6), 6)
}

export const charterId = (part: string): CharterId => `C${part}` as CharterId
export const journeyId = (charter: CharterId, part: string): JourneyId => `${charter}-J${part}` as JourneyId
export const runId = (charter: CharterId, part: string): RunId => `${charter}-R${part}` as RunId
export const merchantId = (part: string): MerchantId => `M${part}` as MerchantId
export const organisationId = (part: string): OrganisationId => `O${part}` as OrganisationId
export const personId = (part: string): PersonId => `P${part}` as PersonId
export const sessionId = (part: string): SessionId => `S${part}` as SessionId
export const demandCallId = (part: string): DemandCallId => `D${part}` as DemandCallId
export const roomId = (facility: FacilityId, room: string): RoomId => `${facility}/${room}` as RoomId
export const charterOf = (id: JourneyId | RunId): CharterId => id.slice(0, 17) as CharterId
export const facilityOf = (id: RoomId): FacilityId => id.slice(0, id.indexOf('/')) as FacilityId

function digits(value: number, length: number): string {
  let text = ''
  let rest = value
  for (let place = 0; place < length; place++) {
    text = crockford[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}
