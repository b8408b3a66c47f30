// How far the people of a charter came over time, drawn and as numbers.
import type { Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Chart } from './chart.tsx'
import type { ReachedView } from './views.ts'

/** The moments at which any count is another than at the one before, and the last. */
const turns = ({ at, lines }: ReachedView): readonly number[] =>
  at.flatMap((_, place) =>
    place === 0 || place === at.length - 1 || lines.some(({ counts }) => counts[place] !== counts[place - 1])
      ? [place]
      : [],
  )

export function Reached({ reached, language, zone }: { reached: ReachedView; language: Language; zone: Zone }) {
  const words = wordsIn(language)
  if (!reached.lines.length) return <p class="empty">{words('funnel.empty')}</p>
  const moments = reached.at.map((at) => shortMomentIn(language, at, zone))
  return (
    <>
      <Chart
        id="reached-chart"
        title={words('reached.title')}
        moments={moments}
        lines={reached.lines.map(({ stage, counts }) => ({ name: words(`brief.${stage}`), numbers: counts }))}
      />
      <details>
        <summary>{words('reached.numbers')}</summary>
        <div class="table-responsive" tabIndex={0} role="region" aria-label={words('reached.numbers')}>
          <table class="table table-vcenter">
            <thead>
              <tr>
                <th scope="col">{words('reached.moment')}</th>
                {reached.lines.map(({ stage }) => (
                  <th scope="col" class="figure">
                    {words(`brief.${stage}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {turns(reached).map((place) => (
                <tr>
                  <th scope="row">{moments[place]}</th>
                  {reached.lines.map(({ counts }) => (
                    <td class="figure">{counts[place]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  )
}
