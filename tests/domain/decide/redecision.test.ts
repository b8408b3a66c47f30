// Another edition before the flight, what it makes of tests and codes; and who may follow an edition, or keep theirs.
import { describe, expect, it } from 'vitest'
import { plusHours } from '../../../src/domain/instant.ts'
import type { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import { fiveAndThree, followObservation } from '../../support/changeover.ts'
import {
  ApplyForCode,
  Board,
  FollowEdition,
  FollowRetiming,
  IssueCode,
  KeepEdition,
  RecordTest,
  Release,
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
import { india, korea, missionOnFile, ninth, policyUnder, route, slot, varied } from '../../support/policy.ts'

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

it('Somebody who is done has nothing to decide any more', () => {
  given({ ...homeDone(), now: plusHours(instant(when.homeEnds), 1) })
    .when(Release)
    .then('Released')
    .when(FollowEdition(fiveAndThree.id))
    .refused('out-of-sequence', 'outOfSequence')
})
