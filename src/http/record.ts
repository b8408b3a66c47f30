// The record over HTTP: events, letters and what waits in the outbox; never anything that names a person.
import { z } from 'zod'
import type { Desk } from '../application/desk.ts'
import { seeCharter, seeJourney } from '../application/see.ts'
import { audit } from '../application/audit.ts'
import type { Outside } from '../application/checkpointAudit.ts'
import { CharterId, JourneyId } from '../domain/ids.ts'
import { PageQuery } from './journeys.ts'
import { route, type Route } from './route.ts'

const byCharter = z.object({ charter: CharterId })

export function recordRoutes(desk: Desk, outside: () => Promise<Outside>): readonly Route[] {
  const { store } = desk
  return [
    route({
      method: 'get',
      path: '/v1/journeys/:journey/events',
      act: 'ViewRecord',
      room: 'journey',
      summary: 'The facts of a journey in order, each chained to the one before by its digest',
      params: z.object({ journey: JourneyId }),
      answers: { 200: 'a list of RecordedEvent' },
      run: async ({ params, caller }) => {
        const seen = await seeJourney(store, caller, 'ViewRecord', params.journey)
        if ('refusal' in seen) return seen
        return { status: 200, body: await store.eventsOf('journey', params.journey) }
      },
    }),
    route({
      method: 'get',
      path: '/v1/events',
      act: 'ViewRecord',
      room: 'access',
      summary: 'The whole record in the order written, a page at a time',
      query: z.strictObject({
        after: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
        charter: CharterId.optional(),
      }),
      answers: { 200: 'a page of RecordedEvent with `next` and the `total`' },
      run: async ({ query }) => {
        const rows = await store.eventsPage(query.after, query.limit, query.charter ? { charter: query.charter } : {})
        return {
          status: 200,
          body: { rows, next: rows.at(-1)?.sequence ?? null, total: await store.countEvents(query.charter ?? null) },
        }
      },
    }),
    route({
      method: 'get',
      path: '/v1/audit',
      act: 'ViewRecord',
      room: 'access',
      summary: 'Whether every chain is whole and the state rebuilt from events equals the state stored',
      answers: { 200: 'AuditReport' },
      run: async () => ({ status: 200, body: await audit(store, await outside()) }),
    }),
    route({
      method: 'get',
      path: '/v1/charters/:charter/letters',
      act: 'ViewLetters',
      room: 'letters',
      summary: 'Letters of a charter: to which journey, about what, whether they went out, and what the server said',
      params: byCharter,
      query: PageQuery,
      answers: { 200: 'a page of letters with counts' },
      run: async ({ params, query, caller }) => {
        const seen = await seeCharter(store, caller, 'ViewLetters', params.charter)
        if ('refusal' in seen) return seen
        const page = await store.lettersPage({
          charter: params.charter,
          journey: null,
          after: query.after ?? null,
          limit: query.limit,
        })
        const rows = page.rows.map(({ sealed: _sealed, merchant: _merchant, ...letter }) => letter)
        return { status: 200, body: { rows, next: page.next, counts: await store.letterCounts(params.charter) } }
      },
    }),
    route({
      method: 'get',
      path: '/v1/charters/:charter/outbox',
      act: 'ViewAlarms',
      room: 'letters',
      summary: 'What waits, was done, was merged or given up, by kind: letters, wakes, commands, alarms',
      params: byCharter,
      answers: { 200: 'counts by kind, name and state' },
      run: async ({ params, caller }) => {
        const seen = await seeCharter(store, caller, 'ViewAlarms', params.charter)
        if ('refusal' in seen) return seen
        return { status: 200, body: await store.effectCounts(params.charter) }
      },
    }),
  ]
}
