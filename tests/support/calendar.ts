// A reader of iCalendar files, as strict as RFC 5545 is about lines: what a calendar would make of a file, for the tests.
export type ReadEvent = {
  readonly uid: string
  readonly sequence: number
  /** Texts unescaped; times as they stand in the file, such as 20220828T061000Z, or 20220908 for a day. */
  readonly summary: string
  readonly description: string
  readonly start: string
  readonly end: string | null
  readonly stamp: string
  readonly status: string
  readonly location: string | null
  /** The trigger of the alarm with its parameters, such as `RELATED=END:-PT12H`. */
  readonly alarm: string | null
}
export type ReadCalendar = { readonly method: string; readonly name: string; readonly events: readonly ReadEvent[] }

type Line = { readonly name: string; readonly parameters: string; readonly value: string }

/** Throws where a line is too long or ends wrongly, a part is not closed, or a property stands twice. */
export function readCalendar(text: string): ReadCalendar {
  if (!text.endsWith('\r\n')) throw new Error('the last line is open')
  const lines = text.slice(0, -2).split('\r\n')
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new Error(`a line ends otherwise than with CRLF: ${JSON.stringify(line)}`)
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`)
    if (line.includes('\uFFFD')) throw new Error(`folded within a character: ${line}`)
    if (/[^\P{Cc}\t]/u.test(line)) throw new Error(`a control character stands in ${JSON.stringify(line)}`)
  }
  const unfolded = lines.reduce<string[]>((all, line) => {
    if (line.startsWith(' ')) all.push(all.pop()! + line.slice(1))
    else all.push(line)
    return all
  }, [])
  const parts: { name: string; lines: Line[]; events: ReadEvent[]; alarm: string | null }[] = []
  let read: ReadCalendar | null = null
  for (const line of unfolded) {
    const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? []
    if (!name || read) throw new Error(`no content line: ${line}`)
    const open = parts.at(-1)
    if (name === 'BEGIN') parts.push({ name: value, lines: [], events: [], alarm: null })
    else if (name === 'END') {
      const part = parts.pop()
      if (part?.name !== value) throw new Error(`${value} ends within ${part?.name}`)
      const above = parts.at(-1)
      if (value === 'VALARM' && above) above.alarm = one(part.lines, 'TRIGGER').join(':')
      else if (value === 'VEVENT' && above) above.events.push(eventOf(part.lines, part.alarm))
      else if (value === 'VCALENDAR') {
        if (one(part.lines, 'VERSION')[1] !== '2.0' || !one(part.lines, 'PRODID')[1]) throw new Error('no head')
        read = { method: one(part.lines, 'METHOD')[1], name: one(part.lines, 'NAME')[1], events: part.events }
      }
    } else if (open) open.lines.push({ name, parameters: parameters.slice(1), value })
    else throw new Error(`outside of everything: ${line}`)
  }
  if (!read || parts.length) throw new Error('the calendar is not closed')
  return read
}

function eventOf(lines: readonly Line[], alarm: string | null): ReadEvent {
  const text = (name: string) => words(one(lines, name)[1])
  const optional = (name: string) => (lines.some((line) => line.name === name) ? text(name) : null)
  return {
    uid: text('UID'),
    sequence: Number(text('SEQUENCE')),
    summary: text('SUMMARY'),
    description: text('DESCRIPTION'),
    start: text('DTSTART'),
    end: optional('DTEND'),
    stamp: text('DTSTAMP'),
    status: text('STATUS'),
    location: optional('LOCATION'),
    alarm,
  }
}

/** Parameters and value of a property that stands exactly once. */
function one(lines: readonly Line[], name: string): readonly [string, string] {
  const [line, ...more] = lines.filter((each) => each.name === name)
  if (!line || more.length) throw new Error(`${name} stands ${line ? 'twice' : 'nowhere'}`)
  return [line.parameters, line.value]
}

const words = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))

/** "2022-08-28T06:10:00.000Z" as it stands in a file. */
export const stampOf = (at: string): string => at.replace(/[-:]|\.\d+/g, '')
