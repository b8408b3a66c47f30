// Letters out: what is due to one merchant is worded once, kept, and sent under one Message-ID however often it is tried.
import type { JourneyId } from '../domain/ids.ts'
import { plusMs, type Instant } from '../domain/instant.ts'
import type { Follow } from '../domain/journey/chart.ts'
import { afterRefusal, isUnreached, isWaiting, mostAttempts, waitMs } from '../domain/letters/outbox.ts'
import { answerName, type AnswerKeeper } from './answers.ts'
import { blindAddress } from './blindAddress.ts'
import type { Desk } from './desk.ts'
import { letterContextOf } from './letterContext.ts'
import { domainOf, type Lanes } from './lanes.ts'
import type { Links } from './links.ts'
import { deskCaller } from './perform.ts'
import { type ClaimedEffect, type Effect } from './effect.ts'
import { LostKey } from './keyPorts.ts'
import { LetterRefused, type Letters, type Post, type StoredLetter } from './letterPorts.ts'
import type { Pace } from './pace.ts'
import { type Change } from './ports.ts'
import { withoutAddresses } from './serverWords.ts'
import { createTogether } from './together.ts'
import { knownAddress, overtaken, toldAnew } from './overtaking.ts'

type Kept = { readonly letter: StoredLetter; readonly content: Sealed }
/** `from` is the envelope's sender; letters from before there was one have none. */
type Sealed = { readonly to: string; readonly subject: string; readonly bytes: string; readonly from?: string | null }

/** Later than any letter is due. */
const endOfTime = '9999-12-31T00:00:00.000Z' as Instant
const inOrder = (a: Effect, b: Effect): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1

const wordsOf = (error: unknown): string => withoutAddresses(error instanceof Error ? error.message : String(error))

const isAnswer = ({ name }: Effect): boolean => name === answerName
/** What stands beside a letter that was not even tried. */
const toDeadAddress = 'not sent: the address refuses letters'
/** RFC 3463. */
const statusIn = (words: string): string | null => /\b5\.\d{1,3}\.\d{1,3}\b/.exec(words)?.[0] ?? null

/** Not now, whoever says so; what waits behind the letter waits as well. */
class NotYet extends Error {
  override name = 'NotYet'
  readonly until: Instant
  constructor(until: Instant, words: string) {
    super(words)
    this.until = until
  }
}

/** Whose the claims are, and until when; no letter is handed to a server after `startBy`, so that none outlasts its claim. */
export type Lease = { readonly owner: string; readonly until: Instant; readonly startBy: Instant }

export type Deliver = {
  /**
   * Sends what waits for one journey as one letter, with what is due: the newest carries, the older ones are merged into
   * it. A letter that was tried already goes before it, as it was worded.
   */
  deliver(effects: readonly ClaimedEffect[], lease: Lease): Promise<void>
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
  answers: Pick<AnswerKeeper, 'keep'>,
  post: Post,
  ways: { readonly lanes: Lanes; readonly pace: Pace },
  settings: { readonly from: string; readonly publicUrl: () => string },
): Deliver {
  const { store, vault } = desk
  const read = createReadLetter(desk)
  const together = createTogether()

  async function deliver(due: readonly ClaimedEffect[], { owner, until: leaseUntil, startBy }: Lease): Promise<void> {
    const [first] = due
    if (!first) return
    const journey = first.subject as JourneyId
    const now = desk.clock.now()
    const open = new Set(due)
    try {
      // What is due later goes along; where there is any, it is claimed first, so that nobody else sends or stops it.
      const later = (await store.queuedLetters(journey, endOfTime)).length
        ? await store.claimLetters({ subject: journey, owner, leaseUntil })
        : []
      for (const effect of later) open.add(effect)
      const all = [...due, ...later].sort(inOrder)
      // An answer tells nothing new and swallows nothing: each goes alone, beside what the journey is told.
      for (const effect of all.filter(isAnswer)) await answer(effect)
      const effects = all.filter((effect) => !isAnswer(effect))
      let gathered: ClaimedEffect[] = []
      for (const effect of effects) {
        gathered.push(effect)
        const letter = await store.letter(effect.id)
        if (!letter || letter.state === 'overtaken') continue
        if (!isWaiting(letter.state)) {
          await settled(gathered, letter.state === 'sent' ? 'done' : 'givenUp', letter.words)
        } else {
          // Worded already, and perhaps taken: it goes as it is, before anything newer; what came before it stands in it.
          const content = await read(letter)
          if (await isForOldAddress(letter, content)) {
            const last = effect === effects.at(-1)
            const change = overtaken(letter)
            await write(
              [change, ...(last ? settlement(gathered, 'done', change.words) : [])],
              last ? toldAnew(letter, now, desk.chance) : [],
            )
            if (last) close(gathered)
            if (!last) continue
          } else await send({ letter, content }, gathered)
        }
        gathered = []
      }
      const carrier = gathered.at(-1)
      if (!carrier) return
      const names = gathered.map(({ name }) => name as Follow)
      const kept = await keep(carrier.id, journey, names, now)
      if (!kept) return await settled(gathered, 'givenUp', 'the journey is gone')
      await send(kept, gathered)
    } catch (error) {
      if (error instanceof LostKey) return await settled([...open], 'givenUp', 'the merchant was erased')
      const left = [...open]
      if (error instanceof NotYet) await postponed(left, () => error.until, error.message)
      else await failed(left, wordsOf(error))
    }

    async function answer(effect: ClaimedEffect): Promise<void> {
      try {
        await answered(effect)
      } catch (error) {
        if (error instanceof LostKey) return settled([effect], 'givenUp', 'the merchant was erased')
        // Whatever is wrong with one answer, the other letters of the journey go out.
        if (error instanceof NotYet) await postponed([effect], () => error.until, error.message)
        else await failed([effect], wordsOf(error))
        close([effect])
      }
    }
    async function answered(effect: ClaimedEffect): Promise<void> {
      const letter = await answers.keep(effect, now)
      if (!letter) return settled([effect], 'givenUp', 'the journey is gone')
      if (!isWaiting(letter.state)) return settled([effect], letter.state === 'sent' ? 'done' : 'givenUp', letter.words)
      const content = await read(letter)
      if (await isForOldAddress(letter, content)) {
        const change = overtaken(letter)
        // Nothing else tells it: whoever asked waits for an answer to the address that is known now.
        await write([change, askedAgain(effect), ...settlement([effect], 'done', change.words)])
        return close([effect])
      }
      await send({ letter, content }, [effect])
    }
    /** What this answers waits for a person. */
    function askedAgain({ id }: ClaimedEffect): Change {
      return { on: 'answerFailed', answer: id }
    }

    /** What is not ours may have been taken by another desk by now, which then finds the letter as it stands. */
    function settlement(effects: readonly ClaimedEffect[], state: 'done' | 'givenUp', words: string | null): Change[] {
      return effects.map((effect, i) => ({
        on: 'effect',
        id: effect.id,
        owner,
        state: i === effects.length - 1 ? state : 'merged',
        at: now,
        words,
        ifOurs: true,
      }))
    }
    async function settled(effects: readonly ClaimedEffect[], state: 'done' | 'givenUp', words: string | null) {
      const unanswered = state === 'givenUp' ? effects.filter(isAnswer).map(askedAgain) : []
      await write([...unanswered, ...settlement(effects, state, words)])
      close(effects)
    }
    /** Written down: whatever goes wrong behind them is not theirs. */
    function close(effects: readonly ClaimedEffect[]): void {
      for (const effect of effects) open.delete(effect)
    }

    /** Sent, or refused for good: it is settled with what stands in it. Throws where it has to wait. */
    async function send({ letter, content }: Kept, effects: readonly ClaimedEffect[]): Promise<void> {
      const { to, bytes, from } = content
      const domain = domainOf(to)
      const digest = blindAddress(vault, to)
      if (await store.deadAddress(digest)) {
        const { id, attempts } = letter
        const bounced: Change = {
          ...{ on: 'letter', id, expect: null, attempts },
          ...{ state: 'bounced', sentAt: null, words: toDeadAddress },
        }
        await write([
          bounced,
          ...effects.filter(isAnswer).map(askedAgain),
          ...settlement(effects, 'givenUp', toDeadAddress),
        ])
        return close(effects)
      }
      const turn = ways.pace.turnOf(letter.id, domain, now)
      if (turn > now) throw new NotYet(turn, 'waits for its turn: so many letters a minute go to one mail provider')
      const attempts = letter.attempts + 1
      try {
        const answer = await ways.lanes.run(domain, async () => {
          if (desk.clock.now() > startBy) throw new NotYet(now, 'waits for a connection')
          return post.send({ messageId: letter.messageId, from: from ?? settings.from, to, bytes })
        })
        const words = withoutAddresses(answer)
        const taken: Change = {
          ...{ on: 'letter', id: letter.id, expect: null, attempts },
          ...{ state: 'sent', sentAt: now, words },
        }
        await sent(letter, bytes, [taken, ...settlement(effects, 'done', words)])
        close(effects)
      } catch (error) {
        if (!(error instanceof LetterRefused)) throw error
        const after = afterRefusal(error.refusal, attempts, now)
        const words = withoutAddresses(error.refusal.words)
        const { state } = after
        const moved: Change = { on: 'letter', id: letter.id, expect: null, attempts, state, sentAt: null, words }
        if (after.state === 'bounced') await write(await addressDead(letter, digest, words))
        if (after.state !== 'deferred') {
          await write([moved, ...effects.filter(isAnswer).map(askedAgain), ...settlement(effects, 'givenUp', words)])
          return close(effects)
        }
        await write([moved])
        throw new NotYet(after.nextAt, words)
      }
    }

    async function postponed(
      effects: readonly ClaimedEffect[],
      until: (effect: ClaimedEffect) => Instant,
      words: string,
    ): Promise<void> {
      await write(effects.map((each) => ({ on: 'effectPostponed', id: each.id, owner, dueAt: until(each), words })))
    }

    /** Something of the desk's own went wrong before a server was asked. */
    async function failed(effects: readonly ClaimedEffect[], words: string): Promise<void> {
      if ((effects.at(-1)?.attempts ?? 0) >= mostAttempts) return settled(effects, 'givenUp', words)
      await postponed(effects, (each) => plusMs(now, waitMs(each.attempts)), words)
    }

    /** In one commit with what became of it: what the journal does not hold is sent again, under the same Message-ID. */
    async function sent(letter: StoredLetter, bytes: string, changes: readonly Change[]): Promise<void> {
      const bytesDigest = await vault.digest(letter.merchant, bytes)
      const write = () =>
        desk.journal.write(
          {
            caller: deskCaller,
            request: letter.id,
            now,
            charter: letter.charter,
            subject: letter.journey,
            told: {
              type: 'LetterSent',
              ...{ letter: letter.id, names: letter.name, messageId: letter.messageId },
              ...{ bytes: bytesDigest },
            },
          },
          changes,
        )
      await together.write(write)
    }
  }

  /** A server said at once what others say in a report. */
  async function addressDead(letter: StoredLetter, digest: string, words: string): Promise<readonly Change[]> {
    const held = await store.journey(letter.journey)
    if (!held) return []
    const { merchant, organisation } = held.state
    const about = { digest, merchant, journey: letter.journey, organisation, letter: letter.id }
    return [{ on: 'addressDead', dead: { ...about, since: desk.clock.now(), status: statusIn(words), words } }]
  }

  async function write(changes: readonly Change[], effects: readonly Effect[] = []): Promise<void> {
    await store.commit({ changes, events: [], effects, tallies: [], receipt: null })
  }

  async function isForOldAddress(letter: StoredLetter, content: Sealed): Promise<boolean> {
    const address = await knownAddress(desk, letter.merchant)
    return address !== null && content.to !== address
  }

  /** Worded before the first attempt and never again: a second copy is the same to the byte. */
  async function keep(id: string, journeyId: JourneyId, names: readonly Follow[], now: Instant): Promise<Kept | null> {
    const context = await letterContextOf(desk, links, settings.publicUrl, journeyId, now)
    if (!context) return null
    const { journey, person } = context
    const missed = await unreached(journeyId, person.email)
    const told = [...missed.flatMap(({ name }) => name.split(' ') as Follow[]), ...names]
    const worded = await letters.compose({ ...context, id, names: [...new Set(told)] })
    const content: Sealed = { to: person.email, subject: worded.subject, bytes: worded.bytes, from: worded.from }
    const sealed = await vault.seal(journey.merchant, JSON.stringify(content))
    const kept: StoredLetter = {
      id,
      charter: journey.charter,
      journey: journey.id,
      merchant: journey.merchant,
      name: [...new Set(told)].join(' '),
      messageId: worded.messageId,
      sealed,
      createdAt: now,
      state: 'queued',
      attempts: 0,
      sentAt: null,
      words: null,
    }
    const letter = await together.write(() => store.keepLetter(kept))
    if (missed.length) await write(missed.map(overtaken))
    return { letter, content: letter.sealed === sealed ? content : await read(letter) }
  }

  /** What letters told that reached nobody, where the address was changed since: this one tells it. */
  async function unreached(journey: JourneyId, email: string): Promise<readonly StoredLetter[]> {
    const found: StoredLetter[] = []
    const page = await store.lettersPage({ charter: null, journey, after: null, limit: 200 })
    for (const letter of page.rows) {
      const reachedNobody = isUnreached(letter.state) && letter.name !== answerName && letter.sealed
      if (reachedNobody && (await read(letter)).to !== email) found.push(letter)
    }
    return found.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
  }

  return {
    deliver: (effects, lease) => together.working(() => deliver(effects, lease)),
    read,
  }
}
