// What a page shows of an approval's conditions, as plain data.
import type { Instant } from '../domain/instant.ts'

export type SaidView = { readonly at: Instant; readonly words: string; readonly by: string | null }
export type ConditionView = {
  readonly id: string
  readonly words: string
  readonly submitted: SaidView | null
  readonly returned: SaidView | null
  readonly fulfilled: (SaidView & { readonly confirmedBy: string | null }) | null
}
