// Letters about the seat and the flight: waiting, ranked, offered, assigned, lost, re-timed, other rules.
import { discreetFindings } from './findings.ts'
import { reasonFor } from '../../words/seating.ts'
import { flightRows, isOfferOpen } from '../../words/next.ts'
import { rows, text } from '../../words/paragraph.ts'
import type { Letter, LetterContext, LetterName, LetterWriter } from './context.ts'
import type { Words } from '../../words/words.ts'

const aboutSeat = (name: SeatLetter, context: LetterContext, words: Words, details: Letter['details']): Letter => {
  const flight = context.charter.record.leg.flightNumber
  return { subject: words(`${name}.subject`, { flight }), told: words(`${name}.told`, { flight }), details }
}
type SeatLetter = Extract<
  LetterName,
  `letter.${'waitlisted' | 'waitingListRanked' | `offer${string}` | `seat${string}`}`
>

const reason = (context: LetterContext) => reasonFor(context, context.person.language)

export const waitlisted: LetterWriter = (context, words) =>
  aboutSeat('letter.waitlisted', context, words, reason(context))

export const waitingListRanked: LetterWriter = (context, words) =>
  aboutSeat('letter.waitingListRanked', context, words, reason(context))

/** The end of the offer stands in what is next. */
export const seatOffered: LetterWriter = (context, words) =>
  aboutSeat('letter.seatOffered', context, words, [
    ...reason(context),
    ...(isOfferOpen(context) ? [text(words('letter.howToAnswer'))] : []),
    ...rows(flightRows(context, context.person.language)),
  ])

export const offerDeclined: LetterWriter = (context, words) => aboutSeat('letter.offerDeclined', context, words, [])

export const offerLapsed: LetterWriter = (context, words) => aboutSeat('letter.offerLapsed', context, words, [])

export const offerTooLate: LetterWriter = (context, words) =>
  aboutSeat('letter.offerTooLate', context, words, discreetFindings(context))

export const seatAssigned: LetterWriter = (context, words) =>
  aboutSeat('letter.seatAssigned', context, words, [
    ...reason(context),
    ...rows(flightRows(context, context.person.language)),
  ])

export const seatLost: LetterWriter = (context, words) =>
  aboutSeat('letter.seatLost', context, words, discreetFindings(context))

export const scheduleChanged: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.scheduleChanged.subject', { flight }),
    told: words('letter.scheduleChanged.told', { flight }),
    details: rows(flightRows(context, context.person.language)),
  }
}

/** Before the flight with its times; after it the days stand in what is next. */
export const rulesChanged: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.rulesChanged.subject', { flight }),
    told: words('letter.rulesChanged.told'),
    details: context.journey.dossier.landed ? [] : rows(flightRows(context, context.person.language)),
  }
}
