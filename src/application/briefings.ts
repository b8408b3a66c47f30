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
import { openSealed } from './freeText.ts'
import { createRecordTail } from './recordTail.ts'
import type { Trade } from './trade.ts'
import type { Views } from './views.ts'

export type Briefings = { of(charter: Charter, now: Instant): Promise<Briefing> }

/** So many lines of the record are read at a time. */
const linesAtOnce = 500
/** So many people's tellings and so many charters' figures are kept in mind. */
const [mostTold, mostKept] = [50_000, 50]

/** Null where nobody can be asked any more. */
type Told = { readonly nationality: string | null; readonly purpose: string | null }
type Kept = {
  /** Another object where a line of the book is another. */
  readonly lines: object
  readonly rest: string
  readonly figures: BriefingFigures
  readonly merchants: ReadonlySet<MerchantId>
}

/** `regionOf` answers the two letters of a passport's state, where it is a country. */
export function createBriefings(
  desk: Desk,
  views: Views,
  trade: Trade,
  regionOf: (state: string) => string | null,
): Briefings {
  const { store, policies } = desk
  /** What the sheet counts of each one's sealed details, until these are written again or erased. */
  const told = new Map<MerchantId, Map<JourneyId, Told>>()
  const kept = new Map<CharterId, Kept>()
  /** Counts what was written of anybody's details. */
  let written = 0
  const tail = createRecordTail(store, {
    touched(lines) {
      for (const { kind, aggregate } of lines) {
        if (kind !== 'merchant') continue
        written++
        told.delete(aggregate as MerchantId)
        for (const [charter, { merchants }] of kept) if (merchants.has(aggregate as MerchantId)) kept.delete(charter)
      }
    },
    lost() {
      written++
      told.clear()
      kept.clear()
    },
  })

  /** Kept until any of the book's lines or anything else that is counted is another. */
  async function figuresOf(charter: Charter, book: OpenBook, now: Instant): Promise<BriefingFigures> {
    await tail.catchUp()
    const lines = book.once('briefing', () => ({}))
    const rest = [charter.version, ...book.runs.map(({ id, version }) => `${id} ${version}`)].join()
    const known = kept.get(charter.id)
    if (known && known.lines === lines && known.rest === rest) return known.figures
    const asked = written
    const journeys = [...book.all()].map(({ journey }) => journey)
    const tellings = await toldBy(journeys)
    const figures = countBriefing({
      charter,
      journeys,
      runs: book.runs,
      nationality: (journey) => tellings.get(journey)?.nationality ?? null,
      purpose: (journey) => tellings.get(journey)?.purpose ?? null,
      regionOf,
      codesRefused: await refusals(desk, charter.id, now),
    })
    // What was written while it was counted is not kept.
    if (asked !== written) return figures
    kept.delete(charter.id)
    if (kept.size >= mostKept) kept.delete([...kept.keys()][0]!)
    kept.set(charter.id, { lines, rest, figures, merchants: new Set(journeys.map(({ merchant }) => merchant)) })
    return figures
  }

  async function toldBy(journeys: readonly Journey[]): Promise<ReadonlyMap<JourneyId, Told>> {
    const found = new Map<JourneyId, Told>()
    const unknown: Journey[] = []
    for (const journey of journeys) {
      const known = told.get(journey.merchant)?.get(journey.id)
      if (known) found.set(journey.id, known)
      else unknown.push(journey)
    }
    if (!unknown.length) return found
    const asked = written
    const people = await views.people(unknown, 'desk', 'charterPage')
    for (const { id, merchant, dossier } of unknown) {
      const nationality = people.get(id)?.nationality || null
      const purpose = nationality && (await openSealed(desk.vault, merchant, dossier.traits.purpose))
      found.set(id, { nationality, purpose })
    }
    if (asked !== written) return found
    if (told.size + unknown.length > mostTold) told.clear()
    for (const { id, merchant } of unknown)
      told.set(merchant, (told.get(merchant) ?? new Map<JourneyId, Told>()).set(id, found.get(id)!))
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
