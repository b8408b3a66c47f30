// Moments in words: with their zone's name, on a second clock only where it reads otherwise.
import { describe, expect, it } from 'vitest'
import { LocalDate, Zone } from '../../src/domain/instant.ts'
import { Language } from '../../src/domain/language.ts'
import { homeZone } from '../../src/words/homeZone.ts'
import { dayIn, fromNowIn, momentIn, momentsIn, spanIn } from '../../src/words/when.ts'
import { at } from './situation.ts'

const seoul = Zone.parse('Asia/Seoul')
const tokyo = Zone.parse('Asia/Tokyo')
const shanghai = Zone.parse('Asia/Shanghai')
const delhi = Zone.parse('Asia/Kolkata')

describe('a moment', () => {
  it('is told with the name of its zone in each language', () => {
    const boarding = at('2022-08-28T15:10:00+09:00')
    expect(momentIn('en', boarding, seoul)).toBe('Sunday, 28 August 2022 15:10 (Korean Standard Time)')
    expect(momentIn('ko', boarding, seoul)).toBe('2022년 8월 28일 일요일 15:10 (한국 표준시)')
    expect(momentIn('zh', boarding, seoul)).toBe('2022年8月28日星期日 15:10 (韩国标准时间)')
    expect(momentIn('ru', boarding, seoul)).toBe(
      'воскресенье, 28 августа 2022\u00a0г. в 15:10 (Корея, стандартное время)',
    )
    expect(momentIn('ar', boarding, seoul)).toBe('الأحد، 28 أغسطس 2022 الساعة 15:10 (توقيت كوريا الرسمي)')
  })

  it('is told on a second clock only where that reads otherwise', () => {
    const boarding = at('2022-08-28T15:10:00+09:00')
    expect(momentsIn('en', boarding, [seoul, tokyo])).toBe(momentIn('en', boarding, seoul))
    expect(momentsIn('en', boarding, [seoul, shanghai])).toBe(
      'Sunday, 28 August 2022 15:10 (Korean Standard Time) = 14:10 (China Standard Time)',
    )
  })

  it('names the other day where the second clock has one', () => {
    expect(momentsIn('en', at('2022-08-29T00:30:00+09:00'), [seoul, delhi])).toBe(
      'Monday, 29 August 2022 00:30 (Korean Standard Time) = Sun 28 Aug 21:00 (India Standard Time)',
    )
  })
})

describe('a span', () => {
  it('says a shared day once', () => {
    const span = { from: at('2022-08-27T09:00:00+09:00'), until: at('2022-08-27T15:00:00+09:00') }
    expect(spanIn('en', span, seoul)).toBe('Sat 27 Aug 09:00 – 15:00 (Korean Standard Time)')
  })
})

describe('the clock of a country', () => {
  it('is known where it keeps one zone, and of nowhere else', () => {
    expect(['NG', 'KR', 'IN', 'AE'].map(homeZone)).toEqual([
      'Africa/Lagos',
      'Asia/Seoul',
      expect.stringMatching(/^Asia\/(Kolkata|Calcutta)$/),
      'Asia/Dubai',
    ])
    expect(['US', 'RU', 'KZ', 'AQ', 'XX'].map(homeZone)).toEqual([null, null, null, null, null])
  })
})

describe('a day', () => {
  it('has no zone and does not shift', () => {
    expect(dayIn('ko', LocalDate.parse('2022-08-29'))).toBe('2022년 8월 29일 월요일')
  })
})

describe('how far a moment is', () => {
  const now = at('2022-08-20T10:00:00+09:00')
  const said = (hours: number, language: Language = 'en') =>
    fromNowIn(language, at(new Date(Date.parse(now) + hours * 3_600_000).toISOString()), now)

  it('is told in minutes below an hour, in hours below two days, then in days', () => {
    expect([0.5, 5.9, 47, 49, -3].map((hours) => said(hours))).toEqual([
      'in 30 min',
      'in 5 hr',
      'in 47 hr',
      'in 2 days',
      '3 hr ago',
    ])
  })

  it('is told in each language, with the digits of tickets', () => {
    for (const language of Language.options) expect(said(5, language)).toMatch(/5/)
  })
})
