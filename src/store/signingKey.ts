// The desk's signing key (Ed25519): a file of its own, made when it is first needed, that only its owner may read.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Signer } from '../application/recordLines.ts'

/** PKCS #8 for Ed25519 (RFC 8410, section 7), before the 32 bytes of the key itself. */
const head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** `random` answers so many random bytes. */
export function openSigningKey(file: string, random: (bytes: number) => Buffer): Signer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    const made = createPrivateKey({ key: Buffer.concat([head, random(32)]), format: 'der', type: 'pkcs8' })
    writeFileSync(file, made.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' })
  }
  const key = createPrivateKey(readFileSync(file))
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`SIGNING_KEY_FILE ${file} does not hold an Ed25519 key`)
  return { publicKey: publicPem(key), sign: (bytes) => sign(null, bytes, key).toString('base64') }
}

/** The public half; null where there is no file. */
export const publicKeyOf = (file: string): string | null =>
  existsSync(file) ? publicPem(createPrivateKey(readFileSync(file))) : null

const publicPem = (key: ReturnType<typeof createPrivateKey>): string =>
  createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString()
