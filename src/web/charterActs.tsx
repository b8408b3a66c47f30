// The steps of a charter that need no more than a word: registration, manifest, turning back, the end.
import { wordsIn } from '../words/words.ts'
import { Field, Form, typedIn } from './form.tsx'
import type { FormsView } from './formViews.ts'
import type { Frame } from './views.ts'

const plain = ['registration-opening', 'manifest-closing', 'completion'] as const
/** With the reason, behind a fold: nobody sends these by a slip. */
const grave = ['turn-back', 'cancellation'] as const

export function CharterActs({ forms, frame }: { readonly forms: FormsView; readonly frame: Frame }) {
  const words = wordsIn(frame.language)
  if (![...plain, ...grave].some((form) => forms.offered.includes(form))) return null
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{words('charterActs.title')}</h2>
      {plain.map((form) => (
        <Form {...{ forms, frame }} name={form} button={words(`charterActs.${form}`)} />
      ))}
      {grave
        .filter((form) => forms.offered.includes(form))
        .map((form) => (
          <details open={typedIn(forms, form) !== null}>
            <summary>{words(`charterActs.${form}`)}…</summary>
            <Form {...{ forms, frame }} name={form} button={words(`charterActs.${form}`)}>
              <p class="hint">{words('charterActs.surely')}</p>
              <Field
                {...{ forms, form }}
                name="reason"
                label={words('form.reason')}
                more={{ required: true, maxLength: 500 }}
              />
            </Form>
          </details>
        ))}
    </section>
  )
}
