// What a mission asks before departure: tests in slots, the code, what the gate looks at, and whom it treats apart.
import { z } from 'zod'
import { Zone } from '../instant.ts'
import { CodeColour } from '../journey/healthCode.ts'
import { TestMethod } from '../journey/naat.ts'
import { dayNumber, header, hours, sourced } from './sourced.ts'

export const Basis = z.enum(['hours', 'calendarDays'])
export type Basis = z.infer<typeof Basis>

/**
 * One test slot. Its window opens `opens` before the anchor and closes `closes` before it (0: at the anchor), in hours,
 * or in calendar days of the edition's zone: from the beginning of the one day to the end of the other.
 */
export const TestSlot = z.strictObject({
  /** As the notice calls it. */
  name: z.string().min(1),
  methods: z.array(TestMethod).min(1),
  opens: z.number().positive('must be more than 0: the window would be negative'),
  closes: z.number().min(0, 'must not be negative: the window would end behind the flight'),
  /** Where this slot is counted otherwise than the rest of the edition. */
  basis: Basis.optional(),
  /** Its report is in hand before the code is applied for, or is shown at the gate beside it. */
  before: z.enum(['code', 'gate']),
})
export type TestSlot = z.infer<typeof TestSlot>

/** How a slot's window is counted: as its edition counts, unless it says otherwise. */
export const basisOf = (edition: { readonly basis: { readonly value: Basis } }, slot: TestSlot): Basis =>
  slot.basis ?? edition.basis.value

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM')

/** One way to meet the tests; where a notice says "or", there are several. Slots in the order of sampling. */
export const Route = z.strictObject({
  name: z.string().min(1),
  slots: z.array(TestSlot).max(6),
  /** "Only for departures from 00:00 to 13:00": local times, both ends included. */
  onlyDepartures: z
    .strictObject({ from: clock, until: clock })
    .refine(({ from, until }) => from <= until, { path: ['until'], error: 'must not lie before from' })
    .nullable(),
})
export type Route = z.infer<typeof Route>

export const GateCheck = z.enum(['code', 'firstReport', 'laterReports'])
export type GateCheck = z.infer<typeof GateCheck>

export const MissionEdition = z.strictObject({
  ...header,
  kind: z.literal('mission'),
  anchor: sourced(z.enum(['boarding', 'scheduledDeparture', 'flightDate'])),
  basis: sourced(Basis),
  /** In which its calendar days are counted; "departure": that of the airport. */
  zone: z.union([z.literal('departure'), Zone]),
  /** Alternatives, the usual one first. */
  tests: sourced(z.array(Route).min(1).max(6)),
  /** Between two samples; `exceeded`: "more than", not "at least". */
  leastInterval: sourced(z.strictObject({ hours: z.number().min(0), exceeded: z.boolean() })),
  /** What two samples must not share; `slots` (1-based) narrows it to some of them, null: all. */
  distinct: sourced(
    z.strictObject({
      asks: z.enum(['nothing', 'laboratory', 'reagent', 'both', 'either']),
      slots: z.array(dayNumber).min(2).nullable(),
    }),
  ),
  laboratoryAdmission: sourced(z.enum(['anyLawful', 'designated', 'ICMR', 'CLIA', 'approved'])),
  leastPrecision: sourced(z.enum(['hour', 'minute'])),
  code: sourced(
    z
      .strictObject({
        colour: CodeColour,
        /** How long it stands: until the departure, or so many calendar days after the last sample that it stands on. */
        validity: z.union([
          z.enum(['untilDeparture', 'notFound']),
          z.strictObject({ sampleDatePlusDays: z.number().int().min(0) }),
        ]),
      })
      .nullable(),
  ),
  /** What the airline looks at; what it does not look at is not measured again by the actual boarding. */
  gateChecks: sourced(z.array(GateCheck)),
  ageExemption: sourced(
    z.strictObject({ untilBirthday: z.number().int(), birthdayIncluded: z.boolean(), colour: CodeColour }).nullable(),
  ),
  /** Days beyond the landing that a passport must last; left out where no notice says so, and then none are asked. */
  passportDays: sourced(z.number().int().min(0)).optional(),
  /** What is asked beside the rest of somebody who was infected before: recovery tests, then days of waiting. */
  infectionHistory: sourced(
    z
      .strictObject({
        recoveryTests: z.number().int().min(1),
        /** Calendar days before the flight from which they count; null where the notice names no first day. */
        opensDays: z.number().int().positive().nullable().default(null),
        leastInterval: hours,
        /** Calendar days from the last recovery test to the flight. */
        waitDays: z.union([z.number().int().min(0), z.literal('notFound')]),
      })
      .nullable(),
  ),
  /** Where somebody who began the way in another country is tested. */
  transit: sourced(
    z.strictObject({
      rule: z.enum(['notStated', 'originAndTransit', 'originOrTransit', 'anyPlaceOnItinerary', 'notAccepted']),
      words: z.string(),
    }),
  ),
})
export type MissionEdition = z.infer<typeof MissionEdition>
