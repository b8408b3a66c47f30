// When an office answers: its open days and hours, its holidays, and until when it takes what it will still answer.
import {
  atLocalTime,
  earlier,
  later,
  localDate,
  plusDays,
  plusHours,
  weekday,
  type Instant,
  type LocalDate,
  type Span,
  type Zone,
} from '../instant.ts'

/** Days are ISO weekdays, 1 is Monday; times of day are HH:MM in its zone. */
export type OfficeHours = {
  readonly name: string
  readonly zone: Zone
  readonly openDays: readonly number[]
  readonly opens: string
  readonly closes: string
  /** What is handed in later than this is looked at on the next day that it is open. */
  readonly cutOff: string
  /** From the handing in to the answer, within a day that it is open. */
  readonly reviewHours: number
  readonly holidays: readonly LocalDate[]
}

const isOpen = (office: OfficeHours, day: LocalDate): boolean =>
  office.openDays.includes(weekday(day)) && !office.holidays.includes(day)

/** The parts of a span during which the office is open, in order. */
export function openSpans(office: OfficeHours, span: Span): readonly Span[] {
  const spans: Span[] = []
  const lastDay = localDate(span.until, office.zone)
  for (let day = localDate(span.from, office.zone); day <= lastDay; day = plusDays(day, 1)) {
    if (!isOpen(office, day)) continue
    const from = later(span.from, atLocalTime(day, office.opens, office.zone))
    const until = earlier(span.until, atLocalTime(day, office.closes, office.zone))
    if (from < until) spans.push({ from, until })
  }
  return spans
}

/** Longer than any run of holidays; an office that answers on none of them counts as closed. */
const daysLookedBack = 30

/** The last moment at which something can be handed in and still be answered by then; null where no day will do. */
export function lastHandIn(office: OfficeHours, answeredBy: Instant): Instant | null {
  let day = localDate(answeredBy, office.zone)
  for (let back = 0; back < daysLookedBack; back++, day = plusDays(day, -1)) {
    if (!isOpen(office, day)) continue
    const answered = earlier(answeredBy, atLocalTime(day, office.closes, office.zone))
    const last = earlier(plusHours(answered, -office.reviewHours), atLocalTime(day, office.cutOff, office.zone))
    if (last >= atLocalTime(day, office.opens, office.zone)) return last
  }
  return null
}
