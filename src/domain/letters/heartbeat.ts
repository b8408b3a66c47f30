// Whether a mailbox is being read: a listener that dies says nothing, so silence itself is the alarm.
import { epochMs, type Instant } from '../instant.ts'

/** So many turns may fail before it is told, and never sooner than five minutes. */
const turns = 3
const leastMs = 5 * 60_000

export type Heartbeat =
  | { readonly state: 'read'; readonly since: Instant }
  /** `since`: when it was last read to its end; null where it never was. */
  | { readonly state: 'silent'; readonly since: Instant | null; readonly words: string | null }
  /** Opened a moment ago. */
  | { readonly state: 'opening' }

/** `from`: when the desk began to look. */
export function heartbeat(
  mark: { readonly seenAt: Instant | null; readonly words: string | null } | null,
  pollSeconds: number,
  from: Instant,
  now: Instant,
): Heartbeat {
  const patience = Math.max(leastMs, turns * pollSeconds * 1_000)
  const seen = mark?.seenAt ?? null
  const last = seen !== null && seen > from ? seen : from
  if (epochMs(now) - epochMs(last) > patience) return { state: 'silent', since: seen, words: mark?.words ?? null }
  return seen === null || seen < from ? { state: 'opening' } : { state: 'read', since: seen }
}
