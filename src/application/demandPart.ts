// The demand call's own row of a commit, its facts behind its head, and the wakes that they bring.
import type { DemandEffect } from '../domain/demand/decide.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import type { Recorded } from '../domain/recorded.ts'
import { nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import type { Envelope } from './handle.ts'
import type { Held } from './ports.ts'

export function demandPart(
  { chance }: Desk,
  envelope: Envelope,
  before: Held<DemandCall> | null,
  told: {
    readonly next: DemandCall
    readonly events: readonly Recorded[]
    readonly effects: readonly DemandEffect[]
  },
): Part {
  if (!told.events.length) return nothing
  const version = (before?.state.version ?? 0) + 1
  const call = { ...told.next, version }
  const about = { kind: 'demandCall' as const, aggregate: call.id, charter: null, version, head: before?.head ?? '' }
  const { events, head } = record(envelope, about, told.events)
  return {
    ...nothing,
    changes: [{ on: 'demandCall', expect: version - 1, call, head }],
    events,
    effects: told.effects.map(({ name, dueAt }) => ({
      id: `E${chance.part()}`,
      kind: 'wake',
      charter: null,
      subject: call.id,
      name,
      payload: {},
      dueAt,
      createdAt: envelope.now,
    })),
  }
}
