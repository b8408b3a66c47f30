// Numbers, amounts, countries and months in the reader's language, as Intl writes them; decimal text stays decimal.
import { wholeAmount, type TradeUnit } from '../domain/trade/figures.ts'
import { nameOf, type Month, type Period } from '../domain/trade/period.ts'
import type { Language } from '../domain/language.ts'
import { locales } from './when.ts'
import { wordsIn } from './words.ts'

/** Far more than any source prints, so that nothing is rounded. */
const maximumFractionDigits = 15
const exact = (text: string) => text as `${number}`

export const countIn = (language: Language, count: number): string =>
  new Intl.NumberFormat(locales[language]).format(count)

/** "CN¥5.3bn", "¥53亿": the shortest way to write the amount that loses nothing of it. */
export const amountIn = (language: Language, amount: string, unit: TradeUnit, currency: string): string =>
  new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    notation: 'compact',
    compactDisplay: 'long',
    maximumFractionDigits,
  }).format(exact(wholeAmount(amount, unit)))

/** "+4.5%", of decimal text in per cent. */
export const growthIn = (language: Language, percent: string): string =>
  new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits,
  }).format(exact(percent))

/** By ISO 3166-1 alpha-2. */
export const countryIn = (language: Language, code: string): string =>
  new Intl.DisplayNames([locales[language]], { type: 'region' }).of(code) ?? code

const monthIn = (language: Language, month: Month): string => months(language).format(dayOf(month))
const months = (language: Language) =>
  new Intl.DateTimeFormat(locales[language], { month: 'long', year: 'numeric', timeZone: 'UTC' })
const dayOf = (month: Month): Date => new Date(`${month}-01T00:00:00Z`)

/** "July 2022", "Q2 2022", "2022", "January 2022 – May 2022". */
export function periodIn(language: Language, period: Period): string {
  const name = nameOf(period)
  switch (name.kind) {
    case 'month':
      return monthIn(language, name.month)
    case 'quarter':
      return wordsIn(language)('trade.quarter', { quarter: name.quarter, year: name.year })
    case 'year':
      return new Intl.DateTimeFormat(locales[language], { year: 'numeric', timeZone: 'UTC' }).format(dayOf(period.from))
    case 'range':
      return `${monthIn(language, name.from)} – ${monthIn(language, name.until)}`
    default:
      return name satisfies never
  }
}
