// What the office decides on a call, and a company on its reply, each with a reason.
import { wordsIn } from '../words/words.ts'
import { momentField } from './calendarField.ts'
import { Field, Form, GoneForm } from './form.tsx'
import type { FormsView } from './formViews.ts'
import type { Frame } from './views.ts'

const names = ['closing', 'reopening', 'cancellation', 'withdrawal'] as const

export function DemandForms({ forms, frame }: { readonly forms: FormsView; readonly frame: Frame }) {
  const words = wordsIn(frame.language)
  if (!names.some((form) => forms.offered.includes(form))) return <GoneForm forms={forms} frame={frame} />
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">{words('decisions.title')}</h2>
      <GoneForm forms={forms} frame={frame} />
      {names.map((form) => (
        <Form {...{ forms, frame }} name={form} button={words(`demandForm.${form}`)}>
          {form === 'reopening' && (
            <Field
              {...{ forms, form }}
              name="closesAt"
              label={words('demand.closes')}
              more={{ ...momentField, required: true }}
            />
          )}
          <Field
            {...{ forms, form }}
            name="reason"
            label={words('form.reason')}
            more={{ maxLength: 500, required: true }}
          />
        </Form>
      ))}
    </section>
  )
}
