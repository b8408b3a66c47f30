// The two forms of an offered seat on the status page: what they post, and where it leads.
import { z } from 'zod'
import { answerOffer, askAgain } from '../application/seatAnswers.ts'
import type { Finding } from '../domain/decision.ts'
import { Instant } from '../domain/instant.ts'
import { offerAnswers } from '../domain/journey/offerAnswer.ts'
import type { Language } from '../domain/language.ts'
import type { Frame } from '../web/views.ts'
import type { Forms } from './page.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { statusAnswer, statusHref } from './statusPage.ts'
import type { PageAnswer, PageParts } from './visit.ts'

/** `offer` is when the offer was made that the page showed. */
const OfferForm = z.object({ answer: z.enum([...offerAnswers, 'again']), offer: Instant })
/** Whoever has a live link may answer, and the seat's own rules say the rest. */
export const offerForms: Forms = {
  field: 'answer',
  acts: { accepted: 'AcceptSeat', declined: 'DeclineSeat', again: 'RequestSeat', outcome: 'TellOutcome' },
}

/** An answer that was taken, now or before, leads back to the page; any other is told on it, with the state as it is now. */
export async function offerFormAnswer(
  parts: PageParts,
  token: string,
  fields: unknown,
  asked: Language | null,
  frame: (language: Language) => Frame,
): Promise<PageAnswer> {
  const { store, clock, chance } = parts.desk
  const shown = await statusAnswer(parts, token, asked, frame)
  const caller = await parts.links.holder(token)
  if ('missing' in shown || !caller) return shown
  const refuse = async (status: number, findings: readonly Finding[]): Promise<PageAnswer> => ({
    ...(await statusAnswer(parts, token, asked, frame, findings)),
    status,
  })
  const form = OfferForm.safeParse(fields)
  if (!form.success) return refuse(400, fieldFindings(form.error))
  const envelope = { caller, request: `Q${chance.part()}`, now: clock.now(), idempotency: null, ifMatch: null }
  const { answer, offer } = form.data
  const told =
    answer === 'again'
      ? await askAgain(store, parts.journeys, envelope, caller.journey)
      : await answerOffer(store, parts.journeys, envelope, caller.journey, answer, offer)
  if (told.outcome === 'done' || told.outcome === 'answered') return { to: statusHref(token, asked) }
  const { findings, status } = refusedAs(told)
  return refuse(status, findings)
}
