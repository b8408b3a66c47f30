// A letter before it is written out as text or as HTML.
import type { Language } from '../../domain/journey/merchant.ts'
import type { Paragraph } from '../../words/paragraph.ts'

export type Sheet = {
  readonly language: Language
  readonly subject: string
  readonly greeting: string
  readonly sections: readonly { readonly heading: string | null; readonly paragraphs: readonly Paragraph[] }[]
  readonly link: { readonly words: string; readonly href: string; readonly remark: string }
  readonly closing: readonly string[]
}
