// The health declaration code: applied for once, issued on tests that count, refused, or ended before boarding.
import { describe, expect, it } from 'vitest'
import { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import {
  ApplyForCode,
  IssueCode,
  LoseSeat,
  RecordTest,
  RefuseCode,
  cleared,
  codeAppliedFor,
  codeInHand,
  defaultPolicy,
  firstCounted,
  given,
  hour,
  infant,
  instant,
  seated,
  secondNegative,
  shifted,
  testsComplete,
  waitlisted,
  when,
} from '../../support/journeys.ts'
import { india, korea } from '../../support/policy.ts'

const green = () => defaultPolicy({ mission: india })
const secondReport = shifted(when.secondSample, 6 * hour)

describe('An application for the code', () => {
  it('is made after the first negative report, under the Korean edition', () => {
    const { journey } = given(firstCounted()).when(ApplyForCode, when.codeApplied).then('CodeApplied')
    expect(journey.dossier.application).toEqual({
      at: instant(when.codeApplied),
      mission: 'KR-SEL-EMB',
      basis: journey.dossier.tests.map(({ id }) => id),
    })
  })

  it('may be made after both reports as well', () => {
    given(testsComplete()).when(ApplyForCode).then('CodeApplied').stands('seated.awaitingHealthCode')
  })

  it('is refused before the first negative report, and to somebody without a seat', () => {
    given(seated()).when(ApplyForCode).refused('policy-unmet', 'testsBeforeCode')
    given(waitlisted()).when(ApplyForCode).refused('out-of-sequence', 'outOfSequence')
  })

  it('is refused a second time, as it may lock the account', () => {
    given(codeAppliedFor()).when(ApplyForCode).refused('out-of-sequence', 'alreadyApplied')
    given(codeInHand()).when(ApplyForCode).refused('out-of-sequence', 'alreadyApplied')
  })

  it('is refused after one report where the edition asks two before it', () => {
    const { findings } = given(firstCounted({ policy: green() }))
      .when(ApplyForCode)
      .refused('policy-unmet', 'testsBeforeCode')
    expect(findings[0]).toMatchObject({ facts: { needed: 2, counted: 1 }, edition: india.id })
  })

  it('is refused where the edition asks for no code', () => {
    const policy = defaultPolicy({ mission: MissionEdition.parse({ ...korea, code: { ...korea.code, value: null } }) })
    given(firstCounted({ policy })).when(ApplyForCode).refused('policy-unmet', 'noCodeAsked')
  })

  it('is refused for a day that no edition covers', () => {
    given(firstCounted(), { mission: null }).when(ApplyForCode).refused('policy-unmet', 'noEditionKnown')
  })
})

describe('A code', () => {
  it('issued blue on the first report is in hand while the second test is awaited', () => {
    const { journey } = given(codeAppliedFor())
      .when(IssueCode('blue'), when.codeIssued)
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('seated.awaitingSecondNegative.codeIssued')
      .follows('letter.codeIssued')
    expect(journey.dossier.code).toEqual({
      colour: 'blue',
      issuer: 'KR-SEL-EMB',
      issuedAt: instant(when.codeIssued),
      validUntil: null,
      basis: [journey.dossier.tests[0]!.id],
    })
  })

  it('issued after both reports clears to board', () => {
    given(testsComplete())
      .when(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode('blue'))
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('clearedToBoard')
      .follows('letter.clearedToBoard')
  })

  it('issued green after both tests clears to board, as for Delhi', () => {
    const policy = green()
    const { journey } = given(firstCounted({ policy }))
      .when(RecordTest(secondNegative()), secondReport)
      .then('TestRecorded', 'TestsComplete')
      .stands('seated.awaitingHealthCode')
      .when(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode('green'))
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('clearedToBoard')
    expect(journey.dossier.code?.basis).toEqual(journey.dossier.tests.map(({ id }) => id))
  })

  it('for an exempt infant is green and asks no test', () => {
    const { journey } = given(infant())
      .when(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode('green'))
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('clearedToBoard')
    expect(journey.dossier.code?.basis).toEqual([])
  })

  it('is refused where nobody applied', () => {
    given(firstCounted()).when(IssueCode()).refused('policy-unmet', 'notApplied')
  })

  it('is refused in another colour than the edition asks', () => {
    const { findings } = given(codeAppliedFor()).when(IssueCode('green')).refused('policy-unmet', 'wrongColour')
    expect(findings[0]?.facts).toEqual({ asked: 'blue', given: 'green' })
    const applied = given(infant()).when(ApplyForCode).then('CodeApplied')
    applied.when(IssueCode('blue')).refused('policy-unmet', 'wrongColour')
  })

  it('is refused when it would end before boarding, and taken when it ends at boarding', () => {
    given(codeAppliedFor())
      .when(IssueCode('blue', shifted(when.boarding, -1)))
      .refused('policy-unmet', 'codeEndsTooSoon')
    given(codeAppliedFor()).when(IssueCode('blue', when.boarding)).then('CodeIssued', 'CodeRequirementMet')
  })

  it('is refused before the tests that it must stand on, with everything else that is missing', () => {
    given(firstCounted({ policy: green() }))
      .when(IssueCode('blue'))
      .refused('policy-unmet', 'testsBeforeCode', 'notApplied', 'wrongColour')
  })

  it('is refused where the edition asks for none', () => {
    const policy = defaultPolicy({ mission: MissionEdition.parse({ ...korea, code: { ...korea.code, value: null } }) })
    given(firstCounted({ policy })).when(IssueCode()).refused('policy-unmet', 'noCodeAsked', 'notApplied')
  })

  it('cannot be issued before the first negative, without a seat, or after everything is in hand', () => {
    given(seated()).when(IssueCode()).refused('policy-unmet', 'testsBeforeCode', 'notApplied')
    for (const build of [waitlisted, cleared]) {
      given(build()).when(IssueCode()).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('is not issued a second time while the first is in hand', () => {
    given(codeInHand()).when(IssueCode()).refused('out-of-sequence', 'codeInHand')
  })

  it('cannot be issued for a day that no edition covers', () => {
    given(codeAppliedFor(), { mission: null }).when(IssueCode()).refused('policy-unmet', 'noEditionKnown')
  })
})

describe('A refusal of the code', () => {
  it('defers the journey in the words of the mission', () => {
    const { journey } = given(codeAppliedFor())
      .when(RefuseCode)
      .then('CodeRefused', 'Deferred')
      .stands('deferred')
      .because('codeRefused')
      .follows('free.seat', 'tell.dependants', 'letter.deferred')
    expect(journey.dossier.findings[0]?.facts).toEqual({ reason: 'the report cannot be read' })
  })

  it('may come after both tests', () => {
    given(testsComplete()).when(ApplyForCode).then('CodeApplied').when(RefuseCode).then('CodeRefused', 'Deferred')
  })

  it('needs an application', () => {
    given(firstCounted()).when(RefuseCode).refused('policy-unmet', 'notApplied')
  })

  it('cannot come before the first negative, without a seat, or once cleared', () => {
    given(seated()).when(RefuseCode).refused('policy-unmet', 'notApplied')
    for (const build of [waitlisted, cleared]) {
      given(build()).when(RefuseCode).refused('out-of-sequence', 'outOfSequence')
    }
    given(codeAppliedFor()).when(LoseSeat).then('SeatLost').when(RefuseCode).refused('out-of-sequence', 'outOfSequence')
  })

  it('cannot be recorded for a day that no edition covers', () => {
    given(codeAppliedFor(), { mission: null }).when(RefuseCode).refused('policy-unmet', 'noEditionKnown')
  })
})
