// Trade with a country as a source gives it, entered by the office: in decimal text, as published, and never as a float.
import { z } from 'zod'
import { finding, type Finding } from '../decision.ts'
import { Country } from '../demand/country.ts'
import type { Instant, LocalDate } from '../instant.ts'
import { Currency } from '../journey/outcome.ts'
import { firstDay, lastDay, Month, periodKey, type Period } from './period.ts'

/** Powers of ten, by what sources print them as; the Chinese ones count in ten thousands. */
export const tradeUnits = {
  ones: 0,
  thousands: 3,
  tenThousands: 4,
  millions: 6,
  hundredMillions: 8,
  billions: 9,
} as const
export const TradeUnit = z.enum(Object.keys(tradeUnits) as [keyof typeof tradeUnits, ...(keyof typeof tradeUnits)[]])
export type TradeUnit = z.infer<typeof TradeUnit>

/** Decimal text with a point; what is no number is told with its figure's name, so only its length is held here. */
const figure = z.string().trim().max(30, 'must have at most 30 characters').nullable().default(null)

export const figureNames = ['exports', 'imports', 'exportGrowth', 'importGrowth'] as const
export type FigureName = (typeof figureNames)[number]

/** What a source says of a period; null is what it does not say. Growth in per cent against the same months a year before. */
export const TradeFigures = z.strictObject({
  /** Of both amounts, ISO 4217. */
  currency: Currency,
  unit: TradeUnit,
  exports: figure,
  imports: figure,
  exportGrowth: figure,
  importGrowth: figure,
  source: z.strictObject({
    name: z.string().trim().min(1, 'must say who published it').max(200),
    address: z
      .url({ protocol: /^https?$/, error: 'must be a web address, such as https://stats.example/2022-07' })
      .max(500)
      .nullable()
      .default(null),
  }),
})
export type TradeFigures = z.infer<typeof TradeFigures>

/** ISO 3166-1 alpha-2, and the months. */
export const TradeKey = z.strictObject({ country: Country, from: Month, until: Month })
export type TradeKey = z.infer<typeof TradeKey>

/** One entry: the first of a country and period is version 1, each correction the next. */
export type TradeEntry = TradeKey & {
  readonly version: number
  readonly figures: TradeFigures
  /** Why it was corrected; null of the first. */
  readonly reason: string | null
  readonly at: Instant
}

const decimal = /^-?\d{1,18}(\.\d{1,6})?$/

/** Refuses, all at once: a period that is reversed or not over by `today`, and what is no figure. */
export function tradeFindings(key: TradeKey, figures: TradeFigures, today: LocalDate): readonly Finding[] {
  const { from, until } = key
  const periods =
    until < from
      ? [finding('tradePeriodReversed', `The last month, ${until}, lies before the first, ${from}.`, { from, until })]
      : lastDay(key) >= today
        ? [
            finding('tradePeriodNotOver', `The period ends on ${lastDay(key)} and is not over yet.`, {
              lastDay: lastDay(key),
            }),
          ]
        : []
  const given = figureNames.flatMap((name) => (figures[name] ? [[name, figures[name]] as const] : []))
  const wrong = given.flatMap(([name, value]) => {
    if (!decimal.test(value))
      return [
        finding('tradeNoNumber', `${name}: ${value} is no number; digits with a point before decimals, such as 5.3.`, {
          figure: name,
          value,
        }),
      ]
    return (name === 'exports' || name === 'imports') && value.startsWith('-')
      ? [finding('tradeNegative', `${name}: ${value} is negative; only growth can be.`, { figure: name, value })]
      : []
  })
  const empty =
    figures.exports || figures.imports
      ? []
      : [finding('tradeEmpty', 'Neither exports nor imports are given: enter at least one of them.')]
  return [...periods, ...wrong, ...empty]
}

/** The same period of a country stands once; whoever enters it again is told which stands. */
export const alreadyEntered = ({ country, from, until, version, at }: TradeEntry): Finding =>
  finding(
    'tradeAlreadyEntered',
    `Figures for ${country}, ${from} to ${until}, stand already as version ${version}, entered ${at}: correct those.`,
    { country, from, until, version, at },
  )

export const notEntered = ({ country, from, until }: TradeKey): Finding =>
  finding('tradeNotEntered', `No figures for ${country}, ${from} to ${until}, stand yet: enter them first.`, {
    country,
    from,
    until,
  })

export const sameFigures = (a: TradeFigures, b: TradeFigures): boolean =>
  figureNames.every((name) => a[name] === b[name]) &&
  a.currency === b.currency &&
  a.unit === b.unit &&
  a.source.name === b.source.name &&
  a.source.address === b.source.address

/** The last version of each period, the latest period first; of two that end together the one that begins later. */
export function standing<Entry extends TradeEntry>(entries: readonly Entry[]): readonly Entry[] {
  const last = new Map<string, Entry>()
  for (const entry of entries) {
    const key = `${entry.country} ${periodKey(entry)}`
    const known = last.get(key)
    if (!known || known.version < entry.version) last.set(key, entry)
  }
  const ends = (period: Period) => `${lastDay(period)} ${firstDay(period)}`
  return [...last.values()].sort((a, b) => {
    if (a.country !== b.country) return a.country < b.country ? -1 : 1
    return ends(a) < ends(b) ? 1 : -1
  })
}

/** The amount in whole units as decimal text: "5.3" billions is "5300000000". Moves the point and rounds nothing. */
export function wholeAmount(amount: string, unit: TradeUnit): string {
  const [whole = '', decimals = ''] = amount.split('.')
  const places = tradeUnits[unit]
  const moved = whole + decimals.slice(0, places).padEnd(places, '0')
  const rest = decimals.slice(places)
  const plain = moved.replace(/^0+(?=\d)/, '')
  return rest ? `${plain}.${rest}` : plain
}
