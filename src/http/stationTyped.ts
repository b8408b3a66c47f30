// What was sent from a station's screen and not taken: shown again with its form, or in the round beside the person.
import type { Act } from '../domain/access/table.ts'
import type { Finding } from '../domain/decision.ts'
import type { Told } from '../web/toldView.ts'
import type { StationView, TaskField, TaskForm } from '../web/stationViews.ts'
import type { Fields } from './pageForm.ts'

export type Refused = { readonly findings: readonly Finding[]; readonly told?: Told | null }
export type Typed = {
  readonly act: string
  readonly about: string
  readonly fields: Fields
  readonly findings: readonly Finding[]
  readonly told: Told | null
  /** Null for a single form. */
  readonly round: SentRound | null
}
/** How many of a round were taken, and by journey whoever was not, with the result that was sent for them. */
export type SentRound = {
  readonly taken: number
  readonly refused: ReadonlyMap<string, Refused & { readonly result: string }>
}

/** What was sent and not taken, where the form is not offered any more. */
export function goneOf(
  typed: Typed | null,
  offered: readonly TaskForm[],
  people: ReadonlyMap<string, { readonly name: string }>,
): StationView['gone'] {
  if (!typed || typed.round || offered.some(({ act, about }) => act === typed.act && about === typed.about)) return null
  const { act, about, findings, told } = typed
  // Where on the line somebody stood is nothing that they typed.
  const { from: _, ...fields } = typed.fields
  return { act: act as Act, who: people.get(about)?.name ?? '', fields, findings, told }
}

/** What is typed stays in the form that was refused; every other form is as it was. */
export function withTyped(form: Omit<TaskForm, 'refused' | 'told'>, typed: Typed | null): TaskForm {
  if (typed?.act !== form.act || typed.about !== form.about) return { ...form, refused: [], told: null }
  const { findings: refused, told } = typed
  return { ...form, fields: form.fields.map((field) => refilled(field, typed.fields)), refused, told }
}

export const refilled = (field: TaskField, fields: Fields): TaskField => ({
  ...field,
  value: fields[field.name] ?? field.value,
})
