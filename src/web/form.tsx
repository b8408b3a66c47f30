// One form of a page: why it was not taken, its fields with what was typed, one button; no script.
import type { ComponentChildren } from 'preact'
import type { Finding } from '../domain/decision.ts'
import { wordsIn } from '../words/words.ts'
import { Findings } from './findings.tsx'
import type { FormsView, TypedForm } from './formViews.ts'
import { Since } from './told.tsx'
import type { Frame } from './views.ts'

type Props = {
  readonly forms: FormsView
  readonly name: string
  readonly frame: Frame
  readonly button: string
  /** What the form is about, where a page has several of the name. */
  readonly about?: Readonly<Record<string, string>>
  /** Whether the form tells this at one of its fields. */
  readonly atField?: (finding: Finding) => boolean
  readonly children?: ComponentChildren
}

export function Form({ forms, name, frame, button, about = {}, atField = () => false, children }: Props) {
  if (!forms.offered.includes(name)) return null
  const typed = typedIn(forms, name, about)
  return (
    <form method="post" action={forms.action}>
      {typed && <NotTaken typed={typed} frame={frame} atField={atField} />}
      <input type="hidden" name="form" value={name} />
      <input type="hidden" name="version" value={forms.version} />
      <input type="hidden" name="nonce" value={[forms.nonce, name, ...Object.values(about)].join('.')} />
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

/** A form that was not taken and is not offered any more where the thing stands now: why, and what was typed, to be copied. */
export function GoneForm({ forms, frame }: { readonly forms: FormsView; readonly frame: Frame }) {
  const { typed } = forms
  if (!typed || forms.offered.includes(typed.form)) return null
  return (
    <NotTaken typed={typed} frame={frame}>
      <Typed fields={typed.fields} />
    </NotTaken>
  )
}

const carried = ['form', 'version', 'nonce', 'about', 'find', 'condition', 'id', 'test']
/** What somebody wrote, without what the page itself put into the form. */
export function Typed({ fields }: { readonly fields: TypedForm['fields'] }) {
  const written = Object.entries(fields).filter(([name, value]) => value && !carried.includes(name))
  if (!written.length) return null
  return (
    <ul>
      {written.map(([, value]) => (
        <li>
          <bdi>{value}</bdi>
        </li>
      ))}
    </ul>
  )
}

type NotTakenProps = {
  readonly typed: { readonly findings: TypedForm['findings']; readonly told?: TypedForm['told'] | null }
  readonly frame: Frame
  readonly atField?: Props['atField']
  readonly children?: ComponentChildren
}
export function NotTaken({ typed, frame, atField = () => false, children }: NotTakenProps) {
  const words = wordsIn(frame.language)
  const above = typed.findings.filter((finding) => !atField(finding))
  return (
    <div class="refused alert alert-danger" role="alert">
      <p>{words('form.refused')}</p>
      {above.length < typed.findings.length && <p>{words('form.atFields')}</p>}
      <Findings findings={above} language={frame.language} zone={frame.zone} />
      <Since told={typed.told ?? null} frame={frame} />
      {children}
    </div>
  )
}

type FieldProps = {
  readonly forms: FormsView
  readonly form: string
  readonly name: string
  readonly label: string
  readonly about?: Readonly<Record<string, string>>
  readonly value?: string
  readonly hint?: string
  /** Why what was typed was not taken. */
  readonly wrong?: readonly string[]
  readonly more?: Readonly<Record<string, string | number | boolean>>
}

/** Its name in the page is the form's and its own, since several forms ask the same. */
export function Field({ forms, form, name, label, about = {}, value = '', hint, wrong = [], more = {} }: FieldProps) {
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
        {...notedBy({ id, hint, wrong })}
        {...more}
      />
      <FieldNotes {...{ id, hint, wrong }} />
    </>
  )
}

type NotesProps = { readonly id: string; readonly hint: string | undefined; readonly wrong: readonly string[] }
/** What is said under a field: how it is filled, and why what was typed was not taken. */
export function FieldNotes({ id, hint, wrong }: NotesProps) {
  return (
    <>
      {hint && (
        <small class="hint form-hint" id={`${id}-hint`}>
          {hint}
        </small>
      )}
      {wrong.length > 0 && (
        <ul class="findings" id={`${id}-wrong`}>
          {wrong.map((each) => (
            <li>{each}</li>
          ))}
        </ul>
      )}
    </>
  )
}
/** What a field says of itself to whoever does not see them. */
export const notedBy = ({ id, hint, wrong }: NotesProps) => {
  const described = [...(hint ? [`${id}-hint`] : []), ...(wrong.length ? [`${id}-wrong`] : [])]
  return {
    ...(described.length ? { 'aria-describedby': described.join(' ') } : {}),
    ...(wrong.length ? { 'aria-invalid': true } : {}),
  }
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
