// Another edition of observation in mid-course: the days and tests that it asks, in the facility, at home and in care.
import { describe, expect, it } from 'vitest'
import { dueFor } from '../../../src/domain/journey/due.ts'
import { eighth, fiveAndThree, followObservation, homeAfterFourteen, noObservation } from '../../support/changeover.ts'
import {
  CompleteCentralPeriod,
  LeaveVehicle,
  RecordTest,
  Release,
  TakeToMedicalCare,
  atHome,
  defaultPolicy,
  given,
  inCare,
  inTransfer,
  landed,
  naat,
  observed,
  onDay,
  play,
  sampledOn,
  when,
  type Case,
} from '../../support/journeys.ts'
import { ninth } from '../../support/policy.ts'

describe('From seven and three days to five and three', () => {
  it('on the sixth day the central leg is over, and no day is credited: the home leg begins on that day', () => {
    const held = sampledOn(observed(), 1, 2, 3, 5)
    const { case: moved, events } = followObservation(held, fiveAndThree, onDay(6)).then('ObservationEditionRedecided')
    expect(events[0]).toMatchObject({ from: '2022-09-03', credit: 0 })
    const { case: home } = given(moved).when(CompleteCentralPeriod).then('CentralPeriodCompleted')
    expect(home.journey.dossier.home?.dayOne).toBe('2022-09-03')
    const tested = sampledOn(home, 6, 8)
    given(tested).when(Release, '2022-09-05T23:59:59+08:00').refused('policy-unmet', 'periodNotOver')
    given(tested).when(Release, '2022-09-06T00:00:00+08:00').then('Released')
  })

  it('on the seventh day a whole day is left over, and still none is credited: no notice says so', () => {
    const held = sampledOn(observed(), 1, 2, 3, 5)
    const { case: moved, events } = followObservation(held, fiveAndThree, onDay(7)).then('ObservationEditionRedecided')
    expect(events[0]).toMatchObject({ from: '2022-09-04', credit: 0 })
    const { journey } = given(moved).when(CompleteCentralPeriod).then('CentralPeriodCompleted')
    expect(journey.dossier.home?.dayOne).toBe('2022-09-04')
  })

  it('at home its first test day, a day before the change, is not missed', () => {
    const home = atHome()
    const moved = followObservation(home, fiveAndThree, onDay(9)).then('ObservationEditionRedecided')
    moved.follows('letter.rulesChanged', 'wake.testDayEnds', 'wake.homePeriodEnds')
    given(sampledOn(moved.case, 10)).when(Release, when.homeEnds).then('Released')
  })

  it('at home on that very day it is due', () => {
    const moved = followObservation(atHome(), fiveAndThree, onDay(8)).then('ObservationEditionRedecided')
    given(sampledOn(moved.case, 10)).when(Release, when.homeEnds).refused('policy-unmet', 'dayTestMissing')
  })
})

describe('Changing over takes no test away', () => {
  it('whoever was never sampled since the landing makes up for each missed day, one a day', () => {
    const { case: moved, events } = followObservation(observed(), fiveAndThree, onDay(6)).then(
      'ObservationEditionRedecided',
    )
    expect(events[0]).toMatchObject({ lastTestDay: '2022-09-02', missedSince: '2022-08-29' })
    const { findings } = given(moved)
      .when(CompleteCentralPeriod)
      .refused('policy-unmet', 'dayTestMissing', 'dayTestMissing', 'dayTestMissing', 'dayTestMissing')
    expect(findings.map(({ facts }) => facts.day)).toEqual([1, 2, 3, 5])
    given(sampledOn(moved, 6, 7, 8))
      .when(CompleteCentralPeriod, onDay(9))
      .refused('policy-unmet', 'dayTestMissing')
    given(sampledOn(moved, 6, 7, 8, 9))
      .when(CompleteCentralPeriod, onDay(10))
      .then('CentralPeriodCompleted')
  })

  it('only what was missed is asked: days before it were governed by the edition that was followed', () => {
    const { case: moved } = followObservation(sampledOn(observed(), 1, 2, 5), fiveAndThree, onDay(6)).then(
      'ObservationEditionRedecided',
    )
    const { findings } = given(moved).when(CompleteCentralPeriod).refused('policy-unmet', 'dayTestMissing')
    expect(findings[0]?.facts).toEqual({ day: 3 })
    given(sampledOn(moved, 6)).when(CompleteCentralPeriod, onDay(7)).then('CentralPeriodCompleted')
  })

  it('a last test day of the edition before that nobody sampled leaves one negative to be taken', () => {
    const { case: moved } = followObservation(sampledOn(observed(), 1, 2, 3, 5), fiveAndThree, onDay(8)).then(
      'ObservationEditionRedecided',
    )
    const { findings } = given(moved).when(CompleteCentralPeriod).refused('policy-unmet', 'releaseTestMissing')
    expect(findings[0]?.facts).toEqual({ asked: 1, inHand: 0 })
    expect(dueFor(moved.journey, moved.policy, moved.now)).toEqual([
      { act: 'RecordTest', number: 8, from: moved.now, by: null },
    ])
    given(sampledOn(moved, 8)).when(CompleteCentralPeriod, onDay(9)).then('CentralPeriodCompleted')
    const kept = followObservation(sampledOn(observed(), 1, 2, 3, 5, 7), fiveAndThree, onDay(8))
    given(kept.then('ObservationEditionRedecided').case).when(CompleteCentralPeriod).then('CentralPeriodCompleted')
  })

  it('a last test day of the new edition that lies behind the old tests leaves one negative to be taken as well', () => {
    const under = defaultPolicy({ observation: eighth })
    const held = sampledOn(observed({ policy: under }), 1, 4)
    const { case: moved } = followObservation(held, fiveAndThree, onDay(6)).then('ObservationEditionRedecided')
    given(moved).when(CompleteCentralPeriod).refused('policy-unmet', 'releaseTestMissing')
    given(sampledOn(moved, 6)).when(CompleteCentralPeriod, onDay(7)).then('CentralPeriodCompleted')
  })

  describe('at home under fourteen and seven, moved to seven and three on the seventh day at home', () => {
    const moved = (held: Case) => followObservation(held, ninth, onDay(21)).then('ObservationEditionRedecided').case

    it('nobody is released without one test at home', () => {
      given(moved(homeAfterFourteen())).when(Release).refused('policy-unmet', 'dayTestMissing')
      given(sampledOn(moved(homeAfterFourteen()), 21))
        .when(Release, onDay(22))
        .then('Released')
    })

    it('the test of the second day alone lies before the last test day, and one more is asked', () => {
      const held = moved(homeAfterFourteen(16))
      given(held).when(Release).refused('policy-unmet', 'releaseTestMissing')
      expect(dueFor(held.journey, held.policy, held.now).map(({ act }) => act)).toEqual(['RecordTest'])
      given(sampledOn(held, 21)).when(Release, onDay(22)).then('Released')
      given(moved(homeAfterFourteen(16, 18)))
        .when(Release)
        .then('Released')
    })
  })

  it('a second decision forgets nothing that the first one left to be taken', () => {
    const held = sampledOn(observed(), 1, 2, 3, 5)
    const { case: first } = followObservation(held, fiveAndThree, onDay(8)).then('ObservationEditionRedecided')
    const again = { ...fiveAndThree, id: 'observation/CN-33/2022-11-12' }
    const { case: moved } = followObservation(first, again, onDay(9)).then('ObservationEditionRedecided')
    given(moved).when(CompleteCentralPeriod).refused('policy-unmet', 'releaseTestMissing')
  })

  it('whoever landed under no edition missed nothing, and is still sampled once', () => {
    const landedUnderNone = observedUnderNone()
    const { case: moved, events } = followObservation(landedUnderNone, fiveAndThree, onDay(6)).then(
      'ObservationEditionRedecided',
    )
    expect(events[0]).toMatchObject({ lastTestDay: null, missedSince: null })
    given(moved).when(CompleteCentralPeriod).refused('policy-unmet', 'releaseTestMissing')
    given(sampledOn(moved, 6)).when(CompleteCentralPeriod, onDay(7)).then('CentralPeriodCompleted')
  })
  /** Landed before any edition was known, and admitted once one was. */
  const observedUnderNone = (): Case => {
    const { journey, ...rest } = observed()
    const editions = { ...journey.dossier.editions, observation: null }
    return {
      ...rest,
      policy: { ...rest.policy, observation: null },
      journey: { ...journey, dossier: { ...journey.dossier, editions } },
    }
  }
})

describe('From 8 January 2023 nobody is kept', () => {
  const moved = (held: Case) =>
    followObservation(held, noObservation, held.now).then('ObservationEditionRedecided').case

  it('whoever is under observation is released at once, tests or none', () => {
    given(moved(observed()))
      .when(CompleteCentralPeriod)
      .then('Released')
      .stands('released')
      .follows('free.room', 'letter.released', 'wake.outcomeAsked')
  })

  it('whoever is at home is released at once', () => {
    given(moved(atHome())).when(Release).then('Released').stands('released')
  })

  it('whoever has just landed is free at the port, and out of the vehicle', () => {
    given(moved(landed())).when(Release).then('Released').stands('released')
    given(moved(inTransfer())).when(LeaveVehicle).then('ReturnedToTransfer').when(Release).then('Released')
    const held = moved(landed())
    expect(dueFor(held.journey, held.policy, held.now).map(({ act }) => act)).toEqual(['Release'])
  })

  it('whoever is in care leaves it by the rule of care, and is then free', () => {
    const feverish = moved(inCare({}, 'fever'))
    given(feverish).when(Release).refused('policy-unmet', 'careNotOver')
    const well = play(feverish, RecordTest(naat(onDay(4))), onDay(4, '18:00:00'))
    expect(dueFor(well.journey, well.policy, well.now).map(({ act }) => act)).toEqual(['Release'])
    given(well).when(Release).then('Released').stands('released')
  })

  it('and only then: under an edition that asks for observation nobody is released at the port', () => {
    const { findings } = given(landed()).when(Release).refused('policy-unmet', 'observationAhead')
    expect(findings[0]?.edition).toBe(ninth.id)
    expect(dueFor(landed().journey, landed().policy, landed().now).map(({ act }) => act)).toEqual(['SeatPassengers'])
  })
})

describe('Whoever is re-decided in care', () => {
  it('comes back under the new edition', () => {
    const moved = followObservation(inCare(), fiveAndThree, onDay(4)).then('ObservationEditionRedecided')
    moved.stands('inMedicalCare').follows('letter.rulesChanged')
    expect(moved.journey.dossier.editions.observation).toBe(fiveAndThree.id)
  })

  it('at home, feverish, is taken to care as before', () => {
    const moved = followObservation(atHome(), fiveAndThree, onDay(8)).then('ObservationEditionRedecided')
    given(moved.case).when(TakeToMedicalCare('fever')).then('TakenToMedicalCare')
  })
})
