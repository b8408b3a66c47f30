// What the page of a re-timing shows, as plain data.
import type { Permit } from '../domain/charter/permit.ts'
import type { Leg } from '../domain/charter/events.ts'
import type { RetimingOutcome } from '../domain/charter/retiming.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { PlanStep } from '../domain/policy/plan.ts'
import type { Told } from './toldView.ts'
import type { Frame } from './views.ts'

/** As a form types them: by the clock of each airport. */
export type TypedTimes = {
  readonly departure: string
  readonly boarding: string
  readonly arrival: string
  readonly reason: string
}

export type RetimedPerson = {
  readonly name: string
  readonly stage: Stage
  readonly outcome: RetimingOutcome
  /** What is to be done again, and by when; null for whoever may not see plans. */
  readonly step: Pick<PlanStep, 'step' | 'slot'> | null
  readonly by: Instant | null
  readonly findings: readonly Finding[]
}

export type RetimingView = {
  readonly frame: Frame
  readonly action: string
  readonly back: string
  readonly leg: Leg
  readonly typed: TypedTimes
  readonly findings: readonly Finding[]
  /** Somebody changed the charter between the look and the confirmation. */
  readonly changed: boolean
  /** Who changed what meanwhile, or that it had been confirmed before. */
  readonly told: Told | null
  /** New with every page: what is confirmed twice from one page is done once. */
  readonly nonce: string
  /** Null before a look. */
  readonly report: {
    /** The charter's version that was looked at: what is confirmed is what was shown. */
    readonly version: number
    readonly counts: Readonly<Record<RetimingOutcome, number>>
    readonly edition: string | null
    readonly permit: Permit | null
    readonly obstacles: readonly Finding[]
    readonly warnings: readonly Finding[]
    readonly papers: number
    /** Whoever has to do something, or cannot. */
    readonly people: readonly RetimedPerson[]
  } | null
}
