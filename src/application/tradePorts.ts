// Trade figures as they are kept: each version with who entered it.
import type { TradeEntry, TradeKey } from '../domain/trade/figures.ts'
import { periodKey } from '../domain/trade/period.ts'
import type { Actor } from './actor.ts'

export type StoredTrade = TradeEntry & { readonly by: Actor }

/** How a receipt and the record name them. */
export const tradeName = (key: TradeKey): string => `trade ${key.country} ${periodKey(key)}`
