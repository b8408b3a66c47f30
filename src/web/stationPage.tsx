// One screen for whoever stands at the gate, in a laboratory or on a corridor: what is due on top, one large button each.
import { Round } from './stationRound.tsx'
import { actName, isRefused, More, Task } from './stationTask.tsx'
import { momentIn, shortMomentIn } from '../words/when.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { NotTaken, Typed } from './form.tsx'
import { Live } from './live.tsx'
import { document } from './layout.tsx'
import { Name, visible } from './name.tsx'
import type { StationPerson, StationRun, StationView, TaskForm } from './stationViews.ts'

export function stationPage(view: StationView): string {
  const words = wordsIn(view.frame.language)
  return document(view.frame, words(`station.${view.station}`), <One view={view} />)
}

/** A round that was refused stays as it was told. */
const live = ['tally', 'runs', 'round', 'due', 'others', 'as-of'].map((part) => `live-${part}`)

function One({ view }: { view: StationView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const due = view.people.filter((each) => each.due)
  const others = view.people.filter((each) => !each.due)
  return (
    <>
      <h1>{words(`station.${view.station}`)}</h1>
      <p class="lead">
        <a href={view.charter.href}>{view.charter.title}</a>
      </p>
      {view.done && (
        <p class="taken" role="status">
          {words('station.done', { act: actName(view.done.act, language), who: view.done.who })}
        </p>
      )}
      {view.done?.undo && (
        <More title={words('station.undo')} open={false}>
          <Task form={view.done.undo} view={view} />
        </More>
      )}
      {view.gone && (
        <NotTaken typed={view.gone} frame={view.frame}>
          <p>
            {actName(view.gone.act, language)}
            {view.gone.who && (
              <>
                {': '}
                <bdi>{view.gone.who}</bdi>
              </>
            )}
          </p>
          <Typed fields={view.gone.fields} />
        </NotTaken>
      )}
      <ul class="tally" id="live-tally">
        {view.counts.map(({ stage, standing }) => (
          <li class={standing ? undefined : 'none'}>
            <strong class="figure">{standing}</strong> {words(`brief.${stage}`)}
          </li>
        ))}
      </ul>
      <form class="find" method="get" action={view.action} role="search">
        <label class="form-label" for="find">
          {words('station.find')}
        </label>
        <input class="form-control" id="find" name="find" type="search" value={view.find} autocomplete="off" />
        <button class="btn btn-primary" type="submit">
          {words('record.search')}
        </button>
      </form>
      {view.forms.map((form) => (
        <More title={actName(form.act, language)} open={isRefused(form)}>
          <Task form={form} view={view} />
        </More>
      ))}
      <div id="live-runs">
        {view.runs.map((run) => (
          <Run run={run} view={view} />
        ))}
      </div>
      <div id="live-round">{view.round && <Round round={view.round} view={view} />}</div>
      <section id="live-due" aria-labelledby="due">
        <h2 id="due">{words('due.title')}</h2>
        {due.map((each) => (
          <Person one={each} view={view} />
        ))}
        {!due.length && <p class="empty">{words('due.empty')}</p>}
        {!due.length && view.begins && (
          <p>{words('station.begins', { at: momentIn(language, view.begins, view.charter.zone) })}</p>
        )}
      </section>
      <div id="live-others">
        {others.length > 0 && (
          <section aria-labelledby="others">
            <h2 id="others">{words('station.others')}</h2>
            {others.map((each) => (
              <Person one={each} view={view} />
            ))}
          </section>
        )}
      </div>
      {view.next && (
        <p>
          <a class="btn btn-primary" href={view.next}>
            {words('nav.more')}
          </a>
        </p>
      )}
      <datalist id="rooms">
        {view.lists.rooms.map((each) => (
          <option value={each} />
        ))}
      </datalist>
      <datalist id="reagents">
        {view.lists.reagents.map((each) => (
          <option value={each} />
        ))}
      </datalist>
      <Live frame={view.frame} parts={live.filter((part) => part !== 'live-round' || !view.round?.sent)} />
      <p id="live-as-of" class="asOf">
        {words('status.asOf', { at: momentIn(language, view.now, view.charter.zone) })}
      </p>
    </>
  )
}

/** More than one screen shows of a person beside others: it is opened by the same tap that would send a short one. */
const isLong = ({ fields }: TaskForm): boolean => fields.filter(({ kind }) => kind !== 'hidden').length > 2

function Person({ one, view }: { one: StationPerson; view: StationView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { person, due } = one
  const first = due && one.forms.find(({ act }) => act === due.act)
  const rest = one.forms.filter((form) => form !== first)
  const id = `at-${one.journey}`
  return (
    <article class="card card-body person" id={one.journey} aria-labelledby={id}>
      <h3 id={id}>
        <bdi class="typed">{visible(person.name)}</bdi>{' '}
        {person.nativeName && <bdi class="native typed">{visible(person.nativeName)}</bdi>}
      </h3>
      <p class="small">
        {[person.documentNumber, person.birthDate, person.nationality, person.phone, person.email]
          .filter(Boolean)
          .map((each) => (
            <bdi class="typed">{visible(each)} </bdi>
          ))}
        {words(`stage.${one.stage}`)}
      </p>
      {due && (
        <p>
          <strong>{wordFor(language, `due.${due.act}`, { number: due.number ?? '' })?.trim() ?? due.act}</strong>
          {due.by && (
            <>
              {' '}
              {due.by < view.now && <span class="badge alarm">{words('due.overdue')}</span>}{' '}
              <time dateTime={due.by}>
                {words('plan.by', { at: shortMomentIn(language, due.by, view.charter.zone) })}
              </time>
            </>
          )}
        </p>
      )}
      {first && !isLong(first) && <Task form={first} view={view} />}
      {first && isLong(first) && (
        <More title={actName(first.act, language)} open={isRefused(first)} main>
          <Task form={first} view={view} />
        </More>
      )}
      {rest.length > 0 && (
        <More title={words('station.more')} open={rest.some(isRefused)}>
          {rest.map((form) => (
            <Task form={form} view={view} titled />
          ))}
        </More>
      )}
    </article>
  )
}

function Run({ run, view }: { run: StationRun; view: StationView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const id = `run-${run.id}`
  return (
    <article class="card card-body" id={run.id} aria-labelledby={id}>
      <h2 id={id}>
        <bdi class="plate">{run.plate}</bdi> · {words(`runStage.${run.stage}`)} ·{' '}
        <span class="figure">{`${run.aboard} / ${run.places}`}</span>
      </h2>
      {run.forms.map((form) => (
        <More
          title={actName(form.act, language)}
          open={isRefused(form) || (form.act === 'SeatPassengers' && run.waiting.length > 0)}
        >
          <Task form={form} view={view}>
            {form.act === 'SeatPassengers' && (
              <fieldset>
                <legend>{words('station.waiting')}</legend>
                {run.waiting.map(({ journey, name, ticked }) => (
                  <label class="choice">
                    <input
                      class="form-check-input"
                      type="checkbox"
                      name="passengers"
                      value={journey}
                      checked={ticked}
                    />{' '}
                    <Name text={name} />
                  </label>
                ))}
              </fieldset>
            )}
          </Task>
        </More>
      ))}
    </article>
  )
}
