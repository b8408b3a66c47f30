// The digest chain of an aggregate: each fact covers the one before, so a changed, missing or exchanged fact shows.
import { hash } from 'node:crypto'
import type { RecordedEvent } from './recordLines.ts'

/** The head of a chain in which nothing has happened yet. */
export const emptyHead = ''

type Undigested = Omit<RecordedEvent, 'previous' | 'digest'>

/** SHA-256 over the head before and the fact in canonical form, hexadecimal. */
export const digestOf = (previous: string, event: Undigested): string =>
  hash('sha256', `${previous}\n${canonical(content(event))}`, 'hex')

/** Chains facts behind a head, in order; answers them with their digests and the new head. */
export function chain(
  head: string,
  events: readonly Undigested[],
): { readonly events: readonly RecordedEvent[]; readonly head: string } {
  let previous = head
  const chained = events.map((event) => {
    const digest = digestOf(previous, event)
    const recorded = { ...event, previous, digest }
    previous = digest
    return recorded
  })
  return { events: chained, head: previous }
}

/** The first fact whose digest or link does not hold, or null where the chain is whole. */
export function firstBreak(events: readonly RecordedEvent[]): RecordedEvent | null {
  let previous = emptyHead
  for (const event of events) {
    if (event.previous !== previous || event.digest !== digestOf(previous, event)) return event
    previous = event.digest
  }
  return null
}

/** JSON with sorted keys: the same value, the same text, whichever database gave it back. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const each = (value as Readonly<Record<string, unknown>>)[key]
    if (each !== undefined) text += `${text ? ',' : ''}${JSON.stringify(key)}:${canonical(each)}`
  }
  return `{${text}}`
}

const content = ({
  kind,
  aggregate,
  charter,
  version,
  ordinal,
  type,
  data,
  at,
  actor,
  editions,
  request,
  subject,
}: Undigested) => ({
  kind,
  aggregate,
  charter,
  version,
  ordinal,
  type,
  data,
  at,
  // What was recorded before people signed in named no person, and its digest stays.
  actor: actor.person === null ? { ...actor, person: undefined } : actor,
  editions,
  request,
  // Where there is none it is left out, so that what was told before there were subjects keeps its digest.
  subject: subject ?? undefined,
})
