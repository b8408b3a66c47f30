// Seats and the waiting list: a seat given, lost, given up, and what becomes of whoever has none.
import { describe, it } from 'vitest'
import {
  AssignSeat,
  ApplyForCode,
  CancelWithCharter,
  CloseForDeparture,
  FollowRetiming,
  LoseSeat,
  RecordTest,
  Withdraw,
  aboard,
  cleared,
  codeInHand,
  firstCounted,
  given,
  hour,
  infant,
  registered,
  seated,
  secondNegative,
  shifted,
  testsComplete,
  waitlisted,
  when,
} from '../../support/journeys.ts'
import { koreanPolicy } from '../../support/policy.ts'

describe('A seat', () => {
  it('that becomes free is given to somebody who waits', () => {
    given(waitlisted())
      .when(AssignSeat, when.firstSample)
      .then('SeatAssigned')
      .stands('seated.awaitingFirstNegative')
      .follows('letter.seatAssigned', 'wake.boardingCloses')
  })

  it('is given once', () => {
    given(seated()).when(AssignSeat).refused('out-of-sequence', 'outOfSequence')
  })

  it('that is lost puts the merchant back on the waiting list, tests kept', () => {
    given(firstCounted()).when(LoseSeat).then('SeatLost').stands('waitlisted').follows('letter.seatLost', 'free.seat')
  })

  it('is lost by nobody who has none', () => {
    given(waitlisted()).when(LoseSeat).refused('out-of-sequence', 'outOfSequence')
  })

  it('given to an exempt infant from the waiting list leads to the code at once', () => {
    const waiting = { ...infant({ seatFree: false }), now: infant().now }
    given(waiting).when(AssignSeat).then('SeatAssigned', 'TestsComplete').stands('seated.awaitingHealthCode')
  })

  it('given again to somebody whose tests still count leads to where they stood', () => {
    given(testsComplete())
      .when(LoseSeat)
      .then('SeatLost')
      .when(AssignSeat)
      .then('SeatAssigned', 'FirstNegativeCounted', 'TestsComplete')
      .stands('seated.awaitingHealthCode')
      .when(ApplyForCode)
      .then('CodeApplied')
  })
})

describe('A code', () => {
  it('that lapsed while its holder waited for a seat can be applied for again', () => {
    const later = koreanPolicy(shifted(when.boarding, 6 * hour))
    const waiting = given(codeInHand()).when(LoseSeat).then('SeatLost')
    const retimed = given(waiting.case, later).when(FollowRetiming()).then('ScheduleChanged')
    const again = retimed.when(AssignSeat)
    if (again.decision.outcome === 'rejected') throw new Error('refused')
    const held = { ...retimed.case, journey: again.decision.next }
    given(held)
      .when(RecordTest(secondNegative()), shifted(when.secondSample, 6 * hour))
      .then('TestRecorded', 'FirstNegativeCounted')
      .when(ApplyForCode)
      .then('CodeApplied')
  })
})

describe('A withdrawal', () => {
  it.each([
    ['registered', registered],
    ['waiting for a seat', waitlisted],
  ])('of somebody %s gives no seat back', (_, build) => {
    given(build()).when(Withdraw).then('Withdrawn').stands('withdrawn').follows('tell.dependants', 'letter.withdrawn')
  })

  it.each([
    ['seated', seated],
    ['between the tests', firstCounted],
    ['with a code in hand', codeInHand],
    ['awaiting the code', testsComplete],
    ['cleared to board', cleared],
  ])('of somebody %s gives the seat back and tells the children who depend on them', (_, build) => {
    given(build())
      .when(Withdraw)
      .then('Withdrawn')
      .stands('withdrawn')
      .follows('free.seat', 'tell.dependants', 'letter.withdrawn')
  })

  it('comes too late aboard', () => {
    given(aboard()).when(Withdraw).refused('out-of-sequence', 'outOfSequence')
  })
})

describe('A manifest that closes', () => {
  it('leaves whoever waits for a seat behind, for want of one', () => {
    given(waitlisted()).when(CloseForDeparture).then('Deferred').stands('deferred').because('noSeat')
    given(registered()).when(CloseForDeparture).then('Deferred').stands('deferred').because('noSeat')
  })

  it('leaves whoever has no test behind, and names every test and the code', () => {
    given(seated())
      .when(CloseForDeparture)
      .then('Deferred')
      .stands('deferred')
      .because('testMissing', 'testMissing', 'codeMissing')
      .follows('free.seat', 'tell.dependants', 'letter.deferred')
  })

  it('leaves whoever has only the first test behind for the second', () => {
    given(codeInHand()).when(CloseForDeparture).then('Deferred').because('testMissing')
  })

  it('leaves whoever has both tests and no code behind for the code', () => {
    given(testsComplete()).when(CloseForDeparture).then('Deferred').because('codeMissing')
  })

  it('asks nothing of somebody aboard', () => {
    given(aboard()).when(CloseForDeparture).refused('out-of-sequence', 'outOfSequence')
  })

  it('leaves everybody behind on a day that no edition covers, and says so', () => {
    given(seated(), { mission: null }).when(CloseForDeparture).then('Deferred').because('noEditionKnown')
  })
})

describe('A cancelled charter', () => {
  it('defers everybody before boarding, and says why', () => {
    for (const build of [registered, waitlisted, seated, firstCounted, codeInHand, testsComplete, cleared]) {
      given(build()).when(CancelWithCharter).then('Deferred').stands('deferred').because('charterCancelled')
    }
  })

  it('lets those aboard leave while the aircraft stands, and takes nobody out of the air', () => {
    given(aboard()).when(CancelWithCharter).then('Disembarked', 'Deferred').because('charterCancelled')
    const { flight } = aboard().policy
    given(aboard(), { flight: { ...flight, departed: true } })
      .when(CancelWithCharter)
      .refused('out-of-sequence', 'outOfSequence')
  })
})
