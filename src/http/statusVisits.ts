// A merchant's visits: by the status link alone, to their page, their calendar, and to answer an offer.
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { Caller } from '../application/actor.ts'
import { errorPage } from '../web/errorPage.tsx'
import { asked, frameFor, html } from './frames.ts'
import { offerFormAnswer } from './offerForm.ts'
import { pageLimits } from './signInPages.ts'
import { calendarAnswer, missingLink, roundAnswer, statusAnswer } from './statusPage.ts'
import { notThere } from './visits.ts'
import type { PageParts } from './visit.ts'

/** An answer to an offer, as it is posted (bytes). */
const answerLimit = 4_096
const foreignForm = 'This form was not sent from a page of the desk. Open your status page and answer there.'
/** Whoever holds a status link is taken for the merchant. */
const byLink: Caller = {
  role: 'merchant',
  organisation: null,
  token: 'status-link',
  person: null,
  charters: [],
  acts: null,
  fresh: false,
}

export function mountStatus(app: Express, parts: PageParts): void {
  const { misses } = pageLimits()
  // Before the page, whose address would take the ending for a part of the token.
  app.get('/status/:token.ics', misses, async (request, response) => {
    const answer = await calendarAnswer(parts, String(request.params['token']), asked(request))
    if ('missing' in answer) return notThere(request, response, null, answer.missing)
    await parts.tell(byLink, newRequest(), answer.looked)
    const { fileName, mediaType, text } = answer.calendar
    // Shown, not put aside: a phone then offers to enter it, and a browser that cannot show it keeps it under its name.
    response
      .set('Content-Type', mediaType)
      .set('Content-Disposition', `inline; filename="${fileName}"`)
      .send(Buffer.from(text))
  })
  app.get('/status/:token/round.json', misses, async (request, response) => {
    const answer = await roundAnswer(parts, String(request.params['token']))
    if ('missing' in answer) return notThere(request, response, null, answer.missing)
    response.json(answer.round)
  })
  app.get('/status/:token', misses, async (request, response) => {
    const answer = await statusAnswer(parts, String(request.params['token']), asked(request), (language) =>
      frameFor(request, null, [], language),
    )
    if ('missing' in answer) return notThere(request, response, null, answer.missing)
    if ('to' in answer) return response.redirect(303, answer.to)
    if (answer.looked) await parts.tell(byLink, newRequest(), answer.looked)
    html(response, 200, answer.html)
  })
  // The link alone says who answers; it is read before anything that is sent with it.
  app.post(
    '/status/:token',
    misses,
    liveLinkOnly,
    express.urlencoded({ extended: false, limit: answerLimit }),
    async (request, response) => {
      const token = String(request.params['token'])
      const answer = await offerFormAnswer(parts, token, request.body ?? {}, asked(request), (language) =>
        frameFor(request, null, [], language),
      )
      if ('missing' in answer) return notThere(request, response, null, answer.missing)
      if ('to' in answer) return response.redirect(303, answer.to)
      if (answer.looked) await parts.tell(byLink, newRequest(), answer.looked)
      html(response, answer.status ?? 200, answer.html)
    },
  )

  async function liveLinkOnly(request: Request, response: Response, next: NextFunction): Promise<void> {
    if (parts.postedFrom(request) === 'elsewhere') {
      const frame = frameFor(request, null, [])
      const page = errorPage({ frame, status: 403, title: '403', detail: foreignForm, findings: [], back: null })
      return html(response, 403, page)
    }
    if (await parts.links.read(String(request.params['token']))) next()
    else notThere(request, response, null, missingLink.missing)
  }

  const newRequest = (): string => `Q${parts.desk.chance.part()}`
}
