// One charter: its terms, the rules that bind it, how far its people are, who carries them, and what is due.
import type { Language } from '../domain/language.ts'
import { bindingIn } from '../words/binding.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { shortMomentIn } from '../words/when.ts'
import { flightRows } from '../words/next.ts'
import { Application } from './application.tsx'
import { Asks } from './asks.tsx'
import { Breaker } from './breaker.tsx'
import { ChamberLinks } from './chamberLinks.tsx'
import { CharterActs } from './charterActs.tsx'
import { CharterMore } from './charterMore.tsx'
import { Conditions } from './conditions.tsx'
import { Decisions } from './decisions.tsx'
import { DueList } from './dueList.tsx'
import { Editions } from './editions.tsx'
import { Findings } from './findings.tsx'
import { GoneForm } from './form.tsx'
import { Funnel } from './funnel.tsx'
import { Live } from './live.tsx'
import { document } from './layout.tsx'
import { Outcomes } from './outcomes.tsx'
import { Paragraphs, Terms } from './paragraphs.tsx'
import { People } from './people.tsx'
import { CharterPlan } from './charterPlan.tsx'
import { Reached } from './reached.tsx'
import { Rooms } from './rooms.tsx'
import { Runs } from './runs.tsx'
import { Stuck } from './stuck.tsx'
import { SeatRule } from './seatRule.tsx'
import { SeatRuleForm } from './seatRuleForm.tsx'
import { TableKeysDialog } from './tableKeysDialog.tsx'
import { ToStation } from './toStation.tsx'
import type { CharterView, ReasonView } from './views.ts'

export function charterPage(view: CharterView): string {
  const { leg } = view.charter.record
  return document(view.frame, `${leg.flightNumber} ${leg.from.city} – ${leg.to.city}`, <One view={view} />)
}

/** Without the sections that hold forms: a decision is made on what was read. */
const live = [
  'labels',
  'due',
  'stuck',
  'reached',
  'plan',
  'funnel',
  'balance',
  'runs',
  'rooms',
  'reasons',
  'terms',
  'outcomes',
  'seats',
  'breaker',
  'people',
  'as-of',
].map((part) => `live-${part}`)

function One({ view }: { view: CharterView }) {
  const { language, zone } = view.frame
  const words = wordsIn(language)
  const { charter } = view
  const { leg } = charter.record
  return (
    <>
      <p class="labels" id="live-labels">
        <span class={`badge charter ${charter.stage}`}>{words(`charterStage.${charter.stage}`)}</span>
        {view.balance.unaccounted > 0 && (
          <span class="badge alarm">{words('board.unaccounted', { number: view.balance.unaccounted })}</span>
        )}
        {view.undeliverable ? (
          <a class="badge alarm" href="/mail">
            {words('letters.undeliverable', { number: view.undeliverable })}
          </a>
        ) : null}
      </p>
      <h1>
        {leg.flightNumber} · {leg.from.city} – {leg.to.city}
      </h1>
      <p class="lead">{charter.record.terms.title}</p>
      {view.chamber && <ChamberLinks ways={view.chamber} language={language} />}
      {view.station && <ToStation link={view.station} language={language} />}
      {view.more && <CharterMore links={view.more} language={language} />}
      <GoneForm forms={view.forms} frame={view.frame} />
      {charter.record.reasons.length > 0 && (
        <ul class="findings">
          {charter.record.reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
      )}
      <Contents language={language} />
      <section id="live-due" class="card card-body now" aria-labelledby="due">
        <h2 id="due">{words('due.title')}</h2>
        <DueList due={view.due} language={language} zone={zone} now={view.now} />
      </section>
      <section id="live-stuck" aria-labelledby="stuck">
        <h2 id="stuck">{words('stuck.title')}</h2>
        <Stuck stuck={view.stuck} now={view.now} language={language} zones={[leg.from.zone, leg.to.zone]} />
      </section>
      <section id="live-reached" aria-labelledby="reached">
        <h2 id="reached">{words('reached.title')}</h2>
        <Reached reached={view.reached} language={language} zone={zone} />
      </section>
      <section id="live-plan" aria-labelledby="plan">
        <h2 id="plan">{words('charterPlan.title')}</h2>
        <CharterPlan
          bars={view.plan}
          now={view.now}
          language={language}
          zones={{ departure: leg.from.zone, arrival: leg.to.zone }}
        />
      </section>
      <div class="columns">
        <section id="live-funnel" aria-labelledby="funnel">
          <h2 id="funnel">{words('funnel.title')}</h2>
          <Funnel tallies={view.tallies} language={language} />
        </section>
        <section id="live-balance" aria-labelledby="balance">
          <h2 id="balance">{words('balance.title')}</h2>
          <BalanceTable view={view} />
        </section>
        <section id="live-terms" aria-labelledby="terms">
          <h2 id="terms">{words('terms.title')}</h2>
          <TermsOf view={view} />
        </section>
        <Application charter={charter} permit={view.permit} call={view.call} frame={view.frame} />
        <Decisions
          forms={view.forms}
          frame={view.frame}
          returned={charter.stage === 'returned'}
          endorsed={charter.record.terms.application !== undefined}
        />
        <CharterActs forms={view.forms} frame={view.frame} />
        <Conditions conditions={view.conditions} forms={view.forms} frame={view.frame} />
        <section aria-labelledby="rules">
          <h2 id="rules">{words('editions.title')}</h2>
          <Editions editions={view.editions} language={language} />
          {view.bindings.length > 0 && (
            <ul class="small">
              {view.bindings.map((binding) => (
                <li>{bindingIn(view.frame.language, binding, view.frame.zone)}</li>
              ))}
            </ul>
          )}
        </section>
        <section id="live-runs" aria-labelledby="runs">
          <h2 id="runs">{words('runs.title')}</h2>
          <Runs runs={view.runs} more={view.runsMore} now={view.now} language={language} zone={leg.to.zone} />
        </section>
        <section id="live-rooms" aria-labelledby="rooms">
          <h2 id="rooms">{words('rooms.title')}</h2>
          <Rooms rooms={view.rooms} language={language} />
        </section>
        <section id="live-reasons" aria-labelledby="reasons">
          <h2 id="reasons">{words('reasons.title')}</h2>
          <Reasons reasons={view.reasons} language={language} />
        </section>
        <div id="live-outcomes">{view.outcomes && <Outcomes outcomes={view.outcomes} language={language} />}</div>
        <section id="live-breaker" aria-labelledby="breaker">
          <h2 id="breaker">{words('breaker.title')}</h2>
          <Breaker breaker={view.breaker} language={language} />
        </section>
      </div>
      {view.toRule && (
        <SeatRuleForm
          forms={view.forms}
          frame={view.frame}
          span={view.toRule}
          city={leg.from.city}
          zone={leg.from.zone}
        />
      )}
      <div id="live-seats">
        {view.seatRule && <SeatRule seats={view.seatRule} charter={charter} language={language} />}
      </div>
      <section id="live-people" aria-labelledby="people">
        <h2 id="people">{words('people.title')}</h2>
        <People people={view.people} language={language} zones={{ departure: leg.from.zone, arrival: leg.to.zone }} />
        {view.nextPeople && (
          <p>
            <a class="btn btn-primary" href={view.nextPeople}>
              {words('nav.more')}
            </a>
          </p>
        )}
      </section>
      {view.asks.length > 0 && (
        <p>
          <Asks asks={view.asks} language={language} />
        </p>
      )}
      {view.letters && (
        <p>
          <a class="btn btn-primary" href={view.letters}>
            {words('letters.ofCharter')}
          </a>
        </p>
      )}
      {view.people.length > 0 && <TableKeysDialog language={view.frame.language} />}
      <Live frame={view.frame} parts={live} />
      <p id="live-as-of" class="asOf">
        {words('status.asOf', { at: shortMomentIn(language, view.now, zone) })}
      </p>
    </>
  )
}

/** The sections by which somebody finds their way, each with an address of its own. */
function Contents({ language }: { language: Language }) {
  const words = wordsIn(language)
  const sections = [
    ['due', words('due.title')],
    ['stuck', words('stuck.title')],
    ['reached', words('reached.title')],
    ['plan', words('charterPlan.title')],
    ['balance', words('balance.title')],
    ['runs', words('runs.title')],
    ['rooms', words('rooms.title')],
    ['terms', words('terms.title')],
    ['people', words('people.title')],
  ] as const
  return (
    <nav class="contents" aria-label={words('charterPage.contents')}>
      <ul>
        {sections.map(([id, name]) => (
          <li>
            <a href={`#${id}`}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TermsOf({ view }: { view: CharterView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { terms } = view.charter.record
  const { aircraft } = terms
  const mark = (assumed: boolean) => (assumed ? words('assumed') : undefined)
  return (
    <>
      <Paragraphs all={[{ kind: 'rows', rows: flightRows(view, language) }]} />
      <Terms
        rows={[
          { label: words('terms.organiser'), value: view.organiser },
          { label: words('terms.aircraft'), value: `${terms.leg.carrier}, ${aircraft.type}` },
          { label: words('terms.seats'), value: String(aircraft.seats.value), assumed: mark(aircraft.seats.assumed) },
          {
            label: words('terms.loadCap'),
            value: `${aircraft.loadCapPercent.value} %`,
            assumed: mark(aircraft.loadCapPercent.assumed),
          },
          {
            label: words('seats.title'),
            value: words('seats.taken', { taken: view.seats.taken, toFill: view.seats.toFill }),
            assumed: mark(view.seats.assumed),
          },
          { label: words('terms.destination'), value: terms.destination },
          { label: words('terms.servicePoint'), value: terms.servicePoint },
          ...Object.entries(terms.costs).map(([what, bearer]) => ({
            label: words('terms.cost', { what: wordFor(language, `cost.${what}`) ?? what }),
            value: wordFor(language, `bearer.${bearer}`) ?? bearer,
          })),
        ]}
      />
    </>
  )
}

function BalanceTable({ view }: { view: CharterView }) {
  const { language, zone } = view.frame
  const words = wordsIn(language)
  const { links, differences, unaccounted, more } = view.balance
  return (
    <>
      <table class="table counts">
        <tbody>
          {links.map(({ link, count }) => (
            <tr>
              <th scope="row">{wordFor(language, `link.${link}`) ?? link}</th>
              <td class="figure">{count}</td>
            </tr>
          ))}
          <tr class={unaccounted ? 'alarm' : ''}>
            <th scope="row">{words('balance.unaccounted')}</th>
            <td class="figure">{unaccounted}</td>
          </tr>
        </tbody>
      </table>
      {differences.length ? (
        <Findings findings={differences} language={language} zone={zone} />
      ) : (
        <p class="good">{words('balance.noDifference')}</p>
      )}
      {more > 0 && <p class="small">{words('balance.more', { number: more })}</p>}
    </>
  )
}

function Reasons({ reasons, language }: { reasons: readonly ReasonView[]; language: Language }) {
  const words = wordsIn(language)
  if (!reasons.length) return <p class="empty">{words('reasons.empty')}</p>
  return (
    <table class="table counts">
      <tbody>
        {reasons.map(({ code, count }) => (
          <tr>
            <th scope="row">{wordFor(language, `reason.${code}`) ?? code}</th>
            <td class="figure">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
