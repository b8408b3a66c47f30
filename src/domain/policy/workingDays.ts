// Working days of a place: weekends and public holidays are none, and a weekend that is worked to make up for a holiday is one.
import { plusDays, weekday, type LocalDate } from '../instant.ts'

export type WorkingCalendar = {
  /** ISO weekdays that are worked, 1 is Monday. */
  readonly weekdays: readonly number[]
  readonly holidays: readonly LocalDate[]
  /** Days off by the weekday that are worked all the same. */
  readonly makeUpDays: readonly LocalDate[]
}

export const isWorkingDay = ({ weekdays, holidays, makeUpDays }: WorkingCalendar, day: LocalDate): boolean =>
  makeUpDays.includes(day) || (weekdays.includes(weekday(day)) && !holidays.includes(day))

/** The day on which so many working days after `day` have passed; with none it is `day` itself. */
export const plusWorkingDays = (calendar: WorkingCalendar, day: LocalDate, count: number): LocalDate =>
  walk(calendar, day, count, 1)

/** The last day from which so many working days lie before `day`, itself one of them. */
export const minusWorkingDays = (calendar: WorkingCalendar, day: LocalDate, count: number): LocalDate =>
  walk(calendar, day, count, -1)

/** Longer than any run of holidays; a calendar without a working day would never end. */
const mostDaysOff = 60

function walk(calendar: WorkingCalendar, from: LocalDate, count: number, step: 1 | -1): LocalDate {
  let day = from
  let off = 0
  for (let left = count; left > 0;) {
    day = plusDays(day, step)
    if (isWorkingDay(calendar, day)) {
      left--
      off = 0
    } else if (++off > mostDaysOff) throw new Error(`no working day within ${mostDaysOff} days of ${from}`)
  }
  return day
}
