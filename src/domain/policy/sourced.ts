// A value of a rule book as it was found: what it is, in which unit, where it stands, how far it can be trusted.
import { z } from 'zod'
import { LocalDate } from '../instant.ts'

/** H official or two agreeing reports; M one decent report; L weak; GK unsourced; assumed: the desk's own guess. */
export const Confidence = z.enum(['H', 'M', 'L', 'GK', 'assumed', 'notFound'])
export type Confidence = z.infer<typeof Confidence>

export const sourced = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    value,
    unit: z.string().optional(),
    sources: z.array(z.string()),
    confidence: Confidence,
    note: z.string().optional(),
  })
export type Sourced<Value> = {
  readonly value: Value
  readonly sources: readonly string[]
  readonly confidence: Confidence
  readonly note?: string | undefined
}

export const hours = z.number().positive('must be more than 0 hours')
export const dayNumber = z.number().int().positive()

const DateOrNotFound = z.union([LocalDate, z.literal('notFound')], { error: 'must be a calendar date, or notFound' })

/** What every edition carries, whatever it rules. */
export const header = {
  id: z.string().regex(/^[a-zA-Z]+\/[A-Z0-9-]+\/\d{4}-\d{2}-\d{2}(\/[a-z0-9-]+)?$/, 'must read kind/jurisdiction/date'),
  title: z.string().min(1),
  /** A country or province (ISO 3166), or ALL: the layer above every one that has an edition of its own. */
  jurisdiction: z.string().min(2),
  /** The mission or authority, or "*" for every mission of the jurisdiction. */
  issuer: z.string().min(1),
  publishedAt: DateOrNotFound,
  effectiveFrom: LocalDate,
  /** The last day that it governs; null while no later edition is known. */
  effectiveUntil: LocalDate.nullable(),
  /** When the place really began to follow it, where that is known to differ. */
  adoptedFrom: DateOrNotFound,
  /** Days on which the edition before may be followed as well ("flights on 1 July: old or new"). */
  transition: z.strictObject({ days: z.array(LocalDate).min(1), words: z.string() }).nullable(),
  /** The id of an edition that was published with a mistake and that this one stands in for; it binds nobody anew. */
  corrects: z.string().nullable().default(null),
  /** For its dates, and for what is said here as a whole. */
  sources: z.array(z.string()),
  confidence: Confidence,
  /** Where an edition of that time was not found, the desk says that it assumes this one. */
  assumed: z.boolean(),
  notes: z.array(z.string()),
}
