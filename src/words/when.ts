// Moments and days in words: in a zone, with the zone's name, in the reader's language.
import type { Instant, LocalDate, Span, Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'

export const locales: Readonly<Record<Language, string>> = {
  zh: 'zh-CN',
  en: 'en-GB',
  ko: 'ko-KR',
  ru: 'ru-RU',
  // The civil calendar and the digits of passports and tickets, wherever the reader is from.
  ar: 'ar-u-ca-gregory-nu-latn',
}

const shapes = {
  day: { dateStyle: 'full' },
  shortDay: { weekday: 'short', month: 'short', day: 'numeric' },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  zone: { timeZoneName: 'longGeneric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
type Shape = keyof typeof shapes

/** What stands between a day and its hour: without a word two numbers would stand side by side. */
const atClock: Readonly<Record<Language, string>> = { zh: ' ', en: ' ', ko: ' ', ru: ' в ', ar: ' الساعة ' }
const dayAndClock = (language: Language, day: string, clock: string): string => `${day}${atClock[language]}${clock}`

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format is far dearer than using it, so each is made once. */
function format(language: Language, shape: Shape, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${shape} ${zone}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(locales[language], { ...shapes[shape], timeZone: zone })
    formats.set(key, known)
  }
  return known
}

/**
 * A charter's letters all tell the same few moments, and to write one is dear: a fifth of the wording of a letter. As it is
 * written the same way for ever, so many are kept.
 */
const written = new Map<string, string>()
function kept(language: Language, shape: Shape, at: string, zone: string, make: () => string): string {
  const key = `${language} ${shape} ${zone} ${at}`
  let known = written.get(key)
  if (known === undefined) {
    if (written.size >= 5_000) written.clear()
    written.set(key, (known = make()))
  }
  return known
}

const write = (language: Language, shape: Shape, at: string, zone: string): string =>
  // A year and the sign behind it stay on one line.
  kept(language, shape, at, zone, () => format(language, shape, zone).format(new Date(at)).replace(' г.', '\u00a0г.'))

/** "Korean Standard Time" */
export const zoneName = (language: Language, zone: Zone, at: Instant): string =>
  kept(
    language,
    'zone',
    at,
    zone,
    () =>
      format(language, 'zone', zone)
        .formatToParts(new Date(at))
        .find(({ type }) => type === 'timeZoneName')?.value ?? zone,
  )

export const clockIn = (language: Language, at: Instant, zone: Zone): string => write(language, 'clock', at, zone)

/** "Sunday 28 August 2022" */
export const dayIn = (language: Language, day: LocalDate): string => write(language, 'day', `${day}T00:00:00Z`, 'UTC')
/** "Sun, 28 Aug": for tables. */
export const shortDayIn = (language: Language, day: LocalDate): string =>
  write(language, 'shortDay', `${day}T00:00:00Z`, 'UTC')

/** "Sunday 28 August 2022 15:40 (Korean Standard Time)" */
export const momentIn = (language: Language, at: Instant, zone: Zone): string =>
  `${dayAndClock(language, write(language, 'day', at, zone), clockIn(language, at, zone))} (${zoneName(language, zone, at)})`

/** "Sun, 28 Aug 15:40": for tables that name their zone themselves. */
export const shortMomentIn = (language: Language, at: Instant, zone: Zone): string =>
  dayAndClock(language, write(language, 'shortDay', at, zone), clockIn(language, at, zone))

/** The zones that the platform knows, by name. */
export const everyZone = (): readonly string[] => Intl.supportedValuesOf('timeZone')

const spans = new Map<Language, Intl.RelativeTimeFormat>()
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]

/** "in 5 hr", "2 days ago": whole minutes below an hour, whole hours below two days. */
export function fromNowIn(language: Language, at: Instant, now: Instant): string {
  const format = spans.get(language) ?? new Intl.RelativeTimeFormat(locales[language], { style: 'short' })
  spans.set(language, format)
  const ms = Date.parse(at) - Date.parse(now)
  const size = Math.abs(ms)
  if (size < hourMs) return format.format(Math.trunc(ms / minuteMs), 'minute')
  if (size < 2 * dayMs) return format.format(Math.trunc(ms / hourMs), 'hour')
  return format.format(Math.trunc(ms / dayMs), 'day')
}

/** The moment in the first zone, then in each further one whose clock reads otherwise. */
export function momentsIn(language: Language, at: Instant, zones: readonly Zone[]): string {
  const [first, ...rest] = zones
  if (!first) return at
  const day = write(language, 'day', at, first)
  const clock = clockIn(language, at, first)
  const others = rest
    .map((zone) => ({ zone, day: write(language, 'day', at, zone), clock: clockIn(language, at, zone) }))
    .filter((other) => other.clock !== clock || other.day !== day)
    .map((other) => {
      const when = other.day === day ? other.clock : shortMomentIn(language, at, other.zone)
      return `${when} (${zoneName(language, other.zone, at)})`
    })
  return [momentIn(language, at, first), ...others].join(' = ')
}

/** "Fri, 26 Aug 15:10 – Sat, 27 Aug 12:00 (Korean Standard Time)"; a day that both ends share is said once. */
export function spanIn(language: Language, span: Span, zone: Zone): string {
  return `${shortSpanIn(language, span, zone)} (${zoneName(language, zone, span.from)})`
}
export function shortSpanIn(language: Language, span: Span, zone: Zone): string {
  const sameDay = write(language, 'day', span.from, zone) === write(language, 'day', span.until, zone)
  const until = sameDay ? clockIn(language, span.until, zone) : shortMomentIn(language, span.until, zone)
  return `${shortMomentIn(language, span.from, zone)} – ${until}`
}
