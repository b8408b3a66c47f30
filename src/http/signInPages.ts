// Signing in over HTTP: the address, the letter's link with its one button, a passkey, and out again.
import type { NextFunction, Request, Response } from 'express'
import { tokenDigest } from '../application/offices.ts'
import type { Whence } from '../application/sessions.ts'
import type { Asked, Entered } from '../application/signIn.ts'
import { linkSpent } from '../domain/access/refusals.ts'
import { linkMinutes } from '../domain/access/signIn.ts'
import { SessionId } from '../domain/ids.ts'
import { errorPage } from '../web/errorPage.tsx'
import { checkMailPage, confirmPage, signInPage } from '../web/signInPage.tsx'
import { envelopeOf } from './envelopes.ts'
import { asked, frameFor, html, keepLanguage } from './frames.ts'
import { createLimits, type Limits } from './limits.ts'
import { open, type Page } from './page.ts'
import { findingsOf, textOf } from './pageForm.ts'
import type { PageParts } from './visit.ts'
import { isForeign, refuseForeign, smallForm } from './visits.ts'

/** Links asked for by one account; codes tried by one session's person (see stepUpPages). */
const linksAnAccount = 5

export const pageLimits = (): Limits =>
  createLimits((request, response) => {
    const frame = frameFor(request, null, [])
    html(response, 429, errorPage({ frame, status: 429, title: '429', why: null, back: null }))
  })

export const whenceOf = (request: Request): Whence => ({
  agent: request.get('user-agent') ?? '',
  address: request.ip ?? '',
})

export function answerIn(fields: unknown): unknown {
  try {
    return JSON.parse(textOf(fields, 'answer'))
  } catch {
    return null
  }
}

export function signInPages(parts: PageParts): readonly Page[] {
  const { signIn, sessions, cookie, desk } = parts
  const limits = pageLimits()
  const account = (request: Request) => tokenDigest(textOf(request.body, 'email').trim().toLowerCase())
  const askedBy = (): Asked => ({ request: `Q${desk.chance.part()}`, now: desk.clock.now() })
  const ownOnly = (request: Request, response: Response, next: NextFunction): void =>
    isForeign(parts, request) ? refuseForeign(request, response) : next()
  const own = [limits.byAddress, ownOnly, smallForm]
  const page = (
    request: Request,
    response: Response,
    status: number,
    make: (frame: ReturnType<typeof frameFor>) => string,
  ) => {
    response.set('Referrer-Policy', 'same-origin')
    html(response, status, make(frameFor(request, null, [])))
  }

  return [
    open('get', '/sign-in', (request, response) =>
      page(request, response, 200, (frame) => signInPage({ frame, findings: [] })),
    ),
    open('post', '/sign-in', ...own, limits.byAccount(linksAnAccount, account), async (request, response) => {
      await signIn.ask(textOf(request.body, 'email'), askedBy())
      page(request, response, 200, (frame) => checkMailPage({ frame, minutes: linkMinutes }))
    }),

    // Scanners of mail open links: looking at one changes nothing.
    open('get', '/enter/:secret', limits.byAddress, async (request, response) => {
      const secret = String(request.params['secret'])
      const { good, needsEmail } = await signIn.look(secret, desk.clock.now())
      const findings = good ? [] : linkSpent().findings
      page(request, response, good ? 200 : 410, (frame) =>
        confirmPage({ frame, secret: good ? secret : null, needsEmail, findings }),
      )
    }),
    open('post', '/enter', ...own, async (request, response) => {
      const secret = textOf(request.body, 'secret')
      const answer = await signIn.enter(secret, textOf(request.body, 'email') || null, whenceOf(request), askedBy())
      if (answer.outcome === 'done') return entered(request, response, answer.value)
      const { good, needsEmail } = await signIn.look(secret, desk.clock.now())
      page(request, response, good ? 422 : 410, (frame) =>
        confirmPage({ frame, secret: good ? secret : null, needsEmail, findings: findingsOf(answer) }),
      )
    }),

    open('post', '/sign-in/passkey/question', limits.byAddress, ownOnly, async (_request, response) => {
      response.json(await signIn.question(desk.clock.now()))
    }),
    open('post', '/sign-in/passkey', ...own, async (request, response) => {
      const state = textOf(request.body, 'state')
      const answer = await signIn.enterByPasskey(state, answerIn(request.body), whenceOf(request), askedBy())
      if (answer.outcome === 'done') return entered(request, response, answer.value)
      page(request, response, 401, (frame) => signInPage({ frame, findings: findingsOf(answer) }))
    }),

    open('post', '/sign-out', ownOnly, async (request, response) => {
      await leave(request)
      cookie.clear(response)
      // What the browser kept of the pages goes with the session.
      response.set('Clear-Site-Data', '"cache", "storage"').redirect(303, '/sign-in')
    }),
  ]

  /** Ends the session that the browser has, where it has one. */
  async function leave(request: Request): Promise<void> {
    const caller = cookie.read(request) ? await parts.identify(request) : null
    const session = SessionId.safeParse(caller?.token)
    if (caller && session.success) await sessions.end(envelopeOf(desk, caller), session.data)
  }

  async function entered(request: Request, response: Response, { secret, language }: Entered): Promise<void> {
    // Whatever session the browser had is another one's, or older than this.
    await leave(request).catch(() => {})
    cookie.set(response, secret)
    if (!asked(request)) keepLanguage(response, language)
    response.redirect(303, '/charters')
  }
}
