// An act that needs two: asked for by one, and done when somebody else confirms it.
import type { Act } from '../domain/access/table.ts'
import type { Instant } from '../domain/instant.ts'
import type { Actor } from './actor.ts'

/** An act that needs two: asked for by one, and done when somebody else confirms it. */
export type PendingAct = {
  readonly id: string
  readonly act: Act
  /** What it is about: a journey's id, or a charter's. */
  readonly subject: string
  /** What the act needs beside its subject; words that somebody wrote freely are sealed. */
  readonly body: Readonly<Record<string, unknown>>
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
