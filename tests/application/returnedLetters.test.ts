// A letter on its way: it names where answers and bounces go, is signed where a key is given, and a second copy is the same.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { simpleParser, type ParsedMail } from 'mailparser'
import { afterEach, describe, expect, it } from 'vitest'
import type { JourneyId } from '../../src/domain/ids.ts'
import { Language } from '../../src/domain/language.ts'
import { returnOf } from '../../src/domain/letters/returnAddress.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish } from '../support/world.ts'

let desk: TestDesk | null = null
afterEach(async () => {
  await desk?.close()
  desk = null
})

type Sent = { readonly read: ParsedMail; readonly bytes: string; readonly from: string; readonly journey: JourneyId }

/** Registers one merchant and waits for the letter, as it lies in the folder. */
async function letterOf(environment: Record<string, string> = {}, person: Record<string, string> = {}): Promise<Sent> {
  desk = await startDesk({ MAIL_FROM: 'desk@charter.example', ...environment })
  const world = await furnish(desk)
  const journey = (await register(world.cast.chamber, world.charter, 1, person)) as JourneyId
  await desk.clock.turnTo(new Date(Date.parse(desk.clock.now()) + 600_000).toISOString())
  const { store, vault } = desk.open.desk
  const [kept] = (await store.lettersPage({ charter: null, journey, after: null, limit: 9 })).rows
  const { bytes, from } = JSON.parse(await vault.open(kept!.merchant, kept!.sealed)) as { bytes: string; from: string }
  const files = readdirSync(path.join(desk.folder, 'letters')).map((file) =>
    readFileSync(path.join(desk!.folder, 'letters', file), 'latin1'),
  )
  // What is kept is what went out.
  expect(files).toContain(bytes)
  return { read: await simpleParser(bytes), bytes, from, journey }
}

describe('A letter to a merchant', () => {
  it('is answered to an address of its journey, and returned to another', async () => {
    const { read, from, journey } = await letterOf()
    const reply = read.replyTo!.value[0]!.address!
    expect(returnOf(reply)?.kind).toBe('reply')
    expect(returnOf(from)?.kind).toBe('bounce')
    expect(await desk!.open.returns.open([reply])).toEqual({ journey, kind: 'reply' })
    expect(await desk!.open.returns.open([from])).toEqual({ journey, kind: 'bounce' })
    expect(read.from?.value[0]?.address).toBe('desk@charter.example')
  })

  it.each([{ MAIL_TAGS: 'off' }, { MAIL_FROM: `${'d'.repeat(50)}@charter.example` }])(
    'is answered to the plain address where that can carry no tag: %j',
    async (environment) => {
      const { read, from } = await letterOf(environment)
      expect(read.replyTo).toBeUndefined()
      expect(from).toBeNull()
    },
  )

  it.each(Language.options)('in %s carries the link as a picture, and the calendar', async (language) => {
    const { read } = await letterOf({}, { language })
    expect(read.headers.get('content-language')).toBe(language)
    expect(read.headers.get('x-charter-desk')).toBe('charter.example')
    const kinds = read.attachments.map(({ contentType }) => contentType)
    expect(kinds).toEqual(['image/png', 'text/calendar'])
    expect(read.attachments[0]!.content.subarray(1, 4).toString()).toBe('PNG')
    // The parser puts the picture where the HTML names it.
    expect(read.html).toMatch(/<img [^>]*src="data:image\/png;base64,/)
    expect(read.html).not.toContain('cid:')
  })

  it('is signed by the domain that it comes from', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-dkim-'))
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const file = path.join(folder, 'dkim.pem')
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    try {
      const { bytes } = await letterOf({ DKIM_KEY_FILE: file, DKIM_SELECTOR: 'letters' })
      const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
      const asked: string[] = []
      const resolver = async (name: string) => {
        asked.push(name)
        return [[record]]
      }
      const { results } = await dkimVerify(Buffer.from(bytes, 'latin1'), { resolver })
      expect(results[0]?.status?.result).toBe('pass')
      expect(asked).toEqual(['letters._domainkey.charter.example'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is not begun to be signed with a key that is not there', async () => {
    const start = startDesk({ DKIM_KEY_FILE: '/nowhere/dkim.pem', DKIM_SELECTOR: 'letters' })
    await expect(start).rejects.toThrow('DKIM_KEY_FILE /nowhere/dkim.pem cannot be read')
  })
})
