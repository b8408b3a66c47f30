// What the organiser and the office decide on an application, each with a form.
import { SeenEndorsement } from '../domain/charter/application.ts'
import { wordsIn } from '../words/words.ts'
import { Field, Form, Lines, typedIn } from './form.tsx'
import type { FormsView } from './formViews.ts'
import type { Frame } from './views.ts'

const all = ['application', 'approval', 'application-return', 'application-refusal']
type Props = {
  readonly forms: FormsView
  readonly frame: Frame
  readonly returned: boolean
  readonly endorsed: boolean
}

export function Decisions({ forms, frame, returned, endorsed }: Props) {
  const words = wordsIn(frame.language)
  if (!all.some((form) => forms.offered.includes(form))) return null
  const seen = typedIn(forms, 'approval')?.fields['endorsement'] ?? ''
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">{words('decisions.title')}</h2>
      <Form {...{ forms, frame }} name="application" button={words('decisions.submit')}>
        {returned && (
          <Field
            {...{ forms }}
            form="application"
            name="answer"
            label={words('decisions.answer')}
            more={{ maxLength: 500 }}
          />
        )}
      </Form>
      <Form {...{ forms, frame }} name="approval" button={words('decisions.approve')}>
        <Lines {...{ forms }} form="approval" name="conditions" label={words('decisions.conditions')} />
        {endorsed && (
          <>
            <label class="form-label" for="approval-endorsement">
              {words('decisions.endorsement')}
            </label>
            <select class="form-select" id="approval-endorsement" name="endorsement">
              {['', ...SeenEndorsement.options].map((each) => (
                <option value={each} selected={each === seen}>
                  {words(`endorsement.${(each || 'none') as SeenEndorsement | 'none'}`)}
                </option>
              ))}
            </select>
          </>
        )}
      </Form>
      {(['application-return', 'application-refusal'] as const).map((form) => (
        <Form {...{ forms, frame }} name={form} button={words(`decisions.${form}`)}>
          <Lines {...{ forms, form }} name="reasons" label={words('decisions.reasons')} more={{ required: true }} />
        </Form>
      ))}
    </section>
  )
}
