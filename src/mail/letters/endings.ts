// Letters that end the way, well or otherwise.
import { outcomeQuestions } from '../../words/outcome.ts'
import { text } from '../../words/paragraph.ts'
import type { LetterWriter } from './context.ts'
import { discreetFindings } from './findings.ts'

export const deferred: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  const reasons = discreetFindings(context)
  return {
    subject: words('letter.deferred.subject', { flight }),
    told: words('letter.deferred.told', { flight }),
    details: reasons.length ? [text(words('letter.reasons')), ...reasons] : [],
  }
}

export const withdrawn: LetterWriter = ({ charter }, words) => {
  const flight = charter.record.leg.flightNumber
  return {
    subject: words('letter.withdrawn.subject', { flight }),
    told: words('letter.withdrawn.told', { flight }),
    details: [],
  }
}

export const notTravelled: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  const reasons = discreetFindings(context)
  return {
    subject: words('letter.notTravelled.subject', { flight }),
    told: words('letter.notTravelled.told', { flight }),
    details: reasons.length ? [text(words('letter.reasons')), ...reasons] : [],
  }
}

export const entryRefused: LetterWriter = ({ charter }, words) => {
  const { city } = charter.record.leg.to
  return {
    subject: words('letter.entryRefused.subject'),
    told: words('letter.entryRefused.told', { city }),
    details: [],
  }
}

export const released: LetterWriter = ({ journey }, words) => ({
  subject: words('letter.released.subject'),
  told: words('letter.released.told', { destination: journey.dossier.traits.destination }),
  details: [],
})

/** Numbered, so that whoever writes back can say which question they answer. */
export const outcomeAsked: LetterWriter = ({ charter }, words) => {
  const flight = charter.record.leg.flightNumber
  return {
    subject: words('letter.outcomeAsked.subject', { flight }),
    told: words('letter.outcomeAsked.told', { flight }),
    details: [
      ...outcomeQuestions.map((question, i) => text(`${i + 1}) ${words(question)}`)),
      text(words('outcome.howToAnswer')),
    ],
  }
}
