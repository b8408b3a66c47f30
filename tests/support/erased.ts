// Everything by which one merchant could be known, looked for in bytes however they are written.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { Person } from './merchants.ts'

/** What names somebody. Given names that half a charter has in common name nobody. */
export const namesOf = (person: Person): readonly string[] => {
  const { surname, givenNames, nativeName, documentNumber, email, phone } = person as Record<string, string>
  return [
    `${surname} ${givenNames}`,
    `${givenNames} ${surname}`,
    `${surname}<<${(givenNames ?? '').replaceAll(' ', '<')}`,
    nativeName,
    documentNumber,
    email,
    email?.split('@')[0],
    phone,
    phone?.replace(/^\+\d\d/, '0'),
  ].filter((word): word is string => Boolean(word) && word!.length > 2)
}

/** In UTF-8, in capitals or small, as UTF-16, in base64 at each of its three places, percent- and quoted-printable encoded. */
function spellings(word: string): readonly Buffer[] {
  const utf8 = Buffer.from(word)
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .replaceAll('=', '')
    return Buffer.from(text.slice(shift === 0 ? 0 : shift + 1, -1))
  })
  const quoted = [...utf8].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
  return [
    utf8,
    Buffer.from(word.toLowerCase()),
    Buffer.from(word, 'utf16le'),
    Buffer.from(encodeURIComponent(word)),
    Buffer.from(quoted),
    // Of a shorter word four or six signs would be left, which any sealed text may have by chance.
    ...(word.length >= 8 ? base64 : []),
  ]
}

export function findIn(bytes: Buffer, words: readonly string[]): readonly string[] {
  return words.filter((word) => spellings(word).some((spelling) => bytes.includes(spelling)))
}

/** Every file under a folder, however deep. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
}

export function expectNowhere(folder: string, words: readonly string[]): void {
  for (const file of filesUnder(folder)) expect(findIn(readFileSync(file), words), file).toEqual([])
}
