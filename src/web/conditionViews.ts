// What a page shows of an approval's conditions, as plain data.
import type { Finding } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'

/** What was sent last: taken, or why it was not. */
export type TypedTick = {
  readonly condition: string
  readonly evidence: string
  readonly findings: readonly Finding[]
}
export type ConditionView = {
  readonly id: string
  readonly words: string
  readonly fulfilled: { readonly at: Instant; readonly evidence: string; readonly by: string | null } | null
}
export type ConditionsView = {
  readonly conditions: readonly ConditionView[]
  /** Where the forms post; null to whoever may tick nothing off, or not any more. */
  readonly action: string | null
  readonly typed: TypedTick | null
}
