// The two ways out: a real SMTP server on loopback, and a folder of letters.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { composeMail, type Mail } from '../../src/mail/compose.ts'
import { folderPost } from '../../src/mail/folder.ts'
import { smtpPost } from '../../src/mail/smtp.ts'
import { JourneyId } from '../../src/domain/ids.ts'
import { at } from '../words/situation.ts'

const mail = (id: string, when = '2022-08-21T10:00:00+09:00'): Mail => ({
  id,
  domain: 'desk.example',
  from: { name: 'Charter Desk', address: 'desk@desk.example' },
  to: { name: '김민수', address: 'minsu.kim@example.org' },
  subject: `제목 ${id}`,
  text: '.\n본문\n.\n',
  html: '<p>본문</p>',
  at: at(when),
  about: JourneyId.parse('C0000000000000001-J0000000000000001'),
  language: 'ko',
  calendar: null,
})
async function letter(id: string, when?: string) {
  const { messageId, bytes } = await composeMail(mail(id, when))
  return { messageId, bytes, from: 'desk@desk.example', to: 'minsu.kim@example.org' }
}

describe('smtpPost', () => {
  const got: { bytes: string; from: string; to: string[] }[] = []
  let refuse: string | null = null
  let server: SMTPServer
  let url: string

  beforeEach(async () => {
    got.length = 0
    refuse = null
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) =>
        refuse ? done(Object.assign(new Error(refuse), { responseCode: 550 })) : done(),
      onData(stream, session, done) {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope
          got.push({
            bytes: Buffer.concat(parts).toString('latin1'),
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
          })
          done(null, 'kept as 42')
        })
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  })
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())))

  it('delivers the very bytes, to the envelope’s addresses, and answers in the server’s words', async () => {
    const post = smtpPost(url)
    const sent = await letter('E1')
    expect(await post.send(sent)).toContain('kept as 42')
    await post.close()
    expect(got).toEqual([{ bytes: sent.bytes, from: sent.from, to: [sent.to] }])
  })

  it('delivers many over its pool, each once', async () => {
    const post = smtpPost(url)
    const letters = await Promise.all(Array.from({ length: 25 }, (_, i) => letter(`E${i}`)))
    await Promise.all(letters.map((each) => post.send(each)))
    await post.close()
    expect(new Set(got.map(({ bytes }) => bytes)).size).toBe(25)
    expect(got).toHaveLength(25)
  })

  it('throws a refusal with the server’s words', async () => {
    refuse = 'no such merchant here'
    const post = smtpPost(url)
    await expect(post.send(await letter('E1'))).rejects.toThrow(/550 no such merchant here/)
    await post.close()
  })

  it('throws where no server answers', async () => {
    const post = smtpPost('smtp://127.0.0.1:1')
    await expect(post.send(await letter('E1'))).rejects.toThrow(/ECONNREFUSED/)
    await post.close()
  })
})

describe('folderPost', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'letters-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('writes the bytes whole under the Message-ID and leaves nothing unfinished', async () => {
    const post = folderPost(path.join(folder, 'made/when/needed'))
    const sent = await letter('E1')
    expect(await post.send(sent)).toContain('E1@desk.example.eml')
    await post.send(sent)
    const files = await readdir(path.join(folder, 'made/when/needed'))
    expect(files).toEqual(['E1@desk.example.eml'])
    expect(await readFile(path.join(folder, 'made/when/needed', files[0]!), 'latin1')).toBe(sent.bytes)
  })

  it('keeps inside its folder whatever the Message-ID says', async () => {
    const post = folderPost(folder)
    await post.send({ ...(await letter('E1')), messageId: '<../../evil@x>' })
    expect(await readdir(folder)).toEqual(['__.._evil@x.eml'])
  })
})
