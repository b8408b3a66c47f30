// What a browser loads beside a page: the look and the scripts, each under an address that names its content, packed once.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, Response } from 'express'
import { darkByTheReader } from '../web/darkByTheReader.ts'
import { deskScript } from '../web/deskScript.ts'
import { passkeyScript } from '../web/passkeyScript.ts'
import { tableKeysScript } from '../web/tableKeys.ts'
import { open, type Page } from './page.ts'

type Packing = 'br' | 'gzip' | 'identity'
type Asset = {
  /** With the digest of what it is made from, so that a browser may keep it for good. */
  readonly address: string
  readonly type: 'text/css' | 'text/javascript'
  readonly bytes: (packing: Packing) => Buffer
}

const require = createRequire(import.meta.url)
const library = (name: string): string => readFileSync(require.resolve(name), 'utf8')
const own = (name: string): string => readFileSync(new URL(`../web/${name}`, import.meta.url), 'utf8')

const tabler = asset('tabler.css', 'text/css', library('@tabler/core/dist/css/tabler.min.css'), darkByTheReader)
/** The same for what is read from right to left. */
const tablerMirrored = asset(
  'tabler.rtl.css',
  'text/css',
  library('@tabler/core/dist/css/tabler.rtl.min.css'),
  darkByTheReader,
)
const style = asset('style.css', 'text/css', own('style.css'))
const htmx = asset('htmx.js', 'text/javascript', library('htmx.org/dist/htmx.min.js'))
const events = asset('events.js', 'text/javascript', library('htmx-ext-sse/dist/sse.min.js'))
const desk = asset('desk.js', 'text/javascript', deskScript)
const passkey = asset('passkey.js', 'text/javascript', passkeyScript)
const tableKeys = asset('table-keys.js', 'text/javascript', tableKeysScript)

/** In the order in which a page names them. */
export const styles = {
  ltr: [tabler.address, style.address],
  rtl: [tablerMirrored.address, style.address],
} as const
/** The desk's own comes before the extension, whose stream it opens itself. */
export const scripts = {
  everywhere: [htmx.address, desk.address, events.address, tableKeys.address],
  passkey: passkey.address,
} as const

const yearSeconds = 365 * 86_400
export const assets: readonly Asset[] = [tabler, tablerMirrored, style, htmx, desk, events, passkey, tableKeys]
export const assetPages = (): readonly Page[] =>
  assets.map(({ address, type, bytes }) =>
    open('get', address, (request, response) => {
      const packing = packingFor(request)
      response.type(type).vary('Accept-Encoding')
      if (packing !== 'identity') response.set('Content-Encoding', packing)
      keptForGood(response).send(bytes(packing))
    }),
  )

const keptForGood = (response: Response): Response =>
  response.set('Cache-Control', `public, max-age=${yearSeconds}, immutable`)

const packingFor = (request: Request): Packing =>
  (request.acceptsEncodings('br', 'gzip', 'identity') || 'identity') as Packing

/** Made and packed when it is first asked for: a desk that only answers an API packs nothing. */
function asset(
  name: string,
  type: Asset['type'],
  source: string,
  made: (source: string) => string = (text) => text,
): Asset {
  const digest = createHash('sha256').update(source).digest('base64url').slice(0, 12)
  const packed = new Map<Packing, Buffer>()
  return {
    address: `/assets/${digest}/${name}`,
    type,
    bytes: (packing) => {
      const known = packed.get(packing)
      if (known) return known
      const text = Buffer.from(made(source))
      const bytes = packing === 'identity' ? text : packing === 'br' ? brotli(text) : gzipSync(text, { level: 9 })
      packed.set(packing, bytes)
      return bytes
    },
  }
}

const brotli = (text: Buffer): Buffer =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } })
