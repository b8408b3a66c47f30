// What an answer to an offer meets: open, answered alike already, or a reason in words why it comes to nothing.
import { describe, expect, it } from 'vitest'
import { meetsOffer, type OfferAnswer } from '../../../src/domain/journey/offerAnswer.ts'
import type { Journey } from '../../../src/domain/journey/journey.ts'
import {
  AcceptSeat,
  AskDeadline,
  DeclineSeat,
  FollowRetiming,
  Withdraw,
  given,
  hour,
  instant,
  offered,
  shifted,
  waitlisted,
  when,
} from '../../support/journeys.ts'
import { koreanPolicy } from '../../support/policy.ts'

const meets = (journey: Journey, answer: OfferAnswer, now: string = when.offered, seen: string = when.offered) => {
  const met = meetsOffer(journey, answer, instant(seen), instant(now))
  return typeof met === 'string' ? met : [met.reason, ...met.findings.map(({ code }) => code)]
}

const gone = ['out-of-sequence', 'offerGone']

describe('An answer to an offer', () => {
  it('finds it open until its end and not at its end', () => {
    const { journey } = offered()
    expect(meets(journey, 'accepted')).toBe('open')
    expect(meets(journey, 'declined', shifted(when.offerEnds, -1_000))).toBe('open')
    expect(meets(journey, 'accepted', when.offerEnds)).toEqual(['policy-unmet', 'offerOver'])
    const lapsed = given(offered()).when(AskDeadline('wake.offerEnds'), when.offerEnds).then('OfferLapsed')
    expect(meets(lapsed.journey, 'accepted', when.offerEnds)).toEqual(['policy-unmet', 'offerOver'])
  })

  it('that was given already is no refusal, and the other one is told so', () => {
    const accepted = given(offered()).when(AcceptSeat).then('OfferAccepted').journey
    expect(meets(accepted, 'accepted')).toBe('answered')
    expect(meets(accepted, 'declined')).toEqual(['out-of-sequence', 'offerAccepted'])
    const declined = given(offered()).when(DeclineSeat).then('OfferDeclined').journey
    expect(meets(declined, 'declined')).toBe('answered')
    expect(meets(declined, 'accepted')).toEqual(['out-of-sequence', 'offerDeclined'])
  })

  it('finds nothing where the offer was taken back, its merchant left, or there was none', () => {
    const earlier = koreanPolicy(shifted(when.boarding, -5 * 24 * hour))
    const takenBack = given(offered(), earlier).when(FollowRetiming()).then('ScheduleChanged', 'OfferPassedOver')
    expect(meets(takenBack.journey, 'accepted')).toEqual(gone)
    expect(meets(given(offered()).when(Withdraw).then('Withdrawn').journey, 'accepted')).toEqual(gone)
    expect(meets(waitlisted().journey, 'declined')).toEqual(gone)
  })

  it('to an offer that was read before another one was made takes neither', () => {
    expect(meets(offered().journey, 'accepted', when.offered, shifted(when.offered, -hour))).toEqual(gone)
  })
})
