// Freed seats under a rule: each is offered once, to the next in line who can still be tested, and held for them until they answer.
import { nextInLine } from '../domain/charter/seatPlacement.ts'
import { takesRegistrations } from '../domain/charter/stage.ts'
import { heldByCompany, waitingLine } from '../domain/charter/waitingLine.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import { decide, type DecidedCommand } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { offerTooLate, offerUntil } from '../domain/journey/offer.ts'
import { join, journeyPart, seatClaim, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, refused, type Answer, type Envelope } from './handle.ts'

type Asked = { readonly outcome: 'offered' | 'passedOver' | 'nobody'; readonly journeys: readonly JourneyId[] }

/** Offers every free seat; throws where too many wrote the same rows, and is then asked again. */
export async function offerFreedSeats(desk: Desk, envelope: Envelope, id: CharterId): Promise<void> {
  const passedOver = new Set<JourneyId>()
  for (;;) {
    const answer = await offerNext(desk, envelope, id, passedOver)
    if (answer.outcome === 'contended') throw new Error('too many wrote the same rows; asked again later')
    if (answer.outcome !== 'done' || answer.value.outcome === 'nobody') return
    if (answer.value.outcome === 'passedOver') for (const journey of answer.value.journeys) passedOver.add(journey)
  }
}

function offerNext(
  desk: Desk,
  envelope: Envelope,
  id: CharterId,
  passedOver: ReadonlySet<JourneyId>,
): Promise<Answer<Asked>> {
  const { store, policies } = desk
  const { now } = envelope
  const nobody = { outcome: 'proposed', commit: join([]), value: { outcome: 'nobody', journeys: [] } } as const
  return handle<Asked>(store, async () => {
    const charter = (await store.charter(id))?.state
    const allocation = charter?.record.allocation
    if (!charter || !allocation) return notFound(`rule for seats of ${id}`)
    if (!allocation.round || !takesRegistrations(charter.stage)) return nobody
    const seats = await store.freeSeats(id)
    if (seats === 0) return nobody
    const everybody = await store.journeysOf(id)
    const states = everybody.map(({ state }) => state)
    const line = waitingLine(states).filter(({ journey }) => !passedOver.has(journey))
    const { capPerCompany, offerHours } = allocation.rule
    const next = nextInLine(line, { seats, capPerCompany, held: heldByCompany(states) })
    if (!next) return nobody
    const known = new Map(everybody.map((each) => [each.state.id, each]))
    const members = next.map(({ journey }) => known.get(journey)!)
    const ends = members.map(({ state }) =>
      offerUntil(policies.policyFor(charter, state.dossier), state.dossier, offerHours, now),
    )
    // A party answers together, so its offer ends when the first of them would be too late.
    const tooLate = ends.includes(null)
    const expiresAt = ends.filter((end) => end !== null).sort()[0] ?? now
    const parts: Part[] = []
    for (const member of members) {
      // Told once: another seat that comes too late as well is no news.
      if (tooLate && wasPassedOver(member.state)) continue
      const command: DecidedCommand = tooLate
        ? { type: 'PassOver', findings: [offerTooLate(now)] }
        : { type: 'OfferSeat', expiresAt }
      const { state, head } = member
      const decision = decide(state, command, now, policies.policyFor(charter, state.dossier))
      if (decision.outcome === 'rejected') return refused(decision)
      if (!tooLate) parts.push(seatClaim(id, state.id))
      parts.push(journeyPart(envelope, desk.chance, desk.patience, { journey: state, head }, decision))
    }
    const value = { outcome: tooLate ? 'passedOver' : 'offered', journeys: next.map(({ journey }) => journey) } as const
    return { outcome: 'proposed', commit: join(parts), value }
  })
}

const wasPassedOver = ({ dossier }: Journey): boolean => dossier.findings.some(({ code }) => code === 'offerTooLate')
