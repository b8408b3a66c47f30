// The months that trade figures speak of: one, a quarter, a year or any range, told by the first and the last of them.
import { z } from 'zod'
import { LocalDate, plusDays, plusMonths } from '../instant.ts'

export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, YYYY-MM')
  .brand<'Month'>()
export type Month = z.infer<typeof Month>

export type Period = { readonly from: Month; readonly until: Month }

/** What the period is called: its words differ, its months do not. */
export type PeriodName =
  | { readonly kind: 'month'; readonly month: Month }
  | { readonly kind: 'quarter'; readonly year: string; readonly quarter: number }
  | { readonly kind: 'year'; readonly year: string }
  | { readonly kind: 'range'; readonly from: Month; readonly until: Month }

/** Where the figures stand in the record: a country's periods are told from each other by their months alone. */
export const periodKey = ({ from, until }: Period): string => `${from} ${until}`

export function nameOf({ from, until }: Period): PeriodName {
  if (from === until) return { kind: 'month', month: from }
  const [year, first] = [from.slice(0, 4), Number(from.slice(5))]
  const last = until.startsWith(year) ? Number(until.slice(5)) : 0
  if (first === 1 && last === 12) return { kind: 'year', year }
  if (last === first + 2 && last % 3 === 0) return { kind: 'quarter', year, quarter: last / 3 }
  return { kind: 'range', from, until }
}

export const firstDay = ({ from }: Period): LocalDate => LocalDate.parse(`${from}-01`)
export const lastDay = ({ until }: Period): LocalDate => plusDays(plusMonths(LocalDate.parse(`${until}-01`), 1), -1)
