// The round held again: from the record, with the claims as they stood at the closing, or from the published round alone.
import { z } from 'zod'
import { CharterEvent } from '../domain/charter/events.ts'
import { inOrder } from '../domain/order.ts'
import { rankClaims, Ranked, type RoundClaim } from '../domain/charter/seatRound.ts'
import { SeatRule } from '../domain/charter/seatRule.ts'
import type { CharterId } from '../domain/ids.ts'
import { Instant } from '../domain/instant.ts'
import { canonical } from './chain.ts'
import type { Desk } from './desk.ts'
import type { Store } from './ports.ts'
import { claimsAtClosing, factOf } from './seatClaims.ts'
import { commitmentOf, drawOf } from './seatDraw.ts'

/** Everything that was published; `round` is null until it was held. What names anybody is not among it. */
export const SeatRoundShown = z.object({
  rule: SeatRule.nullable(),
  commitment: z.string().nullable(),
  round: z
    .object({
      at: Instant,
      seed: z.string(),
      seats: z.number().int(),
      /** In order of journey, as they went into the round. */
      claims: z.array(Ranked.pick({ journey: true, papers: true, need: true, company: true, party: true })),
      ranking: z.array(Ranked),
    })
    .nullable(),
})
export type SeatRoundShown = z.infer<typeof SeatRoundShown>
export type SeatReplay = SeatRoundShown & { readonly agrees: boolean; readonly differences: readonly string[] }

type Held = Extract<CharterEvent, { type: 'SeatRoundHeld' }>
type Published = Extract<CharterEvent, { type: 'SeatRulePublished' }>

export async function seatRoundOf(store: Pick<Store, 'eventsOf'>, charter: CharterId): Promise<SeatRoundShown> {
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
          claims: held.ranking.map(claimOf).sort((a, b) => inOrder(a.journey, b.journey)),
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

/** From what was published and nothing else: anybody may ask, without a desk. */
export function replayPublished(shown: SeatRoundShown): SeatReplay {
  const { rule, commitment, round } = shown
  if (!rule || !round) return { ...shown, agrees: true, differences: [] }
  const differences: string[] = []
  if (commitmentOf(round.seed) !== commitment) differences.push('the seed is not the one that was committed to')
  const again = rankClaims(round.claims, rule, round.seats, (of) => drawOf(round.seed, of))
  const at = again.findIndex((each, i) => canonical(each) !== canonical(round.ranking[i]))
  if (at >= 0) {
    const { rank, journey } = again[at]!
    differences.push(`rank ${rank} belongs to ${journey}, and the record gives it to ${round.ranking[at]?.journey}`)
  } else if (again.length !== round.ranking.length) differences.push('the ranking and the claims are not as many')
  return { ...shown, agrees: differences.length === 0, differences }
}

/** Reads the charter's part of the record and asks the rule books for the papers; says in words where it does not agree. */
export async function replaySeatRound(desk: Pick<Desk, 'store' | 'policies'>, charter: CharterId): Promise<SeatReplay> {
  const replay = replayPublished(await seatRoundOf(desk.store, charter))
  const { rule, round } = replay
  if (!rule || !round) return replay
  const stood = await claimsAtClosing(desk, charter, rule)
  const differences = [...replay.differences, ...otherClaims(round.claims, stood)]
  return { ...replay, agrees: differences.length === 0, differences }
}

/** Whoever stood in line at the closing is a claim, with the facts of that moment, and nobody else is. */
function otherClaims(claims: readonly RoundClaim[], standing: readonly RoundClaim[]): readonly string[] {
  const stood = new Map(standing.map((claim) => [claim.journey, claim]))
  const found: string[] = []
  for (const claim of claims) {
    const known = stood.get(claim.journey)
    if (!known) found.push(`${claim.journey} was ranked and did not wait for a seat`)
    else if (known.papers !== claim.papers)
      found.push(`${claim.journey} had papers that were ${known.papers ? 'complete' : 'not complete'} at the closing`)
    else if (canonical(known) !== canonical(claim))
      found.push(`${claim.journey} was ranked by other facts than stood at the closing`)
  }
  const ranked = new Set(claims.map(({ journey }) => journey))
  for (const journey of stood.keys()) if (!ranked.has(journey)) found.push(`${journey} waited and was not ranked`)
  return found
}
