// All charters that the role may see, a card each: stage, flight, departure, seats, and how far its people are.
import type { Stage } from '../domain/journey/stage.ts'
import type { Language } from '../domain/language.ts'
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { ChamberLinks } from './chamberLinks.tsx'
import { Bar } from './funnel.tsx'
import { TakeAway } from './charterMore.tsx'
import { Live } from './live.tsx'
import { document } from './layout.tsx'
import { ToStation } from './toStation.tsx'
import type { BoardView, CharterCard } from './views.ts'

export function boardPage(view: BoardView): string {
  const words = wordsIn(view.frame.language)
  return document(
    view.frame,
    words('board.title'),
    <>
      <h1>{words('board.title')}</h1>
      <div id="live-cards">
        {view.charters.length === 0 && <p class="empty">{words('board.empty')}</p>}
        <ul class="cards">
          {view.charters.map((card) => (
            <li>
              <Card card={card} language={view.frame.language} />
            </li>
          ))}
        </ul>
      </div>
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

/** The figures of a card, in the order of the way. */
const figures = [
  'registered',
  'clearedToBoard',
  'aboard',
  'underMedicalObservation',
  'released',
] as const satisfies readonly Stage[]

function Card({ card, language }: { card: CharterCard; language: Language }) {
  const words = wordsIn(language)
  const { leg, seats } = card
  const reached = (stage: Stage): number => card.tallies.find((tally) => tally.stage === stage)?.reached ?? 0
  const standing = (stage: Stage): number => card.tallies.find((tally) => tally.stage === stage)?.standing ?? 0
  const all = Math.max(1, reached('registered'))
  return (
    <article class="card card-body">
      <p class="labels">
        <span class={`badge charter ${card.stage}`}>{words(`charterStage.${card.stage}`)}</span>
        {card.unaccounted > 0 && (
          <span class="badge alarm">{words('board.unaccounted', { number: card.unaccounted })}</span>
        )}
      </p>
      <h2>
        <a href={card.href}>
          {leg.flightNumber} · {leg.from.city} – {leg.to.city}
        </a>
      </h2>
      <p>{card.title}</p>
      {card.chamber && <ChamberLinks ways={card.chamber} language={language} />}
      {card.station && <ToStation link={card.station} language={language} />}
      <dl class="terms">
        <div>
          <dt>{words('flight.departure')}</dt>
          <dd>
            <time dateTime={leg.scheduledDeparture}>{momentIn(language, leg.scheduledDeparture, leg.from.zone)}</time>
          </dd>
        </div>
        <div>
          <dt>{words('seats.title')}</dt>
          <dd>
            {words('seats.taken', { taken: seats.taken, toFill: seats.toFill })}
            {seats.assumed && <span class="badge assumed">{words('assumed')}</span>}
          </dd>
        </div>
      </dl>
      <table class="table funnel">
        <caption class="hidden">{words('funnel.title')}</caption>
        <tbody>
          {figures.map((stage) => (
            <tr>
              <th scope="row">{words(`brief.${stage}`)}</th>
              <td class="figure">{reached(stage)}</td>
              <td class="bar" aria-hidden="true">
                <Bar share={reached(stage) / all} inner={standing(stage) / all} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}
