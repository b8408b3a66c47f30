// The books of words: complete in every language, nothing unused, no markup, nothing that could be read as code.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Language } from '../../src/domain/language.ts'
import { stages } from '../../src/domain/journey/stage.ts'
import { charterStages } from '../../src/domain/charter/stage.ts'
import { roles } from '../../src/domain/access/roles.ts'
import { recordedTypes } from '../../src/domain/recorded.ts'
import { balance } from '../../src/domain/charter/balance.ts'
import { letterNames } from '../../src/mail/letters/context.ts'
import ar from '../../src/words/ar.json' with { type: 'json' }
import en from '../../src/words/en.json' with { type: 'json' }
import ko from '../../src/words/ko.json' with { type: 'json' }
import ru from '../../src/words/ru.json' with { type: 'json' }
import zh from '../../src/words/zh.json' with { type: 'json' }
import { eventIn } from '../../src/words/events.ts'
import { wordFor, wordsIn } from '../../src/words/words.ts'
import { charter } from './situation.ts'

const books: Record<Language, Record<string, string>> = { en, ko, zh, ru, ar }
const source = path.join(import.meta.dirname, '../../src')
const code = globSync('**/*.{ts,tsx}', { cwd: source })
  .map((file) => readFileSync(path.join(source, file), 'utf8'))
  .join('\n')

describe.each(Language.options)('the words in %s', (language) => {
  const book = books[language]

  it('have the same keys as the English ones', () => {
    expect(Object.keys(book).sort()).toEqual(Object.keys(en).sort())
  })

  it('are never empty and hold no markup', () => {
    for (const [key, words] of Object.entries(book)) {
      expect(words.trim(), key).toBe(words)
      expect(words, key).not.toMatch(/^$|<|>|&[a-z]+;|\$t\(/)
    }
  })

  it('take the same values as the English ones', () => {
    const values = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
    for (const [key, words] of Object.entries(book)) {
      expect([...new Set(values(words))], key).toEqual([...new Set(values(books.en[key]!))])
    }
  })

  it('name every stage, role, letter and link of the balance', () => {
    for (const stage of stages) {
      expect(wordFor(language, `stage.${stage}`), stage).not.toBeNull()
      expect(wordFor(language, `brief.${stage}`), stage).not.toBeNull()
    }
    for (const stage of charterStages) expect(wordFor(language, `charterStage.${stage}`), stage).not.toBeNull()
    for (const role of roles) expect(wordFor(language, `role.${role}`), role).not.toBeNull()
    for (const letter of letterNames) {
      for (const part of ['subject', 'told']) expect(wordFor(language, `${letter}.${part}`), letter).not.toBeNull()
    }
    for (const { link } of balance(charter, [], [], []).links) {
      expect(wordFor(language, `link.${link}`), link).not.toBeNull()
    }
  })
})

describe.each(Language.options)('what happened, in %s', (language) => {
  const types: readonly string[] = Object.values(recordedTypes).flat()

  it('has words for every fact that the desk can write, and keeps none for another', () => {
    expect(types.length).toBeGreaterThan(100)
    expect(new Set(types).size).toBe(types.length)
    expect(types.filter((type) => !eventIn(language, type))).toEqual([])
    const told = Object.keys(books[language]).flatMap((key) => /^event\.(.*)$/.exec(key)?.[1] ?? [])
    expect(told.sort()).toEqual([...types].sort())
  })

  it('is told in words of the language, and each within its book otherwise than the rest', () => {
    for (const [kind, list] of Object.entries(recordedTypes)) {
      const told = list.map((type) => eventIn(language, type)!)
      expect(
        told.filter((words, i) => told.indexOf(words) !== i),
        kind,
      ).toEqual([])
      if (language !== 'en')
        expect(
          told.filter((words) => /[A-Za-z]{2}/.test(words)),
          kind,
        ).toEqual([])
    }
  })

  it('is not made up where a fact is unknown', () => {
    expect(eventIn(language, 'SomethingElseHappened')).toBeNull()
  })
})

describe('what is due', () => {
  it('has words for every act that the domain calls due', () => {
    const text = readFileSync(path.join(source, 'domain/journey/due.ts'), 'utf8')
    const acts = [...text.matchAll(/\bdue\((?:[\w.()]+ \? '(\w+)' : )?'(\w+)'/g)].flatMap(([, one, two]) => [one, two])
    const named = [...new Set(acts)].filter((act) => act !== undefined)
    expect(named.length).toBeGreaterThan(8)
    for (const act of named) expect(wordFor('ko', `due.${act}`, { number: 1 }), act).not.toBeNull()
  })
})

describe('the keys', () => {
  it('are all used, by name or by a family that the code names', () => {
    const families = [...code.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, family]) => family!)
    // `${name}.${value}` in the words room stands for these two.
    families.push('result.', 'admission.')
    const unused = Object.keys(en).filter(
      (key) => !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
    )
    expect(unused).toEqual([])
  })
})

describe('filling in', () => {
  it('puts values in as they are', () => {
    expect(wordsIn('en')('letter.greeting', { name: 'Kim & <Lee>' })).toBe('Dear Kim & <Lee>,')
    expect(wordsIn('ko')('letter.greeting', { name: '김민수' })).toBe('김민수 님께')
  })

  it('never reads a value as a placeholder or a reference', () => {
    const name = '{{name}} $t(letter.closing)'
    expect(wordsIn('zh')('letter.greeting', { name })).toBe(`${name}，您好！`)
  })

  it('answers null for a name that is no key, even one that every object has', () => {
    expect(wordFor('en', 'finding.somethingNew')).toBeNull()
    expect(wordFor('en', 'toString')).toBeNull()
  })
})
