// Counting working days, held against looking at every day by itself, over both years of the holiday calendar.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permitOf } from '../../src/domain/charter/permit.ts'
import { daysBetween, plusDays, type LocalDate } from '../../src/domain/instant.ts'
import { isWorkingDay, minusWorkingDays, plusWorkingDays } from '../../src/domain/policy/workingDays.ts'
import { readReference } from '../../src/reference.ts'
import { day } from '../support/policy.ts'

const { china, permits } = readReference()
const anyDay = fc.integer({ min: 0, max: 600 }).map((days) => plusDays(day('2022-01-15'), days))
const anyCount = fc.integer({ min: 1, max: 15 })
/** Both ends belong to it. */
const worked = (from: LocalDate, to: LocalDate): number =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => plusDays(from, i)).filter((each) =>
    isWorkingDay(china, each),
  ).length

describe('Working days counted back', () => {
  it('end on a working day that has so many before the day, itself one of them', () => {
    fc.assert(
      fc.property(anyDay, anyCount, (on, count) => {
        const last = minusWorkingDays(china, on, count)
        expect(isWorkingDay(china, last)).toBe(true)
        expect(worked(last, plusDays(on, -1))).toBe(count)
      }),
    )
  })

  it('are the mirror of those counted forward, from a working day', () => {
    fc.assert(
      fc.property(anyDay, anyCount, (on, count) => {
        fc.pre(isWorkingDay(china, on))
        expect(minusWorkingDays(china, plusWorkingDays(china, on, count), count)).toBe(on)
      }),
    )
  })

  it('never lie later for a flight that is earlier, nor for a rule that asks more', () => {
    fc.assert(
      fc.property(anyDay, anyCount, (on, count) => {
        const last = minusWorkingDays(china, on, count)
        expect(minusWorkingDays(china, plusDays(on, -1), count) <= last).toBe(true)
        expect(minusWorkingDays(china, on, count + 1) < last).toBe(true)
      }),
    )
  })
})

describe('The last day to file, in the green channel and without', () => {
  const last = (endorsement: 'jointPreventionMechanism' | 'none', flight: string) =>
    permitOf(
      { rules: permits, calendar: china },
      { purpose: 'orders', demandCall: null, endorsement },
      day(flight),
      day('2022-01-15'),
    ).fileBy

  it.each([
    // flight, three days before, seven days before, over what
    ['2022-08-26', '2022-08-23', '2022-08-17', 'a common weekend'],
    ['2022-10-01', '2022-09-28', '2022-09-22', 'nothing: the holiday begins on the day itself'],
    ['2022-10-08', '2022-09-28', '2022-09-22', 'the whole of National Day'],
    ['2022-10-09', '2022-09-29', '2022-09-23', 'National Day, from the second worked day of the weekend'],
    ['2022-10-11', '2022-10-08', '2022-09-27', 'the weekend worked for National Day'],
    ['2022-09-13', '2022-09-07', '2022-09-01', 'the Mid-Autumn holiday'],
    ['2022-05-09', '2022-05-05', '2022-04-26', 'Labour Day, with the Saturday worked for it'],
    ['2022-02-07', '2022-01-28', '2022-01-24', 'the Spring Festival, with the weekend worked before it'],
    ['2023-01-03', '2022-12-28', '2022-12-22', 'the New Year'],
  ])('for %s are %s and %s, over %s', (flight, green, ordinary) => {
    expect([last('jointPreventionMechanism', flight), last('none', flight)]).toEqual([green, ordinary])
  })

  it('is never earlier in the green channel, and four working days apart', () => {
    fc.assert(
      fc.property(anyDay, (flight) => {
        fc.pre(flight < '2023-01-08')
        const [green, ordinary] = [last('jointPreventionMechanism', flight)!, last('none', flight)!]
        expect(worked(ordinary, plusDays(green, -1))).toBe(4)
      }),
    )
  })
})
