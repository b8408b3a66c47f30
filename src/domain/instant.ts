// Points in time and calendar days, as two types that cannot be taken for each other.
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A point in time, RFC 3339 in UTC with milliseconds, so that comparing the text compares the time. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 date-time with an offset, such as 2022-08-28T15:40:00+09:00' })
  .transform((text) => new Date(text).toISOString())
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** A calendar day, YYYY-MM-DD, without a place; it becomes an instant only together with a zone. */
export const LocalDate = z.iso.date({ error: 'must be a calendar date, YYYY-MM-DD' }).brand<'LocalDate'>()
export type LocalDate = z.infer<typeof LocalDate>

/** An IANA zone name that this machine's time zone data knows. */
export const Zone = z
  .string()
  .refine(isZone, { error: 'is not a known IANA time zone, such as Asia/Seoul' })
  .brand<'Zone'>()
export type Zone = z.infer<typeof Zone>

/** Half-open in meaning only at the gate: both ends belong to the span, as the notices say "within". */
export type Span = { readonly from: Instant; readonly until: Instant }

const msPerHour = 3_600_000

export const toInstant = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant
export const epochMs = (at: Instant): number => Date.parse(at)
export const plusMs = (at: Instant, ms: number): Instant => toInstant(epochMs(at) + ms)
export const plusHours = (at: Instant, hours: number): Instant => plusMs(at, hours * msPerHour)
export const plusMinutes = (at: Instant, minutes: number): Instant => plusMs(at, minutes * 60_000)
/** Hours from the first to the second; negative where the second is earlier. */
export const hoursBetween = (from: Instant, until: Instant): number => (epochMs(until) - epochMs(from)) / msPerHour
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)
export const within = (at: Instant, span: Span): boolean => span.from <= at && at <= span.until

export const localDate = remember(
  (at: Instant, zone: Zone) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString() as LocalDate,
)

/** The instant at which a local day reads the given wall clock; a time that a clock change skips moves forward. */
export const atLocalTime = remember((day: LocalDate, clock: string, zone: Zone) =>
  toInstant(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) })
      .epochMilliseconds,
  ),
)

/** As a form shows and sends it, `YYYY-MM-DDTHH:MM` by the clock of the place. */
export const toClock = (at: Instant, zone: Zone): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
/** Null where it is no such text. */
export function fromClock(text: string, zone: Zone): Instant | null {
  const [day = '', clock = ''] = text.split('T')
  const local = LocalDate.safeParse(day)
  return local.success && /^([01]\d|2[0-3]):[0-5]\d$/.test(clock) ? atLocalTime(local.data, clock, zone) : null
}

export const plusDays = remember(
  (day: LocalDate, days: number) => Temporal.PlainDate.from(day).add({ days }).toString() as LocalDate,
)

export const plusMonths = (day: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(day).add({ months }).toString() as LocalDate

export const plusYears = (day: LocalDate, years: number): LocalDate =>
  Temporal.PlainDate.from(day).add({ years }).toString() as LocalDate

/** Whole days from the first to the second calendar day. */
export const daysBetween = remember(
  (from: LocalDate, until: LocalDate) => Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days,
)

/** 1 = Monday ... 7 = Sunday (ISO 8601). */
export const weekday = remember((day: LocalDate) => Temporal.PlainDate.from(day).dayOfWeek)

/** "2022-08-28 15:40 (Asia/Seoul)": how findings name a moment, always with its place. */
export const inZone = remember((at: Instant, zone: Zone) => {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} (${zone})`
})

/**
 * Calendars are slow to ask, and a charter asks the same few days and moments for each of its journeys: as a question has
 * one answer for ever, so many answers are kept. Asked each time, they were a third of recording a test.
 */
function remember<Asked extends readonly (string | number)[], Answer>(ask: (...asked: Asked) => Answer) {
  const known = new Map<string, Answer>()
  return (...asked: Asked): Answer => {
    const key = asked.join(' ')
    let answer = known.get(key)
    if (answer === undefined) {
      if (known.size >= 20_000) known.clear()
      known.set(key, (answer = ask(...asked)))
    }
    return answer
  }
}

const knownZones = new Set<string>()

/** The time zone data is slow to ask (a third of reading the rule books), and has a few hundred names; each is asked once. */
function isZone(name: string): boolean {
  if (knownZones.has(name)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  // However capitals are mixed, a name is one: only so many spellings are kept.
  if (knownZones.size < 1_000) knownZones.add(name)
  return true
}
