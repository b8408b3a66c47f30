// What an officer is told once a day: what is due, what is late, what did not arrive. Counts and numbers of journeys, and nobody's name.
import type { Act } from '../access/table.ts'
import type { Charter } from '../charter/charter.ts'
import type { CharterId, JourneyId } from '../ids.ts'
import type { Instant, LocalDate } from '../instant.ts'
import type { Due } from '../journey/due.ts'
import type { Journey } from '../journey/journey.ts'

/** One act that is due, for so many journeys; `by` is the nearest of their ends. */
export type DueLine = {
  readonly act: Act
  readonly number: number | null
  readonly count: number
  readonly by: Instant | null
}
/** Journeys of one kind: how many, and the first few by their numbers. */
export type Named = { readonly count: number; readonly journeys: readonly JourneyId[] }

export type CharterDigest = {
  readonly charter: CharterId
  /** Flight and cities, as pages head it. */
  readonly title: string
  readonly due: readonly DueLine[]
  /** What should have been done by now. */
  readonly overdue: Named
  /** Whoever left the loop and was not found. */
  readonly missing: Named
  /** Rows of a roster that wait for a decision. */
  readonly conflicts: number
  /** Letters that were given up. */
  readonly lettersFailed: number
}
export type Digest = {
  readonly day: LocalDate
  readonly charters: readonly CharterDigest[]
  /** Acts that wait for this person's confirmation or refusal. */
  readonly confirmations: number
  /** Letters from merchants that wait for a person. */
  readonly reviews: number
}

/** A letter names so many journeys of a kind; the page behind its link names all. */
export const namedInDigest = 5

/** What one role is told of one charter; null where there is nothing. */
export function charterDigest(
  charter: Charter,
  journeys: readonly Pick<Journey, 'id' | 'stage'>[],
  due: readonly (Due & { readonly journey: JourneyId })[],
  beside: Pick<CharterDigest, 'conflicts' | 'lettersFailed'>,
  now: Instant,
): CharterDigest | null {
  const { leg } = charter.record
  const overdue = named(due.filter(({ by }) => by !== null && by < now).map(({ journey }) => journey))
  const missing = named(journeys.filter(({ stage }) => stage === 'leftLoop').map(({ id }) => id))
  if (!due.length && !missing.count && !beside.conflicts && !beside.lettersFailed) return null
  return {
    charter: charter.id,
    title: `${leg.flightNumber} · ${leg.from.city} – ${leg.to.city}`,
    due: lines(due),
    overdue,
    missing,
    ...beside,
  }
}

export const isEmptyDigest = ({ charters, confirmations, reviews }: Digest): boolean =>
  !charters.length && !confirmations && !reviews

const named = (journeys: readonly JourneyId[]): Named => {
  const each = [...new Set(journeys)].sort()
  return { count: each.length, journeys: each.slice(0, namedInDigest) }
}

/** The nearest end first; what has none comes last. */
function lines(due: readonly Due[]): readonly DueLine[] {
  const grouped = new Map<string, DueLine>()
  for (const { act, number, by } of due) {
    const key = `${act} ${number ?? ''}`
    const known = grouped.get(key)
    const nearest = known && (by === null || (known.by !== null && known.by <= by)) ? known.by : by
    grouped.set(key, { act, number, count: (known?.count ?? 0) + 1, by: nearest })
  }
  return [...grouped.values()].sort((a, b) => ((a.by ?? '9') < (b.by ?? '9') ? -1 : 1))
}
