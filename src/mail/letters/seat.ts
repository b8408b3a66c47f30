// Letters about the seat and the flight: waiting, assigned, lost, re-timed, other rules.
import { discreetFindings } from './findings.ts'
import { flightRows } from '../../words/next.ts'
import { rows } from '../../words/paragraph.ts'
import type { LetterWriter } from './context.ts'

export const waitlisted: LetterWriter = ({ charter }, words) => {
  const flight = charter.record.leg.flightNumber
  return {
    subject: words('letter.waitlisted.subject', { flight }),
    told: words('letter.waitlisted.told', { flight }),
    details: [],
  }
}

export const seatAssigned: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.seatAssigned.subject', { flight }),
    told: words('letter.seatAssigned.told', { flight }),
    details: rows(flightRows(context, context.person.language)),
  }
}

export const seatLost: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.seatLost.subject', { flight }),
    told: words('letter.seatLost.told', { flight }),
    details: discreetFindings(context),
  }
}

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
