// The desk's sentences in every language it speaks: asked by key, filled with values, never with markup.
import { createInstance } from 'i18next'
import type { Language } from '../domain/language.ts'
import { isolated } from './direction.ts'
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import ko from './ko.json' with { type: 'json' }
import ru from './ru.json' with { type: 'json' }
import zh from './zh.json' with { type: 'json' }

export type WordKey = keyof typeof en
export type Values = Readonly<Record<string, string | number>>
export type Words = (key: WordKey, values?: Values) => string

/** Each language by its own name, in the order in which pages offer them. */
export const languageNames: Readonly<Record<Language, string>> = {
  zh: '中文',
  ko: '한국어',
  en: 'English',
  ru: 'Русский',
  ar: 'العربية',
}

const books: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { zh, en, ko, ru, ar }

/**
 * Keys are flat and have dots in them. Escaping is the task of whoever writes markup. Values are never read as
 * placeholders or references, whatever a merchant is called.
 */
const desk = createInstance({
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  pluralSeparator: '\u0000',
  contextSeparator: '\u0000',
  interpolation: { escapeValue: false, skipOnVariables: true, nestingPrefix: '\u0000', nestingSuffix: '\u0000' },
  resources: Object.fromEntries(Object.entries(books).map(([language, book]) => [language, { translation: book }])),
})
void desk.init()

const spoken = Object.fromEntries(
  Object.keys(books).map((language) => {
    const translate = desk.getFixedT(language)
    const tongue = language as Language
    const inside = (values: Values): Values =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'number' ? value : isolated(tongue, value),
        ]),
      )
    // What has no values is the same for ever; the library takes its time over it, in a letter some forty times.
    const plain = new Map<WordKey, string>()
    const words: Words = (key, values) => {
      if (values) return translate(key, { replace: inside(values) })
      let sentence = plain.get(key)
      if (sentence === undefined) plain.set(key, (sentence = translate(key, { replace: {} })))
      return sentence
    }
    return [language, words]
  }),
) as Readonly<Record<Language, Words>>

/** Sentences in one language. */
export const wordsIn = (language: Language): Words => spoken[language]

/** For names that come from data: the sentence where there is one, else null. */
export function wordFor(language: Language, key: string, values: Values = {}): string | null {
  return Object.hasOwn(books[language], key) ? wordsIn(language)(key as WordKey, values) : null
}
