// Text in the encodings of older spreadsheet programs: what the platform only decodes, turned round.
type Encoding = 'utf-8' | 'utf-16' | 'euc-kr' | 'gb18030' | 'windows-1251' | 'windows-1256'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Letters of one and of two bytes; that is all which these tests write. */
function tableOf(encoding: Encoding): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding)
  const single = encoding.startsWith('windows-')
  const two = single ? [] : range(0x81, 0xfe).flatMap((first) => range(0x41, 0xfe).map((second) => [first, second]))
  return new Map(
    [...two, ...range(0, single ? 0xff : 0x7f).map((byte) => [byte])].map((bytes) => [
      decoder.decode(Uint8Array.from(bytes)),
      bytes,
    ]),
  )
}

export function inEncoding(encoding: Encoding, text: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-16') return Buffer.from(`\ufeff${text}`, 'utf16le')
  const table = tableOf(encoding)
  return Buffer.from([...text].flatMap((letter) => table.get(letter) ?? []))
}
