// What a charter won back, as its released merchants say: numbers without names.
import type { Language } from '../domain/language.ts'
import { fewestForSums, type OutcomeCount } from '../domain/journey/outcomeCount.ts'
import { wordsIn } from '../words/words.ts'
import { Terms } from './paragraphs.tsx'

export function Outcomes({ outcomes, language }: { outcomes: OutcomeCount; language: Language }) {
  const words = wordsIn(language)
  const { released, answered, sums } = outcomes
  const figure = (number: number) => number.toLocaleString(language)
  return (
    <section aria-labelledby="outcomes">
      <h2 id="outcomes">{words('outcomes.title')}</h2>
      <Terms
        rows={[
          { label: words('outcomes.answered'), value: words('outcomes.of', { answered, released }) },
          ...(sums
            ? [
                { label: words('outcomes.orders'), value: figure(sums.orders) },
                ...sums.values.map(({ currency, amount }) => ({
                  label: words('outcomes.value', { currency }),
                  value: figure(amount),
                })),
                { label: words('outcomes.companies'), value: figure(sums.companiesRegistered) },
                ...(sums.stayDaysMedian === null
                  ? []
                  : [{ label: words('outcomes.stay'), value: figure(sums.stayDaysMedian) }]),
              ]
            : []),
        ]}
      />
      {!sums && <p class="small">{words('outcomes.tooFew', { fewest: fewestForSums })}</p>}
    </section>
  )
}
