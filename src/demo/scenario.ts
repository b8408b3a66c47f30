// A scenario file: only acts and facts of the world, which the demo plays against a desk; what comes of them is never in it.
import { z } from 'zod'

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
