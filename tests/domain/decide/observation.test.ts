// The central period: days, tests, its end, and the home leg or the facility after it.
import { describe, expect, it } from 'vitest'
import { Edition } from '../../../src/domain/policy/edition.ts'
import { ObservationEdition } from '../../../src/domain/policy/observationEdition.ts'
import {
  AskDeadline,
  AssessHome,
  CompleteCentralPeriod,
  RecordTest,
  Release,
  atHome,
  centralDone,
  defaultPolicy,
  given,
  homeDone,
  hour,
  inTransfer,
  instant,
  landed,
  missing,
  naat,
  observed,
  onDay,
  play,
  sampledOn,
  shifted,
  stayingOn,
  when,
  type Case,
} from '../../support/journeys.ts'
import { ninth } from '../../support/policy.ts'

const ninthWith = (more: object) => ObservationEdition.parse({ ...ninth, ...more })
const atEnd = (held: Case): Case => ({ ...held, now: instant(when.centralEnds) })

describe('A test under observation', () => {
  it('is recorded, whatever its result', () => {
    for (const result of ['negative', 'positive', 'inconclusive', 'invalid']) {
      given(observed())
        .when(RecordTest(naat(onDay(1), { result })), onDay(1, '18:00:00'))
        .then('TestRecorded', ...(result === 'positive' ? (['FoundPositive'] as const) : []))
        .stands('underMedicalObservation')
        .follows(...(result === 'positive' ? (['alarm.positive'] as const) : []))
    }
  })

  it('that was positive asks for care before anything ends, whatever is found later', () => {
    const positive = play(observed(), RecordTest(naat(onDay(3), { result: 'positive' })), onDay(3, '18:00:00'))
    given(atEnd(sampledOn(positive, 1, 2, 5, 7)))
      .when(CompleteCentralPeriod)
      .refused('policy-unmet', 'positiveNotTreated')
  })

  it('that was invalid is no test of its day', () => {
    const invalid = play(observed(), RecordTest(naat(onDay(3), { result: 'invalid' })), onDay(3, '18:00:00'))
    given(atEnd(sampledOn(invalid, 1, 2, 5, 7)))
      .when(CompleteCentralPeriod)
      .refused('policy-unmet', 'dayTestMissing')
  })

  it('taken on a day that asks none makes up for a missed test day before it, once, and never for one behind it', () => {
    given(atEnd(sampledOn(observed(), 1, 2, 4, 5, 7)))
      .when(CompleteCentralPeriod)
      .then('CentralPeriodCompleted')
    given(atEnd(sampledOn(observed(), 1, 4, 5, 7)))
      .when(CompleteCentralPeriod)
      .refused('policy-unmet', 'dayTestMissing')
    given(atEnd(sampledOn(observed(), 1, 2, 3, 4, 7)))
      .when(CompleteCentralPeriod)
      .refused('policy-unmet', 'dayTestMissing')
  })

  it('makes up for no more than one missed day, however many were taken on its own day', () => {
    const atOnce = ['00', '05', '10', '15', '20'].map((minute) => RecordTest(naat(onDay(7, `12:${minute}:00`))))
    const held = atOnce.reduce((so, test) => play(so, test, onDay(7, '20:00:00')), observed())
    const { findings } = given(atEnd(held))
      .when(CompleteCentralPeriod)
      .refused('policy-unmet', 'dayTestMissing', 'dayTestMissing', 'dayTestMissing')
    expect(findings.map(({ facts }) => facts.day)).toEqual([2, 3, 5])
    // One a day from then on.
    const tenth = sampledOn(held, 8, 9)
    given(tenth).when(CompleteCentralPeriod, onDay(10)).refused('policy-unmet', 'dayTestMissing')
    given(sampledOn(tenth, 10)).when(CompleteCentralPeriod, onDay(11)).then('CentralPeriodCompleted')
  })

  it('that is the second of a double test on the last day may be taken on a later day', () => {
    const value = { ...ninth.central.value, doubleTestDays: [7] }
    const policy = defaultPolicy({ observation: ninthWith({ central: { ...ninth.central, value } }) })
    const half = sampledOn(observed({ policy }), 1, 2, 3, 5, 7)
    given(half).when(CompleteCentralPeriod, when.centralEnds).refused('policy-unmet', 'releaseTestMissing')
    const { events } = given(half).when(AskDeadline('wake.testDayEnds'), when.centralEnds).then('DayTestMissed')
    expect(events[0]).toMatchObject({ findings: [{ code: 'daySampleShort', facts: { day: 7, asked: 2, taken: 1 } }] })
    given(sampledOn(half, 8)).when(CompleteCentralPeriod, onDay(9)).then('CentralPeriodCompleted')
  })

  it('needs no edition of the mission any more', () => {
    given(observed(), { mission: null })
      .when(RecordTest(naat(onDay(1))), onDay(1, '18:00:00'))
      .then('TestRecorded')
  })

  it('is refused when it is known, reported before its sample or reported in the future', () => {
    const test = naat(onDay(1))
    const held = play(observed(), RecordTest(test), onDay(1, '18:00:00'))
    given(held).when(RecordTest(test)).refused('out-of-sequence', 'testKnown')
    given(held)
      .when(RecordTest(naat(onDay(2))), onDay(2, '13:00:00'))
      .refused('policy-unmet', 'reportInFuture')
    given(held)
      .when(RecordTest(naat(onDay(2), { reportedAt: shifted(onDay(2), -hour) })), onDay(3))
      .refused('policy-unmet', 'reportBeforeSample')
  })
})

describe('An edition of observation is refused, and the field named,', () => {
  const problems = (legs: { readonly central?: object; readonly home?: object }) => {
    const leg = (name: 'central' | 'home') => ({ ...ninth[name], value: { ...ninth[name].value, ...legs[name] } })
    const read = Edition.safeParse({ ...ninth, central: leg('central'), home: leg('home') })
    return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
  }

  it('where test days stand out of order or twice', () => {
    expect(problems({ central: { testDays: [7, 1, 1] } })).toEqual([
      'central.value.testDays.1: day 1 stands behind day 7: each day once, in their order',
      'central.value.testDays.2: day 1 stands behind day 1: each day once, in their order',
    ])
    expect(problems({ central: { days: 14, testDays: [1, 14], doubleTestDays: [14, 1] } })).toEqual([
      'central.value.doubleTestDays.1: day 1 stands behind day 14: each day once, in their order',
    ])
    expect(problems({ home: { testDays: [2, 2] } })).toHaveLength(1)
    expect(problems({ central: { testDays: [1, 7], doubleTestDays: [1, 7] } })).toEqual([])
  })

  it('where a home leg has days and the central leg before it none', () => {
    const none = { days: 0, testDays: [], doubleTestDays: [] }
    expect(problems({ central: none })).toEqual([
      'home.value.days: a home leg follows a central one, and none is asked: it must have no days either',
    ])
    expect(problems({ central: none, home: none })).toEqual([])
  })
})

describe('The central period', () => {
  it('ends at home, at midnight after its seventh day, with every test negative', () => {
    const { journey } = given(centralDone())
      .when(CompleteCentralPeriod)
      .then('CentralPeriodCompleted')
      .stands('underHomeMonitoring')
      .follows('free.room', 'letter.underHomeMonitoring', 'wake.testDayEnds', 'wake.homePeriodEnds')
    expect(journey.dossier.home).toMatchObject({ dayOne: '2022-09-05', place: 'home' })
    expect(journey.dossier.stays.at(-1)?.until).toBe(instant(when.centralEnds))
  })

  it('does not end a moment before that midnight', () => {
    const { findings } = given(centralDone())
      .when(CompleteCentralPeriod, shifted(when.centralEnds, -1))
      .refused('policy-unmet', 'periodNotOver')
    expect(findings[0]?.facts).toEqual({ days: 7, ends: '2022-09-05 00:00 (Asia/Shanghai)' })
  })

  it('closed late begins the home leg on the day on which it was closed', () => {
    const { journey } = given(centralDone()).when(CompleteCentralPeriod, onDay(10)).then('CentralPeriodCompleted')
    expect(journey.dossier.home?.dayOne).toBe('2022-09-07')
  })

  it('does not end while a test day has no sample, and names each of them', () => {
    const { findings } = given(atEnd(sampledOn(observed(), 1, 3, 7)))
      .when(CompleteCentralPeriod)
      .refused('policy-unmet', 'dayTestMissing', 'dayTestMissing')
    expect(findings.map(({ facts }) => facts)).toEqual([{ day: 2 }, { day: 5 }])
  })

  it('does not end on a last test that is not negative', () => {
    for (const result of ['positive', 'inconclusive', 'invalid']) {
      const last = RecordTest(naat(onDay(7), { result }))
      given(atEnd(play(sampledOn(observed(), 1, 2, 3, 5), last, onDay(7, '18:00:00'))))
        .when(CompleteCentralPeriod)
        .refused(
          'policy-unmet',
          ...(result === 'positive' ? ['positiveNotTreated'] : ['dayTestMissing', 'lastTestNotNegative']),
        )
    }
  })

  it('does not end with fewer negatives than the edition asks before release', () => {
    const policy = defaultPolicy({
      observation: ninthWith({
        central: { ...ninth.central, value: { days: 7, testDays: [7], doubleTestDays: [7] } },
      }),
    })
    const held = atEnd(sampledOn(observed({ policy }), 7))
    const { findings } = given(held).when(CompleteCentralPeriod).refused('policy-unmet', 'releaseTestMissing')
    expect(findings[0]?.facts).toEqual({ asked: 2, inHand: 1 })
    const second = play(held, RecordTest(naat(onDay(7, '13:00:00'))), when.centralEnds)
    given(second).when(CompleteCentralPeriod).then('CentralPeriodCompleted')
  })

  it('says everything that is missing at the same time', () => {
    given(observed())
      .when(CompleteCentralPeriod, onDay(2))
      .refused('policy-unmet', 'periodNotOver', 'dayTestMissing', 'dayTestMissing', 'releaseTestMissing')
  })

  it('is not completed before admission, from home, or by somebody missing', () => {
    for (const build of [landed, inTransfer, atHome, missing]) {
      given(build()).when(CompleteCentralPeriod).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('is not completed where no edition of observation is known', () => {
    given(centralDone(), { observation: null }).when(CompleteCentralPeriod).refused('policy-unmet', 'noEditionKnown')
  })

  it('releases at once where the edition asks no home leg', () => {
    const policy = defaultPolicy({
      observation: ninthWith({ home: { ...ninth.home, value: { ...ninth.home.value, days: 0, testDays: [] } } }),
    })
    given(centralDone({ policy }))
      .when(CompleteCentralPeriod)
      .then('Released')
      .stands('released')
      .follows('free.room', 'letter.released', 'wake.outcomeAsked')
  })

  it('without tests ends by its days alone', () => {
    const policy = defaultPolicy({
      observation: ninthWith({ central: { ...ninth.central, value: { days: 7, testDays: [], doubleTestDays: [] } } }),
    })
    given(observed({ policy })).when(CompleteCentralPeriod, when.centralEnds).then('CentralPeriodCompleted')
  })
})

describe('A home', () => {
  const impossible = (held: Case, ...codes: string[]) =>
    given(held)
      .when(CompleteCentralPeriod)
      .then('HomeLegImpossible')
      .stands('underMedicalObservation')
      .because(...codes)
      .follows('letter.staysInFacility', 'wake.testDayEnds', 'wake.homePeriodEnds')

  it('that did not suit from the beginning keeps the merchant in the facility for the second leg', () => {
    const { journey } = impossible(centralDone({ traits: { homeSuitable: false } }), 'homeUnsuitable')
    expect(journey.dossier.home).toMatchObject({ dayOne: '2022-09-05', place: 'facility' })
    expect(journey.dossier.stays.at(-1)?.until).toBeNull()
  })

  it('that was assessed as unsuitable does so too, with the assessor’s reason', () => {
    const assessed = given(centralDone()).when(AssessHome(false)).then('HomeAssessed').follows()
    const { journey } = impossible(assessed.case, 'homeUnsuitable')
    expect(journey.dossier.findings[0]?.facts).toEqual({ reason: 'shared kitchen' })
  })

  it('that was assessed as suitable overrules what was registered, and the last assessment counts', () => {
    const held = centralDone({ traits: { homeSuitable: false } })
    given(held)
      .when(AssessHome(false))
      .then('HomeAssessed')
      .when(AssessHome(true))
      .then('HomeAssessed')
      .when(CompleteCentralPeriod)
      .then('CentralPeriodCompleted')
  })

  it('in a place that is locked down cannot be gone to, however suitable', () => {
    const locked: Case = {
      ...centralDone(),
      policy: defaultPolicy({ lockedDown: (place) => (place === 'Yiwu' ? { reason: 'outbreak of 2 August' } : null) }),
    }
    const { journey } = impossible(locked, 'destinationLockedDown')
    expect(journey.dossier.findings[0]?.facts).toEqual({ destination: 'Yiwu', reason: 'outbreak of 2 August' })
    given({
      ...locked,
      policy: defaultPolicy({ lockedDown: (place) => (place === 'Hangzhou' ? { reason: 'x' } : null) }),
    })
      .when(CompleteCentralPeriod)
      .then('CentralPeriodCompleted')
  })

  it('is asked about at the moment of completion, so that a lockdown that has ended keeps nobody', () => {
    const until = instant(when.centralEnds)
    const policy = defaultPolicy({ lockedDown: (_, at) => (at < until ? { reason: 'over soon' } : null) })
    given({ ...centralDone(), policy })
      .when(CompleteCentralPeriod)
      .then('CentralPeriodCompleted')
  })

  it('is assessed only under observation and in care', () => {
    for (const build of [landed, atHome, missing]) {
      given(build()).when(AssessHome(true)).refused('out-of-sequence', 'outOfSequence')
    }
  })
})

describe('Whoever stays in the facility', () => {
  it('completes no second central period', () => {
    given(stayingOn()).when(CompleteCentralPeriod).refused('out-of-sequence', 'centralPeriodOver')
  })

  it('is released from there after the home leg with its test', () => {
    const held = { ...sampledOn(stayingOn(), 10), now: instant(when.homeEnds) }
    given(held)
      .when(Release)
      .then('Released')
      .stands('released')
      .because()
      .follows('free.room', 'letter.released', 'wake.outcomeAsked')
  })

  it('is not released a moment earlier, nor without the test of that leg', () => {
    given(sampledOn(stayingOn(), 10)).when(Release, shifted(when.homeEnds, -1)).refused('policy-unmet', 'periodNotOver')
    given(stayingOn()).when(Release, when.homeEnds).refused('policy-unmet', 'dayTestMissing')
  })
})

describe('A release', () => {
  it('follows the home leg', () => {
    const { journey } = given(homeDone())
      .when(Release)
      .then('Released')
      .stands('released')
      .follows('letter.released', 'wake.outcomeAsked')
    expect(journey.dossier.releasedAt).toBe(instant(when.homeEnds))
  })

  it('is refused before the home leg is over, without its test, and on a result that is not negative', () => {
    given(homeDone()).when(Release, shifted(when.homeEnds, -1)).refused('policy-unmet', 'periodNotOver')
    given(atHome()).when(Release, when.homeEnds).refused('policy-unmet', 'dayTestMissing')
    const positive = play(atHome(), RecordTest(naat(onDay(10), { result: 'positive' })), onDay(10, '18:00:00'))
    given(positive).when(Release, when.homeEnds).refused('policy-unmet', 'positiveNotTreated')
  })

  it('is refused out of the central period', () => {
    given(centralDone()).when(Release).refused('policy-unmet', 'centralPeriodOpen')
  })

  it('is refused in the vehicle, and to somebody missing', () => {
    for (const build of [inTransfer, missing]) {
      given(build()).when(Release).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('is refused where no edition of observation is known', () => {
    given(homeDone(), { observation: null }).when(Release).refused('policy-unmet', 'noEditionKnown')
  })

  it('that cannot follow here is refused as out of sequence first, edition or none', () => {
    given(inTransfer(), { observation: null }).when(Release).refused('out-of-sequence', 'outOfSequence')
  })
})
