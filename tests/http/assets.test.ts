// What a browser loads beside a page: packed, kept for good, dark by the reader's setting, and not more than a telephone can take.
import { gunzipSync, brotliDecompressSync } from 'node:zlib'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assets, scripts, styles } from '../../src/http/assets.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'

const mostBytes = 150_000

let desk: TestDesk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

/** The bytes as they come over the wire. */
const load = (address: string, accept: string) =>
  new Promise<{ readonly encoding: string | undefined; readonly bytes: Buffer }>((resolve, reject) => {
    request(desk.url + address, { headers: { 'Accept-Encoding': accept } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        resolve({ encoding: answer.headers['content-encoding'], bytes: Buffer.concat(parts) })
      })
    })
      .on('error', reject)
      .end()
  })

describe('What a page loads', () => {
  it.each(['ltr', 'rtl'] as const)('is at most 150 kB of script and style, packed (%s)', async (direction) => {
    for (const accept of ['gzip', 'br']) {
      const loaded = await Promise.all(
        [...styles[direction], ...scripts.everywhere, scripts.passkey].map((address) => load(address, accept)),
      )
      for (const { encoding } of loaded) expect(encoding).toBe(accept)
      expect(loaded.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(mostBytes)
    }
  })

  it('is the same packed as plain', async () => {
    for (const { address } of assets) {
      const plain = await load(address, 'identity')
      expect(plain.encoding).toBeUndefined()
      expect(gunzipSync((await load(address, 'gzip')).bytes).equals(plain.bytes), address).toBe(true)
      expect(brotliDecompressSync((await load(address, 'br')).bytes).equals(plain.bytes), address).toBe(true)
    }
  })

  it('is what its page names', async () => {
    const { text } = await desk.nobody.get('/sign-in')
    for (const address of [...styles.ltr, scripts.passkey]) expect(text).toContain(`"${address}"`)
  })

  it('turns dark where the reader prefers it, without a script that marks the page', async () => {
    const { bytes } = await load(styles.ltr[0], 'identity')
    const [, dark = ''] = bytes.toString().split('@media (prefers-color-scheme: dark) {')
    expect(dark).toMatch(/:root\s*\{[^}]*color-scheme:\s*dark/)
    expect(dark).not.toContain('data-bs-theme')
  })
})
