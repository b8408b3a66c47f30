// The conditions of an approval: done with who, when and why, open with the forms that submit, confirm and send back.
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import type { ConditionView, SaidView } from './conditionViews.ts'
import { Field, Form, NotTaken, Typed } from './form.tsx'
import type { FormsView } from './formViews.ts'
import type { Frame } from './views.ts'

type Props = { readonly conditions: readonly ConditionView[]; readonly forms: FormsView; readonly frame: Frame }

export function Conditions({ conditions, forms, frame }: Props) {
  const words = wordsIn(frame.language)
  if (!conditions.length) return null
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions">{words('conditions.title')}</h2>
      <ol class="conditions">
        {conditions.map((condition) => (
          <li>
            <One condition={condition} forms={forms} frame={frame} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function One({ condition, forms, frame }: Omit<Props, 'conditions'> & { readonly condition: ConditionView }) {
  const words = wordsIn(frame.language)
  const { id, submitted, returned, fulfilled } = condition
  const about = { condition: id }
  const offers: Readonly<Record<string, boolean>> = {
    evidence: !fulfilled,
    fulfilment: !fulfilled,
    'evidence-return': Boolean(submitted || fulfilled),
  }
  // Sent, and not offered any more as the condition stands now: another form of the page says nothing of it.
  const { typed } = forms
  const gone = typed?.fields['condition'] === id && forms.offered.includes(typed.form) && !offers[typed.form]
  const field = (form: string, name: string, label: string, required = true) => (
    <Field {...{ forms, form, name, label, about }} more={{ maxLength: 500, required }} />
  )
  return (
    <>
      <p>{condition.words}</p>
      {gone && (
        <NotTaken typed={typed} frame={frame}>
          <Typed fields={typed.fields} />
        </NotTaken>
      )}
      {fulfilled && <Said mark="✓ " said={fulfilled} frame={frame} />}
      {fulfilled?.confirmedBy && <p class="hint">{words('conditions.confirmed', { by: fulfilled.confirmedBy })}</p>}
      {submitted && <Said mark={`${words('conditions.submitted')}: `} said={submitted} frame={frame} />}
      {returned && <Said mark={`${words('conditions.returned')}: `} said={returned} frame={frame} />}
      {!fulfilled && !submitted && !returned && <p class="hint">{words('conditions.open')}</p>}
      {offers['evidence'] && (
        <>
          <Form {...{ forms, frame, about }} name="evidence" button={words('conditions.submit')}>
            {field('evidence', 'evidence', words('conditions.evidence'))}
          </Form>
          <Form {...{ forms, frame, about }} name="fulfilment" button={words('conditions.confirm')}>
            {field('fulfilment', 'evidence', words('conditions.evidence'), !submitted)}
          </Form>
        </>
      )}
      {offers['evidence-return'] && (
        <Form {...{ forms, frame, about }} name="evidence-return" button={words('conditions.sendBack')}>
          {field('evidence-return', 'reason', words('form.reason'))}
        </Form>
      )}
    </>
  )
}

function Said({ mark, said, frame }: { readonly mark: string; readonly said: SaidView; readonly frame: Frame }) {
  const at = momentIn(frame.language, said.at, frame.zone)
  return (
    <p class="hint">
      {mark}
      {said.words}
      <br />
      {said.by ? `${said.by}, ${at}` : at}
    </p>
  )
}
