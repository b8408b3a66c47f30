// How a merchant's own claim for a seat stands: place in line, rank and what made it, and how to check the draw.
import type { Standing as Facts } from '../domain/charter/standing.ts'
import type { Language } from '../domain/language.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { Terms } from './paragraphs.tsx'
import type { OwnStandingView, StatusView } from './views.ts'

type Props = { readonly own: OwnStandingView; readonly view: StatusView }

export function Standing({ own, view }: Props) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { place, standing } = own
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">{words('standing.title')}</h2>
      <Terms
        rows={[
          ...(place ? [{ label: words('standing.place'), value: words('standing.placeOf', place) }] : []),
          ...(standing ? rowsOf(standing, view) : []),
        ]}
      />
      <details>
        <summary>{words('standing.check')}</summary>
        <p>{words('standing.checkWords')}</p>
        <Terms
          rows={[
            { label: words('standing.commitment'), value: own.commitment },
            { label: words('standing.seed'), value: own.seed ?? words('standing.seedFollows') },
            { label: words('standing.claim'), value: view.journey.dossier.seating?.claimed?.party ?? view.journey.id },
            ...(standing ? [{ label: words('standing.digest'), value: standing.draw }] : []),
          ]}
        />
        <p>
          <a href={view.roundHref}>{words('standing.record')}</a>
        </p>
      </details>
    </section>
  )
}

function rowsOf({ rank, of, papers, need, weight, alike, capped, size }: Facts, view: StatusView) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { allocation } = view.charter.record
  const cap = allocation?.rule.capPerCompany ?? null
  const row = (label: string, value: string) => ({ label, value })
  return [
    row(words('standing.rank'), words('standing.rankOf', { rank, of, seats: allocation?.round?.seats ?? 0 })),
    row(words('standing.papers'), words(papers ? 'standing.papersComplete' : 'standing.papersIncomplete')),
    row(words('standing.need'), words('standing.needWeight', { need: needIn(language, need), weight })),
    row(words('standing.draw'), alike > 1 ? words('standing.drawn', { number: alike }) : words('standing.notDrawn')),
    ...(cap === null
      ? []
      : [row(words('standing.cap'), words(capped ? 'standing.capBeyond' : 'standing.capWithin', { cap }))]),
    ...(size > 1 ? [row(words('standing.party'), words('standing.partyOf', { size }))] : []),
  ]
}

export const needIn = (language: Language, need: string): string => wordFor(language, `need.${need}`) ?? need
