// The desk's keys: the first wraps, all of them unwrap, and each is known by a short id that says nothing of it.
import { hkdfSync } from 'node:crypto'

export type RingKey = {
  readonly id: string
  /** Derived for one purpose (RFC 5869); the purposes' keys say nothing of each other. */
  derive(purpose: string): Buffer
}
export type KeyRing = {
  /** Where the keys come from, for whoever has to put them right. */
  readonly name: string
  first(): RingKey
  all(): readonly RingKey[]
  byId(id: string): RingKey | null
  /** Asks the source again: a rotation may have put another key into it. */
  reread(): Promise<void>
}

export const keyBytes = 32
const form = 'v1'

export const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `charter-desk/${form}/${purpose}`, keyBytes))

export const ringKey = (key: Buffer): RingKey => {
  if (key.length !== keyBytes) throw new Error(`the desk's key must have ${keyBytes} bytes, not ${key.length}`)
  return { id: derive(key, 'id').toString('hex').slice(0, 8), derive: (purpose) => derive(key, purpose) }
}

export async function openKeyRing(source: {
  readonly name: string
  read(): Promise<readonly Buffer[]>
}): Promise<KeyRing> {
  const read = async (): Promise<readonly RingKey[]> => {
    const keys = (await source.read()).map(ringKey)
    if (!keys.length) throw new Error(`${source.name} holds no key`)
    return keys
  }
  let keys = await read()
  return {
    name: source.name,
    first: () => keys[0]!,
    all: () => keys,
    byId: (id) => keys.find((key) => key.id === id) ?? null,
    reread: async () => void (keys = await read()),
  }
}
