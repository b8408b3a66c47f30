// A row that waits for somebody to decide whom it is about.
import type { CharterId, JourneyId, MerchantId, OrganisationId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'

/** A row that waits for somebody to decide whether it is who the desk knows. */
export type ParkedRow = {
  readonly id: string
  readonly charter: CharterId
  readonly organisation: OrganisationId
  readonly row: number
  readonly kind: ConflictKind
  /** Who is known already; the row is sealed under their key, and empty once it is decided. */
  readonly merchant: MerchantId
  readonly journey: JourneyId | null
  readonly sealed: string
  /** Blind digest of the row, so that the same file parks nothing twice. */
  readonly digest: string
  readonly createdAt: Instant
  readonly decidedAt: Instant | null
  readonly decision: ConflictDecision | null
}

export const conflictKinds = ['sameDocument', 'renewedPassport', 'sameNameAndBirth'] as const

export type ConflictKind = (typeof conflictKinds)[number]

export const conflictDecisions = ['takeNew', 'keepOld', 'otherPerson'] as const

export type ConflictDecision = (typeof conflictDecisions)[number]
