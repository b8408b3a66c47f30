// A status link ended and the next one opened, in one commit.
import type { JourneyId } from '../domain/ids.ts'
import { receiptFor, type Answer, type Envelope } from './handle.ts'
import type { Links } from './links.ts'
import type { Store } from './ports.ts'

/** Answers the new link's token. */
export async function renewLink(
  store: Store,
  links: Links,
  envelope: Envelope,
  journey: JourneyId,
): Promise<Answer<string>> {
  const answer = await store.commit({
    changes: await links.renewal(journey, envelope.now),
    events: [],
    effects: [],
    tallies: [],
    receipt: receiptFor(envelope, 201, 'link', journey),
  })
  if (answer.outcome !== 'committed') return { outcome: answer.on === 'receipt' ? 'answered' : 'contended' }
  return { outcome: 'done', value: (await links.current(journey)) ?? '' }
}
