// The round for seats at its closing time: every claim ranked, every seat given and everybody told why, in one commit.
import type { Charter } from '../domain/charter/charter.ts'
import { holdSeatRound } from '../domain/charter/decide.ts'
import { rankClaims, reasonsOf, type RoundClaim } from '../domain/charter/seatRound.ts'
import { seatClaimOf } from '../domain/charter/waitingLine.ts'
import type { CharterId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { decide } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import { planOf } from '../domain/policy/plan.ts'
import { charterPart, charterTask, everybodyCounted } from './charterPart.ts'
import { join, journeyPart, nothing, seatClaim, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, refused, type Answer, type Envelope } from './handle.ts'
import { LostKey, type Change, type Held } from './ports.ts'
import { drawOf } from './seatDraw.ts'

/** `sealedSeed` is what the publication left for this moment; `settling` is written in the same commit. */
export function holdRound(
  desk: Desk,
  envelope: Envelope,
  id: CharterId,
  sealedSeed: string,
  settling: readonly Change[],
): Promise<Answer<number>> {
  const { store } = desk
  return handle<number>(store, async () => {
    const held = await store.charter(id)
    const allocation = held?.state.record.allocation
    if (!held || !allocation || allocation.round) return notFound(`round for seats of ${id}`)
    const charter = held.state
    const { rule } = allocation
    const everybody = await store.journeysOf(id)
    const seats = await store.freeSeats(id)
    const seed = desk.vault.openOwn(sealedSeed)
    // Whoever came after the closing, while the desk slept, stands behind the round.
    const claimants = everybody.filter(
      ({ state }) => state.stage === 'waitlisted' && registeredAt(state) < rule.closesAt,
    )
    const claims = await claimsOf(desk, charter, claimants, envelope.now)
    const ranking = rankClaims(claims, rule, seats, (journey) => drawOf(seed, journey))
    const decision = holdSeatRound(charter, {
      type: 'SeatRoundHeld',
      at: envelope.now,
      seed,
      seats,
      ranking: [...ranking],
    })
    if (decision.outcome === 'rejected') return refused(decision)
    const parts: Part[] = [
      charterPart(envelope, held, decision.next, decision.events),
      everybodyCounted(id, everybody.length),
      charterTask(desk, id, 'offerSeat', envelope.now),
    ]
    const reasons = reasonsOf(ranking, rule, seats)
    const journeys = new Map(claimants.map((each) => [each.state.id, each]))
    for (const { journey: id, rank, seated } of ranking) {
      const claimant = journeys.get(id)!
      const seating = { rank, of: ranking.length, reason: { ...reasons.get(id)! } }
      const command = seated ? ({ type: 'AssignSeat', seating } as const) : ({ type: 'RankWaiting', seating } as const)
      const policy = desk.policies.policyFor(charter, claimant.state.dossier)
      const told = decide(claimant.state, command, envelope.now, policy)
      // Nobody is left out of a round: what cannot be told to one of them holds it up, loudly, and it is asked again.
      if (told.outcome === 'rejected') throw new Error(`journey ${id}: ${told.findings[0]?.message ?? command.type}`)
      if (seated) parts.push(seatClaim(charter.id, id))
      const before = { journey: claimant.state, head: claimant.head }
      parts.push(journeyPart(envelope, desk.chance, desk.patience, before, told))
    }
    parts.push({ ...nothing, changes: settling })
    return { outcome: 'proposed', commit: join(parts), value: ranking.length }
  })
}

const registeredAt = ({ dossier }: Journey): string => dossier.reached.registered ?? ''

async function claimsOf(
  desk: Desk,
  charter: Charter,
  claimants: readonly Held<Journey>[],
  now: Instant,
): Promise<readonly RoundClaim[]> {
  const sealed = new Map(
    (await desk.store.merchants(claimants.map(({ state }) => state.merchant))).map((row) => [row.id, row.sealed]),
  )
  const landing = desk.policies.landingDay(charter)
  const claims: RoundClaim[] = []
  for (const { state } of claimants) {
    const { dossier } = state
    const expires = await passportExpiry(desk, state, sealed.get(state.merchant))
    const plan = planOf(desk.policies.policyFor(charter, dossier), dossier, now)
    // Without a signed consent nobody is registered at all.
    const papers = expires !== null && expires >= landing && plan.feasible
    claims.push({ ...seatClaimOf(state), papers, need: dossier.traits.need ?? 'other' })
  }
  return claims
}

/** Null where nobody can read it any more. */
async function passportExpiry(desk: Desk, { merchant }: Journey, sealed: string | undefined): Promise<string | null> {
  try {
    return sealed ? MerchantDetails.parse(JSON.parse(await desk.vault.open(merchant, sealed))).documentExpiry : null
  } catch (error) {
    if (error instanceof LostKey) return null
    throw error
  }
}
