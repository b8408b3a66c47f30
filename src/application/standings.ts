// Where claims for seats stand, read from the record and the journeys: for the page of a merchant, and of a charter.
import { standingsOf, type Standing } from '../domain/charter/standing.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { offerOrder } from '../domain/charter/waitingLine.ts'
import type { JourneyId } from '../domain/ids.ts'
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
    standings: standingsOf(round?.ranking ?? []),
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
  const waits = journey.stage === 'waitlisted'
  const others = waits ? (await store.journeysOf(charter.id)).map(({ state }) => state) : []
  const known = await standingsIn(store, charter, others)
  if (!known) return null
  const { commitment, seed, standings, line } = known
  const number = line.indexOf(journey.id) + 1
  return {
    commitment,
    seed,
    standing: standings.get(journey.id) ?? null,
    place: number > 0 ? { number, of: line.length } : null,
  }
}
