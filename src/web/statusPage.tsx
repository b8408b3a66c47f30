// The merchant's own page: where I am, what is next, by when.
import type { Instant, Zone } from '../domain/instant.ts'
import { isBeforeBoarding, isFinal } from '../domain/journey/stage.ts'
import { colourAsked } from '../domain/policy/healthCode.ts'
import { agendaOf } from '../words/agenda.ts'
import { observationDays } from '../words/days.ts'
import { flightRows, headlineFor, helpFor, nextFor } from '../words/next.ts'
import { reasonFor } from '../words/seating.ts'
import { findingsOf, zonesOf } from '../words/situation.ts'
import { everyZone, fromNowIn, momentsIn, zoneName } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Calendar } from './calendar.tsx'
import { Editions } from './editions.tsx'
import { OfferForms, RefusedAnswer } from './offerForms.tsx'
import { Findings } from './findings.tsx'
import { OutcomeForm } from './outcomeForm.tsx'
import { document } from './layout.tsx'
import { visible } from './name.tsx'
import { Paragraphs, Terms } from './paragraphs.tsx'
import { Path } from './path.tsx'
import { PlanTable } from './planTable.tsx'
import { Standing } from './standing.tsx'
import type { StatusView } from './views.ts'

export function statusPage(view: StatusView): string {
  const words = wordsIn(view.frame.language)
  return document(view.frame, words('status.title'), <Status view={view} />)
}

function Status({ view }: { view: StatusView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { stage, dossier } = view.journey
  const { leg } = view.charter.record
  const zones = zonesOf(view)
  const headline = headlineFor(view, language)
  const beforeLanding = dossier.landed === null
  const onTheGround = isBeforeBoarding(stage)
  const days = view.observation ? observationDays(view.observation, dossier, view.now) : []
  return (
    <>
      <h1>{words('status.heading', { name: visible(view.name) })}</h1>
      <p class="lead">
        {leg.flightNumber} · {leg.from.city} – {leg.to.city}
      </p>
      <RefusedAnswer view={view} zone={zones[0]} />
      <section class="card card-body now" aria-labelledby="now">
        <h2 id="now">{words('letter.whereYouAre')}</h2>
        <p class="stage">{words(`stage.${stage}`)}</p>
        {headline && (
          <p class="headline">
            <span>{headline.label}</span> <strong>{headline.value}</strong>{' '}
            {headline.at && <span>{fromNowIn(language, headline.at, view.now)}</span>}
          </p>
        )}
        <Findings findings={findingsOf(view)} language={language} zone={zones[0]} discreet />
        {onTheGround && <Paragraphs all={reasonFor(view, language)} />}
        <h2>{words('letter.whatIsNext')}</h2>
        <Paragraphs all={nextFor(view, language)} />
        <OfferForms view={view} />
        {beforeLanding && view.mission?.assumed && <p class="remark">{words('assumed.mission')}</p>}
        {!beforeLanding && view.observation?.assumed && <p class="remark">{words('assumed.observation')}</p>}
        {agendaOf(view).length > 0 && (
          <p>
            <a class="btn btn-primary" href={view.calendarHref}>
              {words('calendar.add')}
            </a>
          </p>
        )}
      </section>
      <OutcomeForm view={view} zones={zones} />
      {view.own && (stage === 'waitlisted' || stage === 'offered') && <Standing own={view.own} view={view} />}
      <section aria-labelledby="way">
        <h2 id="way">{words('status.path')}</h2>
        <Path
          stage={stage}
          reached={dossier.reached}
          homeLeg={view.observation?.home.value.days !== 0}
          language={language}
          zone={zones[0]}
          now={view.now}
        />
      </section>
      {onTheGround && view.plan.steps.length > 0 && (
        <section aria-labelledby="plan">
          <h2 id="plan">{words('plan.title')}</h2>
          <PlanTable plan={view.plan} language={language} zones={zones} />
        </section>
      )}
      {onTheGround && <CodeSection view={view} zones={zones} />}
      {days.length > 0 && (
        <section aria-labelledby="days">
          <h2 id="days">{words('day.title')}</h2>
          <Calendar days={days} language={language} />
        </section>
      )}
      {beforeLanding && !isFinal(stage) && (
        <section aria-labelledby="flight">
          <h2 id="flight">{words('flight.title')}</h2>
          <Terms rows={flightRows(view, language)} />
        </section>
      )}
      <section aria-labelledby="help">
        <h2 id="help">{words('letter.ifSomethingIsWrong')}</h2>
        <p>{helpFor(view, language)}</p>
        <HowToAsk view={view} />
      </section>
      <p>
        <a class="btn" href={view.lettersHref}>
          {words('status.letters')}
        </a>
      </p>
      <ZoneChoice view={view} zones={zones} />
      <section aria-labelledby="rules">
        <h2 id="rules">{words('editions.title')}</h2>
        <Editions editions={view.editions} language={language} />
      </section>
      <p class="asOf">{words('status.asOf', { at: momentsIn(language, view.now, zones) })}</p>
    </>
  )
}

/** By letter: every one is answered, and the address says whose journey it is about. */
function HowToAsk({ view }: { view: StatusView }) {
  const words = wordsIn(view.frame.language)
  if (!view.writeTo) return null
  return (
    <p>
      {words('status.ask')}{' '}
      <a href={`mailto:${view.writeTo}`} class="typed" dir="ltr">
        {view.writeTo}
      </a>
    </p>
  )
}

function ZoneChoice({ view, zones }: { view: StatusView; zones: readonly Zone[] }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { action, chosen, open } = view.zoneChoice
  return (
    <section aria-labelledby="zone">
      <h2 id="zone">{words('status.zones')}</h2>
      <ul>
        {zones.map((zone) => (
          <li>
            {zoneName(language, zone, view.now)} <small>{zone}</small>
          </li>
        ))}
      </ul>
      {open ? (
        <form method="get" action={action}>
          <label class="form-label" for="own-zone">
            {words('status.ownZone')}
          </label>
          <select class="form-select" id="own-zone" name="zone">
            {everyZone().map((zone) => (
              <option value={zone} selected={zone === (chosen ?? zones.at(-1))}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
          <button class="btn btn-primary" type="submit">
            {words('status.useZone')}
          </button>
        </form>
      ) : (
        <p>
          <a class="btn" href={`${action}?zone=choose#zone`}>
            {words('status.otherZone')}
          </a>
        </p>
      )}
    </section>
  )
}

function CodeSection({ view, zones }: { view: StatusView; zones: readonly Zone[] }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { code, application, traits } = view.journey.dossier
  const asked = view.mission ? colourAsked(view.mission, traits.testExempt) : null
  if (!code && !asked) return null
  const at = (instant: Instant) => momentsIn(language, instant, zones)
  const rows = code
    ? [
        { label: words('code.state'), value: words('code.issued', { at: at(code.issuedAt) }) },
        ...(code.validUntil ? [{ label: words('code.validUntil'), value: at(code.validUntil) }] : []),
      ]
    : [
        {
          label: words('code.state'),
          value: application ? words('code.appliedFor', { at: at(application.at) }) : words('code.notYet'),
        },
      ]
  const colour = code?.colour ?? asked
  return (
    <section aria-labelledby="code">
      <h2 id="code">{words('code.title')}</h2>
      {colour && (
        <p class={`code ${colour}${code ? '' : ' awaited'}`}>
          <span class="chip" aria-hidden="true" />
          {words(code ? 'code.yours' : 'code.asked', { colour: words(`colour.${colour}`) })}
        </p>
      )}
      <Terms rows={rows} />
    </section>
  )
}
