// Wakes: when the desk asks again, what it then says, and when it finds nothing to say.
import { describe, expect, it } from 'vitest'
import { wakeInstants, type Wake } from '../../../src/domain/journey/wakes.ts'
import { follows } from '../../../src/domain/journey/chart.ts'
import { toInstant } from '../../../src/domain/instant.ts'
import {
  AskDeadline,
  aboard,
  atHome,
  builders,
  centralDone,
  cleared,
  codeInHand,
  firstCounted,
  given,
  hour,
  inCare,
  infant,
  instant,
  landed,
  observed,
  onDay,
  released,
  sampledOn,
  seated,
  shifted,
  stayingOn,
  testsComplete,
  waitlisted,
  when,
  type Case,
} from '../../support/journeys.ts'

const wakes = follows.filter((name): name is Wake => name.startsWith('wake.'))
const due = (wake: Wake, held: Case, now = held.now) => wakeInstants(wake, held.journey, held.policy, now)

describe('A wake is due', () => {
  it('twelve hours before the first sample may be taken', () => {
    expect(due('wake.firstSampleOpens', seated())).toEqual([shifted(when.boarding, (-48 - 12) * hour)])
  })

  it('twelve hours before the second sample may be taken, counted from the first', () => {
    expect(due('wake.secondSampleOpens', firstCounted())).toEqual([shifted(when.firstSample, (24 - 12) * hour)])
  })

  it('twelve hours before the documents must be in hand, for the code', () => {
    expect(due('wake.codeCloses', firstCounted())).toEqual([shifted(when.boarding, (-3 - 12) * hour)])
    expect(due('wake.codeCloses', infant())).toEqual([shifted(when.boarding, (-3 - 12) * hour)])
  })

  it('at boarding', () => {
    expect(due('wake.boardingCloses', seated())).toEqual([instant(when.boarding)])
  })

  it('at the end of each test day, a day after each period, and every six hours for the missing', () => {
    const midnights = [2, 3, 4, 6, 8].map((day) => instant(onDay(day, '00:00:00')))
    expect(due('wake.testDayEnds', observed())).toEqual(midnights)
    expect(due('wake.centralPeriodEnds', observed())).toEqual([shifted(when.centralEnds, 24 * hour)])
    expect(due('wake.homePeriodEnds', atHome())).toEqual([shifted(when.homeEnds, 24 * hour)])
    expect(due('wake.stillMissing', observed())).toEqual([shifted(when.admitted, 6 * hour)])
  })

  it('at none of the instants that have passed', () => {
    expect(due('wake.testDayEnds', observed(), instant(onDay(4)))).toHaveLength(2)
    expect(due('wake.boardingCloses', seated(), instant(when.boarding))).toEqual([])
  })

  it('never where it has no sense', () => {
    expect(due('wake.firstSampleOpens', firstCounted())).toEqual([])
    expect(due('wake.firstSampleOpens', infant())).toEqual([])
    expect(due('wake.codeCloses', codeInHand())).toEqual([])
    for (const wake of ['wake.testDayEnds', 'wake.centralPeriodEnds', 'wake.homePeriodEnds'] as const) {
      expect(due(wake, landed())).toEqual([])
      const { journey, now, policy } = observed()
      expect(wakeInstants(wake, journey, { ...policy, observation: null }, now)).toEqual([])
    }
    const unbound = seated()
    for (const wake of ['wake.firstSampleOpens', 'wake.secondSampleOpens', 'wake.codeCloses'] as const) {
      expect(wakeInstants(wake, unbound.journey, { ...unbound.policy, mission: null }, unbound.now)).toEqual([])
    }
  })

  it('later than now, whatever is asked of whom', () => {
    for (const build of Object.values(builders)) {
      const held = build()
      for (const wake of wakes) {
        for (const hours of [0, 100, 300, 600]) {
          const now = toInstant(Date.parse(when.registered) + hours * hour)
          for (const at of due(wake, held, now)) expect(at > now, `${wake} ${held.journey.stage}`).toBe(true)
        }
      }
    }
  })

  it('at the end of each test day at home', () => {
    expect(due('wake.testDayEnds', { ...atHome() })).toEqual([instant(onDay(11, '00:00:00'))])
  })

  it('at the end of the test day of a home leg: entering it asks for that wake', () => {
    expect(
      given(centralDone()).when({ type: 'CompleteCentralPeriod' }).then('CentralPeriodCompleted').effects,
    ).toContainEqual({
      name: 'wake.testDayEnds',
      dueAt: instant(onDay(11, '00:00:00')),
    })
  })
})

describe('A deadline that is asked', () => {
  const reminds = (held: Case, wake: Wake) =>
    given(held).when(AskDeadline(wake)).then('ReminderDue').stands(held.journey.stage).follows('letter.reminder')
  const silent = (held: Case, wake: string, at?: string) => {
    const { journey } = given(held).when(AskDeadline(wake), at).then().follows()
    expect(journey).toBe(held.journey)
  }

  it('reminds of the sample that is awaited', () => {
    reminds(seated(), 'wake.firstSampleOpens')
    reminds(firstCounted(), 'wake.secondSampleOpens')
    reminds(codeInHand(), 'wake.secondSampleOpens')
  })

  it('reminds of the code while it is outstanding', () => {
    reminds(firstCounted(), 'wake.codeCloses')
    reminds(testsComplete(), 'wake.codeCloses')
    reminds(infant(), 'wake.codeCloses')
  })

  it('finds nothing to say where the thing was done already', () => {
    silent(firstCounted(), 'wake.firstSampleOpens')
    silent(seated(), 'wake.secondSampleOpens')
    silent(testsComplete(), 'wake.secondSampleOpens')
    silent(codeInHand(), 'wake.codeCloses')
    silent(cleared(), 'wake.codeCloses')
    for (const wake of wakes.slice(0, 4)) silent(waitlisted(), wake)
  })

  it('at boarding defers whoever is not cleared, with what is missing', () => {
    given(codeInHand())
      .when(AskDeadline('wake.boardingCloses'), when.boarding)
      .then('Deferred')
      .stands('deferred')
      .because('testMissing')
  })

  it('at boarding says nothing to whoever is cleared or waits, and nothing a moment before', () => {
    silent(cleared(), 'wake.boardingCloses', when.boarding)
    silent(waitlisted(), 'wake.boardingCloses', when.boarding)
    silent(codeInHand(), 'wake.boardingCloses', shifted(when.boarding, -1))
  })

  it('on the ground is refused where no edition is known, and asked in vain', () => {
    given(seated(), { mission: null })
      .when(AskDeadline('wake.boardingCloses'))
      .refused('policy-unmet', 'noEditionKnown')
  })

  it('at the end of a test day tells the day that has just ended without a sample, once', () => {
    const { events } = given(observed())
      .when(AskDeadline('wake.testDayEnds'), onDay(2, '00:00:00'))
      .then('DayTestMissed')
      .follows('alarm.testMissing')
    expect(events[0]).toMatchObject({ findings: [{ code: 'dayTestMissing', facts: { day: 1 } }] })
    silent(sampledOn(observed(), 1), 'wake.testDayEnds', onDay(2, '00:00:00'))
  })

  it('after the period tells that nobody closed it, at home and in the facility alike', () => {
    const overrun = (held: Case, wake: string, at: string) =>
      given(held).when(AskDeadline(wake), at).then('PeriodOverrun').follows('alarm.periodOverdue').events[0]
    expect(overrun(centralDone(), 'wake.centralPeriodEnds', when.centralEnds)).toMatchObject({
      findings: [{ code: 'periodOverrun', facts: { days: 7 } }],
    })
    expect(overrun(atHome(), 'wake.homePeriodEnds', when.homeEnds)).toMatchObject({
      findings: [{ code: 'periodOverrun', facts: { days: 3 } }],
    })
    overrun(stayingOn(), 'wake.homePeriodEnds', when.homeEnds)
    silent(centralDone(), 'wake.centralPeriodEnds', shifted(when.centralEnds, -1))
    silent(centralDone(), 'wake.homePeriodEnds', when.homeEnds)
    silent(stayingOn(), 'wake.centralPeriodEnds', when.homeEnds)
  })

  it('says nothing in the air, in care, at the end, or where no edition of observation is known', () => {
    for (const wake of wakes) {
      // Behind the release there is one question left.
      const ended = wake === 'wake.outcomeAsked' ? [] : [released]
      for (const build of [aboard, landed, inCare, ...ended]) silent(build(), wake, when.homeEnds)
      given(observed(), { observation: null }).when(AskDeadline(wake), when.homeEnds).then().follows()
    }
  })
})
