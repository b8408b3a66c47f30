// A charter's briefing: its figures counted from what the desk holds at one moment, with the rules and the trade beside them.
import { charterCountry } from '../domain/charter/charterCountry.ts'
import { countBriefing, type Briefing, type BriefingFigures } from '../domain/charter/briefing.ts'
import { flightDay, type Charter } from '../domain/charter/charter.ts'
import type { CharterId, JourneyId, MerchantId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { TradeEntry } from '../domain/trade/figures.ts'
import type { OpenBook } from './charterBooks.ts'
import type { Desk } from './desk.ts'
import { createRecordTail } from './recordTail.ts'
import type { Trade } from './trade.ts'
import type { Views } from './views.ts'

export type Briefings = { of(charter: Charter, now: Instant): Promise<Briefing> }

/** So many lines of the record are read at a time. */
const linesAtOnce = 500
/** So many people's states are kept in mind. */
const mostStates = 50_000

/** `regionOf` answers the two letters of a passport's state, where it is a country. */
export function createBriefings(
  desk: Desk,
  views: Views,
  trade: Trade,
  regionOf: (state: string) => string | null,
): Briefings {
  const { store, policies } = desk
  /** The state of each one's passport, until their details are written again or erased. */
  const states = new Map<MerchantId, string | null>()
  /** Counts what was written of anybody's details. */
  let written = 0
  const tail = createRecordTail(store, {
    touched(lines) {
      for (const { kind, aggregate } of lines)
        if (kind === 'merchant') {
          states.delete(aggregate as MerchantId)
          written++
        }
    },
    lost() {
      states.clear()
      written++
    },
  })

  /** Kept with the book's lines, and counted again where any of them or anything else that is counted is another. */
  async function figuresOf(charter: Charter, book: OpenBook, now: Instant): Promise<BriefingFigures> {
    await tail.catchUp()
    const runs = book.runs.map(({ id, version }) => `${id} ${version}`)
    const key = [written, charter.version, ...runs].join()
    const kept = book.once('briefing', () => new Map<string, BriefingFigures>())
    const known = kept.get(key)
    if (known) return known
    const journeys = [...book.all()].map(({ journey }) => journey)
    const stateOf = await statesOf(journeys)
    const figures = countBriefing({
      charter,
      journeys,
      runs: book.runs,
      nationality: (journey) => stateOf.get(journey) ?? null,
      regionOf,
      codesRefused: await refusals(desk, charter.id, now),
    })
    kept.set(key, figures)
    return figures
  }

  async function statesOf(journeys: readonly Journey[]): Promise<ReadonlyMap<JourneyId, string | null>> {
    const unknown = journeys.filter(({ merchant }) => !states.has(merchant))
    const found = new Map(journeys.map(({ id, merchant }) => [id, states.get(merchant) ?? null]))
    if (!unknown.length) return found
    const asked = written
    const people = await views.people(unknown, 'desk', 'charterPage')
    for (const { id } of unknown) found.set(id, people.get(id)?.nationality || null)
    // What was written while it was read is not kept.
    if (asked !== written) return found
    if (states.size + unknown.length > mostStates) states.clear()
    for (const { id, merchant } of unknown) states.set(merchant, found.get(id) ?? null)
    return found
  }

  return {
    of: async (charter, now) => {
      const figures = await figuresOf(charter, await views.books.of(charter, now), now)
      const country = charterCountry(charter)
      const [latest] = country ? await trade.standing(country) : []
      const bound = policies.editionsOf(charter)
      const { flightNumber, carrier, from, to, scheduledDeparture, scheduledArrival } = charter.record.leg
      return {
        charter: charter.id,
        version: charter.version,
        asOf: now,
        stage: charter.stage,
        title: charter.record.terms.title,
        leg: { flightNumber, carrier, from, to, scheduledDeparture, scheduledArrival },
        day: flightDay(charter.record.leg),
        chamber: (await store.organisation(charter.organiser))?.name ?? '',
        ...figures,
        editions: [bound.mission, bound.observation].flatMap((binding) => (binding.bound ? [binding.bound.id] : [])),
        country,
        trade: latest ? entryOf(latest) : null,
      }
    },
  }
}

/** Who entered it is the office's own business. */
const entryOf = ({ country, from, until, version, figures, reason, at }: TradeEntry): TradeEntry => ({
  country,
  from,
  until,
  version,
  figures,
  reason,
  at,
})

/** A refused code leaves no trace on the journey, so it is counted where it was told. */
async function refusals({ store }: Desk, charter: CharterId, now: Instant): Promise<number> {
  let count = 0
  let before = { at: now, sequence: Number.MAX_SAFE_INTEGER }
  for (;;) {
    const lines = await store.searchBook('events', {
      type: 'CodeRefused',
      charter,
      from: '0001-01-01T00:00:00.000Z' as Instant,
      until: now,
      before,
      limit: linesAtOnce,
    })
    count += lines.length
    const last = lines.at(-1)
    if (!last || lines.length < linesAtOnce) return count
    before = { at: last.at, sequence: last.sequence }
  }
}
