// The funnel: per stage how many ever reached it and how many stand there now, as a table with drawn bars.
import type { Language } from '../domain/language.ts'
import { stages } from '../domain/journey/stage.ts'
import { wordsIn } from '../words/words.ts'
import type { TallyView } from './views.ts'

export function Funnel({ tallies, language }: { tallies: readonly TallyView[]; language: Language }) {
  const words = wordsIn(language)
  const shown = stages
    .map((stage) => tallies.find((tally) => tally.stage === stage))
    .filter((tally) => tally !== undefined)
    .filter((tally) => tally.reached > 0 || tally.standing > 0)
  const most = Math.max(1, ...shown.map(({ reached }) => reached))
  if (!shown.length) return <p>{words('funnel.empty')}</p>
  return (
    <table class="table funnel">
      <thead>
        <tr>
          <th scope="col">{words('funnel.stage')}</th>
          <th scope="col" class="figure">
            {words('funnel.reached')}
          </th>
          <th scope="col" class="figure">
            {words('funnel.standing')}
          </th>
          <th scope="col" class="bar" aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {shown.map(({ stage, reached, standing }) => (
          <tr>
            <th scope="row">{words(`brief.${stage}`)}</th>
            <td class="figure">{reached}</td>
            <td class="figure">{standing}</td>
            <td class="bar" aria-hidden="true">
              <Bar share={reached / most} inner={standing / most} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const percent = (share: number): string => `${(Math.min(1, share) * 100).toFixed(1)}%`

/** The outer bar and, within it, the inner one. */
export function Bar({ share, inner }: { share: number; inner: number }) {
  return (
    <svg class="drawn" width="100%" height="14" focusable="false">
      <rect class="outer" width={percent(share)} height="14" rx="2" />
      <rect class="inner" y="4" width={percent(inner)} height="6" rx="1" />
    </svg>
  )
}
