// Letters out: what is due to one merchant is worded once, kept, and sent under one Message-ID however often it is tried.
import { charterOf, type JourneyId } from '../domain/ids.ts'
import { plusMs, type Instant } from '../domain/instant.ts'
import type { Follow } from '../domain/journey/chart.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import { planOf } from '../domain/policy/plan.ts'
import type { Desk } from './desk.ts'
import { openWords } from './freeText.ts'
import type { Links } from './links.ts'
import { LostKey, type Change, type ClaimedEffect, type Letters, type Post, type StoredLetter } from './ports.ts'

type Sealed = { readonly to: string; readonly subject: string; readonly bytes: string }

/** After so many refusals a letter is given up and shown; the waits between grow from a minute to a day. */
const mostAttempts = 12
const waitMs = (attempts: number): number => Math.min(60_000 * 2 ** attempts, 86_400_000)

export type Deliver = {
  /** Sends what is due to one journey as one letter: the newest carries, the older ones are merged into it. */
  deliver(effects: readonly ClaimedEffect[], owner: string): Promise<void>
  /** A kept letter as it went out. Throws `LostKey` where the merchant was erased. */
  read(letter: StoredLetter): Promise<Sealed>
}

export function createDeliver(
  desk: Desk,
  links: Links,
  letters: Letters,
  post: Post,
  settings: { readonly from: string; readonly publicUrl: () => string },
): Deliver {
  const { store, vault } = desk

  async function deliver(effects: readonly ClaimedEffect[], owner: string): Promise<void> {
    const carrier = effects.at(-1)
    if (!carrier) return
    const now = desk.clock.now()
    try {
      const kept = await keep(carrier.id, carrier.subject as JourneyId, effects, now)
      if (!kept) return await settle(effects, owner, 'givenUp', now, 'the journey is gone')
      const { to, bytes } = await read(kept)
      const words = await post.send({ messageId: kept.messageId, from: settings.from, to, bytes })
      await store.markLetter({ id: kept.id, state: 'sent', sentAt: now, words })
      await settle(effects, owner, 'done', now, words)
    } catch (error) {
      if (error instanceof LostKey) return await settle(effects, owner, 'givenUp', now, 'the merchant was erased')
      await failed(effects, owner, now, error instanceof Error ? error.message : String(error))
    }
  }

  /** Worded before the first attempt and never again: a second copy is the same to the byte. */
  async function keep(
    id: string,
    journeyId: JourneyId,
    effects: readonly ClaimedEffect[],
    now: Instant,
  ): Promise<StoredLetter | null> {
    const known = await store.letter(id)
    if (known) return known
    const [held, charter] = await Promise.all([store.journey(journeyId), store.charter(charterOf(journeyId))])
    const row = held ? await store.merchant(held.state.merchant) : null
    if (!held || !charter || !row) return null
    const journey = await openWords(vault, held.state)
    const person = MerchantDetails.parse(JSON.parse(await vault.open(journey.merchant, row.sealed)))
    const policy = desk.policies.policyFor(charter.state, journey.dossier)
    const token = await links.current(journeyId)
    const stay = journey.dossier.stays.at(-1)
    const letter = await letters.compose({
      id,
      names: effects.map(({ name }) => name as Follow),
      journey,
      charter: charter.state,
      person,
      plan: planOf(policy, journey.dossier, now),
      mission: policy.mission,
      observation: policy.observation,
      facility: stay ? ((await store.facility(stay.facility))?.facility ?? null) : null,
      organiser: (await store.organisation(journey.organisation))?.name ?? null,
      statusUrl: token ? `${settings.publicUrl()}/status/${token}` : settings.publicUrl(),
      now,
    })
    const content: Sealed = { to: person.email, subject: letter.subject, bytes: letter.bytes }
    return store.keepLetter({
      id,
      charter: journey.charter,
      journey: journey.id,
      merchant: journey.merchant,
      name: effects.map(({ name }) => name).join(' '),
      messageId: letter.messageId,
      sealed: await vault.seal(journey.merchant, JSON.stringify(content)),
      createdAt: now,
      state: 'queued',
      sentAt: null,
      words: null,
    })
  }

  async function settle(
    effects: readonly ClaimedEffect[],
    owner: string,
    state: 'done' | 'givenUp',
    at: Instant,
    words: string,
  ): Promise<void> {
    const changes = effects.map((effect, i): Change => ({
      on: 'effect',
      id: effect.id,
      owner,
      state: i === effects.length - 1 ? state : 'merged',
      at,
      words,
    }))
    await store.commit({ changes, events: [], effects: [], tallies: [], receipt: null })
  }

  async function failed(effects: readonly ClaimedEffect[], owner: string, now: Instant, words: string): Promise<void> {
    const carrier = effects.at(-1)!
    if (carrier.attempts >= mostAttempts) {
      await store.markLetter({ id: carrier.id, state: 'givenUp', sentAt: null, words })
      return settle(effects, owner, 'givenUp', now, words)
    }
    await store.markLetter({ id: carrier.id, state: 'queued', sentAt: null, words })
    for (const effect of effects)
      await store.postpone({ id: effect.id, owner, dueAt: plusMs(now, waitMs(effect.attempts)), words })
  }

  const read = async (letter: StoredLetter): Promise<Sealed> =>
    JSON.parse(await vault.open(letter.merchant, letter.sealed)) as Sealed

  return { deliver, read }
}
