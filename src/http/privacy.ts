// Privacy over HTTP: holding data back, what remains of somebody, a copy, and the periods.
import { z } from 'zod'
import type { Copies, MerchantCopy } from '../application/copies.ts'
import type { Desk } from '../application/desk.ts'
import type { Answer } from '../application/handle.ts'
import type { Holds } from '../application/holds.ts'
import type { Unmaskings } from '../application/unmaskings.ts'
import type { Remains } from '../application/remains.ts'
import { seeJourney } from '../application/see.ts'
import type { RetentionPlan } from '../domain/access/retention.ts'
import { JourneyId, type MerchantId } from '../domain/ids.ts'
import { copyPage } from '../web/copyPage.tsx'
import { ReasonBody } from './reason.ts'
import { route, type Reply, type Route } from './route.ts'
import { unmaskingRoute } from './unmaskings.ts'

export type PrivacyParts = {
  readonly holds: Holds
  readonly copies: Copies
  readonly unmaskings: Unmaskings
  readonly remains: (merchant: MerchantId) => Promise<Remains>
  readonly retention: RetentionPlan
  readonly pack: (parts: readonly { readonly name: string; readonly content: Buffer }[]) => Buffer
}

const byJourney = z.object({ journey: JourneyId })

export function privacyRoutes(desk: Desk, parts: PrivacyParts): readonly Route[] {
  const { store } = desk
  const { holds, copies } = parts
  const shown = <Value>(answer: Answer<Value>, status: number, body: (value: Value) => unknown): Reply =>
    answer.outcome === 'done' ? { status, body: body(answer.value) } : { refusal: answer }

  return [
    unmaskingRoute(parts.unmaskings),
    route({
      method: 'post',
      path: '/v1/journeys/:journey/hold',
      act: 'HoldMerchant',
      room: 'access',
      summary: 'Hold the merchant’s data back from erasure, with a reason',
      params: byJourney,
      body: ReasonBody,
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
