// Erasing one merchant: everything sealed is emptied in one commit with its fact, then the key goes, and the files of letters.
import { erasable } from '../domain/access/erasure.ts'
import { charterOf, type JourneyId, type MerchantId } from '../domain/ids.ts'
import { join, nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import type { Effect } from './effect.ts'
import type { Post } from './letterPorts.ts'

/** Why: two people asked for it, the period ended, or an older database was put back. */
export type Because = 'request' | 'retention' | 'restored'

export type Erasures = {
  /** The parts of an erasure, or why there can be none now. */
  propose(envelope: Envelope, journey: JourneyId): Promise<readonly Part[] | Refusal>
  erase(envelope: Envelope, merchant: MerchantId, because: Because): Promise<Answer<MerchantId>>
  /** What cannot stand in the commit: the key, the files, the traces. Safe to repeat; the outbox asks for it again. */
  finish(merchant: MerchantId): Promise<void>
  /** Whoever was erased and stands in an older database that was put back is erased again; answers how many. */
  reapply(envelope: Envelope): Promise<number>
}

export function createErasures(desk: Desk, post: Pick<Post, 'forget'>): Erasures {
  const { store, vault } = desk

  async function erase(envelope: Envelope, merchant: MerchantId, because: Because): Promise<Answer<MerchantId>> {
    const answer = await handle<MerchantId>(store, async () => {
      const parts = await partsOf(envelope, merchant, because)
      return 'outcome' in parts ? parts : { outcome: 'proposed', commit: join(parts), value: merchant }
    })
    if (answer.outcome === 'done') await finish(merchant)
    return answer
  }

  async function partsOf(
    envelope: Envelope,
    merchant: MerchantId,
    because: Because,
  ): Promise<readonly Part[] | Refusal> {
    // Read before what it is decided on: a registration that comes in between changes this row.
    const row = await store.merchant(merchant)
    if (!row) return notFound(`merchant ${merchant}`)
    if (row.sealed === '') return []
    const journeys = (await store.journeysOfMerchant(merchant)).map(({ state }) => state)
    const barred = because === 'restored' ? null : erasable(journeys, (await store.hold(merchant)) !== null)
    if (barred) return refused(barred)
    const version = row.version + 1
    const charter = journeys.at(-1)?.charter ?? null
    const about = { kind: 'merchant' as const, aggregate: merchant, charter, version, head: row.head }
    const { events, head } = record(envelope, about, [{ type: 'MerchantErased', because }])
    const rest: Effect = {
      id: `E${desk.chance.part()}`,
      kind: 'command',
      charter: null,
      subject: merchant,
      name: 'destroyKey',
      payload: {},
      dueAt: envelope.now,
      createdAt: envelope.now,
    }
    return [
      {
        ...nothing,
        changes: [{ on: 'merchantErased', id: merchant, expect: row.version, head, at: envelope.now }],
        events,
        effects: [rest],
      },
    ]
  }

  async function finish(merchant: MerchantId): Promise<void> {
    await vault.forget(merchant)
    for (const { state } of await store.journeysOfMerchant(merchant)) await post.forget(await messagesTo(state.id))
    await store.clean()
  }

  async function messagesTo(journey: JourneyId): Promise<readonly string[]> {
    const messages: string[] = []
    for (let after: string | null = null; ;) {
      const page = await store.lettersPage({ charter: charterOf(journey), journey, after, limit: 500 })
      messages.push(...page.rows.map(({ messageId }) => messageId))
      if (page.next === null) return messages
      after = page.next
    }
  }

  return {
    erase,
    finish,
    propose: async (envelope, journey) => {
      const held = await store.journey(journey)
      return held ? partsOf(envelope, held.state.merchant, 'request') : notFound(`journey ${journey}`)
    },
    reapply: async (envelope) => {
      let again = 0
      for (const { id, sealed } of await store.merchants(await vault.erased())) {
        if (sealed === '') continue
        const answer = await erase(envelope, id, 'restored')
        if (answer.outcome !== 'done') throw new Error(`${id} could not be erased again: ${answer.outcome}`)
        again++
      }
      return again
    },
  }
}
