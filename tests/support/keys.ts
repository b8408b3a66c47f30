// A ring of keys for the vault, as a source would give it.
import { openKeyRing, type KeyRing } from '../../src/store/keyRing.ts'

/** `keys` is looked at each time that the source is asked. */
export const ringOf = (...keys: readonly Buffer[]): Promise<KeyRing> =>
  openKeyRing({ name: 'the test', read: async () => keys })
