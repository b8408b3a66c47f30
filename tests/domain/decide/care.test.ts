// Medical care and what leads out of it; missing and found.
import { describe, expect, it } from 'vitest'
import {
  AskDeadline,
  CompleteCentralPeriod,
  RecordTest,
  Release,
  ReportFound,
  ReportMissing,
  ReturnToObservation,
  TakeToMedicalCare,
  aboard,
  atHome,
  builders,
  cleared,
  given,
  hour,
  inCare,
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
  theRoom,
  when,
  type Case,
} from '../../support/journeys.ts'

/** In care since day 3, with these samples there. */
const treated = (
  samples: readonly (readonly [day: number, more: object])[],
  cause: 'fever' | 'positive' = 'positive',
) =>
  samples.reduce(
    (held, [day, more]) => play(held, RecordTest(naat(onDay(day), more)), onDay(day, '18:00:00')),
    inCare({}, cause),
  )

describe('Medical care', () => {
  it('ends the stay, frees the room and tells the merchant', () => {
    const { journey } = given(sampledOn(observed(), 1, 2))
      .when(TakeToMedicalCare('positive'), onDay(3))
      .then('TakenToMedicalCare')
      .stands('inMedicalCare')
      .follows('free.room', 'letter.inMedicalCare')
    expect(journey.dossier.stays.at(-1)?.until).toBe(instant(onDay(3)))
  })

  it('takes people from home and from among the missing too, and nobody twice', () => {
    given(atHome()).when(TakeToMedicalCare('ill')).then('TakenToMedicalCare').stands('inMedicalCare')
    given(missing()).when(TakeToMedicalCare('ill')).then('TakenToMedicalCare').stands('inMedicalCare')
    given(inCare()).when(TakeToMedicalCare('ill')).refused('out-of-sequence', 'outOfSequence')
  })

  it('after an infection is left after two clear tests a day apart', () => {
    const { journey } = given(
      treated([
        [5, {}],
        [6, {}],
      ]),
    )
      .when(ReturnToObservation, onDay(7))
      .then('ReturnedToObservation')
      .stands('underMedicalObservation')
    expect(journey.dossier.care).toMatchObject([
      { cause: 'positive', from: instant(onDay(3)), until: instant(onDay(7)) },
    ])
    expect(journey.dossier.stays).toHaveLength(2)
    expect(journey.dossier.dayOne).toBe('2022-08-29')
  })

  it('counts a positive with so little virus as clear, and one without a Ct value not', () => {
    const weak = { result: 'positive', ct: 35 }
    given(
      treated([
        [5, weak],
        [6, weak],
      ]),
    )
      .when(ReturnToObservation)
      .then('ReturnedToObservation')
    given(
      treated([
        [5, weak],
        [6, { ...weak, ct: 34.9 }],
      ]),
    )
      .when(ReturnToObservation)
      .refused('policy-unmet', 'careNotOver')
    given(
      treated([
        [5, weak],
        [6, { result: 'positive' }],
      ]),
    )
      .when(ReturnToObservation)
      .refused('policy-unmet', 'careNotOver')
  })

  it('is not left with one clear test, with two too close together, or on one from before', () => {
    const refused = (held: Case) =>
      given(held).when(ReturnToObservation, onDay(7)).refused('policy-unmet', 'careNotOver')
    expect(refused(treated([[5, {}]])).findings[0]?.facts).toMatchObject({ needed: 2, inHand: 1, leastInterval: 24 })
    refused(inCare())
    const first = treated([[5, {}]])
    refused(play(first, RecordTest(naat(shifted(onDay(5), 24 * hour - 1))), onDay(7)))
    given(play(first, RecordTest(naat(shifted(onDay(5), 24 * hour))), onDay(7)))
      .when(ReturnToObservation)
      .then('ReturnedToObservation')
  })

  it('for a fever is left after one clear test', () => {
    given(inCare({}, 'fever')).when(ReturnToObservation).refused('policy-unmet', 'careNotOver')
    given(treated([[4, {}]], 'fever'))
      .when(ReturnToObservation)
      .then('ReturnedToObservation')
  })

  it('is left for good by the same rule', () => {
    given(treated([[5, {}]]))
      .when(Release)
      .refused('policy-unmet', 'careNotOver')
    const { journey } = given(
      treated([
        [5, {}],
        [6, {}],
      ]),
    )
      .when(Release)
      .then('Released')
      .stands('released')
    expect(journey.dossier.care.at(-1)?.until).not.toBeNull()
  })

  it('is not left when the newest test is positive again with much virus', () => {
    const relapse = treated([
      [4, {}],
      [5, {}],
      [6, { result: 'positive', ct: 20 }],
    ])
    given(relapse).when(ReturnToObservation).refused('policy-unmet', 'careNotOver')
  })

  it('for a fever that turns out to be an infection is left by the rule of infections', () => {
    const infected = treated(
      [
        [3, { result: 'positive', ct: 20 }],
        [4, {}],
      ],
      'fever',
    )
    given(infected).when(ReturnToObservation).refused('policy-unmet', 'careNotOver')
  })

  it('counts the days between clear tests by their samples, in whatever order they are recorded', () => {
    const held = play(inCare(), RecordTest(naat(onDay(6))), onDay(6, '18:00:00'))
    given(play(held, RecordTest(naat(onDay(4))), onDay(6, '19:00:00')))
      .when(ReturnToObservation)
      .then('ReturnedToObservation')
  })

  it('counts towards the central period, whose test days in care are not asked again', () => {
    const back = play(
      treated([
        [5, {}],
        [6, {}],
      ]),
      ReturnToObservation,
      onDay(6, '20:00:00'),
    )
    given(sampledOn(back, 7)).when(CompleteCentralPeriod, when.centralEnds).then('CentralPeriodCompleted')
    given(back).when(CompleteCentralPeriod, when.centralEnds).refused('policy-unmet', 'dayTestMissing')
  })

  it('over the last test day ends the period without a test of it, where a high Ct was the last result', () => {
    const weak = { result: 'positive', ct: 36 }
    const back = play(
      treated([
        [6, weak],
        [7, weak],
      ]),
      ReturnToObservation,
      onDay(7, '20:00:00'),
    )
    given(back).when(CompleteCentralPeriod, when.centralEnds).then('CentralPeriodCompleted')
  })

  it('is returned from only by whoever was in it or missing', () => {
    for (const build of [inTransfer, observed, atHome]) {
      given(build()).when(ReturnToObservation).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('is returned from only where an edition of observation is known', () => {
    given(
      treated([
        [5, {}],
        [6, {}],
      ]),
      { observation: null },
    )
      .when(ReturnToObservation)
      .refused('policy-unmet', 'noEditionKnown')
  })

  it('at home leads to the facility, and the dossier says that the second leg is spent there', () => {
    const ill = play(atHome(), TakeToMedicalCare('ill'), onDay(8))
    const well = play(ill, RecordTest(naat(onDay(8, '13:00:00'))), onDay(8, '19:00:00'))
    const { journey } = given(well).when(ReturnToObservation).then('ReturnedToObservation')
    expect(journey.dossier.home?.place).toBe('facility')
  })
})

describe('A positive with little virus, where every positive counts', () => {
  const weak = (day: number) => naat(onDay(day), { id: `weak-${day}`, result: 'positive', ct: 36 })

  it('asks for care like any other, even if the samples behind it are negative', () => {
    const positive = play(sampledOn(observed(), 1, 2), RecordTest(weak(3)), onDay(3, '18:00:00'))
    const { findings } = given(sampledOn(positive, 5, 7))
      .when(CompleteCentralPeriod, when.centralEnds)
      .refused('policy-unmet', 'positiveNotTreated')
    expect(findings[0]?.facts).toEqual({ test: 'weak-3' })
  })

  it('behind care for an infection is measured by the rule of care, and behind care for a fever is not', () => {
    const behind = (cause: 'fever' | 'positive') => {
      const well = treated(
        [
          [3, {}],
          [4, {}],
        ],
        cause,
      )
      const back = play(well, ReturnToObservation, onDay(4, '20:00:00'))
      return sampledOn(play(back, RecordTest(weak(5)), onDay(5, '18:00:00')), 7)
    }
    given(behind('positive')).when(CompleteCentralPeriod, when.centralEnds).then('CentralPeriodCompleted')
    given(behind('fever')).when(CompleteCentralPeriod, when.centralEnds).refused('policy-unmet', 'positiveNotTreated')
  })
})

describe('Somebody missing', () => {
  it('is an alarm from every place after landing, asked about again every six hours', () => {
    for (const build of [landed, inTransfer, observed, inCare, atHome]) {
      const { effects } = given(build()).when(ReportMissing, onDay(9)).then('LeftLoop').stands('leftLoop')
      expect(effects.filter(({ name }) => name !== 'free.room')).toEqual([
        { name: 'alarm.leftLoop', dueAt: instant(onDay(9)) },
        { name: 'wake.stillMissing', dueAt: shifted(onDay(9), 6 * hour) },
      ])
    }
  })

  it('cannot be missing from the loop before landing, or twice', () => {
    for (const build of [cleared, aboard, missing]) {
      given(build()).when(ReportMissing).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('leaves the room and is told of again while not found', () => {
    expect(missing().journey.dossier.stays.at(-1)?.until).toBe(instant(onDay(2)))
    given(missing())
      .when(AskDeadline('wake.stillMissing'), onDay(2, '18:00:00'))
      .then('StillMissing')
      .stands('leftLoop')
      .follows('alarm.leftLoop', 'wake.stillMissing')
  })

  it('is asked about by no other wake', () => {
    for (const wake of ['wake.testDayEnds', 'wake.centralPeriodEnds', 'wake.homePeriodEnds']) {
      given(missing()).when(AskDeadline(wake), when.homeEnds).then().follows()
    }
  })
})

describe('Somebody found', () => {
  it('goes back to the transfer', () => {
    given(play(landed(), ReportMissing, when.transfer))
      .when(ReportFound('transfer'))
      .then('ReturnedToTransfer')
      .stands('awaitingTransfer')
  })

  it('goes back to observation into a named room, the days counted on', () => {
    const { journey } = given(missing())
      .when(ReportFound('observation', theRoom), onDay(3))
      .then('ReturnedToObservation')
      .stands('underMedicalObservation')
    expect(journey.dossier.dayOne).toBe('2022-08-29')
  })

  it('who was missing before the first admission begins with day 1 after the landing', () => {
    const gone = play(inTransfer(), ReportMissing, when.admitted)
    const { journey } = given(gone).when(ReportFound('observation', theRoom), onDay(2)).then('ReturnedToObservation')
    expect(journey.dossier.dayOne).toBe('2022-08-29')
  })

  it('goes to no room that is not named', () => {
    given(missing()).when(ReportFound('observation')).refused('policy-unmet', 'roomMissing')
  })

  it('goes to no observation whose edition is not known', () => {
    given(missing(), { observation: null })
      .when(ReportFound('observation', theRoom))
      .refused('policy-unmet', 'noEditionKnown')
  })

  it('must have been missing', () => {
    for (const [stage, build] of Object.entries(builders)) {
      if (stage === 'leftLoop') continue
      given(build()).when(ReportFound('transfer')).refused('out-of-sequence', 'outOfSequence')
      given(build()).when(ReportFound('observation', theRoom)).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('may be returned to observation by the facility itself', () => {
    given(missing()).when(ReturnToObservation, onDay(3)).then('ReturnedToObservation')
  })
})
