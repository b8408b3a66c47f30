// The circuit breaker of scheduled flights beside a charter's own numbers: for information, and it says that it does not apply.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'
import type { CharterView } from './views.ts'

export function Breaker({ breaker, language }: { breaker: CharterView['breaker']; language: Language }) {
  const words = wordsIn(language)
  if (breaker.edition === null) return <p class="empty">{words('breaker.none')}</p>
  return (
    <>
      <p>
        {words('breaker.counted', { positives: breaker.positives, passengers: breaker.passengers })}{' '}
        <span class="badge">{words('breaker.notApplicable')}</span>
      </p>
      <table class="table counts">
        <tbody>
          {breaker.thresholds.map(({ weeks, from }) => (
            <tr>
              <th scope="row">{words('breaker.step', { weeks })}</th>
              <td class="figure">{words('breaker.from', { from })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <small>
          <code>{breaker.edition}</code>
        </small>
      </p>
    </>
  )
}
