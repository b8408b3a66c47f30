// Every due effect, until none is: claimed in order, letters to one journey together, the rest one by one.
import { plusMs, type Instant } from '../domain/instant.ts'
import type { Deliver, Lease } from './letters.ts'
import { withoutAddresses } from './serverWords.ts'
import type { ClaimedEffect } from './effect.ts'
import type { Clock, Store } from './ports.ts'

export type Arrears = {
  /** Works until nothing is due at the clock's time; answers how many effects were taken. Throws nothing that an effect threw. */
  work(): Promise<number>
}

/** A claim is held so long; an owner that died gives it back by then. What is begun by the half of it ends within it. */
const leaseMs = 300_000
/** Enough for every letter of a charter at once, so that those to one journey always meet. */
const batch = 1_000

export function createArrears(
  store: Store,
  clock: Clock,
  owner: string,
  perform: (effect: ClaimedEffect, owner: string) => Promise<void>,
  deliver: Deliver['deliver'],
  failed: (effect: ClaimedEffect, error: unknown) => void,
  /** Letters that are made at the same time; how many are on their way is for the lanes to say. */
  atOnce = 96,
): Arrears {
  async function one(effects: readonly ClaimedEffect[], task: () => Promise<void>): Promise<void> {
    try {
      await task()
    } catch (error) {
      const [effect] = effects
      if (effect) failed(effect, error)
      const now = clock.now()
      for (const each of effects) {
        await store
          .postpone({
            id: each.id,
            owner,
            dueAt: plusMs(now, 60_000 * 2 ** Math.min(each.attempts, 10)),
            words: withoutAddresses(String(error)),
          })
          .catch(() => {})
      }
    }
  }

  async function work(): Promise<number> {
    let taken = 0
    for (;;) {
      const now: Instant = clock.now()
      const lease: Lease = { owner, until: plusMs(now, leaseMs), startBy: plusMs(now, leaseMs / 2) }
      const claimed = await store.claimDue({ now, limit: batch, owner, leaseUntil: lease.until })
      if (!claimed.length) return taken
      taken += claimed.length
      // In order of due: what a wake or a command decides may bring letters, which are then claimed in the next round.
      const letters = new Map<string, ClaimedEffect[]>()
      for (const effect of claimed) {
        if (effect.kind === 'letter') letters.set(effect.subject, [...(letters.get(effect.subject) ?? []), effect])
        else await one([effect], () => perform(effect, owner))
      }
      const waiting = [...letters.values()]
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let group = waiting.shift(); group; group = waiting.shift()) {
            const effects = group
            await one(effects, () => deliver(effects, lease))
          }
        }),
      )
    }
  }

  return { work }
}
