// The letter as plain text: a blank line between paragraphs, the link on a line of its own.
import type { Language } from '../../domain/language.ts'
import { balanced, lineIn } from '../../words/direction.ts'
import type { Paragraph } from '../../words/paragraph.ts'
import type { Sheet } from './sheet.ts'

export function asText(sheet: Sheet): string {
  const { language, link } = sheet
  const line = (words: string) => lineIn(language, oneLine(words))
  const sections = sheet.sections.flatMap(({ heading, paragraphs }) => [
    ...(heading === null ? [] : [line(`[ ${heading} ]`)]),
    ...paragraphs.map((each) => paragraphText(each, language)),
  ])
  const blocks = [
    line(sheet.greeting),
    ...sections,
    // An address runs left to right wherever it stands, and is opened by what begins with its first sign.
    `${line(link.words)}\n${link.href}\n${line(link.remark)}`,
    sheet.closing.map(line).join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}

export function paragraphText(paragraph: Paragraph, language: Language): string {
  const line = (words: string) => lineIn(language, words)
  switch (paragraph.kind) {
    case 'text':
      return line(oneLine(paragraph.text))
    case 'list':
      return paragraph.items.map((item) => line(`- ${oneLine(item)}`)).join('\n')
    case 'rows':
      return paragraph.rows.map(({ label, value }) => `${line(oneLine(label))}\n    ${line(oneLine(value))}`).join('\n')
    default:
      return paragraph satisfies never
  }
}

/** What people typed keeps its words and loses its line breaks, and what would turn the lines after it. */
export const oneLine = (words: string): string => balanced(words.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' '))
