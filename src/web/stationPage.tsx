// One screen for whoever stands at the gate, in a laboratory or on a corridor: what is due on top, one large button each.
import type { ComponentChildren } from 'preact'
import type { Act } from '../domain/access/table.ts'
import type { Language } from '../domain/language.ts'
import { momentIn, shortMomentIn } from '../words/when.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { NotTaken, Typed } from './form.tsx'
import { Live } from './live.tsx'
import { document } from './layout.tsx'
import { Name, visible } from './name.tsx'
import type {
  RoundView,
  StationPerson,
  StationRun,
  StationView,
  TaskChoice,
  TaskField,
  TaskForm,
} from './stationViews.ts'

export function stationPage(view: StationView): string {
  const words = wordsIn(view.frame.language)
  return document(view.frame, words(`station.${view.station}`), <One view={view} />)
}

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
      <div id="live-round">
        {view.round && view.round.people.length > 1 && <Round round={view.round} view={view} />}
      </div>
      <section id="live-due" aria-labelledby="due">
        <h2 id="due">{words('due.title')}</h2>
        {due.length ? due.map((each) => <Person one={each} view={view} />) : <p class="empty">{words('due.empty')}</p>}
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
      <Live frame={view.frame} parts={live} />
      <p id="live-as-of" class="asOf">
        {words('status.asOf', { at: momentIn(language, view.now, view.charter.zone) })}
      </p>
    </>
  )
}

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
      {first && <Task form={first} view={view} />}
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
                {run.waiting.map(({ journey, name }) => (
                  <label class="choice">
                    <input class="form-check-input" type="checkbox" name="passengers" value={journey} />{' '}
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

function Round({ round, view }: { round: RoundView; view: StationView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  return (
    <details class="card card-body" open={round.people.some(isRefused)}>
      <summary>{words('station.round', { number: round.people.length })}</summary>
      <form method="post" action={view.action}>
        <input type="hidden" name="form" value="round" />
        <input type="hidden" name="nonce" value={round.nonce ?? `${view.nonce}.round`} />
        <input type="hidden" name="find" value={view.find} />
        {round.fields.map((field) => (
          <Field field={field} of="round" language={language} />
        ))}
        {round.people.map(({ journey, version, name, number, result, refused, told }) => (
          <div class="one">
            <input type="hidden" name={`version ${journey}`} value={version} />
            <label class="form-label" for={`round-${journey}`}>
              <Name text={name} />
              {number !== null && ` · ${words('due.RecordTest', { number })}`}
            </label>
            <select class="form-select" id={`round-${journey}`} name={`result ${journey}`}>
              <option value="">{words('station.noResult')}</option>
              {results.map((each) => (
                <option value={each} selected={each === result}>
                  {words(`result.${each}`)}
                </option>
              ))}
            </select>
            {isRefused({ refused, told }) && <NotTaken typed={{ findings: refused, told }} frame={view.frame} />}
          </div>
        ))}
        <button class="btn btn-primary" type="submit">
          {words('station.recordRound')}
        </button>
      </form>
    </details>
  )
}
const actName = (act: Act, language: Language): string => wordFor(language, `task.act.${act}`) ?? act
const isRefused = ({ refused, told }: Pick<TaskForm, 'refused' | 'told'>): boolean =>
  refused.length > 0 || told !== null
const results = ['negative', 'positive', 'inconclusive', 'invalid'] as const

type TaskProps = {
  readonly form: TaskForm
  readonly view: StationView
  readonly titled?: boolean
  readonly children?: ComponentChildren
}

function Task({ form, view, titled = false, children }: TaskProps) {
  const { language } = view.frame
  const title = actName(form.act, language)
  return (
    <form method="post" action={view.action} aria-label={titled ? title : undefined}>
      {isRefused(form) && <NotTaken typed={{ findings: form.refused, told: form.told }} frame={view.frame} />}
      <input type="hidden" name="form" value={form.act} />
      <input type="hidden" name="about" value={form.about} />
      <input type="hidden" name="version" value={form.version} />
      <input type="hidden" name="nonce" value={`${view.nonce}.${form.act}.${form.about}`} />
      <input type="hidden" name="find" value={view.find} />
      {form.fields.map((field) => (
        <Field field={field} of={`${form.act}-${form.about}`} language={language} />
      ))}
      {children}
      <button class="btn btn-primary" type="submit">
        {title}
      </button>
    </form>
  )
}

function Field({ field, of, language }: { field: TaskField; of: string; language: Language }) {
  const words = wordsIn(language)
  if (field.kind === 'hidden') return <input type="hidden" name={field.name} value={field.value} />
  const id = `${of}-${field.name}`
  const label = wordFor(language, `task.${field.name}`) ?? field.name
  return (
    <div class="field">
      <label class="form-label" for={id}>
        {label}
      </label>
      <Entry field={field} id={id} words={words} language={language} />
    </div>
  )
}

type EntryProps = {
  readonly field: Exclude<TaskField, { kind: 'hidden' }>
  readonly id: string
  readonly words: ReturnType<typeof wordsIn>
  readonly language: Language
}

function Entry({ field, id, language }: EntryProps) {
  const { name, value } = field
  switch (field.kind) {
    case 'text':
      return (
        <input class="form-control" id={id} name={name} value={value} required={!field.optional} autocomplete="off" />
      )
    case 'number':
      return (
        <input
          class="form-control"
          id={id}
          name={name}
          value={value}
          required={!field.optional}
          inputMode="numeric"
          autocomplete="off"
        />
      )
    case 'listed':
      return (
        <input class="form-control" id={id} name={name} value={value} list={field.list} required autocomplete="off" />
      )
    case 'moment':
      return (
        <input
          class="form-control"
          id={id}
          name={name}
          value={value}
          type="datetime-local"
          required={!field.optional}
        />
      )
    case 'choice':
      return (
        <select class="form-select" id={id} name={name} required>
          {field.options.map((each) => (
            <option value={each} selected={each === value}>
              {optionName[field.words](each, language)}
            </option>
          ))}
        </select>
      )
    case 'named':
      return (
        <select class="form-select" id={id} name={name} required>
          {field.options.map((each) => (
            <option value={each.value} selected={each.value === value}>
              {each.name}
            </option>
          ))}
        </select>
      )
    default:
      return field satisfies never
  }
}

/** What a choice is called, by what it is a choice of. */
const optionName: Readonly<Record<TaskChoice, (value: string, language: Language) => string>> = {
  colour: (value, language) => wordFor(language, `colour.${value}`) ?? value,
  result: (value, language) => wordFor(language, `result.${value}`) ?? value,
  method: (value, language) => wordFor(language, `method.${value}`) ?? value,
  precision: (value, language) => wordFor(language, `precision.${value}`) ?? value,
  cause: (value, language) => wordFor(language, `cause.${value}`) ?? value,
  suitable: (value, language) => wordFor(language, `suitable.${value}`) ?? value,
  outcome: (value, language) => wordFor(language, `outcome.${value}`) ?? value,
  foundTo: (value, language) => wordFor(language, `foundTo.${value}`) ?? value,
}

function More({ title, open, children }: { title: string; open: boolean; children: ComponentChildren }) {
  return (
    <details open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}
