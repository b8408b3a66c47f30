// The twenty measures of 11 November 2022: below Ct 35 an infection, from there to 40 a risk assessment, from 40 on neither.
import { describe, expect, it } from 'vitest'
import { dueFor } from '../../../src/domain/journey/due.ts'
import type { ObservationEdition } from '../../../src/domain/policy/observationEdition.ts'
import {
  AssessRisk,
  CompleteCentralPeriod,
  RecordTest,
  Release,
  ReturnToObservation,
  TakeToMedicalCare,
  atHome,
  builders,
  defaultPolicy,
  given,
  instant,
  naat,
  observed,
  onDay,
  play,
  sampledOn,
  type Case,
  type Command,
} from '../../support/journeys.ts'
import { ninth, observationOnFile } from '../../support/policy.ts'

const twenty = observationOnFile('cn-33-2022-11-11')
const under = (observation: ObservationEdition) => ({ policy: defaultPolicy({ observation }) })
/** Midnight after the fifth day, and after the third at home. */
const centralEnds = onDay(6, '00:00:00')
const homeEnds = onDay(9, '00:00:00')
const weak = (ct: number | undefined) =>
  naat(onDay(5), { id: 'weak', result: 'positive', ...(ct === undefined ? {} : { ct }) })

/** Five days under the twenty measures, the last sample positive with this Ct. */
const lastDayPositive = (ct: number | undefined): Case =>
  play(sampledOn(observed(under(twenty)), 1, 2, 3), RecordTest(weak(ct)), onDay(5, '18:00:00'))
const due = (held: Case, at: string = held.now) => dueFor(held.journey, held.policy, instant(at)).map(({ act }) => act)

describe('A positive with Ct 36 on the last day', () => {
  it('is no infection: it is recorded without an alarm', () => {
    given(sampledOn(observed(under(twenty)), 1, 2, 3))
      .when(RecordTest(weak(36)), onDay(5, '18:00:00'))
      .then('TestRecorded')
      .stands('underMedicalObservation')
      .follows()
  })

  it('keeps the merchant until a risk assessment has decided', () => {
    const { findings } = given(lastDayPositive(36))
      .when(CompleteCentralPeriod, centralEnds)
      .refused('policy-unmet', 'riskAssessmentMissing')
    expect(findings[0]).toMatchObject({ facts: { test: 'weak', ct: 36 }, edition: twenty.id })
    expect(due(lastDayPositive(36))).toEqual(['AssessRisk'])
  })

  it('that is a past infection lets the merchant go home', () => {
    const { case: assessed } = given(lastDayPositive(36))
      .when(AssessRisk('weak', 'pastInfection'))
      .then('RiskAssessed')
      .stands('underMedicalObservation')
      .follows()
    expect(assessed.journey.dossier.riskAssessment).toMatchObject({ test: 'weak', outcome: 'pastInfection' })
    given(assessed)
      .when(CompleteCentralPeriod, centralEnds)
      .then('CentralPeriodCompleted')
      .stands('underHomeMonitoring')
  })

  it('that excludes nothing keeps the merchant, and calls for care', () => {
    const { case: assessed } = given(lastDayPositive(36)).when(AssessRisk('weak', 'notExcluded')).then('RiskAssessed')
    given(assessed).when(CompleteCentralPeriod, centralEnds).refused('policy-unmet', 'riskNotExcluded')
    expect(due(assessed)).toEqual(['TakeToMedicalCare'])
  })

  it('may be assessed again, and the last word counts', () => {
    given(lastDayPositive(36))
      .when(AssessRisk('weak', 'notExcluded'))
      .then('RiskAssessed')
      .when(AssessRisk('weak', 'pastInfection'))
      .then('RiskAssessed')
      .when(CompleteCentralPeriod, centralEnds)
      .then('CentralPeriodCompleted')
  })

  it('is not decided by the assessment of another test', () => {
    const other = naat(onDay(3, '09:00:00'), { id: 'other', result: 'positive', ct: 37 })
    const held = play(sampledOn(observed(under(twenty)), 1, 2), RecordTest(other), onDay(3, '18:00:00'))
    const assessed = play(held, AssessRisk('other', 'pastInfection'), onDay(3, '19:00:00'))
    given(play(assessed, RecordTest(weak(36)), onDay(5, '18:00:00')))
      .when(CompleteCentralPeriod, centralEnds)
      .refused('policy-unmet', 'riskAssessmentMissing')
  })

  it('is over once a later sample is negative', () => {
    const later = naat(onDay(5, '20:00:00'))
    given(play(lastDayPositive(36), RecordTest(later), onDay(6, '02:00:00')))
      .when(CompleteCentralPeriod)
      .then('CentralPeriodCompleted')
  })

  it('at home waits in the same way', () => {
    const held = play(lastDayPositive(41), CompleteCentralPeriod, centralEnds)
    const last = naat(onDay(8), { id: 'last', result: 'positive', ct: 36 })
    const kept = play(sampledOn(held, 6), RecordTest(last), onDay(8, '18:00:00'))
    given(kept).when(Release, homeEnds).refused('policy-unmet', 'riskAssessmentMissing')
    given(kept).when(AssessRisk('last', 'pastInfection')).then('RiskAssessed').when(Release, homeEnds).then('Released')
  })
})

describe('The two lines', () => {
  it.each([
    [34.9, ['positiveNotTreated']],
    [35, ['riskAssessmentMissing']],
    [39.9, ['riskAssessmentMissing']],
    [40, []],
    [41, []],
    [undefined, ['positiveNotTreated']],
  ] as const)('make of a last positive with Ct %s: %j', (ct, codes) => {
    const asked = given(lastDayPositive(ct)).when(CompleteCentralPeriod, centralEnds)
    if (codes.length) asked.refused('policy-unmet', ...codes)
    else asked.then('CentralPeriodCompleted')
  })

  it('raise an alarm below the first and where the Ct is not known, and none above', () => {
    for (const [ct, facts] of [
      [34.9, ['TestRecorded', 'FoundPositive']],
      [undefined, ['TestRecorded', 'FoundPositive']],
      [35, ['TestRecorded']],
      [41, ['TestRecorded']],
    ] as const) {
      given(observed(under(twenty)))
        .when(RecordTest(weak(ct)), onDay(5, '18:00:00'))
        .then(...facts)
    }
  })

  it('are not drawn by the ninth edition: Ct 36 is an infection there, with its alarm, and asks for care', () => {
    const last = naat(onDay(7), { id: 'weak', result: 'positive', ct: 36 })
    const { case: found } = given(sampledOn(observed(under(ninth)), 1, 2, 3, 5))
      .when(RecordTest(last), onDay(7, '18:00:00'))
      .then('TestRecorded', 'FoundPositive')
      .follows('alarm.positive')
    given(found).when(CompleteCentralPeriod, onDay(8, '00:00:00')).refused('policy-unmet', 'positiveNotTreated')
    given(found).when(AssessRisk('weak', 'pastInfection')).refused('policy-unmet', 'noAssessmentAsked')
  })
})

describe('A risk assessment', () => {
  it('of a test that is not recorded is refused', () => {
    const { findings } = given(lastDayPositive(36))
      .when(AssessRisk('nobody', 'pastInfection'))
      .refused('policy-unmet', 'testUnknown')
    expect(findings[0]?.facts).toEqual({ test: 'nobody' })
  })

  it('of a test that needs none is refused: a negative, an infection, one with hardly any virus', () => {
    const negative = sampledOn(observed(under(twenty)), 1)
    const { id } = negative.journey.dossier.tests.at(-1)!
    given(negative).when(AssessRisk(id, 'pastInfection')).refused('policy-unmet', 'noAssessmentAsked')
    for (const ct of [34.9, 40, undefined]) {
      given(lastDayPositive(ct)).when(AssessRisk('weak', 'pastInfection')).refused('policy-unmet', 'noAssessmentAsked')
    }
  })

  it('is made under observation and at home, and nowhere else', () => {
    const taken = Object.entries(builders).filter(([, build]) => {
      const { decision } = given(build()).when(AssessRisk('t0', 'pastInfection'))
      return decision.outcome === 'accepted' || decision.reason === 'policy-unmet'
    })
    expect(taken.map(([stage]) => stage)).toEqual(['underMedicalObservation', 'underHomeMonitoring'])
  })

  it('is refused where no edition of observation is known', () => {
    given(lastDayPositive(36), { observation: null })
      .when(AssessRisk('weak', 'pastInfection'))
      .refused('policy-unmet', 'noEditionKnown')
  })
})

describe('Medical care that ended by its own rule', () => {
  it('asks no risk assessment of the weak positives on which it ended', () => {
    const steps: readonly (readonly [Command, string])[] = [
      [TakeToMedicalCare('positive'), onDay(3)],
      [RecordTest(naat(onDay(4), { result: 'positive', ct: 36 })), onDay(4, '18:00:00')],
      [RecordTest(naat(onDay(5), { result: 'positive', ct: 36 })), onDay(5, '18:00:00')],
      [ReturnToObservation, onDay(5, '20:00:00')],
    ]
    const back = steps.reduce(
      (held, [command, at]) => play(held, command, at),
      sampledOn(observed(under(twenty)), 1, 2),
    )
    expect(due(back, centralEnds)).toEqual(['CompleteCentralPeriod'])
    given(back).when(CompleteCentralPeriod, centralEnds).then('CentralPeriodCompleted')
  })
})

it('Somebody at home under the ninth edition needs no assessment either', () => {
  const weakAtHome = naat(onDay(10), { id: 'weak', result: 'positive', ct: 36 })
  const held = play(atHome(under(ninth)), RecordTest(weakAtHome), onDay(10, '18:00:00'))
  given(held).when(AssessRisk('weak', 'pastInfection')).refused('policy-unmet', 'noAssessmentAsked')
})
