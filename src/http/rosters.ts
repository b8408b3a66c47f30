// Rosters over HTTP: look first, import what is clean, take the file back with the reasons, and decide the rows in doubt.
import { z } from 'zod'
import type { Conflicts } from '../application/conflicts.ts'
import { conflictDecisions } from '../application/parkedRow.ts'
import { type Store } from '../application/ports.ts'
import { type HeadingMap } from '../application/sheetPorts.ts'
import type { Rosters } from '../application/rosters.ts'
import { seeCharter } from '../application/see.ts'
import { shownTo } from '../domain/access/fields.ts'
import { CharterId } from '../domain/ids.ts'
import { Language } from '../domain/language.ts'
import { reason } from './reason.ts'
import { route, type Route } from './route.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const csv = 'text/csv'
const csvText = 'text/csv; charset=utf-8'
const byCharter = z.object({ charter: CharterId })
const byConflict = byCharter.extend({ conflict: z.string().regex(/^K[0-9A-Z]{16}$/, 'is not a conflict id') })
const flag = z.enum(['true', 'false']).default('false')

/** JSON in an address, as `{"Their heading":"surname","Seat wish":null}`. */
const Mapping = z
  .string()
  .max(8_000)
  .transform((text, context): HeadingMap => {
    try {
      const parsed = z.record(z.string(), z.string().nullable()).safeParse(JSON.parse(text))
      if (parsed.success) return parsed.data
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
    context.addIssue({
      code: 'custom',
      message: 'must be a JSON object, heading to column, such as {"Family name":"surname"}',
    })
    return z.NEVER
  })
  .optional()

const RosterQuery = z.strictObject({
  dryRun: flag,
  /** `clean` takes what can be taken; `all` takes the roster whole or not at all. */
  mode: z.enum(['clean', 'all']).default('clean'),
  mapping: Mapping,
  /** Of the reasons in a returned file. */
  language: Language.default('en'),
})

/** The mapping of a request that was answered before, and so was well formed. */
export const mappingOf = (query: unknown): HeadingMap => RosterQuery.parse(query).mapping ?? {}

const bytesOf = (body: unknown): Buffer => body as Buffer
const file = (body: Buffer, type: string, filename: string) => ({ status: 200, body, type, filename })

export function rosterRoutes(store: Store, rosters: Rosters, conflicts: Conflicts): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/charters/:charter/roster',
      act: 'ImportRoster',
      room: 'charter',
      summary:
        'Import a roster, xlsx or csv: the clean rows are taken, those in doubt parked, the others named by row and column. dryRun looks only; asked for xlsx it answers the file with the reasons',
      params: byCharter,
      query: RosterQuery,
      raw: [xlsx, csv],
      answers: { 200: 'ImportReport, or the returned file', 422: 'ImportReport of a roster that is not taken whole' },
      run: async ({ params, query, body, envelope, request }) => {
        const mapping = query.mapping ?? {}
        const looks = query.dryRun === 'true'
        if (looks && request.accepts(['application/json', xlsx]) === xlsx) {
          const how = { mapping, language: query.language }
          const answer = await rosters.returned(envelope, params.charter, bytesOf(body), how)
          return answer.outcome === 'done' ? file(answer.value, xlsx, 'roster-returned.xlsx') : { refusal: answer }
        }
        const mode = looks ? 'look' : query.mode
        const answer = await rosters.importRoster(envelope, params.charter, bytesOf(body), { mode, mapping })
        if (answer.outcome !== 'done') return { refusal: answer }
        const { rejected, conflicts: doubts } = answer.value
        const kept = query.mode === 'clean' || (!rejected.length && !doubts.length)
        return { status: kept ? 200 : 422, body: answer.value }
      },
    }),
    route({
      method: 'get',
      path: '/v1/charters/:charter/roster',
      act: 'ExportRoster',
      room: 'charter',
      summary: 'Who is registered, in the roster’s own shape, xlsx or csv by Accept: imported again it changes nothing',
      params: byCharter,
      query: z.strictObject({ language: Language.default('en') }),
      answers: { 200: `${xlsx} or ${csv}` },
      run: async ({ params, query, envelope, request }) => {
        const seen = await seeCharter(store, envelope.caller, 'ExportRoster', params.charter)
        if ('refusal' in seen) return seen
        const charter = seen.held.state
        const format = request.accepts([xlsx, csv]) === csv ? 'csv' : 'xlsx'
        const { flightNumber } = charter.record.leg
        const { body, journeys } = await rosters.exported(charter, query.language, format)
        return {
          ...file(body, format === 'csv' ? csvText : xlsx, `roster-${flightNumber}.${format}`),
          looked: {
            what: 'rosterFile',
            charter: charter.id,
            journeys,
            fields: shownTo('rosterFile', envelope.caller.role),
          },
        }
      },
    }),
    ...(['xlsx', 'csv'] as const).map((format) =>
      route({
        method: 'get',
        path: `/v1/roster-template.${format}`,
        act: 'ViewReference',
        room: 'charter',
        summary: `An empty roster with a sample row, as ${format}`,
        query: z.strictObject({ language: Language.default('en') }),
        answers: { 200: format === 'csv' ? csv : xlsx },
        run: async ({ query }) =>
          file(
            await rosters.template(query.language, format),
            format === 'csv' ? csvText : xlsx,
            `roster-template-${query.language}.${format}`,
          ),
      }),
    ),
    route({
      method: 'get',
      path: '/v1/charters/:charter/conflicts',
      act: 'ViewConflicts',
      room: 'charter',
      summary: 'Rows that were parked: whom each resembles, and in which fields they differ',
      params: byCharter,
      answers: { 200: 'a list of Conflict' },
      run: async ({ params, envelope, caller }) => {
        const answer = await conflicts.list(envelope, params.charter)
        if (answer.outcome !== 'done') return { refusal: answer }
        return {
          status: 200,
          body: answer.value,
          looked: {
            what: 'conflicts',
            charter: params.charter,
            journeys: answer.value.flatMap(({ journey, known }) => (journey && known ? [journey] : [])).sort(),
            fields: shownTo('conflicts', caller.role),
          },
        }
      },
    }),
    route({
      method: 'post',
      path: '/v1/charters/:charter/conflicts/:conflict/decision',
      act: 'DecideConflict',
      room: 'charter',
      summary: 'Decide a parked row: take its facts, keep the desk’s own, or register somebody else',
      params: byConflict,
      body: z.strictObject({
        decision: z.enum(conflictDecisions),
        reason,
      }),
      answers: { 200: 'the decision' },
      run: async ({ params, body, envelope }) => {
        const answer = await conflicts.decide(envelope, params.charter, params.conflict, body)
        return answer.outcome === 'done' ? { status: 200, body: answer.value } : { refusal: answer }
      },
    }),
  ]
}
