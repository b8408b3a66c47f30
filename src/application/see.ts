// Looking: an aggregate with what it belongs to, if this caller may see it at all.
import type { Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { charterOf, type CharterId, type JourneyId, type RunId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import { notFound, type Refusal } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Caller } from './actor.ts'
import type { Held, Store } from './ports.ts'

type Barred = { readonly refusal: Refusal }

/** The journey with its charter; what is not there and what may not be seen are answered alike. */
export async function seeJourney(
  store: Store,
  caller: Caller,
  act: Act,
  id: JourneyId,
): Promise<{ readonly held: Held<Journey>; readonly charter: Held<Charter> } | Barred> {
  const [held, charter] = await Promise.all([store.journey(id), store.charter(charterOf(id))])
  if (!held || !charter) return { refusal: notFound(`journey ${id}`) }
  const refusal = refusedAccess(caller, act, charter.state, held.state)
  return refusal ? { refusal } : { held, charter }
}

export async function seeCharter(
  store: Store,
  caller: Caller,
  act: Act,
  id: CharterId,
): Promise<{ readonly held: Held<Charter> } | Barred> {
  const held = await store.charter(id)
  if (!held) return { refusal: notFound(`charter ${id}`) }
  const refusal = refusedAccess(caller, act, held.state)
  return refusal ? { refusal } : { held }
}

export async function seeRun(
  store: Store,
  caller: Caller,
  act: Act,
  id: RunId,
): Promise<{ readonly held: Held<TransferRun> } | Barred> {
  const [held, charter] = await Promise.all([store.run(id), store.charter(charterOf(id))])
  if (!held || !charter) return { refusal: notFound(`transfer run ${id}`) }
  const refusal = refusedAccess(caller, act, charter.state, null, `transfer run ${id}`)
  return refusal ? { refusal } : { held }
}
