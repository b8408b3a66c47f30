// The answer to one question: the stage, what is due and by when, the link, and nothing more than that.
import type { AnswerContext } from '../../application/letterPorts.ts'
import { answeredSubject } from '../../domain/letters/threading.ts'
import { localDate } from '../../domain/instant.ts'
import { isFinal } from '../../domain/journey/stage.ts'
import { lineIn } from '../../words/direction.ts'
import { headlineFor, nextFor } from '../../words/next.ts'
import { list, rows, text, type Paragraph } from '../../words/paragraph.ts'
import { zonesOf } from '../../words/situation.ts'
import { dayIn } from '../../words/when.ts'
import { wordsIn } from '../../words/words.ts'
import { asHtml, type Shown } from './html.ts'
import { nameOf } from './letter.ts'
import { asText, paragraphText } from './plain.ts'
import type { Sheet } from './sheet.ts'

/** `picture`: where the status link's picture lies; null where none goes along. */
export function composeAnswer(
  context: AnswerContext,
  picture: Shown | null,
): { subject: string; text: string; html: string } {
  const { language } = context.person
  const words = wordsIn(language)
  const sheet: Sheet = {
    language,
    subject: context.asked.subject === null ? words('answer.subject') : answeredSubject(context.asked.subject),
    greeting:
      context.what === 'links' ? words('answer.greeting') : words('letter.greeting', { name: nameOf(context.person) }),
    sections: [{ heading: null, paragraphs: paragraphsOf(context) }],
    link: {
      words: words('letter.statusLink'),
      href: context.statusUrl,
      remark: words('letter.linkIsYours'),
      pictured: words('letter.linkPicture'),
    },
    closing: [
      words('answer.writeBack', { organiser: context.organiser ?? words('answer.yourOrganiser') }),
      words('letter.closing'),
      ...(context.written === null ? [words('letter.automatic')] : []),
    ],
  }
  // Whoever shares the address is told by the links alone, the one that the letter would end with among them.
  const last = context.what === 'links' ? context.links[0] : undefined
  const shown = last ? { ...sheet, link: { ...sheet.link, words: last.label, href: last.href } } : sheet
  return { subject: lineIn(language, shown.subject), text: asText(shown), html: asHtml(shown, picture) }
}

/** The text alone, for an officer to change: what stands between the greeting and the link. */
export const suggestAnswer = (context: AnswerContext): string =>
  (context.what === 'links' ? linksTold(context, context.links) : told(context))
    .map((each) => paragraphText(each, context.person.language))
    .join('\n\n')

function paragraphsOf(context: AnswerContext): readonly Paragraph[] {
  const words = wordsIn(context.person.language)
  switch (context.what) {
    case 'stage':
      return [...told(context), text(words('answer.more'))]
    case 'links':
      return linksTold(context, context.links.slice(1))
    case 'written': {
      const blocks = (context.written ?? '').split(/\n\s*\n/).map((block) => block.trim())
      const organiser = context.organiser ?? words('answer.yourOrganiser')
      return [text(words('answer.byPerson', { organiser })), ...blocks.filter(Boolean).map(text)]
    }
    default:
      return context.what satisfies never
  }
}

function linksTold(context: AnswerContext, links: AnswerContext['links']): readonly Paragraph[] {
  const shared = text(wordsIn(context.person.language)('answer.shared'))
  return [shared, ...list(links.map(({ label, href }) => `${label}: ${href}`))]
}

function told(context: AnswerContext): readonly Paragraph[] {
  const { question, person, journey } = context
  const words = wordsIn(person.language)
  const headline = headlineFor(context, person.language)
  const where = rows([{ label: words('answer.where'), value: words(`stage.${journey.stage}`) }])
  switch (question) {
    case 'release':
      return [text(words('answer.askedRelease')), ...where, ...release(context)]
    case 'due':
      return [text(words('answer.askedDue')), ...where, ...due(context)]
    case 'status':
      return [text(words('answer.asked')), ...where, ...(headline ? rows([headline]) : [])]
    default:
      return question satisfies never
  }
}

function release(context: AnswerContext): readonly Paragraph[] {
  const { journey, person } = context
  const words = wordsIn(person.language)
  const { released } = journey.dossier.reached
  if (journey.stage === 'released' && released)
    return [text(words('answer.released', { day: dayIn(person.language, localDate(released, zonesOf(context)[0])) }))]
  if (isFinal(journey.stage)) return [text(words('answer.releaseOver'))]
  const underWay = journey.stage === 'underMedicalObservation' || journey.stage === 'underHomeMonitoring'
  const headline = underWay ? headlineFor(context, person.language) : null
  return headline ? rows([headline]) : [text(words('answer.releaseUnknown'))]
}

function due(context: AnswerContext): readonly Paragraph[] {
  const { language } = context.person
  const headline = headlineFor(context, language)
  if (headline) return rows([headline])
  const next = nextFor(context, language)
  return next.length ? next : [text(wordsIn(language)('answer.nothingDue'))]
}
