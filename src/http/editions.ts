// Rule books over HTTP: read, publish with a preview of everybody they touch, and decide who goes over to them.
import { z } from 'zod'
import type { Choices } from '../application/choices.ts'
import type { Desk } from '../application/desk.ts'
import type { Editions } from '../application/editions.ts'
import { JourneyId } from '../domain/ids.ts'
import { Edition } from '../domain/policy/edition.ts'
import { header } from '../domain/policy/sourced.ts'
import { route, type Route } from './route.ts'

const reason = z.string().trim().min(1, 'must say why').max(500)
const dryRun = z.boolean().default(false)
/** An edition's id; in an address its slashes are percent-encoded. */
const editionId = header.id
export const PublicationBody = z.strictObject({
  edition: Edition,
  reason,
  /** The edition that it follows, and that then ends on the day before it begins. */
  ends: editionId.nullable().default(null),
  dryRun,
})
const ChoiceBody = z.strictObject({
  choice: z.enum(['follow', 'keep']),
  reason,
  /** Null: everybody whom the edition touches and who has not been asked yet. */
  journeys: z.array(JourneyId).min(1).max(5_000).nullable().default(null),
  dryRun,
})
const byEdition = z.object({ edition: editionId })

export function editionRoutes(desk: Desk, editions: Editions, choices: Choices): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/editions',
      act: 'ViewReference',
      room: 'policy',
      summary: 'The rule books: every value with its source and confidence',
      answers: { 200: 'a list of Edition' },
      run: async () => ({ status: 200, body: (await desk.store.editions()).map(({ body }) => body) }),
    }),
    route({
      method: 'get',
      path: '/v1/sources',
      act: 'ViewReference',
      room: 'policy',
      summary: 'What the rule books cite by number: where each source stands, with its date as far as known',
      answers: { 200: 'Source by number' },
      run: async () => ({ status: 200, body: Object.fromEntries(desk.policies.sources()) }),
    }),
    route({
      method: 'post',
      path: '/v1/editions',
      act: 'PublishEdition',
      room: 'policy',
      summary: 'Publish a rule book, or with dryRun only look at everybody it would touch; people keep their editions',
      body: PublicationBody,
      answers: { 200: 'Preview, nothing published', 201: 'Preview, and the edition is published' },
      run: async ({ body, envelope }) => {
        const answer = await editions.publish(envelope, body)
        if (answer.outcome !== 'done') return { refusal: answer }
        return body.dryRun
          ? { status: 200, body: answer.value }
          : { status: 201, body: answer.value, location: impactOf(body.edition.id) }
      },
    }),
    route({
      method: 'get',
      path: '/v1/editions/:edition/impact',
      act: 'ViewImpact',
      room: 'policy',
      summary: 'Everybody on the way who stands under another edition where this one binds, and what it would mean',
      params: byEdition,
      answers: { 200: 'Preview' },
      run: async ({ params, caller, now }) => {
        const answer = await editions.impact(caller, params.edition, now)
        return answer.outcome === 'done' ? { status: 200, body: answer.value } : { refusal: answer }
      },
    }),
    route({
      method: 'post',
      path: '/v1/editions/:edition/redecision',
      act: 'RedecideEdition',
      room: 'policy',
      summary: 'Move everybody touched, or those named, to this edition, or record that they keep theirs: all or none',
      params: byEdition,
      body: ChoiceBody,
      answers: { 200: 'each journey’s outcome' },
      run: async ({ params, body, envelope }) => {
        const answer = await choices.redecide(envelope, params.edition, body)
        return answer.outcome === 'done' ? { status: 200, body: answer.value } : { refusal: answer }
      },
    }),
  ]
}

const impactOf = (id: string): string => `/v1/editions/${encodeURIComponent(id)}/impact`
