// A nucleic acid amplification test as the desk records it: what was sampled when, where, with what, and what was found.
import { z } from 'zod'
import { Instant, plusMs, type Span } from '../instant.ts'

export const NaatResult = z.enum(['negative', 'positive', 'inconclusive', 'invalid'])
export type NaatResult = z.infer<typeof NaatResult>

/** Some notices take an antigen or an antibody test in one of their slots; it is recorded beside the others, by its method. */
export const TestMethod = z.enum(['naat', 'antigen', 'antibody'])
export type TestMethod = z.infer<typeof TestMethod>

/** `sampledAt` says how well it is known: a time "to the hour" is the whole hour that begins there. */
export const NaatTest = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be 1 to 64 letters, digits or dashes'),
  method: TestMethod.default('naat'),
  sampledAt: Instant,
  precision: z.enum(['minute', 'hour']).default('minute'),
  reportedAt: Instant,
  laboratory: z.string().min(1).max(80),
  /** Where it was sampled, ISO 3166-1 alpha-2; without it the laboratory's own country counts. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country of two letters, such as KR')
    .optional(),
  reagent: z.string().min(1).max(120),
  result: NaatResult,
  /** Cycle threshold of the lowest gene; lower means more virus. Dimensionless. */
  ct: z.number().min(0).max(60).optional(),
})
export type NaatTest = z.infer<typeof NaatTest>

const hourMs = 3_600_000

/** The earliest and the latest moment at which the sample can have been taken. */
export const sampleSpan = (test: NaatTest): Span => ({
  from: test.sampledAt,
  until: test.precision === 'hour' ? plusMs(test.sampledAt, hourMs - 1) : test.sampledAt,
})
