// What the forms of a page show, as plain data.
import type { Finding } from '../domain/decision.ts'
import type { Told } from './toldView.ts'

/** A form that was sent and not taken: what was typed, and why not. */
export type TypedForm = {
  readonly form: string
  readonly fields: Readonly<Record<string, string>>
  readonly findings: readonly Finding[]
  readonly told?: Told
}
/** The version that the page shows goes with every form: whoever decides says what they saw. */
export type FormsView = {
  readonly action: string
  readonly version: number
  /** New with every page: a form that is sent twice from one page is done once. */
  readonly nonce: string
  /** Those that are offered to the role where the thing stands. */
  readonly offered: readonly string[]
  readonly typed: TypedForm | null
}
