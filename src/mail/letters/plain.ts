// The letter as plain text: a blank line between paragraphs, the link on a line of its own.
import type { Paragraph } from '../../words/paragraph.ts'
import type { Sheet } from './sheet.ts'

export function asText(sheet: Sheet): string {
  const sections = sheet.sections.flatMap(({ heading, paragraphs }) => [
    ...(heading === null ? [] : [`[ ${heading} ]`]),
    ...paragraphs.map(paragraphText),
  ])
  const blocks = [
    sheet.greeting,
    ...sections,
    `${sheet.link.words}\n${sheet.link.href}\n${sheet.link.remark}`,
    sheet.closing.join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}

export function paragraphText(paragraph: Paragraph): string {
  switch (paragraph.kind) {
    case 'text':
      return oneLine(paragraph.text)
    case 'list':
      return paragraph.items.map((item) => `- ${oneLine(item)}`).join('\n')
    case 'rows':
      return paragraph.rows.map(({ label, value }) => `${label}\n    ${oneLine(value)}`).join('\n')
    default:
      return paragraph satisfies never
  }
}

/** What people typed keeps its words and loses its line breaks. */
const oneLine = (words: string): string => words.replace(/\s*[\r\n]+\s*/g, ' ')
