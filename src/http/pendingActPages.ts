// The page of acts that need two people: asking from a link of another page, and deciding on what waits.
import { reachOf, refusedAccess } from '../application/may.ts'
import type { Caller } from '../application/actor.ts'
import type { PendingDecision } from '../application/pendingAct.ts'
import type { SeenPendingAct } from '../application/pendingActs.ts'
import { shownTo } from '../domain/access/fields.ts'
import { twoPeople, type TwoPeopleAct } from '../domain/access/twoPeople.ts'
import { charterStep } from '../domain/charter/chart.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { finding, type Finding } from '../domain/decision.ts'
import { CharterId, charterOf, JourneyId } from '../domain/ids.ts'
import { step } from '../domain/journey/chart.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isFinal } from '../domain/journey/stage.ts'
import { pendingActsPage } from '../web/pendingActsPage.tsx'
import type { AskView } from '../web/askView.ts'
import type { PendingRow, PendingView } from '../web/pendingViews.ts'
import { envelopeOf } from './envelopes.ts'
import type { Forms, Page } from './page.ts'
import { liveFrame } from './live.ts'
import { PendingId } from './pendingActs.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import type { Answer } from '../application/handle.ts'
import { textOf } from './pageForm.ts'
import { ReasonBody } from './reason.ts'
import { stepUpAnswer } from './stepUpPages.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import type { Visits } from './visits.ts'

const page = '/pending-acts'
const actsAPage = 50

const ask = (act: TwoPeopleAct, subject: string): AskView => ({ act, href: `${page}?act=${act}&subject=${subject}` })

/** What can be asked for about a charter where it stands, by whoever may. */
export const asksOf = (charter: Charter, caller: Caller): readonly AskView[] =>
  charterStep(charter.stage, 'ManifestReopened') && !refusedAccess(caller, 'ReopenManifest', charter)
    ? [ask('ReopenManifest', charter.id)]
    : []

/** The same about one of its people. */
export function asksAbout(charter: Charter, journey: Journey, caller: Caller): readonly AskView[] {
  // A second factor is asked for when they ask.
  const may = (act: TwoPeopleAct) =>
    (refusedAccess(caller, act, charter, journey)?.outcome ?? 'notFresh') === 'notFresh'
  return [
    ...(step(journey.stage, 'ReleasedEarly') && may('ReleaseEarly') ? [ask('ReleaseEarly', journey.id)] : []),
    ...(isFinal(journey.stage) && may('EraseMerchant') ? [ask('EraseMerchant', journey.id)] : []),
  ]
}

/** Each act has a form of its own at the one address. */
const asking: Forms = {
  field: 'act',
  acts: Object.fromEntries(Object.keys(twoPeople).map((act) => [act, act as TwoPeopleAct])),
}

export function pendingActPages({ signedIn, posted }: Visits, parts: PageParts): readonly Page[] {
  const { desk, pendingActs } = parts
  const { store } = desk

  type Asked = { readonly act: TwoPeopleAct; readonly subject: string; readonly reason: string }

  function refused(
    visit: Visit,
    asked: Asked | null,
    answer: Exclude<Answer<unknown>, { outcome: 'done' }>,
  ): Promise<PageAnswer> {
    if (answer.outcome === 'notFresh') return stepUpAnswer(parts, visit, page)
    if (answer.outcome === 'answered') return shown(visit, asked, [], 409)
    const { findings, status } = refusedAs(answer)
    return shown(visit, asked, findings, status)
  }

  async function shown(
    visit: Visit,
    asked: Asked | null,
    findings: readonly Finding[],
    status: number,
  ): Promise<PageAnswer> {
    const { caller, query } = visit
    if (!reachOf(caller, 'ViewPendingActs')) return { missing: 'role' }
    const frame = await liveFrame(parts, visit, 'pendingActs', page)
    const after = PendingId.safeParse(query['after'])
    const { rows, next } = await pendingActs.page(caller, { after: after.data ?? null, limit: actsAPage })
    const about = asked && (await aboutOf(visit, asked.subject))
    const view: PendingView = {
      frame,
      rows: await Promise.all(rows.map((row) => rowOf(visit, row))),
      next: next && `${page}?after=${next}`,
      asking:
        asked && about ? { ...asked, about: [about.charter.title, about.person].filter(Boolean).join(' · ') } : null,
      findings,
    }
    const journeys = [...rows.map(({ subject }) => subject), ...(about && asked ? [asked.subject] : [])].flatMap(
      (subject) => JourneyId.safeParse(subject).data ?? [],
    )
    const fields = [
      ...shownTo('pendingActs', caller.role),
      ...(rows.some(({ reason }) => reason !== null) ? shownTo('pendingReason', caller.role) : []),
    ]
    const looked = { what: 'pendingActs', charter: null, journeys, fields }
    return { status, html: pendingActsPage(view), ...(journeys.length ? { looked } : {}) }
  }

  async function rowOf(visit: Visit, row: SeenPendingAct): Promise<PendingRow> {
    const about = await aboutOf(visit, row.subject)
    const now = desk.clock.now()
    const state = row.decision ?? (row.expiresAt <= now ? 'lapsed' : 'waits')
    const organisation = row.askedBy.organisation && (await store.organisation(row.askedBy.organisation))
    return {
      ...row,
      charter: about?.charter ?? { href: '/charters', title: row.subject },
      person: about?.person ?? null,
      askedBy: { role: row.askedBy.role, organisation: organisation ? organisation.name : null },
      state,
    }
  }

  /** The charter, and the person as this role sees them; null where the role sees neither. */
  async function aboutOf({ caller }: Visit, subject: string) {
    const journey = JourneyId.safeParse(subject).data
    const held = journey ? await store.journey(journey) : null
    const charter = await store.charter(journey ? charterOf(journey) : CharterId.parse(subject))
    if (!charter || (journey && !held)) return null
    if (refusedAccess(caller, 'ViewPendingActs', charter.state, held?.state ?? null)) return null
    const { leg } = charter.state.record
    const people = held ? await parts.views.people([held.state], caller.role, 'pendingActs') : null
    return {
      charter: {
        href: `/charters/${charter.state.id}`,
        title: `${leg.flightNumber} ${leg.from.city} – ${leg.to.city}`,
      },
      person: (held && people?.get(held.state.id)?.name) ?? null,
    }
  }

  const decision = (word: string, decided: PendingDecision): Page =>
    posted(`${page}/:pending/${word}`, 'DecidePendingAct', async (visit, id) => {
      const pending = PendingId.safeParse(id)
      if (!pending.success) return { missing: 'any' }
      const answer = await pendingActs.decide(envelopeOf(desk, visit.caller), pending.data, decided)
      if (answer.outcome === 'done') return { to: `${page}#pending-${id}` }
      if (answer.outcome === 'notFound' || answer.outcome === 'forbidden') return { missing: 'any' }
      return refused(visit, null, answer)
    })

  return [
    signedIn(page, 'ViewPendingActs', async (visit) => {
      const asked = wanted(visit.query)
      return shown(visit, asked && { ...asked, reason: '' }, [], 200)
    }),
    posted(page, asking, async (visit, _id, fields) => {
      const asked = wanted(fields)
      if (!asked) return shown(visit, null, [finding('invalid', 'subject: must name a journey or a charter')], 400)
      const reason = textOf(fields, 'reason')
      const body = ReasonBody.safeParse({ reason })
      if (!body.success) return shown(visit, { ...asked, reason }, fieldFindings(body.error), 400)
      const answer = await pendingActs.ask(envelopeOf(desk, visit.caller), asked.act, asked.subject, body.data.reason)
      if (answer.outcome === 'done') return { to: `${page}#pending-${answer.value.id}` }
      if (answer.outcome === 'notFound') return { missing: 'person' }
      return refused(visit, { ...asked, reason }, answer)
    }),
    decision('confirmation', 'confirmed'),
    decision('refusal', 'refused'),
  ]
}

/** An act that needs two, about a journey or a charter as the act asks. */
function wanted(fields: Readonly<Record<string, unknown>>): { act: TwoPeopleAct; subject: string } | null {
  const { act, subject } = fields
  if (typeof act !== 'string' || !Object.hasOwn(twoPeople, act)) return null
  const kind = act === 'ReopenManifest' ? CharterId : JourneyId
  const parsed = kind.safeParse(subject)
  return parsed.success ? { act: act as TwoPeopleAct, subject: parsed.data } : null
}
