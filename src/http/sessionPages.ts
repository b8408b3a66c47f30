// The page of one's own sessions and second factors.
import type { Express } from 'express'
import type { Answer } from '../application/handle.ts'
import type { Entered } from '../application/signIn.ts'
import type { Finding } from '../domain/decision.ts'
import { SessionId } from '../domain/ids.ts'
import { sessionsPage } from '../web/sessionsPage.tsx'
import type { SessionsView } from '../web/signInViews.ts'
import { envelopeOf } from './envelopes.ts'
import { answerIn, findingsOf, textOf } from './signInPages.ts'
import { stepUpAnswer } from './stepUpPages.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import { isForeign, visitor, type Mount } from './visits.ts'

const page = '/sessions'
const nobody = { missing: 'A token has no sessions.' }

export function mountSessions(app: Express, { signedIn, posted }: Mount, parts: PageParts): void {
  const { signIn, sessions, cookie, desk } = parts

  signedIn(page, (visit) => shown(visit))
  posted('/sessions/:session/end', async ({ caller }, id) => {
    const parsed = SessionId.safeParse(id)
    if (!parsed.success) return { missing: 'There is no such session.' }
    const answer = await sessions.end(envelopeOf(desk, caller), parsed.data)
    return answer.outcome === 'done' ? { to: page } : { missing: 'There is no such session that you can end.' }
  })
  posted('/sessions/end-others', async ({ caller }) => {
    await sessions.endOthers(envelopeOf(desk, caller))
    return { to: page }
  })
  posted('/sessions/code', async (visit) => {
    if (!visit.caller.person) return nobody
    return shown(visit, { newCode: await signIn.newCode(envelopeOf(desk, visit.caller)) })
  })
  posted('/sessions/code/confirmation', async (visit, _id, fields) => {
    const kept = await signIn.keepCode(envelopeOf(desk, visit.caller), textOf(fields, 'state'), textOf(fields, 'code'))
    return added(visit, kept)
  })
  app.post('/sessions/passkey/question', async (request, response) => {
    const caller = await visitor(parts, request)
    if (!caller?.person || isForeign(parts, request)) return void response.sendStatus(403)
    response.json(await signIn.newPasskey(envelopeOf(desk, caller)))
  })
  posted('/sessions/passkey', async (visit, _id, fields) => {
    const [state, label] = [textOf(fields, 'state'), textOf(fields, 'label')]
    return added(visit, await signIn.keepPasskey(envelopeOf(desk, visit.caller), state, answerIn(fields), label))
  })
  posted('/sessions/factor-removal', async (visit, _id, fields) => {
    const answer = await signIn.removeFactor(envelopeOf(desk, visit.caller), textOf(fields, 'factor'))
    if (answer.outcome === 'notFresh') return stepUpAnswer(parts, visit, page)
    return answer.outcome === 'done' ? { to: page } : { missing: 'There is no such second factor.' }
  })

  async function added(visit: Visit, answer: Answer<Entered>): Promise<PageAnswer> {
    if (answer.outcome !== 'done') return shown(visit, { findings: findingsOf(answer), status: 422 })
    cookie.set(visit.response, answer.value.secret)
    return { to: page }
  }

  async function shown(
    { frame, caller }: Visit,
    more: {
      readonly newCode?: SessionsView['newCode']
      readonly findings?: readonly Finding[]
      readonly status?: number
    } = {},
  ): Promise<PageAnswer> {
    if (!caller.person) return nobody
    const listed = await sessions.list(caller, null)
    const factors = await signIn.factors(caller.person)
    const { newCode = null, findings = [], status = 200 } = more
    const own = listed.outcome === 'done' ? listed.value : []
    return { status, html: sessionsPage({ frame, sessions: own, factors, newCode, findings }) }
  }
}
