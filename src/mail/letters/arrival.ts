// Letters after the landing: transfer, observation, care and the second leg.
import { staysIn } from '../../words/days.ts'
import { rows, text } from '../../words/paragraph.ts'
import { zonesOf } from '../../words/situation.ts'
import { dayIn, momentsIn } from '../../words/when.ts'
import type { LetterWriter } from './context.ts'
import { discreetFindings } from './findings.ts'

export const landed: LetterWriter = ({ charter }, words) => {
  const { city } = charter.record.leg.to
  return {
    subject: words('letter.landed.subject', { city }),
    told: words('letter.landed.told', { city }),
    details: [],
  }
}

export const admitted: LetterWriter = ({ journey, observation, person }, words) => ({
  subject: words('letter.admitted.subject'),
  told: words('letter.admitted.told'),
  details: [
    ...(journey.dossier.dayOne
      ? rows([{ label: words('observation.dayOne'), value: dayIn(person.language, journey.dossier.dayOne) }])
      : []),
    ...(observation?.assumed ? [text(words('assumed.observation'))] : []),
  ],
})

/** Where care is given, never what for: who reads over the shoulder need not learn it. */
export const inMedicalCare: LetterWriter = (context, words) => {
  const episode = context.journey.dossier.care.at(-1)
  return {
    subject: words('letter.inMedicalCare.subject'),
    told: words('letter.inMedicalCare.told'),
    details: episode
      ? rows([
          { label: words('care.place'), value: episode.place },
          { label: words('care.since'), value: momentsIn(context.person.language, episode.from, zonesOf(context)) },
        ])
      : [],
  }
}

export const returnedToObservation: LetterWriter = (_context, words) => ({
  subject: words('letter.returnedToObservation.subject'),
  told: words('letter.returnedToObservation.told'),
  details: [],
})

export const underHomeMonitoring: LetterWriter = ({ journey, observation }, words) => {
  const { destination } = journey.dossier.traits
  const isolated = observation !== null && staysIn(observation)
  return {
    subject: words(isolated ? 'letter.underHomeIsolation.subject' : 'letter.underHomeMonitoring.subject'),
    told: words(isolated ? 'letter.underHomeIsolation.told' : 'letter.underHomeMonitoring.told', { destination }),
    details: [],
  }
}

export const staysInFacility: LetterWriter = (context, words) => ({
  subject: words('letter.staysInFacility.subject'),
  told: words('letter.staysInFacility.told'),
  details: discreetFindings(context),
})
