// One demand call: to the office each day's forecast and who replied, to a company the form of its reply.
import { dayIn, shortDayIn, shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { DemandForms } from './demandForms.tsx'
import { DemandTerms } from './demandPage.tsx'
import type { DemandCallView } from './demandViews.ts'
import { Findings } from './findings.tsx'
import { document } from './layout.tsx'
import { Live } from './live.tsx'
import { ReplyForm } from './replyForm.tsx'
import { SheetForm } from './sheetForm.tsx'

export function demandCallPage(view: DemandCallView): string {
  const { card, frame } = view
  return document(
    frame,
    card.title,
    <>
      <h1>{card.title}</h1>
      <section id="live-terms" class="card card-body now">
        <DemandTerms card={card} frame={frame} />
      </section>
      {view.form && <ReplyForm form={view.form} frame={frame} />}
      {view.sheet && <SheetForm form={view.sheet} frame={frame} />}
      <DemandForms forms={view.forms} frame={frame} />
      <div id="live-days">{view.days.length > 0 && <Days view={view} />}</div>
      <div id="live-replies">{view.replies.length > 0 && <Replies view={view} />}</div>
      <div id="live-charters">{view.charters.length > 0 && <Charters view={view} />}</div>
      <Live frame={frame} parts={['live-terms', 'live-days', 'live-replies', 'live-charters']} everySeconds={30} />
    </>,
  )
}

function Days({ view: { days, frame } }: { view: DemandCallView }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  return (
    <section aria-labelledby="days">
      <h2 id="days">{words('demand.days')}</h2>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{words('demand.day')}</th>
            <th scope="col">{words('demand.eligible')}</th>
            <th scope="col">{words('demand.interest')}</th>
            <th scope="col">{words('demand.papersBy')}</th>
            <th scope="col">{words('demand.reasons')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((each) => (
            <tr>
              <th scope="row">{dayIn(language, each.day)}</th>
              <td class="figure" data-label={words('demand.eligible')}>
                {each.reachesLoad ? <strong>{each.eligible}</strong> : each.eligible}
              </td>
              <td class="figure" data-label={words('demand.interest')}>
                {each.interest}
              </td>
              <td data-label={words('demand.papersBy')}>{each.papersBy ? shortDayIn(language, each.papersBy) : '–'}</td>
              <td data-label={words('demand.reasons')}>
                <Findings findings={each.reasons} language={language} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Replies({ view: { replies, frame } }: { view: DemandCallView }) {
  const words = wordsIn(frame.language)
  return (
    <section aria-labelledby="replies">
      <h2 id="replies">{words('demand.replies')}</h2>
      <table class="table counts">
        <thead>
          <tr>
            <th scope="col">{words('demand.organisation')}</th>
            <th scope="col">{words('demand.merchants')}</th>
            <th scope="col">{words('demand.repliedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {replies.map(({ organisation, at, merchants }) => (
            <tr>
              <th scope="row">{organisation}</th>
              <td class="figure">{merchants}</td>
              <td>{shortMomentIn(frame.language, at, frame.zone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Charters({ view: { charters, frame } }: { view: DemandCallView }) {
  const words = wordsIn(frame.language)
  return (
    <section aria-labelledby="charters">
      <h2 id="charters">{words('demand.charters')}</h2>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{words('demand.flight')}</th>
            <th scope="col">{words('demand.organiser')}</th>
            <th scope="col">{words('demand.stage')}</th>
          </tr>
        </thead>
        <tbody>
          {charters.map(({ href, title, flight, stage, organiser }) => (
            <tr>
              <th scope="row">
                <a href={href}>
                  {flight} · {title}
                </a>
              </th>
              <td data-label={words('demand.organiser')}>{organiser}</td>
              <td data-label={words('demand.stage')}>{words(`charterStage.${stage}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
