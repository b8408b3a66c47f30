// Every charter in a few words, kept in mind: the board is searched and put in order without reading them all.
import { boardEntry, type BoardEntry } from '../domain/charter/board.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { CharterId } from '../domain/ids.ts'
import type { CharterBooks } from './charterBooks.ts'
import type { Store } from './ports.ts'

/** Brought up to date at each look by what the record says was written. */
export type CharterList = {
  entries(): Promise<readonly BoardEntry[]>
  /** Whole, as they stood at the last look or later; those shown lately are kept in mind. */
  whole(ids: readonly CharterId[]): Promise<ReadonlyMap<CharterId, Charter>>
}

const atATime = 200
const mostWhole = 500

export function createCharterList(store: Store, books: CharterBooks): CharterList {
  let entries = new Map<CharterId, BoardEntry>()
  let unread = new Set<CharterId>()
  const shown = new Map<CharterId, Charter>()
  /** Counts the looks at which a charter had been touched. */
  let turns = 0
  let loaded = false
  let listed: readonly BoardEntry[] = []
  let work: Promise<unknown> = Promise.resolve()

  async function broughtUp(): Promise<readonly BoardEntry[]> {
    const touched = await books.chartersTouched()
    loaded &&= touched !== null
    for (const id of touched ?? shown.keys()) shown.delete(id)
    if (!touched || touched.size) turns++
    for (const id of touched ?? []) unread.add(id)
    if (loaded && unread.size === 0) return listed
    const ids = loaded ? [...unread] : null
    if (!loaded) entries = new Map()
    unread = new Set()
    try {
      for (let after: string | null = null; ;) {
        const page = await store.chartersPage({ organiser: null, ids, after, limit: atATime })
        for (const { state } of page.rows) entries.set(state.id, boardEntry(state))
        if (!page.next) break
        after = page.next
      }
    } catch (error) {
      loaded = false
      throw error
    }
    loaded = true
    listed = [...entries.values()]
    return listed
  }

  return {
    // One look after the other, so that nothing that was touched is told to one and read by another.
    entries: () => {
      const look = work.catch(() => {}).then(broughtUp)
      work = look
      return look
    },
    whole: async (ids) => {
      const missing = ids.filter((id) => !shown.has(id))
      const found = new Map(ids.flatMap((id) => (shown.has(id) ? [[id, shown.get(id)!] as const] : [])))
      if (!missing.length) return found
      const asked = turns
      const page = await store.chartersPage({ organiser: null, ids: missing, after: null, limit: missing.length })
      if (shown.size + missing.length > mostWhole) shown.clear()
      for (const { state } of page.rows) {
        found.set(state.id, state)
        // What was touched while it was read is not kept: nobody would be told of it again.
        if (asked === turns) shown.set(state.id, state)
      }
      return found
    },
  }
}
