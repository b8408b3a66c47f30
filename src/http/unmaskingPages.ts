// The page on which somebody is shown in full once: a reason first, and a second factor of a moment ago.
import { seeJourney } from '../application/see.ts'
import { personalFields, showsWhole, shownTo } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import type { Finding } from '../domain/decision.ts'
import { charterOf, JourneyId } from '../domain/ids.ts'
import { unmaskedPage, unmaskPage } from '../web/unmaskPage.tsx'
import { envelopeOf } from './envelopes.ts'
import type { Page } from './page.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { textOf } from './pageForm.ts'
import { stepUpAnswer } from './stepUpPages.ts'
import { UnmaskingBody, unmaskingLook } from './unmaskings.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import type { Visits } from './visits.ts'

const address = '/journeys/:journey/unmasking'
export const unmaskingHref = (journey: JourneyId): string => address.replace(':journey', journey)
const gone = { missing: 'person' } as const

export function unmaskingPages({ signedIn, posted }: Visits, parts: PageParts): readonly Page[] {
  const { desk, unmaskings, views } = parts

  async function form(
    visit: Visit,
    id: string,
    { fields, reason }: { readonly fields: readonly unknown[]; readonly reason: string },
    findings: readonly Finding[],
    status: number,
  ): Promise<PageAnswer> {
    const { frame, caller } = visit
    const parsed = JourneyId.safeParse(id)
    if (!parsed.success) return gone
    const seen = await seeJourney(desk.store, caller, 'UnmaskMerchant', parsed.data)
    if ('refusal' in seen)
      return seen.refusal.outcome === 'notFresh' ? stepUpAnswer(parts, visit, unmaskingHref(parsed.data)) : gone
    const { state } = seen.held
    const person = (await views.people([state], caller.role, 'charterPage')).get(state.id)
    if (!person || !(await desk.vault.holds(state.merchant))) return gone
    return {
      status,
      html: unmaskPage({
        frame,
        action: unmaskingHref(state.id),
        back: `/charters/${state.charter}#people`,
        person,
        offered: personalFields.filter((field) => !showsWhole('journey', caller.role, field)),
        asked: personalFields.filter((field) => fields.includes(field)),
        reason,
        findings,
      }),
      looked: lookAt('unmaskForm', state.id, shownTo('charterPage', caller.role)),
    }
  }

  return [
    signedIn(address, 'UnmaskMerchant', (visit, id) => form(visit, id, { fields: [], reason: '' }, [], 200)),
    posted(address, 'UnmaskMerchant', async (visit, id, sent) => {
      const journey = JourneyId.safeParse(id)
      if (!journey.success) return gone
      const typed = { fields: [sent['fields'] ?? []].flat(), reason: textOf(sent, 'reason') }
      const body = UnmaskingBody.safeParse(typed)
      if (!body.success) return form(visit, id, typed, fieldFindings(body.error), 400)
      const answer = await unmaskings.show(envelopeOf(desk, visit.caller), journey.data, body.data)
      if (answer.outcome === 'notFresh') return stepUpAnswer(parts, visit, unmaskingHref(journey.data))
      if (answer.outcome === 'notFound' || answer.outcome === 'forbidden' || answer.outcome === 'answered') return gone
      if (answer.outcome !== 'done') {
        const { findings, status } = refusedAs(answer)
        return form(visit, id, typed, findings, status)
      }
      const { person } = answer.value
      const shown = { frame: visit.frame, person, back: `/charters/${charterOf(journey.data)}#people` }
      return { html: unmaskedPage({ ...shown, fields: body.data.fields }), looked: unmaskingLook(answer.value) }
    }),
  ]
}
