// Worklists: what somebody has to do for a journey now, and by when; whatever is listed is taken when it is done.
import { describe, expect, it } from 'vitest'
import { acts } from '../../src/domain/access/table.ts'
import { dueFor } from '../../src/domain/journey/due.ts'
import { finalStages } from '../../src/domain/journey/stage.ts'
import {
  ApplyForCode,
  Board,
  CompleteCentralPeriod,
  IssueCode,
  RecordTest,
  Release,
  ReturnToObservation,
  TakeToMedicalCare,
  atHome,
  builders,
  centralDone,
  cleared,
  codeAppliedFor,
  codeInHand,
  firstCounted,
  given,
  homeDone,
  hour,
  inCare,
  inTransfer,
  infant,
  instant,
  landed,
  missing,
  naat,
  observed,
  onDay,
  onManifest,
  play,
  sampledOn,
  seated,
  shifted,
  waitlisted,
  when,
  type Case,
} from '../support/journeys.ts'

const due = (held: Case, at: string = held.now) => dueFor(held.journey, held.policy, instant(at))
const words = (held: Case, at?: string) => due(held, at).map(({ act, number }) => `${act}${number ?? ''}`)
const documents = shifted(when.boarding, -3 * hour)

describe('Before boarding', () => {
  it('a sample is due while its window is open, and until its end', () => {
    expect(words(seated(), shifted(when.boarding, -48 * hour - 1))).toEqual([])
    expect(due(seated(), when.firstSample)).toEqual([
      {
        act: 'RecordTest',
        number: 1,
        from: shifted(when.boarding, -48 * hour),
        by: shifted(when.boarding, -24 * hour),
      },
    ])
    expect(words(seated(), shifted(when.boarding, -24 * hour + 1))).toEqual([])
  })

  it('the application is due once the first report is there, then the code, until the documents must be in hand', () => {
    expect(due(firstCounted())).toMatchObject([{ act: 'ApplyForCode', by: documents }])
    expect(due(codeAppliedFor())).toMatchObject([{ act: 'IssueCode', from: instant(when.codeApplied), by: documents }])
    expect(words(firstCounted(), when.secondSample)).toEqual(['RecordTest2', 'ApplyForCode'])
    expect(words(codeInHand(), when.secondSample)).toEqual(['RecordTest2'])
  })

  it('of an exempt infant only the code is due', () => {
    expect(words(infant())).toEqual(['ApplyForCode'])
  })

  it('boarding is due for whoever is on the closed manifest', () => {
    expect(words(cleared())).toEqual([])
    expect(due(onManifest(cleared()))).toMatchObject([{ act: 'Board', by: instant(when.boarding) }])
  })

  it('nothing is due for whoever waits, or where no edition is known', () => {
    expect(words(waitlisted())).toEqual([])
    expect(dueFor(seated().journey, { ...seated().policy, mission: null }, instant(when.firstSample))).toEqual([])
  })
})

describe('After landing', () => {
  it('a vehicle is due, then the admission', () => {
    expect(due(landed())).toEqual([{ act: 'SeatPassengers', number: null, from: instant(when.landed), by: null }])
    expect(words(inTransfer())).toEqual(['Admit'])
  })

  it('each test day without a sample is due until that day ends', () => {
    expect(words(observed())).toEqual([])
    expect(due(observed(), onDay(2))).toMatchObject([
      { act: 'RecordTest', number: 1, by: instant(onDay(2, '00:00:00')) },
      { act: 'RecordTest', number: 2, by: instant(onDay(3, '00:00:00')) },
    ])
    expect(words(sampledOn(observed(), 1, 2), onDay(4))).toEqual(['RecordTest3'])
    expect(words(atHome(), onDay(10))).toEqual(['RecordTest3'])
  })

  it('the end of each leg is due once nothing stands against it', () => {
    expect(words(centralDone(), shifted(when.centralEnds, -1))).toEqual([])
    expect(due(centralDone())).toMatchObject([{ act: 'CompleteCentralPeriod', from: instant(when.centralEnds) }])
    expect(due(homeDone())).toMatchObject([{ act: 'Release', from: instant(when.homeEnds) }])
  })

  it('a positive test calls for medical care before everything else, and not again after that care', () => {
    const weak = { result: 'positive', ct: 36 }
    const positive = play(observed(), RecordTest(naat(onDay(1), { result: 'positive' })), onDay(1, '18:00:00'))
    expect(words(positive, onDay(2))).toEqual(['TakeToMedicalCare'])
    const treated = [4, 5].reduce(
      (held, day) => play(held, RecordTest(naat(onDay(day), weak)), onDay(day, '18:00:00')),
      inCare(),
    )
    const back = play(treated, ReturnToObservation, onDay(5, '20:00:00'))
    expect(words(back, onDay(6))).toEqual([])
    // A weak positive behind that care is none of an infection: another test is due, no care.
    const again = play(back, RecordTest(naat(onDay(7), weak)), onDay(7, '18:00:00'))
    expect(words(again, onDay(7, '20:00:00'))).toEqual(['RecordTest7'])
  })

  it('the return from care is due when its tests are there, and the search while somebody is missing', () => {
    expect(words(inCare())).toEqual([])
    const well = play(inCare({}, 'fever'), RecordTest(naat(onDay(4))), onDay(4, '18:00:00'))
    expect(words(well)).toEqual(['ReturnToObservation'])
    expect(words(missing())).toEqual(['ReportFound'])
  })

  it('nothing is due at the end, in the air, or where no edition of observation is known', () => {
    for (const stage of [...finalStages, 'aboard', 'registered'] as const) expect(words(builders[stage]())).toEqual([])
    for (const build of [observed, inCare, atHome]) {
      const { journey, policy } = build()
      expect(dueFor(journey, { ...policy, observation: null }, instant(when.homeEnds))).toEqual([])
    }
  })
})

it('Whatever is listed is an act of the table, and is taken when it is done', () => {
  const done = [
    [firstCounted(), ApplyForCode],
    [codeAppliedFor(), IssueCode()],
    [infant(), ApplyForCode],
    [onManifest(cleared()), Board],
    [centralDone(), CompleteCentralPeriod],
    [homeDone(), Release],
    [play(observed(), RecordTest(naat(onDay(1), { result: 'positive' })), onDay(1, '18:00:00')), TakeToMedicalCare()],
  ] as const
  for (const [held, command] of done) {
    expect(words(held)).toContain(command.type)
    expect(given(held).when(command).decision.outcome, command.type).toBe('accepted')
  }
  for (const build of Object.values(builders)) {
    for (const { act } of due(build())) expect(acts).toContain(act)
  }
})
