// Why there is no page, in the reader's language: the desk says it in English, and the kind of it is worded.
import type { Language } from '../domain/language.ts'
import { wordsIn, type WordKey } from './words.ts'

/** By what the English sentence speaks of; the first that fits. */
const kinds: readonly (readonly [RegExp, WordKey])[] = [
  [/\blink\b/, 'missing.link'],
  [/\bcalendar\b/, 'missing.calendar'],
  [/another site|not sent from a page/, 'missing.foreign'],
  [/^Nothing was changed/, 'missing.broken'],
  [/^(This|The) role\b/, 'missing.role'],
  [/such letter|no letters/, 'missing.letter'],
  [/demand call/, 'missing.demandCall'],
  [/such journey|such person|nobody|people of a charter/, 'missing.person'],
  [/charter/, 'missing.charter'],
]

/** `detail` is the desk's own sentence; '' where nothing is said beside the title. */
export function missingIn(language: Language, detail: string, status: number): string {
  if (language === 'en' || !detail) return detail
  const kind = kinds.find(([speaksOf]) => speaksOf.test(detail))?.[1]
  if (kind) return wordsIn(language)(kind)
  return status === 404 ? wordsIn(language)('missing.any') : ''
}
