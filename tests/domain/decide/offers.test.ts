// The offer of a freed seat: held for one merchant, answered once, over at its end, and never one that cannot be met.
import { describe, expect, it } from 'vitest'
import { waitingLine, heldByCompany, offerOrder, waitsFor, firstCome } from '../../../src/domain/charter/waitingLine.ts'
import { SeatRule } from '../../../src/domain/charter/seatRule.ts'
import { lastStart, offerUntil } from '../../../src/domain/journey/offer.ts'
import { dueFor } from '../../../src/domain/journey/due.ts'
import { planOf } from '../../../src/domain/policy/plan.ts'
import {
  AcceptSeat,
  AskDeadline,
  CancelWithCharter,
  CloseForDeparture,
  DeclineSeat,
  FollowRetiming,
  OfferSeat,
  PassOver,
  RankWaiting,
  Withdraw,
  given,
  hour,
  instant,
  journeyNumber,
  offered,
  seated,
  shifted,
  waitlisted,
  when,
  type Case,
} from '../../support/journeys.ts'
import { koreanPolicy } from '../../support/policy.ts'

const ends = AskDeadline('wake.offerEnds')

describe('An offer', () => {
  it('goes to whoever waits, and is asked about again when it ends', () => {
    const after = given(waitlisted())
      .when(OfferSeat(when.offerEnds), when.offered)
      .then('SeatOffered')
      .stands('offered')
    expect(after.effects).toEqual([
      { name: 'letter.seatOffered', dueAt: instant(when.offered) },
      { name: 'wake.offerEnds', dueAt: instant(when.offerEnds) },
    ])
    expect(dueFor(after.journey, after.case.policy, instant(when.offered))).toEqual([
      { act: 'AcceptSeat', number: null, from: instant(when.offered), by: instant(when.offerEnds) },
    ])
  })

  it('that is accepted gives the seat, and the reason says so', () => {
    const after = given(offered()).when(AcceptSeat).then('OfferAccepted').stands('seated.awaitingFirstNegative')
    expect(after.journey.dossier.seating?.reason.code).toBe('seatByOffer')
    expect(after.journey.dossier.seatedAt).toBe(instant(when.offered))
    after.when(AcceptSeat).refused('out-of-sequence', 'outOfSequence')
  })

  it('that is declined or not answered frees the seat, and the merchant waits without another', () => {
    const declined = given(offered()).when(DeclineSeat).then('OfferDeclined').stands('waitlisted')
    declined.follows('letter.offerDeclined', 'free.seat')
    const lapsed = given(offered()).when(ends, when.offerEnds).then('OfferLapsed').stands('waitlisted')
    lapsed.follows('letter.offerLapsed', 'free.seat')
    expect(waitingLine([declined.journey, lapsed.journey])).toEqual([])
  })

  it('is over at its end, also where the desk has not asked yet', () => {
    given(offered()).when(AcceptSeat, when.offerEnds).refused('policy-unmet', 'offerOver')
    given(offered()).when(DeclineSeat, when.offerEnds).refused('policy-unmet', 'offerOver')
  })

  it('that is asked about before its end, or after its answer, is left alone', () => {
    given(offered()).when(ends).then().stands('offered')
    given(offered()).when(AcceptSeat).then('OfferAccepted').when(ends, when.offerEnds).then()
  })

  it('ends with a withdrawal, a closed manifest or a cancelled charter, and gives the seat back', () => {
    given(offered()).when(Withdraw).then('Withdrawn').follows('free.seat', 'tell.dependants', 'letter.withdrawn')
    given(offered()).when(CloseForDeparture).then('Deferred').because('noSeat')
    given(offered()).when(CancelWithCharter).then('Deferred').because('charterCancelled')
  })

  it('is made to nobody who has a seat, and answered by nobody who has none', () => {
    given(seated()).when(OfferSeat(when.offerEnds)).refused('out-of-sequence', 'outOfSequence')
    given(waitlisted()).when(AcceptSeat).refused('out-of-sequence', 'outOfSequence')
  })

  it('that a re-timing makes impossible is taken back, and nothing is counted against the merchant', () => {
    const earlier = koreanPolicy(shifted(when.boarding, -5 * 24 * hour))
    const after = given(offered(), earlier).when(FollowRetiming()).then('ScheduleChanged', 'OfferPassedOver')
    after.stands('waitlisted').because('offerTooLate')
    expect(waitingLine([after.journey])).toHaveLength(1)
    given(offered(), koreanPolicy(shifted(when.boarding, 6 * hour)))
      .when(FollowRetiming())
      .then('ScheduleChanged')
  })
})

describe('The end of an offer', () => {
  const { journey, policy } = waitlisted()
  const until = (hours: number, at: string) => offerUntil(policy, journey.dossier, hours, instant(at))
  const last = lastStart(planOf(policy, journey.dossier, instant(when.offered)))!

  it('comes after so many hours while there is time enough', () => {
    expect(until(24, when.offered)).toBe(instant(when.offerEnds))
  })

  it('comes earlier where tests need it, so that whoever answers last is reminded before the first window closes', () => {
    const at = shifted(last, -20 * hour)
    expect(until(24, at)).toBe(shifted(last, -policy.practice.reminderHours * hour))
  })

  it('leaves time for the whole plan', () => {
    for (let hours = 0; hours < 300; hours += 5) {
      const end = until(24, shifted(when.registered, hours * hour))
      if (end) expect(planOf(policy, journey.dossier, end).feasible && end <= last).toBe(true)
    }
  })

  it('is not there at all where too little time is left to answer', () => {
    expect(until(24, shifted(last, -(policy.practice.reminderHours + 1) * hour))).toBeNull()
    expect(until(24, shifted(last, hour))).toBeNull()
    expect(offerUntil({ ...policy, mission: null }, journey.dossier, 24, instant(when.offered))).toBeNull()
  })
})

describe('Somebody passed over because a seat came too late', () => {
  it('is told so, holds nothing and keeps the place in line', () => {
    const after = given(waitlisted())
      .when(PassOver)
      .then('OfferPassedOver')
      .stands('waitlisted')
      .because('offerTooLate')
    after.follows('letter.offerTooLate')
    expect(waitingLine([after.journey]).map(({ journey }) => journey)).toEqual([after.journey.id])
  })
})

describe('The waiting line', () => {
  const waits = (number: number, at: string = when.registered): Case =>
    waitlisted({ id: journeyNumber(number), at, traits: { companyKey: 'A' } })
  const ranked = (number: number, rank: number) =>
    given(waits(number)).when(RankWaiting(rank, 9)).then('WaitingListRanked').follows('letter.waitingListRanked')
      .journey

  it('is by rank, then by the moment of coming', () => {
    const late = waits(1, shifted(when.registered, hour)).journey
    const early = waits(4).journey
    const line = waitingLine([late, ranked(2, 7), early, ranked(3, 5)])
    expect(line.map(({ journey }) => journey)).toEqual([3, 2, 4, 1].map(journeyNumber))
  })

  it('is offered seats in its order, but whoever exceeds the cap of a company behind everybody within it', () => {
    const ofOthers = waitlisted({
      id: journeyNumber(9),
      at: shifted(when.registered, hour),
      traits: { companyKey: 'B' },
    })
    const all = [seated({ traits: { companyKey: 'A' } }).journey, ranked(2, 7), ranked(3, 5), ofOthers.journey]
    const orderUnder = (cap: number | null) => offerOrder(all, cap).map(({ journey }) => journey)
    expect(orderUnder(null)).toEqual([3, 2, 9].map(journeyNumber))
    expect(orderUnder(2)).toEqual([3, 9, 2].map(journeyNumber))
    expect(orderUnder(1)).toEqual([9, 3, 2].map(journeyNumber))
  })

  it('counts for each company the seats that are given and those that are offered', () => {
    const traits = { companyKey: 'A' }
    const all = [seated({ traits }), offered({ traits }), waits(3), seated()]
    expect([...heldByCompany(all.map(({ journey }) => journey))]).toEqual([['A', 2]])
  })

  it('says why a newcomer waits, and why one has a seat', () => {
    const rule = SeatRule.parse({ closesAt: when.offered, needs: {}, capPerCompany: null, offerHours: 24 })
    const allocation = { rule, commitment: '', round: null }
    expect(waitsFor(allocation, instant(when.registered)).reason.code).toBe('claimCollected')
    expect(waitsFor(allocation, instant(when.offerEnds)).reason.code).toBe('waitsBehindRound')
    const round = { at: instant(when.offered), seats: 1, claims: 0, seated: 0 }
    expect(waitsFor({ ...allocation, round }, instant(when.offerEnds)).reason.code).toBe('waitsBehindRound')
    expect(firstCome().reason.code).toBe('seatFirstCome')
  })
})
