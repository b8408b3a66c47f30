// The page that asks for a second factor, and leads back to what asked for it.
import type { Express, Request, Response } from 'express'
import { freshMinutes } from '../domain/access/signIn.ts'
import type { Finding } from '../domain/decision.ts'
import { stepUpPage } from '../web/stepUpPage.tsx'
import { envelopeOf } from './envelopes.ts'
import { html } from './frames.ts'
import { answerIn, findingsOf, pageLimits, textOf } from './signInPages.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import { frameOf, isForeign, refuseForeign, smallForm, visitor } from './visits.ts'

/** Codes have six digits: so few tries a person, from wherever, in a quarter of an hour. */
const triesAPerson = 10

export function mountStepUp(app: Express, parts: PageParts): void {
  const { signIn, cookie, desk } = parts
  const limits = pageLimits()
  const people = new WeakMap<Request, string>()
  const perPerson = limits.byAccount(triesAPerson, (request) => people.get(request) ?? '')

  const known = async (request: Request, response: Response, next: () => void): Promise<void> => {
    const caller = await visitor(parts, request)
    if (!caller?.person) return response.redirect(303, '/sign-in')
    if (request.method === 'POST' && isForeign(parts, request)) return refuseForeign(request, response)
    people.set(request, caller.person)
    next()
  }

  app.get('/step-up', known, async (request, response) => show(request, response, 200, []))
  app.post('/step-up/question', known, limits.byAddress, async (request, response) => {
    const caller = (await visitor(parts, request))!
    const question = caller.person && (await signIn.stepQuestion(caller.person, desk.clock.now()))
    if (question) response.json(question)
    else response.sendStatus(404)
  })
  app.post('/step-up', known, limits.byAddress, perPerson, smallForm, async (request, response) => {
    const caller = (await visitor(parts, request))!
    const [code, state] = [textOf(request.body, 'code'), textOf(request.body, 'state')]
    const proof = state ? { state, answer: answerIn(request.body) } : { code }
    const answer = await signIn.step(envelopeOf(desk, caller), proof)
    if (answer.outcome !== 'done') return show(request, response, 422, findingsOf(answer))
    cookie.set(response, answer.value.secret)
    response.redirect(303, innerAddress(textOf(request.body, 'to')))
  })

  async function show(
    request: Request,
    response: Response,
    status: number,
    findings: readonly Finding[],
  ): Promise<void> {
    const caller = (await visitor(parts, request))!
    const frame = await frameOf(parts, request, caller)
    const to = innerAddress(textOf(request.body, 'to') || textOf(request.query, 'to'))
    const page = await stepUpAnswer(parts, { frame, caller, query: {}, request, response }, to, findings)
    if (!('html' in page)) return
    response.set('Referrer-Policy', 'same-origin')
    html(response, status, page.html)
  }
}

/** Asks for the second factor in place of what was asked for; `to` is where to go on. */
export async function stepUpAnswer(
  { signIn }: PageParts,
  { frame, caller }: Visit,
  to: string,
  findings: readonly Finding[] = [],
): Promise<PageAnswer> {
  const factors = caller.person ? await signIn.factors(caller.person) : []
  const has = {
    code: factors.some(({ kind }) => kind === 'code'),
    passkey: factors.some(({ kind }) => kind === 'passkey'),
  }
  return { status: 403, html: stepUpPage({ frame, minutes: freshMinutes, to, has, done: caller.fresh, findings }) }
}

/** A way on leads nowhere but into the desk. */
const innerAddress = (to: string): string => (/^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : '/charters')
