// Somebody whom a role sees shortened: asked for with a reason, and shown in full once.
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { Terms } from './paragraphs.tsx'
import { RefusedBox } from './refusedBox.tsx'
import type { UnmaskedView, UnmaskView } from './views.ts'

const mostReason = 500

export function unmaskPage({ frame, action, back, person, offered, asked, reason, findings }: UnmaskView): string {
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('unmask.title'),
    <section class="card card-body narrow">
      <h1>{words('unmask.title')}</h1>
      <RefusedBox findings={findings} frame={frame} />
      <p>
        {person.name} · {person.documentNumber}
      </p>
      <p>{words('unmask.why')}</p>
      <form method="post" action={action}>
        <fieldset>
          <legend>{words('unmask.what')}</legend>
          {offered.map((field) => (
            <label>
              <input
                class="form-check-input"
                type="checkbox"
                name="fields"
                value={field}
                checked={asked.includes(field)}
              />{' '}
              {words(`unmask.field.${field}`)}
            </label>
          ))}
        </fieldset>
        <label class="form-label" for="reason">
          {words('unmask.reason')}
        </label>
        <textarea class="form-control" id="reason" name="reason" rows={3} required maxLength={mostReason}>
          {reason}
        </textarea>
        <p>
          <button class="btn btn-primary" type="submit">
            {words('unmask.button')}
          </button>{' '}
          <a href={back}>{words('unmask.back')}</a>
        </p>
      </form>
    </section>,
  )
}

export function unmaskedPage({ frame, person, fields, back }: UnmaskedView): string {
  const words = wordsIn(frame.language)
  const values = {
    name: [person.name, person.nativeName],
    document: [person.documentNumber, person.nationality],
    birthDate: [person.birthDate],
    contact: [person.email, person.phone],
  }
  return document(
    frame,
    words('unmask.title'),
    <section class="card card-body narrow">
      <h1>{words('unmask.title')}</h1>
      <Terms
        rows={(Object.keys(values) as (keyof typeof values)[])
          .filter((field) => fields.includes(field))
          .map((field) => ({
            label: words(`unmask.field.${field}`),
            value: values[field].filter((each) => each !== '').join(' · '),
          }))}
      />
      <p>{words('unmask.once')}</p>
      <p>
        <a class="btn btn-primary" href={back}>
          {words('unmask.back')}
        </a>
      </p>
    </section>,
  )
}
