// A merchant's visits: by the status link alone, to their page, their calendar, and to answer an offer.
import express, { type NextFunction, type Request, type Response } from 'express'
import type { Caller } from '../application/actor.ts'
import { reachOf } from '../application/may.ts'
import type { Language } from '../domain/language.ts'
import { errorPage } from '../web/errorPage.tsx'
import { asked, askedZone, frameFor, html } from './frames.ts'
import { offerFormAnswer, offerForms } from './offerForm.ts'
import { outcomeFormAnswer } from './outcomeForm.ts'
import type { Page } from './page.ts'
import { pageLimits } from './signInPages.ts'
import { calendarAnswer, missingLink, ownLettersAnswer, roundAnswer, statusAnswer } from './statusPage.ts'
import type { PageAnswer, PageParts } from './visit.ts'
import { notThere, type Fields } from './visits.ts'

/** An answer to an offer, as it is posted (bytes). */
const answerLimit = 4_096
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
const frameIn = (request: Request) => (language: Language) => frameFor(request, null, [], language)

export function statusPages(parts: PageParts): readonly Page[] {
  const may = 'ViewOwnStatus'
  const { misses } = pageLimits()
  const read = (path: string, show: (request: Request, response: Response, token: string) => Promise<void>): Page => ({
    method: 'get',
    path,
    may,
    handlers: [
      misses,
      (request, response) =>
        reachOf(byLink, may)
          ? show(request, response, String(request.params['token']))
          : notThere(request, response, null, missingLink.missing),
    ],
  })

  return [
    // Before the page, whose address would take the ending for a part of the token.
    read('/status/:token.ics', async (request, response, token) => {
      const answer = await calendarAnswer(parts, token, asked(request))
      if ('missing' in answer) return notThere(request, response, null, answer.missing)
      await parts.tell(byLink, newRequest(), answer.looked)
      const { fileName, mediaType, text } = answer.calendar
      // Shown, not put aside: a phone then offers to enter it, and a browser that cannot show it keeps it under its name.
      response
        .set('Content-Type', mediaType)
        .set('Content-Disposition', `inline; filename="${fileName}"`)
        .send(Buffer.from(text))
    }),
    read('/status/:token/round.json', async (request, response, token) => {
      const answer = await roundAnswer(parts, token)
      if ('missing' in answer) return notThere(request, response, null, answer.missing)
      response.json(answer.round)
    }),
    read('/status/:token/letters', async (request, response, token) =>
      show(request, response, await ownLettersAnswer(parts, token, asked(request), frameIn(request))),
    ),
    read('/status/:token', async (request, response, token) =>
      show(
        request,
        response,
        await statusAnswer(parts, token, asked(request), frameIn(request), [], askedZone(request, response)),
      ),
    ),
    // The link alone says who answers; it is read before anything that is sent with it.
    {
      method: 'post',
      path: '/status/:token',
      may: offerForms,
      handlers: [
        misses,
        liveLinkOnly,
        express.urlencoded({ extended: false, limit: answerLimit }),
        async (request, response) => {
          const token = String(request.params['token'])
          const fields = (request.body ?? {}) as Fields
          const answer = fields['answer'] === 'outcome' ? outcomeFormAnswer : offerFormAnswer
          await show(request, response, await answer(parts, token, fields, asked(request), frameIn(request)))
        },
      ],
    },
  ]

  async function show(request: Request, response: Response, answer: PageAnswer): Promise<void> {
    if ('missing' in answer) return notThere(request, response, null, answer.missing)
    if ('file' in answer || 'sent' in answer) return notThere(request, response, null, missingLink.missing)
    if ('to' in answer) return response.redirect(303, answer.to)
    if (answer.looked) await parts.tell(byLink, newRequest(), answer.looked)
    html(response, answer.status ?? 200, answer.html)
  }

  async function liveLinkOnly(request: Request, response: Response, next: NextFunction): Promise<void> {
    if (parts.postedFrom(request) === 'elsewhere') {
      const frame = frameFor(request, null, [])
      const page = errorPage({ frame, status: 403, title: '403', why: 'foreign', back: null })
      return html(response, 403, page)
    }
    if (await parts.links.read(String(request.params['token']))) next()
    else notThere(request, response, null, missingLink.missing)
  }

  function newRequest(): string {
    return `Q${parts.desk.chance.part()}`
  }
}
