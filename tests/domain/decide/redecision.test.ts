// Another edition in mid-course: what it makes of days, tests and codes, and that whoever keeps theirs keeps all of it.
import { describe, expect, it } from 'vitest'
import { plusHours } from '../../../src/domain/instant.ts'
import { dueFor } from '../../../src/domain/journey/due.ts'
import type { ObservationEdition } from '../../../src/domain/policy/observationEdition.ts'
import type { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import {
  Admit,
  ApplyForCode,
  AskDeadline,
  BeginTransfer,
  Board,
  CompleteCentralPeriod,
  FollowEdition,
  FollowRetiming,
  IssueCode,
  KeepEdition,
  LeaveVehicle,
  RecordTest,
  Release,
  TakeToMedicalCare,
  aboard,
  atHome,
  builders,
  cleared,
  codeAppliedFor,
  codeInHand,
  defaultPolicy,
  firstCounted,
  given,
  homeDone,
  hour,
  inCare,
  inTransfer,
  instant,
  landed,
  naat,
  observed,
  onDay,
  onManifest,
  play,
  registered,
  released,
  sampledOn,
  seated,
  shifted,
  testsComplete,
  waitlisted,
  when,
  type Case,
} from '../../support/journeys.ts'
import { playedByPlan } from '../../support/plans.ts'
import {
  india,
  korea,
  missionOnFile,
  ninth,
  observationOnFile,
  policyUnder,
  route,
  slot,
  varied,
} from '../../support/policy.ts'

const eighth = observationOnFile('cn-2022-04-20')
const sevenAndSeven = observationOnFile('cn-33-2022-06-18')
const fiveAndThree = observationOnFile('cn-33-2022-11-11')
const none = observationOnFile('cn-2023-01-08')
const followObservation = (held: Case, observation: ObservationEdition, at: string) =>
  given(held, { observation, former: held.policy.observation }).when(FollowEdition(observation.id), at)

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
    const home = (...days: readonly number[]) => {
      const under = defaultPolicy({ observation: eighth })
      const central = sampledOn(observed({ policy: under }), 1, 4, 7, 14, 14)
      return sampledOn(play(central, CompleteCentralPeriod, onDay(15, '00:00:00')), ...days)
    }
    const moved = (held: Case) => followObservation(held, ninth, onDay(21)).then('ObservationEditionRedecided').case

    it('nobody is released without one test at home', () => {
      given(moved(home())).when(Release).refused('policy-unmet', 'dayTestMissing')
      given(sampledOn(moved(home()), 21))
        .when(Release, onDay(22))
        .then('Released')
    })

    it('the test of the second day alone lies before the last test day, and one more is asked', () => {
      const held = moved(home(16))
      given(held).when(Release).refused('policy-unmet', 'releaseTestMissing')
      expect(dueFor(held.journey, held.policy, held.now).map(({ act }) => act)).toEqual(['RecordTest'])
      given(sampledOn(held, 21)).when(Release, onDay(22)).then('Released')
      given(moved(home(16, 18)))
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

describe('Surplus days of somebody at home already', () => {
  /** Fourteen days in the facility, home since 14 September, a test on the second day there. */
  const home = (...days: readonly number[]) => {
    const under = defaultPolicy({ observation: eighth })
    const central = sampledOn(observed({ policy: under }), 1, 4, 7, 14, 14)
    return sampledOn(play(central, CompleteCentralPeriod, onDay(15, '00:00:00')), ...days)
  }

  it('are credited to the home leg, which then began with the day after the seventh', () => {
    const held = home(16)
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
    const { case: moved } = followObservation(home(16), sevenAndSeven, onDay(17)).then('ObservationEditionRedecided')
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

describe('From 8 January 2023 nobody is kept', () => {
  const moved = (held: Case) => followObservation(held, none, held.now).then('ObservationEditionRedecided').case

  it('whoever is under observation is released at once, tests or none', () => {
    given(moved(observed()))
      .when(CompleteCentralPeriod)
      .then('Released')
      .stands('released')
      .follows('free.room', 'letter.released')
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

describe('Whoever keeps the edition that they have', () => {
  it('is recorded as asked, and nothing changes', () => {
    for (const [stage, build] of Object.entries(builders)) {
      const { decision } = given(build()).when(KeepEdition(fiveAndThree.id))
      if (decision.outcome === 'rejected') continue
      const { journey, events } = given(build())
        .when(KeepEdition(fiveAndThree.id))
        .then('EditionKept')
        .stands(stage as keyof typeof builders)
        .follows()
      expect(events[0]).toMatchObject({ edition: fiveAndThree.id, reason: 'the tests are taken already' })
      expect(journey.dossier.editions).toEqual(build().journey.dossier.editions)
    }
    const before = centralStill()
    expect(given(before).when(KeepEdition(fiveAndThree.id)).then('EditionKept').journey).toEqual(before.journey)
  })

  const centralStill = () => sampledOn(observed(), 1, 2)

  it('may follow it later all the same', () => {
    const kept = given(observed()).when(KeepEdition(fiveAndThree.id), onDay(2)).then('EditionKept')
    followObservation(kept.case, fiveAndThree, onDay(3)).then('ObservationEditionRedecided')
  })

  it('is asked before boarding and after landing, and neither aboard nor at an end', () => {
    for (const build of [registered, waitlisted, seated, cleared, landed, observed, inCare, atHome]) {
      given(build()).when(KeepEdition('mission/KR/2022-11-14')).then('EditionKept')
    }
    for (const build of [aboard, released]) {
      given(build()).when(KeepEdition('mission/KR/2022-11-14')).refused('out-of-sequence', 'outOfSequence')
    }
  })
})

describe('A re-decision is refused', () => {
  it('to an edition under which the journey stands already, whether to follow it or to keep it', () => {
    for (const command of [
      FollowEdition(ninth.id),
      KeepEdition(ninth.id),
      FollowEdition(korea.id),
      KeepEdition(korea.id),
    ]) {
      given(observed()).when(command).refused('out-of-sequence', 'editionHeld')
    }
  })

  it('to an edition that is none of this part of the way', () => {
    const { findings } = given(observed())
      .when(FollowEdition('mission/KR/2022-11-14'))
      .refused('policy-unmet', 'editionUnknown')
    expect(findings[0]?.facts).toEqual({ edition: 'mission/KR/2022-11-14' })
    const mission = missionOnFile('kr-2022-11-14')
    given(observed(), { mission }).when(FollowEdition(mission.id)).refused('policy-unmet', 'editionUnknown')
    given(observed(), { observation: null })
      .when(FollowEdition(fiveAndThree.id))
      .refused('policy-unmet', 'editionUnknown')
  })

  it('of a mission once somebody is aboard, of observation before the landing, and of either at an end', () => {
    const mission = missionOnFile('kr-2022-11-14')
    given(aboard(), { mission }).when(FollowEdition(mission.id)).refused('out-of-sequence', 'outOfSequence')
    for (const build of [seated, cleared, released]) {
      followObservation(build(), fiveAndThree, when.homeEnds).refused('out-of-sequence', 'outOfSequence')
    }
  })
})

describe('Another edition of the mission before boarding', () => {
  const november = missionOnFile('kr-2022-11-14')
  const noCode = missionOnFile('all-2023-01-08')
  const oneTestInDelhi = missionOnFile('in-2022-11-14')
  const follow = (held: Case, mission: MissionEdition, testExempt = false) =>
    given(held, {
      mission,
      laboratory: (id) => ({ id, country: 'KR', turnaroundHours: 6, admissions: ['ICMR'] }),
    }).when(FollowEdition(mission.id, testExempt))

  it('of another colour lapses the code, which is applied for again', () => {
    const { journey, when: then } = follow(cleared(), november)
      .then('MissionEditionRedecided', 'CodeLapsed')
      .stands('seated.awaitingHealthCode')
      .because('wrongColour')
      .follows('letter.rulesChanged', 'wake.boardingCloses', 'letter.lapsed', 'wake.codeCloses')
    expect(journey.dossier.editions.mission).toBe(november.id)
    then(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode('green'))
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('clearedToBoard')
  })

  it('that asks one test and no code clears whoever has the first', () => {
    for (const build of [firstCounted, codeAppliedFor]) {
      follow(build(), noCode)
        .then('MissionEditionRedecided', 'CodeRequirementMet', 'TestsComplete')
        .stands('clearedToBoard')
        .because()
    }
    follow(codeInHand(), noCode).then('MissionEditionRedecided', 'TestsComplete').stands('clearedToBoard')
  })

  it('that asks fewer tests takes no code away that was issued on more of them', () => {
    const policy = defaultPolicy({ mission: india })
    const tested = testsComplete({ policy })
    const withBoth = play(tested, ApplyForCode, tested.now)
    follow(withBoth, oneTestInDelhi).then('MissionEditionRedecided').stands('seated.awaitingHealthCode').because()
    const green = play(withBoth, IssueCode('green'), tested.now)
    follow(green, oneTestInDelhi).then('MissionEditionRedecided').stands('clearedToBoard').because()
    given(onManifest(green), {
      ...policyOf(green),
      mission: varied(oneTestInDelhi, { laboratoryAdmission: 'anyLawful' }),
    })
      .when(Board, when.boarding)
      .then('Boarded')
  })
  const policyOf = ({ policy, journey }: Case) => ({ flight: { ...policy.flight, manifest: [journey.id] } })

  it('that asks one of them for the gate instead lapses the tests alone, where the gate wants a newer one', () => {
    const policy = defaultPolicy({ mission: india })
    const tested = testsComplete({ policy })
    const green = play(play(tested, ApplyForCode, tested.now), IssueCode('green'), tested.now)
    const newerAtTheGate = varied(india, {
      tests: [route([slot(48, { before: 'code' }), slot(12)])],
      leastInterval: { hours: 12, exceeded: false },
    })
    follow(green, { ...newerAtTheGate, id: 'mission/IN/2022-08-28' })
      .then('MissionEditionRedecided', 'TestsLapsed')
      .stands('seated.awaitingSecondNegative.codeIssued')
      .because('sampledTooEarly', 'testMissing')
  })

  it('that asks no code leaves whoever had one on two tests where they were, through the gate as well', () => {
    const policy = defaultPolicy({ mission: india })
    const tested = testsComplete({ policy })
    const green = play(play(tested, ApplyForCode, tested.now), IssueCode('green'), tested.now)
    const { case: moved } = follow(green, noCode).then('MissionEditionRedecided').stands('clearedToBoard')
    given(onManifest(moved)).when(Board, when.boarding).then('Boarded')
  })

  it('that asks no code looks no more at how long the old one stood', () => {
    const policy = defaultPolicy({ mission: india })
    const tested = testsComplete({ policy })
    const green = play(play(tested, ApplyForCode, tested.now), IssueCode('green', when.boarding), tested.now)
    const { case: moved } = follow(green, noCode).then('MissionEditionRedecided').stands('clearedToBoard')
    given(moved, { anchor: { ...policy.anchor, at: shifted(when.boarding, hour / 4) } })
      .when(FollowRetiming())
      .then('ScheduleChanged')
      .stands('clearedToBoard')
  })

  it('that asks a code where none was asked leads back to waiting for it', () => {
    const free = given(seated({ policy: defaultPolicy({ mission: noCode }) }))
      .when(RecordTest(naat(when.firstSample)), shifted(when.firstSample, 6 * hour))
      .then('TestRecorded', 'FirstNegativeCounted', 'CodeRequirementMet', 'TestsComplete')
      .stands('clearedToBoard')
    follow(free.case, november)
      .then('MissionEditionRedecided', 'CodeLapsed')
      .stands('seated.awaitingHealthCode')
      .because('codeMissing')
    follow(free.case, korea)
      .then('MissionEditionRedecided', 'TestsLapsed', 'CodeLapsed')
      .stands('seated.awaitingSecondNegative.codeOutstanding')
      .because('codeMissing')
  })

  it('that asks for recovery tests takes nobody who has none of them and was infected', () => {
    const held = playedByPlan(policyUnder(november, '2022-12-01T15:40:00+09:00'), {
      at: '2022-11-20T10:00:00+09:00',
      traits: { pastInfection: true },
    })
    const mission = varied(november, { infectionHistory: korea.infectionHistory.value })
    given(held, { mission: { ...mission, id: 'mission/KR/2022-11-20' } })
      .when(FollowEdition('mission/KR/2022-11-20'))
      .then('MissionEditionRedecided', 'TestsLapsed')
      .stands('seated.awaitingSecondNegative.codeIssued')
      .because('recoveryTestsMissing')
  })

  it('that tightens nothing leaves a first test where it counted', () => {
    const again = { ...korea, id: 'mission/KR/2022-08-26' }
    follow(firstCounted(), again)
      .then('MissionEditionRedecided')
      .stands('seated.awaitingSecondNegative.codeOutstanding')
      .follows('letter.rulesChanged', 'wake.secondSampleOpens', 'wake.codeCloses', 'wake.boardingCloses')
  })

  it('whose windows are closed already lapses the first test', () => {
    const strict = varied(korea, {
      tests: [
        {
          ...korea.tests.value[0]!,
          slots: korea.tests.value[0]!.slots.map((each) => ({ ...each, opens: each.opens / 2 })),
        },
      ],
      leastInterval: { hours: 12, exceeded: false },
    })
    follow(firstCounted(), { ...strict, id: 'mission/KR/2022-08-26' })
      .then('MissionEditionRedecided', 'FirstNegativeLapsed')
      .stands('seated.awaitingFirstNegative')
      .because('sampledTooEarly', 'testMissing', 'testMissing', 'codeMissing')
  })

  it('that exempts a child asks no test of it any more', () => {
    follow(firstCounted(), { ...korea, id: 'mission/KR/2022-08-26' }, true)
      .then('MissionEditionRedecided', 'TestsComplete')
      .stands('seated.awaitingHealthCode')
  })

  it('is told to those who wait and to those just registered, and moves nothing', () => {
    for (const build of [registered, waitlisted]) {
      const before = build()
      const { journey } = follow(before, november)
        .then('MissionEditionRedecided')
        .stands(before.journey.stage)
        .follows('letter.rulesChanged')
      expect(journey.dossier.editions.mission).toBe(november.id)
    }
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

it('Somebody who is done has nothing to decide any more', () => {
  given({ ...homeDone(), now: plusHours(instant(when.homeEnds), 1) })
    .when(Release)
    .then('Released')
    .when(FollowEdition(fiveAndThree.id))
    .refused('out-of-sequence', 'outOfSequence')
})
