// Letters over HTTP: those of a charter with where they stand, and what an officer does with one of them.
import { z } from 'zod'
import type { Desk } from '../application/desk.ts'
import type { Outbox, OutboxLetter } from '../application/outbox.ts'
import type { Answer } from '../application/handle.ts'
import { seeCharter } from '../application/see.ts'
import { CharterId } from '../domain/ids.ts'
import { letterStates } from '../domain/letters/outbox.ts'
import { PageQuery } from './journeys.ts'
import { ReasonBody } from './reason.ts'
import { route, type Reply, type Route } from './route.ts'

export const LetterId = z.string().regex(/^E[0-9A-Z]{16}$/)
const byLetter = z.object({ letter: LetterId })
const byCharter = z.object({ charter: CharterId })
/** So many that are not worded yet are shown beside a page of letters. */
export const mostUnworded = 100

export function letterRoutes({ store }: Desk, outbox: Outbox): readonly Route[] {
  const shown = (answer: Answer<OutboxLetter>): Reply =>
    answer.outcome === 'done' ? { status: 200, body: answer.value } : { refusal: answer }
  return [
    route({
      method: 'get',
      path: '/v1/charters/:charter/letters',
      act: 'ViewLetters',
      room: 'letters',
      summary:
        'Letters of a charter: to which journey, about what, where they stand, what the server said and when they are tried next; on the first page also those that are not worded yet',
      params: byCharter,
      query: PageQuery.extend({ state: z.enum(letterStates).optional() }),
      answers: { 200: 'a page of letters with counts by state, and `unworded`' },
      run: async ({ params, query, caller }) => {
        const seen = await seeCharter(store, caller, 'ViewLetters', params.charter)
        if ('refusal' in seen) return seen
        const page = await store.lettersPage({
          charter: params.charter,
          journey: null,
          state: query.state ?? null,
          after: query.after ?? null,
          limit: query.limit,
        })
        const rows = await Promise.all(page.rows.map(({ id }) => outbox.look(id)))
        const unworded =
          query.after === undefined && (query.state ?? 'queued') === 'queued'
            ? await outbox.unworded(params.charter, mostUnworded)
            : []
        const counts = await store.letterCounts(params.charter)
        return { status: 200, body: { rows, next: page.next, counts, unworded } }
      },
    }),
    route({
      method: 'post',
      path: '/v1/letters/:letter/resend',
      act: 'ResendLetter',
      room: 'letters',
      summary:
        'Try a letter now that was deferred, bounced, given up or stopped: the same bytes under the same Message-ID, or, where the address was corrected, another letter that tells the same',
      params: byLetter,
      answers: { 200: 'the letter' },
      run: async ({ params, envelope }) => shown(await outbox.act(envelope, params.letter, { type: 'ResendLetter' })),
    }),
    route({
      method: 'post',
      path: '/v1/letters/:letter/abort',
      act: 'AbortLetter',
      room: 'letters',
      summary: 'Stop a letter that waits, worded or not: nobody tries it again by themselves',
      params: byLetter,
      body: ReasonBody,
      answers: { 200: 'the letter' },
      run: async ({ params, body, envelope }) =>
        shown(await outbox.act(envelope, params.letter, { type: 'AbortLetter', reason: body.reason })),
    }),
  ]
}
