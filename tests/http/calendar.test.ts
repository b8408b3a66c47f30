// The calendar beside the status page and in the letters: one plan, replaced when the flight moves, and for nobody without a live link.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCalendar, type ReadCalendar } from '../support/calendar.ts'
import { must, type Answer } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { clearToBoard, closeManifest, flyAndTransfer, furnish, openRegistration, type World } from '../support/world.ts'

const any = { 'If-Match': '*' }

let desk: TestDesk
let world: World
let journey: string
let traveller: string
let leaver: string

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  const { chamber } = world.cast
  journey = await register(chamber, world.charter, 1)
  traveller = await register(chamber, world.charter, 2, { language: 'zh', nativeName: '黄甫敏' })
  leaver = await register(chamber, world.charter, 3, { language: 'en' })
})
afterAll(() => desk.close())

const pathOf = async (id: string): Promise<string> =>
  must(await world.cast.chamber.get(`/v1/journeys/${id}/status-link`)).body.path
const look = (address: string, headers: Record<string, string> = {}) => desk.nobody.get(address, headers)
const calendarOf = async (id: string): Promise<ReadCalendar> =>
  readCalendar(must(await look(`${await pathOf(id)}.ics`)).text)
const keysOf = ({ events }: ReadCalendar): string => events.map(({ uid }) => uid.split('-').slice(2).join('-')).join()

/** Every letter in the folder, with its subject and the calendar that it carries. */
async function lettersTo(number: number) {
  const folder = path.join(desk.folder, 'letters')
  const mails = await Promise.all(
    readdirSync(folder)
      .sort()
      .map((file) => simpleParser(readFileSync(path.join(folder, file)))),
  )
  return mails
    .filter(({ to }) => to && !Array.isArray(to) && to.text.includes(`hwangbo${number}@`))
    .map(({ subject, attachments }) => ({ subject, files: attachments.filter(({ related }) => !related) }))
    .map(({ subject, files }) => ({
      subject,
      files: files.map(({ filename }) => filename),
      calendar: files[0] ? readCalendar(files[0].content.toString()) : null,
    }))
}

/** The page and its calendar refuse in the same words, but for the address in the links to other languages. */
async function expectNothing(address: string): Promise<void> {
  const [page, calendar] = [await look(address), await look(`${address}.ics`)]
  const same = ({ status, headers, text }: Answer) => ({
    status,
    text: text.replaceAll('.ics?lang', '?lang'),
    type: headers.get('content-type'),
    cache: headers.get('cache-control'),
  })
  expect(same(calendar)).toEqual(same(page))
  expect(calendar.status).toBe(404)
  expect(calendar.text).not.toMatch(/VCALENDAR|HU454/)
}

describe('The calendar of a live link', () => {
  it('is sent as a calendar, is kept by nobody on the way, and has a name to be saved under', async () => {
    const { status, headers, text } = await look(`${await pathOf(journey)}.ics`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-disposition')).toBe('inline; filename="charter-desk-HU454.ics"')
    const calendar = readCalendar(text)
    expect(calendar.method).toBe('PUBLISH')
    expect(keysOf(calendar)).toBe('sample-1,sample-2,code,documents,flight')
    for (const { uid } of calendar.events) expect(uid).toContain(`${journey}-`)
  })

  it('speaks the merchant’s language, and another to who asks for it', async () => {
    const summaries = async (address: string) => readCalendar((await look(address)).text).events.map((e) => e.summary)
    expect((await summaries(`${await pathOf(journey)}.ics`))[0]).toBe('HU454: 1차 검사 검체 채취')
    expect((await summaries(`${await pathOf(traveller)}.ics`))[0]).toBe('HU454：第1次核酸采样')
    expect((await summaries(`${await pathOf(journey)}.ics?lang=en`))[0]).toBe('HU454: have test sample 1 taken')
  })

  it('is offered on the page, in the language that the page is read in', async () => {
    const address = await pathOf(journey)
    for (const [query, language, words] of [
      ['', 'ko', '내 캘린더에 추가'],
      ['?lang=zh', 'zh', '添加到日历'],
      ['?lang=en', 'en', 'Add to your calendar'],
    ] as const) {
      const { text } = await look(`${address}${query}`)
      expect(text).toContain(words)
      const href = /href="([^"]+\.ics[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&')
      expect(href).toBe(`${address}.ics?lang=${language}`)
      expect((await look(href)).status).toBe(200)
    }
  })

  it('holds nothing personal, and not the link itself', async () => {
    const text = (await look(`${await pathOf(journey)}.ics`)).text.replaceAll('\r\n ', '')
    const token = (await pathOf(journey)).split('.').at(-1)!
    for (const hidden of ['M52340001', 'lettersplace', '8210555', '황보', 'HWANGBO', 'MINSEO', '1985', token])
      expect(text).not.toContain(hidden)
  })
})

describe('Without a live link there is no calendar, and the answer is the page’s own', () => {
  it('with a character changed, a part missing, or nothing', async () => {
    const address = await pathOf(journey)
    const [id, serial, signature] = address.slice('/status/'.length).split('.') as [string, string, string]
    const changed = `${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`
    for (const token of [`${id}.${serial}.${changed}`, `${id}.${serial}`, `${id}.2.${signature}`, 'x', '...'])
      await expectNothing(`/status/${token}`)
  })

  it('once it was renewed', async () => {
    const first = await pathOf(journey)
    must(await world.cast.chamber.post(`/v1/journeys/${journey}/status-link`))
    await expectNothing(first)
    expect((await look(`${await pathOf(journey)}.ics`)).status).toBe(200)
  })
})

describe('Along the way', () => {
  it('the letter that gives a seat carries the calendar of the page', async () => {
    await desk.clock.turnTo('2022-08-20T12:00:00+09:00')
    const [letter] = await lettersTo(1)
    expect(letter!.files).toEqual(['charter-desk-HU454.ics'])
    const uids = ({ events }: ReadCalendar) => events.map(({ uid, start, end }) => ({ uid, start, end }))
    expect(uids(letter!.calendar!)).toEqual(uids(await calendarOf(journey)))
  })

  it('the letter of a re-timed flight replaces the events: the same UIDs, raised, with the times moved', async () => {
    const [before] = await lettersTo(1)
    const moved = {
      scheduledDeparture: '2022-08-28T16:20:00+09:00',
      plannedBoarding: '2022-08-28T15:50:00+09:00',
      scheduledArrival: '2022-08-28T17:40:00+08:00',
      reason: 'fog',
    }
    must(await world.cast.reformOffice.post(`/v1/charters/${world.charter}/retiming`, moved, any))
    await desk.clock.turnTo('2022-08-20T13:00:00+09:00')
    const after = (await lettersTo(1)).at(-1)!
    expect(after.subject).not.toBe(before!.subject)
    const [old, fresh] = [before!.calendar!.events, after.calendar!.events]
    expect(fresh.map(({ uid }) => uid)).toEqual(old.map(({ uid }) => uid))
    for (const [i, event] of fresh.entries()) {
      expect(event.sequence).toBeGreaterThan(old[i]!.sequence)
      expect(event.stamp > old[i]!.stamp).toBe(true)
    }
    expect([old[0]!.start, fresh[0]!.start]).toEqual(['20220826T064000Z', '20220826T065000Z'])
    expect(old.at(-1)).toMatchObject({ start: '20220828T064000Z', end: null })
    expect(fresh.at(-1)).toMatchObject({ start: '20220828T065000Z', end: '20220828T072000Z' })
  })

  it('whoever withdrew has none: not in the letter, not at the link, and the page offers none', async () => {
    const address = await pathOf(leaver)
    must(await world.cast.chamber.post(`/v1/journeys/${leaver}/withdrawal`, { reason: 'a wedding' }, any))
    await desk.clock.turnTo('2022-08-20T14:00:00+09:00')
    const last = (await lettersTo(3)).at(-1)!
    expect(last.subject).toContain('withdrawn')
    expect(last.files).toEqual([])
    expect((await look(`${address}.ics`)).status).toBe(404)
    const page = await look(address)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('.ics')
  })

  it('after the admission it holds the days of observation, and between the gate and the room nothing', async () => {
    await clearToBoard(desk, world, [journey, traveller])
    expect(keysOf(await calendarOf(traveller))).toBe('documents,flight')
    await closeManifest(desk, world)
    await flyAndTransfer(desk, world, [journey, traveller])
    expect((await look(`${await pathOf(traveller)}.ics`)).status).toBe(404)
    must(await world.cast.facility.post(`/v1/journeys/${traveller}/admission`, { room: 'yw-obs-01/100' }))
    const admitted = await calendarOf(traveller)
    expect(keysOf(admitted)).toMatch(/^central-\d,.*release$/)
    for (const { start, end } of admitted.events) expect([start.length, end]).toEqual([8, null])
    await desk.clock.turnTo('2022-08-28T22:00:00+08:00')
    expect((await lettersTo(2)).at(-1)!.calendar!.events).toHaveLength(admitted.events.length)
    for (const letter of await lettersTo(1)) expect(letter.files.length).toBeLessThanOrEqual(1)
  })
})
