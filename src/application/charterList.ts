// Every charter in a few words, kept in mind: the board is searched and put in order without reading them all.
import { boardEntry, type BoardEntry } from '../domain/charter/board.ts'
import type { CharterId } from '../domain/ids.ts'
import type { CharterBooks } from './charterBooks.ts'
import type { Store } from './ports.ts'

/** Brought up to date at each look by what the record says was written. */
export type CharterList = () => Promise<readonly BoardEntry[]>

const atATime = 200

export function createCharterList(store: Store, books: CharterBooks): CharterList {
  let entries = new Map<CharterId, BoardEntry>()
  let unread = new Set<CharterId>()
  let loaded = false
  let listed: readonly BoardEntry[] = []
  let work: Promise<unknown> = Promise.resolve()

  async function broughtUp(): Promise<readonly BoardEntry[]> {
    const touched = await books.chartersTouched()
    loaded &&= touched !== null
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

  /** One look after the other, so that nothing that was touched is told to one and read by another. */
  return () => {
    const look = work.catch(() => {}).then(broughtUp)
    work = look
    return look
  }
}
