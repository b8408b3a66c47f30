// The shape of a letter before it is parsed: how deep its parts lie, how many they are, where its first texts stand.
import { headerOf, parameters, type Field } from './header.ts'

/** No program that people write with nests parts deeper, or sends more of them. */
const mostDepth = 20
const mostParts = 500
/** Texts told apart; what comes after them counts as a part only. */
const mostTexts = 20

/** A text that is no attachment: its own fields, and where its body stands (bytes). */
export type TextPart = {
  readonly fields: readonly Field[]
  readonly type: string
  readonly charset: string | null
  readonly from: number
  readonly to: number
}
export type Shape = {
  readonly fault: 'tooDeep' | 'tooManyParts' | null
  readonly parts: number
  /** Whether every multipart that was opened is closed. */
  readonly closed: boolean
  readonly texts: readonly TextPart[]
}

/** One pass over the lines; an embedded letter is a part, not looked into. */
export function shapeOf(bytes: Buffer): Shape {
  const boundaries: string[] = []
  const texts: TextPart[] = []
  let open: Omit<TextPart, 'to'> | null = null
  let parts = 0
  let at = 0
  const close = (to: number) => {
    if (open && texts.length < mostTexts) texts.push({ ...open, to })
    open = null
  }
  const part = (): 'tooDeep' | 'tooManyParts' | null => {
    const header = headerOf(bytes, at)
    at = header.bodyAt
    parts += 1
    const { value, found } = parameters(header.fields, 'content-type')
    const type = value || 'text/plain'
    const boundary = found.get('boundary')
    if (type.startsWith('multipart/') && boundary) {
      boundaries.push(boundary)
      if (boundaries.length > mostDepth) return 'tooDeep'
    } else if (type === 'text/plain' || type === 'text/html') {
      const attached = parameters(header.fields, 'content-disposition').value === 'attachment'
      if (!attached) open = { fields: header.fields, type, charset: found.get('charset') ?? null, from: at }
    }
    return parts > mostParts ? 'tooManyParts' : null
  }
  let fault = part()
  while (!fault && at < bytes.length && boundaries.length) {
    const end = bytes.indexOf(0x0a, at)
    const next = end < 0 ? bytes.length : end + 1
    const begins = at
    at = next
    if (bytes[begins] !== 0x2d || bytes[begins + 1] !== 0x2d) continue
    const line = bytes.toString('latin1', begins + 2, Math.min(next, begins + 400)).trimEnd()
    const level = boundaries.findLastIndex((boundary) => line === boundary || line === `${boundary}--`)
    if (level < 0) continue
    close(begins)
    const ends = line !== boundaries[level]
    boundaries.length = ends ? level : level + 1
    if (!ends) fault = part()
  }
  close(bytes.length)
  return { fault, parts, closed: boundaries.length === 0, texts }
}
