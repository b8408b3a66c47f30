// What is due for the role, the nearest first; what is overdue says so in a word, not by colour alone.
import type { Instant, Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { shortMomentIn, zoneName } from '../words/when.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { Name } from './name.tsx'
import type { DueRow } from './views.ts'

type Props = {
  readonly due: readonly DueRow[]
  readonly language: Language
  readonly zone: Zone
  readonly now: Instant
}

export function DueList({ due, language, zone, now }: Props) {
  const words = wordsIn(language)
  if (!due.length) return <p class="empty">{words('due.empty')}</p>
  const inOrder = [...due].sort((a, b) => ((a.by ?? '9') < (b.by ?? '9') ? -1 : 1))
  return (
    <>
      <ul class="due">
        {inOrder.map(({ act, number, who, href, by, overdue: late }) => {
          const overdue = by !== null && by < now
          return (
            <li class={overdue ? 'overdue' : ''}>
              <span>
                <strong>{wordFor(language, `due.${act}`, { number: number ?? '' })?.trim() ?? act}</strong>{' '}
                {href ? (
                  <a href={href}>
                    <Name text={who} />
                  </a>
                ) : (
                  <Name text={who} />
                )}
              </span>
              {by && (
                <span class="when">
                  {overdue && (
                    <span class="badge alarm">
                      {late > 1 ? words('due.overdueCount', { number: late }) : words('due.overdue')}
                    </span>
                  )}
                  <time dateTime={by}>{words('plan.by', { at: shortMomentIn(language, by, zone) })}</time>
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <p class="asOf">{words('due.zone', { zone: zoneName(language, zone, now) })}</p>
    </>
  )
}
