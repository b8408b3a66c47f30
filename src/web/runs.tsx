// The coaches of a charter with the head-count at each end.
import type { Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import { shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'

type Props = { readonly runs: readonly TransferRun[]; readonly language: Language; readonly zone: Zone }

export function Runs({ runs, language, zone }: Props) {
  const words = wordsIn(language)
  if (!runs.length) return <p class="empty">{words('runs.empty')}</p>
  return (
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{words('runs.vehicle')}</th>
          <th scope="col">{words('runs.state')}</th>
          <th scope="col">{words('runs.load')}</th>
          <th scope="col">{words('runs.countedIn')}</th>
          <th scope="col">{words('runs.countedOut')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map(({ stage, record }) => (
          <tr>
            <th scope="row" class="plate">
              {record.vehicle.plate}
            </th>
            <td data-label={words('runs.state')}>{words(`runStage.${stage}`)}</td>
            <td data-label={words('runs.load')}>{`${record.passengers.length} / ${record.places}`}</td>
            <td data-label={words('runs.countedIn')}>
              <Count end={record.departed} language={language} zone={zone} />
            </td>
            <td data-label={words('runs.countedOut')}>
              <Count end={record.arrived} language={language} zone={zone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Count({ end, language, zone }: { end: TransferRun['record']['departed']; language: Language; zone: Zone }) {
  if (!end) return <>–</>
  return (
    <>
      {end.handover.count} <small class="other">{shortMomentIn(language, end.at, zone)}</small>
    </>
  )
}
