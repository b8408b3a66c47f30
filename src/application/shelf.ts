// What the desk reads beside its rows and remembers: rule books, laboratories and lockdowns, as they stand in the store.
import { epochMs, type Instant } from '../domain/instant.ts'
import type { Edition } from '../domain/policy/edition.ts'
import { shelfChain } from './deskRecord.ts'
import { readShelf } from './editionFolder.ts'
import type { Laboratory, Lockdown, Store } from './ports.ts'

export type Shelf = {
  editions(): readonly Edition[]
  edition(id: string): Edition | undefined
  /** Throws where it was published elsewhere and not read yet: nothing is decided under none instead. */
  held(id: string): Edition
  laboratory(id: string): Laboratory | undefined
  laboratories(): readonly Laboratory[]
  lockedDown(destination: string, at: Instant): Lockdown | null
  /** Counts how often it was read: what was made of an earlier reading is made again. */
  reading(): number
  /** Reads everything again. Call after any of it was written. */
  refresh(): Promise<void>
  /**
   * The same where another desk on this store wrote it. Looks at the ends of their chains, at most once a second by the
   * desk's clock; at once where one of the editions met is not known here. Call before a request or an effect.
   */
  keepUp(now: Instant, met?: readonly (string | null)[]): Promise<void>
}

/** What another desk wrote is known here after so long. */
const keepUpMs = 1_000

export async function openShelf(store: Store): Promise<Shelf> {
  let editions: readonly Edition[] = []
  let byId = new Map<string, Edition>()
  let laboratories = new Map<string, Laboratory>()
  let lockdowns: readonly Lockdown[] = []
  let reading = 0
  let ends = ''
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null
  let missed = false

  async function refresh(): Promise<void> {
    // The ends first: what is written while the books are read is read again.
    const read = await chainEnds()
    editions = readShelf(await store.editions())
    byId = new Map(editions.map((edition) => [edition.id, edition]))
    laboratories = new Map((await store.laboratories()).map((laboratory) => [laboratory.id, laboratory]))
    lockdowns = await store.lockdowns()
    reading++
    ends = read
    missed = false
  }

  async function chainEnds(): Promise<string> {
    const heads = (await store.heads('desk')).filter(({ aggregate }) => isBook(aggregate))
    return heads.map(({ aggregate, head }) => `${aggregate} ${head}`).join()
  }

  async function keepUp(now: Instant, met: readonly (string | null)[] = []): Promise<void> {
    const unknown = missed || met.some((id) => id !== null && !byId.has(id))
    // Turned back, a clock is asked again as well.
    if (!unknown && Math.abs(epochMs(now) - lookedAt) < keepUpMs) return looking ?? undefined
    lookedAt = epochMs(now)
    looking = (unknown ? refresh() : lookAgain()).finally(() => (looking = null))
    return looking
  }

  async function lookAgain(): Promise<void> {
    if ((await chainEnds()) !== ends) await refresh()
  }

  function held(id: string): Edition {
    const edition = byId.get(id)
    if (edition) return edition
    missed = true
    throw new Error(
      `Edition ${id} is not on the shelf: it was published elsewhere, and is read before the next request.`,
    )
  }

  const lockedDown = (destination: string, at: Instant): Lockdown | null =>
    lockdowns.find(
      (each) => each.destination === destination && each.from <= at && (each.until === null || at < each.until),
    ) ?? null

  await refresh()
  return {
    editions: () => editions,
    edition: (id) => byId.get(id),
    held,
    laboratory: (id) => laboratories.get(id),
    laboratories: () => [...laboratories.values()],
    lockedDown,
    reading: () => reading,
    refresh,
    keepUp,
  }
}

/** Whether a chain of the desk's own tells of what is read here. */
const isBook = (aggregate: string): boolean =>
  aggregate === shelfChain || aggregate.startsWith('laboratory ') || aggregate.startsWith('lockdown ')
