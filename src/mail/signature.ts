// DKIM (RFC 6376): letters signed with the domain's key, so that whoever receives one knows that its desk wrote it.
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import DKIM from 'nodemailer/lib/dkim'
import { WrongSignature } from '../application/letterPorts.ts'

/** A letter's bytes with the signature before them: the same bytes are signed the same. */
export type Signature = (bytes: string) => Promise<string>

/** RFC 8301, section 3.2. */
const leastBits = 1_024
/** What a letter says of itself beside RFC 6376, section 5.4.1. */
const fields = [
  ...['From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Content-Language'],
  ...['Auto-Submitted', 'X-Auto-Response-Suppress', 'X-Charter-Desk'],
]

/** Throws `WrongSignature` where the file is not there or holds no RSA key. */
export function openSignature(at: {
  readonly file: string
  readonly selector: string
  readonly domain: string
}): Signature {
  const key = readKey(at.file)
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }) as string
  const signer = new DKIM({
    domainName: at.domain,
    keySelector: at.selector,
    privateKey,
    headerFieldNames: fields.join(':'),
  })
  return async (bytes) => {
    const parts: Buffer[] = []
    const signed = signer.sign(Buffer.from(bytes, 'latin1'))
    for await (const part of signed) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString('latin1')
    // The library leaves out a signature that it cannot make.
    if (!text.startsWith('DKIM-Signature:')) throw new WrongSignature(`DKIM_KEY_FILE ${at.file} does not sign`)
    return text
  }
}

function readKey(file: string): KeyObject {
  const name = `DKIM_KEY_FILE ${file}`
  let key: KeyObject
  try {
    key = createPrivateKey(readFileSync(file))
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    // An error of the key's reader may repeat a part of it.
    const why = /^E[A-Z]+$/.test(code) ? `cannot be read: ${message}` : 'holds no private key in PEM'
    throw new WrongSignature(`${name} ${why}`)
  }
  const { asymmetricKeyType: kind = 'unknown', asymmetricKeyDetails: { modulusLength: bits = 0 } = {} } = key
  if (kind !== 'rsa')
    throw new WrongSignature(
      `${name} holds a key of the kind ${kind}; letters are signed with RSA, which every server checks`,
    )
  if (bits < leastBits)
    throw new WrongSignature(`${name} holds ${bits} bits, and servers refuse fewer than ${leastBits}`)
  return key
}
