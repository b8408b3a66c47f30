// The form that tells what a charter was for, on the status page: what it posts, and where it leads.
import type { Finding } from '../domain/decision.ts'
import type { Language } from '../domain/language.ts'
import type { Frame } from '../web/views.ts'
import { OutcomeForm } from './outcomeFields.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { statusAnswer, statusHref } from './statusPage.ts'
import type { PageAnswer, PageParts } from './visit.ts'

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
  const told = await parts.journeys.act(
    { caller, request: `Q${chance.part()}`, now: clock.now(), idempotency: null, ifMatch: null },
    caller.journey,
    form.data,
  )
  if (told.outcome === 'done' || told.outcome === 'answered') return { to: statusHref(token, asked) }
  const { findings, status } = refusedAs(told)
  return refuse(status, findings)
}
