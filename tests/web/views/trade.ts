// Plausible views of the page of trade figures.
import type { Language } from '../../../src/domain/language.ts'
import { TradeFigures, TradeKey } from '../../../src/domain/trade/figures.ts'
import type { TradeRow, TradeView } from '../../../src/web/tradeViews.ts'
import { at } from '../../words/situation.ts'
import { languagesAt, officeFrame } from './frames.ts'

export const tradeRow = (more: Partial<TradeRow> = {}): TradeRow => ({
  ...TradeKey.parse({ country: 'KR', from: '2022-04', until: '2022-06' }),
  version: 2,
  figures: TradeFigures.parse({
    ...{ currency: 'CNY', unit: 'hundredMillions', exports: '53.4', imports: '2.10' },
    ...{ exportGrowth: '12.7', importGrowth: '-3' },
    source: { name: 'Yiwu Customs', address: 'https://customs.example/2022' },
  }),
  reason: 'the source was revised',
  at: at('2022-08-20T02:00:00Z'),
  by: 'Yiwu Reform Office',
  href: '/trade?country=KR&from=2022-04&until=2022-06',
  ...more,
})

export const tradeView = (language: Language, more: Partial<TradeView> = {}): TradeView => ({
  frame: { ...officeFrame(language), languages: languagesAt('/trade') },
  country: null,
  rows: [tradeRow()],
  chosen: null,
  forms: { action: '/trade', version: 0, nonce: 'n1', offered: ['entry'], typed: null },
  ...more,
})

/** One period, with what is corrected. */
export const tradeVersionsView = (language: Language): TradeView =>
  tradeView(language, {
    country: 'KR',
    chosen: [tradeRow({ href: null }), tradeRow({ href: null, version: 1, reason: null })],
    forms: { action: '/trade', version: 2, nonce: 'n1', offered: ['correction'], typed: null },
  })
