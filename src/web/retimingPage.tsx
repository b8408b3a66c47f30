// Re-timing a flight: the form, then what the times would do to everybody, then the same times confirmed.
import { retimingOutcomes } from '../domain/charter/retiming.ts'
import { stepName } from '../words/next.ts'
import { momentIn, shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { momentField } from './calendarField.ts'
import { Findings } from './findings.tsx'
import { NotTaken } from './form.tsx'
import { document } from './layout.tsx'
import { Terms } from './paragraphs.tsx'
import type { RetimedPerson, RetimingView } from './retimingViews.ts'
import { Since } from './told.tsx'

export function retimingPage(view: RetimingView): string {
  const { frame, leg, report, back } = view
  const { language } = frame
  const words = wordsIn(language)
  const title = words('retiming.title', { flight: leg.flightNumber })
  return document(
    frame,
    title,
    <>
      <h1>{title}</h1>
      <section aria-labelledby="stands">
        <h2 id="stands">{words('retiming.stands')}</h2>
        <Terms
          rows={[
            ...(leg.plannedBoarding
              ? [{ label: words('flight.boarding'), value: momentIn(language, leg.plannedBoarding, leg.from.zone) }]
              : []),
            { label: words('flight.departure'), value: momentIn(language, leg.scheduledDeparture, leg.from.zone) },
            { label: words('flight.arrival'), value: momentIn(language, leg.scheduledArrival, leg.to.zone) },
          ]}
        />
      </section>
      {view.changed && (
        <div class="refused" role="alert">
          <p>{words('retiming.changed')}</p>
          <Since told={view.told} frame={frame} />
        </div>
      )}
      {report && <Report view={view} report={report} />}
      <Times view={view} />
      <p>
        <a class="btn" href={back}>
          {words('briefing.toCharter')}
        </a>
      </p>
    </>,
  )
}

function Report({ view, report }: { view: RetimingView; report: NonNullable<RetimingView['report']> }) {
  const { frame, action, typed, leg } = view
  const { language } = frame
  const words = wordsIn(language)
  const { counts, obstacles, warnings, people } = report
  return (
    <section class="card card-body" aria-labelledby="report" role="status">
      <h2 id="report">{words('retiming.report')}</h2>
      <ul class="counted">
        {retimingOutcomes.map((outcome) => (
          <li>
            <strong class="figure">{counts[outcome]}</strong> {words(`retiming.${outcome}`)}
          </li>
        ))}
        {report.papers > 0 && (
          <li>
            <strong class="figure">{report.papers}</strong> {words('retiming.papers')}
          </li>
        )}
      </ul>
      {report.edition && <p>{words('retiming.edition', { edition: report.edition })}</p>}
      <Findings findings={[...warnings, ...(report.permit?.findings ?? [])]} language={language} zone={leg.from.zone} />
      {(['cannotMakeIt', 'mustTestAgain'] as const).map((outcome) => {
        const whom = people.filter((person) => person.outcome === outcome)
        return (
          whom.length > 0 && (
            <details>
              <summary>
                {whom.length} {words(`retiming.${outcome}`)}
              </summary>
              <ul>
                {whom.map((person) => (
                  <Person person={person} view={view} />
                ))}
              </ul>
            </details>
          )
        )
      })}
      {obstacles.length > 0 ? (
        <div class="refused" role="alert">
          <p>{words('retiming.obstacles')}</p>
          <Findings findings={obstacles} language={language} zone={leg.from.zone} />
        </div>
      ) : (
        <form method="post" action={action}>
          <p>{words('retiming.notYet')}</p>
          <input type="hidden" name="act" value="confirm" />
          <input type="hidden" name="version" value={report.version} />
          <input type="hidden" name="nonce" value={view.nonce} />
          {Object.entries(typed).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button class="btn btn-primary" type="submit">
            {words('retiming.confirm')}
          </button>
        </form>
      )}
    </section>
  )
}

function Person({ person, view }: { person: RetimedPerson; view: RetimingView }) {
  const { language } = view.frame
  const { zone } = view.leg.from
  const words = wordsIn(language)
  return (
    <li>
      {person.name} · {words(`stage.${person.stage}`)}
      {person.step && ` · ${stepName(person.step, language)}`}
      {person.by && ` · ${words('plan.by', { at: shortMomentIn(language, person.by, zone) })}`}
      <Findings findings={person.findings} language={language} zone={zone} />
    </li>
  )
}

function Times({ view }: { view: RetimingView }) {
  const { frame, action, typed, leg, findings } = view
  const words = wordsIn(frame.language)
  const time = (name: 'departure' | 'boarding' | 'arrival', city: string) => (
    <>
      <label class="form-label" for={name}>
        {words(`retiming.${name}`, { city })}
      </label>
      <input
        class="form-control"
        id={name}
        name={name}
        {...momentField}
        required={name !== 'boarding'}
        value={typed[name]}
      />
    </>
  )
  return (
    <form class="card card-body" method="post" action={action}>
      {(findings.length > 0 || (view.told && !view.changed)) && (
        <NotTaken typed={{ findings, told: view.told }} frame={{ ...frame, zone: leg.from.zone }} />
      )}
      <input type="hidden" name="act" value="look" />
      {time('boarding', leg.from.city)}
      {time('departure', leg.from.city)}
      {time('arrival', leg.to.city)}
      <label class="form-label" for="reason">
        {words('form.reason')}
      </label>
      <input class="form-control" id="reason" name="reason" required maxLength={500} value={typed.reason} />
      <button class={view.report ? 'btn' : 'btn btn-primary'} type="submit">
        {words('retiming.look')}
      </button>
    </form>
  )
}
