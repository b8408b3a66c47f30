// Which encoding a text file is written in: by its mark, by its zero bytes, or by which reading makes sense.
import { knownHeadings } from './knownHeadings.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'euc-kr' | 'windows-1251' | 'windows-1256'
export type Decoded = { readonly text: string; readonly encoding: Encoding; readonly mark: boolean }

/** Null where no encoding that the desk knows can be read from these bytes without a fault. */
export function decodeText(bytes: Uint8Array): Decoded | null {
  const marked = markOf(bytes)
  if (marked) return decodedAs(marked, bytes, true)
  // No text in the other encodings holds a zero byte; in UTF-16 each comma, digit and line end does.
  const zeros = [0, 0]
  for (const [place, byte] of bytes.subarray(0, 4_096).entries()) if (byte === 0) zeros[place % 2]!++
  if (zeros[0] || zeros[1]) return decodedAs(zeros[1]! >= zeros[0]! ? 'utf-16le' : 'utf-16be', bytes, false)
  const utf8 = decodedAs('utf-8', bytes, false)
  if (utf8) return utf8
  const eastAsian = chosen(decodedAs('euc-kr', bytes, false), decodedAs('gb18030', bytes, false))
  // Every byte is a letter of these two: they are believed where their headings are known, and not before.
  const [best] = (['windows-1251', 'windows-1256'] as const)
    .flatMap((encoding) => decodedAs(encoding, bytes, false) ?? [])
    .sort((a, b) => known(b) - known(a))
  return best && known(best) > (eastAsian ? known(eastAsian) : 0) ? best : eastAsian
}

function markOf(bytes: Uint8Array): Encoding | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

function decodedAs(encoding: Encoding, bytes: Uint8Array, mark: boolean): Decoded | null {
  try {
    // Drops the mark, and throws at the first byte that is none of this encoding.
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, mark }
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const known = ({ text }: Decoded): number => knownHeadings(text.slice(0, 4_096))

/** Most texts in one of the two can be read as the other: the headings decide, then whether the letters are Hangul. */
function chosen(korean: Decoded | null, chinese: Decoded | null): Decoded | null {
  if (!korean || !chinese) return korean ?? chinese
  if (known(korean) !== known(chinese)) return known(korean) > known(chinese) ? korean : chinese
  const foreign = [...korean.text].filter((letter) => letter > '\u007f')
  const hangul = foreign.filter((letter) => letter >= '\uac00' && letter <= '\ud7a3')
  return hangul.length > foreign.length * 0.9 ? korean : chinese
}
