// A letter before it is written out as text or as HTML.
import type { Language } from '../../domain/language.ts'
import type { Paragraph } from '../../words/paragraph.ts'

export type Sheet = {
  readonly language: Language
  readonly subject: string
  readonly greeting: string
  readonly sections: readonly { readonly heading: string | null; readonly paragraphs: readonly Paragraph[] }[]
  /** `pictured` says what the picture of the link is, to whoever does not see it. */
  readonly link: { readonly words: string; readonly href: string; readonly remark: string; readonly pictured: string }
  readonly closing: readonly string[]
}
