// What a letter is written from, and what its writer gives back: plain values in, sentences out.
import { follows, type Follow } from '../../domain/journey/chart.ts'
import type { MerchantDetails } from '../../domain/journey/merchant.ts'
import type { Paragraph } from '../../words/paragraph.ts'
import type { Situation } from '../../words/situation.ts'
import type { Words } from '../../words/words.ts'

export type LetterName = Extract<Follow, `letter.${string}`>
export const isLetterName = (name: string): name is LetterName =>
  name.startsWith('letter.') && (follows as readonly string[]).includes(name)
export const letterNames = follows.filter(isLetterName)

/** `names` in the order in which they arose; those superseded before they were sent are merged into the last. */
export type LetterContext = Situation & {
  readonly names: readonly Follow[]
  readonly person: MerchantDetails
  readonly statusUrl: string
}

/**
 * `told` says what changed and must be true later as well, since a later letter may take it along. `details` speak of
 * how things stand now and are shown for the newest change alone.
 */
export type Letter = { readonly subject: string; readonly told: string; readonly details: readonly Paragraph[] }
export type LetterWriter = (context: LetterContext, words: Words) => Letter
