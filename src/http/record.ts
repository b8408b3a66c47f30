// The record over HTTP: events, letters and what waits in the outbox; never anything that names a person.
import { z } from 'zod'
import type { Desk } from '../application/desk.ts'
import { seeCharter, seeJourney } from '../application/see.ts'
import { audit } from '../application/audit.ts'
import type { Outside } from '../application/checkpointAudit.ts'
import { notFound } from '../application/handle.ts'
import type { Signer } from '../application/recordLines.ts'
import { exportRecord, tellExport, type ExportFile } from '../application/recordExport.ts'
import { withReasons } from '../application/givenReasons.ts'
import { searchRecord } from '../application/recordSearch.ts'
import { CharterId, JourneyId } from '../domain/ids.ts'
import { epochMs } from '../domain/instant.ts'
import { narrowedFor, recordLook, RecordSearchQuery } from './recordQuery.ts'
import { route, type Route } from './route.ts'

const byCharter = z.object({ charter: CharterId })

/** Where the desk's signing key is at hand. */
export type Signing = {
  readonly signer: () => Signer
  readonly outside: () => Promise<Outside>
  /** Files packed into one; `at` in seconds since 1970. */
  readonly archive: (files: AsyncIterable<ExportFile>, at: number) => AsyncIterable<Buffer>
}

export function recordRoutes(desk: Desk, signing: Signing): readonly Route[] {
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
        const body = await store.eventsOf('journey', params.journey)
        return { status: 200, body, looked: recordLook(caller, { journey: params.journey }) }
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
      run: async ({ query, caller }) => {
        const rows = await store.eventsPage(query.after, query.limit, query.charter ? { charter: query.charter } : {})
        return {
          status: 200,
          body: { rows, next: rows.at(-1)?.sequence ?? null, total: await store.countEvents(query.charter ?? null) },
          looked: recordLook(caller, { charter: query.charter }),
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
      run: async () => ({ status: 200, body: await audit(store, await signing.outside()) }),
    }),
    route({
      method: 'get',
      path: '/v1/record',
      act: 'SearchRecord',
      room: 'access',
      summary:
        'The record searched, newest first: what happened, what was shown to whom and which letters were sent; an organiser finds its own lines',
      query: RecordSearchQuery,
      answers: { 200: 'a page of lines with `next`' },
      run: async ({ query, caller }) => {
        const { rows, next } = await searchRecord(store, narrowedFor(caller, query))
        const body = { rows: await withReasons(desk, caller.role, rows), next }
        return { status: 200, body, looked: recordLook(caller, query) }
      },
    }),
    route({
      method: 'get',
      path: '/v1/record/export',
      act: 'ExportRecord',
      room: 'access',
      summary: 'The record as an archive with a signed manifest; README.txt in it says how a stranger checks it',
      query: z.strictObject({ charter: CharterId.optional() }),
      answers: { 200: 'application/x-tar' },
      run: async ({ query, envelope, now }) => {
        const charter = query.charter ?? null
        if (charter && !(await store.charter(charter))) return { refusal: notFound(`charter ${charter}`) }
        const told = await tellExport(desk, envelope, charter)
        if (told.outcome !== 'done') return { refusal: told }
        return {
          status: 200,
          body: null,
          pieces: signing.archive(
            exportRecord(store, signing.signer(), now, charter),
            Math.floor(epochMs(now) / 1_000),
          ),
          type: 'application/x-tar',
          filename: `record-${charter ?? 'whole'}-${now.slice(0, 10)}.tar`,
        }
      },
    }),
    route({
      method: 'get',
      path: '/v1/record/checkpoints',
      act: 'ViewRecord',
      room: 'access',
      summary: 'The signed checkpoints over the record, oldest first',
      answers: { 200: 'a list of number, at, statement and signature' },
      run: async () => ({ status: 200, body: await store.checkpoints() }),
    }),
    route({
      method: 'get',
      path: '/v1/record/key',
      act: null,
      room: 'access',
      summary: 'The public key by which checkpoints and exports are checked (Ed25519, PEM)',
      answers: { 200: 'application/x-pem-file' },
      run: async () => ({
        status: 200,
        body: signing.signer().publicKey,
        type: 'application/x-pem-file',
        filename: 'key.pem',
      }),
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
