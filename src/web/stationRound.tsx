// One round of tests: what all of them share is said once, the result beside each name.
import { Field, isRefused, OnThisPage } from './stationTask.tsx'
import { wordsIn } from '../words/words.ts'
import { NotTaken } from './form.tsx'
import { Name } from './name.tsx'
import type { RoundView, StationView } from './stationViews.ts'

const results = ['negative', 'positive', 'inconclusive', 'invalid'] as const

export function Round({ round, view }: { round: RoundView; view: StationView }) {
  const words = wordsIn(view.frame.language)
  const open = round.people.filter(({ version }) => version !== null)
  return (
    <details class="card card-body" open={round.sent !== null}>
      <summary>{words('station.round', { number: round.due })}</summary>
      {round.sent && (
        <p class="refused" role="alert">
          {words(round.sent.refused ? 'station.roundTold' : 'station.noneChosen', round.sent)}
        </p>
      )}
      {round.people
        .filter(({ version }) => version === null)
        .map(({ name, refused, told }) => (
          <div class="one">
            <p>
              <Name text={name} />
            </p>
            <NotTaken typed={{ findings: refused, told }} frame={view.frame} />
          </div>
        ))}
      {open.length > 0 && <Results round={round} open={open} view={view} />}
    </details>
  )
}

type ResultsProps = { readonly round: RoundView; readonly open: RoundView['people']; readonly view: StationView }

function Results({ round, open, view }: ResultsProps) {
  const { language } = view.frame
  const words = wordsIn(language)
  return (
    <form method="post" action={view.action}>
      <input type="hidden" name="form" value="round" />
      <input type="hidden" name="nonce" value={`${view.nonce}.round`} />
      <OnThisPage view={view} />
      {round.fields.map((field) => (
        <Field field={field} of="round" language={language} />
      ))}
      <div class="one">
        <label class="form-label" for="round-rest">
          {words('station.rest')}
        </label>
        <select class="form-select" id="round-rest" name="rest">
          <option value="">{words('station.noResult')}</option>
          <option value="negative">{words('result.negative')}</option>
        </select>
      </div>
      {open.map(({ journey, version, name, number, result, refused, told }) => (
        <div class="one">
          <input type="hidden" name={`version ${journey}`} value={version ?? ''} />
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
  )
}
