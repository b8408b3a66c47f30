// May this caller do this here: the table's answer held against whose journey or charter it is.
import { isAsked, type DemandCall } from '../domain/demand/demandCall.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { freshActs, reach, type Act, type Reach } from '../domain/access/table.ts'
import type { CharterId } from '../domain/ids.ts'
import { notFound, type Refusal } from './handle.ts'
import type { Caller } from './actor.ts'

/** How far the caller reaches with this act: the table's answer for the role, where the caller's token is for it. */
export const reachOf = ({ role, acts }: Pick<Caller, 'role' | 'acts'>, act: Act): Reach | null =>
  role === 'desk' ? 'any' : acts !== null && !acts.includes(act) ? null : reach(role, act)

/** Null where it may; a wrong role is told so, somebody else's person or charter is not even admitted to exist. */
export function refusedAccess(
  caller: Caller,
  act: Act,
  charter: Pick<Charter, 'id' | 'organiser'> | null,
  journey: Journey | null = null,
): Refusal | null {
  const how = reachOf(caller, act)
  if (!how) return { outcome: 'forbidden', act }
  const stale: Refusal | null = !caller.fresh && freshActs.has(act) ? { outcome: 'notFresh', act } : null
  if (how === 'any' || !charter) return stale
  const ownLink = caller.journey !== undefined && caller.journey === journey?.id
  const own =
    ownLink ||
    (caller.organisation !== null &&
      (charter.organiser === caller.organisation || journey?.organisation === caller.organisation))
  const named = how === 'charter' && reachesCharter(caller, charter.id)
  if (own || named) return stale
  return notFound(journey ? `journey ${journey.id}` : `charter ${charter.id}`)
}

/** What is hidden is refused under the name that was asked for: whose it is would tell that it is there. */
export const askedAs = (refusal: Refusal, what: string): Refusal =>
  refusal.outcome === 'notFound' ? notFound(what) : refusal

/** `refusedAccess` for a demand call: `own` reaches the calls that ask one's organisation. */
export function refusedDemand(caller: Caller, act: Act, call: DemandCall | null): Refusal | null {
  const how = reachOf(caller, act)
  if (!how) return { outcome: 'forbidden', act }
  if (how === 'any' || !call || isAsked(call, caller.organisation)) return null
  return notFound(`demand call ${call.id}`)
}

const reachesCharter = (caller: Caller, charter: CharterId): boolean =>
  caller.charters === null || caller.charters.includes(charter)
