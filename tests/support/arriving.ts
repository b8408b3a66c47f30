// Letters as somebody writes them to the desk: signed by their domain or not, and a name server that knows the domain.
import { generateKeyPairSync } from 'node:crypto'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import type { Arrived } from '../../src/application/incomingPorts.ts'

/** Where merchants of tests have their mailboxes (tests/support/merchants.ts). */
export const place = 'lettersplace.example'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const record = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

/** Knows that `place` signs what it sends and asks to refuse the rest; of no other domain anything. */
export async function resolve(name: string, kind: string): Promise<string[][]> {
  const records: Readonly<Record<string, string>> = {
    [`post._domainkey.${place}`]: `v=DKIM1; k=rsa; p=${record}`,
    [`_dmarc.${place}`]: 'v=DMARC1; p=reject',
  }
  const found = kind === 'TXT' ? records[name.toLowerCase()] : undefined
  if (!found) throw Object.assign(new Error(`no ${kind} of ${name}`), { code: 'ENOTFOUND' })
  return [[found]]
}

export type Written = {
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly text?: string
  readonly messageId?: string
  readonly headers?: readonly string[]
}
let count = 0

/** The bytes of one letter in UTF-8; headers that are given come last, and the others first. */
export function written({ from, to, subject, text, messageId, headers = [] }: Written): Buffer {
  const lines = [
    `From: ${from ?? `minseo.hwangbo1@${place}`}`,
    `To: ${to ?? 'desk@charter-desk.example'}`,
    `Subject: ${subject ?? 'question'}`,
    `Message-ID: ${messageId ?? `<q${++count}@${place}>`}`,
    'Date: Wed, 31 Aug 2022 10:00:00 +0900',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    ...headers,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text ?? '언제 격리가 끝나나요?'}\r\n`)
}

/** With the signature of `place` on top. */
export async function signed(bytes: Buffer): Promise<Buffer> {
  const key = {
    signingDomain: place,
    selector: 'post',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
  const { signatures, errors } = await dkimSign(bytes, { ...key, signatureData: [key] } as typeof key)
  if (errors.length) throw new Error(`the letter could not be signed: ${JSON.stringify(errors)}`)
  return Buffer.concat([Buffer.from(signatures), bytes])
}

let uid = 0
export const arrived = (bytes: Buffer, more: Partial<Arrived> = {}): Arrived => ({
  uidValidity: '1',
  uid: ++uid,
  bytes,
  size: bytes.length,
  whole: true,
  arrivedAt: null,
  ...more,
})
