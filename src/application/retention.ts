// What has outlived its period, found once a day and after each start: erased by the desk itself, and told in the record.
import { endedAt } from '../domain/access/erasure.ts'
import { daysOf, perishables, type RetentionPlan } from '../domain/access/retention.ts'
import type { MerchantId } from '../domain/ids.ts'
import { plusHours, type Instant } from '../domain/instant.ts'
import type { Recorded } from '../domain/recorded.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import type { Erasures } from './erasures.ts'
import { handle, type Envelope } from './handle.ts'
import { deskCaller } from './perform.ts'
import type { Perishable } from './ports.ts'

export type Retention = {
  /** Does nothing where it looked within the last day. Answers what was erased, by kind. */
  work(): Promise<Readonly<Record<string, number>>>
}

/** The chain on which ended periods are told. */
const retentionChain = 'retention'
const everyHours = 24
const atOnce = 500
const journeysAPage = 200
const kinds = perishables.filter((kind): kind is Perishable => kind !== 'merchants')

export function createRetention(desk: Desk, plan: RetentionPlan, erasures: Erasures): Retention {
  const { store, clock } = desk
  let looked: Instant | null = null

  async function told(envelope: Envelope, kind: string, before: Instant, count: number): Promise<void> {
    await handle<null>(store, async () => {
      const fact: Recorded = { type: 'PeriodEnded', kind, before, count }
      const part = await deskEntry(store, envelope, retentionChain, fact, [])
      return { outcome: 'proposed', commit: join([part]), value: null }
    })
  }

  /** One by one: each is a fact of its own, and one who cannot be erased keeps nobody else. */
  async function merchants(envelope: Envelope, before: Instant): Promise<number> {
    let erased = 0
    const looked = new Set<MerchantId>()
    for (let after = ''; ;) {
      const page = await store.endedJourneys({ after, limit: journeysAPage })
      for (const { state } of page) {
        if (looked.has(state.merchant)) continue
        looked.add(state.merchant)
        const end = endedAt((await store.journeysOfMerchant(state.merchant)).map((held) => held.state))
        if (end === null || end > before) continue
        const answer = await erasures.erase(envelope, state.merchant, 'retention')
        if (answer.outcome === 'done') erased++
      }
      const last = page.at(-1)
      if (page.length < journeysAPage || !last) return erased
      after = last.state.id
    }
  }

  return {
    work: async () => {
      const now = clock.now()
      if (looked !== null && now < plusHours(looked, everyHours)) return {}
      looked = now
      const envelope = { caller: deskCaller, request: 'retention', now, idempotency: null, ifMatch: null }
      const beforeOf = (kind: Parameters<typeof daysOf>[1]) => plusHours(now, -24 * daysOf(plan, kind))
      const erased: Record<string, number> = { merchants: await merchants(envelope, beforeOf('merchants')) }
      for (const kind of kinds) {
        const before = beforeOf(kind)
        let count = 0
        for (let some = atOnce; some === atOnce; count += some)
          some = await store.expire(kind, { before, limit: atOnce })
        if (count) await told(envelope, kind, before, count)
        erased[kind] = count
      }
      if (Object.values(erased).some((count) => count > 0)) await store.clean()
      return erased
    },
  }
}
