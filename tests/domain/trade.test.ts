// Trade figures: periods of months and their names, what is refused, which version stands, and amounts that lose no digit.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant, LocalDate } from '../../src/domain/instant.ts'
import {
  sameFigures,
  standing,
  tradeFindings,
  TradeFigures,
  TradeKey,
  wholeAmount,
  type TradeEntry,
} from '../../src/domain/trade/figures.ts'
import { lastDay, nameOf } from '../../src/domain/trade/period.ts'
import { amountIn, growthIn, periodIn } from '../../src/words/numbers.ts'

const today = LocalDate.parse('2022-08-20')
const key = (from = '2022-07', until = from, country = 'KR') => TradeKey.parse({ country, from, until })
const figures = (more: object = {}) =>
  TradeFigures.parse({
    currency: 'CNY',
    unit: 'hundredMillions',
    exports: '53.4',
    imports: '2.1',
    exportGrowth: '12.7',
    importGrowth: '-3',
    source: { name: 'Yiwu Customs' },
    ...more,
  })
const codes = (which: TradeKey, of: TradeFigures) => tradeFindings(which, of, today).map(({ code }) => code)

describe('A period', () => {
  it.each([
    ['2022-07', '2022-07', { kind: 'month' }, 'July 2022'],
    ['2022-04', '2022-06', { kind: 'quarter', quarter: 2 }, 'Q2 2022'],
    ['2021-01', '2021-12', { kind: 'year' }, '2021'],
    ['2022-01', '2022-07', { kind: 'range' }, 'January 2022 – July 2022'],
    ['2021-11', '2022-01', { kind: 'range' }, 'November 2021 – January 2022'],
    ['2022-02', '2022-04', { kind: 'range' }, 'February 2022 – April 2022'],
  ])('%s to %s has its name', (from, until, name, said) => {
    expect(nameOf(key(from, until))).toMatchObject(name)
    expect(periodIn('en', key(from, until))).toBe(said)
  })

  it('ends on the last day of its last month, in leap years too', () => {
    expect(['2022-02', '2024-02', '2022-12'].map((month) => lastDay(key(month)))).toEqual([
      '2022-02-28',
      '2024-02-29',
      '2022-12-31',
    ])
  })
})

describe('Figures', () => {
  it('are taken as a source prints them, with what it does not give left out', () => {
    expect(codes(key(), figures())).toEqual([])
    expect(codes(key(), figures({ imports: null, importGrowth: null }))).toEqual([])
  })

  it.each([
    ['a reversed period', key('2022-07', '2022-06'), figures(), 'tradePeriodReversed'],
    ['a month that is not over', key('2022-08'), figures(), 'tradePeriodNotOver'],
    ['a month to come', key('2023-01'), figures(), 'tradePeriodNotOver'],
    ['a thousands separator', key(), figures({ exports: '1,234' }), 'tradeNoNumber'],
    ['an exponent', key(), figures({ exports: '1e9' }), 'tradeNoNumber'],
    ['words', key(), figures({ exportGrowth: 'twelve' }), 'tradeNoNumber'],
    ['a negative amount', key(), figures({ imports: '-2.1' }), 'tradeNegative'],
    ['nothing', key(), figures({ exports: null, imports: '' }), 'tradeEmpty'],
  ] as const)('with %s are refused', (_, which, of, code) => {
    expect(codes(which, of)).toEqual([code])
  })

  it('are refused with everything that is wrong at once', () => {
    expect(codes(key('2022-09', '2022-08'), figures({ exports: 'x', imports: '-1' }))).toEqual([
      'tradePeriodReversed',
      'tradeNoNumber',
      'tradeNegative',
    ])
  })

  it('are not floats, and name a country that is one', () => {
    expect(TradeFigures.safeParse({ ...figures(), exports: 53.4 }).success).toBe(false)
    expect(TradeKey.safeParse({ country: 'XX', from: '2022-07', until: '2022-07' }).success).toBe(false)
    expect(
      TradeFigures.safeParse({ ...figures(), source: { name: 'x', address: 'javascript:alert(1)' } }).success,
    ).toBe(false)
  })

  it('stand by their last version, the latest period first', () => {
    const entry = (which: TradeKey, version: number): TradeEntry => ({
      ...which,
      version,
      figures: figures(),
      reason: null,
      at: Instant.parse('2022-08-20T00:00:00Z'),
    })
    const all = [
      entry(key('2022-01', '2022-07'), 1),
      entry(key('2022-06'), 1),
      entry(key(), 2),
      entry(key(), 1),
      entry(key('2022-07', '2022-07', 'IN'), 1),
    ]
    expect(standing(all).map(({ country, from, until, version }) => [country, from, until, version])).toEqual([
      ['IN', '2022-07', '2022-07', 1],
      ['KR', '2022-07', '2022-07', 2],
      ['KR', '2022-01', '2022-07', 1],
      ['KR', '2022-06', '2022-06', 1],
    ])
    expect(sameFigures(figures(), figures())).toBe(true)
    expect(sameFigures(figures(), figures({ exports: '53.5' }))).toBe(false)
  })
})

describe('An amount', () => {
  it.each([
    ['53.4', 'hundredMillions', '5340000000'],
    ['0.5', 'ones', '0.5'],
    ['0.000001', 'millions', '1'],
    ['12.3456', 'thousands', '12345.6'],
    ['7', 'billions', '7000000000'],
  ] as const)('of %s %s is %s', (amount, unit, whole) => {
    expect(wholeAmount(amount, unit)).toBe(whole)
  })

  it('keeps every digit, however large', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (number) => {
        expect(BigInt(wholeAmount(String(number), 'billions'))).toBe(number * 10n ** 9n)
      }),
    )
  })

  it('is written as the reader writes amounts, and growth with its sign', () => {
    expect(amountIn('zh', '53.4', 'hundredMillions', 'CNY')).toBe('¥53.4亿')
    expect(amountIn('en', '53.4', 'hundredMillions', 'CNY')).toBe('CN¥5.34bn')
    expect(growthIn('en', '12.7')).toBe('+12.7%')
    expect(growthIn('ru', '-3')).toMatch(/^-3\s%$/)
  })
})
