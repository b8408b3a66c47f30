// What terms must hold, when a charter is drafted and whenever they are amended.
import { finding, policyUnmet, type Finding, type Rejection } from '../decision.ts'
import type { Instant } from '../instant.ts'
import { same } from '../same.ts'
import { seatsToFill, type Charter } from './charter.ts'
import type { CharterEvent, CharterTerms } from './events.ts'
import { seatsCloseTooLate } from './seats.ts'

/** All at once: an arrival before the departure, a boarding after it, and an aircraft on which no seat may be filled. */
export function termsFindings(terms: CharterTerms): readonly Finding[] {
  const { scheduledArrival, scheduledDeparture, plannedBoarding } = terms.leg
  const { seats, loadCapPercent } = terms.aircraft
  return [
    ...(scheduledArrival <= scheduledDeparture
      ? [finding('arrivalBeforeDeparture', 'The aircraft would land before it departs.', {})]
      : []),
    ...(plannedBoarding && plannedBoarding > scheduledDeparture
      ? [finding('boardingAfterDeparture', 'Boarding is planned after the departure.', {})]
      : []),
    ...(seatsToFill(terms) < 1
      ? [finding('noSeat', `No seat may be filled with ${seats.value} seats at ${loadCapPercent.value} %.`, {})]
      : []),
  ]
}

/** `held`: seats that merchants hold already, from an application that came before. */
export function amendTerms(
  charter: Charter,
  terms: CharterTerms,
  held: number,
  now: Instant,
): CharterEvent | Rejection {
  const { allocation } = charter.record
  const boarding = terms.leg.plannedBoarding ?? terms.leg.scheduledDeparture
  const findings = [
    ...termsFindings(terms),
    ...seatsBelowHeld(terms, held),
    ...(allocation && !allocation.round && allocation.rule.closesAt >= boarding ? [seatsCloseTooLate(boarding)] : []),
    ...(same(terms, charter.record.terms)
      ? [finding('termsUnchanged', 'These are the terms as they stand: nothing would be changed.', {})]
      : []),
  ]
  return findings.length ? policyUnmet(...findings) : { type: 'TermsAmended', at: now, terms }
}

/** Nobody who holds a seat loses it to a smaller aircraft. */
export function seatsBelowHeld(terms: CharterTerms, held: number): readonly Finding[] {
  const seats = seatsToFill(terms)
  return seats < held
    ? [finding('seatsBelowHeld', `${held} seats are held already; ${seats} would not be enough.`, { held, seats })]
    : []
}

/** A returned application comes again changed, or with an answer to the reasons. */
export function unanswered({ stage, record }: Charter, answer: string | undefined): readonly Finding[] {
  const { returnedTerms, terms, reasons } = record
  if (stage !== 'returned' || answer !== undefined) return []
  if (returnedTerms && !same(returnedTerms, terms)) return []
  return [
    finding(
      'applicationUnchanged',
      `The application is the one that was returned: amend its terms, or answer the reasons (${reasons.join('; ')}).`,
      { reasons: reasons.join('; ') },
    ),
  ]
}
