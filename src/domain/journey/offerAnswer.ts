// What an answer to the offer of a freed seat meets: the offer open, the same answer given before, or in words why it comes to nothing.
import { finding, outOfSequence, policyUnmet, type Rejection } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { Journey } from './journey.ts'
import { offerEnded } from './offer.ts'

export const offerAnswers = ['accepted', 'declined'] as const
export type OfferAnswer = (typeof offerAnswers)[number]

/**
 * `seen` is when the offer was made that they answer, so that nobody takes another one than they read. An answer that
 * was given already, by them or by somebody of their party for all, is no refusal.
 */
export function meetsOffer(
  { stage, dossier: { offer } }: Journey,
  answer: OfferAnswer,
  seen: Instant,
  now: Instant,
): 'open' | 'answered' | Rejection {
  if (!offer || offer.at !== seen) return offerGone()
  if (stage === 'offered') return now < offer.expiresAt ? 'open' : policyUnmet(offerEnded(offer.expiresAt))
  if (offer.answer === answer) return 'answered'
  switch (offer.answer) {
    case 'accepted':
      return outOfSequence(
        finding('offerAccepted', 'The seat was taken already: whoever cannot travel withdraws with the organiser.'),
      )
    case 'declined':
      return outOfSequence(finding('offerDeclined', 'The seat was declined already and went to the next.'))
    case 'lapsed':
      return policyUnmet(offerEnded(offer.expiresAt))
    case 'withdrawn':
    case 'open':
      return offerGone()
    default:
      return offer.answer satisfies never
  }
}

const offerGone = (): Rejection =>
  outOfSequence(finding('offerGone', 'The offer that was answered does not stand any more.'))
