// The round for seats at its closing time: every claim ranked, every seat given and everybody told why, in one commit.
import { holdSeatRound } from '../domain/charter/decide.ts'
import { rankClaims, reasonsOf } from '../domain/charter/seatRound.ts'
import type { CharterId } from '../domain/ids.ts'
import { decide } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { charterPart, charterTask, everybodyCounted } from './charterPart.ts'
import { join, journeyPart, nothing, seatClaim, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, refused, type Answer, type Envelope } from './handle.ts'
import type { Change } from './ports.ts'
import { claimsAtClosing } from './seatClaims.ts'
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
    // Nobody could claim a seat of a draft: it is drafted anew, and holds no round over nobody.
    if (charter.stage === 'draft') return notFound(`seats of ${id}`)
    const { rule } = allocation
    const everybody = await store.journeysOf(id)
    const seats = await store.freeSeats(id)
    const seed = desk.vault.openOwn(sealedSeed)
    // Whoever came after the closing, while the desk slept, stands behind the round.
    const claimants = everybody.filter(
      ({ state }) => state.stage === 'waitlisted' && registeredAt(state) < rule.closesAt,
    )
    const known = new Set(claimants.map(({ state }) => state.id))
    const claims = (await claimsAtClosing(desk, id, rule)).filter(({ journey }) => known.has(journey))
    const ranking = rankClaims(claims, rule, seats, (of) => drawOf(seed, of))
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
    for (const { journey: id, rank, seated, company, party, need } of ranking) {
      const claimant = journeys.get(id)!
      const seating = { rank, of: ranking.length, reason: { ...reasons.get(id)! }, claimed: { company, party, need } }
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
