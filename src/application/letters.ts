// Letters out: what is due to one merchant is worded once, kept, and sent under one Message-ID however often it is tried.
import { charterOf, type JourneyId } from '../domain/ids.ts'
import { plusMs, type Instant } from '../domain/instant.ts'
import type { Follow } from '../domain/journey/chart.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import { planOf } from '../domain/policy/plan.ts'
import type { Desk } from './desk.ts'
import { openWords } from './freeText.ts'
import type { Links } from './links.ts'
import { deskCaller } from './perform.ts'
import { type ClaimedEffect, type Effect } from './effect.ts'
import { LostKey } from './keyPorts.ts'
import { type Letters, type Post, type StoredLetter } from './letterPorts.ts'
import { type Change } from './ports.ts'

/** `from` is the envelope's sender; letters from before there was one have none. */
type Sealed = { readonly to: string; readonly subject: string; readonly bytes: string; readonly from?: string | null }

/** After so many refusals a letter is given up and shown; the waits between grow from a minute to a day. */
const mostAttempts = 12
/** Later than any letter is due. */
const endOfTime = '9999-12-31T00:00:00.000Z' as Instant
const inOrder = (a: Effect, b: Effect): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1
const waitMs = (attempts: number): number => Math.min(60_000 * 2 ** attempts, 86_400_000)

/** Mail servers repeat the address that they take or refuse; their words are kept in the open, the address is not. */
export const withoutAddresses = (words: string): string =>
  words.replaceAll(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/g, '…')

export type Deliver = {
  /**
   * Sends what waits for one journey as one letter, with what is due: the newest carries, the older ones are merged into
   * it. A letter that was tried already goes before it, as it was worded.
   */
  deliver(effects: readonly ClaimedEffect[], owner: string): Promise<void>
  /** A kept letter as it went out. Throws `LostKey` where the merchant was erased. */
  read(letter: StoredLetter): Promise<Sealed>
}

/** A kept letter as it went out. Throws `LostKey` where the merchant was erased, or the letter's period has ended. */
export const createReadLetter =
  ({ vault }: Pick<Desk, 'vault'>): Deliver['read'] =>
  async (letter) =>
    JSON.parse(await vault.open(letter.merchant, letter.sealed)) as Sealed

export function createDeliver(
  desk: Desk,
  links: Links,
  letters: Letters,
  post: Post,
  settings: { readonly from: string; readonly publicUrl: () => string },
): Deliver {
  const { store, vault } = desk

  async function deliver(claimed: readonly ClaimedEffect[], owner: string): Promise<void> {
    const [first] = claimed
    if (!first) return
    const journey = first.subject as JourneyId
    const now = desk.clock.now()
    const open = new Set<Effect>(claimed)
    try {
      const effects = [...claimed, ...(await store.queuedLetters(journey, endOfTime))].sort(inOrder)
      let together: Effect[] = []
      for (const effect of effects) {
        together.push(effect)
        const kept = await store.letter(effect.id)
        if (!kept || kept.state === 'givenUp') continue
        // Worded already, and perhaps taken: it goes as it is, before anything newer; what came before it stands in it.
        if (kept.state === 'queued' && effect !== effects.at(-1) && (await isForOldAddress(kept))) continue
        await settled(together, 'done', kept.state === 'queued' ? await send(kept, now) : kept.words)
        together = []
      }
      const carrier = together.at(-1)
      if (!carrier) return
      const names = together.map(({ name }) => name as Follow)
      const letter = await keep(carrier.id, journey, names, now)
      if (!letter) return await settled(together, 'givenUp', 'the journey is gone')
      await settled(together, 'done', await send(letter, now))
    } catch (error) {
      if (error instanceof LostKey) return await settled([...open], 'givenUp', 'the merchant was erased')
      const left = claimed.filter((effect) => open.has(effect))
      await failed(left, owner, now, withoutAddresses(error instanceof Error ? error.message : String(error)))
    }

    async function settled(effects: readonly Effect[], state: 'done' | 'givenUp', words: string | null): Promise<void> {
      const ours = effects.filter((effect) => open.delete(effect))
      // What was not ours yet may have been taken by another desk by now, which then finds the letter sent.
      if (!(await settle(effects, owner, state, now, words))) await settle(ours, owner, state, now, words)
    }
  }

  /** Answers with the server's words; where it refuses, they are noted beside the letter before they are thrown. */
  async function send(letter: StoredLetter, now: Instant): Promise<string> {
    const { to, bytes, from } = await read(letter)
    const answer = await post
      .send({ messageId: letter.messageId, from: from ?? settings.from, to, bytes })
      .catch(async (error: unknown) => {
        const words = withoutAddresses(error instanceof Error ? error.message : String(error))
        await store.markLetter({ id: letter.id, state: 'queued', sentAt: null, words })
        throw error
      })
    const words = withoutAddresses(answer)
    await sent(letter, bytes, now)
    await store.markLetter({ id: letter.id, state: 'sent', sentAt: now, words })
    return words
  }

  /** Told before it is marked as sent: what the journal does not hold is sent again, under the same Message-ID. */
  const sent = async (letter: StoredLetter, bytes: string, now: Instant): Promise<void> =>
    desk.journal.write({
      caller: deskCaller,
      request: letter.id,
      now,
      charter: letter.charter,
      subject: letter.journey,
      told: {
        type: 'LetterSent',
        ...{ letter: letter.id, names: letter.name, messageId: letter.messageId },
        ...{ bytes: await vault.digest(letter.merchant, bytes) },
      },
    })

  /** The merchant's address was changed since: what this letter tells is told again in the next, to the new one. */
  async function isForOldAddress(letter: StoredLetter): Promise<boolean> {
    const row = await store.merchant(letter.merchant)
    if (!row) return false
    const { email } = MerchantDetails.parse(JSON.parse(await vault.open(letter.merchant, row.sealed)))
    if ((await read(letter)).to === email) return false
    const words = 'the address was changed; it is told in the next letter'
    await store.markLetter({ id: letter.id, state: 'givenUp', sentAt: null, words })
    return true
  }

  /** Worded before the first attempt and never again: a second copy is the same to the byte. */
  async function keep(
    id: string,
    journeyId: JourneyId,
    names: readonly Follow[],
    now: Instant,
  ): Promise<StoredLetter | null> {
    const known = await store.letter(id)
    if (known) return known
    const [held, charter] = await Promise.all([store.journey(journeyId), store.charter(charterOf(journeyId))])
    const row = held ? await store.merchant(held.state.merchant) : null
    if (!held || !charter || !row) return null
    const journey = await openWords(vault, held.state, 'merchant', 'statusPage')
    const person = MerchantDetails.parse(JSON.parse(await vault.open(journey.merchant, row.sealed)))
    const policy = desk.policies.policyFor(charter.state, journey.dossier)
    const token = await links.current(journeyId)
    const stay = journey.dossier.stays.at(-1)
    const letter = await letters.compose({
      id,
      names,
      journey,
      charter: charter.state,
      person,
      plan: planOf(policy, journey.dossier, now),
      mission: policy.mission,
      observation: policy.observation,
      facility: stay ? ((await store.facility(stay.facility))?.facility ?? null) : null,
      organiser: (await store.organisation(journey.organisation))?.name ?? null,
      reminderHours: policy.practice.reminderHours,
      statusUrl: token ? `${settings.publicUrl()}/status/${token}` : settings.publicUrl(),
      now,
    })
    const content: Sealed = { to: person.email, subject: letter.subject, bytes: letter.bytes, from: letter.from }
    return store.keepLetter({
      id,
      charter: journey.charter,
      journey: journey.id,
      merchant: journey.merchant,
      name: names.join(' '),
      messageId: letter.messageId,
      sealed: await vault.seal(journey.merchant, JSON.stringify(content)),
      createdAt: now,
      state: 'queued',
      sentAt: null,
      words: null,
    })
  }

  async function settle(
    effects: readonly Effect[],
    owner: string,
    state: 'done' | 'givenUp',
    at: Instant,
    words: string | null,
  ): Promise<boolean> {
    const changes = effects.map((effect, i): Change => ({
      on: 'effect',
      id: effect.id,
      owner,
      state: i === effects.length - 1 ? state : 'merged',
      at,
      words,
    }))
    const answer = await store.commit({ changes, events: [], effects: [], tallies: [], receipt: null })
    return answer.outcome === 'committed'
  }

  async function failed(effects: readonly ClaimedEffect[], owner: string, now: Instant, words: string): Promise<void> {
    const carrier = effects.at(-1)
    if (!carrier) return
    if (carrier.attempts >= mostAttempts) {
      await store.markLetter({ id: carrier.id, state: 'givenUp', sentAt: null, words })
      return void (await settle(effects, owner, 'givenUp', now, words))
    }
    for (const effect of effects)
      await store.postpone({ id: effect.id, owner, dueAt: plusMs(now, waitMs(effect.attempts)), words })
  }

  const read = createReadLetter(desk)

  return { deliver, read }
}
