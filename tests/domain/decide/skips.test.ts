// Other editions: no code, no tests, one test, four tests, a code before any test. The chart offers the skips, the policy takes them.
import { describe, it } from 'vitest'
import type { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import {
  ApplyForCode,
  AssignSeat,
  CloseForDeparture,
  FollowRetiming,
  IssueCode,
  RecordTest,
  defaultPolicy,
  firstNegative,
  given,
  hour,
  naat,
  seated,
  secondNegative,
  shifted,
  waitlisted,
  when,
} from '../../support/journeys.ts'
import { korea, koreanPolicy, route, slot, varied } from '../../support/policy.ts'

type Code = NonNullable<MissionEdition['code']['value']>
const green: Code = { colour: 'green', validity: 'notFound' }
/** A green code after all tests, or no code; `before` says whether the tests are the code's or the gate's. */
const edition = (
  within: readonly number[],
  code: Code | null,
  { before = code ? ('code' as const) : ('gate' as const), leastInterval = korea.leastInterval.value } = {},
) =>
  varied(korea, {
    tests: [route(within.map((hours) => slot(hours, { before })))],
    code,
    gateChecks: code ? ['code'] : [],
    leastInterval,
  })
const under = (mission: MissionEdition) => ({ policy: defaultPolicy({ mission }) })
const firstReport = shifted(when.firstSample, 6 * hour)
const secondReport = shifted(when.secondSample, 6 * hour)

describe('Under an edition without a code', () => {
  const none = under(edition([48, 24], null))

  it('the first test leads on, and the second clears to board', () => {
    given(seated(none))
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted', 'CodeRequirementMet')
      .stands('seated.awaitingSecondNegative.codeIssued')
      .when(RecordTest(secondNegative()), secondReport)
      .then('TestRecorded', 'TestsComplete')
      .stands('clearedToBoard')
  })

  it('nobody is reminded of a code', () => {
    given(seated(none))
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted', 'CodeRequirementMet')
      .follows('letter.firstNegativeCounted', 'wake.secondSampleOpens')
  })

  it('a re-timed flight lapses tests only', () => {
    const cleared = given(seated(none))
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted', 'CodeRequirementMet')
      .when(RecordTest(secondNegative()), secondReport)
      .then('TestRecorded', 'TestsComplete')
    const later = koreanPolicy(shifted(when.boarding, 6 * hour), { mission: none.policy.mission })
    given(cleared.case, later)
      .when(FollowRetiming())
      .then('ScheduleChanged', 'TestsLapsed')
      .stands('seated.awaitingSecondNegative.codeIssued')
  })
})

describe('Under an edition without tests', () => {
  it('and without a code a seat is enough', () => {
    const nothing = under(edition([], null))
    given(waitlisted(nothing)).when(CloseForDeparture).then('Deferred').because('noSeat')
    const { journey, history } = seated(nothing)
    given({ ...seated(nothing), journey, history })
      .when(CloseForDeparture)
      .then('Deferred')
      .because()
  })

  it('a code alone leads to the gate', () => {
    const codeOnly = under(edition([], green))
    given(seated(codeOnly))
      .when(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode('green'))
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('clearedToBoard')
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'TestNotCounted')
      .because('notNeeded')
  })

  it('a re-timed flight lapses nothing', () => {
    const nothing = under(edition([], null))
    const later = koreanPolicy(shifted(when.boarding, 48 * hour), { mission: nothing.policy.mission })
    given(seated(nothing), later).when(FollowRetiming()).then('ScheduleChanged').stands('clearedToBoard')
  })

  it('a seat from the waiting list is enough as well', () => {
    given(waitlisted(under(edition([], null))))
      .when(AssignSeat)
      .then('SeatAssigned', 'TestsComplete', 'CodeRequirementMet')
      .stands('clearedToBoard')
  })
})

describe('Under an edition with one test', () => {
  it('that test and the code clear to board', () => {
    given(seated(under(edition([48], green))))
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted', 'TestsComplete')
      .stands('seated.awaitingHealthCode')
      .when(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode('green'))
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('clearedToBoard')
  })

  it('and no code the test alone does', () => {
    given(seated(under(edition([48], null))))
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted', 'CodeRequirementMet', 'TestsComplete')
      .stands('clearedToBoard')
  })

  it('the way back after a lapse leads through both steps to the first test', () => {
    const one = under(edition([48], null))
    const later = koreanPolicy(shifted(when.boarding, 6 * hour), { mission: one.policy.mission })
    const done = given(seated(one))
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted', 'CodeRequirementMet', 'TestsComplete')
    given(done.case, later)
      .when(FollowRetiming())
      .then('ScheduleChanged', 'TestsLapsed', 'FirstNegativeLapsed')
      .stands('seated.awaitingFirstNegative')
  })
})

it('Under an edition with four tests twelve hours apart only the fourth completes them', () => {
  const four = under(edition([48, 48, 48, 48], green, { leastInterval: { hours: 12, exceeded: false } }))
  const sample = (nth: number) =>
    naat(shifted(when.firstSample, nth * 12 * hour), {
      laboratory: `lab-${nth}`,
      reagent: `kit-${nth}`,
      reportedAt: shifted(when.firstSample, (nth * 12 + 1) * hour),
    })
  const tests = [0, 1, 2, 3].map(sample)
  given(seated(four))
    .when(RecordTest(tests[0]!), tests[0]!.reportedAt)
    .then('TestRecorded', 'FirstNegativeCounted')
    .when(RecordTest(tests[1]!), tests[1]!.reportedAt)
    .then('TestRecorded')
    .when(ApplyForCode)
    .refused('policy-unmet', 'testsBeforeCode')
  given(seated(four))
    .when(RecordTest(tests[0]!), tests[0]!.reportedAt)
    .then('TestRecorded', 'FirstNegativeCounted')
    .when(RecordTest(tests[1]!), tests[1]!.reportedAt)
    .then('TestRecorded')
    .when(RecordTest(tests[2]!), tests[2]!.reportedAt)
    .then('TestRecorded')
    .stands('seated.awaitingSecondNegative.codeOutstanding')
    .when(RecordTest(tests[3]!), tests[3]!.reportedAt)
    .then('TestRecorded', 'TestsComplete')
    .stands('seated.awaitingHealthCode')
})

it('Under an edition whose code asks nothing before it, it may be applied for from the seat on', () => {
  const free = under(edition([48, 24], green, { before: 'gate' }))
  given(seated(free)).when(ApplyForCode).then('CodeApplied')
})
