// The outbox in an officer's hands: a letter is tried now or stopped, in one commit with the fact that tells it.
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import {
  decideOutbox,
  isWaiting,
  type LetterStand,
  type LetterState,
  type OutboxCommand,
} from '../domain/letters/outbox.ts'
import type { Recorded } from '../domain/recorded.ts'
import { answerName } from './answers.ts'
import { blindAddress } from './blindAddress.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import type { Effect, OutboxEffect } from './effect.ts'
import { sealText } from './freeText.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope } from './handle.ts'
import { LostKey } from './keyPorts.ts'
import { knownAddress, overtaken, toldAnew } from './overtaking.ts'
import type { StoredLetter } from './letterPorts.ts'
import { createReadLetter } from './letters.ts'
import { askedAs } from './may.ts'
import type { Change } from './ports.ts'
import { seeJourney } from './see.ts'

/** A letter as the outbox shows it: what it says and to whom is left out. */
export type OutboxLetter = Omit<StoredLetter, 'sealed' | 'merchant' | 'messageId'> & {
  /** Null before it is worded. */
  readonly messageId: string | null
  /** When it is tried next; null where nobody does. */
  readonly nextAttempt: Instant | null
}

export type Outbox = {
  /** Null where there is neither a letter nor one to be worded. */
  look(id: string): Promise<OutboxLetter | null>
  /** Letters of a charter that are not worded yet, oldest first. */
  unworded(charter: CharterId, limit: number): Promise<readonly OutboxLetter[]>
  /** What an officer's act is decided on; null like `look`. */
  stand(id: string): Promise<LetterStand | null>
  act(envelope: Envelope, id: string, command: OutboxCommand): Promise<Answer<OutboxLetter>>
}

const stopped = 'stopped by an officer'

export function createOutbox(desk: Desk): Outbox {
  const { store, vault, chance } = desk
  const read = createReadLetter(desk)

  async function look(id: string): Promise<OutboxLetter | null> {
    const [letter, effect] = await Promise.all([store.letter(id), store.effect(id)])
    return letter ? ofLetter(letter, effect) : effect && ofEffect(effect)
  }

  /** The letter's text goes to another address by now. Throws `LostKey` where the merchant was erased. */
  const isForOldAddress = async (letter: StoredLetter): Promise<boolean> => {
    const address = await knownAddress(desk, letter.merchant)
    return address !== null && (await read(letter)).to !== address
  }

  /** What bars sending it where it would go. An erased merchant's letter is emptied, and barred by that. */
  async function barsOf(letter: StoredLetter | null): Promise<Pick<LetterStand, 'dead' | 'strandedAnswer'>> {
    const none = { dead: false, strandedAnswer: false }
    if (!letter || letter.sealed === '') return none
    try {
      const address = await knownAddress(desk, letter.merchant)
      if (address === null) return none
      const dead = (await store.deadAddress(blindAddress(vault, address))) !== null
      return { dead, strandedAnswer: letter.name === answerName && (await isForOldAddress(letter)) }
    } catch (error) {
      if (error instanceof LostKey) return none
      throw error
    }
  }

  const standOf = async (
    { state }: OutboxLetter,
    letter: StoredLetter | null,
    effect: OutboxEffect | null,
  ): Promise<LetterStand> => ({
    state,
    inHand: effect !== null && effect.leaseUntil !== null,
    emptied: letter?.sealed === '',
    ...(await barsOf(letter)),
  })

  async function resending(
    letter: StoredLetter,
    effect: OutboxEffect | null,
    now: Instant,
  ): Promise<{ readonly changes: readonly Change[]; readonly effects: readonly Effect[] }> {
    const { id, journey, charter, state: expect } = letter
    if (await isForOldAddress(letter)) {
      const open = effect && !effect.settledAt ? [settled(id, now, 'done', overtaken(letter).words)] : []
      return { changes: [{ ...overtaken(letter), expect }, ...open], effects: toldAnew(letter, now, chance) }
    }
    const again: Change = {
      ...{ on: 'letter', id, expect },
      ...{ state: 'queued', attempts: 0, sentAt: null, words: null },
    }
    if (effect) return { changes: [again, { on: 'effectAgain', id, dueAt: now }], effects: [] }
    // The effect's period has ended: the letter is found by its own name.
    const name = letter.name.split(' ').at(-1)!
    const anew: Effect = {
      id,
      kind: 'letter',
      charter,
      subject: journey,
      name,
      payload: {},
      dueAt: now,
      createdAt: now,
    }
    return { changes: [again], effects: [anew] }
  }

  return {
    look,
    stand: async (id) => {
      const [letter, effect, seen] = await Promise.all([store.letter(id), store.effect(id), look(id)])
      return seen && standOf(seen, letter, effect)
    },
    unworded: async (charter, limit) =>
      (await store.unwordedLetters(charter, limit)).flatMap((effect) => ofEffect(effect) ?? []),

    act: (envelope, id, command) =>
      handle<OutboxLetter>(store, async () => {
        const [letter, effect, seen] = await Promise.all([store.letter(id), store.effect(id), look(id)])
        if (!seen) return notFound(`letter ${id}`)
        const { now } = envelope
        const at = await seeJourney(store, envelope.caller, command.type, seen.journey)
        if ('refusal' in at) return askedAs(at.refusal, `letter ${id}`)
        const decision = decideOutbox(command, await standOf(seen, letter, effect))
        if (decision.outcome === 'rejected') return refused(decision)
        const { merchant } = at.held.state
        const chain = (fact: Recorded, changes: readonly Change[]) =>
          deskEntry(store, envelope, merchant, fact, changes)
        const receipt = receiptFor(envelope, 200, 'letter', id)
        try {
          if (command.type === 'AbortLetter') {
            const changes: Change[] = [
              ...(letter ? [moved(letter, 'aborted', stopped)] : []),
              ...(effect && !effect.settledAt ? [settled(id, now, 'givenUp', stopped)] : []),
            ]
            const reason = await sealText(vault, merchant, command.reason)
            const fact: Recorded = {
              type: 'LetterAborted',
              letter: id,
              journey: seen.journey,
              names: seen.name,
              reason,
            }
            const value: OutboxLetter = { ...seen, state: 'aborted', nextAttempt: null, words: stopped }
            return { outcome: 'proposed', commit: join([await chain(fact, changes)], receipt), value }
          }
          const { changes, effects } = await resending(letter!, effect, now)
          const anew = effects.filter((each) => each.id !== id).map((each) => each.id)
          const fact: Recorded = { type: 'LetterResent', letter: id, journey: seen.journey, names: seen.name, anew }
          const told = await chain(fact, changes)
          const value: OutboxLetter = anew.length
            ? { ...seen, state: 'overtaken', nextAttempt: null }
            : { ...seen, state: 'queued', attempts: 0, nextAttempt: now, words: null }
          return { outcome: 'proposed', commit: join([{ ...told, effects }], receipt), value }
        } catch (error) {
          if (error instanceof LostKey) return notFound(`letter ${id}`)
          throw error
        }
      }),
  }
}

const moved = (letter: StoredLetter, state: LetterState, words: string): Change => ({
  ...{ on: 'letter', id: letter.id, expect: letter.state },
  ...{ state, attempts: letter.attempts, sentAt: null, words },
})

/** Only what nobody holds: an officer's hand is nobody's claim. */
const settled = (id: string, at: Instant, state: 'done' | 'givenUp', words: string | null): Change => ({
  ...{ on: 'effect', id, owner: '', state, at, words },
})

const ofLetter = (
  { sealed: _sealed, merchant: _merchant, ...letter }: StoredLetter,
  effect: OutboxEffect | null,
): OutboxLetter => ({
  ...letter,
  nextAttempt: isWaiting(letter.state) && effect && !effect.settledAt ? effect.dueAt : null,
})

/** Null for what is no letter, and for one that went along with another. */
function ofEffect({ id, kind, charter, subject, ...effect }: OutboxEffect): OutboxLetter | null {
  if (kind !== 'letter' || !charter) return null
  const open = effect.settledAt === null
  if (!open && effect.state !== 'givenUp') return null
  return {
    ...{ id, charter, journey: subject as JourneyId, name: effect.name, messageId: null },
    ...{ createdAt: effect.createdAt, attempts: 0, sentAt: null, words: open ? null : stopped },
    state: open ? 'queued' : 'aborted',
    nextAttempt: open ? effect.dueAt : null,
  }
}
