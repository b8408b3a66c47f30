// The merchant's agenda as an iCalendar file (RFC 5545): everything in it is an argument, so the same arguments give the same text.
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalCalendar,
} from 'ical-generator'
import type { CalendarFile } from '../application/letterPorts.ts'
import type { Language } from '../domain/language.ts'
import { balanced, lineIn } from '../words/direction.ts'
import { agendaIn, type AgendaItem } from '../words/agenda.ts'
import type { Situation } from '../words/situation.ts'
import { wordsIn } from '../words/words.ts'
import { paragraphText } from './letters/plain.ts'

/** RFC 5546 section 3.2.1: a calendar that is published, with nothing in it to be answered. */
const mediaType = 'text/calendar; charset=utf-8; method=PUBLISH'

/**
 * Null where there is nothing to enter. An event's UID is the journey and the step, its SEQUENCE the journey's version: a
 * later file replaces what an earlier one entered. No UID names a host (RFC 7986 section 5.3), and no event holds the
 * status link, since calendars are shared more easily than letters.
 */
export function writeCalendar(situation: Situation, language: Language): CalendarFile | null {
  const items = agendaIn(situation, language)
  if (!items.length) return null
  const flight = situation.charter.record.leg.flightNumber
  // The library's folding of long lines is the dearest of a letter, and those of one charter differ in the journey's id alone.
  const { journey, now } = situation
  const key = JSON.stringify([language, flight, items, journey.version, now.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)])
  let text = written.get(key)
  if (text === undefined) {
    if (written.size >= mostWritten) written.clear()
    written.set(key, (text = textOf(items, situation, language, flight).replaceAll(journey.id, anyJourney)))
  }
  return { fileName: `charter-desk-${flight}.ics`, mediaType, text: text.replaceAll(anyJourney, journey.id) }
}

/** Stands where a journey's id does; ids are short enough that no line with one is ever folded. */
const anyJourney = '\0journey\0'
const written = new Map<string, string>()
const mostWritten = 100

function textOf(items: readonly AgendaItem[], situation: Situation, language: Language, flight: string): string {
  const calendar = ical({
    prodId: { company: 'Charter Desk', product: 'Charter Desk', language },
    method: ICalCalendarMethod.PUBLISH,
    name: `${wordsIn(language)('desk.name')} ${flight}`,
  })
  for (const item of items) enter(calendar, item, situation, language)
  // The library leaves the last line open; RFC 5545 section 3.1 ends every line.
  return `${calendar.toString()}\r\n`
}

function enter(calendar: ICalCalendar, item: AgendaItem, { journey, now }: Situation, language: Language): void {
  const event = calendar.createEvent({
    id: `${journey.id}-${item.key}`,
    sequence: journey.version,
    stamp: now,
    lastModified: now,
    summary: lineIn(language, oneLine(item.title)),
    description: clean(item.details.map((each) => paragraphText(each, language)).join('\n\n')),
    location: item.place === null ? null : oneLine(item.place),
    status: item.certain ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
    // A window leaves its hours free for other things; the flight does not.
    transparency: item.key === 'flight' ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    ...timesOf(item.when),
  })
  if (item.reminderHours === null) return
  event
    .createAlarm({ type: ICalAlarmType.display, triggerBefore: item.reminderHours * 3_600 })
    .relatesTo(ICalAlarmRelatesTo.end)
}

/** RFC 5545 section 3.6.1: an end stands behind its start, so a moment has none, and a date without one is that whole day. */
const timesOf = (when: AgendaItem['when']) =>
  typeof when === 'string'
    ? { start: when, allDay: true }
    : { start: when.from, end: when.from < when.until ? when.until : null }

/** Controls have no place in a text (RFC 5545 section 3.3.11), nor has what turns the direction of a line. */
const clean = (words: string): string => balanced(words.replace(/[^\P{Cc}\n]+|[\u2028\u2029]+/gu, ' '))
const oneLine = (words: string): string => clean(words).replace(/\s+/g, ' ').trim()
