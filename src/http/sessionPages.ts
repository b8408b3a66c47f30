// The page of one's own sessions and second factors.
import type { Answer } from '../application/handle.ts'
import type { Entered } from '../application/signIn.ts'
import type { Finding } from '../domain/decision.ts'
import { SessionId } from '../domain/ids.ts'
import { sessionsPage } from '../web/sessionsPage.tsx'
import type { SessionsView } from '../web/signInViews.ts'
import { envelopeOf } from './envelopes.ts'
import { findingsOf, textOf } from './pageForm.ts'
import { answerIn } from './signInPages.ts'
import { stepUpAnswer } from './stepUpPages.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import type { Page } from './page.ts'
import { nobody, ofPeople, type Visits } from './visits.ts'

const page = '/sessions'
const noSession = { missing: 'any' } as const

export function sessionPages({ signedIn, posted, asked }: Visits, parts: PageParts): readonly Page[] {
  const { signIn, sessions, cookie, desk } = parts

  return [
    signedIn(page, 'ViewSessions', (visit) => shown(visit)),
    posted('/sessions/:session/end', 'EndSession', async ({ caller }, id) => {
      const parsed = SessionId.safeParse(id)
      if (!parsed.success) return noSession
      const answer = await sessions.end(envelopeOf(desk, caller), parsed.data)
      return answer.outcome === 'done' ? { to: page } : noSession
    }),
    posted(
      '/sessions/end-others',
      'EndSession',
      ofPeople(async ({ caller }) => {
        await sessions.endOthers(envelopeOf(desk, caller))
        return { to: page }
      }),
    ),
    posted(
      '/sessions/code',
      'KeepFactors',
      ofPeople(async (visit) => shown(visit, { newCode: await signIn.newCode(envelopeOf(desk, visit.caller)) })),
    ),
    posted(
      '/sessions/code/confirmation',
      'KeepFactors',
      ofPeople(async (visit, fields) => {
        const [state, code] = [textOf(fields, 'state'), textOf(fields, 'code')]
        return added(visit, await signIn.keepCode(envelopeOf(desk, visit.caller), state, code))
      }),
    ),
    asked('/sessions/passkey/question', 'KeepFactors', async (caller) =>
      caller.person ? signIn.newPasskey(envelopeOf(desk, caller)) : null,
    ),
    posted(
      '/sessions/passkey',
      'KeepFactors',
      ofPeople(async (visit, fields) => {
        const [state, label] = [textOf(fields, 'state'), textOf(fields, 'label')]
        return added(visit, await signIn.keepPasskey(envelopeOf(desk, visit.caller), state, answerIn(fields), label))
      }),
    ),
    posted(
      '/sessions/factor-removal',
      'KeepFactors',
      ofPeople(async (visit, fields) => {
        const answer = await signIn.removeFactor(envelopeOf(desk, visit.caller), textOf(fields, 'factor'))
        if (answer.outcome === 'notFresh') return stepUpAnswer(parts, visit, page)
        return answer.outcome === 'done' ? { to: page } : { missing: 'any' }
      }),
    ),
  ]

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
