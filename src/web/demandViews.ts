// What the pages of demand show, as plain data.
import type { CharterStage } from '../domain/charter/stage.ts'
import type { DemandStage } from '../domain/demand/stage.ts'
import type { CandidateDay, Forecast } from '../domain/demand/forecast.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant, LocalDate, Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import type { FormsView } from './formViews.ts'
import type { Told } from './toldView.ts'
import type { Frame } from './views.ts'

export type DemandCard = {
  readonly href: string
  readonly title: string
  readonly stage: DemandStage
  readonly from: { readonly city: string; readonly zone: Zone }
  readonly to: { readonly city: string }
  readonly firstDay: LocalDate
  readonly lastDay: LocalDate
  readonly closesAt: Instant
  /** Of everybody, or of the company that looks. */
  readonly interest: number
  readonly leastLoad: number
  /** On the recommended day, else on the best; null to whoever sees no forecast. */
  readonly forecast: { readonly eligible: number; readonly recommendation: Forecast['recommendation'] } | null
}
export type DemandView = {
  readonly frame: Frame
  readonly calls: readonly DemandCard[]
  readonly next: string | null
}

export const lineFields = [
  'country',
  'nationality',
  'purpose',
  'earliestDate',
  'merchants',
  'passportUntil',
  'visa',
  'invitationLetter',
  'company',
] as const
/** A line as it is typed. */
export type TypedLine = Readonly<Record<(typeof lineFields)[number], string>>
export type ReplyForm = SeenFrom & {
  readonly action: string
  readonly lines: readonly TypedLine[]
  readonly findings: readonly Finding[]
  readonly saved: boolean
}
/** What a reply is sent from: a page of its own, on a version of the call; `told`: what a colleague did meanwhile. */
type SeenFrom = { readonly version: number; readonly nonce: string; readonly told: Told | null }
export type DemandCallView = {
  readonly frame: Frame
  readonly card: DemandCard
  readonly days: readonly CandidateDay[]
  readonly replies: readonly { readonly organisation: string; readonly at: Instant; readonly merchants: number }[]
  /** Charters drafted from the call, as far as the role sees them. */
  readonly charters: readonly CharterOfCall[]
  readonly forms: FormsView
  readonly form: ReplyForm | null
  /** Shown beside the form. */
  readonly sheet: SheetForm | null
}
export type SheetForm = SeenFrom & {
  readonly action: string
  readonly text: string
  readonly rejected: readonly {
    readonly row: number
    readonly column: string
    readonly value: string
    readonly explanation: string
  }[]
  readonly findings: readonly Finding[]
  readonly templates: readonly {
    readonly language: Language
    readonly format: 'xlsx' | 'csv'
    readonly href: string
  }[]
}
export type CharterOfCall = {
  readonly href: string
  readonly title: string
  readonly flight: string
  readonly stage: CharterStage
  readonly organiser: string
}
