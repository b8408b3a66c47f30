// The mailbox by IMAP against a real dovecot: what is handed over and in which order, what wakes it, and what it survives.
import { setImmediate as breath } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createCollect } from '../../../src/application/collect.ts'
import type { Arrived, Mailbox, MailboxMark } from '../../../src/application/incomingPorts.ts'
import { imapMailbox } from '../../../src/mail/in/imap.ts'
import { startDesk } from '../../support/desk.ts'
import { written } from '../../support/arriving.ts'
import { missingMailServers, startMailServers, type MailServers } from '../../support/mailServers.ts'

const missing = missingMailServers()
/** Longer than any test may last: who waits so long and comes back was woken. */
const forEver = 24 * 3_600_000
const users = ['reader', 'numbers', 'large', 'waiter', 'patient', 'returner', 'desk'] as const
type User = (typeof users)[number]

describe.skipIf(missing !== null)(`A mailbox by IMAP${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let servers: MailServers
  const opened: { close(): unknown }[] = []
  beforeAll(async () => {
    servers = await startMailServers(users)
  }, 60_000)
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close()
    await servers.back()
  }, 60_000)
  afterAll(() => servers?.stop(), 60_000)

  const addressed = (user: User, folder: string): string =>
    servers.imapUrl(user).replace('INBOX', encodeURIComponent(folder))
  function mailboxOf(user: User, folder = 'INBOX'): Mailbox {
    const mailbox = imapMailbox(addressed(user, folder))
    opened.push(mailbox)
    return mailbox
  }
  /** Another mail program at the same mailbox. */
  async function programOf(user: User): Promise<ImapFlow> {
    const { hostname: host, port, username, password: pass } = new URL(servers.imapUrl(user))
    const way = { host, port: Number(port), secure: false, doSTARTTLS: false, auth: { user: username, pass } }
    const program = new ImapFlow({ ...way, logger: false })
    program.on('error', () => {})
    await program.connect()
    opened.push(program)
    return program
  }
  const letter = (subject: string) => written({ from: 'somebody@nowhere.example', subject })
  const subjectOf = async ({ bytes }: Arrived) => (await simpleParser(Buffer.from(bytes))).subject
  async function readOf(mailbox: Mailbox, cursor: Parameters<Mailbox['read']>[0]) {
    const arrived: Arrived[] = []
    const next = await mailbox.read(cursor, async (each) => void arrived.push(each))
    return { next, arrived, subjects: await Promise.all(arrived.map(subjectOf)) }
  }
  async function post(user: User, bytes: Buffer): Promise<void> {
    const transport = createTransport({ url: servers.smtpUrl } as Parameters<typeof createTransport>[0])
    const envelope = { from: 'somebody@nowhere.example', to: `${user}@charter-desk.example` }
    await transport.sendMail({ envelope, raw: bytes })
    transport.close()
  }

  it('hands over what lies above the cursor, oldest first, and marks and deletes nothing', async () => {
    const mailbox = mailboxOf('reader')
    const empty = await readOf(mailbox, null)
    expect(empty).toMatchObject({ arrived: [], next: { lastUid: 0 } })
    const program = await programOf('reader')
    // Dates that run against the order of arrival.
    for (const [subject, date] of Object.entries({ first: '2022-08-31', second: '2022-08-30', third: '2022-08-29' }))
      await program.append('INBOX', letter(subject), [], new Date(`${date}T01:00:00Z`))
    const all = await readOf(mailbox, empty.next)
    expect(all.subjects).toEqual(['first', 'second', 'third'])
    expect(all.next).toEqual({ uidValidity: empty.next.uidValidity, lastUid: 3 })
    const [first] = all.arrived
    expect(first).toMatchObject({ uid: 1, uidValidity: all.next.uidValidity, whole: true })
    expect(first!.arrivedAt).toBe('2022-08-31T01:00:00.000Z')
    expect(first!.size).toBe(first!.bytes.byteLength)

    expect((await readOf(mailbox, { ...all.next, lastUid: 1 })).subjects).toEqual(['second', 'third'])
    expect(await readOf(mailbox, all.next)).toMatchObject({ arrived: [], next: all.next })
    await program.mailboxOpen('INBOX')
    const flags = (await program.fetchAll('1:*', { flags: true })).map((each) => [...each.flags!])
    expect(flags.map((each) => each.filter((flag) => flag !== '\\Recent'))).toEqual([[], [], []])

    // What was deleted meanwhile is passed over, and a cursor above all that is left stays where it is.
    await program.messageDelete('2:3', { uid: true })
    expect((await readOf(mailbox, null)).subjects).toEqual(['first'])
    expect((await readOf(mailbox, all.next)).next).toEqual(all.next)
  })

  it('stays before a letter that could not be kept, and reads it again', async () => {
    const mailbox = mailboxOf('reader')
    const { next } = await readOf(mailbox, null)
    const program = await programOf('reader')
    await program.append('INBOX', letter('kept at the second try'))
    await expect(mailbox.read(next, async () => Promise.reject(new Error('the disk is full')))).rejects.toThrow(
      'the disk is full',
    )
    expect((await readOf(mailbox, next)).subjects).toEqual(['kept at the second try'])
  })

  it('reads a folder anew that was deleted and made again, and says so by its number', async () => {
    const folder = '문의 2022'
    const program = await programOf('numbers')
    const made = async (...subjects: string[]) => {
      await program.mailboxCreate(folder)
      for (const subject of subjects) await program.append(folder, letter(subject))
    }
    await made('one', 'two', 'three')
    const mailbox = mailboxOf('numbers', folder)
    const before = await readOf(mailbox, null)
    expect(before.next.lastUid).toBe(3)
    await program.mailboxDelete(folder)
    await expect(readOf(mailbox, before.next)).rejects.toThrow(/\S/)
    await made('four', 'five')
    const after = await readOf(mailbox, before.next)
    expect(after.next.uidValidity).not.toBe(before.next.uidValidity)
    expect(after.next.lastUid).toBe(2)
    expect(after.subjects).toEqual(['four', 'five'])
    expect(after.arrived.map(({ uidValidity }) => uidValidity)).toEqual(Array(2).fill(after.next.uidValidity))
  })

  it('hands over of a letter above ten megabytes the headers and the first part only', async () => {
    const program = await programOf('large')
    const limit = 10 * 1024 * 1024
    const head = letter('a film of the flat')
    const lines = (bytes: number) => Buffer.alloc(bytes, `${'a'.repeat(70)}\r\n`)
    const just = Buffer.concat([head, lines(limit - head.length)])
    const above = Buffer.concat([head, lines(2 * 1024 * 1024 + limit - head.length)])
    for (const bytes of [just, above, letter('behind it')]) await program.append('INBOX', bytes)
    const { arrived, subjects } = await readOf(mailboxOf('large'), null)
    expect(subjects).toEqual(['a film of the flat', 'a film of the flat', 'behind it'])
    expect(arrived.map(({ whole }) => whole)).toEqual([true, false, true])
    expect(arrived[0]!.bytes.byteLength).toBe(limit)
    expect(arrived[1]!.size).toBe(above.length)
    expect(Buffer.from(arrived[1]!.bytes)).toEqual(above.subarray(0, 256 * 1024))
  })

  it('waits until a letter comes, or as long as it was told to', async () => {
    const mailbox = mailboxOf('waiter')
    const { next } = await readOf(mailbox, null)
    await mailbox.wait(1)
    let woken = false
    const waiting = mailbox.wait(forEver).then(() => (woken = true))
    const program = await programOf('waiter')
    await program.noop()
    expect(woken).toBe(false)
    await post('waiter', letter('by post'))
    await waiting
    const { subjects, arrived, next: then } = await readOf(mailbox, next)
    expect(subjects).toEqual(['by post'])
    expect(Buffer.from(arrived[0]!.bytes).toString()).toMatch(/^Return-Path: <somebody@nowhere\.example>\r\n/)
    // And again on the same connection.
    const again = mailbox.wait(forEver)
    await post('waiter', letter('once more'))
    await again
    expect((await readOf(mailbox, then)).subjects).toEqual(['once more'])
  })

  it('does not wait where a letter came while the others were read', async () => {
    const program = await programOf('patient')
    for (const subject of ['one', 'two']) await program.append('INBOX', letter(subject))
    const mailbox = mailboxOf('patient')
    const subjects: unknown[] = []
    const next = await mailbox.read(null, async (arrived) => {
      subjects.push(await subjectOf(arrived))
      if (arrived.uid === 1) await program.append('INBOX', letter('three'))
    })
    expect(subjects).toEqual(['one', 'two'])
    await mailbox.wait(forEver)
    const after = await readOf(mailbox, next)
    expect(after.subjects).toEqual(['three'])
    // Nothing is left over from that: it waits again.
    let woken = false
    const waiting = mailbox.wait(forEver).then(() => (woken = true))
    await program.noop()
    for (let turn = 0; turn < 50; turn++) await breath()
    expect(woken).toBe(false)
    await mailbox.close()
    await waiting
  })

  it('says in words that the server is away, waits its time, and reads on once it is back', async () => {
    const mailbox = mailboxOf('returner')
    const program = await programOf('returner')
    await program.append('INBOX', letter('before'))
    const before = await readOf(mailbox, null)
    // Whoever waits hears that the connection ended.
    const waiting = mailbox.wait(forEver)
    await servers.away()
    await waiting
    await expect(readOf(mailbox, before.next)).rejects.toThrow(/ECONNREFUSED|connect/i)
    // And does not ask a dead server again at once.
    let woken = false
    const later = mailbox.wait(forEver).then(() => (woken = true))
    for (let turn = 0; turn < 50; turn++) await breath()
    expect(woken).toBe(false)
    await servers.back()
    await (await programOf('returner')).append('INBOX', letter('after'))
    expect((await readOf(mailbox, before.next)).subjects).toEqual(['after'])
    await mailbox.close()
    await later
    await expect(readOf(mailbox, before.next)).rejects.toThrow('the mailbox is closed')
  }, 60_000)

  it('reads on at the next time after its connection ended under way', async () => {
    const mailbox = mailboxOf('returner')
    const { next } = await readOf(mailbox, null)
    const program = await programOf('returner')
    for (const subject of ['first', 'second']) await program.append('INBOX', letter(subject))
    let lastUid = next.lastUid
    const cut = mailbox.read(next, async ({ uid }) => {
      await servers.away()
      lastUid = uid
    })
    await expect(cut).rejects.toThrow(/\S/)
    expect(lastUid).toBe(next.lastUid + 1)
    await servers.back()
    expect((await readOf(mailbox, { ...next, lastUid })).subjects).toEqual(['second'])
  }, 60_000)

  it('that refuses the password says so', async () => {
    const refused = imapMailbox(servers.imapUrl('reader').replace('only-for-tests', 'guessed'))
    opened.push(refused)
    await expect(readOf(refused, null)).rejects.toThrow(/authentication failed/i)
  })

  it('is collected by a desk, whose mark says since when it is read, and since when it is not', async () => {
    const desk = await startDesk()
    try {
      const { store, clock } = desk.open.desk
      const mailbox = mailboxOf('desk')
      const failures: unknown[] = []
      const collect = createCollect(store, clock, mailbox, desk.open.receive, (error) => failures.push(error))
      const mark = async (): Promise<MailboxMark> => (await store.mailbox(mailbox.name))!
      const later = async (minutes: number) => {
        await desk.clock.turnTo(new Date(Date.parse(desk.clock.now()) + minutes * 60_000).toISOString())
        return clock.now()
      }
      const kept = async () =>
        (await store.incomingPage({ organisation: null, state: null, after: null, limit: 50 })).rows.length
      const program = await programOf('desk')
      for (const subject of ['one', 'two']) await program.append('INBOX', letter(subject))
      const first = clock.now()
      expect(await collect.work()).toBe(2)
      expect(await mark()).toMatchObject({ lastUid: 2, seenAt: first, failingSince: null, words: null })
      const second = await later(1)
      expect(await collect.work()).toBe(0)
      expect(await mark()).toMatchObject({ lastUid: 2, seenAt: second })

      await program.append('INBOX', letter('three'))
      const failing = await later(1)
      await servers.away()
      await expect(collect.work()).rejects.toThrow(/\S/)
      await later(1)
      await expect(collect.work()).rejects.toThrow(/ECONNREFUSED|connect/i)
      const { words, ...noted } = await mark()
      expect(noted).toMatchObject({ lastUid: 2, seenAt: second, failingSince: failing })
      expect(words).toMatch(/ECONNREFUSED|connect/i)
      await servers.back()
      const back = await later(1)
      expect(await collect.work()).toBe(1)
      expect(await mark()).toMatchObject({ lastUid: 3, seenAt: back, failingSince: null, words: null, tryingUid: null })
      expect(await kept()).toBe(3)
      expect(failures).toEqual([])
    } finally {
      await desk.close()
    }
  }, 90_000)
})
