// Trade figures: entered and corrected by the office, each version kept, with its line in the record.
import { finding, policyUnmet } from '../domain/decision.ts'
import { localDate } from '../domain/instant.ts'
import { officeZone } from '../domain/officeZone.ts'
import {
  alreadyEntered,
  notEntered,
  sameFigures,
  standing,
  tradeFindings,
  type TradeFigures,
  type TradeKey,
} from '../domain/trade/figures.ts'
import type { Recorded } from '../domain/recorded.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { actorOf, handle, receiptFor, refused, type Answer, type Envelope } from './handle.ts'
import { refusedAccess } from './may.ts'
import { tradeName, type StoredTrade } from './tradePorts.ts'

export type Trade = {
  /** The first figures of a country and period; refused where some stand already, and told which. */
  enter(envelope: Envelope, key: TradeKey, figures: TradeFigures): Promise<Answer<StoredTrade>>
  /** Other figures in their place, with the reason; those before stay as they were. */
  correct(envelope: Envelope, key: TradeKey, figures: TradeFigures, reason: string): Promise<Answer<StoredTrade>>
  /** What stands, the latest period of each country first; null for every country's. */
  standing(country: string | null): Promise<readonly StoredTrade[]>
  /** Every version, narrowed by what is given of country and months; of each period the newest first. */
  versions(key: { readonly [Part in keyof TradeKey]?: TradeKey[Part] | undefined }): Promise<readonly StoredTrade[]>
}

export function createTrade(desk: Desk): Trade {
  const { store } = desk

  const versions: Trade['versions'] = async ({ country, from, until }) =>
    (await store.tradeFigures())
      .filter(
        (each) =>
          (!country || each.country === country) && (!from || each.from === from) && (!until || each.until === until),
      )
      .sort((a, b) => (tradeName(a) === tradeName(b) ? b.version - a.version : tradeName(a) < tradeName(b) ? -1 : 1))

  async function propose(
    envelope: Envelope,
    key: TradeKey,
    figures: TradeFigures,
    { version, reason }: { readonly version: number; readonly reason: string | null },
  ) {
    const { country, from, until } = key
    const entry: StoredTrade = {
      ...{ country, from, until, version, figures, reason },
      at: envelope.now,
      by: actorOf(envelope.caller),
    }
    const told: Recorded = {
      type: version === 1 ? 'TradeFiguresEntered' : 'TradeFiguresCorrected',
      ...{ country, from, until, figures },
      ...(reason === null ? {} : { reason }),
    }
    const part = await deskEntry(store, envelope, tradeName(key), told, [{ on: 'trade', entry }])
    const status = version === 1 ? 201 : 200
    return {
      outcome: 'proposed' as const,
      commit: join([part], receiptFor(envelope, status, 'trade', tradeName(key))),
      value: entry,
    }
  }

  const wrong = (envelope: Envelope, key: TradeKey, figures: TradeFigures) =>
    tradeFindings(key, figures, localDate(envelope.now, officeZone))

  return {
    enter: (envelope, key, figures) =>
      handle(store, async () => {
        const barred = refusedAccess(envelope.caller, 'EnterTradeFigures', null)
        if (barred) return barred
        const [known] = await versions(key)
        const findings = [...wrong(envelope, key, figures), ...(known ? [alreadyEntered(known)] : [])]
        if (findings.length) return refused(policyUnmet(...findings))
        return propose(envelope, key, figures, { version: 1, reason: null })
      }),

    correct: (envelope, key, figures, reason) =>
      handle(store, async () => {
        const barred = refusedAccess(envelope.caller, 'EnterTradeFigures', null)
        if (barred) return barred
        const [known] = await versions(key)
        if (!known) return refused(policyUnmet(notEntered(key)))
        if (envelope.ifMatch !== null && envelope.ifMatch !== known.version)
          return { outcome: 'stale', version: known.version }
        const unchanged = finding('tradeUnchanged', 'These are the figures that stand: nothing would be corrected.')
        const findings = [...wrong(envelope, key, figures), ...(sameFigures(known.figures, figures) ? [unchanged] : [])]
        if (findings.length) return refused(policyUnmet(...findings))
        return propose(envelope, key, figures, { version: known.version + 1, reason })
      }),

    standing: async (country) =>
      standing((await store.tradeFigures()).filter((each) => country === null || each.country === country)),

    versions,
  }
}
