// Something to do after the commit, as it lies in the outbox.
import type { CharterId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'

export type EffectKind = 'letter' | 'wake' | 'command' | 'alarm'

/** A row of the outbox: something to do after the commit, or later. */
export type Effect = {
  readonly id: string
  readonly kind: EffectKind
  readonly charter: CharterId | null
  /** The journey, or the charter, that it is about. */
  readonly subject: string
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly dueAt: Instant
  readonly createdAt: Instant
}

export type ClaimedEffect = Effect & { readonly attempts: number }

/** An effect with how it stands in the outbox. */
export type OutboxEffect = ClaimedEffect & {
  readonly state: EffectState
  /** Until when somebody holds it; null where nobody does. */
  readonly leaseUntil: Instant | null
  readonly settledAt: Instant | null
}

export type EffectState = 'queued' | 'claimed' | 'done' | 'merged' | 'givenUp'
