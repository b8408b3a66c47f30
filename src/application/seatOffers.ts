// Freed seats go down the line to whoever can still be tested, parties whole: offered under a rule, given at once where there is none.
import { nextInLine, type SeatClaim } from '../domain/charter/seatPlacement.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { takesRegistrations } from '../domain/charter/stage.ts'
import { heldByCompany, waitingLine } from '../domain/charter/waitingLine.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { decide, type DecidedCommand } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { offerTooLate, offerUntil } from '../domain/journey/offer.ts'
import { planOf } from '../domain/policy/plan.ts'
import { join, journeyPart, seatClaim, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, refused, type Answer, type Envelope } from './handle.ts'
import type { Change, Held } from './ports.ts'

/** Everybody is read once, and all free seats go in one commit, in which the wake is settled. */
export function offerFreedSeats(
  desk: Desk,
  envelope: Envelope,
  id: CharterId,
  settling: readonly Change[],
): Promise<Answer<number>> {
  const { store } = desk
  const settled: Part = { changes: settling, events: [], effects: [], tallies: [] }
  return handle<number>(store, async () => {
    const charter = (await store.charter(id))?.state
    if (!charter) return notFound(`charter ${id}`)
    const { allocation } = charter.record
    const none = { outcome: 'proposed', commit: join([settled]), value: 0 } as const
    if ((allocation && !allocation.round) || !takesRegistrations(charter.stage)) return none
    let seats = await store.freeSeats(id)
    if (seats === 0) return none
    const everybody = await store.journeysOf(id)
    const known = new Map(everybody.map((each) => [each.state.id, each]))
    const parts: Part[] = [settled]
    const given = seats
    let line = waitingLine(everybody.map(({ state }) => state))
    const held = new Map(heldByCompany(everybody.map(({ state }) => state)))
    const capPerCompany = allocation?.rule.capPerCompany ?? null
    for (;;) {
      const next = nextInLine(line, { seats, capPerCompany, held })
      if (!next) break
      const members = next.map(({ journey }) => known.get(journey)!)
      const command = commandFor(desk, charter, members, envelope.now)
      const passedOver = command.type === 'PassOver'
      for (const { state, head } of members) {
        // Told once: another seat that comes too late as well is no news.
        if (passedOver && wasPassedOver(state)) continue
        const decision = decide(state, command, envelope.now, desk.policies.policyFor(charter, state.dossier))
        if (decision.outcome === 'rejected') return refused(decision)
        if (!passedOver) parts.push(seatClaim(id, state.id))
        parts.push(journeyPart(envelope, desk.chance, desk.patience, { journey: state, head }, decision))
      }
      if (!passedOver) {
        seats -= next.length
        for (const { company } of next) held.set(company, (held.get(company) ?? 0) + 1)
      }
      line = without(line, next)
    }
    return { outcome: 'proposed', commit: join(parts), value: given - seats }
  })
}

/** A party answers together, so its offer ends when the first of them would be too late. */
function commandFor(
  { policies }: Desk,
  charter: Charter,
  members: readonly Held<Journey>[],
  now: Instant,
): DecidedCommand {
  const tooLate: DecidedCommand = { type: 'PassOver', findings: [offerTooLate(now)] }
  const rule = charter.record.allocation?.rule
  if (!rule) {
    const meets = ({ state: { dossier } }: Held<Journey>) =>
      planOf(policies.policyFor(charter, dossier), dossier, now).feasible
    return members.every(meets) ? { type: 'AssignSeat' } : tooLate
  }
  const ends = members.map(({ state: { dossier } }) =>
    offerUntil(policies.policyFor(charter, dossier), dossier, rule.offerHours, now),
  )
  const [expiresAt] = ends.filter((end) => end !== null).sort()
  return expiresAt && !ends.includes(null) ? { type: 'OfferSeat', expiresAt } : tooLate
}

function without(line: readonly SeatClaim[], gone: readonly SeatClaim[]): readonly SeatClaim[] {
  const ids = new Set<JourneyId>(gone.map(({ journey }) => journey))
  return line.filter(({ journey }) => !ids.has(journey))
}

const wasPassedOver = ({ dossier }: Journey): boolean => dossier.findings.some(({ code }) => code === 'offerTooLate')
