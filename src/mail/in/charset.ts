// Which characters bytes stand for: the charsets of letters, also those that carry letters through seven bits.
import { parseAddressHeader } from 'mailparser'

/** Names that letters use and the platform does not list. */
const alias: Readonly<Record<string, string>> = {
  cp949: 'euc-kr',
  'x-windows-949': 'euc-kr',
  uhc: 'euc-kr',
  ks_c_5601: 'euc-kr',
  'ks_c_5601-1992': 'euc-kr',
  cp932: 'shift_jis',
  cp936: 'gbk',
  ms936: 'gbk',
  cp950: 'big5',
  'gb_2312-80': 'gbk',
  cp1250: 'windows-1250',
  'koi8-ru': 'koi8-u',
  ascii: 'us-ascii',
  'unicode-1-1-utf-7': 'utf-7',
  csiso2022kr: 'iso-2022-kr',
}
/** Charsets of seven bits, which the library leaves as they are. */
const sevenBit: Readonly<Record<string, (text: string) => string>> = {
  'utf-7': fromUtf7,
  'iso-2022-kr': fromShifted,
  'hz-gb-2312': fromTildes,
}
const plain = ['utf-8', 'us-ascii']

/** A charset by one name: lower case, without the language of RFC 2231; null where nobody here knows it. */
export function charsetNamed(label: string): string | null {
  const name = label.trim().toLowerCase().replace(/\*.*$/, '')
  const known = alias[name] ?? name
  if (known in sevenBit || plain.includes(known)) return known
  try {
    return new TextDecoder(known).encoding && known
  } catch {
    return null
  }
}

/** What stands in bytes; a charset that nobody knows is read as UTF-8, its faults shown as U+FFFD. */
export function decoded(bytes: Buffer, label: string): string {
  const charset = charsetNamed(label) ?? 'utf-8'
  const own = sevenBit[charset]
  if (own) return own(bytes.toString('latin1'))
  if (plain.includes(charset)) return bytes.toString('utf8')
  return inCharset(bytes, charset)
}

/** Seven-bit text that was kept as it came; null where the charset is none of these. */
export function decodedSevenBit(text: string, label: string): string | null {
  const own = sevenBit[charsetNamed(label) ?? '']
  return own ? own(text) : null
}

/** A name's encoded word is the library's own door to its charsets, which know more Korean than the platform's. */
function inCharset(bytes: Buffer, charset: string): string {
  const [name] = parseAddressHeader(`=?${charset}?B?${bytes.toString('base64')}?= <a@b.c>`).value
  return name?.name ?? ''
}

/** RFC 2152: `+` opens base64 of UTF-16, `-` closes it, `+-` is a plus. */
function fromUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_all, coded: string) => {
    if (!coded) return '+'
    const bytes = Buffer.from(coded, 'base64')
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le')
  })
}

/** RFC 1557: between SO and SI two bytes are one letter of KS X 1001. */
function fromShifted(text: string): string {
  const [first = '', ...shifted] = text.replaceAll('\u001b$)C', '').split('\u000e')
  return shifted.reduce((before, part) => {
    const [coded = '', ...rest] = part.split('\u000f')
    return before + inCharset(raised(coded), 'euc-kr') + rest.join('')
  }, first)
}

/** RFC 1843: between `~{` and `~}` two bytes are one letter of GB 2312, `~~` is a tilde. */
function fromTildes(text: string): string {
  return text.replace(/~(?:~|\n|\{([^\n]*?)(?:~\}|$))/gm, (all, coded: string | undefined) =>
    coded === undefined ? (all === '~~' ? '~' : '') : inCharset(raised(coded), 'gbk'),
  )
}

const raised = (coded: string) => Buffer.from(coded, 'latin1').map((byte) => byte | 0x80) as Buffer
