// The vault: what names a merchant is sealed under a key of the merchant's own, and that key under the desk's.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { once } from '../application/once.ts'
import { LostKey, type KeyStore, type Vault } from '../application/ports.ts'
import type { MerchantId } from '../domain/ids.ts'

export type VaultOptions = {
  /** The desk's key, 32 bytes. */
  readonly deskKey: Buffer
  readonly keys: KeyStore
  /** So many random bytes. */
  readonly random: (bytes: number) => Buffer
  /** How many unwrapped keys are remembered. */
  readonly remembered?: number
}

/** Stands before everything sealed, and is sealed with it: a later form cannot be taken for this one. */
const form = 'v1'
const keyBytes = 32
/** Bound in where the desk seals for itself: no merchant is called so. */
const theDesk = 'desk'
/** 96 random bits, as NIST SP 800-38D section 8.2 has it; one key seals far fewer than its limit of 2^32 texts. */
const nonceBytes = 12
const tagBytes = 16

/** Each derived when it is first asked for: most merchants are looked at and never digested. */
type MerchantKeys = { seal(): Buffer; digest(): Buffer }

export function openVault({ deskKey, keys, random, remembered = 2_000 }: VaultOptions): Vault {
  if (deskKey.length !== keyBytes) throw new Error(`the desk's key must have ${keyBytes} bytes, not ${deskKey.length}`)
  const wrapping = derive(deskKey, 'wrap')
  const indexing = derive(deskKey, 'index')
  const own = derive(deskKey, 'own')
  /** By what is wrapped: the key store is asked each time, so that an erasure in another process holds at once here. */
  const unwrapped = new Map<string, { merchant: MerchantId; keys: MerchantKeys }>()

  const keysOf = async (merchant: MerchantId): Promise<MerchantKeys> => {
    const wrapped = await keys.get(merchant)
    if (wrapped === null) throw new LostKey(`the key of ${merchant} is gone`)
    const known = unwrapped.get(wrapped)
    if (known?.merchant === merchant) return known.keys
    const key = unsealed(wrapping, merchant, wrapped)
    if (!key) throw new LostKey(`the key of ${merchant} was wrapped by another desk's key`)
    const made = { seal: once(() => derive(key, 'seal')), digest: once(() => derive(key, 'digest')) }
    if (unwrapped.size >= remembered) unwrapped.delete(unwrapped.keys().next().value!)
    unwrapped.set(wrapped, { merchant, keys: made })
    return made
  }

  return {
    async enrol(merchants) {
      const known = await keys.getMany(merchants)
      const fresh = merchants.filter((merchant) => !known.has(merchant))
      await Promise.all(
        fresh.map((merchant) => keys.put(merchant, sealed(wrapping, merchant, random(keyBytes), random(nonceBytes)))),
      )
    },
    async seal(merchant, text) {
      const { seal } = await keysOf(merchant)
      return sealed(seal(), merchant, Buffer.from(text, 'utf8'), random(nonceBytes))
    },
    async open(merchant, text) {
      const { seal } = await keysOf(merchant)
      const opened = unsealed(seal(), merchant, text)
      if (!opened) throw new Error(`what is sealed for ${merchant} was changed, or was sealed for somebody else`)
      return opened.toString('utf8')
    },
    sealOwn: (text) => sealed(own, theDesk, Buffer.from(text, 'utf8'), random(nonceBytes)),
    openOwn(text) {
      const opened = unsealed(own, theDesk, text)
      if (!opened) throw new Error('what the desk sealed was changed, or was sealed by another desk')
      return opened.toString('utf8')
    },
    async digest(merchant, text) {
      const { digest } = await keysOf(merchant)
      return mac(digest(), text)
    },
    blind: (kind, text) => mac(indexing, `${kind}\0${text}`),
    holds: async (merchant) => (await keys.get(merchant)) !== null,
    async forget(merchant) {
      await keys.destroy(merchant)
      for (const [wrapped, known] of unwrapped) if (known.merchant === merchant) unwrapped.delete(wrapped)
    },
  }
}

/** A key for one purpose (RFC 5869); the purposes' keys say nothing of each other. */
const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `charter-desk/${form}/${purpose}`, keyBytes))

const mac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('base64url')

/** The merchant's id is bound in, so that one merchant's text does not open in another's place. */
const bound = (holder: string): Buffer => Buffer.from(`${form}\0${holder}`, 'utf8')

function sealed(key: Buffer, holder: string, plain: Buffer, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(holder))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return `${form}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Null where the key is another or a bit was changed: GCM cannot tell the two apart. */
function unsealed(key: Buffer, holder: string, text: string): Buffer | null {
  if (!text.startsWith(`${form}.`)) return null
  const bytes = Buffer.from(text.slice(form.length + 1), 'base64url')
  if (bytes.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(bound(holder)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
  } catch {
    return null
  }
}
