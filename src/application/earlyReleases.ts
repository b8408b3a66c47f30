// Releasing somebody before the rule would: what a second person's word then writes.
import { charterOf, type JourneyId } from '../domain/ids.ts'
import { decide } from '../domain/journey/decide.ts'
import { journeyPart, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { notFound, refused, type Envelope, type Refusal } from './handle.ts'
import { roomLeft } from './rooms.ts'

/** `reason` is sealed already, since it has waited in a request. */
export async function proposeEarlyRelease(
  desk: Desk,
  envelope: Envelope,
  id: JourneyId,
  reason: string,
): Promise<readonly Part[] | Refusal> {
  const { store, policies } = desk
  const [held, charter] = await Promise.all([store.journey(id), store.charter(charterOf(id))])
  if (!held || !charter) return notFound(`journey ${id}`)
  const policy = policies.policyFor(charter.state, held.state.dossier)
  const decision = decide(held.state, { type: 'ReleaseEarly', reason }, envelope.now, policy)
  if (decision.outcome === 'rejected') return refused(decision)
  const part = journeyPart(envelope, desk.chance, desk.patience, { journey: held.state, head: held.head }, decision)
  if (!decision.effects.some(({ name }) => name === 'free.room')) return [part]
  const left = await roomLeft(desk, envelope, held.state)
  return 'outcome' in left ? left : [part, ...left]
}
