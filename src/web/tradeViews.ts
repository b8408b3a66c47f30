// What the page of trade figures shows, as plain data.
import type { TradeEntry } from '../domain/trade/figures.ts'
import type { FormsView } from './formViews.ts'
import type { Frame } from './views.ts'

/** `by`: the organisation's name; `href`: its versions, and the form that corrects it. */
export type TradeRow = TradeEntry & { readonly by: string; readonly href: string | null }

export type TradeView = {
  readonly frame: Frame
  /** Null where every country's are shown. */
  readonly country: string | null
  readonly rows: readonly TradeRow[]
  /** One period, with all of its versions; null where none is chosen. */
  readonly chosen: readonly TradeRow[] | null
  /** Offers `entry`, or `correction` of what is chosen; nothing to whoever only looks. */
  readonly forms: FormsView
}
