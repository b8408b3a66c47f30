// What a charter won back: the answers of its released merchants, counted and added without a name.
import type { Journey } from './journey.ts'
import { currencies, type Currency } from './outcome.ts'

export type OutcomeCount = {
  readonly released: number
  readonly answered: number
  /** Null while too few have answered for a sum to hide what each of them said. */
  readonly sums: {
    readonly orders: number
    /** By currency, the largest count of answers first; never added across currencies. */
    readonly values: readonly { readonly currency: Currency; readonly answers: number; readonly amount: number }[]
    readonly companiesRegistered: number
    readonly stayDaysMedian: number | null
  } | null
}

/** From fewer answers one could read what each merchant said (the desk's own choice). */
export const fewestForSums = 3

/** Counted over everybody who was released; whoever did not answer a question is in none of its numbers. */
export function countOutcomes(journeys: readonly Pick<Journey, 'stage' | 'dossier'>[]): OutcomeCount {
  const released = journeys.filter(({ stage }) => stage === 'released')
  const told = released.flatMap(({ dossier }) => (dossier.outcome ? [dossier.outcome] : []))
  const counted = { released: released.length, answered: told.length }
  if (told.length < fewestForSums) return { ...counted, sums: null }
  const values = currencies
    .map((currency) => {
      const amounts = told.flatMap(({ value }) => (value?.currency === currency ? [value.amount] : []))
      return { currency, answers: amounts.length, amount: amounts.reduce((sum, each) => sum + each, 0) }
    })
    .filter(({ answers }) => answers > 0)
    .sort((a, b) => b.answers - a.answers)
  return {
    ...counted,
    sums: {
      orders: told.reduce((sum, { orders }) => sum + (orders ?? 0), 0),
      values,
      companiesRegistered: told.filter(({ companyRegistered }) => companyRegistered).length,
      stayDaysMedian: median(told.flatMap(({ stayDays }) => (stayDays === null ? [] : [stayDays]))),
    },
  }
}

/** The lower of two in the middle, so that it is an answer that somebody gave. */
function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
