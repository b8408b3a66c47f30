// An act that needs two: asked for by one, and done when somebody else confirms it.
import type { TwoPeopleAct } from '../domain/access/twoPeople.ts'
import type { Instant } from '../domain/instant.ts'
import type { Actor } from './actor.ts'

/** An act that needs two: asked for by one, and done when somebody else confirms it. */
export type PendingAct = {
  readonly id: string
  readonly act: TwoPeopleAct
  /** What it is about: a journey's id, or a charter's. */
  readonly subject: string
  /** Why it is asked for; sealed where it is about a person. */
  readonly reason: string
  readonly askedBy: Actor
  readonly askedAt: Instant
  readonly expiresAt: Instant
  readonly decidedAt: Instant | null
  readonly decision: PendingDecision | null
  /** The token of who decided. */
  readonly decidedBy: string | null
}

export const pendingDecisions = ['confirmed', 'refused'] as const

export type PendingDecision = (typeof pendingDecisions)[number]
