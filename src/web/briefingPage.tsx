// A charter's briefing: one sheet of figures without a name, which prints on one page.
import type { Briefing } from '../domain/charter/briefing.ts'
import { fewestForSums } from '../domain/journey/outcomeCount.ts'
import { briefingIn, restsIn } from '../words/briefing.ts'
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { Terms } from './paragraphs.tsx'
import type { Frame } from './views.ts'

export type BriefingView = {
  readonly frame: Frame
  readonly briefing: Briefing
  readonly back: string
  readonly csv: string
  /** Where figures of the country are entered; null for whoever may not. */
  readonly enterTrade: string | null
}

export function briefingPage({ frame, briefing, back, csv, enterTrade }: BriefingView): string {
  const words = wordsIn(frame.language)
  const { leg, title } = briefing
  const name = `${leg.flightNumber} ${leg.from.city} – ${leg.to.city}`
  return document(
    frame,
    `${words('briefing.title')} · ${name}`,
    <article class="sheet">
      <h1>
        {words('briefing.title')} · {name}
      </h1>
      <p class="lead">{title}</p>
      <p class="asOf">{restsIn(frame.language, briefing)}</p>
      <div class="columns">
        {briefingIn(frame.language, briefing).map((section) => (
          <section aria-labelledby={`briefing-${section.name}`}>
            <h2 id={`briefing-${section.name}`}>{section.title}</h2>
            {section.rows.length > 0 && <Terms rows={section.rows} />}
            {section.note && <p class="small">{section.note}</p>}
          </section>
        ))}
      </div>
      <p class="small">{words('briefing.lead', { fewest: fewestForSums })}</p>
      <p class="noPrint">
        <a class="btn" href={back}>
          {words('briefing.toCharter')}
        </a>{' '}
        <a class="btn" href={csv}>
          {words('briefing.asCsv')}
        </a>{' '}
        {enterTrade && (
          <a class="btn" href={enterTrade}>
            {words('briefing.enterTrade')}
          </a>
        )}
      </p>
    </article>,
  )
}
