// The facility's days: a round every morning over what the desk says is due, reports in the afternoon, care, and the way home.
import { Temporal } from 'temporal-polyfill'
import { admit } from './coaches.ts'
import { together } from './office.ts'
import { allJourneys, command, dueFor, journeyOf, must, officeOf, type Play } from './play.ts'
import { minutesAfter } from './timetable.ts'

/** A scenario that has not ended after so many rounds never will. */
const mostRounds = 60
const finalStages = new Set(['released', 'deferred', 'notTravelled', 'withdrawn', 'entryRefused'])

export function planRounds(play: Play): void {
  const { scenario, timetable } = play
  const { observation } = scenario
  const facility = () => officeOf(play, 'facility')
  // A day is counted in each leg anew; who is found positive on it is so once.
  const found = new Set<string>()

  const roundOn = (day: Temporal.PlainDate): string =>
    day.toZonedDateTime({ timeZone: play.rooms.zone, plainTime: observation.roundAt }).toInstant().toString()
  const landingDay = Temporal.Instant.from(scenario.flight.landsAt).toZonedDateTimeISO(play.rooms.zone).toPlainDate()

  const round = async (number: number): Promise<void> => {
    const day = landingDay.add({ days: number })
    const at = roundOn(day)
    const due = await dueFor(play, facility())
    const sampled = due.filter(({ act }) => act === 'RecordTest')
    const reportedAt = minutesAfter(at, observation.minutesToReport)
    if (sampled.length) {
      timetable.add(reportedAt, 'day reports', () =>
        together(sampled, ({ journey, number: testDay }) => report(journey, testDay ?? 0, day, at, reportedAt)),
      )
    }
    await together(
      due.filter(({ act }) => act === 'CompleteCentralPeriod'),
      ({ journey }) => must(play, facility(), `/v1/journeys/${journey}/central-period-end`, {}),
    )
    await together(
      due.filter(({ act }) => act === 'Release'),
      ({ journey }) => must(play, facility(), `/v1/journeys/${journey}/release`, {}, { ifMatch: '*' }),
    )
    const open = (await allJourneys(play, facility())).filter(({ stage }) => !finalStages.has(stage))
    if (open.length && number < mostRounds)
      timetable.add(roundOn(landingDay.add({ days: number + 1 })), 'round', () => round(number + 1))
  }

  async function report(
    journey: string,
    testDay: number,
    day: Temporal.PlainDate,
    sampledAt: string,
    reportedAt: string,
  ): Promise<void> {
    const positive = found.has(journey)
      ? undefined
      : observation.positives.find(({ who, day: onDay }) => play.journeys.get(who) === journey && onDay === testDay)
    if (positive) found.add(journey)
    await command(play, facility(), `/v1/journeys/${journey}/tests`, {
      id: `D${day.toString()}-${journey.slice(-16)}`,
      sampledAt,
      reportedAt,
      laboratory: play.rooms.facilityId,
      reagent: 'facility kit',
      result: positive ? 'positive' : 'negative',
      ...(positive ? { ct: positive.ct } : {}),
    })
    if (positive) {
      await must(play, facility(), `/v1/journeys/${journey}/medical-care`, {
        place: `designated hospital, ${play.rooms.city}`,
        cause: 'positive',
      })
    }
  }

  timetable.add(roundOn(landingDay.add({ days: 1 })), 'round', () => round(1))

  for (const { who, tests, leavesAt } of observation.care) {
    for (const [i, test] of tests.entries()) {
      const reportedAt = minutesAfter(test.at, observation.minutesToReport)
      timetable.add(reportedAt, 'hospital report', async () => {
        await command(play, facility(), `/v1/journeys/${journeyOf(play, who)}/tests`, {
          id: `H${i + 1}-${who}`,
          sampledAt: test.at,
          reportedAt,
          laboratory: 'designated hospital',
          reagent: 'hospital kit',
          result: test.finds,
          ...(test.ct === undefined ? {} : { ct: test.ct }),
        })
      })
    }
    timetable.add(leavesAt, 'leaves care', () => admit(play, [journeyOf(play, who)], 'return'))
  }
}
