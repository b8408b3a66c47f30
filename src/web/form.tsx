// One form of a page: why it was not taken, its fields with what was typed, one button; no script.
import type { ComponentChildren } from 'preact'
import { wordsIn } from '../words/words.ts'
import { Findings } from './findings.tsx'
import type { FormsView } from './formViews.ts'
import type { Frame } from './views.ts'

type Props = {
  readonly forms: FormsView
  readonly name: string
  readonly frame: Frame
  readonly button: string
  /** What the form is about, where a page has several of the name. */
  readonly about?: Readonly<Record<string, string>>
  readonly children?: ComponentChildren
}

export function Form({ forms, name, frame, button, about = {}, children }: Props) {
  if (!forms.offered.includes(name)) return null
  const typed = typedIn(forms, name, about)
  return (
    <form method="post" action={forms.action}>
      {typed && (
        <div class="refused" role="alert">
          <p>{wordsIn(frame.language)('form.refused')}</p>
          <Findings findings={typed.findings} language={frame.language} zone={frame.zone} />
        </div>
      )}
      <input type="hidden" name="form" value={name} />
      <input type="hidden" name="version" value={forms.version} />
      {Object.entries(about).map(([field, value]) => (
        <input type="hidden" name={field} value={value} />
      ))}
      {children}
      <button class="btn btn-primary" type="submit">
        {button}
      </button>
    </form>
  )
}

export const typedIn = ({ typed }: FormsView, name: string, about: Readonly<Record<string, string>> = {}) =>
  typed?.form === name && Object.entries(about).every(([field, value]) => typed.fields[field] === value) ? typed : null

type FieldProps = {
  readonly forms: FormsView
  readonly form: string
  readonly name: string
  readonly label: string
  readonly about?: Readonly<Record<string, string>>
  readonly value?: string
  readonly more?: Readonly<Record<string, string | number | boolean>>
}

/** Its name in the page is the form's and its own, since several forms ask the same. */
export function Field({ forms, form, name, label, about = {}, value = '', more = {} }: FieldProps) {
  const id = [form, ...Object.values(about), name].join('-')
  return (
    <>
      <label class="form-label" for={id}>
        {label}
      </label>
      <input
        class="form-control"
        id={id}
        name={name}
        value={typedIn(forms, form, about)?.fields[name] ?? value}
        {...more}
      />
    </>
  )
}

/** Several lines of text, of which each is one. */
export function Lines({ forms, form, name, label, more = {} }: FieldProps) {
  const id = `${form}-${name}`
  return (
    <>
      <label class="form-label" for={id}>
        {label}
      </label>
      <textarea class="form-control" id={id} name={name} rows={3} {...more}>
        {typedIn(forms, form)?.fields[name] ?? ''}
      </textarea>
    </>
  )
}
