// The form that tells what a charter was for, on the status page: what it posts, and where it leads.
import { z } from 'zod'
import { finding, type Finding } from '../domain/decision.ts'
import { Currency, Outcome } from '../domain/journey/outcome.ts'
import type { Language } from '../domain/language.ts'
import type { Frame } from '../web/views.ts'
import { fieldFindings, problemOf } from './problem.ts'
import { statusAnswer, statusHref } from './statusPage.ts'
import type { PageAnswer, PageParts } from './visit.ts'

/** What a field left empty sends. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema]).default(null as never)
const { orders, stayDays, value } = Outcome.shape
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)

const OutcomeForm = z
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

/** Answers that were taken, now or before, lead back to the page; others are told on it. */
export async function outcomeFormAnswer(
  parts: PageParts,
  token: string,
  fields: unknown,
  asked: Language | null,
  frame: (language: Language) => Frame,
): Promise<PageAnswer> {
  const { clock, chance } = parts.desk
  const caller = await parts.links.holder(token)
  const refuse = async (status: number, findings: readonly Finding[]): Promise<PageAnswer> => {
    const page = await statusAnswer(parts, token, asked, frame, findings)
    return 'missing' in page ? page : { ...page, status }
  }
  if (!caller) return refuse(404, [])
  const form = OutcomeForm.safeParse(fields)
  if (!form.success) return refuse(400, fieldFindings(form.error))
  const { amount, currency, company, ...numbers } = form.data
  const told = await parts.journeys.act(
    { caller, request: `Q${chance.part()}`, now: clock.now(), idempotency: null, ifMatch: null },
    caller.journey,
    {
      type: 'TellOutcome',
      ...numbers,
      value: amount !== null && currency !== null ? { amount, currency } : null,
      companyRegistered: company === null ? null : company === 'yes',
    },
  )
  if (told.outcome === 'done' || told.outcome === 'answered') return { to: statusHref(token, asked) }
  const { status, title, findings } = problemOf(told)
  return refuse(status, findings ?? [finding('invalid', title)])
}
