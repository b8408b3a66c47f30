// One person's journey as an officer sees it: where they stand, what is missing, their plan and letters, and every form that may follow.
import type { ComponentChildren } from 'preact'
import type { Zone } from '../domain/instant.ts'
import { isBeforeBoarding, isFinal } from '../domain/journey/stage.ts'
import { currencies, mostOrders, mostStayDays, mostValue } from '../domain/journey/outcome.ts'
import { momentIn, momentsIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Asks } from './asks.tsx'
import { Findings } from './findings.tsx'
import { Field, Form, typedIn } from './form.tsx'
import type { JourneyPageView } from './journeyViews.ts'
import { document } from './layout.tsx'
import { Live } from './live.tsx'
import { Name, visible, Written } from './name.tsx'
import { Terms } from './paragraphs.tsx'
import { Path } from './path.tsx'
import { PlanTable } from './planTable.tsx'

export function journeyPage(view: JourneyPageView): string {
  return document(view.frame, visible(view.person.name), <Whole view={view} />)
}

const zonesOf = ({ charter, stage }: JourneyPageView): readonly [Zone, ...Zone[]] => {
  const { from, to } = charter.record.leg
  return isBeforeBoarding(stage) ? [from.zone, to.zone] : [to.zone]
}

/** Without the forms: a decision is made on what was read. */
const live = ['now', 'facts', 'way', 'letters', 'as-of'].map((part) => `live-${part}`)

function Whole({ view }: { view: JourneyPageView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { person, stage, dossier, missing, warnings, plan } = view
  const { leg } = view.charter.record
  const zones = zonesOf(view)
  return (
    <>
      <h1>
        <Name text={person.name} /> {person.nativeName && <Name text={person.nativeName} />}
      </h1>
      <p class="lead">
        <a href={view.back}>
          {leg.flightNumber} · {leg.from.city} – {leg.to.city}
        </a>
      </p>
      {view.done && (
        <p class="taken" role="status">
          {words('person.done', { what: formName(view.done, view) })}
        </p>
      )}
      <section class="card card-body now" id="live-now" aria-labelledby="now">
        <h2 id="now">{words('person.now')}</h2>
        <p class="stage">{words(`stage.${stage}`)}</p>
        <Findings findings={missing} language={language} zone={zones[0]} />
        {missing.length === 0 && !isFinal(stage) && <p class="good">{words('person.nothingMissing')}</p>}
        {warnings.length > 0 && (
          <>
            <h3>{words('person.warnings')}</h3>
            <Findings findings={warnings} language={language} zone={zones[0]} />
          </>
        )}
        {view.unreachable && (
          <p>
            <a class="badge alarm" href="/mail">
              {words('chamber.unreachable')}
            </a>
          </p>
        )}
      </section>
      <section aria-labelledby="person">
        <h2 id="person">{words('person.title')}</h2>
        <div id="live-facts">
          <Facts view={view} zones={zones} />
        </div>
        <p class="btn-list screen">
          <Links view={view} />
        </p>
        <Asks asks={view.asks} language={language} />
      </section>
      <section aria-labelledby="do">
        <h2 id="do">{words('person.do')}</h2>
        <Forms view={view} />
      </section>
      <section id="live-way" aria-labelledby="way">
        <h2 id="way">{words('status.path')}</h2>
        <Path stage={stage} reached={dossier.reached} homeLeg language={language} zone={zones[0]} now={view.now} />
      </section>
      {plan && isBeforeBoarding(stage) && plan.steps.length > 0 && (
        <section aria-labelledby="plan">
          <h2 id="plan">{words('person.plan')}</h2>
          <PlanTable plan={plan} language={language} zones={zones} />
        </section>
      )}
      <div id="live-letters">{view.letters && <Letters view={view} letters={view.letters} zone={zones[0]} />}</div>
      <Live frame={view.frame} parts={live} />
      <p id="live-as-of" class="asOf">
        {words('status.asOf', { at: momentsIn(language, view.now, zones) })}
      </p>
    </>
  )
}

function Facts({ view, zones }: { view: JourneyPageView; zones: readonly Zone[] }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { person, dossier } = view
  const { code, application } = dossier
  const stay = dossier.stays.at(-1)
  const at = (moment: Parameters<typeof momentsIn>[1]) => momentsIn(language, moment, zones)
  const rows = [
    { label: words('people.document'), value: [person.documentNumber, person.nationality].filter(Boolean).join(' · ') },
    { label: words('unmask.field.birthDate'), value: person.birthDate },
    { label: words('unmask.field.contact'), value: [person.email, person.phone].filter(Boolean).join(' · ') },
    {
      label: words('person.code'),
      value: code
        ? `${words(`colour.${code.colour}`)} · ${words('code.issued', { at: at(code.issuedAt) })}`
        : application
          ? words('code.appliedFor', { at: at(application.at) })
          : words('code.notYet'),
    },
    { label: words('next.room'), value: stay?.room ?? '' },
  ]
  return <Terms rows={rows.flatMap((row) => (row.value ? [{ ...row, value: visible(row.value) }] : []))} />
}

function Links({ view }: { view: JourneyPageView }) {
  const words = wordsIn(view.frame.language)
  const { details, statusLink, unmask, copy, print } = view.links
  return (
    <>
      {details && (
        <a class="btn" href={details}>
          {words('merchant.correct')}
        </a>
      )}
      {unmask && (
        <a class="btn" href={unmask}>
          {words('unmask.link')}
        </a>
      )}
      {copy && (
        <a class="btn" href={copy}>
          {words('person.copy')}
        </a>
      )}
      {print && (
        <a class="btn" href={print}>
          {words('mail.print')}
        </a>
      )}
      {statusLink && (
        <a class="btn" href={statusLink}>
          {words('person.showLink')}
        </a>
      )}
      {view.statusLink && <code class="link">{view.statusLink}</code>}
    </>
  )
}

function formName(form: string, { frame }: JourneyPageView): string {
  const words = wordsIn(frame.language)
  switch (form) {
    case 'code-application':
      return words('due.ApplyForCode')
    case 'seat-acceptance':
      return words('offer.accept')
    case 'seat-decline':
      return words('offer.decline')
    case 'seat-request':
      return words('offer.again')
    case 'withdrawal':
      return words('person.withdraw')
    case 'outcome':
      return words('outcome.title')
    case 'link-renewal':
      return words('person.renewLink')
    default:
      return form
  }
}

function Forms({ view }: { view: JourneyPageView }) {
  const { frame, forms } = view
  const words = wordsIn(frame.language)
  if (!forms.offered.length) return <p class="empty">{words('person.nothingToDo')}</p>
  const plain = ['code-application', 'seat-acceptance', 'seat-request'] as const
  return (
    <>
      {plain.map((name) => (
        <Form forms={forms} name={name} frame={frame} button={formName(name, view)} />
      ))}
      <Behind view={view} name="seat-decline">
        <p>{words('offer.declineMeans')}</p>
        <Form forms={forms} name="seat-decline" frame={frame} button={words('offer.decline')} />
      </Behind>
      <Behind view={view} name="withdrawal">
        <p>{words('person.withdrawMeans')}</p>
        <Form forms={forms} name="withdrawal" frame={frame} button={words('person.withdraw')}>
          <Field
            forms={forms}
            form="withdrawal"
            name="reason"
            label={words('form.reason')}
            more={{ required: true, maxLength: 500 }}
          />
        </Form>
      </Behind>
      <Behind view={view} name="outcome">
        <Form forms={forms} name="outcome" frame={frame} button={words('outcome.send')}>
          <Outcome view={view} />
        </Form>
      </Behind>
      <Behind view={view} name="link-renewal">
        <p>{words('person.renewMeans')}</p>
        <Form forms={forms} name="link-renewal" frame={frame} button={words('person.renewLink')} />
      </Behind>
    </>
  )
}

/** What is not done every day, or cannot be taken back, stands behind a second step. */
function Behind({ view, name, children }: { view: JourneyPageView; name: string; children: ComponentChildren }) {
  if (!view.forms.offered.includes(name)) return null
  return (
    <details open={typedIn(view.forms, name) !== null}>
      <summary>{formName(name, view)}…</summary>
      {children}
    </details>
  )
}

function Outcome({ view }: { view: JourneyPageView }) {
  const { frame, forms, dossier } = view
  const words = wordsIn(frame.language)
  const known = dossier.outcome
  const typed = typedIn(forms, 'outcome')?.fields
  const number = (name: string, label: string, most: number, value: number | null | undefined) => (
    <Field
      forms={forms}
      form="outcome"
      name={name}
      label={label}
      value={String(value ?? '')}
      more={{ type: 'number', min: 0, max: most, step: 1 }}
    />
  )
  const currency = typed?.['currency'] ?? known?.value?.currency ?? ''
  const registered = known?.companyRegistered
  const company = typed?.['company'] ?? (registered === true ? 'yes' : registered === false ? 'no' : '')
  return (
    <>
      <p>{words('outcome.why')}</p>
      {number('orders', words('outcome.orders'), mostOrders, known?.orders)}
      {number('amount', words('outcome.value'), mostValue, known?.value?.amount)}
      <label class="form-label" for="outcome-currency">
        {words('outcome.currency')}
      </label>
      <select class="form-select" id="outcome-currency" name="currency">
        <option value="">–</option>
        {currencies.map((each) => (
          <option value={each} selected={each === currency}>
            {each}
          </option>
        ))}
      </select>
      <label class="form-label" for="outcome-company">
        {words('outcome.company')}
      </label>
      <select class="form-select" id="outcome-company" name="company">
        <option value="">{words('outcome.notSaid')}</option>
        <option value="yes" selected={company === 'yes'}>
          {words('outcome.yes')}
        </option>
        <option value="no" selected={company === 'no'}>
          {words('outcome.no')}
        </option>
      </select>
      {number('stayDays', words('outcome.stay'), mostStayDays, known?.stayDays)}
    </>
  )
}

type LettersProps = {
  readonly view: JourneyPageView
  readonly letters: NonNullable<JourneyPageView['letters']>
  readonly zone: Zone
}
function Letters({ view, letters, zone }: LettersProps) {
  const { language } = view.frame
  const words = wordsIn(language)
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">{words('letters.title')}</h2>
      {letters.length === 0 && <p class="empty">{words('letters.empty')}</p>}
      <ul class="list-group">
        {letters.map(({ href, subject, at, state }) => (
          <li class="list-group-item">
            <a href={href}>{subject === null ? words('letters.unworded') : <Written text={subject} />}</a>{' '}
            <span class={`badge ${state}`}>{words(`letterState.${state}`)}</span>
            {at && <small class="other">{momentIn(language, at, zone)}</small>}
          </li>
        ))}
      </ul>
      {view.links.letters && (
        <p>
          <a href={view.links.letters}>{words('letters.ofCharter')}</a>
        </p>
      )}
    </section>
  )
}
