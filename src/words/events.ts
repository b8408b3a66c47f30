// What happened, in words: the facts of the record as somebody says them.
import type { Language } from '../domain/language.ts'
import type { RecordedType } from '../domain/recorded.ts'
import { wordFor, type WordKey } from './words.ts'

const keyOf = (type: RecordedType) => `event.${type}` as const satisfies WordKey

/** Null where the record has it from a desk that knew more. */
export const eventIn = (language: Language, type: string): string | null =>
  wordFor(language, keyOf(type as RecordedType))
