// Letters that wait for a person: who sees them, what an answer is and where it goes, and what becomes of an address that refuses letters.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCollect } from '../../src/application/collect.ts'
import type { Arrived, Mailbox } from '../../src/application/incomingPorts.ts'
import { heartbeat } from '../../src/domain/letters/heartbeat.ts'
import { Instant } from '../../src/domain/instant.ts'
import { answeredSubject } from '../../src/domain/letters/threading.ts'
import { arrived, place, resolve, signed, written } from '../support/arriving.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: string

beforeAll(async () => {
  desk = await startDesk({}, undefined, { resolve })
  world = await furnish(desk)
  await openRegistration(world)
  journey = await register(world.cast.chamber, world.charter, 1)
  await desk.clock.turnTo('2022-08-20T11:00:00+09:00')
}, 60_000)
afterAll(() => desk.close())

const comes = async (letter: Parameters<typeof written>[0]) =>
  (await desk.open.receive.receive(arrived(await signed(written(letter)))))!
const hard = 'May I bring my own rice cooker into the facility?'
const sent = () => readdirSync(path.join(desk.folder, 'letters')).filter((name) => name.endsWith('.eml'))

describe('A letter that waits for a person', () => {
  it('is seen by the chamber that registered its writer, by nobody else’s, and without its words by whoever administers', async () => {
    const { id } = await comes({ text: hard, subject: 'rice' })
    const { chamber, rivalChamber, reformOffice } = world.cast
    expect(must(await chamber.get(`/v1/mail/${id}`)).body).toMatchObject({ text: hard, journey })
    expect((await chamber.get(`/mail/${id}`)).text).toContain('rice cooker')
    expect((await rivalChamber.get(`/v1/mail/${id}`)).status).toBe(404)
    expect(must(await rivalChamber.get('/v1/mail')).body.rows).toEqual([])
    expect((await reformOffice.get('/v1/mail')).status).toBe(403)
    const shown = must(await desk.admin.get(`/v1/mail/${id}`)).body
    expect(shown).toMatchObject({ text: '', subject: '', from: 'm…@….example' })
  })

  it('is answered in an officer’s words, to the registered address and in its conversation, and once', async () => {
    const token = await desk.open.returns.token(journey as never)
    const to = `desk+r${token}@charter-desk.example`
    const letter = written({ from: 'friend@elsewhere.example', to, text: hard, messageId: '<rice@elsewhere.example>' })
    const { id } = (await desk.open.receive.receive(arrived(letter)))!
    const before = new Set(sent())
    const { chamber } = world.cast
    expect((await chamber.post(`/v1/mail/${id}/answer`, { words: ' ' })).status).toBe(400)
    must(await chamber.post(`/v1/mail/${id}/answer`, { words: 'Yes, you may.\n\nKeep it small.' }))
    await desk.clock.work()
    const [file, ...others] = sent().filter((name) => !before.has(name))
    expect(others).toEqual([])
    const answer = await simpleParser(readFileSync(path.join(desk.folder, 'letters', file!)))
    expect([answer.to].flat()[0]?.value[0]?.address).toBe(`minseo.hwangbo1@${place}`)
    expect(answer.inReplyTo).toBe('<rice@elsewhere.example>')
    expect(answer.text).toContain('Yes, you may.\n\nKeep it small.')
    expect(JSON.stringify(answer.headerLines)).not.toContain('friend@')
    const again = await chamber.post(`/v1/mail/${id}/answer`, { words: 'Again.' })
    expect(again.body.findings[0].code).toBe('letterDecided')
  })

  it('is closed without a word, and one that is nobody’s can only be closed', async () => {
    const { id } = (await desk.open.receive.receive(arrived(written({ from: 'who@nowhere.example' }))))!
    expect((await world.cast.chamber.get(`/v1/mail/${id}`)).status).toBe(404)
    expect(must(await desk.admin.get(`/v1/mail/${id}`)).body).toMatchObject({ from: 'who@nowhere.example' })
    const answer = await desk.admin.post(`/v1/mail/${id}/answer`, { words: 'Who are you?' })
    expect(answer.body.findings[0].code).toBe('nobodyToAnswer')
    expect(must(await desk.admin.post(`/v1/mail/${id}/settling`)).body).toEqual({ letter: id })
    expect(must(await desk.admin.get(`/v1/mail/${id}`)).body.state).toBe('closed')
  })
})

describe('An address that refuses letters', () => {
  const report = (about: string, recipient: string, status: string) =>
    Buffer.from(
      [
        'From: MAILER-DAEMON@mx.lettersplace.example',
        'Return-Path: <>',
        'To: desk@charter-desk.example',
        'Subject: Undelivered Mail Returned to Sender',
        `Message-ID: <b${about.replace(/\W/g, '')}${status}${recipient.length}@mx.lettersplace.example>`,
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'It could not be delivered.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.lettersplace.example',
        '',
        `Final-Recipient: rfc822; ${recipient}`,
        `Action: ${status.startsWith('5') ? 'failed' : 'delayed'}`,
        `Status: ${status}`,
        `Diagnostic-Code: smtp; ${status.startsWith('5') ? 550 : 450} ${status} <${recipient}>: no`,
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: ${about}`,
        '--b--',
        '',
      ].join('\r\n'),
    )
  const comesBack = async (text: string) => desk.open.receive.receive(arrived(Buffer.from(text)))
  const bounces = async (about: string, recipient: string, status: string) =>
    desk.open.receive.receive(arrived(report(about, recipient, status)))
  const store = () => desk.open.desk.store

  it('is told by a report about a letter of the desk’s alone; then nothing goes to it until it is revived or changed', async () => {
    const address = `minseo.hwangbo5@${place}`
    const other = await register(world.cast.chamber, world.charter, 5)
    await desk.clock.turnTo('2022-08-20T13:00:00+09:00')
    const page = { charter: null, journey: other as never, after: null, limit: 50 }
    const [letter] = (await store().lettersPage(page)).rows
    expect(letter?.state).toBe('sent')

    expect(await bounces('<made.up@charter-desk.example>', address, '5.1.1')).toMatchObject({ why: 'bounceUnknown' })
    expect(await bounces(letter!.messageId, `somebody@${place}`, '5.1.1')).toMatchObject({ why: 'bounceUnknown' })
    // A report that somebody wrote who has a sender, and one about a letter of long ago.
    const forged = report(letter!.messageId, address, '5.1.1').toString().replace('<b', '<f')
    expect(await comesBack(forged.replace('Path: <>', 'Path: <x@evil.example>'))).toMatchObject({
      why: 'bounceUnknown',
    })
    expect(await store().deadAddresses(null)).toEqual([])
    expect(await bounces(letter!.messageId, address, '4.4.1')).toMatchObject({ state: 'silent', why: 'bouncedForNow' })
    expect(await store().deadAddresses(null)).toEqual([])
    expect((await store().letter(letter!.id))?.state).toBe('sent')

    expect(await bounces(letter!.messageId, address, '5.1.1')).toMatchObject({ state: 'silent', why: 'bounced' })
    const bounced = await store().letter(letter!.id)
    expect(bounced?.state).toBe('bounced')
    expect(bounced?.words).not.toContain('@')

    const { chamber, rivalChamber } = world.cast
    const [dead] = must(await chamber.get('/v1/dead-addresses')).body
    expect(dead).toMatchObject({ journey: other, email: address, phone: '+821055510005', status: '5.1.1' })
    expect(must(await rivalChamber.get('/v1/dead-addresses')).body).toEqual([])
    const asPage = async (who: { readonly token: string }, path: string) =>
      (await desk.nobody.get(`${path}?lang=en`, { Authorization: `Bearer ${who.token}` })).text
    const warning = 'addresses that refuse letters: 1'
    expect(await asPage(chamber, `/charters/${world.charter}`)).toContain(warning)
    expect(await asPage(world.cast.reformOffice, `/charters/${world.charter}`)).not.toContain(warning)
    // No button for what would be refused.
    expect(await asPage(chamber, `/letters/${letter!.id}`)).not.toContain('ResendLetter')
    expect((await chamber.get('/mail')).text).toContain('tel:+821055510005')
    expect((await chamber.get(`/journeys/${other}/last-letter`)).text).toContain('HU454')
    expect((await rivalChamber.get(`/journeys/${other}/last-letter`)).status).toBe(404)

    const asked = await comes({ from: address, text: hard })
    const answer = await chamber.post(`/v1/mail/${asked.id}/answer`, { words: 'Yes.' })
    expect(answer.body.findings[0].code).toBe('deadAddress')
    const before = sent().length
    must(await chamber.post(`/v1/journeys/${other}/withdrawal`, { reason: 'x' }, { 'If-Match': '*' }))
    await desk.clock.turnTo('2022-08-20T15:00:00+09:00')
    expect(sent()).toHaveLength(before)
    expect((await store().lettersPage(page)).rows.at(-1)).toMatchObject({ state: 'bounced' })

    const unsent = (await store().lettersPage(page)).rows.at(-1)!
    const resent = await chamber.post(`/v1/letters/${unsent.id}/resend`, {})
    expect(resent.body.findings[0].code).toBe('deadAddress')

    must(await chamber.post(`/v1/journeys/${other}/address-revival`))
    must(await chamber.post(`/v1/mail/${asked.id}/answer`, { words: 'Yes.' }))
    await desk.clock.work()
    expect(sent()).toHaveLength(before + 1)

    // What was answered comes back: whoever asked waits for a person again, and their answer goes to another address alone.
    const { answer: id } = (await store().incoming(asked.id))!
    const { messageId } = (await store().letter(id!))!
    expect(await bounces(messageId, address, '5.1.1')).toMatchObject({ why: 'bounced' })
    expect(await store().incoming(asked.id)).toMatchObject({ state: 'review', why: 'answerFailed' })
  })
})

describe('A mailbox', () => {
  /** Letters by UID, as a server would hand them over. */
  const boxOf = (letters: () => readonly Arrived[], validity: () => string): Pick<Mailbox, 'name' | 'read'> => ({
    name: 'a box',
    async read(cursor, keep) {
      let lastUid = cursor?.uidValidity === validity() ? cursor.lastUid : 0
      for (const letter of letters().filter(({ uid }) => uid > lastUid)) {
        await keep({ ...letter, uidValidity: validity() })
        lastUid = letter.uid
      }
      return { uidValidity: validity(), lastUid }
    },
  })

  it('is read from where it was left, anew where its numbers changed, and past a letter that cannot be read', async () => {
    const { store, clock } = desk.open.desk
    let validity = '1'
    const letters = [
      arrived(written({ from: 'one@nowhere.example' }), { uid: 4 }),
      arrived(written({ from: 'two@nowhere.example', subject: 'breaks' }), { uid: 9 }),
      arrived(written({ from: 'three@nowhere.example' }), { uid: 12 }),
    ]
    const failures: unknown[] = []
    const receive: typeof desk.open.receive = {
      ...desk.open.receive,
      receive: async (letter) => {
        if (Buffer.from(letter.bytes).includes('breaks')) throw new Error('this one broke it')
        return desk.open.receive.receive(letter)
      },
    }
    const box = boxOf(
      () => letters,
      () => validity,
    )
    const collect = createCollect(store, clock, box, receive, (error) => failures.push(error))
    const count = async () =>
      (await store.incomingPage({ organisation: null, state: null, after: null, limit: 500 })).rows.length
    const before = await count()
    expect(await collect.work()).toBe(3)
    expect(await count()).toBe(before + 3)
    expect(failures).toHaveLength(1)
    const rows = (await store.incomingPage({ organisation: null, state: 'review', after: null, limit: 500 })).rows
    expect(rows.filter(({ why }) => why === 'crashed')).toHaveLength(1)
    expect(await store.mailbox('a box')).toMatchObject({ lastUid: 12, uidValidity: '1', failingSince: null })
    expect(await collect.work()).toBe(0)
    validity = '2'
    expect(await collect.work()).toBe(3)
    expect(await count()).toBe(before + 3)
  })

  it('that does not answer is noted, and its cursor stays', async () => {
    const { store, clock } = desk.open.desk
    const broken = { name: 'a box', read: async () => Promise.reject(new Error('refused by me@there.example')) }
    const collect = createCollect(store, clock, broken, desk.open.receive, () => {})
    await expect(collect.work()).rejects.toThrow('refused')
    const mark = await store.mailbox('a box')
    expect(mark).toMatchObject({ lastUid: 12, words: 'refused by …' })
    expect(mark?.failingSince).not.toBeNull()
  })

  it('is an alarm once nothing was read for some minutes, whatever the reason', () => {
    const at = (minute: number) => Instant.parse(`2022-08-20T10:${String(minute).padStart(2, '0')}:00Z`)
    const mark = (minute: number) => ({ seenAt: at(minute), words: 'refused' })
    expect(heartbeat(null, 60, at(0), at(4)).state).toBe('opening')
    expect(heartbeat(null, 60, at(0), at(6))).toEqual({ state: 'silent', since: null, words: null })
    expect(heartbeat(mark(10), 60, at(0), at(14))).toEqual({ state: 'read', since: at(10) })
    expect(heartbeat(mark(10), 60, at(0), at(16))).toEqual({ state: 'silent', since: at(10), words: 'refused' })
    expect(heartbeat(mark(10), 300, at(0), at(20)).state).toBe('read')
  })
})

it('An answer’s subject is the question’s behind one mark, on one line', () => {
  expect(answeredSubject('Re: RE: 답장: 격리\r\nBcc: x@y')).toBe('Re: 격리 Bcc: x@y')
  expect(answeredSubject('')).toBe('Re:')
})
