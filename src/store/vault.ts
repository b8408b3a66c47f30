// The vault: what names a merchant is sealed under a key of the merchant's own, and that key under the desk's.
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { once } from '../application/once.ts'
import { LostKey, WrongKey, type KeyStore, type Vault } from '../application/keyPorts.ts'
import type { MerchantId } from '../domain/ids.ts'
import { derive, keyBytes, type KeyRing, type RingKey } from './keyRing.ts'

export type VaultOptions = {
  readonly ring: KeyRing
  readonly keys: KeyStore
  /** So many random bytes. */
  readonly random: (bytes: number) => Buffer
  /** How many unwrapped keys are remembered. */
  readonly remembered?: number
}

/** Stands before everything sealed, and is sealed with it: a later form cannot be taken for this one. */
const form = 'v1'
/** Bound in where the desk seals for itself: no merchant is called so. */
const theDesk = 'desk'
/** 96 random bits, as NIST SP 800-38D section 8.2 has it; one key seals far fewer than its limit of 2^32 texts. */
const nonceBytes = 12
const tagBytes = 16
const rewrappedAtOnce = 500

/**
 * Each derived when it is first asked for: most merchants are looked at and never digested. Kept as key objects: a key in
 * bytes is made into one at every use, which costs Node 24 four times the digest of an address.
 */
type MerchantKeys = { seal(): KeyObject; digest(): KeyObject }

/** Throws `WrongKey` where the key store was sealed by a key that the ring does not hold. */
export async function openVault({ ring, keys, random, remembered = 2_000 }: VaultOptions): Promise<Vault> {
  const bytes = await dataKeys(ring, keys, random)
  const [indexing, own] = [createSecretKey(bytes.index), createSecretKey(bytes.own)]
  /** By what is wrapped: the key store is asked each time, so that an erasure in another process holds at once here. */
  const unwrapped = new Map<string, { merchant: MerchantId; keys: MerchantKeys }>()

  const keysOf = async (merchant: MerchantId): Promise<MerchantKeys> => {
    const wrapped = await keys.get(merchant)
    if (wrapped === null) throw new LostKey(`the key of ${merchant} is gone`)
    const known = unwrapped.get(wrapped)
    if (known?.merchant === merchant) return known.keys
    const key = await unwrap(ring, merchant, wrapped)
    if (!key) throw new LostKey(`the key of ${merchant} was wrapped by another desk's key`)
    const made = {
      seal: once(() => createSecretKey(derive(key, 'seal'))),
      digest: once(() => createSecretKey(derive(key, 'digest'))),
    }
    if (unwrapped.size >= remembered) unwrapped.delete(unwrapped.keys().next().value!)
    unwrapped.set(wrapped, { merchant, keys: made })
    return made
  }

  return {
    async enrol(merchants) {
      const known = await keys.getMany(merchants)
      let left = merchants.filter((merchant) => !known.has(merchant))
      // A rotation may begin in between: what was wrapped by the key before it is wrapped again.
      while (left.length) {
        const under = await current(ring, keys)
        const kept = await Promise.all(
          left.map((merchant) => keys.put(merchant, wrap(under, merchant, random(keyBytes), random), under.id)),
        )
        left = left.filter((_, place) => !kept[place])
      }
    },
    async seal(merchant, text) {
      const { seal } = await keysOf(merchant)
      return sealed(seal(), merchant, Buffer.from(text, 'utf8'), random(nonceBytes))
    },
    async open(merchant, text) {
      // An erasure empties what was sealed before it destroys the key.
      if (text === '') throw new LostKey(`what was sealed for ${merchant} is erased`)
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
    erased: () => keys.erased(),
    async forget(merchant) {
      await keys.destroy(merchant)
      for (const [wrapped, known] of unwrapped) if (known.merchant === merchant) unwrapped.delete(wrapped)
    },
  }
}

/** Every key of the store under the ring's first; begun before or not, the same call brings it to its end. */
export async function rewrapKeys({ ring, keys, random }: VaultOptions): Promise<{ readonly rewrapped: number }> {
  const under = ring.first()
  const { index, own } = await dataKeys(ring, keys, random)
  await keys.turn({
    current: under.id,
    index: wrap(under, dataHolder('index'), index, random),
    own: wrap(under, dataHolder('own'), own, random),
  })
  let rewrapped = 0
  for (;;) {
    const group = await keys.notUnder(under.id, rewrappedAtOnce)
    if (!group.length) break
    const again = []
    for (const { merchant, wrapped } of group) {
      const key = await unwrap(ring, merchant, wrapped)
      if (!key) throw new WrongKey(wrongKey(ring, keys, idOf(wrapped)))
      again.push({ merchant, was: wrapped, wrapped: wrap(under, merchant, key, random) })
    }
    await keys.rewrap(again)
    rewrapped += again.length
  }
  await keys.clean()
  return { rewrapped }
}

/** The key that wraps now, by the key store; a ring that does not know it yet asks its source. */
async function current(ring: KeyRing, keys: KeyStore): Promise<RingKey> {
  const id = (await keys.mark('current')) ?? ring.first().id
  if (!ring.byId(id)) await ring.reread()
  const key = ring.byId(id)
  if (!key) throw new WrongKey(wrongKey(ring, keys, id))
  return key
}

/**
 * The keys that digest for the blind index and seal for the desk itself: wrapped by the desk's key and not made from it, so
 * that a rotation need not index anybody again. A key store from before had them made from its one key, and keeps those.
 */
async function dataKeys(
  ring: KeyRing,
  keys: KeyStore,
  random: VaultOptions['random'],
): Promise<{ readonly index: Buffer; readonly own: Buffer }> {
  if ((await keys.mark('index')) === null) {
    const [one] = await keys.notUnder('', 1)
    const before = one ? await keyThatWrapped(ring, one.merchant, one.wrapped) : null
    if (one && !before) throw new WrongKey(wrongKey(ring, keys, idOf(one.wrapped)))
    const under = before ?? ring.first()
    const made = (purpose: DataKey) =>
      wrap(under, dataHolder(purpose), before ? before.derive(purpose) : random(keyBytes), random)
    const store = random(4).toString('hex')
    await keys.begin({ store, current: under.id, index: made('index'), own: made('own') })
  }
  const opened = async (purpose: DataKey): Promise<Buffer> => {
    const wrapped = (await keys.mark(purpose))!
    const key = await unwrap(ring, dataHolder(purpose), wrapped)
    if (!key) throw new WrongKey(wrongKey(ring, keys, idOf(wrapped)))
    return key
  }
  return { index: await opened('index'), own: await opened('own') }
}

type DataKey = 'index' | 'own'
const dataHolder = (purpose: DataKey): string => `${theDesk}/${purpose}`

function wrongKey(ring: KeyRing, keys: KeyStore, id: string | null): string {
  const held = ring.all().map((key) => key.id)
  const wanted = id === null ? 'another key of the desk' : `the desk's key ${id}`
  return `${keys.name} was sealed by ${wanted}, and ${ring.name} holds ${held.join(' and ')}. Put the right key there, beside the present one if both are needed; no other opens what this desk knows of anybody.`
}

/** `<id of the desk's key>.<sealed>`; before there were several keys, the sealed part alone. */
const wrap = (under: RingKey, holder: string, key: Buffer, random: VaultOptions['random']): string =>
  `${under.id}.${sealed(under.derive('wrap'), holder, key, random(nonceBytes))}`

const idOf = (wrapped: string): string | null => (wrapped.startsWith(`${form}.`) ? null : wrapped.split('.')[0]!)

async function unwrap(ring: KeyRing, holder: string, wrapped: string): Promise<Buffer | null> {
  const by = await keyThatWrapped(ring, holder, wrapped)
  return by && unsealed(by.derive('wrap'), holder, bare(wrapped))
}

async function keyThatWrapped(ring: KeyRing, holder: string, wrapped: string): Promise<RingKey | null> {
  const id = idOf(wrapped)
  const opens = (key: RingKey) => unsealed(key.derive('wrap'), holder, bare(wrapped)) !== null
  if (id === null) return ring.all().find(opens) ?? null
  if (!ring.byId(id)) await ring.reread()
  const key = ring.byId(id)
  return key && opens(key) ? key : null
}
const bare = (wrapped: string): string => wrapped.slice(wrapped.indexOf(`${form}.`))

const mac = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('base64url')

/** The merchant's id is bound in, so that one merchant's text does not open in another's place. */
const bound = (holder: string): Buffer => Buffer.from(`${form}\0${holder}`, 'utf8')

function sealed(key: Buffer | KeyObject, holder: string, plain: Buffer, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(holder))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return `${form}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Null where the key is another or a bit was changed: GCM cannot tell the two apart. */
function unsealed(key: Buffer | KeyObject, holder: string, text: string): Buffer | null {
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
