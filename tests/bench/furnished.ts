// A desk's files with seated merchants in them, made once through the application; every side works on a copy of its own.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer, Envelope } from '../../src/application/handle.ts'
import { deskCaller } from '../../src/application/perform.ts'
import { readConfig, type Config } from '../../src/config.ts'
import { CharterTerms } from '../../src/domain/charter/events.ts'
import type { CharterCommand } from '../../src/domain/charter/commands.ts'
import { FacilityId, type CharterId, type OrganisationId } from '../../src/domain/ids.ts'
import { Instant } from '../../src/domain/instant.ts'
import { JourneyWishes, MerchantDetails } from '../../src/domain/journey/merchant.ts'
import { openDesk } from '../../src/main.ts'

/** The morning before HU454 leaves: the first window is open, the second not yet, and both can still be met. */
export const moment = Instant.parse('2022-08-27T09:30:00+09:00')
export const sampledAt = Instant.parse('2022-08-27T03:30:00+09:00')
export const reportedAt = Instant.parse('2022-08-27T08:30:00+09:00')

/** As many on each charter as a wide-body takes under the load cap. */
export const perCharter = 200
/** The rows of a large roster. */
export const perRoster = 1_000
export const departure = Instant.parse('2022-08-28T15:40:00+09:00')

/** A fixed key, so that every copy of the files can be read. */
const deskKey = Buffer.alloc(32, 7).toString('base64')

export type Furnished = {
  readonly laboratoryToken: string
  readonly chamberToken: string
  readonly officeToken: string
  /** Of whoever works at a station of the way, by its page. */
  readonly stationTokens: Readonly<Record<Station, string>>
  /** Of a session of the laboratory's, which reaches what its token does. */
  readonly laboratoryCookie: string
  /** The first charter: the first journeys are on it. */
  readonly charter: string
  readonly journeys: readonly string[]
  /** Charters without a passenger, each with a seat for every row of a large roster. */
  readonly importCharters: readonly string[]
  /** Copies the files, or those of a closed copy, into a folder of its own and answers the environment of a desk that works on them. */
  copy(of?: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  remove(): void
}

/** Stations beside the laboratory, each with the kind of organisation whose screen it is. */
const stations = { mission: 'mission', gate: 'carrier', transfer: 'transferCrew', facility: 'facility' } as const
export type Station = keyof typeof stations

export type Shape = {
  /** Merchants on each charter. */
  readonly aCharter: number
  /** Charters that are open and have no passenger. */
  readonly emptyCharters: number
}

/** Registers so many merchants, charter by charter, each with a seat and nothing tested yet. */
export async function furnish(
  merchants: number,
  { aCharter, emptyCharters }: Shape = { aCharter: perCharter, emptyCharters: 24 },
): Promise<Furnished> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-bench-'))
  const environment = environmentOf(folder)
  const open = await openDesk(configOf({ ...environment, CLOCK: 'real' }))
  const { offices, charters, registrations } = open
  const as = (organisation: OrganisationId | null): Envelope => ({
    caller: { ...deskCaller, organisation },
    request: `Q${open.desk.chance.part()}`,
    now: moment,
    idempotency: null,
    ifMatch: null,
  })
  const chamber = done(await offices.openOrganisation(as(null), 'Chamber', 'chamber')).id
  const laboratory = done(await offices.openOrganisation(as(null), 'Laboratory', 'laboratory')).id
  const office = done(await offices.openOrganisation(as(null), 'Reform office', 'reformOffice')).id
  const station = done(await offices.openOrganisation(as(null), 'Observation station', 'facility')).id
  const facility = { id: FacilityId.parse('station-1'), name: 'Station', city: 'Yiwu', zone: 'Asia/Shanghai' }
  done(await offices.openFacility(as(null), facility as never, station, [{ id: '101', places: 1 }]))

  const importCharters: CharterId[] = []
  while (importCharters.length < emptyCharters) {
    const { id } = done(await charters.draft(as(chamber), CharterTerms.parse({ ...terms, aircraft: largeAircraft })))
    importCharters.push(id)
    for (const command of opening) done(await charters.act(as(chamber), id, command))
  }
  const ids: CharterId[] = []
  const journeys: string[] = []
  while (journeys.length < merchants) {
    const aircraft = { ...terms.aircraft, seats: { value: aCharter, assumed: true } }
    const { id } = done(await charters.draft(as(chamber), { ...terms, aircraft }))
    ids.push(id)
    for (const command of opening) done(await charters.act(as(chamber), id, command))
    const from = journeys.length
    const roster = Array.from({ length: aCharter }, (_, row) => entry(from + row, row + 1))
    const outcomes = done(await registrations.all(as(chamber), id, roster, 'all'))
    for (const { journey } of outcomes) {
      if (!journey) throw new Error('a merchant of the bench could not be registered')
      journeys.push(journey)
    }
  }
  const tokenOf = async (organisation: OrganisationId, reached: readonly CharterId[] | null): Promise<string> => {
    const expiresAt = Instant.parse('2099-01-01T00:00:00Z')
    const wanted = { organisation, charters: reached, label: 'bench', expiresAt }
    return done(await offices.issueToken(as(null), wanted)).secret
  }
  const [laboratoryToken, chamberToken] = [await tokenOf(laboratory, ids), await tokenOf(chamber, null)]
  const officeToken = await tokenOf(office, null)
  const stationTokens = {} as Record<Station, string>
  for (const [page, kind] of Object.entries(stations) as [Station, (typeof stations)[Station]][]) {
    const at = kind === 'facility' ? station : done(await offices.openOrganisation(as(null), page, kind)).id
    stationTokens[page] = await tokenOf(at, ids)
  }
  const invitation = { organisation: laboratory, name: 'Bench', email: 'bench@people.example', language: 'en' as const }
  const member = done(await open.people.invite(as(null), { ...invitation, charters: ids }))
  // The clock stands at the moment, so that nobody writes down that a token was used.
  const used = (await open.desk.store.tokens()).map(({ id }) => ({ on: 'tokenUsed' as const, id, at: moment }))
  const { secret, changes } = open.sessions.opening(member.id, { agent: 'bench', address: '' }, null, moment)
  await open.desk.store.commit({ changes: [...changes, ...used], events: [], effects: [], tallies: [], receipt: null })
  await open.close()

  const folders = [folder]
  return {
    laboratoryToken,
    chamberToken,
    officeToken,
    stationTokens,
    laboratoryCookie: `desk_session=${secret}`,
    charter: ids[0]!,
    journeys: journeys.slice(0, merchants),
    importCharters,
    copy: (of = environment) => {
      const own = mkdtempSync(join(tmpdir(), 'desk-bench-'))
      folders.push(own)
      const copied = environmentOf(own)
      for (const name of ['DATABASE_URL', 'KEY_STORE'] as const) copyFileSync(of[name]!, copied[name])
      return copied
    },
    remove: () => {
      for (const each of folders) rmSync(each, { recursive: true, force: true })
    },
  }
}

const environmentOf = (folder: string) => ({
  DATABASE_URL: join(folder, 'desk.sqlite'),
  KEY_STORE: join(folder, 'keys.sqlite'),
  LETTER_FOLDER: join(folder, 'letters'),
  DESK_KEY: deskKey,
  ADMIN_TOKEN: 'the-administrator-of-the-bench-desk',
  // The clock stands at the moment above, so that every run meets the same windows.
  CLOCK: 'channel',
  PORT: '0',
  LOG_LEVEL: 'silent',
})

export function configOf(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = readConfig(environment)
  if (read.outcome === 'faulty') throw new Error(read.faults.join('\n'))
  return read.config
}

function done<Value>(answer: Answer<Value>): Value {
  if (answer.outcome !== 'done') throw new Error(`the bench could not be furnished: ${JSON.stringify(answer)}`)
  return answer.value
}

const opening: readonly CharterCommand[] = [
  { type: 'SubmitApplication' },
  { type: 'ApproveCharter', conditions: [] },
  { type: 'OpenRegistration' },
]

const terms = CharterTerms.parse({
  title: 'A charter of the bench',
  leg: {
    flightNumber: 'HU454',
    carrier: 'Hainan Airlines',
    from: { iata: 'ICN', city: 'Seoul', zone: 'Asia/Seoul' },
    to: { iata: 'HGH', city: 'Hangzhou', zone: 'Asia/Shanghai' },
    scheduledDeparture: departure,
    scheduledArrival: '2022-08-28T17:10:00+08:00',
  },
  aircraft: {
    type: 'A330',
    seats: { value: perCharter, assumed: true },
    loadCapPercent: { value: 100, assumed: true },
  },
  missionJurisdiction: 'KR',
  issuer: 'KR-SEL-EMB',
  observationJurisdiction: 'CN-33',
  destination: 'Yiwu',
  servicePoint: 'Yiwu comprehensive service point',
  facility: 'station-1',
  costs: { fare: 'self', isolation: 'self', transfer: 'city' },
})

const largeAircraft = { ...terms.aircraft, seats: { value: perRoster, assumed: true } }

/** The n-th invented merchant, in the given row of a roster. */
const entry = (n: number, row: number) => ({
  row,
  details: MerchantDetails.parse({
    surname: `KIM${letters(n)}`,
    // No two share a name, or those of one birth date would be taken for each other.
    givenNames: `MINSU${letters(n)}`,
    nativeName: `김민수${letters(n)}`,
    documentNumber: `M${String(n).padStart(8, '0')}`,
    issuingState: 'KOR',
    nationality: 'KOR',
    birthDate: `19${60 + (n % 40)}-03-1${n % 10}`,
    sex: n % 2 ? 'F' : 'M',
    documentExpiry: '2030-01-01',
    phone: `+8210${String(n).padStart(8, '0')}`,
    email: `merchant${n}@example.com`,
    language: 'ko',
    hostCompany: 'Yiwu Host Trading Co.',
  }),
  wishes: JourneyWishes.parse({
    purpose: 'purchasing at the trade city',
    destination: 'Yiwu',
    costBearer: 'self',
    homeSuitable: true,
    consentSignedAt: '2022-08-20T10:00:00+09:00',
  }),
})

const letters = (n: number): string => [...String(n)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')
