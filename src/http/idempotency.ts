// The same request twice is one act: scoped to token, route and body; the first answer is rendered again from its receipt.
import { hash } from 'node:crypto'
import type { Receipt, Store } from '../application/ports.ts'

export type Idempotency = {
  /** What stands under this key: nothing yet (and it is now reserved), a request on its way, another body, or a receipt. */
  begin(
    key: string,
    body: string,
  ): Promise<
    { readonly state: 'new' | 'inFlight' | 'otherBody' } | { readonly state: 'answered'; readonly receipt: Receipt }
  >
  end(key: string): void
}

export const scopedKey = (token: string, route: string, key: string): string =>
  hash('sha256', `${token}\n${route}\n${key}`, 'hex')
export const bodyDigest = (body: Buffer | string): string => hash('sha256', body, 'hex')

export function createIdempotency(store: Store): Idempotency {
  const inFlight = new Map<string, string>()
  return {
    begin: async (key, body) => {
      const other = inFlight.get(key)
      if (other !== undefined) return { state: other === body ? 'inFlight' : 'otherBody' }
      inFlight.set(key, body)
      const receipt = await store.receipt(key).catch((error: unknown) => {
        inFlight.delete(key)
        throw error
      })
      if (!receipt) return { state: 'new' }
      inFlight.delete(key)
      return receipt.body === body ? { state: 'answered', receipt } : { state: 'otherBody' }
    },
    end: (key) => void inFlight.delete(key),
  }
}
