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

/** Where a source stands, once for each place at which it was read: publisher or site, address as given, its date, what it is. */
export const Source = z
  .array(
    z.strictObject({
      site: z.string().min(1),
      path: z.string().min(1).nullable(),
      date: z
        .string()
        .regex(/^\d{4}(-\d{2}){0,2}$/, 'must be a year, a month or a day')
        .nullable(),
      note: z.string().min(1).nullable(),
    }),
  )
  .min(1)
export type Source = z.infer<typeof Source>
/** One line for people. */
export const sourceLine = (source: Source): string =>
  source
    .map(({ site, path, date, note }) =>
      [path === null ? site : `${site} ${path}`, date, note].filter((each) => each !== null).join(', '),
    )
    .join('; ')
/** By the number that editions cite. */
export type Sources = ReadonlyMap<string, Source>

export const hours = z.number().positive('must be more than 0 hours')
export const dayNumber = z.number().int().positive()

const DateOrNotFound = z.union([LocalDate, z.literal('notFound')], { error: 'must be a calendar date, or notFound' })

/** ISO 3166-1 alpha-2, as assigned. */
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
    'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
    'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
    'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
    'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
    'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
)

/** A country, a subdivision of one, or ALL: whatever else is written there binds nobody. */
export const isJurisdiction = (text: string): boolean =>
  text === 'ALL' || (/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(text) && countries.has(text.slice(0, 2)))

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
