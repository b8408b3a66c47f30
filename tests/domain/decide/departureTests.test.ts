// Tests before departure: what is recorded, what counts, and what a positive ends.
import { describe, expect, it } from 'vitest'
import { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import {
  RecordTest,
  aboard,
  cleared,
  codeInHand,
  defaultPolicy,
  elsewhere,
  firstCounted,
  firstNegative,
  given,
  hour,
  infant,
  instant,
  landed,
  naat,
  play,
  secondNegative,
  seated,
  shifted,
  testsComplete,
  waitlisted,
  when,
} from '../../support/journeys.ts'
import { korea, missionOnFile, policyUnder } from '../../support/policy.ts'

const firstReport = shifted(when.firstSample, 6 * hour)
const secondReport = shifted(when.secondSample, 6 * hour)
const koreaWith = (more: object) => defaultPolicy({ mission: MissionEdition.parse({ ...korea, ...more }) })

describe('A first negative test', () => {
  it('counts, and leads to the second test and the code', () => {
    given(seated())
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted')
      .stands('seated.awaitingSecondNegative.codeOutstanding')
      .follows('letter.firstNegativeCounted', 'wake.secondSampleOpens', 'wake.codeCloses')
      .because()
  })

  it('sampled a second too early is recorded and not counted', () => {
    const test = naat(shifted(when.boarding, -48 * hour - 1000))
    given(seated())
      .when(RecordTest(test), test.reportedAt)
      .then('TestRecorded', 'TestNotCounted')
      .stands('seated.awaitingFirstNegative')
      .because('sampledTooEarly')
      .follows('letter.testNotCounted')
  })

  it('sampled a second too late for a second to follow is recorded and not counted', () => {
    const test = naat(shifted(when.boarding, -24 * hour + 1000))
    given(seated())
      .when(RecordTest(test), test.reportedAt)
      .then('TestRecorded', 'TestNotCounted')
      .because('sampledTooLate')
  })

  it.each(['inconclusive', 'invalid'])('that is %s instead does not count and may be taken again', (result) => {
    const again = naat(shifted(when.firstSample, hour), { laboratory: 'lab-3', reagent: 'kit-3' })
    given(seated())
      .when(RecordTest(naat(when.firstSample, { result })), firstReport)
      .then('TestRecorded', 'TestNotCounted')
      .because('notNegative')
      .when(RecordTest(again), again.reportedAt)
      .then('TestRecorded', 'FirstNegativeCounted')
      .because()
  })

  it('known only to the hour does not count where the edition asks the minute', () => {
    const policy = koreaWith({ leastPrecision: { ...korea.leastPrecision, value: 'minute' } })
    given(seated({ policy }))
      .when(RecordTest(naat(when.firstSample, { precision: 'hour' })), firstReport)
      .then('TestRecorded', 'TestNotCounted')
      .because('timeTooCoarse')
  })

  it('from a laboratory that is not admitted does not count where the edition admits only some', () => {
    const policy = {
      ...koreaWith({ laboratoryAdmission: { ...korea.laboratoryAdmission, value: 'designated' } }),
      laboratory: (id: string) =>
        id === 'lab-2' ? { id, country: 'KR', turnaroundHours: 6, admissions: ['designated' as const] } : undefined,
    }
    given(seated({ policy }))
      .when(RecordTest(firstNegative()), firstReport)
      .then('TestRecorded', 'TestNotCounted')
      .because('laboratoryNotAdmitted')
    given(seated({ policy }))
      .when(RecordTest(naat(when.firstSample, elsewhere)), firstReport)
      .then('TestRecorded', 'FirstNegativeCounted')
  })
})

describe('A second negative test', () => {
  it('before the code leads to waiting for the code alone', () => {
    given(firstCounted())
      .when(RecordTest(secondNegative()), secondReport)
      .then('TestRecorded', 'TestsComplete')
      .stands('seated.awaitingHealthCode')
  })

  it('with the code in hand clears to board', () => {
    given(codeInHand())
      .when(RecordTest(secondNegative()), secondReport)
      .then('TestRecorded', 'TestsComplete')
      .stands('clearedToBoard')
      .follows('letter.clearedToBoard')
  })

  const after = shifted(when.firstSample, 24 * hour)
  it.each([
    ['less than 24 hours after the first', naat(shifted(after, -1000), elsewhere), 'intervalTooShort'],
    ['at the laboratory of the first', naat(after, { ...elsewhere, laboratory: 'lab-1' }), 'sameLaboratory'],
    ['with the reagent of the first', naat(after, { ...elsewhere, reagent: 'kit-1' }), 'sameReagent'],
    ['after boarding would begin', naat(shifted(when.boarding, 1000), elsewhere), 'sampledTooLate'],
  ])('%s does not count', (_, test, code) => {
    given(firstCounted())
      .when(RecordTest(test), test.reportedAt)
      .then('TestRecorded', 'TestNotCounted')
      .stands('seated.awaitingSecondNegative.codeOutstanding')
      .because(code)
  })

  it('counts its interval from the end of the hour where the first is known only to the hour', () => {
    const first = naat(when.firstSample, { precision: 'hour' })
    const counted = given(seated()).when(RecordTest(first), firstReport).then('TestRecorded', 'FirstNegativeCounted')
    const soon = naat(shifted(after, hour - 2), elsewhere)
    counted.when(RecordTest(soon), soon.reportedAt).then('TestRecorded', 'TestNotCounted').because('intervalTooShort')
    const exact = naat(shifted(after, hour - 1), elsewhere)
    counted.when(RecordTest(exact), exact.reportedAt).then('TestRecorded', 'TestsComplete')
  })

  it('that is wrong in two ways is told both', () => {
    const test = naat(after)
    given(firstCounted())
      .when(RecordTest(test), test.reportedAt)
      .then('TestRecorded', 'TestNotCounted')
      .because('sameLaboratory', 'sameReagent')
  })

  it('recorded before the first finds its place when the first is recorded', () => {
    given(seated())
      .when(RecordTest(secondNegative()), secondReport)
      .then('TestRecorded', 'TestNotCounted')
      .because('sampledTooLate')
      .when(RecordTest(firstNegative()))
      .then('TestRecorded', 'FirstNegativeCounted', 'TestsComplete')
      .stands('seated.awaitingHealthCode')
  })
})

describe('The method of a test', () => {
  it('is asked by the slot: an antigen test is no nucleic acid test', () => {
    const test = naat(when.firstSample, { method: 'antigen' })
    const { journey } = given(seated())
      .when(RecordTest(test), test.reportedAt)
      .then('TestRecorded', 'TestNotCounted')
      .stands('seated.awaitingFirstNegative')
      .because('wrongMethod')
    expect(journey.dossier.findings[0]).toMatchObject({
      facts: { method: 'antigen', asked: 'naat', slot: 1 },
      edition: korea.id,
    })
  })

  it('may be any that the slot takes, as in April 2023', () => {
    const policy = policyUnder(missionOnFile('kr-2023-04-29'), '2023-05-10T15:40:00+09:00')
    for (const method of ['naat', 'antigen'] as const) {
      const test = naat('2023-05-09T10:00:00+09:00', { method })
      given(seated({ policy, at: '2023-05-01T10:00:00+09:00' }))
        .when(RecordTest(test), test.reportedAt)
        .then('TestRecorded', 'FirstNegativeCounted', 'CodeRequirementMet', 'TestsComplete')
        .stands('clearedToBoard')
    }
  })
})

describe('The double test of March 2022', () => {
  const policy = policyUnder(missionOnFile('kr-2022-03-28'), '2022-04-20T15:40:00+09:00')
  const reported = (sampledAt: string, more = {}) => naat(sampledAt, { laboratory: 'lab-1', reagent: 'kit-1', ...more })
  const week = reported('2022-04-13T10:00:00+09:00')
  const first = reported('2022-04-18T10:00:00+09:00')
  const begun = [week, first].reduce(
    (held, test) => play(held, RecordTest(test), test.reportedAt),
    seated({ policy, at: '2022-04-10T10:00:00+09:00' }),
  )

  it('of one laboratory and one reagent is one test; the test a week before may share both', () => {
    expect(begun.journey.dossier.findings).toEqual([])
    const second = reported('2022-04-18T11:00:00+09:00')
    const { journey } = given(begun)
      .when(RecordTest(second), second.reportedAt)
      .then('TestRecorded', 'TestNotCounted')
      .because('nothingDistinct')
    expect(journey.dossier.findings[0]?.facts).toEqual({ test: second.id, laboratory: 'lab-1', reagent: 'kit-1' })
  })

  it.each([
    ['another laboratory', { laboratory: 'lab-2' }],
    ['another reagent', { reagent: 'kit-2' }],
    ['another method with its own reagent', { method: 'antibody', reagent: 'kit-2' }],
  ])('counts with %s alone', (_, more) => {
    const second = reported('2022-04-18T11:00:00+09:00', more)
    given(begun).when(RecordTest(second), second.reportedAt).then('TestRecorded').because()
  })
})

describe('A further test', () => {
  const third = () => naat(shifted(when.secondSample, hour), { laboratory: 'lab-3', reagent: 'kit-3' })

  it('once both count is kept and not needed', () => {
    for (const build of [testsComplete, cleared]) {
      const before = build()
      const test = third()
      given(before)
        .when(RecordTest(test), test.reportedAt)
        .then('TestRecorded', 'TestNotCounted')
        .stands(before.journey.stage)
        .because('notNeeded')
    }
  })

  it('of an exempt infant is kept without a word about counting', () => {
    given(infant()).when(RecordTest(firstNegative()), firstReport).then('TestRecorded').because()
    const early = naat(shifted(when.boarding, -72 * hour), { result: 'inconclusive' })
    given(infant()).when(RecordTest(early), early.reportedAt).then('TestRecorded').because()
  })
})

describe('A positive test', () => {
  it('ends the way on this charter wherever a seat is held', () => {
    for (const build of [seated, firstCounted, codeInHand, testsComplete, cleared, infant]) {
      const test = naat(when.secondSample, { ...elsewhere, result: 'positive' })
      given(build())
        .when(RecordTest(test), test.reportedAt)
        .then('TestRecorded', 'Deferred')
        .stands('deferred')
        .because('positive')
        .follows('free.seat', 'tell.dependants', 'letter.deferred')
    }
  })
})

describe('A test is refused', () => {
  it('when it is known already, even with another result', () => {
    const test = firstNegative()
    const once = given(seated()).when(RecordTest(test), firstReport).then('TestRecorded', 'FirstNegativeCounted')
    once.when(RecordTest(test)).refused('out-of-sequence', 'testKnown')
    once.when(RecordTest({ ...test, result: 'positive' })).refused('out-of-sequence', 'testKnown')
  })

  it('when it was reported before it was sampled', () => {
    const test = naat(when.firstSample, { reportedAt: shifted(when.firstSample, -1) })
    given(seated()).when(RecordTest(test), firstReport).refused('policy-unmet', 'reportBeforeSample')
  })

  it('when its report is still to come', () => {
    given(seated())
      .when(RecordTest(firstNegative()), shifted(firstReport, -1))
      .refused('policy-unmet', 'reportInFuture')
  })

  it('from somebody who has no seat', () => {
    const { facts } = given(waitlisted())
      .when(RecordTest(firstNegative()), when.landed)
      .refused('out-of-sequence', 'outOfSequence').findings[0]!
    expect(facts).toEqual({ stage: 'waitlisted', fact: 'TestRecorded' })
  })

  it('for a day that no edition covers', () => {
    given(seated(), { mission: null })
      .when(RecordTest(firstNegative()), firstReport)
      .refused('policy-unmet', 'noEditionKnown')
  })
})

it('A finding of the tests names the edition that asks it and what was found', () => {
  const test = naat(when.secondSample, { ...elsewhere, laboratory: 'lab-1' })
  const { journey } = given(firstCounted())
    .when(RecordTest(test), test.reportedAt)
    .then('TestRecorded', 'TestNotCounted')
  expect(journey.dossier.findings).toEqual([
    {
      code: 'sameLaboratory',
      message: 'Both samples were tested at lab-1; two different laboratories are asked.',
      facts: { test: test.id, laboratory: 'lab-1' },
      edition: korea.id,
    },
  ])
  expect(journey.dossier.tests.at(-1)?.sampledAt).toBe(instant(when.secondSample))
})

it('A report that comes once somebody is on the way is kept, and a positive one is an alarm', () => {
  for (const build of [aboard, landed]) {
    given(build())
      .when(RecordTest(naat(when.firstSample, { id: 'late' })), when.landed)
      .then('TestRecorded')
      .follows()
    given(build())
      .when(RecordTest(naat(when.firstSample, { id: 'late', result: 'positive' })), when.landed)
      .then('TestRecorded', 'FoundPositive')
      .follows('alarm.positive')
  }
})
