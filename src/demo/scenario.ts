// A scenario file: only acts and facts of the world, which the demo plays against a desk; what comes of them is never in it.
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { stages } from '../domain/journey/stage.ts'

const Text = z.string().min(1)
const Moment = z.iso.datetime({
  offset: true,
  error: 'must be a date-time with seconds and an offset, such as 2022-08-28T15:40:00+09:00',
})
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a wall clock time, such as 08:30')
/** People are named by the number of their passport, as in the roster. */
const Who = z.string().regex(/^[A-Z0-9]{6,9}$/, 'must be a passport number as it stands in a roster')
const Minutes = z.number().int().positive()
/** Cycle threshold of a nucleic acid test: the fewer cycles, the more virus. */
const Ct = z.number().min(5).max(45)
const CostBearer = z.enum(['self', 'organiser', 'hostCompany', 'city'])
const Spans = z.array(z.strictObject({ from: Moment, to: Moment }))
const WhoAndWhy = z.strictObject({ who: Who, reason: Text })

/** A number of the world says where it comes from, or that nobody knows and it is assumed. */
const Stated = z
  .strictObject({ value: z.number().positive(), assumed: z.boolean(), source: Text.exactOptional() })
  .refine((stated) => stated.assumed || stated.source !== undefined, 'needs a source, or must be marked assumed')

const Organisation = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]{3,40}$/, 'must be lower-case letters, digits and hyphens'),
  kind: z.enum([
    'chamber',
    'company',
    'reformOffice',
    'mission',
    'laboratory',
    'carrier',
    'transferCrew',
    'facility',
    'auditor',
  ]),
  name: Text,
})

const done = { at: Moment, by: Text }
const Act = z.discriminatedUnion('act', [
  z.strictObject({ ...done, act: z.literal('applyForCharter') }),
  z.strictObject({ ...done, act: z.literal('approveCharter') }),
  z.strictObject({ ...done, act: z.literal('openRegistration') }),
  z.strictObject({ ...done, act: z.literal('importRoster'), file: Text }),
  z.strictObject({ ...done, act: z.literal('withdraw'), who: Who, reason: Text }),
  z.strictObject({ ...done, act: z.literal('closeManifest') }),
  z.strictObject({
    ...done,
    act: z.literal('lockDown'),
    destination: Text,
    from: Moment,
    until: Moment.exactOptional(),
  }),
  z.strictObject({ ...done, act: z.literal('liftLockdown'), destination: Text }),
])

const Sample = z.strictObject({
  who: Who,
  /** With precision `hour` the sample was taken somewhere in the hour that begins here. */
  at: Moment,
  precision: z.enum(['minute', 'hour']),
  laboratory: Text,
  reagent: Text,
  finds: z.enum(['negative', 'positive', 'inconclusive', 'invalid']),
  reportedAt: Moment,
  ct: Ct.exactOptional(),
})

export const Scenario = z.strictObject({
  format: z.literal('charter-desk-scenario/1'),
  title: Text,
  notes: z.array(Text),
  startsAt: Moment,
  charter: z.strictObject({
    flightNumber: z.string().regex(/^[A-Z0-9]{2}\d{1,4}$/, 'must be an airline code and a number, such as HU454'),
    carrier: Text,
    from: z.string().regex(/^[A-Z]{3}$/, 'must be an IATA airport code'),
    to: z.string().regex(/^[A-Z]{3}$/, 'must be an IATA airport code'),
    scheduledDeparture: Moment,
    plannedBoarding: Moment.exactOptional(),
    scheduledArrival: Moment,
    aircraft: z.strictObject({ type: Text, seats: Stated, loadCapPercent: Stated }),
    missionJurisdiction: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code of two letters'),
    issuer: Text,
    observationJurisdiction: Text,
    destination: Text,
    servicePoint: Text,
    portCity: Text,
    costs: z.strictObject({ fare: CostBearer, isolation: CostBearer, transfer: CostBearer }),
  }),
  organisations: z.array(Organisation),
  files: z.strictObject({ rosters: z.array(Text).min(1), laboratories: Text, vehicles: Text, rooms: Text }),
  acts: z.array(Act),
  samples: z.array(Sample),
  organiserDesk: z.strictObject({ works: Spans }),
  missionDesk: z.strictObject({ works: Spans, minutesEach: Minutes, refuses: z.array(WhoAndWhy) }),
  gate: z.strictObject({ opensAt: Moment, doorsCloseAt: Moment, absent: z.array(Who) }),
  flight: z.strictObject({ takesOffAt: Moment, landsAt: Moment }),
  arrival: z.strictObject({
    disembarkedAt: Moment,
    feverish: z.array(z.strictObject({ who: Who, temperatureCelsius: z.number().min(37.3).max(43) })),
    borderRefuses: z.array(WhoAndWhy),
  }),
  transfer: z.strictObject({
    firstDepartsAt: Moment,
    everyMinutes: Minutes,
    minutesOnTheRoad: Minutes,
    loadCapPercent: Stated,
  }),
  observation: z.strictObject({
    roundAt: Clock,
    minutesToReport: Minutes,
    positives: z.array(z.strictObject({ who: Who, day: z.number().int().min(1), ct: Ct })),
    care: z.array(
      z.strictObject({
        who: Who,
        tests: z.array(z.strictObject({ at: Moment, finds: Sample.shape.finds, ct: Ct.exactOptional() })),
        leavesAt: Moment,
      }),
    ),
  }),
})
export type Scenario = z.infer<typeof Scenario>

export const Laboratories = z.array(
  z.strictObject({
    id: Text,
    name: Text,
    city: Text,
    country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code of two letters'),
    reagents: z.array(Text).min(1),
    turnaroundHours: z.number().positive(),
  }),
)
export type Laboratories = z.infer<typeof Laboratories>

/** Every coach has a driver and two staff (Shanghai, March 2020); ids only, no names. */
export const Vehicles = z.array(
  z.strictObject({
    plate: Text,
    kind: z.literal('coach'),
    seats: z.number().int().positive(),
    driver: Text,
    staff: z.tuple([Text, Text]),
  }),
)
export type Vehicles = z.infer<typeof Vehicles>

export const Rooms = z.strictObject({
  facilityId: z.string().regex(/^[a-z0-9-]{3,40}$/, 'must be lower-case letters, digits and hyphens'),
  name: Text,
  city: Text,
  zone: Text,
  rooms: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Za-z0-9-]{1,20}$/, 'must be letters, digits and hyphens'),
      places: z.number().int().positive(),
    }),
  ),
})
export type Rooms = z.infer<typeof Rooms>

/** Every path in `scenario.files` and in `importRoster` acts is absolute. */
export type ReadScenario =
  | { outcome: 'read'; scenario: Scenario; laboratories: Laboratories; vehicles: Vehicles; rooms: Rooms }
  | { outcome: 'faulty'; faults: string[] }

/** The passport numbers of one roster file; injected, so that this file needs no spreadsheet reader. */
export type NumbersInRoster = (rosterPath: string) => Promise<Iterable<string>>

/**
 * Reads a scenario and the files beside it. Refuses, with all faults at once and each with its place: text that is not
 * JSON, unknown keys and wrong values, a stage, an outcome or a count anywhere, files outside the scenario's folder, an
 * unknown organisation, laboratory or reagent, times that cannot follow each other and, where `numbersInRoster` is given,
 * people whom no roster knows.
 */
export async function readScenario(folderOrFile: string, numbersInRoster?: NumbersInRoster): Promise<ReadScenario> {
  const faults: string[] = []
  const file = (await isFolder(folderOrFile)) ? path.join(folderOrFile, 'scenario.json') : folderOrFile
  const folder = path.resolve(path.dirname(file))

  const raw = await readJson(file, faults)
  if (raw === undefined) return { outcome: 'faulty', faults }
  faults.push(...spoilers(raw))
  const scenario = parse(Scenario, raw, '', faults)
  if (scenario === undefined) return { outcome: 'faulty', faults }

  const locate = (name: string, place: string): string => {
    const full = path.resolve(folder, name)
    if (path.isAbsolute(name) || !full.startsWith(folder + path.sep))
      faults.push(`${place}: "${name}" lies outside the scenario's folder`)
    return full
  }
  const beside = async <T>(
    schema: z.ZodType<T>,
    key: 'laboratories' | 'vehicles' | 'rooms',
  ): Promise<T | undefined> => {
    const full = locate(scenario.files[key], `files.${key}`)
    const content = await readJson(full, faults)
    return content === undefined ? undefined : parse(schema, content, path.basename(full), faults)
  }
  const laboratories = await beside(Laboratories, 'laboratories')
  const vehicles = await beside(Vehicles, 'vehicles')
  const rooms = await beside(Rooms, 'rooms')

  const known = numbersInRoster && new Set<string>()
  const rosters = scenario.files.rosters.map((name, place) => locate(name, `files.rosters[${place}]`))
  for (const [place, roster] of rosters.entries()) {
    try {
      if ((await stat(roster)).isFile()) for (const who of (await numbersInRoster?.(roster)) ?? []) known?.add(who)
    } catch (error) {
      faults.push(`files.rosters[${place}]: ${path.basename(roster)} cannot be read: ${(error as Error).message}`)
    }
  }

  faults.push(...strangers(scenario, laboratories, rooms, known), ...impossibleTimes(scenario))
  if (faults.length > 0 || !laboratories || !vehicles || !rooms) return { outcome: 'faulty', faults }
  const acts = scenario.acts.map((act) =>
    act.act === 'importRoster' ? { ...act, file: path.resolve(folder, act.file) } : act,
  )
  const files = {
    rosters,
    laboratories: path.resolve(folder, scenario.files.laboratories),
    vehicles: path.resolve(folder, scenario.files.vehicles),
    rooms: path.resolve(folder, scenario.files.rooms),
  }
  return { outcome: 'read', scenario: { ...scenario, files, acts }, laboratories, vehicles, rooms }
}

// What tells the end of the story before it is played -----------------------------------------------------------------

const stageWords = [...new Set(stages.flatMap((stage) => stage.split('.')))].map((name) => ({
  name,
  words: words(name),
}))
const outcomeWords = new Set(
  (
    'stage stages status outcome outcomes fate fates verdict funnel boarded flown flew landed transferred admitted ' +
    'discharged deported accounted unaccounted denied cleared lapsed eligible ineligible exempt'
  ).split(' '),
)
const countWords = new Set('count counts counted total totals sum headcount tally tallies expected expects'.split(' '))
const peopleCounted =
  /\b\d+\s+(?:\p{L}+\s+){0,2}(?:merchants?|passengers?|people|persons?|travellers?|buyers?|children|infants?|families|journeys?|letters?)\b/iu

/** Every place at which a scenario names a stage, an outcome or a count, as key, as value or inside a sentence. */
export function spoilers(raw: unknown): string[] {
  const faults: string[] = []
  const inspect = (text: string, place: string): void => {
    const spoken = words(text)
    for (const { name, words: sought } of stageWords)
      if (spoken.some((_, from) => sought.every((word, offset) => spoken[from + offset] === word)))
        faults.push(`${place}: "${name}" is a stage of the journey; a scenario holds only acts and facts of the world`)
    for (const word of spoken) {
      if (outcomeWords.has(word)) faults.push(`${place}: "${word}" tells an outcome, which only the desk may tell`)
      if (countWords.has(word)) faults.push(`${place}: "${word}" speaks of a count, which only the desk may count`)
    }
    const counted = peopleCounted.exec(text)
    if (counted) faults.push(`${place}: "${counted[0]}" is a count, which only the desk may count`)
  }
  const walk = (value: unknown, at: PropertyKey[]): void => {
    if (typeof value === 'string') inspect(value, placeOf(at))
    else if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...at, index]))
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        inspect(key, `${placeOf([...at, key])} (the key)`)
        walk(inner, [...at, key])
      }
  }
  walk(raw, [])
  return faults
}

/** `seated.awaitingFirstNegative`, `awaiting-first-negative` and "Awaiting first negative" are the same words. */
function words(text: string): string[] {
  const parted = text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').toLowerCase()
  return parted.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

// What does not fit together ------------------------------------------------------------------------------------------

function strangers(
  scenario: Scenario,
  laboratories: Laboratories | undefined,
  rooms: Rooms | undefined,
  people: ReadonlySet<string> | undefined,
): string[] {
  const faults: string[] = []
  const keys = scenario.organisations.map((organisation) => organisation.key)
  const keysOf = (...kinds: string[]) =>
    scenario.organisations.filter((one) => kinds.includes(one.kind)).map((one) => one.key)
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index) faults.push(`organisations[${index}].key: "${key}" is there twice`)
  })
  const needed = [
    ['chamber', 'company'],
    ['reformOffice'],
    ['mission'],
    ['carrier'],
    ['transferCrew'],
    ['facility'],
    ['auditor'],
  ]
  for (const kinds of needed)
    if (keysOf(...kinds).length !== 1) faults.push(`organisations: exactly one must be of kind ${kinds.join(' or ')}`)
  for (const laboratory of laboratories ?? [])
    if (!keysOf('laboratory').includes(laboratory.id))
      faults.push(`organisations: laboratory "${laboratory.id}" of ${scenario.files.laboratories} is not among them`)
  if (rooms && !keysOf('facility').includes(rooms.facilityId))
    faults.push(`organisations: facility "${rooms.facilityId}" of ${scenario.files.rooms} is not among them`)

  scenario.acts.forEach((act, index) => {
    if (!keys.includes(act.by)) faults.push(`acts[${index}].by: "${act.by}" is not an organisation of this scenario`)
    if (act.act === 'importRoster' && !scenario.files.rosters.includes(act.file))
      faults.push(`acts[${index}].file: "${act.file}" is not among files.rosters`)
  })
  scenario.samples.forEach((sample, index) => {
    if (laboratories === undefined) return
    const laboratory = laboratories.find((one) => one.id === sample.laboratory)
    if (!laboratory) faults.push(`samples[${index}].laboratory: laboratory "${sample.laboratory}" is unknown`)
    else if (!laboratory.reagents.includes(sample.reagent))
      faults.push(`samples[${index}].reagent: ${laboratory.id} does not use the reagent "${sample.reagent}"`)
  })
  if (people) {
    for (const [place, who] of everyoneNamed(scenario))
      if (!people.has(who)) faults.push(`${place}: nobody in the rosters has the passport number ${who}`)
  }
  return faults
}

function everyoneNamed(scenario: Scenario): [place: string, who: string][] {
  const named: [string, string][] = []
  const list = (place: string, items: readonly { who: string }[]): void =>
    items.forEach((item, index) => named.push([`${place}[${index}].who`, item.who]))
  scenario.acts.forEach((act, index) => {
    if (act.act === 'withdraw') named.push([`acts[${index}].who`, act.who])
  })
  list('samples', scenario.samples)
  list('missionDesk.refuses', scenario.missionDesk.refuses)
  scenario.gate.absent.forEach((who, index) => named.push([`gate.absent[${index}]`, who]))
  list('arrival.feverish', scenario.arrival.feverish)
  list('arrival.borderRefuses', scenario.arrival.borderRefuses)
  list('observation.positives', scenario.observation.positives)
  list('observation.care', scenario.observation.care)
  return named
}

function impossibleTimes(scenario: Scenario): string[] {
  const faults: string[] = []
  const order = (earlierPlace: string, earlier: string, laterPlace: string, later: string): void => {
    if (Date.parse(later) < Date.parse(earlier))
      faults.push(`${laterPlace}: ${later} is before ${earlierPlace}, ${earlier}`)
  }
  const { acts, samples, gate, flight, arrival, transfer, observation } = scenario
  acts.forEach((act, index) => order('startsAt', scenario.startsAt, `acts[${index}].at`, act.at))
  samples.forEach((sample, index) => order('its sample', sample.at, `samples[${index}].reportedAt`, sample.reportedAt))
  for (const desk of ['organiserDesk', 'missionDesk'] as const)
    scenario[desk].works.forEach((span, index) => order('its from', span.from, `${desk}.works[${index}].to`, span.to))
  order('gate.opensAt', gate.opensAt, 'gate.doorsCloseAt', gate.doorsCloseAt)
  order('gate.doorsCloseAt', gate.doorsCloseAt, 'flight.takesOffAt', flight.takesOffAt)
  order('flight.takesOffAt', flight.takesOffAt, 'flight.landsAt', flight.landsAt)
  order('flight.landsAt', flight.landsAt, 'arrival.disembarkedAt', arrival.disembarkedAt)
  order('arrival.disembarkedAt', arrival.disembarkedAt, 'transfer.firstDepartsAt', transfer.firstDepartsAt)
  observation.care.forEach((care, index) =>
    care.tests.forEach((test) => order('a test there', test.at, `observation.care[${index}].leavesAt`, care.leavesAt)),
  )
  return faults
}

// Reading -------------------------------------------------------------------------------------------------------------

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function readJson(file: string, faults: string[]): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    const broken = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    faults.push(`${path.basename(file)} ${broken}: ${(error as Error).message}`)
    return undefined
  }
}

function parse<T>(schema: z.ZodType<T>, raw: unknown, file: string, faults: string[]): T | undefined {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const where = (at: PropertyKey[]): string => [file, placeOf(at)].filter((part) => part !== '').join(': ')
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) faults.push(`${where([...issue.path, key])}: the key "${key}" is unknown here`)
    else faults.push(`${where(issue.path)}: ${issue.message}`)
  }
  return undefined
}

/** `['samples', 3, 'who']` -> `samples[3].who`. */
function placeOf(at: PropertyKey[]): string {
  return at
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`))
    .join('')
}
