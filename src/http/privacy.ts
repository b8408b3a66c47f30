// Privacy over HTTP: erasing a merchant by two people, holding back, what remains, a copy, and the periods.
import { z } from 'zod'
import type { Copies, MerchantCopy } from '../application/copies.ts'
import type { Desk } from '../application/desk.ts'
import { sealText } from '../application/freeText.ts'
import { notFound, type Answer } from '../application/handle.ts'
import type { Holds } from '../application/holds.ts'
import type { PendingActs } from '../application/pendingActs.ts'
import { LostKey } from '../application/keyPorts.ts'
import { type PendingAct, type PendingDecision } from '../application/pendingAct.ts'
import type { Unmaskings } from '../application/unmaskings.ts'
import type { Remains } from '../application/remains.ts'
import { seeJourney } from '../application/see.ts'
import type { RetentionPlan } from '../domain/access/retention.ts'
import { JourneyId, type MerchantId } from '../domain/ids.ts'
import { copyPage } from '../web/copyPage.tsx'
import { PageQuery } from './journeys.ts'
import { route, type Reply, type Route } from './route.ts'
import { unmaskingRoute } from './unmaskings.ts'

export type PrivacyParts = {
  readonly pendingActs: PendingActs
  readonly holds: Holds
  readonly copies: Copies
  readonly unmaskings: Unmaskings
  readonly remains: (merchant: MerchantId) => Promise<Remains>
  readonly retention: RetentionPlan
  readonly pack: (parts: readonly { readonly name: string; readonly content: Buffer }[]) => Buffer
}

const byJourney = z.object({ journey: JourneyId })
const Reason = z.strictObject({ reason: z.string().trim().min(1).max(500) })

/** Whose words the body holds is for whoever reads the record. */
export const pendingBody = ({ body: _, askedBy, ...pending }: PendingAct) => ({
  ...pending,
  askedBy: { role: askedBy.role, organisation: askedBy.organisation },
})

export function privacyRoutes(desk: Desk, parts: PrivacyParts): readonly Route[] {
  const { store, vault } = desk
  const { pendingActs, holds, copies } = parts
  const shown = <Value>(answer: Answer<Value>, status: number, body: (value: Value) => unknown): Reply =>
    answer.outcome === 'done' ? { status, body: body(answer.value) } : { refusal: answer }
  const decision = (word: string, decided: PendingDecision, summary: string): Route =>
    route({
      method: 'post',
      path: `/v1/pending-acts/:pending/${word}`,
      act: 'DecidePendingAct',
      room: 'access',
      summary,
      params: z.object({ pending: z.string().regex(/^X[0-9A-Z]{16}$/) }),
      answers: { 200: 'PendingAct' },
      run: async ({ params, envelope }) =>
        shown(await pendingActs.decide(envelope, params.pending, decided), 200, pendingBody),
    })

  return [
    unmaskingRoute(parts.unmaskings),
    route({
      method: 'post',
      path: '/v1/journeys/:journey/erasure',
      act: 'EraseMerchant',
      room: 'access',
      summary: 'Ask that the merchant of this journey be erased; it is done when a second person confirms',
      params: byJourney,
      body: Reason,
      answers: { 202: 'PendingAct' },
      run: async ({ params, body, envelope, caller }) => {
        const seen = await seeJourney(store, caller, 'EraseMerchant', params.journey)
        if ('refusal' in seen) return seen
        try {
          const reason = await sealText(vault, seen.held.state.merchant, body.reason)
          return shown(await pendingActs.ask(envelope, 'EraseMerchant', params.journey, { reason }), 202, pendingBody)
        } catch (error) {
          if (error instanceof LostKey) return { refusal: notFound(`data of journey ${params.journey}`) }
          throw error
        }
      },
    }),
    route({
      method: 'get',
      path: '/v1/pending-acts',
      act: 'ViewPendingActs',
      room: 'access',
      summary: 'Acts that one has asked for and a second person has to confirm, newest first, with what came of them',
      query: PageQuery,
      answers: { 200: 'a page of PendingAct' },
      run: async ({ query, caller }) => {
        const { rows, next } = await pendingActs.page(caller, { after: query.after ?? null, limit: query.limit })
        return { status: 200, body: { rows: rows.map(pendingBody), next } }
      },
    }),
    decision('confirmation', 'confirmed', 'Confirm, as a second person, what another asked for: it is done at once'),
    decision('refusal', 'refused', 'Refuse what another asked for, or take back what one asked for oneself'),
    route({
      method: 'post',
      path: '/v1/journeys/:journey/hold',
      act: 'HoldMerchant',
      room: 'access',
      summary: 'Hold the merchant’s data back from erasure, with a reason',
      params: byJourney,
      body: Reason,
      answers: { 201: 'since when' },
      run: async ({ params, body, envelope }) =>
        shown(await holds.hold(envelope, params.journey, body.reason), 201, (value) => value),
    }),
    route({
      method: 'delete',
      path: '/v1/journeys/:journey/hold',
      act: 'HoldMerchant',
      room: 'access',
      summary: 'Lift the hold',
      params: byJourney,
      answers: { 200: 'that it is lifted' },
      run: async ({ params, envelope }) => shown(await holds.lift(envelope, params.journey), 200, (value) => value),
    }),
    route({
      method: 'get',
      path: '/v1/journeys/:journey/remains',
      act: 'ViewRemains',
      room: 'access',
      summary: 'What personal data of this merchant is anywhere: each place, how much, whether it can be read, and why',
      params: byJourney,
      answers: { 200: 'Remains' },
      run: async ({ params, caller }) => {
        const seen = await seeJourney(store, caller, 'ViewRemains', params.journey)
        if ('refusal' in seen) return seen
        return { status: 200, body: await parts.remains(seen.held.state.merchant) }
      },
    }),
    route({
      method: 'post',
      path: '/v1/journeys/:journey/copy',
      act: 'CopyMerchantData',
      room: 'access',
      summary: 'Everything that the desk holds about the merchant, as a zip: for people, as JSON, and the letters',
      params: byJourney,
      answers: { 200: 'application/zip' },
      run: async ({ params, envelope }) => {
        const answer = await copies.of(envelope, params.journey)
        if (answer.outcome !== 'done') return { refusal: answer }
        return {
          status: 200,
          body: parts.pack(filesOf(answer.value)),
          type: 'application/zip',
          filename: `${params.journey}.zip`,
        }
      },
    }),
    route({
      method: 'get',
      path: '/v1/retention',
      act: 'ViewReference',
      room: 'access',
      summary: 'How long what is kept, from which moment, by which source or assumption',
      answers: { 200: 'a list of RetentionPeriod' },
      run: async () => ({ status: 200, body: parts.retention }),
    }),
  ]
}

/** The letters as files of their own, which every mail program reads. */
function filesOf(copy: MerchantCopy): readonly { readonly name: string; readonly content: Buffer }[] {
  const { letters, ...rest } = copy
  const listed = { ...rest, letters: letters.map(({ bytes: _, ...letter }) => letter) }
  return [
    { name: 'copy.html', content: Buffer.from(copyPage(copy.language, listed)) },
    { name: 'copy.json', content: Buffer.from(`${JSON.stringify(listed, null, 2)}\n`) },
    ...letters
      .filter(({ bytes }) => bytes !== '')
      .map(({ id, bytes }) => ({ name: `letters/${id}.eml`, content: Buffer.from(bytes, 'latin1') })),
  ]
}
