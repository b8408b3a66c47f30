// Where claims for seats stand, read from the record and the journeys: for the page of a merchant, and of a charter.
import { standingsOf, type Standing } from '../domain/charter/standing.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { offerOrder } from '../domain/charter/waitingLine.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isBeforeBoarding } from '../domain/journey/stage.ts'
import type { Store } from './ports.ts'
import { seatRoundOf } from './seatReplay.ts'

export type Standings = {
  readonly commitment: string
  /** Null until the round. */
  readonly seed: string | null
  readonly standings: ReadonlyMap<JourneyId, Standing>
  /** Who is offered the next free seats, in this order; nobody before the round. */
  readonly line: readonly JourneyId[]
}

/** Null where no rule for seats was published. */
export async function standingsIn(
  store: Store,
  charter: Charter,
  journeys: readonly Journey[],
): Promise<Standings | null> {
  const { allocation } = charter.record
  if (!allocation) return null
  // The ranking stands in the record alone, and nobody stands anywhere before it.
  const round = allocation.round ? (await seatRoundOf(store, charter.id)).round : null
  return {
    commitment: allocation.commitment,
    seed: round?.seed ?? null,
    standings: standingsOf(round?.ranking ?? [], allocation.rule),
    line: round ? offerOrder(journeys, allocation.rule.capPerCompany).map(({ journey }) => journey) : [],
  }
}

export type OwnStanding = Omit<Standings, 'standings' | 'line'> & {
  readonly standing: Standing | null
  /** Null for whoever is in no line: before the round, with a seat or an offer, after an offer that was let go. */
  readonly place: { readonly number: number; readonly of: number } | null
}

/** For one merchant who is still on the ground; nothing is read for others. */
export async function standingOf(store: Store, charter: Charter, journey: Journey): Promise<OwnStanding | null> {
  if (!charter.record.allocation || !isBeforeBoarding(journey.stage)) return null
  const known = await standingsKept(store, charter)
  if (!known) return null
  const { commitment, seed, standings, places } = known
  const number = places.get(journey.id) ?? 0
  return {
    commitment,
    seed,
    standing: standings.get(journey.id) ?? null,
    place: number > 0 ? { number, of: places.size } : null,
  }
}

type Kept = Standings & { readonly places: ReadonlyMap<JourneyId, number> }
const kept = new WeakMap<Store, Map<CharterId, { readonly events: number; readonly standings: Promise<Kept | null> }>>()
/** So many charters are kept at once. */
const mostKept = 50

/** Read once until the charter's record grows: however many look at their place in between, nothing else is read. */
async function standingsKept(store: Store, charter: Charter): Promise<Kept | null> {
  const events = await store.countEvents(charter.id)
  const ofStore = kept.get(store) ?? new Map<CharterId, { events: number; standings: Promise<Kept | null> }>()
  kept.set(store, ofStore)
  const before = ofStore.get(charter.id)
  if (before?.events === events) return before.standings
  if (ofStore.size >= mostKept) ofStore.clear()
  const standings = read(store, charter)
  ofStore.set(charter.id, { events, standings })
  standings.catch(() => ofStore.delete(charter.id))
  return standings
}

async function read(store: Store, charter: Charter): Promise<Kept | null> {
  const journeys = charter.record.allocation?.round ? await store.journeysOf(charter.id) : []
  const known = await standingsIn(
    store,
    charter,
    journeys.map(({ state }) => state),
  )
  return known && { ...known, places: new Map(known.line.map((id, i) => [id, i + 1])) }
}
