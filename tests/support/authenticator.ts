// A passkey in software: makes its key pair, attests nothing, and signs what it is asked, or what it should not.
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

type Faults = { readonly origin?: string; readonly verified?: boolean; readonly challenge?: string }
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()

export function createAuthenticator(url: string) {
  const { origin, hostname } = new URL(url)
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential = randomBytes(32)
  const id = credential.toString('base64url')
  let counter = 0

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  /** User present, user verified, and whether a new key is told. */
  const authenticatorData = (verified: boolean, attested: Buffer | null): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(++counter)
    const flags = 0x01 | (verified ? 0x04 : 0) | (attested ? 0x40 : 0)
    return Buffer.concat([sha256(hostname), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)])
  }
  const answered = (response: Readonly<Record<string, unknown>>) => ({
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response,
  })

  return {
    id,
    register: ({ challenge }: { challenge: string }, { verified = true }: Faults = {}) => {
      const { x, y } = publicKey.export({ format: 'jwk' })
      const cose = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x!, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y!, 'base64url'))],
      ])
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credential.length)
      const key = Buffer.from(isoCBOR.encode(cose as never))
      const attested = Buffer.concat([Buffer.alloc(16), length, credential, key])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authenticatorData(verified, attested))],
      ])
      return answered({
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
        transports: ['internal'],
      })
    },
    answer: (options: { challenge: string }, faults: Faults = {}) => {
      const client = clientData('webauthn.get', faults.challenge ?? options.challenge, faults.origin ?? origin)
      const data = authenticatorData(faults.verified ?? true, null)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey)
      return answered({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      })
    },
  }
}
