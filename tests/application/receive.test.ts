// Letters that come in: a question is answered to the registered address with the least that answers it, and nothing else is.
import { simpleParser, type ParsedMail } from 'mailparser'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { arrived, place, resolve, signed, written, type Written } from '../support/arriving.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { clearToBoard, closeManifest, flyAndTransfer, furnish, openRegistration, type World } from '../support/world.ts'
import type { JourneyId } from '../../src/domain/ids.ts'

let desk: TestDesk
let world: World
let journeys: readonly string[]
/** A day later, so that nobody was answered too often. */
let day = 0

beforeAll(async () => {
  desk = await startDesk({}, undefined, { resolve })
  world = await furnish(desk)
  await openRegistration(world)
  // Two who share an address, on the other chamber's charter as well.
  must(await world.cast.reformOffice.post(`/v1/charters/${world.rivalCharter}/approval`, { conditions: [] }, any))
  must(await world.cast.reformOffice.post(`/v1/charters/${world.rivalCharter}/registration-opening`, {}, any))
  for (const number of [7, 8])
    await register(world.cast.rivalChamber, world.rivalCharter, number, { email: `office@${place}` })
  const { chamber } = world.cast
  journeys = [await register(chamber, world.charter, 1), await register(chamber, world.charter, 2)]
  await clearToBoard(desk, world, journeys)
  await closeManifest(desk, world)
  await flyAndTransfer(desk, world, journeys)
  for (const [i, journey] of journeys.entries())
    must(await world.cast.facility.post(`/v1/journeys/${journey}/admission`, { room: `yw-obs-01/10${i + 1}` }))
}, 120_000)
afterAll(() => desk.close())
const any = { 'If-Match': '*' }
beforeEach(async () => {
  day++
  await desk.clock.turnTo(new Date(Date.parse('2022-08-29T10:00:00+08:00') + day * 25 * 3_600_000).toISOString())
})

const files = () => new Set(readdirSync(path.join(desk.folder, 'letters')))
/** What went out while the letter was taken. */
async function answersTo(bytes: Buffer, more: Parameters<typeof arrived>[1] = {}) {
  const before = files()
  const kept = await desk.open.receive.receive(arrived(bytes, more))
  await desk.clock.work()
  const sent = [...files()].filter((file) => !before.has(file) && file.endsWith('.eml'))
  const letters: (ParsedMail & { raw: string })[] = []
  for (const file of sent) {
    const raw = readFileSync(path.join(desk.folder, 'letters', file))
    letters.push(Object.assign(await simpleParser(raw), { raw: raw.toString('latin1') }))
  }
  return { kept, letters }
}
const asked = async (letter: Written = {}) => answersTo(await signed(written(letter)))
const toOf = (letter: ParsedMail | undefined) => [letter?.to ?? []].flat()[0]?.value[0]?.address
const tokenOf = async (journey: string) => desk.open.returns.token(journey as JourneyId)

describe('A question from a registered address whose domain stands for it', () => {
  it('is answered with the day of release, in the merchant’s language and in the same conversation', async () => {
    const { kept, letters } = await asked({
      subject: '=?utf-8?B?6rKp66asIOusuOydmA==?=',
      messageId: `<asks@${place}>`,
      headers: [`References: <older@${place}>`],
    })
    expect(kept).toMatchObject({ state: 'answered', why: 'answered', journey: journeys[0] })
    expect(letters).toHaveLength(1)
    const [answer] = letters
    expect(toOf(answer)).toBe(`minseo.hwangbo1@${place}`)
    expect(answer?.text).toContain('해제 예정')
    expect(answer?.text).toMatch(/2022년 9월 \d+일/)
    expect(answer?.text).toContain('/status/')
    expect(answer?.subject).toBe('Re: 격리 문의')
    expect(answer?.inReplyTo).toBe(`<asks@${place}>`)
    expect(answer?.references).toEqual([`<${journeys[0]}@charter-desk.example>`, `<older@${place}>`, `<asks@${place}>`])
    expect(answer?.headers.get('auto-submitted')).toBe('auto-replied')
    // Where a server returns it if it cannot be delivered.
    const { store, vault } = desk.open.desk
    const sent = (await store.letter(kept!.answer!))!
    const { from } = JSON.parse(await vault.open(sent.merchant, sent.sealed)) as { from: string }
    expect(await desk.open.returns.open([from])).toEqual({ journey: journeys[0], kind: 'bounce' })
  })

  it('tells no test result, no passport and no room', async () => {
    const { letters } = await asked({ text: '지금 어떤 상태인가요?' })
    expect(letters).toHaveLength(1)
    for (const secret of ['M52340001', '음성', 'negative', '101', 'kit-1'])
      expect(letters[0]?.text).not.toContain(secret)
  })

  it('is answered once, however often the same letter is read', async () => {
    const bytes = await signed(written({}))
    expect((await answersTo(bytes)).letters).toHaveLength(1)
    const again = await answersTo(bytes)
    expect(again).toEqual({ kept: null, letters: [] })
  })

  it('is answered three times within a day, and the fourth time by a person', async () => {
    for (let time = 0; time < 3; time++) expect((await asked()).kept?.state).toBe('answered')
    expect((await asked()).kept).toMatchObject({ state: 'review', why: 'enoughToday' })
    await desk.clock.turnTo(new Date(Date.parse(desk.clock.now()) + 24.5 * 3_600_000).toISOString())
    expect((await asked()).kept?.state).toBe('answered')
  })

  it('is left to a person where it was not understood, or came days ago', async () => {
    expect((await asked({ text: 'Could you send me the invoice of the hotel?' })).kept).toMatchObject({
      state: 'review',
      why: 'notUnderstood',
      organisation: world.cast.organisations.chamber,
    })
    const old = arrived(await signed(written({}))).bytes as Buffer
    const { kept, letters } = await answersTo(old, { arrivedAt: '2022-08-01T00:00:00.000Z' as never })
    expect({ kept: kept?.why, letters }).toEqual({ kept: 'stale', letters: [] })
  })
})

describe('An address that several share', () => {
  it('is given the link of each and the stage of none', async () => {
    const { kept, letters } = await asked({ from: `office@${place}`, text: '지금 어떤 상태인가요?' })
    expect(letters).toHaveLength(1)
    expect(letters[0]?.replyTo).toBeUndefined()
    // Whose of them it is, nobody knows: it is shown to neither organiser and kept under neither's key.
    expect(kept).toMatchObject({ state: 'answered', journey: null, merchant: null, charter: null, organisation: null })
    expect(new Set(letters[0]?.text?.match(/\/status\/\S+/g)).size).toBe(2)
    expect(letters[0]?.text).not.toContain('대기자')
    expect(letters[0]?.text).not.toContain('현재 단계')
  })

  it('is for whoever administers to read where it was not understood', async () => {
    const { kept } = await asked({ from: `office@${place}`, text: 'May I bring my rice cooker?' })
    expect(kept).toMatchObject({ state: 'review', why: 'notUnderstood', organisation: null, merchant: null })
    expect((await world.cast.rivalChamber.get(`/v1/mail/${kept!.id}`)).status).toBe(404)
    expect(must(await desk.admin.get(`/v1/mail/${kept!.id}`)).body).toMatchObject({
      text: 'May I bring my rice cooker?',
    })
  })

  it('is suggested the links, and no stage, where a token says whose the letter is', async () => {
    const [{ id: journey }] = must(await world.cast.rivalChamber.get(`/v1/charters/${world.rivalCharter}/journeys`))
      .body.rows
    const to = `desk+r${await tokenOf(journey)}@charter-desk.example`
    const { kept } = await asked({ from: `office@${place}`, to, text: 'May I bring my rice cooker?' })
    expect(kept).toMatchObject({ state: 'review', journey })
    const { suggested } = must(await world.cast.rivalChamber.get(`/v1/mail/${kept!.id}`)).body
    expect(new Set(suggested.match(/\/status\/\S+/g)).size).toBe(2)
    expect(suggested).not.toContain('대기자')
  })
})

describe('A return address', () => {
  it('selects the journey, whoever writes: the answer goes to the registered address alone', async () => {
    const to = `desk+r${await tokenOf(journeys[1]!)}@charter-desk.example`
    const { kept, letters } = await answersTo(written({ from: 'a.friend@elsewhere.example', to }))
    expect(kept).toMatchObject({ state: 'answered', journey: journeys[1] })
    expect(letters.map(toOf)).toEqual([`minseo.hwangbo2@${place}`])
    expect(letters[0]?.raw).not.toContain('elsewhere')
    // Nobody stands for what the stranger wrote: not even their subject goes back.
    expect(letters[0]?.subject).toBe('문의하신 내용')
  })

  it('selects nothing where it was made up', async () => {
    const to = 'desk+r000000000000000000000000@charter-desk.example'
    const { kept, letters } = await answersTo(written({ from: 'a.friend@elsewhere.example', to }))
    expect(kept).toMatchObject({ state: 'review', why: 'unregistered', journey: null, organisation: null })
    expect(letters).toEqual([])
  })

  it('does not help a letter whose domain says that it is forged', async () => {
    const to = `desk+r${await tokenOf(journeys[1]!)}@charter-desk.example`
    const { kept, letters } = await answersTo(written({ to }))
    expect(kept).toMatchObject({ state: 'review', why: 'forged' })
    expect(letters).toEqual([])
  })
})

describe('Nobody is answered', () => {
  it('who is not registered: they learn nothing, and only whoever administers sees that they wrote', async () => {
    const { kept, letters } = await answersTo(written({ from: 'stranger@nowhere.example' }))
    expect(kept).toMatchObject({ state: 'review', why: 'unregistered', merchant: null })
    expect(letters).toEqual([])
  })

  it('whose domain does not stand for the letter', async () => {
    const { kept, letters } = await answersTo(written({}))
    expect(kept).toMatchObject({ state: 'review', why: 'forged', journey: journeys[0] })
    expect(letters).toEqual([])
  })

  it.each([
    ['an automatic reply', ['Auto-Submitted: auto-replied'], 'automatic.autoSubmitted'],
    ['a list', ['List-Id: <traders.lettersplace.example>'], 'automatic.list'],
    ['another desk', ['X-Charter-Desk: other.example'], 'automatic.ownLoop'],
    ['a null sender', ['Return-Path: <>'], 'automatic.nullSender'],
  ])('who is no person: %s', async (_what, headers, why) => {
    const { kept, letters } = await asked({ headers })
    expect(kept).toMatchObject({ state: 'silent', why })
    expect(letters).toEqual([])
  })
})

describe('A letter made to do harm', () => {
  it('puts no header of its own into the answer', async () => {
    const harmful = ['References: <a@b> Bcc: thief@evil.example', 'In-Reply-To: <x y@z>']
    const { kept, letters } = await asked({ headers: harmful })
    expect(kept?.state).toBe('answered')
    const head = letters[0]!.raw.slice(0, letters[0]!.raw.indexOf('\r\n\r\n'))
    expect(head).not.toContain('thief')
    const smuggled = await asked({ subject: '=?utf-8?Q?hello=0D=0ABcc:_thief@evil.example?=' })
    expect(smuggled.kept?.state).toBe('review')
    expect(smuggled.letters).toEqual([])
  })

  it.each<[string, () => Buffer, string]>([
    ['several senders', () => written({ from: `minseo.hwangbo1@${place}, minseo.hwangbo2@${place}` }), 'manySenders'],
    [
      'an unknown charset',
      () => Buffer.from(written({}).toString().replace('charset=utf-8', 'charset=x-martian-9')),
      'fault.unknownCharset',
    ],
    [
      'parts within parts without end',
      () => {
        const open = Array.from(
          { length: 400 },
          (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
        )
        return Buffer.from(
          `From: minseo.hwangbo1@${place}\r\nMessage-ID: <deep@${place}>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${open.join('')}`,
        )
      },
      'fault.tooDeep',
    ],
  ])('is neither answered nor lost: %s', async (_what, bytes, why) => {
    const { kept, letters } = await answersTo(await signed(bytes()))
    expect(kept).toMatchObject({ state: 'review' })
    expect(kept?.why).toBe(why)
    expect(letters).toEqual([])
  })

  it('is kept where it is nothing but zeros', async () => {
    const { kept, letters } = await answersTo(Buffer.alloc(5_000))
    expect(kept).toMatchObject({ state: 'review', journey: null })
    expect(letters).toEqual([])
  })

  it('of fifty megabytes is kept by its beginning', async () => {
    const whole = Buffer.concat([written({}), Buffer.alloc(50 * 1024 * 1024, 'a')])
    const { kept, letters } = await answersTo(whole)
    expect(kept).toMatchObject({ state: 'review', why: 'fault.tooLarge' })
    expect(letters).toEqual([])
    expect(kept!.sealed.length).toBeLessThan(200_000)
    const part = await answersTo(whole.subarray(0, 256 * 1024), { size: whole.length, whole: false })
    // The same letter: it was kept already.
    expect(part.kept).toBeNull()
  })
})
