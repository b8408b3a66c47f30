// The charter's own rows of a commit; an application opens its seats in the same one.
import { seatsToFill, type Charter } from '../domain/charter/charter.ts'
import type { CharterId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Recorded } from '../domain/recorded.ts'
import { nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import type { Envelope } from './handle.ts'
import type { Held } from './ports.ts'

export function charterPart(
  envelope: Envelope,
  before: Held<Charter> | null,
  next: Charter,
  told: readonly Recorded[],
): Part {
  const version = (before?.state.version ?? 0) + 1
  const charter = { ...next, version }
  const { events, head } = record(
    envelope,
    { kind: 'charter', aggregate: charter.id, charter: charter.id, version, head: before?.head ?? '' },
    told,
  )
  const opens = told.some(({ type }) => type === 'ApplicationSubmitted')
  return {
    ...nothing,
    changes: [
      { on: 'charter', expect: version - 1, charter, head },
      ...(opens ? [{ on: 'seats' as const, charter: charter.id, count: seatsToFill(charter.record.terms) }] : []),
    ],
    events,
  }
}

/** Something that the desk does for a charter after the commit, or later. */
export const charterTask = (
  desk: Desk,
  charter: CharterId,
  name: 'offerSeat' | 'holdSeatRound',
  now: Instant,
  more: { readonly dueAt?: Instant; readonly payload?: Readonly<Record<string, unknown>> } = {},
): Part => ({
  ...nothing,
  effects: [
    {
      id: `E${desk.chance.part()}`,
      kind: 'command',
      charter,
      subject: charter,
      name,
      payload: more.payload ?? {},
      dueAt: more.dueAt ?? now,
      createdAt: now,
    },
  ],
})

/** Nobody may register between the look and the commit: as many journeys as were looked at, or a conflict. */
export const everybodyCounted = (charter: CharterId, count: number): Part => ({
  ...nothing,
  changes: [{ on: 'journeysCounted', charter, count }],
})
