// All charters that the role may see, the next to depart first: how far the people are, who is at risk, seats and head-count.
import { renderToString } from 'preact-render-to-string'
import type { Stage } from '../domain/journey/stage.ts'
import type { Language } from '../domain/language.ts'
import { shortMomentIn, zoneName } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { ChamberLinks } from './chamberLinks.tsx'
import { Bar } from './funnel.tsx'
import { TakeAway } from './charterMore.tsx'
import { Live } from './live.tsx'
import { document } from './layout.tsx'
import { TableKeysDialog } from './tableKeysDialog.tsx'
import { ToStation } from './toStation.tsx'
import type { BoardView, CharterCard } from './views.ts'

export function boardPage(view: BoardView): string {
  const words = wordsIn(view.frame.language)
  return document(
    view.frame,
    words('board.title'),
    <>
      <h1>{words('board.title')}</h1>
      {view.searched && <Search view={view} />}
      <div id="live-cards">
        <Charters view={view} />
      </div>
      {view.charters.length > 0 && <TableKeysDialog language={view.frame.language} />}
      <Live frame={view.frame} parts={['live-cards']} />
      {view.files && <TakeAway files={view.files} language={view.frame.language} />}
      {view.next && (
        <p>
          <a class="btn btn-primary" href={view.next}>
            {words('nav.more')}
          </a>
        </p>
      )}
    </>,
  )
}

function Search({ view: { frame, query, choices } }: { view: BoardView }) {
  const words = wordsIn(frame.language)
  const any = <option value="">{words('board.any')}</option>
  return (
    <form class="find" method="get" action="/charters" role="search">
      <div>
        <label class="form-label" for="find">
          {words('board.find')}
        </label>
        <input class="form-control" id="find" name="find" type="search" value={query.text} autocomplete="off" />
      </div>
      <div>
        <label class="form-label" for="stage">
          {words('board.stage')}
        </label>
        <select class="form-select" id="stage" name="stage">
          {any}
          {choices.stages.map((stage) => (
            <option value={stage} selected={stage === query.stage}>
              {words(`charterStage.${stage}`)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label class="form-label" for="country">
          {words('board.country')}
        </label>
        <select class="form-select" id="country" name="country">
          {any}
          {choices.countries.map((country) => (
            <option value={country} selected={country === query.country}>
              {country}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label class="form-label" for="organiser">
          {words('terms.organiser')}
        </label>
        <select class="form-select" id="organiser" name="organiser">
          {any}
          {choices.organisers.map(({ id, name }) => (
            <option value={id} selected={id === query.organiser}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button class="btn" type="submit">
        {words('board.show')}
      </button>
    </form>
  )
}

function Charters({ view }: { view: BoardView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { text, stage, country, organiser } = view.query
  if (!view.charters.length)
    return (
      <p class="empty" id="charters">
        {words(text || stage || country || organiser ? 'board.none' : 'board.empty')}
      </p>
    )
  return (
    <section id="charters" aria-label={words('board.title')}>
      <p class="small">{words('board.found', { number: view.found })}</p>
      <table class="table table-vcenter stack board" data-keys="rows">
        <thead>
          <tr>
            <th scope="col">{words('board.flight')}</th>
            <th scope="col">{words('flight.departure')}</th>
            <th scope="col">{words('funnel.title')}</th>
            <th scope="col">{words('board.atRisk')}</th>
            <th scope="col">{words('seats.title')}</th>
            <th scope="col">{words('balance.title')}</th>
          </tr>
        </thead>
        <tbody dangerouslySetInnerHTML={{ __html: view.charters.map((card) => rowOf(card, language)).join('') }} />
      </table>
    </section>
  )
}

/** A row is the same until something of it changes, and most looks at the board find most rows as they were. */
const kept = new Map<string, string>()
const mostKept = 2_000

function rowOf(card: CharterCard, language: Language): string {
  const key = `${language} ${JSON.stringify(card)}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const row = renderToString(<Card card={card} language={language} />)
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, row)
  return row
}

/** The figures of a charter, in the order of the way. */
export const boardStages = [
  'registered',
  'clearedToBoard',
  'aboard',
  'underMedicalObservation',
  'released',
] as const satisfies readonly Stage[]

function Card({ card, language }: { card: CharterCard; language: Language }) {
  const words = wordsIn(language)
  const { leg, seats, heads } = card
  const of = (stage: Stage) => card.tallies.find((tally) => tally.stage === stage)
  const all = Math.max(1, of('registered')?.reached ?? 0)
  return (
    <tr>
      <th scope="row">
        <a href={card.href}>
          {leg.flightNumber} · {leg.from.city} – {leg.to.city}
        </a>{' '}
        <span class={`badge charter ${card.stage}`}>{words(`charterStage.${card.stage}`)}</span>
        <small class="other">{card.title}</small>
        {card.organiser && <small class="other">{card.organiser}</small>}
        {card.chamber && <ChamberLinks ways={card.chamber} language={language} />}
        {card.station && <ToStation link={card.station} language={language} />}
      </th>
      <td data-label={words('flight.departure')}>
        <time dateTime={leg.scheduledDeparture}>{shortMomentIn(language, leg.scheduledDeparture, leg.from.zone)}</time>
        <small class="other">{zoneName(language, leg.from.zone, leg.scheduledDeparture)}</small>
      </td>
      <td data-label={words('funnel.title')}>
        <ul class="reachedList">
          {boardStages.map((stage) => {
            const { reached, standing } = of(stage) ?? { reached: 0, standing: 0 }
            return (
              <li>
                <span>{words(`brief.${stage}`)}</span> <strong class="figure">{reached}</strong>
                {reached > 0 && <Bar share={reached / all} inner={standing / all} />}
              </li>
            )
          })}
        </ul>
      </td>
      <td data-label={words('board.atRisk')}>
        {card.atRisk ? <span class="badge alarm">{card.atRisk}</span> : <span>0</span>}
      </td>
      <td data-label={words('seats.title')}>
        <span>
          {words('seats.taken', { taken: seats.taken, toFill: seats.toFill })}{' '}
          {seats.assumed && <span class="badge assumed">{words('assumed')}</span>}
        </span>
      </td>
      <td data-label={words('balance.title')}>
        <span>
          {words('board.heads', { boarded: heads.boarded, admitted: heads.admitted, inRooms: heads.inRooms })}{' '}
          {heads.unaccounted > 0 && (
            <span class="badge alarm">{words('board.unaccounted', { number: heads.unaccounted })}</span>
          )}
        </span>
      </td>
    </tr>
  )
}
