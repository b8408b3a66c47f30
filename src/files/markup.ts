// The XML of a workbook walked tag by tag in its bytes, before anybody makes text or objects of it: what no spreadsheet program writes ends the walk.

/** `empty`: closed by itself. `followed`: text comes behind it, not another tag. */
export type Tag = {
  readonly name: string
  readonly closes: boolean
  readonly empty: boolean
  readonly followed: boolean
  /** The tag as it stands, without its brackets. */
  text(): string
}

/** The XML is written as no spreadsheet program writes it. */
export class Mangled extends Error {
  override name = 'Mangled'
}
/** The file defines XML entities of its own: no spreadsheet program writes that. */
export class OwnEntities extends Error {
  override name = 'OwnEntities'
}

const [opens, closes, slash, mark, question, space] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x20]
const longestTag = 8_192
const deepest = 64
/** A cell holds at most 32767 characters, of up to four bytes each. */
const longestText = 4 * 32_767

export function walk(xml: Buffer, meet: (tag: Tag) => void): void {
  if (xml.includes(0)) throw new Mangled('its XML is not written in UTF-8')
  let depth = 0
  let after = 0
  for (;;) {
    const from = xml.indexOf(opens, after)
    if ((from < 0 ? xml.length : from) - after > longestText) throw new Mangled('a text in it is longer than a cell')
    if (from < 0) return
    if (xml[from + 1] === mark) {
      after = behindMark(xml, from)
      continue
    }
    const until = xml.indexOf(closes, from)
    if (until < 0 || until - from > longestTag) throw new Mangled('a tag in it has no end')
    after = until + 1
    if (xml[from + 1] === question) continue
    const ends = xml[from + 1] === slash
    const empty = xml[until - 1] === slash
    if (ends) depth--
    else if (!empty && ++depth > deepest)
      throw new Mangled('its elements stand deeper within each other than any program writes')
    const text = () => xml.toString('utf8', from + 1, until)
    meet({ name: nameIn(xml, from + (ends ? 2 : 1), until), closes: ends, empty, followed: xml[after] !== opens, text })
  }
}

/** Behind a comment or a plain text; anything else that is marked so defines something. */
function behindMark(xml: Buffer, from: number): number {
  for (const [begin, end] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
  ] as const) {
    if (xml.toString('latin1', from, from + begin.length) !== begin) continue
    const until = xml.indexOf(end, from, 'latin1')
    if (until < 0 || until - from > longestText) throw new Mangled('a comment or text in it has no end')
    return until + end.length
  }
  throw new OwnEntities()
}

/** Without the prefix of its namespace. */
function nameIn(xml: Buffer, from: number, until: number): string {
  let end = from
  while (end < until && xml[end]! > space && xml[end] !== slash) end++
  const name = xml.toString('latin1', from, end)
  return name.slice(name.indexOf(':') + 1)
}

export const attributeIn = (tag: string, name: string): string =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)`).exec(tag)?.[1] ?? ''
