// Given letters that wait, came back or went, when an officer has them tried or stopped, then it is done once, told, and shown.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { must, type Answer, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { mailServer, type MailServer } from '../support/mailServer.ts'
import { register } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { wordsIn } from '../../src/words/words.ts'
import { furnish, type World } from '../support/world.ts'

let server: MailServer
let desk: TestDesk
let world: World

beforeEach(async () => {
  server = await mailServer()
  desk = await startDesk({ SMTP_URL: server.url })
  world = await furnish(desk)
})
afterEach(async () => {
  await desk.close()
  await server.close()
})

const minutes = (count: number) => new Date(Date.parse(desk.clock.now()) + count * 60_000).toISOString()
const later = (count: number) => desk.clock.turnTo(minutes(count))
type Row = { readonly id: string; readonly state: string; readonly nextAttempt: string | null; readonly words: string }
const list = async (query = ''): Promise<{ rows: Row[]; unworded: Row[]; counts: Record<string, number> }> =>
  must(await world.cast.chamber.get(`/v1/charters/${world.charter}/letters${query}`)).body
const only = async (): Promise<Row> => {
  const { rows } = await list()
  expect(rows).toHaveLength(1)
  return rows[0]!
}
const resend = (id: string, headers = {}) => world.cast.chamber.post(`/v1/letters/${id}/resend`, {}, headers)
const abort = (id: string, reason = 'the flight is wrong') =>
  world.cast.chamber.post(`/v1/letters/${id}/abort`, { reason })
const form = (who: Client, address: string, fields: Record<string, string>) =>
  who.post(address, new URLSearchParams(fields).toString(), { 'Content-Type': 'application/x-www-form-urlencoded' })
const toldOf = async (type: string) =>
  (await desk.open.desk.store.eventsPage(0, 10_000, { kind: 'desk' })).filter((event) => event.type === type)
const codeOf = ({ body }: Answer): string => body.findings[0].code

describe('A letter that was deferred', () => {
  beforeEach(async () => {
    server.refuse = () => ({ code: 451, words: '4.7.1 later, <minseo.hwangbo1@lettersplace.example>' })
    await register(world.cast.chamber, world.charter, 1)
    await later(3)
  })

  it('is shown with the server’s words, without the address, and with the next attempt', async () => {
    const letter = await only()
    expect(letter).toMatchObject({ state: 'deferred', words: '451 4.7.1 later, <…>' })
    expect(letter.nextAttempt).toBe(await desk.clock.nextDue())
    expect((await list()).counts).toMatchObject({ deferred: 1, sent: 0 })
    expect((await list('?state=sent')).rows).toEqual([])
    expect((await list('?state=deferred')).rows).toHaveLength(1)
    const page = await world.cast.chamber.get(`/charters/${world.charter}/letters?state=deferred`)
    expect(page.text).toContain(`="${letter.nextAttempt}"`)
    expect((await world.cast.chamber.get(`/charters/${world.charter}/letters?state=sent`)).text).not.toContain(
      letter.id,
    )
  })

  it('is tried now when an officer says so: the same bytes under the same Message-ID, and it is told once', async () => {
    const { id } = await only()
    server.refuse = () => null
    const once = { 'Idempotency-Key': 'resend-1' }
    expect(must(await resend(id, once)).body).toMatchObject({ state: 'queued', nextAttempt: desk.clock.now() })
    expect(must(await resend(id, once)).body).toMatchObject({ id })
    await desk.clock.work()
    expect(await only()).toMatchObject({ id, state: 'sent', nextAttempt: null })
    expect(server.copies).toHaveLength(2)
    expect(server.copies[1]).toEqual(server.copies[0])
    expect(await toldOf('LetterResent')).toMatchObject([{ data: { letter: id, anew: [] } }])
    expect(codeOf(await resend(id))).toBe('letterSent')
  })

  it('is stopped for a reason that the record keeps sealed, and is not tried again', async () => {
    const { id } = await only()
    expect((await abort(id, '')).status).toBe(400)
    expect(must(await abort(id)).body).toMatchObject({ state: 'aborted', nextAttempt: null })
    expect(codeOf(await abort(id))).toBe('letterStopped')
    server.refuse = () => null
    await later(60 * 24)
    expect(server.copies).toHaveLength(1)
    expect((await list()).counts).toMatchObject({ deferred: 0, aborted: 1 })
    const [fact] = await toldOf('LetterAborted')
    expect(fact!.data).toMatchObject({ letter: id, reason: expect.stringMatching(/^sealed:/) })
    must(await resend(id))
    await desk.clock.work()
    expect(server.copies[1]).toEqual(server.copies[0])
  })

  it('goes to the corrected address in another letter when it is sent anew, and never itself', async () => {
    const { id } = await only()
    const roster = rosterCsv([rosterRow(1, { email: 'right@lettersplace.example' })])
    must(await world.cast.chamber.post(`/v1/charters/${world.charter}/roster`, roster, { 'Content-Type': 'text/csv' }))
    server.refuse = () => null
    expect(must(await resend(id)).body).toMatchObject({ id, state: 'overtaken' })
    expect(codeOf(await resend(id))).toBe('letterOvertaken')
    await later(5)
    expect(server.copies.map(({ to }) => to)).toEqual([
      'minseo.hwangbo1@lettersplace.example',
      'right@lettersplace.example',
    ])
    expect(server.copies[1]!.messageId).not.toBe(server.copies[0]!.messageId)
    expect((await list()).counts).toMatchObject({ overtaken: 1, sent: 1, deferred: 0 })
  })

  it('by itself goes to the corrected address in another letter, once its next attempt comes', async () => {
    const roster = rosterCsv([rosterRow(1, { email: 'right@lettersplace.example' })])
    must(await world.cast.chamber.post(`/v1/charters/${world.charter}/roster`, roster, { 'Content-Type': 'text/csv' }))
    server.refuse = () => null
    await later(30)
    expect(server.copies.map(({ to }) => to)).toEqual([
      'minseo.hwangbo1@lettersplace.example',
      'right@lettersplace.example',
    ])
    expect((await list()).counts).toMatchObject({ overtaken: 1, sent: 1, deferred: 0 })
  })

  it('is left alone while a desk has it in its hands', async () => {
    const { id } = await only()
    desk.clock.set(minutes(5))
    const now = desk.clock.now()
    await desk.open.desk.store.claimDue({ now, limit: 10, owner: 'another', leaseUntil: minutes(9) as never })
    expect(codeOf(await abort(id))).toBe('letterInHand')
    expect(codeOf(await resend(id))).toBe('letterInHand')
  })

  it('is tried and stopped by buttons on its page, which says why it cannot be', async () => {
    const { id } = await only()
    const { chamber, auditor, rivalChamber } = world.cast
    expect((await chamber.get(`/letters/${id}`)).text).toContain('value="ResendLetter"')
    expect((await auditor.get(`/letters/${id}`)).text).not.toContain('value="ResendLetter"')
    expect((await form(rivalChamber, `/letters/${id}`, { act: 'AbortLetter', reason: 'x' })).status).toBe(404)
    expect((await form(auditor, `/letters/${id}`, { act: 'AbortLetter', reason: 'x' })).status).toBe(404)
    expect((await form(chamber, `/letters/${id}`, { act: 'AbortLetter', reason: ' ' })).status).toBe(400)
    expect((await form(chamber, `/letters/${id}`, { act: 'AbortLetter', reason: 'wrong' })).status).toBe(303)
    const again = await form(chamber, `/letters/${id}`, { act: 'AbortLetter', reason: 'wrong' })
    expect(again.status).toBe(409)
    expect(again.text).toContain(wordsIn('zh')('finding.letterStopped'))
    server.refuse = () => null
    expect((await form(chamber, `/letters/${id}`, { act: 'ResendLetter' })).status).toBe(303)
    await desk.clock.work()
    expect(await only()).toMatchObject({ state: 'sent' })
  })
})

describe('A letter that is not worded yet', () => {
  it('is listed, and can be stopped before it is', async () => {
    await register(world.cast.chamber, world.charter, 1)
    const { rows, unworded } = await list()
    expect(rows).toEqual([])
    expect(unworded).toMatchObject([{ state: 'queued', name: 'letter.seatAssigned', messageId: null }])
    const { id } = unworded[0]!
    expect(codeOf(await resend(id))).toBe('letterQueued')
    const { chamber } = world.cast
    expect((await chamber.get(`/charters/${world.charter}/letters`)).text).toContain(`/letters/${id}`)
    expect((await chamber.get(`/letters/${id}`)).text).toContain('value="AbortLetter"')
    must(await abort(id))
    expect((await list()).unworded).toEqual([])
    await later(30)
    expect(server.copies).toEqual([])
    expect(codeOf(await abort(id))).toBe('letterStopped')
    expect(await toldOf('LetterAborted')).toHaveLength(1)
  })
})

describe('A server that refuses for good', () => {
  it.each([
    ['550 5.1.1 no such mailbox', 'bounced'],
    ['554 5.7.1 we take nothing from you', 'givenUp'],
  ])('in the words "%s" is asked once, and the letter is %s', async (said, state) => {
    server.refuse = () => ({ code: Number(said.slice(0, 3)), words: said.slice(4) })
    await register(world.cast.chamber, world.charter, 1)
    await later(60 * 24)
    expect(server.copies).toHaveLength(1)
    expect(await only()).toMatchObject({ state, words: said, nextAttempt: null })
    expect(await desk.open.desk.store.effectCounts(world.charter as never)).toEqual(
      expect.arrayContaining([{ kind: 'letter', name: 'letter.seatAssigned', state: 'givenUp', count: 1 }]),
    )
  })
})

describe('Who may', () => {
  it('is the merchant’s organiser and who administers; others are told no, or that there is no such letter', async () => {
    server.refuse = () => ({ code: 451, words: 'later' })
    await register(world.cast.chamber, world.charter, 1)
    await later(3)
    const { id } = await only()
    const { auditor, reformOffice, rivalChamber } = world.cast
    expect((await auditor.post(`/v1/letters/${id}/resend`, {})).status).toBe(403)
    expect((await reformOffice.post(`/v1/letters/${id}/abort`, { reason: 'x' })).status).toBe(403)
    expect((await rivalChamber.post(`/v1/letters/${id}/resend`, {})).status).toBe(404)
    expect((await rivalChamber.post('/v1/letters/E0000000000000000/resend', {})).status).toBe(404)
    must(await desk.admin.post(`/v1/letters/${id}/abort`, { reason: 'x' }))
  })
})
