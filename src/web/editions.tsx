// The rule books that bind, with the word "assumed" where they are.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'
import type { EditionView } from './views.ts'

/** From which day to which; without an end where none is known. */
export const spanOf = (
  language: Language,
  { effectiveFrom: from, effectiveUntil: until }: Pick<EditionView, 'effectiveFrom' | 'effectiveUntil'>,
): string => wordsIn(language)(until ? 'editions.span' : 'editions.from', { from, until: until ?? '' })

export function Editions({ editions, language }: { editions: readonly EditionView[]; language: Language }) {
  const words = wordsIn(language)
  if (!editions.length) return <p>{words('editions.none')}</p>
  return (
    <ul class="plain">
      {editions.map((edition) => (
        <li>
          <strong>{words(`editions.${edition.kind}`)}</strong>
          {edition.assumed && <span class="badge assumed">{words('assumed')}</span>}
          <br />
          <span lang="en">{edition.title}</span>
          <br />
          <small>
            <code>{edition.id}</code> {spanOf(language, edition)}
          </small>
        </li>
      ))}
    </ul>
  )
}
