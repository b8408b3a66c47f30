// The gate: the rules asked again with the moment of boarding, the list, the doors, and whoever does not turn up.
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import {
  ApplyForCode,
  Board,
  DenyBoarding,
  Disembark,
  Offload,
  IssueCode,
  MarkNoShow,
  RecordTest,
  aboard,
  cleared,
  codeAppliedFor,
  codeInHand,
  defaultPolicy,
  elsewhere,
  given,
  hour,
  inFlight,
  infantCleared,
  instant,
  journeyNumber,
  naat,
  onManifest,
  play,
  seated,
  secondNegative,
  shifted,
  waitlisted,
  when,
} from '../../support/journeys.ts'
import { playedByPlan, withCode } from '../../support/plans.ts'
import { missionOnFile, policyUnder } from '../../support/policy.ts'

const flight = (more: Partial<Policy['flight']>): Partial<Policy> => ({
  flight: { ...defaultPolicy().flight, ...more },
})

describe('Boarding', () => {
  it('is for whoever is cleared and on the closed manifest', () => {
    const { journey } = given(onManifest(cleared())).when(Board, when.boarding).then('Boarded').stands('aboard')
    expect(journey.dossier.boardedAt).toBe(instant(when.boarding))
    given(onManifest(infantCleared())).when(Board, when.boarding).then('Boarded').stands('aboard')
  })

  it('is refused before everything is in hand', () => {
    for (const build of [waitlisted, seated, codeInHand]) {
      given(onManifest(build())).when(Board, when.boarding).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('is refused while the manifest is open', () => {
    given(cleared()).when(Board, when.boarding).refused('out-of-sequence', 'manifestOpen')
  })

  it('is refused to whoever is not on the manifest', () => {
    given(cleared(), flight({ manifest: [journeyNumber(9)] }))
      .when(Board, when.boarding)
      .refused('policy-unmet', 'notOnManifest')
  })

  it('is refused after the departure, whatever else is missing', () => {
    given(cleared(), flight({ departed: true }))
      .when(Board, when.boarding)
      .refused('out-of-sequence', 'alreadyDeparted')
  })

  it('late enough for the first sample to be older than 48 hours is refused, counted from that moment', () => {
    const lastMoment = shifted(when.firstSample, 48 * hour)
    given(onManifest(cleared())).when(Board, lastMoment).then('Boarded')
    const { findings } = given(onManifest(cleared()))
      .when(Board, shifted(lastMoment, 1000))
      .refused('policy-unmet', 'sampledTooEarly', 'sampledTooLate', 'testMissing', 'testMissing', 'codeBasisLapsed')
    expect(findings[0]?.message).toContain('counted from the actual boarding, 2022-08-28 16:00 (Asia/Seoul)')
  })

  describe('late, under the rule of May 2022, whose gate looks at the last report alone', () => {
    const policy = policyUnder(missionOnFile('kr-2022-05-20'), '2022-06-08T15:40:00+09:00', {
      boarding: '2022-06-08T15:10:00+09:00',
    })
    const last = '2022-06-08T05:00:00+09:00'
    const tests = [naat('2022-06-06T15:10:00+09:00'), naat(last, elsewhere)]
    const ready = tests.reduce(
      (held, test) => withCode(policy, play(held, RecordTest(test), test.reportedAt)),
      seated({ policy, at: '2022-05-30T10:00:00+09:00' }),
    )

    it('takes a first sample that has grown older than 48 hours', () => {
      given(onManifest(ready)).when(Board, '2022-06-08T17:00:00+09:00').then('Boarded')
    })

    it('takes a last sample of twelve hours and none that is a second older', () => {
      given(onManifest(ready))
        .when(Board, shifted(last, 12 * hour))
        .then('Boarded')
      given(onManifest(ready))
        .when(Board, shifted(last, 12 * hour + 1000))
        .refused('policy-unmet', 'sampledTooEarly', 'testMissing')
    })
  })

  it('however late, measures nothing again under a rule that counts from the schedule', () => {
    const policy = policyUnder(missionOnFile('ae-2022-07-01'), '2022-08-15T22:00:00+04:00')
    const ready = playedByPlan(policy, { at: '2022-08-05T10:00:00+04:00', moments: [0] })
    given(onManifest(ready)).when(Board, '2022-08-16T12:00:00+04:00').then('Boarded')
  })

  it('after the code has ended is refused for the code', () => {
    const held = play(
      play(codeAppliedFor(), IssueCode('blue', when.boarding), when.codeIssued),
      RecordTest(secondNegative()),
      shifted(when.secondSample, 6 * hour),
    )
    given(onManifest(held)).when(Board, when.boarding).then('Boarded')
    given(onManifest(held)).when(Board, shifted(when.boarding, 60_000)).refused('policy-unmet', 'codeExpired')
  })

  it('is refused for a day that no edition covers', () => {
    given(onManifest(cleared()), { mission: null }).when(Board, when.boarding).refused('policy-unmet', 'noEditionKnown')
  })

  it('of somebody aboard is refused', () => {
    given(aboard()).when(Board).refused('out-of-sequence', 'outOfSequence')
  })
})

describe('A carrier that denies boarding', () => {
  it('ends the journey, keeps the reason, and tells the children who depend on it', () => {
    const { journey } = given(cleared())
      .when(DenyBoarding, when.boarding)
      .then('BoardingDenied')
      .stands('notTravelled')
      .because('boardingDenied')
      .follows('letter.notTravelled', 'free.seat', 'tell.dependants')
    expect(journey.dossier.findings[0]?.facts).toEqual({ reason: 'a fever at the gate' })
  })

  it('cannot deny it to somebody who is not cleared, or aboard already', () => {
    for (const build of [seated, codeInHand, aboard]) {
      given(build()).when(DenyBoarding).refused('out-of-sequence', 'outOfSequence')
    }
  })
})

describe('Whoever does not turn up', () => {
  it('has not travelled', () => {
    given(cleared())
      .when(MarkNoShow, when.boarding)
      .then('DidNotShow')
      .stands('notTravelled')
      .because()
      .follows('letter.notTravelled', 'free.seat', 'tell.dependants')
  })

  it('was cleared to board: nobody else can be a no-show', () => {
    for (const build of [waitlisted, codeInHand, aboard]) {
      given(build()).when(MarkNoShow).refused('out-of-sequence', 'outOfSequence')
    }
  })
})

describe('A boarding', () => {
  it('is taken back while the aircraft stands, and the gate asks the rules again', () => {
    const before = aboard()
    const { journey } = given(before).when(Offload, when.boarding).then('Disembarked').stands('clearedToBoard')
    expect(journey.dossier.boardedAt).toBeNull()
    expect(journey.dossier.tests).toEqual(before.journey.dossier.tests)
  })

  it('is not taken back once the aircraft has left, nor from whoever is not aboard', () => {
    given(inFlight()).when(Offload).refused('out-of-sequence', 'alreadyDeparted')
    given(cleared()).when(Offload, when.boarding).refused('out-of-sequence', 'outOfSequence')
  })
})

describe('An aircraft that turns back', () => {
  it('puts whoever is aboard back before the gate', () => {
    const { journey } = given(inFlight()).when(Disembark).then('Disembarked').stands('clearedToBoard')
    expect(journey.dossier.boardedAt).toBeNull()
  })

  it('disembarks nobody who is not aboard', () => {
    given(cleared()).when(Disembark).refused('out-of-sequence', 'outOfSequence')
  })
})

it('Nobody applies for a code once cleared or aboard', () => {
  given(cleared()).when(ApplyForCode).refused('out-of-sequence', 'outOfSequence')
  given(aboard()).when(ApplyForCode).refused('out-of-sequence', 'outOfSequence')
})
