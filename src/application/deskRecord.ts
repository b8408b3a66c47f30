// The desk's own chains: what it keeps beside charters and journeys, each change with its line in the record.
import { nothing, record, type Part } from './commit.ts'
import type { Envelope } from './handle.ts'
import type { Change, Store } from './ports.ts'

/**
 * One change of the desk's own books, told behind the last of its aggregate. Two at the same time want the same version,
 * and one of them is decided again.
 */
export async function deskEntry(
  store: Store,
  envelope: Envelope,
  aggregate: string,
  event: { readonly type: string },
  changes: readonly Change[],
): Promise<Part> {
  const last = (await store.eventsOf('desk', aggregate)).at(-1)
  const about = {
    kind: 'desk' as const,
    aggregate,
    charter: null,
    version: (last?.version ?? 0) + 1,
    head: last?.digest ?? '',
  }
  return { ...nothing, changes, events: record(envelope, about, [event]).events }
}
