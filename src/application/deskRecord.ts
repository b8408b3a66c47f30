// The desk's own chains: what it keeps beside charters and journeys, each change with its line in the record.
import type { Recorded } from '../domain/recorded.ts'
import { hash } from 'node:crypto'
import { canonical } from './chain.ts'
import { nothing, record, type Part } from './commit.ts'
import type { Envelope } from './handle.ts'
import type { Change, Store } from './ports.ts'
import type { RecordedEvent } from './recordLines.ts'

/** The chain on which the rule books are told: one for all, so that two at the same time are decided one after the other. */
export const shelfChain = 'editions'
/** The chain on which letters are told that are nobody's. */
export const strayChain = 'mail'

/** What is told of the shelf. `digest` is that of the edition's body as it is stored from then on. */
export type ShelfFact =
  /** Read from the folder at a start. */
  | { readonly type: 'EditionSeeded'; readonly edition: string; readonly digest: string }
  | { readonly type: 'EditionPublished'; readonly edition: string; readonly digest: string; readonly reason: string }
  /** Another was published in its place, and it ends on the day before. */
  | {
      readonly type: 'EditionEnded'
      readonly edition: string
      readonly until: string
      readonly by: string
      readonly digest: string
    }

/** SHA-256 over the body in canonical form, hexadecimal. */
export const bodyDigest = (body: unknown): string => hash('sha256', canonical(body), 'hex')

/** What the record says of each edition: the digest of its body, and whether a publication moved its end. */
export function recordedShelf(
  history: readonly RecordedEvent[],
): ReadonlyMap<string, { readonly digest: string; readonly ended: boolean }> {
  const shelf = new Map<string, { digest: string; ended: boolean }>()
  for (const { type, data } of history) {
    const { edition, digest } = data as { readonly edition?: unknown; readonly digest?: unknown }
    if (typeof edition !== 'string' || typeof digest !== 'string') continue
    const ended = type === 'EditionEnded' || (shelf.get(edition)?.ended ?? false)
    shelf.set(edition, { digest, ended })
  }
  return shelf
}

/**
 * One change of the desk's own books, told behind the last of its aggregate. Two at the same time want the same version,
 * and one of them is decided again.
 */
export async function deskEntry(
  store: Store,
  envelope: Envelope,
  aggregate: string,
  event: Recorded,
  changes: readonly Change[],
): Promise<Part> {
  return toldBehind(await store.eventsOf('desk', aggregate), envelope, aggregate, [event], changes)
}

/** The same behind a history that was read before what it decides on, with several facts that are told together. */
export function toldBehind(
  history: readonly RecordedEvent[],
  envelope: Envelope,
  aggregate: string,
  events: readonly Recorded[],
  changes: readonly Change[],
): Part {
  const last = history.at(-1)
  const about = {
    kind: 'desk' as const,
    aggregate,
    charter: null,
    version: (last?.version ?? 0) + 1,
    head: last?.digest ?? '',
  }
  return { ...nothing, changes, events: record(envelope, about, events).events }
}
