// Somebody who began the way in another country: where tests may be taken, and what the first flight asks for itself.
import { describe, expect, it } from 'vitest'
import type { Traits } from '../../../src/domain/journey/events.ts'
import type { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import type { Bound } from '../../../src/domain/policy/policy.ts'
import {
  ApplyForCode,
  CloseForDeparture,
  IssueCode,
  RecordTest,
  given,
  instant,
  naat,
  play,
  registering,
  seated,
  type Case,
} from '../../support/journeys.ts'
import { korea, missionOnFile, policyUnder, varied } from '../../support/policy.ts'

/** From Lagos to Dubai on 14 August, and on to Hangzhou on the evening of the 15th. */
const departure = '2022-08-15T22:00:00+04:00'
const firstFlight = '2022-08-14T23:00:00+01:00'
const registeredAt = '2022-08-05T10:00:00+04:00'
const fromLagos = (codeSeen = false): Traits['origin'] => ({
  country: 'NG',
  departsAt: instant(firstFlight),
  codeSeen,
})
const dubai = (name: string): Bound => policyUnder(missionOnFile(name), departure)
const begun = (policy: Bound, origin: Traits['origin'] = fromLagos()): Case =>
  seated({ policy, at: registeredAt, traits: { origin } })
const transitOf = (mission: MissionEdition, rule: MissionEdition['transit']['value']['rule']) =>
  varied(mission, { transit: { rule, words: 'as the test would have it' } })

const sampledIn = (country: string | undefined, sampledAt: string, number: number) =>
  naat(sampledAt, { ...(country ? { country } : {}), laboratory: `lab-${number}`, reagent: `kit-${number}` })

describe('A test for a flight from Dubai', () => {
  const sampledAt = '2022-08-14T10:00:00+04:00'
  const record = (policy: Bound, country: string | undefined, origin = fromLagos()) => {
    const test = sampledIn(country, sampledAt, 1)
    return given(begun(policy, origin)).when(RecordTest(test), test.reportedAt)
  }

  it('sampled in another country does not count where nothing is said of transit', () => {
    const { journey } = record(policyUnder(transitOf(missionOnFile('ae-2022-11-13'), 'notStated'), departure), 'NG')
      .then('TestRecorded', 'TestNotCounted')
      .because('sampledElsewhere')
    expect(journey.dossier.findings[0]?.facts).toMatchObject({ place: 'NG', asked: 'AE' })
  })

  it('counts where it was sampled at the origin and the edition takes either place', () => {
    for (const country of ['NG', 'AE']) {
      record(dubai('ae-2022-11-13'), country).then('TestRecorded', 'FirstNegativeCounted', 'TestsComplete').because()
    }
  })

  it('counts at no third place, and not at the origin of somebody else', () => {
    record(dubai('ae-2022-11-13'), 'KE').then('TestRecorded', 'TestNotCounted').because('sampledElsewhere')
    record(dubai('ae-2022-11-13'), 'NG', null).then('TestRecorded', 'TestNotCounted').because('sampledElsewhere')
  })

  it('counts anywhere on the itinerary where the edition says so, as for Delhi in December', () => {
    const policy = policyUnder(transitOf(missionOnFile('ae-2022-11-13'), 'anyPlaceOnItinerary'), departure)
    record(policy, 'NG').then('TestRecorded', 'FirstNegativeCounted', 'TestsComplete')
    record(policy, 'KE').then('TestRecorded', 'TestNotCounted').because('sampledElsewhere')
  })

  it('whose place nobody says is taken as sampled where its laboratory is, or else at the departure', () => {
    const inLagos: Bound = {
      ...dubai('ae-2022-07-01'),
      laboratory: (id) => ({ id, country: 'NG', turnaroundHours: 6, admissions: [] }),
    }
    record(inLagos, undefined, null).then('TestRecorded', 'TestNotCounted').because('sampledElsewhere')
    record({ ...inLagos, laboratory: () => undefined }, undefined, null).then('TestRecorded', 'FirstNegativeCounted')
  })
})

describe('Where tests and a code are asked at both places', () => {
  const policy = dubai('ae-2022-07-01')
  /** Within 48 and 24 hours of the flight from Lagos, and of the one from Dubai. */
  const lagos = [sampledIn('NG', '2022-08-13T10:00:00+01:00', 1), sampledIn('NG', '2022-08-14T10:00:00+01:00', 2)]
  const here = [sampledIn('AE', '2022-08-15T08:00:00+04:00', 3), sampledIn('AE', '2022-08-15T09:00:00+04:00', 4)]
  const withTests = (held: Case, tests: typeof lagos): Case =>
    [...tests]
      .sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1))
      .reduce((so, test) => play(so, RecordTest(test), test.reportedAt), held)

  it('the code waits for the tests of the first flight and for the code seen there', () => {
    const { findings } = given(withTests(begun(policy), here))
      .when(ApplyForCode)
      .refused('policy-unmet', 'originTestMissing', 'originTestMissing', 'originCodeMissing')
    expect(findings.map(({ facts }) => facts)).toEqual([
      { country: 'NG', slot: 1, departure: '2022-08-15 02:00 (Asia/Dubai)' },
      { country: 'NG', slot: 2, departure: '2022-08-15 02:00 (Asia/Dubai)' },
      { country: 'NG' },
    ])
  })

  it('a test of the first flight is told nothing but that it was recorded', () => {
    given(begun(policy)).when(RecordTest(lagos[0]!), lagos[0]!.reportedAt).then('TestRecorded').because()
  })

  it('a test whose place nobody says is none of the first flight', () => {
    const nowhere: Bound = { ...policy, laboratory: () => undefined }
    const tests = lagos.map((test, index) => sampledIn(undefined, test.sampledAt, index))
    given(withTests(begun(nowhere, fromLagos(true)), tests))
      .when(ApplyForCode)
      .refused('policy-unmet', 'testsBeforeCode', 'originTestMissing', 'originTestMissing')
  })

  it('a test at the origin that the first flight does not count either is told where it should have been', () => {
    const early = sampledIn('NG', '2022-08-12T10:00:00+01:00', 5)
    given(begun(policy))
      .when(RecordTest(early), early.reportedAt)
      .then('TestRecorded', 'TestNotCounted')
      .because('sampledElsewhere')
  })

  it('all four tests and the code of the origin lead to the gate', () => {
    const held = withTests(begun(policy, fromLagos(true)), [...lagos, ...here])
    given(held)
      .when(ApplyForCode)
      .then('CodeApplied')
      .when(IssueCode('green'))
      .then('CodeIssued', 'CodeRequirementMet')
      .stands('clearedToBoard')
  })

  it('the code of the origin alone is missing where it was not seen, also when the manifest closes', () => {
    const held = withTests(begun(policy), [...lagos, ...here])
    given(held).when(ApplyForCode).refused('policy-unmet', 'originCodeMissing')
    given(held).when(CloseForDeparture).then('Deferred').because('originCodeMissing', 'codeMissing')
  })

  it('nothing of it is asked of somebody who began in Dubai', () => {
    given(withTests(begun(policy, null), here))
      .when(ApplyForCode)
      .then('CodeApplied')
  })
})

it('A mission that accepts no transit takes nobody who began elsewhere, and everybody who did not', () => {
  const policy = policyUnder(transitOf(korea, 'notAccepted'), '2022-08-15T22:40:00+09:00', {
    boarding: '2022-08-15T22:00:00+09:00',
  })
  const at = '2022-08-01T10:00:00+09:00'
  const refused = registering({ policy, at, traits: { origin: fromLagos(true) } })
  expect(refused).toMatchObject({
    outcome: 'rejected',
    findings: [{ code: 'transitNotAccepted', facts: { country: 'NG' } }],
  })
  expect(registering({ policy, at }).outcome).toBe('accepted')
  // Whoever was registered under another edition meets it at the code.
  const test = naat('2022-08-14T10:00:00+09:00')
  const elsewhere = {
    ...begun(
      policyUnder(korea, '2022-08-15T22:40:00+09:00', { boarding: '2022-08-15T22:00:00+09:00' }),
      fromLagos(true),
    ),
    policy,
  }
  given(play(elsewhere, RecordTest(test), test.reportedAt))
    .when(ApplyForCode)
    .refused('policy-unmet', 'transitNotAccepted')
  given(play(begun(policy, null), RecordTest(test), test.reportedAt))
    .when(ApplyForCode)
    .then('CodeApplied')
})
