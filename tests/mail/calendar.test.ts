// The merchant's calendar: what is entered at each stage, what replaces what, and what must never stand in it.
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { evolveCharter } from '../../src/domain/charter/charter.ts'
import { plusHours } from '../../src/domain/instant.ts'
import { Language } from '../../src/domain/language.ts'
import { stages, type Stage } from '../../src/domain/journey/stage.ts'
import { planOf } from '../../src/domain/policy/plan.ts'
import { anchorOf } from '../../src/domain/policy/policy.ts'
import { writeCalendar } from '../../src/mail/calendar.ts'
import { composeMail } from '../../src/mail/compose.ts'
import { composeLetter } from '../../src/mail/letters/letter.ts'
import type { Situation } from '../../src/words/situation.ts'
import { readCalendar, stampOf, type ReadEvent } from '../support/calendar.ts'
import { at, mission, person, policy, situationAt } from '../words/situation.ts'

const withEntries: readonly Stage[] = [
  'seated.awaitingFirstNegative',
  'seated.awaitingSecondNegative.codeOutstanding',
  'seated.awaitingSecondNegative.codeIssued',
  'seated.awaitingHealthCode',
  'clearedToBoard',
  'underMedicalObservation',
  'underHomeMonitoring',
]

const textOf = (situation: Situation, language: Language = 'en'): string => writeCalendar(situation, language)!.text
const eventsOf = (situation: Situation, language: Language = 'en'): readonly ReadEvent[] =>
  readCalendar(textOf(situation, language)).events
/** What an event is about: its UID behind the journey's id. */
const keyOf = ({ uid }: ReadEvent): string => uid.replace(/^C\w+-J\w+-/, '')
const eventOf = (situation: Situation, key: string, language: Language = 'en'): ReadEvent =>
  eventsOf(situation, language).find((event) => keyOf(event) === key)!

/** The same merchant after the flight moved by so many hours, asked half an hour later. */
function retimed(situation: Situation, hours: number): Situation {
  const { leg } = situation.charter.record
  const moved = {
    ...leg,
    plannedBoarding: plusHours(leg.plannedBoarding!, hours),
    scheduledDeparture: plusHours(leg.scheduledDeparture, hours),
    scheduledArrival: plusHours(leg.scheduledArrival, hours),
  }
  const charter = evolveCharter(situation.charter, { type: 'CharterRetimed', leg: moved, reason: 'slot' })
  const now = plusHours(situation.now, 0.5)
  const plan = planOf({ ...policy, anchor: anchorOf(moved) }, situation.journey.dossier, now)
  return { ...situation, charter, plan, now, journey: { ...situation.journey, version: situation.journey.version + 1 } }
}

describe.each(Language.options)('a calendar in %s', (language) => {
  it.each(withEntries)('at %s has lines of 75 octets at most, ended by CRLF, and leaves no placeholder', (stage) => {
    const { text, fileName, mediaType } = writeCalendar(situationAt(stage), language)!
    expect(fileName).toBe('charter-desk-HU454.ics')
    expect(mediaType).toBe('text/calendar; charset=utf-8; method=PUBLISH')
    const { method, name, events } = readCalendar(text)
    expect(method).toBe('PUBLISH')
    expect(name).toContain('HU454')
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length)
    for (const { summary, description, start, end } of events) {
      expect(summary + description).not.toMatch(/\{\{|\}\}|undefined|null/)
      if (end !== null) expect(end > start).toBe(true)
    }
  })

  it('holds nobody: no name, number, address, birth date or link', () => {
    const details = person(language)
    for (const stage of withEntries) {
      const text = textOf(situationAt(stage), language).replaceAll('\r\n ', '')
      const { documentNumber, surname, givenNames, nativeName, birthDate, email, phone } = details
      for (const secret of [documentNumber, surname, givenNames, nativeName, birthDate, email, phone, 'http'])
        expect(text).not.toContain(secret)
    }
  })

  it('names no test result, laboratory or reagent, and no room', () => {
    for (const stage of withEntries) {
      const text = textOf(situationAt(stage), language).replaceAll('\r\n ', '')
      expect(text).not.toMatch(/positive|negative|양성|음성|阳性|阴性|seoul-lab|Reagent [AB]|N-\d|0812/)
    }
  })
})

describe('there is nothing to enter', () => {
  it.each(stages.filter((stage) => !withEntries.includes(stage)))('at %s', (stage) => {
    for (const language of Language.options) expect(writeCalendar(situationAt(stage), language)).toBeNull()
  })
})

describe('before the flight', () => {
  const start = situationAt('seated.awaitingFirstNegative')

  it('every open step is entered, and the flight', () => {
    expect(eventsOf(start).map(keyOf)).toEqual(['sample-1', 'sample-2', 'code', 'documents', 'flight'])
    const later = situationAt('seated.awaitingSecondNegative.codeIssued')
    expect(eventsOf(later).map(keyOf)).toEqual(['sample-2', 'documents', 'flight'])
    expect(eventsOf(situationAt('clearedToBoard')).map(keyOf)).toEqual(['documents', 'flight'])
  })

  it('a sample lasts as long as its working window, and says the latest moment under the rule', () => {
    const event = eventOf(start, 'sample-1')
    expect(event).toMatchObject({ start: '20220826T061000Z', end: '20220826T211000Z', status: 'CONFIRMED' })
    expect(event.description).toContain('Latest moment under the rule: Saturday, 27 August 2022 15:10')
    expect(event.description).toContain('at least 24 hours apart')
    for (const step of start.plan.steps.filter(({ step }) => step === 'sample'))
      expect(eventOf(start, `sample-${step.slot}`)).toMatchObject({
        start: stampOf(step.working.from),
        end: stampOf(step.working.until),
      })
  })

  it('reminds as long before a window closes as the desk does, and not of what has no window', () => {
    expect(eventOf(start, 'sample-1').alarm).toBe('RELATED=END:-PT12H')
    expect(eventOf(start, 'code').alarm).toBe('RELATED=END:-PT12H')
    expect(eventOf(start, 'documents').alarm).toBeNull()
    expect(eventOf(start, 'flight').alarm).toBeNull()
  })

  it('does not remind once it is too late for it, nor of what the mission has in hand', () => {
    const late = { ...start, now: at('2022-08-26T20:00:00+09:00') }
    expect(eventOf(late, 'sample-1').alarm).toBeNull()
    const { dossier } = start.journey
    const application = { at: start.now, mission: 'KR-SEL-EMB', basis: [] }
    const applied = { ...start, journey: { ...start.journey, dossier: { ...dossier, application } } }
    expect(eventOf(applied, 'code').alarm).toBeNull()
    expect(eventOf(applied, 'code').description).toContain('please do not apply a second time')
  })

  it('gives what the rule still allows once nothing of the working window is left', () => {
    const now = at('2022-08-27T09:00:00+09:00')
    const late = { ...start, now, plan: planOf(policy, start.journey.dossier, now) }
    const event = eventOf(late, 'sample-1')
    expect(event).toMatchObject({ start: '20220826T061000Z', end: '20220827T061000Z' })
    expect(event.description).toContain('As soon as possible')
  })

  it('leaves out what was missed', () => {
    const now = at('2022-08-28T00:00:00+09:00')
    const missed = { ...start, now, plan: planOf(policy, start.journey.dossier, now) }
    expect(eventsOf(missed).map(keyOf)).not.toContain('sample-1')
  })

  it('papers are in hand by a moment, the flight begins with the boarding', () => {
    expect(eventOf(start, 'documents')).toMatchObject({ start: '20220828T031000Z', end: null })
    expect(eventOf(start, 'flight')).toMatchObject({
      start: '20220828T061000Z',
      end: '20220828T064000Z',
      summary: 'HU454: boarding, Seoul – Hangzhou',
      location: 'Seoul (ICN)',
    })
    const { charter } = start
    const leg = { ...charter.record.leg, plannedBoarding: null }
    const unplanned = { ...start, charter: { ...charter, record: { ...charter.record, leg } } }
    expect(eventOf(unplanned, 'flight')).toMatchObject({
      start: '20220828T064000Z',
      end: null,
      summary: 'HU454: departure, Seoul – Hangzhou',
    })
  })

  it('whoever is cleared reads in it what to bring', () => {
    expect(eventOf(situationAt('clearedToBoard'), 'flight').description).toContain('your health code (blue)')
  })

  it('says what is assumed and what is provisional', () => {
    const assumed = { ...start, mission: { ...mission, assumed: true } }
    expect(eventOf(assumed, 'sample-1').description).toContain('is assumed')
    const provisional = { ...start, charter: { ...start.charter, stage: 'applied' as const } }
    for (const event of eventsOf(provisional)) {
      expect(event.status).toBe('TENTATIVE')
      expect(event.description).toContain('provisional')
    }
  })

  it('without a rule there is the flight alone', () => {
    const plan = planOf({ ...policy, mission: null }, start.journey.dossier, start.now)
    expect(eventsOf({ ...start, mission: null, plan }).map(keyOf)).toEqual(['flight'])
  })
})

describe('a later file replaces an earlier one', () => {
  it.each(withEntries.slice(0, 5))('at %s: the same UIDs, raised, newer, and with the times moved', (stage) => {
    const before = situationAt(stage)
    const [early, moved] = [eventsOf(before), eventsOf(retimed(before, 1))]
    expect(moved.map(({ uid }) => uid)).toEqual(early.map(({ uid }) => uid))
    for (const [i, event] of moved.entries()) {
      expect(event.sequence).toBeGreaterThan(early[i]!.sequence)
      expect(event.stamp > early[i]!.stamp).toBe(true)
    }
    const flight = moved.find((event) => keyOf(event) === 'flight')!
    expect(flight).toMatchObject({ start: '20220828T071000Z', end: '20220828T074000Z' })
  })

  it('asks again for a sample that the later flight leaves too early', () => {
    const cleared = situationAt('clearedToBoard')
    expect(eventsOf(retimed(cleared, 12)).map(keyOf)).toEqual(['sample-2', 'documents', 'flight'])
  })

  it('moves each open window with the flight', () => {
    const before = situationAt('seated.awaitingFirstNegative')
    const after = retimed(before, 5)
    expect(eventOf(before, 'sample-1')).toMatchObject({ start: '20220826T061000Z', end: '20220826T211000Z' })
    expect(eventOf(after, 'sample-1')).toMatchObject({ start: '20220826T111000Z', end: '20220827T021000Z' })
  })

  it('in another language as well', () => {
    const situation = situationAt('seated.awaitingFirstNegative')
    const uids = Language.options.map((language) =>
      eventsOf(situation, language)
        .map(({ uid }) => uid)
        .join(),
    )
    expect(new Set(uids).size).toBe(1)
  })

  it('and no two journeys share an event', () => {
    const one = situationAt('seated.awaitingFirstNegative')
    const other = { ...one, journey: situationAt('clearedToBoard').journey }
    const named = { ...other, journey: { ...other.journey, id: `${one.journey.id}2` as never } }
    const uids = new Set(eventsOf(one).map(({ uid }) => uid))
    expect(eventsOf(named).some(({ uid }) => uids.has(uid))).toBe(false)
  })

  it('is the same to the byte for the same arguments', () => {
    for (const stage of withEntries) expect(textOf(situationAt(stage), 'ko')).toBe(textOf(situationAt(stage), 'ko'))
  })
})

describe('under observation', () => {
  const admitted = situationAt('underMedicalObservation')

  it('the days that still ask a test are whole days of the place of observation', () => {
    const events = eventsOf(admitted)
    expect(events.map(keyOf)).toEqual(['central-2', 'central-3', 'central-5', 'central-7', 'home-3', 'release'])
    expect(eventOf(admitted, 'central-7')).toMatchObject({ start: '20220904', end: null, status: 'CONFIRMED' })
    expect(textOf(admitted)).toContain('DTSTART;VALUE=DATE:20220904\r\n')
    // Midnight has passed in Yiwu, not in UTC: day 2 is over.
    const past = { ...admitted, now: at('2022-08-31T00:30:00+08:00') }
    expect(eventsOf(past).map(keyOf)).not.toContain('central-2')
  })

  it('the release is expected behind the last day, and nothing of it is certain yet', () => {
    const release = eventOf(admitted, 'release')
    expect(release).toMatchObject({ start: '20220908', status: 'TENTATIVE', summary: 'Expected release' })
    expect(release.description).toContain('after Wednesday, 7 September 2022 has ended')
    expect(eventOf(admitted, 'home-3').status).toBe('TENTATIVE')
    expect(eventOf(situationAt('underHomeMonitoring'), 'home-3').status).toBe('CONFIRMED')
  })

  it('days spent in the facility are found there', () => {
    expect(eventOf(admitted, 'central-3').location).toBe('Yiwu Service Point Hotel, Yiwu')
    expect(eventOf(situationAt('underHomeMonitoring'), 'home-3').location).toBeNull()
    expect(eventOf(situationAt('staysInFacility'), 'home-3').location).toBe('Yiwu Service Point Hotel, Yiwu')
  })

  it('without a rule there is nothing to enter', () => {
    expect(writeCalendar({ ...admitted, observation: null }, 'en')).toBeNull()
  })
})

describe('what somebody typed', () => {
  it('adds no line and no event to the calendar', () => {
    const harm = 'Chamber\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:x\r\0\u0007;,\\n "ü\u202e\u2028'
    const start = situationAt('seated.awaitingFirstNegative')
    const { charter } = start
    const { leg } = charter.record
    const from = { ...leg.from, city: harm }
    const harmed = { ...charter, record: { ...charter.record, leg: { ...leg, from } } }
    const events = eventsOf({ ...start, organiser: harm, charter: harmed })
    expect(events.map(keyOf)).toEqual(['sample-1', 'sample-2', 'code', 'documents', 'flight'])
    expect(events[0]!.description).toContain('Chamber END:VEVENT BEGIN:VEVENT UID:x')
    const stay = situationAt('underMedicalObservation')
    expect(eventsOf({ ...stay, facility: { ...stay.facility!, name: harm } })).toHaveLength(6)
  })
})

describe('a letter', () => {
  const letterOf = async (
    where: Parameters<typeof situationAt>[0],
    name: 'letter.seatAssigned' | 'letter.withdrawn',
  ) => {
    const situation = situationAt(where)
    const to = person('ko')
    const letter = composeLetter({ ...situation, names: [name], person: to, statusUrl: 'https://desk.example/s/a' })
    return composeMail({
      ...letter,
      id: 'E01ABC',
      domain: 'desk.example',
      from: { name: 'Charter Desk', address: 'desk@desk.example' },
      to: { name: to.nativeName, address: to.email },
      at: situation.now,
      about: situation.journey.id,
      language: 'ko',
      calendar: writeCalendar(situation, 'ko'),
    })
  }

  it('carries the calendar as an attachment and says so', async () => {
    const { bytes } = await letterOf('seated.awaitingFirstNegative', 'letter.seatAssigned')
    expect(bytes).toMatch(/^[\x20-\x7e\r\n\t]*$/)
    expect(bytes.replaceAll('\r\n ', ' ')).toContain('Content-Type: text/calendar; charset=utf-8; method=PUBLISH;')
    const { attachments, text } = await simpleParser(bytes)
    expect(text).toContain('첨부 파일로 위 일정을 캘린더에 추가하실 수 있습니다.')
    expect(attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['charter-desk-HU454.ics', 'text/calendar'],
    ])
    expect(attachments[0]!.content.toString()).toBe(textOf(situationAt('seated.awaitingFirstNegative'), 'ko'))
  })

  it('is the same to the byte with it', async () => {
    const copy = () => letterOf('seated.awaitingFirstNegative', 'letter.seatAssigned')
    expect(await copy()).toEqual(await copy())
  })

  it('of a way that is over carries none and speaks of none', async () => {
    const { bytes } = await letterOf('withdrawn', 'letter.withdrawn')
    const { attachments, text } = await simpleParser(bytes)
    expect(attachments).toEqual([])
    expect(text).not.toContain('첨부')
  })
})
