// The two ways out: a real SMTP server on loopback, and a folder of letters.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { composeMail, type Mail } from '../../src/mail/compose.ts'
import { folderPost } from '../../src/mail/folder.ts'
import { LetterRefused, type Post } from '../../src/application/letterPorts.ts'
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
  let refuse: { readonly code: number; readonly words: string } | null = null
  let silent = false
  let turnsAway = false
  let connected = 0
  let server: SMTPServer
  let url: string

  beforeEach(async () => {
    got.length = 0
    refuse = null
    silent = false
    turnsAway = false
    connected = 0
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) =>
        refuse ? done(Object.assign(new Error(refuse.words), { responseCode: refuse.code })) : done(),
      onConnect(_session, done) {
        connected++
        if (turnsAway) done(Object.assign(new Error('go away'), { responseCode: 554 }))
        else done()
      },
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
          if (!silent) done(null, 'kept as 42')
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

  const refusalOf = async (post: Post, change: object = {}) => {
    const error = await post.send({ ...(await letter('E1')), ...change }).catch((refused: unknown) => refused)
    await post.close()
    expect(error).toBeInstanceOf(LetterRefused)
    return (error as LetterRefused).refusal
  }

  it('throws a refusal with the server’s words, for good or for now as its code says', async () => {
    refuse = { code: 550, words: 'no such merchant here' }
    expect(await refusalOf(smtpPost(url))).toEqual({
      ...{ permanent: true, code: 550, words: '550 no such merchant here', afterData: false },
    })
    refuse = { code: 452, words: 'full for now' }
    expect(await refusalOf(smtpPost(url))).toMatchObject({ permanent: false, code: 452, afterData: false })
  })

  it('throws where no server answers, for now', async () => {
    const refusal = await refusalOf(smtpPost('smtp://127.0.0.1:1'))
    expect(refusal).toMatchObject({ permanent: false, code: null, afterData: false })
    expect(refusal.words).toMatch(/ECONNREFUSED/)
  })

  it('says of a letter whose answer was lost that it may have been taken', async () => {
    silent = true
    expect(await refusalOf(smtpPost(`${url}?socketTimeout=300`))).toMatchObject({
      ...{ permanent: false, code: null, afterData: true },
    })
    silent = true
    expect(await refusalOf(smtpPost(url, { mostMs: 400 }))).toMatchObject({ permanent: false, afterData: true })
    expect(got).toHaveLength(2)
  })

  it('is refused for good where there is no address for the envelope', async () => {
    expect(await refusalOf(smtpPost(url), { to: '' })).toMatchObject({ permanent: true, code: null })
    expect(got).toEqual([])
  })

  it('a server that will have nobody is not what refuses the letter', async () => {
    turnsAway = true
    expect(await refusalOf(smtpPost(url))).toMatchObject({ permanent: false, code: 554 })
  })

  it('opens so many connections at most', async () => {
    const post = smtpPost(url, { connections: 2 })
    const letters = await Promise.all(Array.from({ length: 12 }, (_, i) => letter(`E${i}`)))
    await Promise.all(letters.map((each) => post.send(each)))
    await post.close()
    expect(connected).toBe(2)
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
