// The form by which the rule for seats is published: until when claims are taken, what a need weighs, and what is wrong at its field.
import { knownNeeds, mostPoints, offerHours } from '../domain/charter/seatRule.ts'
import type { Finding } from '../domain/decision.ts'
import { toClock, type Span, type Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { findingIn } from '../words/findings.ts'
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Field, Form, typedIn } from './form.tsx'
import type { FormsView } from './formViews.ts'
import { needIn } from './standing.tsx'
import type { Frame } from './views.ts'

const form = 'seat-rule'
const fields = [
  'closesAt',
  ...knownNeeds.map((need) => `needs.${need}` as const),
  'capPerCompany',
  'offerHours',
] as const
type FieldName = (typeof fields)[number]

type Props = {
  readonly forms: FormsView
  readonly frame: Frame
  /** Between when the claims may close. */
  readonly span: Span
  /** By whose clock the closing is typed. */
  readonly city: string
  readonly zone: Zone
}

export function SeatRuleForm({ forms, frame, span, city, zone }: Props) {
  const { language } = frame
  const words = wordsIn(language)
  if (!forms.offered.includes(form)) return null
  const findings = typedIn(forms, form)?.findings ?? []
  const first = fields.find((name) => findings.some((finding) => fieldOf(finding) === name))
  const field = (name: FieldName) => ({
    ...{ forms, form, name },
    wrong: findings
      .filter((finding) => fieldOf(finding) === name)
      .map((finding) => said(finding, name, language, zone)),
  })
  const focus = (name: FieldName) => (name === first ? { autofocus: true } : {})
  return (
    <section aria-labelledby="publishSeatRule">
      <h2 id="publishSeatRule">{words('seatRuleForm.title')}</h2>
      <p>{words('seatRuleForm.once')}</p>
      <Form {...{ forms, frame }} name={form} button={words('seatRuleForm.publish')} atField={isAtField}>
        <div class="field">
          <Field
            {...field('closesAt')}
            label={words('seatRuleForm.closesAt', { city })}
            hint={words('seatRuleForm.span', {
              from: momentIn(language, span.from, zone),
              until: momentIn(language, span.until, zone),
            })}
            more={{
              ...{ type: 'datetime-local', required: true },
              ...{ min: toClock(span.from, zone), max: toClock(span.until, zone) },
              ...focus('closesAt'),
            }}
          />
        </div>
        <fieldset class="points card card-body" aria-describedby={`${form}-points`}>
          <legend>{words('seatRuleForm.points')}</legend>
          {knownNeeds.map((need) => (
            <div class="field">
              <Field
                {...field(`needs.${need}`)}
                label={needIn(language, need)}
                more={{ type: 'number', min: 0, max: mostPoints, ...focus(`needs.${need}`) }}
              />
            </div>
          ))}
          <p class="hint" id={`${form}-points`}>
            {words('seatRuleForm.pointsHint')}
          </p>
        </fieldset>
        <div class="field">
          <Field
            {...field('capPerCompany')}
            label={words('seatRuleForm.cap')}
            hint={words('seatRuleForm.capHint')}
            more={{ type: 'number', min: 1, ...focus('capPerCompany') }}
          />
        </div>
        <div class="field">
          <Field
            {...field('offerHours')}
            label={words('seatRuleForm.offerHours')}
            value={String(offerHours.usual)}
            more={{
              ...{ type: 'number', min: offerHours.least, max: offerHours.most, step: 'any', required: true },
              ...focus('offerHours'),
            }}
          />
        </div>
      </Form>
    </section>
  )
}

/** Where a finding is told; null where it is about no one field. */
function fieldOf({ code, facts }: Finding): FieldName | null {
  if (code.startsWith('seatsClose')) return 'closesAt'
  return code === 'invalid' ? (fields.find((name) => name === facts['field']) ?? null) : null
}
const isAtField = (finding: Finding): boolean => fieldOf(finding) !== null

function said(finding: Finding, name: FieldName, language: Language, zone: Zone): string {
  if (finding.code !== 'invalid') return findingIn(language, finding, zone)
  const what = name === 'closesAt' || name === 'capPerCompany' || name === 'offerHours' ? name : 'needs'
  return wordsIn(language)(`seatRuleForm.wrong.${what}`)
}
