// Where a chamber goes from its charter, with how many letters wait for it; nobody else has these ways.
import type { Caller } from '../application/actor.ts'
import { refusedAccess } from '../application/may.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { ChamberWays } from '../web/chamberLinks.tsx'
import { peopleHref } from './charterPeople.ts'
import type { PageParts } from './visit.ts'

/** As many as are worth counting. */
const mostCounted = 99

/** Counted once for all cards of a board; null for whoever registers nobody. */
export async function waitingMail(
  { desk: { store } }: Pick<PageParts, 'desk'>,
  { organisation, role }: Caller,
): Promise<ChamberWays['mail'] | null> {
  if (organisation === null || (role !== 'chamber' && role !== 'company')) return null
  const page = await store.incomingPage({ organisation, state: 'review', after: null, limit: mostCounted })
  return { waiting: page.rows.length, more: page.next !== null }
}

export const chamberWays = (caller: Caller, charter: Charter, mail: ChamberWays['mail'] | null): ChamberWays | null =>
  mail === null || refusedAccess(caller, 'ImportRoster', charter)
    ? null
    : { people: peopleHref(charter.id), roster: `/charters/${charter.id}/roster`, mail }
