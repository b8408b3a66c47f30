// What the page of a roster shows, as plain data: the file to choose, what an import of it would do, and the rows in doubt.
import type { PersonView } from '../domain/access/masking.ts'
import type { Finding } from '../domain/decision.ts'
import type { Language } from '../domain/language.ts'
import type { Told } from './toldView.ts'
import type { Frame } from './views.ts'

export type PreviewView = {
  readonly name: string
  /** The sheet itself, sealed by the desk. */
  readonly sealed: string
  /** Null where columns are lacking. */
  readonly counts: {
    readonly rows: number
    readonly created: number
    readonly updated: number
    readonly unchanged: number
    readonly conflicts: number
    readonly rejected: number
  } | null
  readonly lacking: string
  readonly reasons: readonly {
    readonly row: number
    readonly column: string
    readonly value: string
    readonly kind: 'rejected' | 'conflict' | 'warning'
    readonly words: string
  }[]
  /** How many more there are than are shown. */
  readonly more: number
  readonly headings: readonly { readonly heading: string; readonly column: string }[]
  readonly columns: readonly { readonly column: string; readonly name: string }[]
}
export const decisions = ['takeNew', 'keepOld', 'otherPerson'] as const
export type RosterConflict = {
  readonly id: string
  readonly row: number
  readonly kind: 'sameDocument' | 'renewedPassport' | 'sameNameAndBirth'
  readonly href: string | null
  readonly known: PersonView | null
  readonly given: PersonView | null
  readonly typed: {
    readonly decision: string
    readonly reason: string
    readonly findings: readonly Finding[]
    readonly told: Told | null
  } | null
}
export type Imported = {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly conflicts: number
  readonly rejected: number
}
export type RosterView = {
  readonly frame: Frame
  readonly title: string
  readonly back: string
  readonly action: string
  /** Whether the role imports at all, or looks on. */
  readonly mayImport: boolean
  readonly mayDecide: boolean
  readonly findings: readonly Finding[]
  /** What goes with the findings, and the reason that was typed about a row that waits no longer. */
  readonly told: Told | null
  readonly reason: string
  /** New with every page. */
  readonly nonce: string
  readonly preview: PreviewView | null
  readonly imported: Imported | null
  readonly conflicts: readonly RosterConflict[]
  readonly moreConflicts: number
  readonly templates: readonly { readonly language: Language; readonly format: string; readonly href: string }[]
}
