// Holding a merchant's data back from erasure, with a reason, and letting it go again.
import type { JourneyId } from '../domain/ids.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { sealText } from './freeText.ts'
import { handle, notFound, receiptFor, type Answer, type Envelope } from './handle.ts'
import { seeJourney } from './see.ts'
import { LostKey } from './keyPorts.ts'
import { type Hold } from './ports.ts'

export type Holds = {
  hold(envelope: Envelope, journey: JourneyId, reason: string): Promise<Answer<Pick<Hold, 'since'>>>
  lift(envelope: Envelope, journey: JourneyId): Promise<Answer<{ readonly lifted: true }>>
}

export function createHolds({ store, vault }: Desk): Holds {
  return {
    hold: (envelope, journey, reason) =>
      handle<Pick<Hold, 'since'>>(store, async () => {
        const seen = await seeJourney(store, envelope.caller, 'HoldMerchant', journey)
        if ('refusal' in seen) return seen.refusal
        const { merchant } = seen.held.state
        const sealed = await sealText(vault, merchant, reason).catch((error: unknown) => {
          if (error instanceof LostKey) return null
          throw error
        })
        if (sealed === null) return notFound(`data of journey ${journey}`)
        const hold: Hold = { merchant, reason: sealed, since: envelope.now }
        const told = await deskEntry(store, envelope, merchant, { type: 'MerchantHeld', reason: sealed }, [
          { on: 'hold', hold },
        ])
        const commit = join([told], receiptFor(envelope, 201, 'hold', journey))
        return { outcome: 'proposed', commit, value: { since: hold.since } }
      }),

    lift: (envelope, journey) =>
      handle<{ readonly lifted: true }>(store, async () => {
        const seen = await seeJourney(store, envelope.caller, 'HoldMerchant', journey)
        if ('refusal' in seen) return seen.refusal
        const { merchant } = seen.held.state
        if (!(await store.hold(merchant))) return notFound(`hold on journey ${journey}`)
        const told = await deskEntry(store, envelope, merchant, { type: 'MerchantHoldLifted' }, [
          { on: 'holdLifted', merchant },
        ])
        return {
          outcome: 'proposed',
          commit: join([told], receiptFor(envelope, 200, 'hold', journey)),
          value: { lifted: true },
        }
      }),
  }
}
