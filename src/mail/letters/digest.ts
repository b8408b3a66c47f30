// The day's digest to an officer: what waits for them, charter by charter, with the pages where it is done.
import type { DigestLetter } from '../../application/letterPorts.ts'
import type { CharterDigest, DueLine, Named } from '../../domain/letters/digest.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Language } from '../../domain/language.ts'
import { officeZone } from '../../domain/officeZone.ts'
import { list, text, type Paragraph } from '../../words/paragraph.ts'
import { dayIn, shortMomentIn } from '../../words/when.ts'
import { wordFor, wordsIn } from '../../words/words.ts'
import { asHtml } from './html.ts'
import { asText } from './plain.ts'
import type { Sheet } from './sheet.ts'

export function composeDigest(letter: DigestLetter): { subject: string; text: string; html: string } {
  const { language, name, digest, publicUrl, now } = letter
  const words = wordsIn(language)
  const { charters, confirmations, reviews } = digest
  const waiting = [
    ...(confirmations ? [`${words('digest.confirmations', { count: confirmations })} ${publicUrl}/pending-acts`] : []),
    ...(reviews ? [`${words('digest.reviews', { count: reviews })} ${publicUrl}/mail`] : []),
  ]
  const sheet: Sheet = {
    language,
    subject: words('digest.subject', { day: dayIn(language, digest.day) }),
    greeting: words('letter.greeting', { name }),
    sections: [
      { heading: null, paragraphs: [text(words('digest.told')), ...list(waiting)] },
      ...charters.map((charter) => ({
        heading: charter.title,
        paragraphs: [...told(charter, language, now), text(`${publicUrl}/charters/${charter.charter}`)],
      })),
    ],
    link: { words: words('digest.open'), href: `${publicUrl}/charters`, remark: words('digest.signIn'), pictured: '' },
    closing: [words('letter.closing'), words('letter.automatic')],
  }
  return { subject: sheet.subject, text: asText(sheet), html: asHtml(sheet, null) }
}

function told(charter: CharterDigest, language: Language, now: Instant): readonly Paragraph[] {
  const words = wordsIn(language)
  const { due, overdue, missing, conflicts, lettersFailed } = charter
  return list([
    ...(missing.count ? [words('digest.missing', counted(missing))] : []),
    ...(overdue.count ? [words('digest.overdue', counted(overdue))] : []),
    ...due.map((line) => dueIn(line, language, now)),
    ...(conflicts ? [words('digest.conflicts', { count: conflicts })] : []),
    ...(lettersFailed ? [words('digest.lettersFailed', { count: lettersFailed })] : []),
  ])
}

const counted = ({ count, journeys }: Named) => ({
  count,
  journeys: `${journeys.join(', ')}${count > journeys.length ? ' …' : ''}`,
})

function dueIn({ act, number, count, by }: DueLine, language: Language, now: Instant): string {
  const words = wordsIn(language)
  const what = wordFor(language, `due.${act}`, { number: number ?? '' })?.trim() ?? act
  if (by === null) return words('digest.due', { what, count })
  const at = shortMomentIn(language, by, officeZone)
  return words(by < now ? 'digest.dueLate' : 'digest.dueBy', { what, count, at })
}
