// One letter to one merchant: what changed, where they are, what is next by when, what to do when something is wrong, the link.
import type { MerchantDetails } from '../../domain/journey/merchant.ts'
import { agendaOf } from '../../words/agenda.ts'
import { lineIn } from '../../words/direction.ts'
import { helpFor, isOfferOpen, nextFor } from '../../words/next.ts'
import { text } from '../../words/paragraph.ts'
import { wordsIn, type Words } from '../../words/words.ts'
import {
  admitted,
  inMedicalCare,
  landed,
  returnedToObservation,
  staysInFacility,
  underHomeMonitoring,
} from './arrival.ts'
import { isLetterName, type LetterContext, type LetterName, type LetterWriter } from './context.ts'
import { deferred, entryRefused, notTravelled, released, withdrawn } from './endings.ts'
import { asHtml, type Shown } from './html.ts'
import { clearedToBoard, codeIssued, firstNegativeCounted, lapsed, reminder, testNotCounted } from './papers.ts'
import { asText } from './plain.ts'
import {
  offerDeclined,
  offerLapsed,
  offerTooLate,
  rulesChanged,
  scheduleChanged,
  seatAssigned,
  seatLost,
  seatOffered,
  waitingListRanked,
  waitlisted,
} from './seat.ts'
import type { Sheet } from './sheet.ts'

const writers: Readonly<Record<LetterName, LetterWriter>> = {
  'letter.waitlisted': waitlisted,
  'letter.waitingListRanked': waitingListRanked,
  'letter.seatOffered': seatOffered,
  'letter.offerDeclined': offerDeclined,
  'letter.offerLapsed': offerLapsed,
  'letter.offerTooLate': offerTooLate,
  'letter.seatAssigned': seatAssigned,
  'letter.seatLost': seatLost,
  'letter.scheduleChanged': scheduleChanged,
  'letter.reminder': reminder,
  'letter.testNotCounted': testNotCounted,
  'letter.firstNegativeCounted': firstNegativeCounted,
  'letter.codeIssued': codeIssued,
  'letter.clearedToBoard': clearedToBoard,
  'letter.lapsed': lapsed,
  'letter.deferred': deferred,
  'letter.withdrawn': withdrawn,
  'letter.notTravelled': notTravelled,
  'letter.landed': landed,
  'letter.entryRefused': entryRefused,
  'letter.admitted': admitted,
  'letter.inMedicalCare': inMedicalCare,
  'letter.returnedToObservation': returnedToObservation,
  'letter.underHomeMonitoring': underHomeMonitoring,
  'letter.staysInFacility': staysInFacility,
  'letter.released': released,
  'letter.rulesChanged': rulesChanged,
}

/**
 * Writes the letter in the merchant's language, HTML and text from the same paragraphs. Several names make one letter:
 * its subject and details are the newest one's, the older changes are told before it. Throws where no name is a letter's.
 */
export function composeLetter(
  context: LetterContext,
  /** Of the status link, where one goes along. */
  picture: Shown | null = null,
): { subject: string; text: string; html: string } {
  const sheet = sheetOf(context)
  return { subject: lineIn(sheet.language, sheet.subject), text: asText(sheet), html: asHtml(sheet, picture) }
}

function sheetOf(context: LetterContext): Sheet {
  const { language } = context.person
  const words = wordsIn(language)
  const letters = changesIn(context.names).map((name) => writers[name](context, words))
  const newest = letters.at(-1)
  if (!newest) throw new Error(`no letter is called ${context.names.join(', ') || '(nothing)'}`)
  return {
    language,
    subject: newest.subject,
    greeting: words('letter.greeting', { name: nameOf(context.person) }),
    sections: [
      { heading: null, paragraphs: [...letters.map(({ told }) => text(told)), ...newest.details] },
      {
        heading: words('letter.whereYouAre'),
        paragraphs: [text(words(`stage.${context.journey.stage}`)), ...assumed(context, words)],
      },
      { heading: words('letter.whatIsNext'), paragraphs: [...nextFor(context, language), ...attached(context, words)] },
      { heading: words('letter.ifSomethingIsWrong'), paragraphs: [text(helpFor(context, language))] },
    ],
    link: {
      words: words(isOfferOpen(context) ? 'letter.answerLink' : 'letter.statusLink'),
      href: context.statusUrl,
      remark: words('letter.linkIsYours'),
      pictured: words('letter.linkPicture'),
    },
    closing: [words('letter.writeBack'), words('letter.closing'), words('letter.automatic')],
  }
}

/** Each change once, at the place of its latest telling. */
const changesIn = (names: LetterContext['names']): readonly LetterName[] =>
  names.filter((name, place) => names.lastIndexOf(name) === place).filter(isLetterName)

export function nameOf({ language, nativeName, surname, givenNames }: MerchantDetails): string {
  if (language !== 'en' && nativeName) return nativeName
  return language === 'en' ? `${givenNames} ${surname}`.trim() : `${surname} ${givenNames}`.trim()
}

/** The file that goes along wherever there is something to enter. */
const attached = (context: LetterContext, words: Words) =>
  agendaOf(context).length ? [text(words('calendar.attached'))] : []

/** Where the rule is a guess of the desk, the merchant is told so. */
const assumed = ({ mission, journey }: LetterContext, words: Words) =>
  mission?.assumed && journey.dossier.landed === null ? [text(words('assumed.mission'))] : []
