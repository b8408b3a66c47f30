// Names in a passport's machine-readable zone: transliterated, and cut off where they are too long (ICAO 9303, part 3, section 6).

/** Letters that a state may write in more than one way. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  Ä: ['AE', 'A'],
  Å: ['AA', 'A'],
  Æ: ['AE'],
  Ð: ['D'],
  Ñ: ['N', 'NXX'],
  Ö: ['OE', 'O'],
  Ø: ['OE', 'O'],
  Œ: ['OE'],
  Ü: ['UE', 'UXX', 'U'],
  Þ: ['TH'],
  ẞ: ['SS'],
  Ł: ['L'],
  Đ: ['D'],
  İ: ['I'],
  Ħ: ['H'],
}

/** Whether the zone's name is the written one; of one that was cut off, whether each of its words begins one of those, in order. */
export function isNameOf(inZone: string, written: string, cutOff: boolean): boolean {
  const words = wordsOf(written)
  if (pattern(words).test(inZone.replaceAll(' ', ''))) return true
  if (!cutOff) return false
  let at = 0
  return inZone.split(' ').every((word) => {
    while (at < words.length && !begins(words[at]!, word)) at++
    return at++ < words.length
  })
}

const wordsOf = (written: string): readonly string[] =>
  written
    .normalize('NFC')
    .toUpperCase()
    .replaceAll('ß', 'ẞ')
    .split(/[\s,-]+/)
    .filter(Boolean)

const spelt = (letter: string): string => {
  const known = spellings[letter]
  if (known) return `(?:${known.join('|')})`
  return letter.normalize('NFD').replaceAll(/[^A-Z]/g, '')
}
const pattern = (words: readonly string[]): RegExp => new RegExp(`^${[...words.join('')].map(spelt).join('')}$`)

/** Each further letter may be missing, as far as the zone goes. */
function begins(word: string, start: string): boolean {
  const letters = [...word].map(spelt)
  return letters.some((_, last) => new RegExp(`^${letters.slice(0, last + 1).join('')}$`).test(start))
}
