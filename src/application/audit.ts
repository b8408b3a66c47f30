// Does the record hold: every chain whole, every head where it should be, the state rebuilt from events equal to the state stored, and every rule book as it was told.
import { ZodError } from 'zod'
import { replayCharter } from '../domain/charter/charter.ts'
import { CharterEvent } from '../domain/charter/events.ts'
import { replayDemandCall } from '../domain/demand/demandCall.ts'
import { DemandEvent } from '../domain/demand/events.ts'
import { replayRoom, RoomEvent } from '../domain/facility/room.ts'
import type { CharterId, DemandCallId, JourneyId, RoomId, RunId } from '../domain/ids.ts'
import { JourneyEvent } from '../domain/journey/events.ts'
import { replay } from '../domain/journey/journey.ts'
import type { Stage } from '../domain/journey/stage.ts'
import { replayRun } from '../domain/transfer/run.ts'
import { RunEvent } from '../domain/transfer/events.ts'
import { canonical, firstBreak } from './chain.ts'
import { books } from './checkpoint.ts'
import { firstWrong, type Outside } from './checkpointAudit.ts'
import { bodyDigest, recordedShelf, shelfChain } from './deskRecord.ts'
import type { Held, Store } from './ports.ts'
import type { AggregateKind, ChainEnd, RecordedEvent } from './recordLines.ts'

export type Difference = {
  readonly kind: AggregateKind | 'tally' | 'edition' | 'checkpoint'
  readonly aggregate: string
  readonly what: string
}
export type AuditReport = {
  readonly intact: boolean
  readonly aggregates: number
  readonly events: number
  /** Lines of the journal: what was shown and sent. */
  readonly lines: number
  /** Signed checkpoints that were held against the record; null where nobody gave the desk's key. */
  readonly checkpoints: number | null
  readonly first: Difference | null
}

/** Aggregates whose state is a fold of their events, with how to fold and where to find what is stored. */
const kinds: readonly AggregateKind[] = [
  'charter',
  'journey',
  'run',
  'room',
  'merchant',
  'demandCall',
  'desk',
  'journal',
]

/**
 * Walks every chain; stops at the first difference and names it. Reads only. Checkpoints are held against the record where
 * `outside` is given, and then also against what the key store and the auditor know.
 */
export async function audit(store: Store, outside: Outside | null = null): Promise<AuditReport> {
  let aggregates = 0
  let events = 0
  let lines = 0
  let checked: number | null = null
  const seen = new Set<string>()
  const report = (first: Difference | null): AuditReport => ({
    intact: first === null,
    aggregates,
    events,
    lines,
    checkpoints: checked,
    first,
  })
  const ends = new Map((await store.chainEnds()).map((end) => [`${end.kind} ${end.aggregate}`, end]))
  for (const kind of kinds) {
    for (const { aggregate, version, head } of await store.heads(kind)) {
      aggregates++
      seen.add(`${kind} ${aggregate}`)
      try {
        const history = await store.eventsOf(kind, aggregate)
        if (kind === 'journal') lines += history.length
        else events += history.length
        const what =
          (await difference(store, kind, aggregate, version, head, history)) ??
          endDifference(kind, head, ends.get(`${kind} ${aggregate}`))
        if (what) return report({ kind, aggregate, what })
      } catch (error) {
        // A changed byte may leave what no longer is JSON, or no fact that this desk knows.
        if (!(error instanceof SyntaxError || error instanceof ZodError)) throw error
        return report({ kind, aggregate, what: `holds what cannot be read: ${error.message.split('\n')[0]}` })
      }
    }
  }
  for (const [name, { kind, aggregate, version }] of ends)
    if (!seen.has(name)) return report({ kind, aggregate, what: `is gone; it ended at version ${version}` })
  const orphan = await firstOrphan(store, seen)
  if (orphan) return report(orphan)
  const changedBook = await shelfDifference(store)
  if (changedBook) return report(changedBook)
  const miscounted = await tallyDifference(store)
  if (miscounted) return report(miscounted)
  if (outside) {
    const checkpoints = await store.checkpoints()
    checked = checkpoints.length
    const wrong = await firstWrong(checkpoints, store.digestsPage, outside)
    if (wrong) return report({ kind: 'checkpoint', aggregate: String(wrong.number), what: wrong.what })
  }
  return report(null)
}

async function difference(
  store: Store,
  kind: AggregateKind,
  aggregate: string,
  version: number,
  head: string,
  history: readonly RecordedEvent[],
): Promise<string | null> {
  const broken = firstBreak(history)
  if (broken)
    return `event ${broken.type} of version ${broken.version} does not match its digest or its place in the chain`
  const last = history.at(-1)
  if (!last) return 'has no events'
  if (last.digest !== head) return `ends with ${last.type}, but its head says that another fact followed`
  if (last.version !== version) return `stands at version ${version}, and its events end at ${last.version}`
  const gap = history.find((event, i) => event.version > (history[i - 1]?.version ?? 0) + 1)
  if (gap) return `lacks the events before version ${gap.version}`
  const [rebuilt, stored] = await states(store, kind, aggregate, history)
  if (rebuilt === null) return null
  if (!stored) return 'has events and no row'
  // The version counts commits and is not part of the fold.
  const fold = canonical({ ...rebuilt, version })
  return fold === canonical(stored.state) ? null : 'the state rebuilt from its events differs from the state stored'
}

/** Chains without a row end where they were last told to; desks before had no such ends, and their journal none at all. */
function endDifference(kind: AggregateKind, head: string, end: ChainEnd | undefined): string | null {
  if (kind !== 'desk' && kind !== 'journal') return null
  if (!end) return kind === 'journal' ? 'has no end: somebody took it away' : null
  return end.head === head ? null : `ends before version ${end.version}: lines behind it were taken away`
}

async function states(
  store: Store,
  kind: AggregateKind,
  aggregate: string,
  history: readonly RecordedEvent[],
): Promise<readonly [object | null, Held<object> | null]> {
  const told = history.map(({ type, data, at }) => ({ event: { type, ...(data as object) }, at }))
  switch (kind) {
    case 'journey': {
      const id = aggregate as JourneyId
      const facts = told.map(({ event, at }) => ({ event: JourneyEvent.parse(event), at }))
      return [replay(id, history[0]!.charter!, facts), await store.journey(id)]
    }
    case 'charter':
      return [
        replayCharter(
          aggregate as CharterId,
          told.map(({ event }) => CharterEvent.parse(event)),
        ),
        await store.charter(aggregate as CharterId),
      ]
    case 'run':
      return [
        replayRun(
          aggregate as RunId,
          history[0]!.charter!,
          told.map(({ event }) => RunEvent.parse(event)),
        ),
        await store.run(aggregate as RunId),
      ]
    case 'room':
      return [
        replayRoom(
          aggregate as RoomId,
          told.map(({ event }) => RoomEvent.parse(event)),
        ),
        await store.room(aggregate as RoomId),
      ]
    case 'demandCall':
      return [
        replayDemandCall(
          aggregate as DemandCallId,
          told.map(({ event }) => DemandEvent.parse(event)),
        ),
        await store.demandCall(aggregate as DemandCallId),
      ]
    case 'merchant':
    case 'desk':
    case 'journal':
      // What a merchant's row holds is sealed; its events carry keyed digests only.
      return [null, null]
    default:
      return kind satisfies never
  }
}

/** Events of an aggregate that has no row any more: somebody deleted it; and events that were told in another order. */
async function firstOrphan(store: Store, seen: ReadonlySet<string>): Promise<Difference | null> {
  for (const book of books) {
    /** The last version and place of each chain: later lines stand behind earlier ones. */
    const told = new Map<string, number>()
    for (let after = 0; ;) {
      const page = await store.digestsPage(book, after, 1_000)
      if (!page.length) break
      for (const { kind, aggregate, version } of page) {
        const name = `${kind} ${aggregate}`
        if (!seen.has(name)) return { kind, aggregate, what: 'has events and no row' }
        if (version < (told.get(name) ?? 0))
          return { kind, aggregate, what: `was told in another order: version ${version} stands behind a later one` }
        told.set(name, version)
      }
      after = page.at(-1)!.sequence
    }
  }
  return null
}

/** Every rule book against the digest that was told of it, when it was seeded, published or ended. */
async function shelfDifference(store: Store): Promise<Difference | null> {
  const recorded = recordedShelf(await store.eventsOf('desk', shelfChain))
  const difference = (aggregate: string, what: string): Difference => ({ kind: 'edition', aggregate, what })
  let stored: Awaited<ReturnType<Store['editions']>>
  try {
    stored = await store.editions()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return difference('(unreadable)', `holds what cannot be read: ${error.message.split('\n')[0]}`)
  }
  for (const { id, kind, body } of stored) {
    const told = recorded.get(id)
    if (!told) return difference(id, 'stands on the shelf, and no fact tells how it came there')
    const of = body as { readonly id?: unknown; readonly kind?: unknown }
    if (bodyDigest(body) !== told.digest || of.id !== id || of.kind !== kind)
      return difference(id, 'differs from what was told when it was taken: its digest is another')
  }
  const ids = new Set(stored.map(({ id }) => id))
  const gone = [...recorded.keys()].find((id) => !ids.has(id))
  return gone === undefined ? null : difference(gone, 'was taken, and stands on the shelf no more')
}

/** Tallies are kept beside the rows; counted again they must be the same. */
async function tallyDifference(store: Store): Promise<Difference | null> {
  for (const { aggregate } of await store.heads('charter')) {
    const counted = new Map<Stage, { standing: number; reached: number }>()
    const at = (stage: Stage) => {
      const known = counted.get(stage) ?? { standing: 0, reached: 0 }
      counted.set(stage, known)
      return known
    }
    for (const { state } of await store.journeysOf(aggregate as CharterId)) {
      at(state.stage).standing++
      for (const stage of Object.keys(state.dossier.reached) as Stage[]) at(stage).reached++
    }
    const kept = new Map((await store.tallies(aggregate as CharterId)).map((tally) => [tally.stage, tally]))
    for (const stage of new Set([...counted.keys(), ...kept.keys()])) {
      const { standing, reached } = at(stage)
      const tally = kept.get(stage) ?? { standing: 0, reached: 0 }
      if (tally.standing !== standing || tally.reached !== reached) {
        return {
          kind: 'tally',
          aggregate,
          what: `says ${tally.standing} standing at ${stage} and ${tally.reached} ever there; ${standing} and ${reached} were counted`,
        }
      }
    }
  }
  return null
}
