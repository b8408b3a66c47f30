// When mail does not get through: nothing is lost, nothing is said twice in other words, and what is overtaken goes out as one.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredLetter } from '../../src/application/letterPorts.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { clearToBoard, furnish, openRegistration, type World } from '../support/world.ts'

type Copy = { readonly messageId: string; readonly bytes: string; readonly to: string }

let port: number
let server: SMTPServer | null
let copies: Copy[]
/** What the server says once it has a letter; null where it takes it. */
let refusal: (copy: Copy) => { readonly code: number; readonly words: string } | null
let desk: TestDesk
let world: World

async function openServer(): Promise<void> {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const bytes = Buffer.concat(parts).toString('latin1')
        const copy = {
          bytes,
          messageId: /^Message-ID: (.*)\r$/im.exec(bytes)?.[1] ?? '',
          to: session.envelope.rcptTo[0]?.address ?? '',
        }
        copies.push(copy)
        const refused = refusal(copy)
        if (refused) done(Object.assign(new Error(refused.words), { responseCode: refused.code }))
        else done(null, `taken as ${copies.length}`)
      })
    },
  })
  await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve))
}
async function closeServer(): Promise<void> {
  const closing = server
  server = null
  if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()))
}

beforeEach(async () => {
  copies = []
  refusal = () => null
  server = null
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  port = (probe.address() as AddressInfo).port
  await new Promise<void>((resolve) => probe.close(() => resolve()))
  desk = await startDesk({ SMTP_URL: `smtp://127.0.0.1:${port}` })
  world = await furnish(desk)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await desk.close()
  await closeServer()
})

const letters = async (): Promise<readonly StoredLetter[]> =>
  (await desk.open.desk.store.lettersPage({ charter: null, journey: null, after: null, limit: 500 })).rows
const counts = async () =>
  Object.fromEntries(Object.entries(await desk.open.desk.store.letterCounts(null)).filter(([, count]) => count > 0))
/** The desk tries again each time something is due, until nothing is for a while. */
const later = (moment: string) => desk.clock.turnTo(moment)
const minutes = (count: number) => new Date(Date.parse(desk.clock.now()) + count * 60_000).toISOString()
const withdraw = async (journey: string) =>
  must(await world.cast.chamber.post(`/v1/journeys/${journey}/withdrawal`, { reason: 'x' }, { 'If-Match': '*' }))

describe('A mail server that does not answer', () => {
  it('loses nothing: the letter is deferred with the reason, and goes out as it was once the server is there', async () => {
    await register(world.cast.chamber, world.charter, 1)
    await later(minutes(3))
    const [waiting] = await letters()
    expect(await letters()).toHaveLength(1)
    expect(waiting).toMatchObject({
      state: 'deferred',
      attempts: 1,
      sentAt: null,
      words: expect.stringContaining('ECONNREFUSED'),
    })
    await openServer()
    await later(minutes(10))
    expect(await letters()).toMatchObject([{ id: waiting!.id, messageId: waiting!.messageId, state: 'sent' }])
    expect(copies).toHaveLength(1)
    expect(copies[0]?.messageId).toBe(waiting!.messageId)
    const kept = await desk.open.desk.vault.open(waiting!.merchant, waiting!.sealed)
    expect((JSON.parse(kept) as { bytes: string }).bytes.trimEnd()).toBe(copies[0]?.bytes.trimEnd())
  })

  it('does not keep the desk from answering, nor from what else is due', async () => {
    const journey = await register(world.cast.chamber, world.charter, 1)
    await later('2022-08-26T12:00:00+09:00')
    const { stage } = must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body
    expect(stage).toBe('seated.awaitingFirstNegative')
    const events = must(await world.cast.auditor.get(`/v1/journeys/${journey}/events`)).body
    expect(events.map(({ type }: { type: string }) => type)).toContain('ReminderDue')
  })

  it('is not asked for ever: after twelve tries the letter is given up, and that can be seen', async () => {
    await register(world.cast.chamber, world.charter, 1)
    await later('2022-08-25T00:00:00+09:00')
    expect(await counts()).toEqual({ givenUp: 1 })
    await openServer()
    await later('2022-08-25T23:00:00+09:00')
    expect(copies).toEqual([])
  })
})

describe('A mail server that takes a letter and then says no for now', () => {
  it('is sent the same bytes under the same Message-ID again', async () => {
    await openServer()
    refusal = () => (copies.length === 1 ? { code: 451, words: 'try again later' } : null)
    await register(world.cast.chamber, world.charter, 1)
    await later(minutes(3))
    expect(await letters()).toMatchObject([
      { state: 'deferred', words: expect.stringContaining('451 try again later') },
    ])
    await later(minutes(10))
    expect(copies).toHaveLength(2)
    expect(copies[1]).toEqual(copies[0])
    expect(await letters()).toMatchObject([{ state: 'sent', words: expect.stringContaining('taken as 2') }])
  })

  it('for one merchant does not hold up the letters of the others', async () => {
    await openServer()
    refusal = ({ to }) => (to.includes('hwangbo1@') ? { code: 452, words: 'mailbox full' } : null)
    for (const number of [1, 2, 3]) await register(world.cast.chamber, world.charter, number)
    await later(minutes(3))
    expect(await counts()).toEqual({ deferred: 1, sent: 2 })
  })
})

describe('A desk that ends between the sending and the noting of it', () => {
  it('sends a second copy that is the first to the byte, so that one Message-ID is one letter', async () => {
    await openServer()
    await register(world.cast.chamber, world.charter, 1)
    const { store } = desk.open.desk
    const commit = store.commit.bind(store)
    vi.spyOn(store, 'commit').mockImplementation((wanted) =>
      wanted.journal?.some(({ type }) => type === 'LetterSent') && copies.length === 1
        ? Promise.reject(new Error('the power went out'))
        : commit(wanted),
    )
    await later(minutes(3))
    await desk.down()
    await desk.up()
    await later(minutes(10))
    expect(copies).toHaveLength(2)
    expect(copies[1]).toEqual(copies[0])
    expect(await counts()).toEqual({ sent: 1 })
  })

  it('does at once what it had claimed, when it is back', async () => {
    await openServer()
    await register(world.cast.chamber, world.charter, 1)
    desk.clock.set(minutes(3))
    const now = desk.clock.now()
    const claim = { now, limit: 100, owner: 'a desk that died', leaseUntil: minutes(600) as never }
    const claimed = await desk.open.desk.store.claimDue(claim)
    expect(claimed.filter(({ kind }) => kind === 'letter')).toHaveLength(1)
    await desk.clock.work()
    expect(copies).toEqual([])
    await desk.down()
    await desk.up()
    await desk.clock.work()
    expect(copies).toHaveLength(1)
  })
})

describe('Letters that are overtaken', () => {
  it('before they are sent are merged into one, which tells each change', async () => {
    await openServer()
    const journey = await register(world.cast.chamber, world.charter, 1)
    await later(minutes(1))
    await withdraw(journey)
    await later(minutes(5))
    expect(copies).toHaveLength(1)
    expect(await letters()).toMatchObject([{ name: 'letter.seatAssigned letter.withdrawn', state: 'sent' }])
    const effects = await desk.open.desk.store.effectCounts(world.charter as never)
    expect(effects).toEqual(
      expect.arrayContaining([
        { kind: 'letter', name: 'letter.seatAssigned', state: 'merged', count: 1 },
        { kind: 'letter', name: 'letter.withdrawn', state: 'done', count: 1 },
      ]),
    )
  })

  it('while the server is away are not left standing as queued, and the merchant hears the last word last', async () => {
    const journey = await register(world.cast.chamber, world.charter, 1)
    await later(minutes(3))
    expect(await counts()).toEqual({ deferred: 1 })
    await withdraw(journey)
    await openServer()
    await later(minutes(600))
    expect(await counts()).toEqual({ sent: copies.length })
    const subjects = await Promise.all(copies.map(async ({ bytes }) => (await simpleParser(bytes)).subject ?? ''))
    const [last] = (await letters()).filter(({ name }) => name.includes('letter.withdrawn'))
    expect(copies.at(-1)?.messageId, subjects.join(' | ')).toBe(last?.messageId)
  })

  it('after the address was corrected go to the new one, and tell what the refused one told', async () => {
    await openServer()
    refusal = ({ to }) => (to.includes('mistyped') ? { code: 550, words: 'no such mailbox' } : null)
    const journey = await register(world.cast.chamber, world.charter, 1, { email: 'mistyped@lettersplace.example' })
    await later(minutes(3))
    expect(await counts()).toEqual({ bounced: 1 })
    const roster = `/v1/charters/${world.charter}/roster`
    must(await world.cast.chamber.post(roster, rosterCsv([rosterRow(1)]), { 'Content-Type': 'text/csv' }))
    await withdraw(journey)
    await later(minutes(600))
    const [taken, ...more] = copies.filter(({ to }) => !to.includes('mistyped'))
    expect(more).toEqual([])
    expect(taken?.to).toBe('minseo.hwangbo1@lettersplace.example')
    expect(await letters()).toMatchObject([
      { state: 'overtaken' },
      { state: 'sent', name: 'letter.seatAssigned letter.withdrawn', messageId: taken?.messageId },
    ])
  })

  it('in one act of the charter go to each merchant once', async () => {
    await openServer()
    await openRegistration(world)
    const ids = [
      await register(world.cast.chamber, world.charter, 1),
      await register(world.cast.chamber, world.charter, 2),
    ]
    await clearToBoard(desk, world, ids)
    await later(minutes(5))
    const before = copies.length
    const leg = {
      scheduledDeparture: '2022-08-28T16:10:00+09:00',
      plannedBoarding: '2022-08-28T15:50:00+09:00',
      scheduledArrival: '2022-08-28T17:40:00+08:00',
    }
    must(
      await world.cast.reformOffice.post(
        `/v1/charters/${world.charter}/retiming`,
        { ...leg, reason: 'fog' },
        { 'If-Match': '*' },
      ),
    )
    await later(minutes(5))
    expect(
      copies
        .slice(before)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['minseo.hwangbo1@lettersplace.example', 'minseo.hwangbo2@lettersplace.example'])
  })

  it('for somebody who was erased are given up, and nothing goes out', async () => {
    await openServer()
    const journey = await register(world.cast.chamber, world.charter, 1)
    const held = await desk.open.desk.store.journey(journey as never)
    await desk.open.desk.vault.forget(held!.state.merchant)
    await later(minutes(30))
    expect(copies).toEqual([])
    expect(await desk.open.desk.store.effectCounts(world.charter as never)).toEqual(
      expect.arrayContaining([{ kind: 'letter', name: 'letter.seatAssigned', state: 'givenUp', count: 1 }]),
    )
  })
})

describe('Without a mail server', () => {
  it('letters go to the folder, one file each under its Message-ID, in the merchant’s language with the status link', async () => {
    await desk.down()
    await desk.up({ SMTP_URL: '' })
    await register(world.cast.chamber, world.charter, 1)
    await register(world.cast.chamber, world.charter, 2, { language: 'zh' })
    await later(minutes(3))
    const folder = path.join(desk.folder, 'letters')
    const files = readdirSync(folder).sort()
    const kept = await letters()
    expect(files).toEqual(kept.map(({ messageId }) => `${messageId.slice(1, -1)}.eml`).sort())
    const mails = await Promise.all(files.map((file) => simpleParser(readFileSync(path.join(folder, file)))))
    const languages = mails.map(({ headers }) => headers.get('content-language'))
    expect([...languages].sort()).toEqual(['ko', 'zh'])
    for (const mail of mails) {
      const link = /http:\/\/127\.0\.0\.1:\d+(\/status\/\S+)/.exec(mail.text ?? '')
      expect(link?.[0]).toContain(desk.url)
      expect((await desk.nobody.get(link![1]!)).status).toBe(200)
    }
  })
})
