// Letters that wait for a person: seen by whoever registered their writer, answered to the registered address alone, or closed.
import { shownTo } from '../domain/access/fields.ts'
import { shortenEmail, shortenWords } from '../domain/access/masking.ts'
import type { Act } from '../domain/access/table.ts'
import type { JourneyId, OrganisationId } from '../domain/ids.ts'
import type { Why } from '../domain/letters/answering.ts'
import { barsAnswer, barsDeciding } from '../domain/letters/review.ts'
import { newTextOf } from '../domain/letters/newText.ts'
import { questionIn } from '../domain/letters/question.ts'
import type { Recorded } from '../domain/recorded.ts'
import type { Caller } from './actor.ts'
import { answerEffect, openIncoming, type AnswerKeeper } from './answers.ts'
import { blindAddress } from './blindAddress.ts'
import { join, nothing, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry, strayChain } from './deskRecord.ts'
import { handle, notFound, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import type { DeadAddress, IncomingContent, IncomingState, StoredIncoming } from './incomingPorts.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import { LostKey } from './keyPorts.ts'
import { reachOf } from './may.ts'
import type { Page } from './page.ts'
import type { Change } from './ports.ts'
import { seeJourney } from './see.ts'

export type SeenIncoming = Omit<StoredIncoming, 'sealed' | 'digest' | 'address' | 'merchant'> & {
  /** Empty where it may not be seen, and once its period has ended. */
  readonly from: string
  readonly name: string
  readonly subject: string
  readonly text: string
  readonly faults: readonly string[]
  /** What an officer answered. */
  readonly written: string | null
}
export type SeenDead = Pick<DeadAddress, 'journey' | 'since' | 'status' | 'words'> & {
  readonly name: string
  readonly email: string
  /** In E.164: what is left where letters come back. */
  readonly phone: string
}

export type IncomingReview = {
  page(
    caller: Caller,
    query: { readonly state: IncomingState | null; readonly after: string | null; readonly limit: number },
  ): Promise<Page<SeenIncoming> | Refusal>
  one(caller: Caller, id: string): Promise<SeenIncoming | Refusal>
  /** What the desk would write; null where there is nobody to write to. */
  suggest(caller: Caller, id: string): Promise<string | null>
  /** Sends these words to the registered address, whoever wrote. */
  answer(envelope: Envelope, id: string, words: string): Promise<Answer<string>>
  /** Takes it off the list without a word. */
  close(envelope: Envelope, id: string): Promise<Answer<string>>
  dead(caller: Caller): Promise<readonly SeenDead[]>
  /** The address that this journey's merchant is registered with is written to again. */
  revive(envelope: Envelope, journey: JourneyId): Promise<Answer<JourneyId>>
}

export function createIncomingReview(desk: Desk, answers: Pick<AnswerKeeper, 'suggest'>): IncomingReview {
  const { store, vault, chance } = desk

  /** Null: everybody's; a list of one otherwise. */
  function scopeOf(caller: Caller): { readonly organisation: OrganisationId | null } | Refusal {
    const how = reachOf(caller, 'ReviewLetters')
    if (how === 'any') return { organisation: null }
    return how && caller.organisation
      ? { organisation: caller.organisation }
      : { outcome: 'forbidden', act: 'ReviewLetters' }
  }

  async function found(caller: Caller, act: Act, id: string): Promise<StoredIncoming | Refusal> {
    const incoming = await store.incoming(id)
    if (!incoming) return notFound(`letter ${id}`)
    if (!incoming.journey) return reachOf(caller, act) === 'any' ? incoming : notFound(`letter ${id}`)
    const seen = await seeJourney(store, caller, act, incoming.journey)
    if ('refusal' in seen) return seen.refusal.outcome === 'notFound' ? notFound(`letter ${id}`) : seen.refusal
    return incoming
  }

  async function contentOf(incoming: StoredIncoming): Promise<IncomingContent | null> {
    try {
      return await openIncoming(desk, incoming)
    } catch (error) {
      if (error instanceof LostKey) return null
      throw error
    }
  }

  async function seen({ role }: Caller, incoming: StoredIncoming): Promise<SeenIncoming> {
    const { sealed: _, digest: __, address: ___, merchant, ...rest } = incoming
    const content = await contentOf(incoming)
    const fields = shownTo('incoming', role)
    // What is nobody's yet is read whole by whoever has to find out whose it is.
    const shows = (field: 'name' | 'contact' | 'words') => merchant === null || fields.includes(field)
    const words = (text: string | undefined) => (text !== undefined && shows('words') ? text : '')
    return {
      ...rest,
      from: content ? (shows('contact') ? content.from : shortenEmail(content.from)) : '',
      name: content ? (shows('name') ? content.name : shortenWords(content.name)) : '',
      subject: words(content?.subject),
      text: words(content?.text),
      faults: content?.faults ?? [],
      written: shows('words') ? (content?.written ?? null) : null,
    }
  }

  async function decided(
    envelope: Envelope,
    act: Act,
    id: string,
    decide: (incoming: StoredIncoming) => Promise<{ readonly part: Part; readonly fact: Recorded } | Refusal>,
  ): Promise<Answer<string>> {
    return handle<string>(store, async () => {
      const incoming = await found(envelope.caller, act, id)
      if ('outcome' in incoming) return incoming
      const barred = barsDeciding(incoming.state)
      if (barred) return refused(barred)
      const decision = await decide(incoming)
      if ('outcome' in decision) return decision
      const told = await deskEntry(store, envelope, incoming.merchant ?? strayChain, decision.fact, [])
      return { outcome: 'proposed', commit: join([decision.part, told]), value: id }
    })
  }

  const change = (incoming: StoredIncoming, state: IncomingState, why: Why, more: Partial<StoredIncoming>): Change => {
    const { id, address, answeredAt, answer, sealed } = { ...incoming, ...more }
    return { on: 'incomingDecided', id, state, why, address, answeredAt, answer, sealed }
  }

  return {
    async page(caller, { state, after, limit }) {
      const scope = scopeOf(caller)
      if ('outcome' in scope) return scope
      const { rows, next } = await store.incomingPage({ ...scope, state, after, limit })
      return { rows: await Promise.all(rows.map((each) => seen(caller, each))), next }
    },

    async one(caller, id) {
      const incoming = await found(caller, 'ReviewLetters', id)
      return 'outcome' in incoming ? incoming : seen(caller, incoming)
    },

    async suggest(caller, id) {
      const incoming = await found(caller, 'AnswerLetter', id)
      if ('outcome' in incoming || incoming.state !== 'review') return null
      const content = await contentOf(incoming)
      if (!content) return null
      return answers.suggest(incoming, questionIn(newTextOf(content.text)) ?? 'status', desk.clock.now())
    },

    answer: (envelope, id, words) =>
      decided(envelope, 'AnswerLetter', id, async (incoming) => {
        const held = incoming.journey && (await store.journey(incoming.journey))
        const row = held && (await store.merchant(held.state.merchant))
        const details = row && row.sealed !== '' ? await merchantDetailsOf(desk, row.id, row.sealed) : null
        const content = await contentOf(incoming)
        const address = details && blindAddress(vault, details.email)
        const dead = address !== null && (await store.deadAddress(address)) !== null
        const barred = barsAnswer({ registered: held !== null && details !== null && content !== null, dead })
        if (barred) return refused(barred)
        if (!held || !address) return notFound(`letter ${id}`)
        const { now } = envelope
        const effect = answerEffect(chance, held.state, { incoming: id, what: 'written', question: 'status' }, now)
        const sealed = await vault.seal(row!.id, JSON.stringify({ ...content, written: words }))
        const more = { address, answeredAt: now, answer: effect.id, sealed }
        return {
          part: { ...nothing, changes: [change(incoming, 'answered', 'answeredByHand', more)], effects: [effect] },
          fact: { type: 'LetterAnswered', letter: id, answer: effect.id },
        }
      }),

    close: (envelope, id) =>
      decided(envelope, 'AnswerLetter', id, async (incoming) => ({
        part: { ...nothing, changes: [change(incoming, 'closed', incoming.why, {})] },
        fact: { type: 'LetterClosed', letter: id },
      })),

    async dead(caller) {
      const scope = scopeOf(caller)
      if ('outcome' in scope) return []
      const fields = shownTo('incoming', caller.role)
      const rows: SeenDead[] = []
      for (const { digest, merchant, journey, since, status, words } of await store.deadAddresses(scope.organisation)) {
        const row = await store.merchant(merchant)
        const details = row && row.sealed !== '' ? await merchantDetailsOf(desk, merchant, row.sealed) : null
        // Another address was registered since: this one is nobody's any more.
        if (!details || blindAddress(vault, details.email) !== digest) continue
        const shows = (field: 'name' | 'contact', whole: string) => (fields.includes(field) ? whole : '')
        rows.push({
          ...{ journey, since, status, words },
          name: shows('name', details.nativeName || `${details.surname} ${details.givenNames}`.trim()),
          email: fields.includes('contact') ? details.email : shortenEmail(details.email),
          phone: shows('contact', details.phone),
        })
      }
      return rows
    },

    revive: (envelope, journey) =>
      handle<JourneyId>(store, async () => {
        const look = await seeJourney(store, envelope.caller, 'AnswerLetter', journey)
        if ('refusal' in look) return look.refusal
        const { merchant } = look.held.state
        const row = await store.merchant(merchant)
        const details = row && row.sealed !== '' ? await merchantDetailsOf(desk, merchant, row.sealed) : null
        if (!details) return notFound(`data of journey ${journey}`)
        const digest = blindAddress(vault, details.email)
        // Asked twice it is done once.
        if (!(await store.deadAddress(digest))) return { outcome: 'proposed', commit: join([]), value: journey }
        const fact: Recorded = { type: 'AddressRevived', journey }
        const told = await deskEntry(store, envelope, merchant, fact, [{ on: 'addressRevived', digest }])
        return { outcome: 'proposed', commit: join([told]), value: journey }
      }),
  }
}
