// How the record is searched over HTTP: the same filters for the page and for programs, and how far each role's search reaches.
import { z } from 'zod'
import type { Caller } from '../application/actor.ts'
import { cursorPattern, type RecordQuery } from '../application/recordSearch.ts'
import { shownTo } from '../domain/access/fields.ts'
import { lookAt, type Look } from '../domain/access/looked.ts'
import { reach } from '../domain/access/table.ts'
import { CharterId, JourneyId, MerchantId, OrganisationId } from '../domain/ids.ts'
import { Instant } from '../domain/instant.ts'

const word = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, 'must be letters, digits, dashes or underscores')

export const RecordSearchQuery = z.strictObject({
  organisation: OrganisationId.optional(),
  actor: word.optional(),
  act: word.optional(),
  charter: CharterId.optional(),
  journey: JourneyId.optional(),
  merchant: MerchantId.optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  after: z.string().regex(cursorPattern, 'must be the `next` of the page before').optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** Whoever reaches only their own finds the lines that their own organisation caused. */
export function narrowedFor(caller: Caller, query: RecordQuery): RecordQuery {
  if (caller.role === 'desk' || reach(caller.role, 'SearchRecord') === 'any') return query
  // Nobody acts for an organisation without a name.
  return { ...query, organisation: caller.organisation ?? ('' as OrganisationId) }
}

/** Test results stand in the record under the numbers of people. */
export function recordLook({ role }: Caller, { charter, journey }: Pick<RecordQuery, 'charter' | 'journey'>): Look {
  const fields = shownTo('record', role)
  return journey
    ? lookAt('record', journey, fields)
    : { what: 'record', charter: charter ?? null, journeys: [], fields }
}
