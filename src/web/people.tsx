// The people of a charter as a table: who, where they stand, what is missing, by when.
import type { Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { isBeforeBoarding, type Stage } from '../domain/journey/stage.ts'
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Asks } from './asks.tsx'
import { Findings } from './findings.tsx'
import { Name } from './name.tsx'
import type { PersonRow } from './views.ts'

/** Before boarding a person's deadlines are told in the departure's time, afterwards in the arrival's. */
type Zones = { readonly departure: Zone; readonly arrival: Zone }
type Props = { readonly people: readonly PersonRow[]; readonly language: Language; readonly zones: Zones }

export function People({ people, language, zones }: Props) {
  const words = wordsIn(language)
  if (!people.length) return <p class="empty">{words('people.empty')}</p>
  return (
    <table class="table stack people" data-keys="rows">
      <thead>
        <tr>
          <th scope="col">{words('people.name')}</th>
          <th scope="col">{words('people.document')}</th>
          <th scope="col">{words('people.stage')}</th>
          <th scope="col">{words('people.missing')}</th>
          <th scope="col">{words('people.by')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ href, unmaskHref, person, stage, missing, by, asks }) => (
          <tr>
            <th scope="row">
              {href ? (
                <a href={href}>
                  <Name text={person.name} />
                </a>
              ) : (
                <Name text={person.name} />
              )}
              {person.nativeName && (
                <small class="other">
                  <Name text={person.nativeName} />
                </small>
              )}
              <Asks asks={asks} language={language} />
              {unmaskHref && (
                <small class="other">
                  <a href={unmaskHref}>{words('unmask.link')}</a>
                </small>
              )}
            </th>
            <td data-label={words('people.document')}>
              <Name text={person.documentNumber} />
              <small class="other">{person.nationality}</small>
            </td>
            <td data-label={words('people.stage')}>{words(`brief.${stage}`)}</td>
            <td data-label={words('people.missing')}>
              {missing.length ? <Findings findings={missing} language={language} zone={zoneAt(stage, zones)} /> : '–'}
            </td>
            <td data-label={words('people.by')}>
              {by ? <time dateTime={by}>{momentIn(language, by, zoneAt(stage, zones))}</time> : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const zoneAt = (stage: Stage, { departure, arrival }: Zones): Zone =>
  isBeforeBoarding(stage) || stage === 'deferred' || stage === 'withdrawn' || stage === 'notTravelled'
    ? departure
    : arrival
