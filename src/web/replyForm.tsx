// The form of a reply: a block a group of merchants, one button, no script.
import { LetterState, VisaState } from '../domain/demand/line.ts'
import { wordsIn } from '../words/words.ts'
import { dayField } from './calendarField.ts'
import type { ReplyForm as Form, TypedLine } from './demandViews.ts'
import { Findings } from './findings.tsx'
import { Since } from './told.tsx'
import type { Frame } from './views.ts'

export function ReplyForm({ form, frame }: { form: Form; frame: Frame }) {
  const words = wordsIn(frame.language)
  const refused = form.findings.length > 0 || form.told !== null
  return (
    <form class="card card-body" method="post" action={form.action}>
      <h2 id="reply">{words('demand.form')}</h2>
      <input type="hidden" name="version" value={form.version} />
      <input type="hidden" name="nonce" value={`${form.nonce}.reply`} />
      {form.saved && (
        <p class="good" role="status">
          {words('demand.saved')}
        </p>
      )}
      {refused && (
        <div class="refused" id="refused" role="alert">
          <p>{words('demand.refused')}</p>
          <Findings findings={form.findings} language={frame.language} zone={frame.zone} />
          <Since told={form.told} frame={frame} />
        </div>
      )}
      <p class="hint">{words('demand.hint')}</p>
      {form.lines.map((line, number) => (
        <Group line={line} number={number} frame={frame} />
      ))}
      <p>
        <button class="btn btn-primary" type="submit">
          {words('demand.send')}
        </button>
      </p>
    </form>
  )
}

function Group({ line, number, frame }: { line: TypedLine; number: number; frame: Frame }) {
  const words = wordsIn(frame.language)
  const field = (name: keyof TypedLine, label: string, more: Readonly<Record<string, string | number>> = {}) => (
    <div>
      <label class="form-label" for={`${name}-${number}`}>
        {label}
      </label>
      <input class="form-control" id={`${name}-${number}`} name={`${name}-${number}`} value={line[name]} {...more} />
    </div>
  )
  const choice = (
    name: 'visa' | 'invitationLetter',
    label: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <div>
      <label class="form-label" for={`${name}-${number}`}>
        {label}
      </label>
      <select class="form-select" id={`${name}-${number}`} name={`${name}-${number}`}>
        {options.map(([value, text]) => (
          <option value={value} selected={line[name] === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <fieldset>
      <legend>{words('demand.line', { number: number + 1 })}</legend>
      {field('merchants', words('demand.merchants'), { type: 'number', min: 1, inputMode: 'numeric' })}
      {field('company', words('demand.company'), { maxLength: 120 })}
      {field('country', words('demand.country'), { maxLength: 2 })}
      {field('nationality', words('demand.nationality'), { maxLength: 2 })}
      {field('purpose', words('demand.purpose'), { maxLength: 300 })}
      {field('earliestDate', words('demand.earliestDate'), dayField)}
      {field('passportUntil', words('demand.passportUntil'), dayField)}
      {choice(
        'visa',
        words('demand.visa'),
        VisaState.options.map((each) => [each, words(`visaState.${each}`)] as const),
      )}
      {choice(
        'invitationLetter',
        words('demand.letter'),
        LetterState.options.map((each) => [each, words(`letterState.${each}`)] as const),
      )}
    </fieldset>
  )
}
