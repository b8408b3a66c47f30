// What a charter was for, as its merchants say once they are released: in numbers and choices alone, so that nothing of it names anybody.
import { z } from 'zod'

/** ISO 4217, of the countries that buy in Yiwu; a list, so that no word can be put in. */
export const currencies = ['CNY', 'USD', 'EUR', 'KRW', 'JPY', 'INR', 'RUB', 'AED', 'SAR', 'GBP', 'HKD'] as const
export const Currency = z.enum(currencies)
export type Currency = z.infer<typeof Currency>

/** More than one visit brings: whoever types more has mistyped. */
export const mostOrders = 10_000
export const mostValue = 1_000_000_000_000
export const mostStayDays = 3_650

/** Null where it was not answered. */
export const Outcome = z.strictObject({
  /** Placed or expected. */
  orders: z.number().int().min(0).max(mostOrders).nullable().default(null),
  /** Of all of them together, in whole units of the currency. */
  value: z
    .strictObject({ amount: z.number().int().min(0).max(mostValue), currency: Currency })
    .nullable()
    .default(null),
  companyRegistered: z.boolean().nullable().default(null),
  stayDays: z.number().int().min(0).max(mostStayDays).nullable().default(null),
})
export type Outcome = z.infer<typeof Outcome>

export const isEmpty = (outcome: Outcome): boolean => Object.values(outcome).every((answer) => answer === null)

export const sameOutcome = (a: Outcome, b: Outcome): boolean =>
  a.orders === b.orders &&
  a.value?.amount === b.value?.amount &&
  a.value?.currency === b.value?.currency &&
  a.companyRegistered === b.companyRegistered &&
  a.stayDays === b.stayDays
