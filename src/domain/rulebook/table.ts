// The same journeys under every edition: a table of outcomes, each with the place in the edition that it follows from.
import { beginsOn } from '../policy/binding.ts'
import type { Edition } from '../policy/edition.ts'
import { playObservation, type ObservationOutcome } from './afterArrival.ts'
import { playDeparture, type DepartureOutcome } from './beforeDeparture.ts'
import { citationOf, cite, type Citation } from './citation.ts'
import type { JourneySketch, SketchBook } from './sketch.ts'

export type Cell = {
  readonly edition: string
  /** One line: the outcome, and the codes of what stood in the way. */
  readonly outcome: string
  readonly because: readonly Citation[]
}
export type Row = {
  readonly journey: string
  readonly words: string
  readonly departure: readonly Cell[]
  readonly observation: readonly Cell[]
}

/** Plays each sketch under each edition, editions in the order in which they begin. */
export function rulebookTable(book: SketchBook, editions: readonly Edition[]): readonly Row[] {
  const inOrder = [...editions].sort(
    (a, b) => a.jurisdiction.localeCompare(b.jurisdiction) || beginsOn(a).localeCompare(beginsOn(b)),
  )
  return book.journeys.map((sketch) => ({
    journey: sketch.name,
    words: sketch.words,
    departure: inOrder.flatMap((edition) =>
      edition.kind === 'mission' ? [departureCell(edition, playDeparture(book, sketch, edition), sketch)] : [],
    ),
    observation: inOrder.flatMap((edition) =>
      edition.kind === 'observation' ? [observationCell(edition, playObservation(book, sketch, edition))] : [],
    ),
  }))
}

function departureCell(edition: Edition, { outcome, findings }: DepartureOutcome, sketch: JourneySketch): Cell {
  const because = findings.length
    ? findings.map((finding) => citationOf(edition, finding))
    : [cite(edition, 'tests'), cite(edition, sketch.departure.length ? 'code' : 'ageExemption')]
  return { edition: edition.id, outcome: line(outcome, findings), because: distinct(because) }
}

function observationCell(edition: Edition, played: ObservationOutcome): Cell {
  const { outcome, daysAfterLanding, secondLeg, findings } = played
  const days = daysAfterLanding === null ? '' : ` day ${daysAfterLanding}`
  const place = secondLeg === 'facility' ? ', second leg in the facility' : ''
  const fields = outcome === 'releasedFromCare' ? ['care'] : ['central', 'home', 'dayOneConvention']
  const leg = secondLeg === null ? 'central' : 'home'
  return {
    edition: edition.id,
    outcome: `${line(outcome, findings)}${days}${place}`,
    because: distinct(
      findings.length
        ? findings.map((finding) => citationOf(edition, finding, leg))
        : fields.map((field) => cite(edition, field)),
    ),
  }
}

const line = (outcome: string, findings: readonly { readonly code: string }[]): string =>
  [outcome, ...new Set(findings.map(({ code }) => code))].join(' ')

const distinct = (citations: readonly Citation[]): readonly Citation[] => [
  ...new Map(citations.map((citation) => [citation.field, citation])).values(),
]
