// Policies for tests: the editions as they lie in db/editions, around a flight that the test chooses.
import { readFileSync, readdirSync } from 'node:fs'
import { Instant, LocalDate, Zone, localDate, plusHours, plusMinutes } from '../../src/domain/instant.ts'
import { MissionEdition, type Route, type TestSlot } from '../../src/domain/policy/missionEdition.ts'
import { ObservationEdition } from '../../src/domain/policy/observationEdition.ts'
import { anchorOf, type Bound, type Policy } from '../../src/domain/policy/policy.ts'

const edition = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../db/editions/${path}`, import.meta.url), 'utf8'))
const filesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(`../../db/editions/${folder}/`, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${folder}/${name}`)

/** Every edition on file, in the order of their names. */
export const missionEditions: readonly MissionEdition[] = filesIn('mission').map((path) =>
  MissionEdition.parse(edition(path)),
)
export const observationEditions: readonly ObservationEdition[] = filesIn('observation').map((path) =>
  ObservationEdition.parse(edition(path)),
)

export const missionOnFile = (name: string): MissionEdition => MissionEdition.parse(edition(`mission/${name}.json`))
export const observationOnFile = (name: string): ObservationEdition =>
  ObservationEdition.parse(edition(`observation/${name}.json`))
export const korea = missionOnFile('kr-2022-07-01')
export const india = missionOnFile('in-2022-07-01-assumed')
export const ninth = observationOnFile('cn-33-2022-06-28')
export const seoul = Zone.parse('Asia/Seoul')
export const shanghai = Zone.parse('Asia/Shanghai')
export const boardingAt = (text: string): Instant => Instant.parse(text)
export const day = (text: string): LocalDate => LocalDate.parse(text)

/** One slot: opens so many hours before the flight and closes at it, its report in hand before the gate, unless told otherwise. */
export const slot = (opens: number, more: Partial<TestSlot> = {}): TestSlot => ({
  name: `the test within ${opens} h`,
  methods: ['naat'],
  opens,
  closes: 0,
  before: 'gate',
  ...more,
})
/** A way of these slots, open to every departure. */
export const route = (slots: readonly TestSlot[], more: Partial<Route> = {}): Route => ({
  name: 'the usual way',
  slots: [...slots],
  onlyDepartures: null,
  ...more,
})
/** The values of an edition's rules as a test would have them, each with the source that it had. */
export const varied = <Book extends MissionEdition | ObservationEdition>(
  book: Book,
  values: { readonly [Rule in keyof Book]?: Book[Rule] extends { value: infer Value } ? Value : never },
): Book => ({
  ...book,
  ...Object.fromEntries(
    Object.entries(values).map(([rule, value]) => [rule, { ...(book[rule as keyof Book] as object), value }]),
  ),
})

/** HU454 around a boarding instant; anything else is for the test to say. */
export function koreanPolicy(
  boarding: Instant,
  more: Partial<Policy> = {},
): Policy & { mission: MissionEdition; observation: ObservationEdition } {
  return {
    anchor: { at: boarding, basis: 'plannedBoarding', reason: 'counted from the planned boarding' },
    gate: null,
    practice: {
      reportHours: 6,
      quickestReportHours: 4,
      documentsHours: 3,
      reminderHours: 12,
      outcomeDays: 14,
      office: null,
    },
    issuer: 'KR-SEL-EMB',
    flight: {
      departed: false,
      manifest: null,
      scheduledDeparture: plusMinutes(boarding, 30),
      landingDay: day(plusHours(boarding, 3).slice(0, 10)),
    },
    departureCountry: 'KR',
    departureZone: seoul,
    arrivalZone: shanghai,
    laboratory: () => undefined,
    lockedDown: () => null,
    ...more,
    mission: more.mission ?? korea,
    observation: more.observation ?? ninth,
  }
}

/** Where the missions of each jurisdiction stand; an edition for every country is asked in Tokyo. */
const homes: Readonly<Record<string, { readonly country: string; readonly zone: string }>> = {
  KR: { country: 'KR', zone: 'Asia/Seoul' },
  IN: { country: 'IN', zone: 'Asia/Kolkata' },
  PK: { country: 'PK', zone: 'Asia/Karachi' },
  AE: { country: 'AE', zone: 'Asia/Dubai' },
  US: { country: 'US', zone: 'America/Los_Angeles' },
  ALL: { country: 'JP', zone: 'Asia/Tokyo' },
}

/** Any edition around a flight of its own country, with laboratories that stand on every list, and no office hours. */
export function policyUnder(
  mission: MissionEdition,
  departure: string,
  more: Partial<Policy> & { readonly boarding?: string } = {},
): Bound {
  const { boarding, ...rest } = more
  const { country, zone } = homes[mission.jurisdiction]!
  const from = { iata: 'ICN', city: 'Seoul', zone: more.departureZone ?? Zone.parse(zone) }
  const scheduledDeparture = Instant.parse(departure)
  const leg = {
    flightNumber: 'HU454',
    carrier: 'Hainan Airlines',
    from,
    to: { iata: 'HGH', city: 'Hangzhou', zone: shanghai },
    plannedBoarding: boarding === undefined ? plusMinutes(scheduledDeparture, -40) : Instant.parse(boarding),
    scheduledDeparture,
    scheduledArrival: plusHours(scheduledDeparture, 3),
  }
  return {
    ...koreanPolicy(scheduledDeparture),
    anchor: anchorOf(leg, mission.anchor.value),
    issuer: mission.issuer,
    flight: {
      departed: false,
      manifest: null,
      scheduledDeparture,
      landingDay: localDate(leg.scheduledArrival, shanghai),
    },
    departureCountry: country,
    departureZone: from.zone,
    laboratory: (id) => ({
      id,
      country,
      turnaroundHours: 6,
      admissions: ['anyLawful', 'designated', 'ICMR', 'CLIA', 'approved'],
    }),
    ...rest,
    mission,
  }
}
