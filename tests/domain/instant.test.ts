// Instants and days: comparable as text, turned into each other only with a zone.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Instant,
  LocalDate,
  Zone,
  atLocalTime,
  daysBetween,
  earlier,
  epochMs,
  hoursBetween,
  inZone,
  later,
  localDate,
  plusDays,
  plusHours,
  plusMinutes,
  plusMs,
  plusYears,
  toInstant,
  weekday,
  within,
} from '../../src/domain/instant.ts'
import {
  charterId,
  charterOf,
  journeyId,
  JourneyId,
  CharterId,
  roomId,
  facilityOf,
  FacilityId,
  uniquePart,
} from '../../src/domain/ids.ts'

const zone = (name: string): Zone => Zone.parse(name)
const at = (text: string): Instant => Instant.parse(text)
const day = (text: string): LocalDate => LocalDate.parse(text)
const seoul = zone('Asia/Seoul')
const shanghai = zone('Asia/Shanghai')
const berlin = zone('Europe/Berlin')
const moments = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }).map(toInstant)
const zones = fc.constantFrom(
  seoul,
  shanghai,
  berlin,
  zone('America/New_York'),
  zone('Asia/Kolkata'),
  zone('Pacific/Apia'),
)

describe('An instant', () => {
  it('is written in UTC with milliseconds, whatever offset it came in', () => {
    expect(at('2022-08-28T15:40:00+09:00')).toBe('2022-08-28T06:40:00.000Z')
    expect(at('2022-08-28T06:40:00Z')).toBe('2022-08-28T06:40:00.000Z')
    expect(at('2022-08-28T06:40:00.5Z')).toBe('2022-08-28T06:40:00.500Z')
  })

  it.each(['2022-08-28T15:40:00', '2022-08-28', '28.08.2022 15:40', '2022-02-30T00:00:00Z', '', 'tomorrow'])(
    'is not %j: an offset and a day that exists are asked',
    (text) => {
      expect(Instant.safeParse(text).success).toBe(false)
    },
  )

  it('says what it should look like', () => {
    expect(Instant.safeParse('noon').error?.issues[0]?.message).toContain('such as 2022-08-28T15:40:00+09:00')
  })

  it('compared as text is compared as time', () => {
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        expect(a < b).toBe(epochMs(a) < epochMs(b))
        expect(epochMs(later(a, b))).toBe(Math.max(epochMs(a), epochMs(b)))
        expect(epochMs(earlier(a, b))).toBe(Math.min(epochMs(a), epochMs(b)))
      }),
    )
  })

  it('moved and moved back is the same, and the hours between are those it was moved by', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -10_000, max: 10_000 }), (moment, hours) => {
        expect(plusHours(plusHours(moment, hours), -hours)).toBe(moment)
        expect(hoursBetween(moment, plusHours(moment, hours))).toBe(hours)
      }),
    )
    expect(plusMinutes(at('2022-08-28T00:00:00Z'), 90)).toBe(plusHours(at('2022-08-28T00:00:00Z'), 1.5))
    expect(plusMs(at('2022-08-28T00:00:00Z'), -1)).toBe('2022-08-27T23:59:59.999Z')
  })

  it('lies within a span at both of its ends', () => {
    const span = { from: at('2022-08-26T15:40:00+09:00'), until: at('2022-08-28T15:40:00+09:00') }
    expect([span.from, span.until].map((each) => within(each, span))).toEqual([true, true])
    expect([plusMs(span.from, -1), plusMs(span.until, 1)].map((each) => within(each, span))).toEqual([false, false])
  })
})

describe('A day', () => {
  it.each(['2022-02-29', '2022-13-01', '2022-8-1', '20220801', '2022-08-28T00:00:00Z'])('is not %j', (text) => {
    expect(LocalDate.safeParse(text).success).toBe(false)
  })

  it('of an instant depends on the place', () => {
    expect(localDate(at('2022-08-28T15:30:00Z'), seoul)).toBe('2022-08-29')
    expect(localDate(at('2022-08-28T15:30:00Z'), shanghai)).toBe('2022-08-28')
  })

  it('and a wall clock make an instant that reads the same day, in any zone', () => {
    fc.assert(
      fc.property(moments, zones, (moment, where) => {
        const date = localDate(moment, where)
        expect(localDate(atLocalTime(date, '12:00', where), where)).toBe(date)
        expect(atLocalTime(date, '00:00', where) <= moment).toBe(true)
        expect(atLocalTime(plusDays(date, 1), '00:00', where) > moment).toBe(true)
      }),
    )
  })

  it('whose clock change skips a time moves it forward, and one that repeats it takes the first', () => {
    expect(atLocalTime(day('2022-03-27'), '02:30', berlin)).toBe(at('2022-03-27T03:30:00+02:00'))
    expect(atLocalTime(day('2022-10-30'), '02:30', berlin)).toBe(at('2022-10-30T02:30:00+02:00'))
  })

  it('counts days, years and weekdays by the calendar', () => {
    expect(plusDays(day('2022-08-31'), 1)).toBe('2022-09-01')
    expect(plusDays(day('2022-03-01'), -1)).toBe('2022-02-28')
    expect(plusYears(day('2020-02-29'), 1)).toBe('2021-02-28')
    expect(daysBetween(day('2022-08-28'), day('2022-09-05'))).toBe(8)
    expect(daysBetween(day('2022-09-05'), day('2022-08-28'))).toBe(-8)
    expect(weekday(day('2022-08-28'))).toBe(7)
    expect(weekday(day('2022-08-29'))).toBe(1)
  })

  it('is the same number of days away as it was moved by', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -5000, max: 5000 }), (moment, days) => {
        const date = localDate(moment, seoul)
        expect(daysBetween(date, plusDays(date, days))).toBe(days)
      }),
    )
  })
})

describe('A zone', () => {
  it('is an IANA name', () => {
    expect(Zone.safeParse('Asia/Seoul').success).toBe(true)
    for (const name of ['Asia/Yiwu', '', 'KST9', 'Seoul']) expect(Zone.safeParse(name).success, name).toBe(false)
  })

  it('is named with every moment that a finding tells', () => {
    expect(inZone(at('2022-08-28T06:40:00Z'), seoul)).toBe('2022-08-28 15:40 (Asia/Seoul)')
  })
})

describe('An id', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  it('is ordered by the millisecond in which it was made', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 45 }),
        fc.integer({ min: 1, max: 10 ** 9 }),
        chance,
        chance,
        (ms, more, a, b) => {
          expect(uniquePart(ms, a) < uniquePart(ms + more, b)).toBe(true)
        },
      ),
    )
  })

  it('of a journey carries its charter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), chance, (ms, lot) => {
        const charter = charterId(uniquePart(ms, lot))
        const journey = journeyId(charter, uniquePart(ms, lot))
        expect(CharterId.safeParse(charter).success).toBe(true)
        expect(JourneyId.safeParse(journey).success).toBe(true)
        expect(charterOf(journey)).toBe(charter)
      }),
    )
  })

  it('of a room carries its facility', () => {
    const facility = FacilityId.parse('yiwu-hotel')
    expect(facilityOf(roomId(facility, '101'))).toBe(facility)
  })

  it('of another kind is not taken', () => {
    expect(JourneyId.safeParse(charterId(uniquePart(0, 0))).success).toBe(false)
    expect(CharterId.safeParse('C000').success).toBe(false)
  })
})
