// One journey told without a date: tests counted back from any boarding, samples counted from any day 1.
import { z } from 'zod'
import { Traits } from '../journey/events.ts'
import { NaatTest, TestMethod } from '../journey/naat.ts'

const country = z.string().regex(/^[A-Z]{2}$/)

/** A test so many hours before the boarding, sampled in the departure city unless it names a country. */
const DepartureTest = z.strictObject({
  hoursBefore: z.number(),
  laboratory: z.string(),
  reagent: z.string(),
  method: TestMethod.default('naat'),
  precision: NaatTest.shape.precision,
  result: NaatTest.shape.result.default('negative'),
  country: country.optional(),
})

/** What one day of observation brought; `day` is that of the central leg, at noon unless it says otherwise. */
const ObservedSample = z.strictObject({
  day: z.number().int().positive(),
  clock: z.string().default('12:00'),
  result: NaatTest.shape.result.default('negative'),
  ct: z.number().optional(),
  /** What the risk assessment would find of it. */
  assessed: z.enum(['pastInfection', 'notExcluded']).optional(),
})

export const JourneySketch = z.strictObject({
  name: z.string().regex(/^[a-z0-9 ,-]+$/),
  words: z.string().min(1),
  /** Years on the day of the flight; the birthday was yesterday. */
  age: z.number().int().min(0).default(41),
  pastInfection: z.boolean().default(false),
  /** For whoever changes aircraft in the departure city. */
  origin: z.strictObject({ country, departsHoursBefore: z.number(), codeSeen: z.boolean() }).nullable().default(null),
  departure: z.array(DepartureTest),
  observation: z.strictObject({
    landing: z.string().default('18:00'),
    homeSuitable: Traits.shape.homeSuitable.default(true),
    destinationLockedDown: z.boolean().default(false),
    /** Every day from 1 to this one is sampled once at noon, beside what `samples` adds. */
    dailyUntil: z.number().int().min(0).default(0),
    samples: z.array(ObservedSample).default([]),
    /** Days of `dailyUntil` on which nobody came. */
    missed: z.array(z.number().int()).default([]),
    /** A fever on this day: medical care until clear by its own rule. */
    feverOn: z.number().int().nullable().default(null),
    /** Nobody takes a positive to medical care. */
    positiveStays: z.boolean().default(false),
  }),
})
export type JourneySketch = z.infer<typeof JourneySketch>

export const SketchBook = z.strictObject({
  /** The boarding's time of day, in the departure city. */
  boarding: z.string().regex(/^\d\d:\d\d$/),
  /** So many days after an edition takes effect. */
  flightDay: z.number().int().positive(),
  laboratories: z.array(
    z.strictObject({
      id: z.string(),
      admissions: z.array(z.enum(['designated', 'ICMR', 'CLIA', 'approved'])),
    }),
  ),
  journeys: z.array(JourneySketch),
})
export type SketchBook = z.infer<typeof SketchBook>
