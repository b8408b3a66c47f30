// What a charter was for, as a form sends it: an answer that was left open is none.
import { z } from 'zod'
import { Currency, Outcome } from '../domain/journey/outcome.ts'

/** What a field left empty sends. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema]).default(null as never)
const { orders, stayDays, value } = Outcome.shape
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)

const OutcomeFields = z
  .object({
    orders: optional(wholeNumber.pipe(orders.unwrap().unwrap())),
    amount: optional(wholeNumber.pipe(value.unwrap().unwrap().shape.amount)),
    currency: optional(Currency),
    company: optional(z.enum(['yes', 'no'])),
    stayDays: optional(wholeNumber.pipe(stayDays.unwrap().unwrap())),
  })
  .refine(({ amount, currency }) => amount === null || currency !== null, {
    path: ['currency'],
    message: 'must be chosen where an amount is named',
  })

/** The command that the fields make. */
export const OutcomeForm = OutcomeFields.transform(({ amount, currency, company, ...numbers }) => ({
  type: 'TellOutcome' as const,
  ...numbers,
  value: amount !== null && currency !== null ? { amount, currency } : null,
  companyRegistered: company === null ? null : company === 'yes',
}))
