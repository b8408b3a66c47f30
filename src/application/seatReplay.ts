// The round held again from the record alone: is the seed the one committed to, are the claims those that stood, is the order the rule's?
import { CharterEvent } from '../domain/charter/events.ts'
import { rankClaims, type Ranked, type RoundClaim } from '../domain/charter/seatRound.ts'
import type { SeatRule } from '../domain/charter/seatRule.ts'
import { seatClaimOf } from '../domain/charter/waitingLine.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { JourneyEvent } from '../domain/journey/events.ts'
import { evolve, openJourney, type Journey } from '../domain/journey/journey.ts'
import { canonical } from './chain.ts'
import type { RecordedEvent, Store } from './ports.ts'
import { commitmentOf, drawOf } from './seatDraw.ts'

/** Everything that was published; `round` is null until it was held. */
export type SeatRoundShown = {
  readonly rule: SeatRule | null
  readonly commitment: string | null
  readonly round: {
    readonly at: Instant
    readonly seed: string
    readonly seats: number
    /** In order of journey, as they went into the round. */
    readonly claims: readonly RoundClaim[]
    readonly ranking: readonly Ranked[]
  } | null
}
export type SeatReplay = SeatRoundShown & { readonly agrees: boolean; readonly differences: readonly string[] }

type Held = Extract<CharterEvent, { type: 'SeatRoundHeld' }>
type Published = Extract<CharterEvent, { type: 'SeatRulePublished' }>

const factOf = ({ type, data }: RecordedEvent) => ({ type, ...(data as object) })

export async function seatRoundOf(store: Store, charter: CharterId): Promise<SeatRoundShown> {
  const facts = (await store.eventsOf('charter', charter)).map((event) => CharterEvent.parse(factOf(event)))
  const published = facts.find((fact): fact is Published => fact.type === 'SeatRulePublished')
  const held = facts.find((fact): fact is Held => fact.type === 'SeatRoundHeld')
  return {
    rule: published?.rule ?? null,
    commitment: published?.commitment ?? null,
    round: held
      ? {
          at: held.at,
          seed: held.seed,
          seats: held.seats,
          claims: held.ranking.map(claimOf).sort((a, b) => (a.journey < b.journey ? -1 : 1)),
          ranking: held.ranking,
        }
      : null,
  }
}

const claimOf = ({ journey, papers, need, company, party }: Ranked): RoundClaim => ({
  journey,
  papers,
  need,
  company,
  party,
})

/** Reads the charter's part of the record and nothing else; says in words where it does not agree. */
export async function replaySeatRound(store: Store, charter: CharterId): Promise<SeatReplay> {
  const shown = await seatRoundOf(store, charter)
  const { rule, commitment, round } = shown
  if (!rule || !round) return { ...shown, agrees: true, differences: [] }
  const differences: string[] = []
  if (commitmentOf(round.seed) !== commitment) differences.push('the seed is not the one that was committed to')
  const again = rankClaims(round.claims, rule, round.seats, (journey) => drawOf(round.seed, journey))
  for (const [i, each] of again.entries()) {
    if (canonical(each) === canonical(round.ranking[i])) continue
    differences.push(
      `rank ${each.rank} belongs to ${each.journey}, and the record gives it to ${round.ranking[i]?.journey}`,
    )
    break
  }
  differences.push(...(await otherClaims(store, charter, round.claims, rule)))
  return { ...shown, agrees: differences.length === 0, differences }
}

/** Whoever waited at that moment is a claim, with the facts that stood then, and nobody else is. */
async function otherClaims(
  store: Store,
  charter: CharterId,
  claims: readonly RoundClaim[],
  rule: SeatRule,
): Promise<readonly string[]> {
  const stood = new Map(
    (await journeysBefore(store, charter, 'SeatRoundHeld'))
      .filter(({ stage, dossier }) => stage === 'waitlisted' && (dossier.reached.registered ?? '') < rule.closesAt)
      .map((journey) => [journey.id, { ...seatClaimOf(journey), need: journey.dossier.traits.need ?? 'other' }]),
  )
  const found: string[] = []
  for (const { papers: _, ...claim } of claims) {
    const known = stood.get(claim.journey)
    if (!known) found.push(`${claim.journey} was ranked and did not wait for a seat`)
    else if (canonical(known) !== canonical(claim))
      found.push(`${claim.journey} was ranked by other facts than stood then`)
  }
  const ranked = new Set(claims.map(({ journey }) => journey))
  for (const journey of stood.keys()) if (!ranked.has(journey)) found.push(`${journey} waited and was not ranked`)
  return found
}

/** The charter's journeys as they stood just before this fact of the charter, folded in the order written. */
async function journeysBefore(
  store: Store,
  charter: CharterId,
  type: CharterEvent['type'],
): Promise<readonly Journey[]> {
  const journeys = new Map<string, Journey>()
  for (let after = 0; ;) {
    const page = await store.eventsPage(after, 1_000, { charter })
    for (const event of page) {
      if (event.kind === 'charter' && event.type === type) return [...journeys.values()]
      if (event.kind === 'journey') tell(journeys, event, charter)
    }
    const last = page.at(-1)
    if (!last) return [...journeys.values()]
    after = last.sequence
  }
}

function tell(journeys: Map<string, Journey>, event: RecordedEvent, charter: CharterId): void {
  const fact = JourneyEvent.parse(factOf(event))
  const known = journeys.get(event.aggregate)
  if (known) journeys.set(event.aggregate, evolve(known, fact, event.at))
  else if (fact.type === 'MerchantRegistered')
    journeys.set(event.aggregate, openJourney(event.aggregate as JourneyId, charter, fact, event.at))
}
