// What the page of one person's journey shows to an officer, as plain data.
import type { DossierView, PersonView } from '../domain/access/masking.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { Plan } from '../domain/policy/plan.ts'
import type { LetterState } from '../domain/letters/outbox.ts'
import type { AskView } from './askView.ts'
import type { FormsView } from './formViews.ts'
import type { Frame } from './views.ts'

export type JourneyLetter = {
  readonly href: string
  /** Null before it is worded. */
  readonly subject: string | null
  readonly at: Instant | null
  readonly state: LetterState
}
export type JourneyPageView = {
  readonly frame: Frame
  readonly now: Instant
  readonly charter: Charter
  readonly back: string
  readonly person: PersonView
  readonly stage: Stage
  readonly dossier: DossierView
  readonly missing: readonly Finding[]
  /** Of their papers: they refuse nothing. */
  readonly warnings: readonly Finding[]
  /** Null for whoever sees no plans. */
  readonly plan: Plan | null
  /** Null for whoever sees no letters. */
  readonly letters: readonly JourneyLetter[] | null
  readonly unreachable: boolean
  readonly forms: FormsView
  /** The address of their own page, where it was asked for. */
  readonly statusLink: string | null
  readonly links: {
    /** Shows the address above. */
    readonly statusLink: string | null
    readonly details: string | null
    readonly unmask: string | null
    readonly copy: string | null
    readonly print: string | null
    readonly letters: string | null
  }
  readonly asks: readonly AskView[]
  /** The form that was taken a moment ago. */
  readonly done: string | null
}
