// The page that asks for a second factor, and leads back to what asked for it.
import { freshMinutes } from '../domain/access/signIn.ts'
import type { Finding } from '../domain/decision.ts'
import { stepUpPage } from '../web/stepUpPage.tsx'
import { envelopeOf } from './envelopes.ts'
import type { Page } from './page.ts'
import { findingsOf, textOf } from './pageForm.ts'
import { answerIn, pageLimits } from './signInPages.ts'
import { innerAddress } from './innerAddress.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import { nobody, ofPeople, smallForm, type Fields, type Visits } from './visits.ts'

/** Codes have six digits: so few tries a person, from wherever, in a quarter of an hour. */
const triesAPerson = 10

export function stepUpPages({ signedIn, posted, asked, personOf }: Visits, parts: PageParts): readonly Page[] {
  const { signIn, cookie, desk } = parts
  const limits = pageLimits()
  const perPerson = limits.byAccount(triesAPerson, personOf)

  return [
    signedIn('/step-up', 'KeepFactors', (visit) => shown(visit, visit.query, 200, [])),
    asked(
      '/step-up/question',
      'KeepFactors',
      async ({ person }) => person && signIn.stepQuestion(person, desk.clock.now()),
      limits.byAddress,
    ),
    posted(
      '/step-up',
      'KeepFactors',
      ofPeople(async (visit, fields) => {
        const [code, state] = [textOf(fields, 'code'), textOf(fields, 'state')]
        const proof = state ? { state, answer: answerIn(fields) } : { code }
        const answer = await signIn.step(envelopeOf(desk, visit.caller), proof)
        if (answer.outcome !== 'done') return shown(visit, fields, 422, findingsOf(answer))
        cookie.set(visit.response, answer.value.secret)
        return { to: innerAddress(textOf(fields, 'to')) }
      }),
      limits.byAddress,
      perPerson,
      smallForm,
    ),
  ]

  async function shown(visit: Visit, from: Fields, status: number, findings: readonly Finding[]): Promise<PageAnswer> {
    if (!visit.caller.person) return nobody
    return { ...(await stepUpAnswer(parts, visit, innerAddress(textOf(from, 'to')), findings)), status }
  }
}

/** Asks for the second factor in place of what was asked for; `to` is where to go on. */
export async function stepUpAnswer(
  { signIn }: PageParts,
  { frame, caller }: Visit,
  to: string,
  findings: readonly Finding[] = [],
): Promise<{ readonly html: string; readonly status: number }> {
  const factors = caller.person ? await signIn.factors(caller.person) : []
  const has = {
    code: factors.some(({ kind }) => kind === 'code'),
    passkey: factors.some(({ kind }) => kind === 'passkey'),
  }
  return { status: 403, html: stepUpPage({ frame, minutes: freshMinutes, to, has, done: caller.fresh, findings }) }
}
