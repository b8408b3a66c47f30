// A command of a station as a form: its fields, and what was refused beside what was typed.
import type { ComponentChildren } from 'preact'
import type { Act } from '../domain/access/table.ts'
import type { Language } from '../domain/language.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { momentField } from './calendarField.ts'
import { NotTaken } from './form.tsx'
import type { StationView, TaskChoice, TaskField, TaskForm } from './stationViews.ts'

export const actName = (act: Act, language: Language): string => wordFor(language, `task.act.${act}`) ?? act
export const isRefused = ({ refused, told }: Pick<TaskForm, 'refused' | 'told'>): boolean =>
  refused.length > 0 || told !== null
type TaskProps = {
  readonly form: TaskForm
  readonly view: StationView
  readonly titled?: boolean
  readonly children?: ComponentChildren
}

export function Task({ form, view, titled = false, children }: TaskProps) {
  const { language } = view.frame
  const title = actName(form.act, language)
  return (
    <form method="post" action={view.action} aria-label={titled ? title : undefined}>
      {isRefused(form) && <NotTaken typed={{ findings: form.refused, told: form.told }} frame={view.frame} />}
      <input type="hidden" name="form" value={form.act} />
      <input type="hidden" name="about" value={form.about} />
      <input type="hidden" name="version" value={form.version} />
      <input type="hidden" name="nonce" value={`${view.nonce}.${form.act}.${form.about}`} />
      <OnThisPage view={view} />
      {form.fields.map((field) => (
        <Field field={field} of={`${form.act}-${form.about}`} language={language} />
      ))}
      {children}
      <button class="btn btn-primary" type="submit">
        {title}
      </button>
    </form>
  )
}

/** Whoever sends a form stays where they are on the line. */
export function OnThisPage({ view: { find, from } }: { readonly view: StationView }) {
  return (
    <>
      <input type="hidden" name="find" value={find} />
      {from > 0 && <input type="hidden" name="from" value={from} />}
    </>
  )
}

export function Field({ field, of, language }: { field: TaskField; of: string; language: Language }) {
  const words = wordsIn(language)
  if (field.kind === 'hidden') return <input type="hidden" name={field.name} value={field.value} />
  const id = `${of}-${field.name}`
  const label = wordFor(language, `task.${field.name}`) ?? field.name
  return (
    <div class="field">
      <label class="form-label" for={id}>
        {label}
      </label>
      <Entry field={field} id={id} words={words} language={language} />
    </div>
  )
}

type EntryProps = {
  readonly field: Exclude<TaskField, { kind: 'hidden' }>
  readonly id: string
  readonly words: ReturnType<typeof wordsIn>
  readonly language: Language
}

function Entry({ field, id, words, language }: EntryProps) {
  const { name, value } = field
  switch (field.kind) {
    case 'text':
    case 'number':
      return (
        <input
          class="form-control"
          id={id}
          name={name}
          value={value}
          required={!field.optional}
          inputMode={field.kind === 'number' ? 'numeric' : undefined}
          autocomplete="off"
        />
      )
    case 'listed':
      return (
        <input class="form-control" id={id} name={name} value={value} list={field.list} required autocomplete="off" />
      )
    case 'moment':
      return (
        <input class="form-control" id={id} name={name} value={value} {...momentField} required={!field.optional} />
      )
    case 'choice':
      return (
        <select class="form-select" id={id} name={name} required>
          {field.open && <option value="">{words('station.noResult')}</option>}
          {field.options.map((each) => (
            <option value={each} selected={each === value}>
              {optionName[field.words](each, language)}
            </option>
          ))}
        </select>
      )
    case 'named':
      return (
        <select class="form-select" id={id} name={name} required>
          {field.options.map((each) => (
            <option value={each.value} selected={each.value === value}>
              {each.name}
            </option>
          ))}
        </select>
      )
    default:
      return field satisfies never
  }
}

/** What a choice is called, by what it is a choice of. */
const optionName: Readonly<Record<TaskChoice, (value: string, language: Language) => string>> = {
  colour: (value, language) => wordFor(language, `colour.${value}`) ?? value,
  result: (value, language) => wordFor(language, `result.${value}`) ?? value,
  method: (value, language) => wordFor(language, `method.${value}`) ?? value,
  precision: (value, language) => wordFor(language, `precision.${value}`) ?? value,
  cause: (value, language) => wordFor(language, `cause.${value}`) ?? value,
  suitable: (value, language) => wordFor(language, `suitable.${value}`) ?? value,
  outcome: (value, language) => wordFor(language, `outcome.${value}`) ?? value,
  foundTo: (value, language) => wordFor(language, `foundTo.${value}`) ?? value,
}

type MoreProps = {
  readonly title: string
  readonly open: boolean
  /** What somebody came to do. */
  readonly main?: boolean
  readonly children: ComponentChildren
}

export function More({ title, open, main = false, children }: MoreProps) {
  return (
    <details open={open}>
      <summary class={main ? 'btn btn-primary' : undefined}>{title}</summary>
      {children}
    </details>
  )
}
