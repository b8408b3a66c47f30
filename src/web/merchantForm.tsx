// The form of one merchant: fields in four groups, each with its hint and what is wrong with it; the first wrong one has the focus.
import type { Language } from '../domain/language.ts'
import { countryIn } from '../words/numbers.ts'
import { languageNames, wordsIn } from '../words/words.ts'
import { dayField, momentField } from './calendarField.ts'
import { FieldNotes, notedBy } from './form.tsx'
import type { MerchantField, MerchantForm as Form } from './merchantFormViews.ts'

const groups = {
  passport: [
    'surname',
    'givenNames',
    'nativeName',
    'documentNumber',
    'issuingState',
    'nationality',
    'birthDate',
    'sex',
    'documentExpiry',
    'mrz',
  ],
  contact: ['phone', 'email', 'language', 'hostCompany'],
  journey: [
    'purpose',
    'need',
    'destination',
    'costBearer',
    'party',
    'partyRole',
    'homeSuitable',
    'pastInfection',
    'consentAt',
  ],
  papers: [
    'invitationNumber',
    'invitationDate',
    'visaKind',
    'visaNumber',
    'visaExpiry',
    'originCountry',
    'originDeparture',
    'originCodeSeen',
  ],
} as const

const types: Readonly<Record<string, { readonly type: 'date' | 'datetime-local' | 'tel' | 'email' }>> = {
  birthDate: dayField,
  documentExpiry: dayField,
  invitationDate: dayField,
  visaExpiry: dayField,
  consentAt: momentField,
  originDeparture: momentField,
  phone: { type: 'tel' },
  email: { type: 'email' },
}
/** Those for which an answer that nobody gave would be taken. */
const yesOrNo = ['homeSuitable', 'pastInfection', 'originCodeSeen']

type Props = {
  readonly form: Form
  readonly language: Language
  readonly button: string
}

export function MerchantForm({ form, language, button }: Props) {
  const words = wordsIn(language)
  const wrong = form.fields.filter((field) => field.wrong.length > 0)
  return (
    <form method="post" action={form.action} class="merchant">
      <input type="hidden" name="nonce" value={form.nonce} />
      {form.version !== null && <input type="hidden" name="version" value={form.version} />}
      {(wrong.length > 0 || form.wrong.length > 0) && (
        <div class="refused" role="alert">
          <p>{words('form.refused')}</p>
          <ul class="findings">
            {form.wrong.map((each) => (
              <li>{each}</li>
            ))}
            {wrong.map(({ column, name }) => (
              <li>
                <a href={`#field-${column}`}>{name}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {Object.entries(groups).map(([group, columns]) => (
        <fieldset class="card card-body">
          <legend>{words(`merchant.${group as keyof typeof groups}`)}</legend>
          {columns.map((column) => {
            const field = form.fields.find((each) => each.column === column)
            return field ? <Entry field={field} first={field === wrong[0]} language={language} /> : null
          })}
        </fieldset>
      ))}
      {form.doubted && (
        <label class="choice">
          <input type="checkbox" name="otherPerson" value="true" /> {words('merchant.otherPerson')}
        </label>
      )}
      <button type="submit" class="btn btn-primary">
        {button}
      </button>
    </form>
  )
}

function Entry({ field, first, language }: { field: MerchantField; first: boolean; language: Language }) {
  const words = wordsIn(language)
  const { column, name, optional, value } = field
  const wrong = field.noClock ? [words('merchant.noClock', { field: name })] : field.wrong
  const id = `field-${column}`
  const choices = choicesOf(column, language)
  const notes = { id, hint: choices ? undefined : hintOf(field, language), wrong }
  const more = {
    id,
    name: column,
    ...notedBy(notes),
    ...(first ? { autofocus: true } : {}),
  }
  return (
    <div class="field">
      <label for={id} class="form-label">
        {name} {optional && <span class="hint">{words('merchant.optional')}</span>}
      </label>
      {choices ? (
        <select {...more} class="form-select" required={!optional}>
          {(optional || value === '') && <option value="">–</option>}
          {choices.map(([each, said]) => (
            <option value={each} selected={each === value}>
              {said}
            </option>
          ))}
        </select>
      ) : column === 'mrz' ? (
        <textarea {...more} class="form-control" rows={2} autocomplete="off" spellcheck={false} dir="ltr">
          {value}
        </textarea>
      ) : (
        <input
          {...more}
          class="form-control"
          {...((types[column] ?? { type: 'text' }) as { type: 'text' })}
          value={value}
          required={!optional && column !== 'givenNames'}
          autocomplete="off"
          dir={types[column] ? undefined : 'auto'}
        />
      )}
      <FieldNotes {...notes} />
    </div>
  )
}

/** A sheet asks for moments with their offset, a form by a clock. */
function hintOf({ column, hint, clock }: MerchantField, language: Language): string {
  const words = wordsIn(language)
  if (clock) {
    const { city, country, oneClock } = clock
    const asked = words('merchant.originClock', { city })
    if (!country) return asked
    return `${asked} ${words('merchant.originClockNow', { place: oneClock ? countryIn(language, country) : city })}`
  }
  if (column === 'consentAt') return words('merchant.consentHint')
  return types[column] === dayField ? words('merchant.day') : hint
}

function choicesOf(column: string, language: Language): readonly (readonly [string, string])[] | null {
  const words = wordsIn(language)
  if (yesOrNo.includes(column))
    return [
      ['yes', words('outcome.yes')],
      ['no', words('outcome.no')],
    ]
  switch (column) {
    case 'sex':
      return (['F', 'M', 'X'] as const).map((each) => [each, words(`sex.${each}`)])
    case 'language':
      return Object.entries(languageNames)
    case 'costBearer':
      return (['self', 'organiser', 'hostCompany', 'city'] as const).map((each) => [each, words(`bearer.${each}`)])
    case 'partyRole':
      return (['traveller', 'guardian', 'dependant'] as const).map((each) => [each, words(`partyRole.${each}`)])
    case 'visaKind':
      return [
        ['M', 'M'],
        ['F', 'F'],
        ['residencePermit', words('visaState.residencePermit')],
        ['apecCard', words('visaState.apecCard')],
        ['none', words('merchant.noVisa')],
      ]
    default:
      return null
  }
}
