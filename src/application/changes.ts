// Who watches for changes: one look at the store for everybody who listens, however many they are, and none while nobody does.
import type { Charter } from '../domain/charter/charter.ts'
import type { CharterId } from '../domain/ids.ts'
import { reachOf, refusedAccess } from './may.ts'
import type { Caller } from './actor.ts'
import type { Store } from './ports.ts'
import { concernsEveryCharter, type ChangeLine, type Watched } from './recordLines.ts'
import { isTopic, moves, seesPart, seesWhole, topics, type Shown } from './topics.ts'

export type Changes = {
  /**
   * From then on, told the last mark of whatever changes. Answers the mark at which it begins: whoever saw another before
   * has missed something.
   */
  listen(listener: Listener): Promise<number>
  leave(listener: Listener): void
  /** Looks once, and tells. */
  look(): Promise<void>
  readonly listening: number
}
export type Listener = {
  readonly shown: Shown
  readonly caller: () => Caller
  readonly changed: (mark: number) => void
}

const linesALook = 1_000
/** Charters never change hands, so whose they are is remembered, for so many. */
const chartersKnown = 10_000
type Owned = Pick<Charter, 'id' | 'organiser'>

/** What is watched for a screen. */
export function watchedBy(caller: Caller, shown: Shown): readonly Watched[] {
  if (isTopic(shown)) return [{ of: 'types', types: topics[shown].types }]
  if (shown) return [{ of: 'charters', charters: [shown] }]
  const how = reachOf(caller, 'ViewCharter')
  if (how === 'any' || (how === 'charter' && caller.charters === null)) return [{ of: 'all' }]
  return [
    ...(caller.organisation ? [{ of: 'organiser' as const, organiser: caller.organisation }] : []),
    ...(how === 'charter' ? [{ of: 'charters' as const, charters: caller.charters ?? [] }] : []),
  ]
}

/** Ask before anything that the screen shows is read: what changes meanwhile is then told, and never missed. */
export const markFor = async (store: Store, caller: Caller, shown: Shown): Promise<number> =>
  Math.max(0, ...(await Promise.all(watchedBy(caller, shown).map((watched) => store.changeMark(watched)))))

/** `begun` is called where the first begins to listen. */
export function createChanges(store: Store, begun: () => void): Changes {
  const listeners = new Map<Listener, number>()
  const known = new Map<CharterId, Owned>()
  /** How far was looked; null while nobody listens. */
  let cursor: Promise<number> | null = null

  async function owned(id: CharterId): Promise<Owned | null> {
    const found = known.get(id) ?? (await store.charter(id))?.state ?? null
    if (known.size >= chartersKnown) known.clear()
    if (found) known.set(id, { id, organiser: found.organiser })
    return found
  }

  async function concerns({ shown, caller }: Listener, line: ChangeLine): Promise<boolean> {
    if (isTopic(shown)) {
      if (!moves(shown, line)) return false
      return seesWhole(caller(), shown) || seesPart(store, shown, caller(), line)
    }
    if (line.charter === null)
      return concernsEveryCharter.includes(line.type) || (!shown && watchedBy(caller(), null)[0]?.of === 'all')
    if (shown) return shown === line.charter
    const owner = await owned(line.charter)
    return owner !== null && !refusedAccess(caller(), 'ViewCharter', owner)
  }

  return {
    async listen(listener) {
      listeners.set(listener, 0)
      if (listeners.size === 1) begun()
      // Where looking begins is known before how it stands is asked: what is committed in between is told twice at most.
      cursor ??= store.changeMark({ of: 'all' }).catch((error: unknown) => {
        cursor = null
        throw error
      })
      await cursor
      const stands = await markFor(store, listener.caller(), listener.shown)
      const mark = Math.max(stands, listeners.get(listener) ?? 0)
      if (listeners.has(listener)) listeners.set(listener, mark)
      return mark
    },
    leave(listener) {
      listeners.delete(listener)
      if (listeners.size === 0) cursor = null
    },
    async look() {
      if (cursor === null) return
      const from = await cursor
      const lines = await store.changesAfter(from, linesALook)
      const last = lines.at(-1)
      if (!last || cursor === null) return
      cursor = Promise.resolve(last.sequence)
      for (const [listener, told] of [...listeners]) {
        let mark = 0
        // The newest that concerns it says all: a listener looks again at everything.
        for (const line of [...lines].reverse()) {
          if (line.sequence <= told) break
          if (!(await concerns(listener, line))) continue
          mark = line.sequence
          break
        }
        if (!mark || !listeners.has(listener)) continue
        listeners.set(listener, mark)
        listener.changed(mark)
      }
    },
    get listening() {
      return listeners.size
    },
  }
}
