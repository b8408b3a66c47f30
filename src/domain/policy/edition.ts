// A dated rule book: every value with its source and how far it can be trusted. Nothing of it stands in code.
import { z } from 'zod'
import { LocalDate, Zone } from '../instant.ts'
import { CodeColour } from '../journey/healthCode.ts'

/** H official or two agreeing reports; M one decent report; L weak; GK unsourced; assumed: the desk's own guess. */
export const Confidence = z.enum(['H', 'M', 'L', 'GK', 'assumed', 'notFound'])
export type Confidence = z.infer<typeof Confidence>

/** A value as it was found: what it is, in which unit, where it stands, how sure. */
const sourced = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    value,
    unit: z.string().optional(),
    sources: z.array(z.string()),
    confidence: Confidence,
    note: z.string().optional(),
  })

const hours = z.number().positive()
const dayNumber = z.number().int().positive()

const header = {
  id: z.string().regex(/^[a-zA-Z]+\/[A-Z0-9-]+\/\d{4}-\d{2}-\d{2}(\/[a-z0-9-]+)?$/, 'must read kind/jurisdiction/date'),
  title: z.string().min(1),
  jurisdiction: z.string().min(2),
  /** The mission, or "*" for every mission of the jurisdiction. */
  issuer: z.string().min(1),
  publishedAt: z.union([LocalDate, z.literal('notFound')]),
  effectiveFrom: LocalDate,
  /** The last day that it governs; null while no later edition is known. */
  effectiveUntil: LocalDate.nullable(),
  /** When the place really began to follow it, where that is known to differ. */
  adoptedFrom: z.union([LocalDate, z.literal('notFound')]),
  /** Days on which the edition before may be followed as well ("flights on 1 July: old or new"). */
  transition: z.strictObject({ days: z.array(LocalDate), words: z.string() }).nullable(),
  /** Where an edition of that time was not found, the desk says that it assumes this one. */
  assumed: z.boolean(),
  notes: z.array(z.string()),
}

/** One test slot: sampled within so much time before the anchor. */
export const TestSlot = z.strictObject({ within: hours })
export type TestSlot = z.infer<typeof TestSlot>

export const MissionEdition = z.strictObject({
  ...header,
  kind: z.literal('mission'),
  anchor: sourced(z.enum(['boarding', 'scheduledDeparture', 'flightDate'])),
  basis: sourced(z.enum(['hours', 'calendarDays'])),
  zone: Zone,
  /** In the order of sampling, each with its window: hours, or calendar days, before the anchor. */
  tests: sourced(z.array(TestSlot).max(6)),
  leastInterval: sourced(z.number().min(0)),
  distinctLaboratory: sourced(z.boolean()),
  distinctReagent: sourced(z.boolean()),
  laboratoryAdmission: sourced(z.enum(['anyLawful', 'designated', 'ICMR', 'CLIA', 'approved'])),
  leastPrecision: sourced(z.enum(['hour', 'minute'])),
  code: sourced(
    z
      .strictObject({
        colour: CodeColour,
        /** What must be in hand when it is applied for. */
        precededBy: z.enum(['nothing', 'firstNegative', 'allTests']),
        gateChecks: z.array(z.enum(['code', 'secondReport'])),
        validity: z.enum(['untilDeparture', 'notFound']),
      })
      .nullable(),
  ),
  ageExemption: sourced(
    z.strictObject({ untilBirthday: z.number().int(), birthdayIncluded: z.boolean(), colour: CodeColour }).nullable(),
  ),
  /** Days between a past infection's recovery tests and the flight. */
  infectionHistory: sourced(
    z.strictObject({ recoveryTests: z.number().int(), leastInterval: hours, waitDays: z.number().int() }).nullable(),
  ),
  transit: sourced(z.string()),
})
export type MissionEdition = z.infer<typeof MissionEdition>

export const ObservationEdition = z.strictObject({
  ...header,
  kind: z.literal('observation'),
  zone: Zone,
  central: sourced(z.strictObject({ days: z.number().int().min(0), testDays: z.array(dayNumber) })),
  home: sourced(z.strictObject({ days: z.number().int().min(0), testDays: z.array(dayNumber) })),
  /** Which calendar day counts as day 1. */
  dayOneConvention: sourced(z.enum(['arrivalDay', 'dayAfterArrival'])),
  /** Samples to be taken on the last test day before release ("double sample, double test"). */
  testsBeforeRelease: sourced(z.number().int().min(1)),
  homeUnsuitable: sourced(z.enum(['stayInFacility'])),
  destinationLockedDown: sourced(z.enum(['stayInFacility'])),
  care: sourced(
    z.strictObject({
      /** Clear tests after an infection, and after a fever or illness that was none. */
      dischargeTests: z.number().int().min(1),
      clearTests: z.number().int().min(1),
      leastInterval: hours,
      ctAtLeast: z.number().positive(),
      daysInCareCount: z.boolean(),
    }),
  ),
})
export type ObservationEdition = z.infer<typeof ObservationEdition>

export const Edition = z
  .discriminatedUnion('kind', [MissionEdition, ObservationEdition])
  .superRefine((edition, context) => {
    if (
      edition.kind === 'mission' &&
      edition.tests.value.length === 0 &&
      edition.code.value?.precededBy === 'firstNegative'
    ) {
      context.addIssue({
        code: 'custom',
        path: ['code', 'value', 'precededBy'],
        message: 'waits for a first negative, and no test is asked: the code could never be issued',
      })
    }
    if (edition.effectiveUntil !== null && edition.effectiveUntil < edition.effectiveFrom) {
      context.addIssue({
        code: 'custom',
        path: ['effectiveUntil'],
        message: 'lies before effectiveFrom: the edition would never bind',
      })
    }
  })
export type Edition = z.infer<typeof Edition>
