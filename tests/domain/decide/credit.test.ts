// Days beyond those that a new edition asks: credited to the home leg once, against one double test.
import { describe, expect, it } from 'vitest'
import { dueFor } from '../../../src/domain/journey/due.ts'
import { eighth, followObservation, homeAfterFourteen, sevenAndSeven } from '../../support/changeover.ts'
import {
  Admit,
  AskDeadline,
  BeginTransfer,
  Board,
  CompleteCentralPeriod,
  RecordTest,
  Release,
  atHome,
  given,
  instant,
  naat,
  onDay,
  onManifest,
  play,
  sampledOn,
  type Case,
} from '../../support/journeys.ts'
import { playedByPlan } from '../../support/plans.ts'
import { missionOnFile, policyUnder } from '../../support/policy.ts'

describe('From fourteen and seven days to seven and seven, on 18 June 2022', () => {
  /** Landed on 8 June, so that day 1 is 9 June and the tenth day is the day of the new rule. */
  const june = (day: number, clock = '12:00:00') => `2022-06-${String(8 + day).padStart(2, '0')}T${clock}+08:00`
  const sampled = (held: Case, ...days: readonly number[]): Case =>
    days.reduce((so, day) => play(so, RecordTest(naat(june(day))), june(day, '18:00:00')), held)
  function admitted(): Case {
    const policy = policyUnder(missionOnFile('kr-2022-05-20'), '2022-06-08T15:40:00+09:00', { observation: eighth })
    const ready = onManifest(playedByPlan(policy, { at: '2022-05-30T10:00:00+09:00' }))
    const flown = play(ready, Board, '2022-06-08T15:00:00+09:00', {
      flight: { ...policy.flight, manifest: [ready.journey.id] },
    })
    const down = play(flown, { type: 'Land', at: instant('2022-06-08T18:00:00+08:00'), airport: 'HGH' }, june(0))
    return play(play(down, BeginTransfer, june(0, '19:00:00')), Admit, june(0, '21:00:00'))
  }
  const onTheTenthDay = () =>
    followObservation(sampled(admitted(), 1, 4, 7), sevenAndSeven, june(10)).then('ObservationEditionRedecided')

  it('nine whole days are behind the tenth, two more than seven: they are credited to the home leg', () => {
    const { journey, events } = onTheTenthDay().stands('underMedicalObservation').follows('letter.rulesChanged')
    expect(events[0]).toMatchObject({ edition: sevenAndSeven.id, from: '2022-06-18', credit: 2 })
    expect(journey.dossier.editions.observation).toBe(sevenAndSeven.id)
    expect(journey.dossier.dayOne).toBe('2022-06-09')
  })

  it('nothing is asked but one double test: without it, and with half of it, nobody goes home', () => {
    const { case: moved } = onTheTenthDay()
    const { findings } = given(moved).when(CompleteCentralPeriod).refused('policy-unmet', 'creditTestsMissing')
    expect(findings[0]?.facts).toEqual({ credit: 2, asked: 2, from: '2022-06-18', inHand: 0 })
    expect(dueFor(moved.journey, moved.policy, moved.now)).toEqual([
      { act: 'RecordTest', number: 10, from: moved.now, by: null },
    ])
    const half = given(sampled(moved, 10)).when(CompleteCentralPeriod).refused('policy-unmet', 'creditTestsMissing')
    expect(half.findings[0]?.facts).toMatchObject({ inHand: 1 })
  })

  it('a test from before the change, however new, is no half of it', () => {
    const held = followObservation(sampled(admitted(), 1, 4, 7, 9), sevenAndSeven, june(10)).then(
      'ObservationEditionRedecided',
    )
    expect(
      given(held.case).when(CompleteCentralPeriod).refused('policy-unmet', 'creditTestsMissing').findings[0]?.facts,
    ).toMatchObject({ inHand: 0 })
  })

  it('the home leg then counts from 16 June, and its seven days end with 22 June', () => {
    const { case: home } = given(sampled(onTheTenthDay().case, 10, 10))
      .when(CompleteCentralPeriod)
      .then('CentralPeriodCompleted')
      .stands('underHomeMonitoring')
    expect(home.journey.dossier.home).toMatchObject({ dayOne: '2022-06-16', place: 'home' })
    // Its tests are due on 17, 19 and 22 June; the first of these days was still governed by fourteen and seven.
    const tested = sampled(home, 11, 14)
    given(tested).when(Release, '2022-06-22T23:59:59.999+08:00').refused('policy-unmet', 'periodNotOver')
    given(tested).when(Release, '2022-06-23T00:00:00+08:00').then('Released').stands('released')
    const { findings } = given(sampled(home, 14))
      .when(Release, '2022-06-23T00:00:00+08:00')
      .refused('policy-unmet', 'dayTestMissing')
    expect(findings[0]?.facts).toEqual({ day: 4 })
  })

  it('the same journey kept under fourteen and seven is free a week later', () => {
    const held = sampled(admitted(), 1, 4, 7, 14, 14)
    const { case: home } = given(held)
      .when(CompleteCentralPeriod, '2022-06-23T00:00:00+08:00')
      .then('CentralPeriodCompleted')
    given(sampled(home, 16, 21))
      .when(Release, '2022-06-29T23:59:59+08:00')
      .refused('policy-unmet', 'periodNotOver')
    given(sampled(home, 16, 21))
      .when(Release, '2022-06-30T00:00:00+08:00')
      .then('Released')
  })

  it.each([
    [5, 0],
    [7, 0],
    [8, 0],
    [9, 1],
    [14, 6],
  ])('on day %i the surplus is %i whole days', (day, credit) => {
    const { events } = followObservation(admitted(), sevenAndSeven, june(day)).then('ObservationEditionRedecided')
    expect(events[0]).toMatchObject({ credit })
  })

  describe('on the fifth day', () => {
    const moved = () =>
      followObservation(sampled(admitted(), 1, 4), sevenAndSeven, june(5)).then('ObservationEditionRedecided')

    it('no test day before the change is missed, and the day itself is due', () => {
      const { case: held } = moved().follows('letter.rulesChanged', 'wake.testDayEnds', 'wake.centralPeriodEnds')
      const { events } = given(held).when(AskDeadline('wake.testDayEnds'), june(6, '00:00:00')).then('DayTestMissed')
      expect(events[0]).toMatchObject({ findings: [{ code: 'dayTestMissing', facts: { day: 5 } }] })
    })

    it('the central leg ends with its seventh day, after the double test of that day', () => {
      const held = sampled(moved().case, 5, 7)
      const { findings } = given(held)
        .when(CompleteCentralPeriod, june(8, '00:00:00'))
        .refused('policy-unmet', 'releaseTestMissing')
      expect(findings[0]?.facts).toEqual({ asked: 2, inHand: 1 })
      const { journey } = given(sampled(held, 7))
        .when(CompleteCentralPeriod, june(8, '00:00:00'))
        .then('CentralPeriodCompleted')
      expect(journey.dossier.home?.dayOne).toBe('2022-06-16')
    })
  })
})

describe('Surplus days of somebody at home already', () => {
  it('are credited to the home leg, which then began with the day after the seventh', () => {
    const held = homeAfterFourteen(16)
    expect(held.journey.dossier.home?.dayOne).toBe('2022-09-12')
    const { case: moved, events } = followObservation(held, sevenAndSeven, onDay(17)).then(
      'ObservationEditionRedecided',
    )
    expect(events[0]).toMatchObject({ credit: 7, from: '2022-09-14', missedSince: null })
    expect(moved.journey.dossier.home).toMatchObject({ dayOne: '2022-09-05', place: 'home' })
    const { findings } = given(moved).when(Release).refused('policy-unmet', 'creditTestsMissing')
    expect(findings[0]?.facts).toEqual({ credit: 7, asked: 2, from: '2022-09-14', inHand: 0 })
    given(sampledOn(moved, 17)).when(Release, onDay(18)).refused('policy-unmet', 'creditTestsMissing')
    given(sampledOn(moved, 17, 17))
      .when(Release, onDay(18))
      .then('Released')
  })

  it('are credited once, however often an edition follows another', () => {
    const { case: moved } = followObservation(homeAfterFourteen(16), sevenAndSeven, onDay(17)).then(
      'ObservationEditionRedecided',
    )
    const again = { ...sevenAndSeven, id: 'observation/CN-33/2022-06-19' }
    const { journey, events } = followObservation(moved, again, onDay(17)).then('ObservationEditionRedecided')
    expect(events[0]).toMatchObject({ credit: 0 })
    expect(journey.dossier.home?.dayOne).toBe('2022-09-05')
  })

  it('are none where as many were asked before', () => {
    const { events } = followObservation(atHome(), sevenAndSeven, onDay(9)).then('ObservationEditionRedecided')
    expect(events[0]).toMatchObject({ credit: 0 })
  })
})
