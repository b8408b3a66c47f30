// The board of charters: what is known of each there, which of them somebody looks for, and in which order they stand.
import type { CharterId, OrganisationId } from '../ids.ts'
import { plusHours, type Instant } from '../instant.ts'
import { inOrder } from '../order.ts'
import type { Charter } from './charter.ts'
import { isCharterFinal, type CharterStage } from './stage.ts'

export type BoardEntry = {
  readonly id: CharterId
  readonly organiser: OrganisationId
  readonly stage: CharterStage
  readonly title: string
  readonly flightNumber: string
  readonly cities: readonly [string, string]
  /** Whose mission it is flown from; ISO 3166-1 alpha-2. */
  readonly country: string
  readonly departure: Instant
}

export const boardEntry = ({ id, organiser, stage, record: { leg, terms } }: Charter): BoardEntry => ({
  id,
  organiser,
  stage,
  title: terms.title,
  flightNumber: leg.flightNumber,
  cities: [leg.from.city, leg.to.city],
  country: terms.missionJurisdiction,
  departure: leg.scheduledDeparture,
})

/** Narrowed by whatever is not empty; `text` is part of a flight number, a title or a city. */
export type BoardQuery = {
  readonly text: string
  readonly stage: CharterStage | null
  readonly country: string
  readonly organiser: string
}

/** A flight that should have left and is not told of stands among those to come for so long. Hours. */
const stillToCome = 24

/** Those looked for: the next to depart first, then those that are under way or overdue, the latest first, then what is over. */
export function soughtOnBoard(entries: readonly BoardEntry[], query: BoardQuery, now: Instant): readonly BoardEntry[] {
  const text = query.text.trim().toLocaleLowerCase()
  const overdue = plusHours(now, -stillToCome)
  const rank = ({ stage, departure }: BoardEntry): number =>
    isCharterFinal(stage) ? 2 : hasLeft(stage) || departure < overdue ? 1 : 0
  return entries
    .filter(
      (entry) =>
        (query.stage === null || entry.stage === query.stage) &&
        (query.country === '' || entry.country === query.country) &&
        (query.organiser === '' || entry.organiser === query.organiser) &&
        (text === '' ||
          [entry.flightNumber, entry.title, ...entry.cities].some((each) => each.toLocaleLowerCase().includes(text))),
    )
    .map((entry) => ({ entry, place: rank(entry) }))
    .sort(
      (a, b) =>
        a.place - b.place ||
        (a.place === 0 ? 1 : -1) * inOrder(a.entry.departure, b.entry.departure) ||
        inOrder(b.entry.id, a.entry.id),
    )
    .map(({ entry }) => entry)
}

const hasLeft = (stage: CharterStage): boolean => stage === 'departed' || stage === 'diverted' || stage === 'landed'
