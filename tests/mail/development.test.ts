// The desk's own mail server on loopback: letters go through SMTP into the folder and the mailbox, and can be answered.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { composeMail } from '../../src/mail/compose.ts'
import { developmentMail } from '../../src/mail/development.ts'
import { openSmtpServer, type Taken } from '../../src/mail/smtpServer.ts'
import { JourneyId } from '../../src/domain/ids.ts'
import { at } from '../words/situation.ts'

const now = at('2022-08-21T10:00:00+09:00')
async function letter(id: string, to = 'minsu.kim@example.org', subject = `제목 ${id}`) {
  const { messageId, bytes } = await composeMail({
    ...{ id, domain: 'desk.example', subject, at: now, language: 'ko', calendar: null },
    from: { name: 'Charter Desk', address: 'desk@desk.example' },
    to: { name: '김민수', address: to },
    text: '.\n본문\n.\n',
    html: '<p>본문</p>',
    about: JourneyId.parse('C0000000000000001-J0000000000000001'),
  })
  return { messageId, bytes, from: 'desk@desk.example', to }
}

let folder: string
let mail: ReturnType<typeof developmentMail>
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'letters-'))
  mail = developmentMail(folder, () => now, { connections: 2 })
})
afterEach(async () => {
  await mail.post.close()
  await rm(folder, { recursive: true })
})

describe('A letter of a desk without a mail server', () => {
  it('lies in the folder as it was composed, to the byte, and in the mailbox, the newest first', async () => {
    const [one, two] = [await letter('E1'), await letter('E2', 'jia.li@example.org')]
    expect(await mail.post.send(one)).toContain('E1@desk.example.eml')
    await mail.post.send(two)
    expect((await readdir(folder)).sort()).toEqual(['E1@desk.example.eml', 'E2@desk.example.eml'])
    expect(await readFile(path.join(folder, 'E1@desk.example.eml'), 'latin1')).toBe(one.bytes)
    expect(mail.mailbox.list(null).map(({ to, subject, at }) => [to, subject, at])).toEqual([
      ['jia.li@example.org', '제목 E2', now],
      ['minsu.kim@example.org', '제목 E1', now],
    ])
    expect(mail.mailbox.list('minsu.kim@example.org')).toHaveLength(1)
  })

  it('is one letter however often it is sent', async () => {
    for (let i = 0; i < 3; i++) await mail.post.send(await letter('E1'))
    expect(mail.mailbox.list(null)).toHaveLength(1)
    expect(await readdir(folder)).toHaveLength(1)
  })

  it('is read with its headers, both its texts and where an answer goes', async () => {
    await mail.post.send(await letter('E1'))
    const { id } = mail.mailbox.list(null)[0]!
    const opened = await mail.mailbox.open(id)
    expect(opened).toMatchObject({ text: '.\n본문\n.\n', html: '<p>본문</p>', replyTo: 'desk@desk.example' })
    expect(opened?.headers.join('\n')).toContain('Auto-Submitted: auto-generated')
    expect(await mail.mailbox.open(99)).toBeNull()
  })

  it('is forgotten everywhere', async () => {
    const sent = await letter('E1')
    await mail.post.send(sent)
    const { id } = mail.mailbox.list(null)[0]!
    expect(await mail.post.kept([sent.messageId])).toBe(1)
    await mail.post.forget([sent.messageId])
    expect([mail.mailbox.list(null), await mail.mailbox.open(id), await readdir(folder)]).toEqual([[], null, []])
  })
})

describe('An answer to it', () => {
  const answered = async (text: string, subject?: string) => {
    await mail.post.send(await letter('E1', 'minsu.kim@example.org', subject))
    const { id } = mail.mailbox.list(null)[0]!
    return simpleParser((await mail.mailbox.reply(id, text, 'M1', now))!)
  }

  it('goes back as a letter by hand, in the same conversation', async () => {
    const reply = await answered('언제 격리가 끝나나요?')
    expect(reply.from?.value[0]?.address).toBe('minsu.kim@example.org')
    expect(JSON.stringify(reply.to)).toContain('desk@desk.example')
    expect(reply.subject).toBe('Re: 제목 E1')
    expect(reply.messageId).toBe('<reply-M1@example.org>')
    expect(reply.inReplyTo).toBe('<E1@desk.example>')
    expect(reply.references).toEqual(['<C0000000000000001-J0000000000000001@desk.example>', '<E1@desk.example>'])
    expect(reply.headers.has('auto-submitted')).toBe(false)
    expect(reply.text).toMatch(/^언제 격리가 끝나나요\?\n\n> /)
  })

  it('ends no header with what the subject said', async () => {
    const reply = await answered('x', 'Hello\r\nBcc: evil@example.org')
    expect(reply.headers.has('bcc')).toBe(false)
  })

  it('to a letter that is not there is none', async () => {
    expect(await mail.mailbox.reply(1, 'x', 'M1', now)).toBeNull()
  })
})

describe('The server', () => {
  it('listens on loopback alone, and refuses what is not taken', async () => {
    const taken: Taken[] = []
    const server = await openSmtpServer(async (each) => {
      if (taken.push(each) > 1) throw new Error('the disk is full')
      return 'kept'
    })
    expect(server.url).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/)
    const dialogue = [
      ...['EHLO x', 'MAIL FROM:<>', 'RCPT TO:<a@b.example>', 'DATA', 'Subject: x\r\n\r\nfirst\r\n.'],
      ...['MAIL FROM:<c@d.example>', 'RCPT TO:<a@b.example>', 'DATA', 'second\r\n.', 'QUIT'],
    ]
    const heard = await new Promise<string>((resolve) => {
      let words = ''
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      socket.on('data', (part) => {
        words += String(part)
        if (/^\d{3} .*\r\n$/m.test(String(part))) {
          const next = dialogue.shift()
          if (next) socket.write(`${next}\r\n`)
        }
      })
      socket.on('close', () => resolve(words))
    })
    await server.close()
    expect(heard).toContain('250 kept')
    expect(heard).toContain('451 Error: the disk is full')
    expect(taken[0]).toMatchObject({ from: '', to: ['a@b.example'] })
  })
})
