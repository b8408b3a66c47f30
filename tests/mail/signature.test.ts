// DKIM: a letter is signed by its domain, another library finds the signature good, and a wrong key is named at the start.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { JourneyId } from '../../src/domain/ids.ts'
import { composeMail, type Mail } from '../../src/mail/compose.ts'
import { pictureOf } from '../../src/mail/linkPicture.ts'
import { openSignature } from '../../src/mail/signature.ts'
import { at } from '../words/situation.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-dkim-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`

function keyFile(name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}
const pem = (key: typeof privateKey) => key.export({ type: 'pkcs8', format: 'pem' }) as string
const opened = () =>
  openSignature({ file: keyFile('good.pem', pem(privateKey)), selector: 'letters', domain: 'desk.example' })

/** The names service of a world in which there is one record. */
async function resolver(name: string, kind: string): Promise<string[][]> {
  if (name === 'letters._domainkey.desk.example' && kind === 'TXT') return [[record]]
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}
async function verdict(bytes: string): Promise<string | undefined> {
  const { results } = await dkimVerify(Buffer.from(bytes, 'latin1'), { resolver })
  return results[0]?.status?.result
}

const mail: Mail = {
  id: 'E01ABC',
  domain: 'desk.example',
  from: { name: '义乌包机 Charter Desk', address: 'desk@desk.example' },
  to: { name: '김민수', address: 'minsu.kim@example.org' },
  replyTo: 'desk+r0@desk.example',
  subject: 'HU454: 좌석이 확정되었습니다 '.repeat(6),
  text: '김민수 님께\n\nhttps://desk.example/s/abc\n\n\n',
  html: '<p>김민수 님께</p>',
  at: at('2022-08-21T10:00:00+09:00'),
  about: JourneyId.parse('C0000000000000001-J0000000000000001'),
  language: 'ko',
  calendar: null,
}

describe('A signed letter', () => {
  it('is found good by another library, with all that a reader sees signed', async () => {
    const picture = await pictureOf('https://desk.example/s/abc', 'link.E01@desk.example')
    const { bytes } = await composeMail({ ...mail, picture }, opened())
    expect(await verdict(bytes)).toBe('pass')
    const signature = /^DKIM-Signature:(?:.|\r\n[ \t])*/.exec(bytes)![0].replaceAll(/\s/g, '')
    expect(signature).toContain('d=desk.example;')
    expect(signature).toContain('s=letters;')
    const fields = /;h=([^;]*)/.exec(signature)![1]!.split(':')
    for (const field of ['from', 'reply-to', 'to', 'subject', 'date', 'message-id', 'references', 'content-type'])
      expect(fields).toContain(field)
    expect(fields).toContain('auto-submitted')
    expect(fields).toContain('x-charter-desk')
  })

  it('is the same to the byte for the same arguments', async () => {
    const one = await composeMail(mail, opened())
    expect(await composeMail({ ...mail }, opened())).toEqual(one)
    expect(one.bytes).toMatch(/^[\x20-\x7e\r\n\t]*$/)
    expect(one.bytes.endsWith((await composeMail(mail)).bytes)).toBe(true)
  })

  it.each([
    ['its subject', (bytes: string) => bytes.replace(/^Subject: .*$/m, 'Subject: pay here')],
    ['where answers go', (bytes: string) => bytes.replace('desk+r0@', 'thief@')],
    ['its body', (bytes: string) => bytes.replace(/[A-Za-z](?=[^\r\n]*\r\n\r?\n?-{2}[^\r\n]*--\r\n$)/, 'x')],
    ['its body, by a line', (bytes: string) => `${bytes}pay here\r\n`],
  ])('is found false where %s was changed', async (_what, change) => {
    const { bytes } = await composeMail(mail, opened())
    const changed = change(bytes)
    expect(changed).not.toBe(bytes)
    expect(await verdict(changed)).not.toBe('pass')
  })
})

describe('A key that cannot sign', () => {
  const open = (file: string) => () => openSignature({ file, selector: 'letters', domain: 'desk.example' })

  it('is named with what is wrong', () => {
    expect(open(path.join(folder, 'nowhere.pem'))).toThrow(/DKIM_KEY_FILE .*nowhere\.pem cannot be read: ENOENT/)
    expect(open(keyFile('text.pem', 'no key'))).toThrow(/text\.pem holds no private key in PEM/)
    const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string
    expect(open(keyFile('public.pem', publicPem))).toThrow(/public\.pem holds no private key in PEM/)
    const curve = generateKeyPairSync('ed25519').privateKey
    expect(open(keyFile('curve.pem', pem(curve)))).toThrow(/curve\.pem holds a key of the kind ed25519; .* RSA/)
    const short = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey
    expect(open(keyFile('short.pem', pem(short)))).toThrow(/short\.pem holds 512 bits/)
  })

  it('and half a setting are both mistakes of the environment', () => {
    const half = readConfig({ DKIM_KEY_FILE: 'var/dkim.pem' })
    expect(half).toMatchObject({ outcome: 'faulty', faults: [expect.stringContaining('DKIM_SELECTOR is not: set')] })
    const other = readConfig({ DKIM_SELECTOR: 'letters' })
    expect(other).toMatchObject({ outcome: 'faulty', faults: [expect.stringContaining('DKIM_KEY_FILE is not: set')] })
    const wrong = readConfig({ DKIM_SELECTOR: 'a b', DKIM_KEY_FILE: 'x', MAIL_TAGS: 'perhaps' })
    expect(wrong.outcome === 'faulty' && wrong.faults.map((fault) => fault.split(' ')[0])).toEqual([
      'MAIL_TAGS',
      'DKIM_SELECTOR',
    ])
    expect(readConfig({ DKIM_SELECTOR: 'letters', DKIM_KEY_FILE: 'x' }).outcome).toBe('read')
  })
})
