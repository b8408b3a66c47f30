// Somebody who was infected before: two recovery tests a day apart, fourteen days of waiting, and nothing without them.
import { describe, expect, it } from 'vitest'
import { recoveryCounted } from '../../../src/domain/policy/infectionHistory.ts'
import {
  ApplyForCode,
  CloseForDeparture,
  IssueCode,
  RecordTest,
  defaultPolicy,
  firstNegative,
  given,
  hour,
  naat,
  play,
  seated,
  secondNegative,
  shifted,
  when,
  type Case,
} from '../../support/journeys.ts'
import { korea, missionOnFile, policyUnder, varied } from '../../support/policy.ts'

/** The last moment for a recovery test before the flight of 28 August. */
const lastMoment = '2022-08-14T23:59:59.999+09:00'
const registeredAt = '2022-08-01T10:00:00+09:00'
const begun = (policy = defaultPolicy()) => seated({ policy, at: registeredAt, traits: { pastInfection: true } })
const withTests = (held: Case, ...tests: readonly ReturnType<typeof naat>[]): Case =>
  tests.reduce((so, test) => play(so, RecordTest(test), test.reportedAt), held)
const recovery = (sampledAt: string, more = {}) => naat(sampledAt, { reagent: 'kit-9', ...more })
const both = () => [recovery('2022-08-10T10:00:00+09:00'), recovery('2022-08-11T10:00:00+09:00')] as const

const missingAfter = (...tests: readonly ReturnType<typeof naat>[]) =>
  given(withTests(begun(), ...tests, firstNegative()))
    .when(ApplyForCode, when.codeApplied)
    .refused('policy-unmet', 'recoveryTestsMissing').findings[0]!

describe('Somebody who was infected before', () => {
  it('applies for the code once two recovery tests and the first report are in hand', () => {
    given(withTests(begun(), ...both(), firstNegative()))
      .when(ApplyForCode, when.codeApplied)
      .then('CodeApplied')
      .when(IssueCode('blue'), when.codeIssued)
      .then('CodeIssued', 'CodeRequirementMet')
      .when(RecordTest(secondNegative()), shifted(when.secondSample, 6 * hour))
      .then('TestRecorded', 'TestsComplete')
      .stands('clearedToBoard')
  })

  it('is told nothing of a recovery test but that it was recorded', () => {
    const [first, second] = both()
    given(begun())
      .when(RecordTest(first), first.reportedAt)
      .then('TestRecorded')
      .because()
      .when(RecordTest(second), second.reportedAt)
      .then('TestRecorded')
      .because()
      .stands('seated.awaitingFirstNegative')
  })

  it('does not apply without them, and is told how many are asked until when', () => {
    expect(missingAfter()).toMatchObject({
      facts: { asked: 2, leastInterval: 24, until: '2022-08-14 23:59 (Asia/Seoul)', inHand: 0 },
      edition: korea.id,
    })
  })

  it('has no recovery test counted that was taken before the first day the notice names', () => {
    const march = missionOnFile('kr-2022-03-28')
    const policy = policyUnder(march, '2022-05-10T15:40:00+09:00')
    const counted = (sampledAt: string) =>
      recoveryCounted(policy, {
        tests: [recovery(sampledAt)],
        traits: begun().journey.dossier.traits,
      }).length
    // From the eighteenth day before the flight, 22 April, until the fourteenth.
    expect(counted('2022-04-21T23:59:59+09:00')).toBe(0)
    expect(counted('2022-04-22T00:00:00+09:00')).toBe(1)
    expect(counted('2022-04-26T23:59:59+09:00')).toBe(1)
    expect(counted('2022-04-27T00:00:00+09:00')).toBe(0)
  })

  it('does not apply on one alone, nor on two less than a day apart, and does on two exactly a day apart', () => {
    const first = recovery('2022-08-10T10:00:00+09:00')
    expect(missingAfter(first).facts).toMatchObject({ inHand: 1 })
    expect(missingAfter(first, recovery('2022-08-11T09:59:59+09:00')).facts).toMatchObject({ inHand: 1 })
    given(withTests(begun(), first, recovery('2022-08-11T10:00:00+09:00'), firstNegative()))
      .when(ApplyForCode, when.codeApplied)
      .then('CodeApplied')
  })

  it('does not apply on a recovery test taken later than fourteen days before the flight', () => {
    const [first] = both()
    expect(missingAfter(first, recovery('2022-08-15T00:00:00+09:00')).facts).toMatchObject({ inHand: 1 })
    given(withTests(begun(), first, recovery(lastMoment), firstNegative()))
      .when(ApplyForCode, when.codeApplied)
      .then('CodeApplied')
  })

  it.each([
    ['an antigen test', { method: 'antigen' }],
    ['one that is not negative', { result: 'inconclusive' }],
  ])('does not recover on %s', (_, more) => {
    const [first] = both()
    expect(missingAfter(first, recovery('2022-08-12T10:00:00+09:00', more)).facts).toMatchObject({ inHand: 1 })
  })

  it('stays behind when the manifest closes, with the recovery tests among what was missing', () => {
    given(withTests(begun(), firstNegative(), secondNegative()))
      .when(CloseForDeparture, when.manifestClosed)
      .then('Deferred')
      .because('recoveryTestsMissing', 'codeMissing')
  })

  it('is not cleared without them where no code is asked, and is once their late reports come', () => {
    const policy = defaultPolicy({
      mission: varied(korea, { code: null, gateChecks: ['firstReport', 'laterReports'] }),
    })
    const late = both().map((test) => ({ ...test, reportedAt: shifted(when.manifestClosed, 0) }))
    given(withTests(begun(policy), firstNegative(), secondNegative()))
      .when(RecordTest(late[0]!), when.manifestClosed)
      .then('TestRecorded')
      .stands('seated.awaitingSecondNegative.codeIssued')
      .when(RecordTest(late[1]!), when.manifestClosed)
      .then('TestRecorded', 'TestsComplete')
      .stands('clearedToBoard')
  })
})

it('Nobody else is asked for a recovery test, and an edition that asks none asks none of them', () => {
  given(withTests(seated(), firstNegative())).when(ApplyForCode, when.codeApplied).then('CodeApplied')
  const policy = defaultPolicy({ mission: varied(korea, { infectionHistory: null }) })
  given(withTests(begun(policy), firstNegative()))
    .when(ApplyForCode, when.codeApplied)
    .then('CodeApplied')
})
