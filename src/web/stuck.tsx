// Who is stuck and until when: overdue items and plans that can be missed, the most urgent first, in both cities' time.
import type { Instant, Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { stepName } from '../words/next.ts'
import { momentsIn } from '../words/when.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { Findings } from './findings.tsx'
import type { CharterView, StuckRow } from './views.ts'

type Props = {
  readonly stuck: CharterView['stuck']
  readonly now: Instant
  readonly language: Language
  readonly zones: readonly [Zone, Zone]
}

export function Stuck({ stuck: { rows, overdue, atRisk }, now, language, zones }: Props) {
  const words = wordsIn(language)
  if (!rows.length) return <p class="empty">{words('stuck.empty')}</p>
  return (
    <>
      <p>{words('stuck.counts', { overdue, atRisk })}</p>
      <table class="table table-vcenter stack people">
        <thead>
          <tr>
            <th scope="col">{words('people.name')}</th>
            <th scope="col">{words('stuck.what')}</th>
            <th scope="col">{words('people.missing')}</th>
            <th scope="col">{words('stuck.until')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                <bdi>{row.person.name}</bdi>
                {row.person.nativeName && <small class="other">{row.person.nativeName}</small>}
              </th>
              <td data-label={words('stuck.what')}>
                <span>
                  {whatOf(row, language)} <small class="other">{words(`brief.${row.stage}`)}</small>
                </span>
              </td>
              <td data-label={words('people.missing')}>
                {row.missing.length ? <Findings findings={row.missing} language={language} zone={zones[0]} /> : '–'}
              </td>
              <td data-label={words('stuck.until')}>
                <span>
                  {row.by < now && (
                    <span class="badge alarm">{words(row.what.kind === 'risk' ? 'stuck.missed' : 'due.overdue')}</span>
                  )}{' '}
                  <time dateTime={row.by}>{momentsIn(language, row.by, zones)}</time>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function whatOf({ what }: StuckRow, language: Language): string {
  if (what.kind === 'risk') return stepName(what, language)
  return wordFor(language, `due.${what.act}`, { number: what.number ?? '' })?.trim() ?? what.act
}
