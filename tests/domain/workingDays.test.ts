// Working days: weekends, holidays, and the weekends that are worked for them.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LocalDate, weekday } from '../../src/domain/instant.ts'
import { isWorkingDay, minusWorkingDays, plusWorkingDays } from '../../src/domain/policy/workingDays.ts'
import { readReference } from '../../src/reference.ts'

const { china } = readReference()
const day = (text: string) => LocalDate.parse(text)

describe('China’s working days', () => {
  it.each([
    ['a Wednesday', '2022-08-24', true],
    ['a Saturday', '2022-08-27', false],
    ['National Day', '2022-10-03', false],
    ['the Sunday worked for it', '2022-10-09', true],
    ['New Year’s Eve, a holiday by the notice of the year after', '2022-12-31', false],
  ])('know %s', (_what, text, worked) => expect(isWorkingDay(china, day(text))).toBe(worked))

  it.each([
    ['over a weekend', '2022-08-28', 3, '2022-08-24'],
    ['over the National Day holiday and its worked weekend', '2022-10-10', 3, '2022-09-30'],
    ['from a Monday', '2022-08-29', 1, '2022-08-26'],
    ['not at all', '2022-08-28', 0, '2022-08-28'],
  ])('count back %s', (_what, from, count, to) => expect(minusWorkingDays(china, day(from), count)).toBe(to))

  it('count forward over a holiday', () => {
    expect(plusWorkingDays(china, day('2022-09-30'), 1)).toBe('2022-10-08')
    expect(plusWorkingDays(china, day('2022-08-05'), 4)).toBe('2022-08-11')
  })

  it('never end where nothing is worked, and say so', () => {
    expect(() => plusWorkingDays({ weekdays: [], holidays: [], makeUpDays: [] }, day('2022-08-01'), 1)).toThrow(
      /no working day/,
    )
  })

  it('name a source for each year; only weekends are worked to make up, and only holidays are taken', () => {
    const years = JSON.parse(
      readFileSync(new URL('../../db/reference/holidays-cn.json', import.meta.url), 'utf8'),
    ) as readonly { source: string; holidays: string[]; makeUpDays: string[] }[]
    for (const { source, holidays, makeUpDays } of years) {
      expect(source).toMatch(/General Office of the State Council/)
      expect(makeUpDays.filter((text) => weekday(day(text)) < 6)).toEqual([])
      expect(makeUpDays.filter((text) => holidays.includes(text))).toEqual([])
    }
  })
})
