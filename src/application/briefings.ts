// A charter's briefing: its figures counted from what the desk holds at one moment, with the rules and the trade beside them.
import { charterCountry } from '../domain/charter/charterCountry.ts'
import { countBriefing, type Briefing } from '../domain/charter/briefing.ts'
import { flightDay, type Charter } from '../domain/charter/charter.ts'
import type { CharterId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { TradeEntry } from '../domain/trade/figures.ts'
import type { Desk } from './desk.ts'
import type { Trade } from './trade.ts'
import type { Views } from './views.ts'

export type Briefings = { of(charter: Charter, now: Instant): Promise<Briefing> }

/** So many lines of the record are read at a time. */
const linesAtOnce = 500

/** `regionOf` answers the two letters of a passport's state, where it is a country. */
export function createBriefings(
  desk: Desk,
  views: Views,
  trade: Trade,
  regionOf: (state: string) => string | null,
): Briefings {
  const { store, policies } = desk
  return {
    of: async (charter, now) => {
      const journeys = (await store.journeysOf(charter.id)).map(({ state }) => state)
      const runs = (await store.runsOf(charter.id)).map(({ state }) => state)
      const people = await views.people(journeys, 'desk', 'charterPage')
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
        ...countBriefing({
          charter,
          journeys,
          runs,
          nationality: (journey) => people.get(journey)?.nationality || null,
          regionOf,
          codesRefused: await refusals(desk, charter.id, now),
        }),
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
