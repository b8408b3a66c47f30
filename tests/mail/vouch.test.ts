// Who stands for a letter: signatures asked of the domain in From, or the topmost line of the own server and of nobody else.
import { describe, expect, it } from 'vitest'
import { parseLetter } from '../../src/mail/in/read.ts'
import { createVoucher } from '../../src/mail/in/vouch.ts'
import { resultsIn } from '../../src/mail/in/authenticationResults.ts'
import { place, resolve, signed, written } from '../support/arriving.ts'

const vouched = async (bytes: Buffer, server: string | null = null) =>
  createVoucher(server, resolve).vouch(bytes, await parseLetter(bytes))
const withResults = (...fields: readonly string[]) =>
  Buffer.concat([Buffer.from(fields.map((field) => `Authentication-Results: ${field}\r\n`).join('')), written({})])

describe('Asked by the desk itself', () => {
  it('a signature of the domain in From passes, and none is forged where the domain asks to refuse it', async () => {
    expect(await vouched(await signed(written({})))).toBe('passed')
    expect(await vouched(written({}))).toBe('failed')
  })
  it('a changed letter is forged, and a signature of another domain stands for nothing', async () => {
    const changed = Buffer.from((await signed(written({}))).toString().replace('격리', '여행'))
    expect(await vouched(changed)).toBe('failed')
    expect(await vouched(await signed(written({ from: 'a@elsewhere.example' })))).toBe('none')
  })
  it('nothing is known where no name server answers, or several are named in From', async () => {
    const silent = async () => Promise.reject(Object.assign(new Error('timeout'), { code: 'ETIMEOUT' }))
    const bytes = await signed(written({}))
    expect(await createVoucher(null, silent).vouch(bytes, await parseLetter(bytes))).not.toBe('passed')
    expect(await vouched(await signed(written({ from: `a@${place}, b@${place}` })))).toBe('none')
  })
  it('nothing is known where a name server never answers, or the signatures are too many to be asked about', async () => {
    const bytes = await signed(written({}))
    const never = createVoucher(null, () => new Promise<string[][]>(() => {}), 20)
    // Something else keeps the process alive meanwhile, as a running desk does.
    const alive = setInterval(() => {}, 1_000)
    expect(await never.vouch(bytes, await parseLetter(bytes))).toBe('none')
    clearInterval(alive)
    const names: string[] = []
    const asking: typeof resolve = async (name, kind) => (names.push(name), resolve(name, kind))
    const many = Buffer.concat([Buffer.from('DKIM-Signature: v=1; d=a.example; s=b\r\n'.repeat(9)), bytes])
    expect(await createVoucher(null, asking).vouch(many, await parseLetter(many))).toBe('none')
    expect(names).toEqual([])
  })
})

describe('Written by the own mail server', () => {
  const server = 'mx.charter-desk.example'
  it.each([
    [`${server}; dmarc=pass header.from=${place}`, 'passed'],
    [`${server}; dmarc=fail (p=reject dis=none) header.from=${place}`, 'failed'],
    [`${server}; dmarc=fail (p=none) header.from=${place}`, 'none'],
    [`${server}; dmarc=pass header.from=other.example`, 'none'],
    [`${server}; dkim=pass header.d=${place}; spf=fail smtp.mailfrom=x@y.example`, 'passed'],
    [`${server}; dkim=pass header.d=y.example; spf=pass smtp.mailfrom=x@y.example`, 'none'],
    [`${server} 1; spf=pass smtp.mailfrom="bounce@${place}"`, 'passed'],
    [`evil.example; dmarc=pass header.from=${place}`, 'none'],
    [`evil.example (${server}); dmarc=pass header.from=${place}`, 'none'],
    [`${server}; none`, 'none'],
  ])('%s', async (field, expected) => {
    expect(await vouched(withResults(field), server)).toBe(expected)
  })
  it('is believed on top only: what stands below came with the letter', async () => {
    const forged = `${server}; dmarc=pass header.from=${place}`
    expect(await vouched(withResults(`other.example; dmarc=fail header.from=${place}`, forged), server)).toBe('none')
    expect(await vouched(withResults(`${server}; dmarc=fail header.from=${place}`, forged), server)).toBe('failed')
  })
})

it('A comment, a quote or a missing server ends nothing early', () => {
  expect(resultsIn('mx.example (a; (b) dkim=pass) ; spf=fail reason="x; dkim=pass"')?.results).toEqual([
    { method: 'spf', result: 'fail', properties: {} },
  ])
  expect(resultsIn('dkim=pass')).toBeNull()
})
