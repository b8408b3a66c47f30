// What needs two people, over HTTP: asking for it, seeing what waits, confirming or refusing.
import { z } from 'zod'
import type { Answer } from '../application/handle.ts'
import type { PendingAct, PendingDecision } from '../application/pendingAct.ts'
import type { PendingActs, SeenPendingAct } from '../application/pendingActs.ts'
import type { Look } from '../domain/access/looked.ts'
import type { TwoPeopleAct } from '../domain/access/twoPeople.ts'
import { CharterId, JourneyId } from '../domain/ids.ts'
import { PageQuery } from './journeys.ts'
import { ReasonBody } from './reason.ts'
import { route, type Reply, type Route } from './route.ts'

const byJourney = z.object({ journey: JourneyId })
const byCharter = z.object({ charter: CharterId })
export const PendingId = z.string().regex(/^X[0-9A-Z]{16}$/)

/** Of whoever asked the role and the organisation are told; the person is for whoever reads the record. */
export const pendingBody = ({
  askedBy: { role, organisation },
  ...pending
}: Pick<SeenPendingAct, keyof PendingAct>) => {
  const { id, act, subject, reason, askedAt, expiresAt, decidedAt, decision } = pending
  return { id, act, subject, reason, askedBy: { role, organisation }, askedAt, expiresAt, decidedAt, decision }
}

/** Words about people were read: whose they were. */
export function pendingLook(rows: readonly SeenPendingAct[]): { readonly looked?: Look } {
  const journeys = rows.flatMap(({ subject, reason }) => {
    const journey = JourneyId.safeParse(subject)
    return reason !== null && journey.success ? [journey.data] : []
  })
  return journeys.length ? { looked: { what: 'pendingReason', charter: null, journeys, fields: ['words'] } } : {}
}

export function pendingActRoutes(pendingActs: PendingActs): readonly Route[] {
  const shown = (answer: Answer<SeenPendingAct>, status: number): Reply =>
    answer.outcome === 'done'
      ? { status, body: pendingBody(answer.value), ...pendingLook([answer.value]) }
      : { refusal: answer }
  const ofJourney = (word: string, act: TwoPeopleAct, summary: string): Route =>
    route({
      method: 'post',
      path: `/v1/journeys/:journey/${word}`,
      act,
      room: 'access',
      summary,
      params: byJourney,
      body: ReasonBody,
      answers: { 202: 'PendingAct' },
      run: async ({ params, body, envelope }) =>
        shown(await pendingActs.ask(envelope, act, params.journey, body.reason), 202),
    })
  const decision = (word: string, decided: PendingDecision, summary: string): Route =>
    route({
      method: 'post',
      path: `/v1/pending-acts/:pending/${word}`,
      act: 'DecidePendingAct',
      room: 'access',
      summary,
      params: z.object({ pending: PendingId }),
      answers: { 200: 'PendingAct' },
      run: async ({ params, envelope }) => shown(await pendingActs.decide(envelope, params.pending, decided), 200),
    })

  return [
    ofJourney(
      'erasure',
      'EraseMerchant',
      'Ask that the merchant of this journey be erased; it is done when a second person confirms',
    ),
    ofJourney(
      'early-release',
      'ReleaseEarly',
      'Ask that somebody be released before the rule would; it is done when a reform officer, as a second person, confirms',
    ),
    route({
      method: 'post',
      path: '/v1/charters/:charter/manifest-reopening',
      act: 'ReopenManifest',
      room: 'access',
      summary:
        'Ask that the closed manifest be opened again; it is done when a reform officer, as a second person, confirms',
      params: byCharter,
      body: ReasonBody,
      answers: { 202: 'PendingAct' },
      run: async ({ params, body, envelope }) =>
        shown(await pendingActs.ask(envelope, 'ReopenManifest', params.charter, body.reason), 202),
    }),
    route({
      method: 'get',
      path: '/v1/pending-acts',
      act: 'ViewPendingActs',
      room: 'access',
      summary:
        'Acts that one has asked for and a second person has to confirm, newest first, with what came of them; why, for those who may do the same',
      query: PageQuery,
      answers: { 200: 'a page of PendingAct' },
      run: async ({ query, caller }) => {
        const { rows, next } = await pendingActs.page(caller, { after: query.after ?? null, limit: query.limit })
        return { status: 200, body: { rows: rows.map(pendingBody), next }, ...pendingLook(rows) }
      },
    }),
    decision('confirmation', 'confirmed', 'Confirm, as a second person, what another asked for: it is done at once'),
    decision('refusal', 'refused', 'Refuse what another asked for, or take back what one asked for oneself'),
  ]
}
