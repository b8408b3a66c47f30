// Charters over HTTP: draft and decide, and the manifest as a file; rosters stand in rosters, what can be looked at in charterLooks.
import { z } from 'zod'
import type { Charters } from '../application/charters.ts'
import type { Conflicts } from '../application/conflicts.ts'
import type { Desk } from '../application/desk.ts'
import { seeCharter } from '../application/see.ts'
import type { Rosters } from '../application/rosters.ts'
import type { Views } from '../application/views.ts'
import { shownTo } from '../domain/access/fields.ts'
import { reach, type Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { charterCommands, type CharterCommand } from '../domain/charter/commands.ts'
import type { Airport } from '../domain/charter/events.ts'
import { CharterId } from '../domain/ids.ts'
import { charterBody } from './charterBody.ts'
import { charterLooks } from './charterLooks.ts'
import { PageQuery } from './journeys.ts'
import { conditionRoutes } from './conditions.ts'
import { retimingRoute } from './retimings.ts'
import { TermsBody, termsOf } from './termsBody.ts'
import { rosterRoutes } from './rosters.ts'
import { route, type Reply, type Route } from './route.ts'

const byCharter = z.object({ charter: CharterId })

/** Facts of the aircraft are told as they happened; every other command decides on what somebody has seen. */
const facts = new Set<keyof typeof charterCommands>(['departure', 'landing'])

/** Without the re-timing, which can be looked at first, and the reopening, which two people answer for: routes of their own. */
const summaries: Record<Exclude<keyof typeof charterCommands, 'retiming' | 'manifest-reopening'>, string> = {
  application: 'Submit the application: seats open, registration becomes possible and is provisional',
  'application-return': 'Return the application with reasons',
  'application-refusal': 'Refuse the application with reasons',
  approval: 'Approve the charter, with conditions',
  'seat-rule':
    'Publish the rule by which seats are given, before anybody registers: claims are collected until its closing time',
  'registration-opening': 'Open the registration that is no longer provisional',
  'manifest-closing': 'Close the passenger manifest: whoever is not cleared stays behind, with the reason',
  departure: 'Record the departure with the head-count both sides signed',
  diversion: 'Record a diversion',
  'turn-back': 'Record that the aircraft turned back',
  landing: 'Record the landing with the head-count both sides signed',
  completion: 'Complete the charter: refused while a journey is open',
  cancellation: 'Cancel the charter',
}

export function charterRoutes(
  desk: Desk,
  charters: Charters,
  rosters: Rosters,
  conflicts: Conflicts,
  views: Views,
  airports: readonly Airport[],
): readonly Route[] {
  const { store } = desk

  const shown = (charter: Charter, status: number): Reply => ({
    status,
    body: charterBody(desk, charter),
    version: charter.version,
    location: `/v1/charters/${charter.id}`,
  })

  return [
    route({
      method: 'post',
      path: '/v1/charters',
      act: 'DraftCharter',
      room: 'charter',
      summary: 'Draft a charter',
      body: TermsBody,
      answers: { 201: 'Charter' },
      run: async ({ body, envelope }) => {
        const placed = termsOf(airports, body)
        if ('refusal' in placed) return placed
        const answer = await charters.draft(envelope, placed.terms)
        return answer.outcome === 'done' ? shown(answer.value, 201) : { refusal: answer }
      },
    }),
    route({
      method: 'put',
      path: '/v1/charters/:charter/terms',
      act: 'AmendTerms',
      room: 'charter',
      summary: 'Amend the terms of a draft or of a returned application, whole; the earlier terms stay in the record',
      params: byCharter,
      body: TermsBody,
      precondition: true,
      answers: { 200: 'Charter' },
      run: async ({ params, body, envelope }) => {
        const placed = termsOf(airports, body)
        if ('refusal' in placed) return placed
        const answer = await charters.amend(envelope, params.charter, placed.terms)
        return answer.outcome === 'done' ? shown(answer.value, 200) : { refusal: answer }
      },
    }),
    route({
      method: 'get',
      path: '/v1/charters',
      act: 'ViewCharter',
      room: 'charter',
      summary: 'The charters that this token sees, newest first',
      query: PageQuery,
      answers: { 200: 'a page of Charter with `next`' },
      run: async ({ query, caller }) => {
        const how = reach(caller.role, 'ViewCharter')
        const page = await store.chartersPage({
          organiser: how === 'own' ? caller.organisation : null,
          ids: how === 'charter' ? caller.charters : null,
          after: query.after ?? null,
          limit: query.limit,
        })
        return { status: 200, body: { rows: page.rows.map(({ state }) => charterBody(desk, state)), next: page.next } }
      },
    }),
    ...charterLooks(desk, views),
    route({
      method: 'get',
      path: '/v1/charters/:charter/manifest.csv',
      act: 'ExportManifest',
      room: 'charter',
      summary: 'The passenger manifest as a CSV file',
      params: byCharter,
      answers: { 200: 'text/csv' },
      run: async ({ params, caller }) => {
        const seen = await seeCharter(store, caller, 'ExportManifest', params.charter)
        if ('refusal' in seen) return seen
        const { held } = seen
        const body = await rosters.manifestCsv(held.state, caller.role)
        return {
          status: 200,
          body,
          type: 'text/csv; charset=utf-8',
          filename: `manifest-${held.state.record.leg.flightNumber}.csv`,
          looked: {
            what: 'manifestFile',
            charter: params.charter,
            journeys: held.state.record.manifest?.entries ?? [],
            fields: shownTo('manifestFile', caller.role),
          },
        }
      },
    }),
    ...rosterRoutes(store, rosters, conflicts),
    retimingRoute(charters, shown),
    ...conditionRoutes(charters, shown),
    ...(Object.keys(summaries) as (keyof typeof summaries)[]).map((name) => {
      const schema = charterCommands[name]
      const type = schema.shape.type.value
      return route({
        method: 'post',
        path: `/v1/charters/:charter/${name}`,
        act: type satisfies Act,
        room: 'charter',
        summary: summaries[name],
        params: byCharter,
        body: (schema as z.ZodObject).omit({ type: true }),
        precondition: !facts.has(name),
        answers: { 200: 'Charter' },
        run: async ({ params, body, envelope }) => {
          const answer = await charters.act(envelope, params.charter, { type, ...(body as object) } as CharterCommand)
          return answer.outcome === 'done' ? shown(answer.value, 200) : { refusal: answer }
        },
      })
    }),
  ]
}
