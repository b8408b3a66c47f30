// One round of tests: what all of them share is said once, the result beside each name.
import { Field, isRefused } from './stationTask.tsx'
import { wordsIn } from '../words/words.ts'
import { NotTaken } from './form.tsx'
import { Name } from './name.tsx'
import type { RoundView, StationView } from './stationViews.ts'

const results = ['negative', 'positive', 'inconclusive', 'invalid'] as const

export function Round({ round, view }: { round: RoundView; view: StationView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  return (
    <details class="card card-body" open={round.empty || round.people.some(isRefused)}>
      <summary>{words('station.round', { number: round.people.length })}</summary>
      <form method="post" action={view.action}>
        {round.empty && (
          <p class="refused" role="alert">
            {words('station.noneChosen')}
          </p>
        )}
        <input type="hidden" name="form" value="round" />
        <input type="hidden" name="nonce" value={round.nonce ?? `${view.nonce}.round`} />
        <input type="hidden" name="find" value={view.find} />
        {round.fields.map((field) => (
          <Field field={field} of="round" language={language} />
        ))}
        <div class="one">
          <label class="form-label" for="round-rest">
            {words('station.rest')}
          </label>
          <select class="form-select" id="round-rest" name="rest">
            <option value="">{words('station.noResult')}</option>
            <option value="negative" selected={round.rest === 'negative'}>
              {words('result.negative')}
            </option>
          </select>
        </div>
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
