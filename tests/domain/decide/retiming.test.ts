// A flight that moves: what stays valid changes nothing, what lapses goes back exactly as far as it must.
import { describe, expect, it } from 'vitest'
import { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import {
  ApplyForCode,
  AskDeadline,
  Board,
  CloseForDeparture,
  FollowRetiming,
  IssueCode,
  RecordTest,
  aboard,
  cleared,
  codeAppliedFor,
  codeInHand,
  firstCounted,
  given,
  hour,
  infant,
  infantCleared,
  naat,
  onManifest,
  play,
  registered,
  seated,
  secondNegative,
  shifted,
  testsComplete,
  waitlisted,
  when,
} from '../../support/journeys.ts'
import { korea, koreanPolicy, route, slot, varied } from '../../support/policy.ts'

/** The same flight so many hours later. */
const later = (hours: number, more: Partial<Policy> = {}): Partial<Policy> =>
  koreanPolicy(shifted(when.boarding, hours * hour), more)
/** The Korean tests, with a green code after both of them. */
const greenAfterBoth = varied(korea, {
  tests: [route([slot(48, { before: 'code' }), slot(24, { before: 'code' })])],
  code: { ...korea.code.value!, colour: 'green' },
})
const announced = '2022-08-27T23:30:00+09:00'

describe('A flight re-timed so little that everything stays valid', () => {
  it.each([
    ['seated', seated],
    ['between the tests', firstCounted],
    ['with the code applied for', codeAppliedFor],
    ['with the code in hand', codeInHand],
    ['awaiting the code', testsComplete],
    ['cleared', cleared],
    ['exempt', infant],
    ['exempt and cleared', infantCleared],
  ])('changes nothing but the schedule for somebody %s', (_, build) => {
    const before = build()
    const exempt = before.journey.dossier.traits.testExempt
    const { journey } = given(before, later(0.25))
      .when(FollowRetiming(exempt), announced)
      .then('ScheduleChanged')
      .stands(before.journey.stage)
    expect(journey.dossier).toEqual(before.journey.dossier)
  })

  it('is told to those who wait and to those just registered as well', () => {
    for (const build of [waitlisted, registered]) {
      given(build(), later(6))
        .when(FollowRetiming())
        .then('ScheduleChanged')
        .stands(build().journey.stage)
        .follows('letter.scheduleChanged')
    }
  })

  it('moves the wakes of a seat with it', () => {
    const { effects } = given(seated(), later(6)).when(FollowRetiming()).then('ScheduleChanged')
    expect(effects.slice(1)).toEqual([
      { name: 'wake.firstSampleOpens', dueAt: shifted(when.boarding, (6 - 60) * hour) },
      { name: 'wake.secondSampleOpens', dueAt: shifted(when.boarding, (6 - 36) * hour) },
      { name: 'wake.codeCloses', dueAt: shifted(when.boarding, (6 - 3 - 12) * hour) },
      { name: 'wake.boardingCloses', dueAt: shifted(when.boarding, 6 * hour) },
    ])
  })

  it('moves the reminder of the code with it', () => {
    const test = naat('2022-08-27T10:00:00+09:00')
    const held = play(seated(), RecordTest(test), test.reportedAt)
    const { effects } = given(held, later(6)).when(FollowRetiming(), announced).then('ScheduleChanged')
    expect(effects).toContainEqual({ name: 'wake.codeCloses', dueAt: shifted(when.boarding, (6 - 3 - 12) * hour) })
  })
})

describe('A flight re-timed by six hours', () => {
  it('lapses a first sample alone, and leads back to the first test', () => {
    given(firstCounted(), later(6))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'FirstNegativeLapsed')
      .stands('seated.awaitingFirstNegative')
      .because('sampledTooEarly', 'testMissing', 'testMissing', 'codeMissing')
      .follows('letter.scheduleChanged', 'wake.codeCloses', 'wake.boardingCloses', 'letter.lapsed')
  })

  it('lapses the code with the sample on which it was issued', () => {
    const { journey } = given(codeInHand(), later(6))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'CodeLapsed', 'FirstNegativeLapsed')
      .stands('seated.awaitingFirstNegative')
    expect(journey.dossier.code).toBeNull()
    expect(journey.dossier.application).toBeNull()
  })

  it('lapses an application with the sample on which it was made, so that it can be made again', () => {
    const { journey } = given(codeAppliedFor(), later(6))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'FirstNegativeLapsed')
    expect(journey.dossier.application).toBeNull()
  })

  it('makes the second sample the new first where the code is outstanding', () => {
    given(testsComplete(), later(6))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'TestsLapsed')
      .stands('seated.awaitingSecondNegative.codeOutstanding')
      .because('sampledTooEarly', 'testMissing', 'codeMissing')
  })

  it('makes the second sample the new first where everything was in hand, and the code lapses with its basis', () => {
    const held = cleared()
    const again = given(held, later(6))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'TestsLapsed', 'CodeLapsed')
      .stands('seated.awaitingSecondNegative.codeOutstanding')
      .because('codeBasisLapsed')
      .follows(
        'letter.scheduleChanged',
        'wake.boardingCloses',
        'letter.lapsed',
        'wake.secondSampleOpens',
        'wake.codeCloses',
      )
    expect(again.journey.dossier.code).toBeNull()
    const third = naat(shifted(when.secondSample, 24 * hour), {
      laboratory: 'lab-3',
      reagent: 'kit-3',
      reportedAt: shifted(when.secondSample, 26 * hour),
    })
    again
      .when(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode())
      .then('CodeIssued', 'CodeRequirementMet')
      .when(RecordTest(third), third.reportedAt)
      .then('TestRecorded', 'TestsComplete')
      .stands('clearedToBoard')
  })

  it('leaves an exempt infant with a code where it was', () => {
    given(infantCleared(), later(6))
      .when(FollowRetiming(true), announced)
      .then('ScheduleChanged')
      .stands('clearedToBoard')
  })
})

describe('A code', () => {
  const dated = () =>
    play(
      play(codeAppliedFor(), IssueCode('blue', shifted(when.boarding, hour)), when.codeIssued),
      RecordTest(secondNegative()),
      shifted(when.secondSample, 6 * hour),
    )

  it('that ends before the new boarding lapses alone, while both tests still count', () => {
    given(dated(), later(0.25)).when(FollowRetiming(), announced).then('ScheduleChanged').stands('clearedToBoard')
    const two = naat('2022-08-26T18:00:00+09:00')
    const held = play(
      play(
        play(play(seated(), RecordTest(two), two.reportedAt), ApplyForCode, '2022-08-27T00:30:00+09:00'),
        IssueCode('blue', when.boarding),
        when.codeIssued,
      ),
      RecordTest(naat('2022-08-27T19:00:00+09:00', { laboratory: 'lab-2', reagent: 'kit-2' })),
      '2022-08-28T01:00:00+09:00',
    )
    given(held, later(1))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'CodeLapsed')
      .stands('seated.awaitingHealthCode')
      .because('codeExpired')
      .when(ApplyForCode)
      .then('CodeApplied')
  })

  it('lapses alone where another sample takes the place of the one on which it was issued', () => {
    const spare = naat('2022-08-26T20:00:00+09:00', { laboratory: 'lab-3', reagent: 'kit-3' })
    const held = given(codeInHand())
      .when(RecordTest(spare))
      .then('TestRecorded', 'TestNotCounted')
      .because('sampledTooEarly', 'intervalTooShort')
    given(held.case, later(3))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'CodeLapsed')
      .stands('seated.awaitingSecondNegative.codeOutstanding')
      .because('codeBasisLapsed')
  })

  it('of another colour than the edition of the new day asks is no longer enough', () => {
    const asksGreen = { ...greenAfterBoth, id: 'mission/KR/2022-08-29' }
    given(cleared(), later(0.25, { mission: asksGreen }))
      .when(FollowRetiming(), announced)
      .then('ScheduleChanged', 'CodeLapsed')
      .stands('seated.awaitingHealthCode')
  })

  it('of another colour than the edition asks does not pass the gate', () => {
    given(onManifest(cleared()), { mission: greenAfterBoth })
      .when(Board, when.boarding)
      .refused('policy-unmet', 'wrongColour')
  })
})

describe('A child that has outgrown the exemption on the new day', () => {
  it('must be tested like everybody else', () => {
    given(infantCleared(), later(0.25))
      .when(FollowRetiming(false), announced)
      .then('ScheduleChanged', 'TestsLapsed', 'CodeLapsed', 'FirstNegativeLapsed')
      .stands('seated.awaitingFirstNegative')
    given(infant(), later(0.25))
      .when(FollowRetiming(false), announced)
      .then('ScheduleChanged', 'TestsLapsed', 'FirstNegativeLapsed')
      .stands('seated.awaitingFirstNegative')
  })

  it('is told that its green code is not enough when the manifest closes', () => {
    given(infantCleared(), later(0.25))
      .when(FollowRetiming(false), announced)
      .then('ScheduleChanged', 'TestsLapsed', 'CodeLapsed', 'FirstNegativeLapsed')
      .when(CloseForDeparture)
      .then('Deferred')
      .because('testMissing', 'testMissing', 'codeMissing')
  })

  it('and one that has become exempt needs no test any more', () => {
    given(seated(), later(0.25))
      .when(FollowRetiming(true), announced)
      .then('ScheduleChanged', 'TestsComplete')
      .stands('seated.awaitingHealthCode')
  })
})

describe('A re-timing', () => {
  it('keeps the edition that binds on the new day', () => {
    const next = MissionEdition.parse({ ...korea, id: 'mission/KR/2022-09-01' })
    const { journey } = given(seated(), later(96, { mission: next }))
      .when(FollowRetiming())
      .then('ScheduleChanged')
    expect(journey.dossier.editions.mission).toBe('mission/KR/2022-09-01')
  })

  it('cannot be followed by somebody aboard', () => {
    given(aboard()).when(FollowRetiming()).refused('out-of-sequence', 'outOfSequence')
  })

  it('to a day that no edition covers is refused', () => {
    given(cleared(), { mission: null }).when(FollowRetiming()).refused('policy-unmet', 'noEditionKnown')
  })

  it('makes the old boarding a question that finds nothing to say', () => {
    given(seated(), later(6)).when(AskDeadline('wake.boardingCloses'), when.boarding).then().follows()
  })
})
