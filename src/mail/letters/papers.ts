// Letters about tests and the code: reminded, not counted, counted, issued, complete, run out.
import { flightRows } from '../../words/next.ts'
import { rows } from '../../words/paragraph.ts'
import { zonesOf } from '../../words/situation.ts'
import { momentsIn } from '../../words/when.ts'
import type { LetterWriter } from './context.ts'
import { discreetFindings } from './findings.ts'

export const reminder: LetterWriter = ({ charter }, words) => {
  const flight = charter.record.leg.flightNumber
  return {
    subject: words('letter.reminder.subject', { flight }),
    told: words('letter.reminder.told', { flight }),
    details: [],
  }
}

export const testNotCounted: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.testNotCounted.subject', { flight }),
    told: words('letter.testNotCounted.told'),
    details: discreetFindings(context),
  }
}

export const firstNegativeCounted: LetterWriter = ({ charter }, words) => {
  const flight = charter.record.leg.flightNumber
  return {
    subject: words('letter.firstNegativeCounted.subject', { flight }),
    told: words('letter.firstNegativeCounted.told'),
    details: [],
  }
}

export const codeIssued: LetterWriter = (context, words) => {
  const { code } = context.journey.dossier
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.codeIssued.subject', { flight }),
    told: words('letter.codeIssued.told'),
    details: code
      ? rows([
          { label: words('code.colour'), value: words(`colour.${code.colour}` as const) },
          ...(code.validUntil
            ? [
                {
                  label: words('code.validUntil'),
                  value: momentsIn(context.person.language, code.validUntil, zonesOf(context)),
                },
              ]
            : []),
        ])
      : [],
  }
}

export const clearedToBoard: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.clearedToBoard.subject', { flight }),
    told: words('letter.clearedToBoard.told', { flight }),
    details: rows(flightRows(context, context.person.language)),
  }
}

export const lapsed: LetterWriter = (context, words) => {
  const flight = context.charter.record.leg.flightNumber
  return {
    subject: words('letter.lapsed.subject', { flight }),
    told: words('letter.lapsed.told'),
    details: discreetFindings(context),
  }
}
