// Everybody of a charter as a table: who, where they stand, what is missing and by when; found, narrowed and sorted by the address.
import type { Language } from '../domain/language.ts'
import { isBeforeBoarding, isStayingBehind, type Stage } from '../domain/journey/stage.ts'
import { stepName } from '../words/next.ts'
import { fromNowIn, momentIn, shortMomentIn, zoneName } from '../words/when.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { shows, sorts, type CharterPeopleView, type ListedPerson } from './charterPeopleViews.ts'
import { Findings } from './findings.tsx'
import { document } from './layout.tsx'
import { Live } from './live.tsx'
import { Name } from './name.tsx'
import { TableKeysDialog } from './tableKeysDialog.tsx'
import { SeatRule } from './seatRule.tsx'

export function charterPeoplePage(view: CharterPeopleView): string {
  const words = wordsIn(view.frame.language)
  return document(view.frame, `${words('people.title')} · ${view.title}`, <Whole view={view} />)
}

function Whole({ view }: { view: CharterPeopleView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { add, roster, letters } = view.links
  return (
    <>
      <h1>{words('people.title')}</h1>
      <p class="lead">
        <a href={view.href}>{view.title}</a>
      </p>
      <p class="btn-list screen">
        {add && (
          <a class="btn btn-primary" href={add}>
            {words('chamber.add')}
          </a>
        )}
        {roster && (
          <a class="btn" href={roster}>
            {words('chamber.roster')}
          </a>
        )}
        {letters && (
          <a class="btn" href={letters}>
            {words('letters.title')}
          </a>
        )}
      </p>
      <Ask view={view} />
      <div id="live-people">
        {view.found !== null && <p role="status">{words('chamber.found', { number: view.found })}</p>}
        {view.people.length ? <People view={view} /> : <p class="empty">{words('chamber.nobody')}</p>}
      </div>
      <TableKeysDialog language={language} />
      {view.next && (
        <p class="screen">
          <a class="btn" href={view.next} rel="next">
            {words('nav.more')}
          </a>
        </p>
      )}
      <div id="live-seats">
        {view.seats && <SeatRule seats={view.seats} charter={view.charter} language={language} />}
      </div>
      <Live frame={view.frame} parts={['live-people', 'live-seats', 'live-as-of']} />
      <p id="live-as-of" class="asOf">
        {words('status.asOf', { at: momentIn(language, view.now, view.zones.departure) })}
      </p>
    </>
  )
}

function Ask({ view }: { view: CharterPeopleView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { asked, tallies } = view
  return (
    <form class="narrowing card card-body screen" method="get" action={view.action} role="search">
      <div class="field">
        <label for="find" class="form-label">
          {words('chamber.find')}
        </label>
        <input
          id="find"
          name="find"
          type="search"
          class="form-control"
          value={asked.find}
          maxLength={60}
          autocomplete="off"
          aria-describedby="find-hint"
        />
        <small class="hint" id="find-hint">
          {words('chamber.findHint')}
        </small>
      </div>
      <div class="field">
        <label for="stage" class="form-label">
          {words('people.stage')}
        </label>
        <select id="stage" name="stage" class="form-select">
          <option value="">{words('chamber.everyStage')}</option>
          {tallies
            .filter(({ standing, stage }) => standing > 0 || stage === asked.stage)
            .map(({ stage, standing }) => (
              <option value={stage} selected={stage === asked.stage}>
                {`${words(`brief.${stage}`)} (${standing})`}
              </option>
            ))}
        </select>
      </div>
      <div class="field">
        <label for="show" class="form-label">
          {words('chamber.show')}
        </label>
        <select id="show" name="show" class="form-select">
          {shows.map((each) => (
            <option value={each} selected={each === asked.show}>
              {words(`chamber.show.${each || 'all'}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="sort" class="form-label">
          {words('chamber.sort')}
        </label>
        <select id="sort" name="sort" class="form-select">
          {sorts.map((each) => (
            <option value={each} selected={each === asked.sort}>
              {words(`chamber.sort.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="btn btn-primary">
        {words('record.search')}
      </button>
    </form>
  )
}

function People({ view }: { view: CharterPeopleView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  return (
    <div class="table-responsive">
      <table class="stack people table table-vcenter" data-keys="rows">
        <caption>{words('due.zone', { zone: zoneName(language, view.zones.departure, view.now) })}</caption>
        <thead>
          <tr>
            <th scope="col">{words('people.name')}</th>
            <th scope="col">{words('people.stage')}</th>
            <th scope="col">{words('people.missing')}</th>
            <th scope="col">{words('people.by')}</th>
            <th scope="col">{words('letters.title')}</th>
          </tr>
        </thead>
        <tbody>
          {view.people.map((one) => (
            <Row one={one} view={view} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ one, view }: { one: ListedPerson; view: CharterPeopleView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { href, person, stage, missing, pressing, unreachable } = one
  const departed = !(isBeforeBoarding(stage) || isStayingBehind(stage))
  const zone = departed ? view.zones.arrival : view.zones.departure
  const { by } = pressing
  return (
    <tr>
      <th scope="row">
        <a href={href}>
          <Name text={person.name} />
        </a>
        {person.nativeName && (
          <small class="other">
            <Name text={person.nativeName} />
          </small>
        )}
        <small class="other">
          <Name text={person.documentNumber} />
        </small>
      </th>
      <td data-label={words('people.stage')}>
        <span>
          {words(`brief.${stage}`)} {pressing.atRisk && <span class="badge alarm">{words('chamber.atRisk')}</span>}
        </span>
      </td>
      <td data-label={words('people.missing')}>
        <Missing one={one} language={language} />
        {missing.length > 0 && <Findings findings={missing} language={language} zone={zone} />}
      </td>
      <td data-label={words('people.by')}>
        {by ? (
          <>
            <time dateTime={by}>{shortMomentIn(language, by, zone)}</time>
            {departed && <small class="other">{zoneName(language, zone, by)}</small>}
            <small class="other">{fromNowIn(language, by, view.now)}</small>
          </>
        ) : (
          '–'
        )}
      </td>
      <td data-label={words('letters.title')}>
        {unreachable === null ? (
          '–'
        ) : unreachable ? (
          <span class="badge alarm">{words('chamber.unreachable')}</span>
        ) : (
          words('chamber.reachable')
        )}
      </td>
    </tr>
  )
}

function Missing({ one, language }: { one: ListedPerson; language: Language }) {
  const { step, due } = one.pressing
  const name = step
    ? stepName(step, language)
    : due && (wordFor(language, `due.${due.act}`, { number: due.number ?? '' })?.trim() ?? due.act)
  return <>{name ?? (one.missing.length ? null : '–')}</>
}

/** The stages of people who wait for a seat. */
export const isWaiting = (stage: Stage | null): boolean => stage === 'waitlisted' || stage === 'offered'
