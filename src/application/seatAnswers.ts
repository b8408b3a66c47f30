// The merchant's own answer to an offered seat: decided on the offer that they read, and answered alike however often it is sent.
import { meetsOffer, type OfferAnswer } from '../domain/journey/offerAnswer.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { notFound, refused, type Answer, type Envelope } from './handle.ts'
import type { Journeys } from './journeys.ts'
import type { Store } from './ports.ts'

/** Each look that somebody else overtakes is made again, so often. */
const looks = 8

const commands = { accepted: 'AcceptSeat', declined: 'DeclineSeat' } as const

/** `seen` is when the offer was made that they read. Refused in words where that offer does not stand any more. */
export async function answerOffer(
  store: Pick<Store, 'journey'>,
  journeys: Pick<Journeys, 'act'>,
  envelope: Envelope,
  id: JourneyId,
  answer: OfferAnswer,
  seen: Instant,
): Promise<Answer<Journey>> {
  for (let look = 0; look < looks; look++) {
    const held = await store.journey(id)
    if (!held) return notFound(`journey ${id}`)
    const met = meetsOffer(held.state, answer, seen, envelope.now)
    if (met === 'answered') return { outcome: 'done', value: held.state }
    if (met !== 'open') return refused(met)
    const told = await journeys.act({ ...envelope, ifMatch: held.state.version }, id, { type: commands[answer] })
    if (told.outcome !== 'stale') return told
  }
  return { outcome: 'contended' }
}
