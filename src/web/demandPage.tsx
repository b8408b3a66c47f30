// All demand calls that the role may see, a card each: interest beside who could fly, the least load, and the recommendation.
import type { Frame } from './views.ts'
import { dayIn, momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import type { DemandCard, DemandView } from './demandViews.ts'
import { Findings } from './findings.tsx'
import { document } from './layout.tsx'
import { Live } from './live.tsx'
import { Terms } from './paragraphs.tsx'

export function demandPage(view: DemandView): string {
  const words = wordsIn(view.frame.language)
  return document(
    view.frame,
    words('demand.title'),
    <>
      <h1>{words('demand.title')}</h1>
      <div id="live-calls">
        {view.calls.length === 0 && <p class="empty">{words('demand.empty')}</p>}
        <ul class="cards">
          {view.calls.map((card) => (
            <li>
              <article class="card card-body">
                <h2>
                  <a href={card.href}>{card.title}</a>
                </h2>
                <DemandTerms card={card} frame={view.frame} />
              </article>
            </li>
          ))}
        </ul>
      </div>
      <Live frame={view.frame} parts={['live-calls']} everySeconds={30} />
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

/** What one call asks, and how it stands. */
export function DemandTerms({ card, frame }: { card: DemandCard; frame: Frame }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  const { forecast } = card
  return (
    <>
      <p class="labels">
        <span class="badge">{words(`demandStage.${card.stage}`)}</span>
        {forecast && <span class={`badge ${forecast.recommendation.verdict}`}>{verdictIn(frame, forecast)}</span>}
      </p>
      <p>
        {card.from.city} – {card.to.city}
      </p>
      <Terms
        rows={[
          {
            label: words('demand.window'),
            value: words('demand.span', {
              first: dayIn(language, card.firstDay),
              last: dayIn(language, card.lastDay),
            }),
          },
          { label: words('demand.closes'), value: momentIn(language, card.closesAt, card.from.zone) },
          { label: words('demand.interest'), value: String(card.interest) },
          ...(forecast ? [{ label: words('demand.eligible'), value: String(forecast.eligible) }] : []),
          { label: words('demand.leastLoad'), value: String(card.leastLoad) },
        ]}
      />
      {forecast && <Findings findings={forecast.recommendation.findings} language={language} zone={zone} />}
    </>
  )
}

function verdictIn(frame: Frame, { recommendation }: NonNullable<DemandCard['forecast']>): string {
  const words = wordsIn(frame.language)
  const { verdict, day } = recommendation
  return verdict === 'goLater' && day
    ? words('verdict.goLater', { day: dayIn(frame.language, day) })
    : words(verdict === 'go' ? 'verdict.go' : 'verdict.noGo')
}
