// What keeps and uses merchants’ keys, and how a lost or a wrong one is told.
import type { MerchantId } from '../domain/ids.ts'
import type { IndexEntry } from './ports.ts'
import type { CheckpointMark } from './recordLines.ts'

/** What the key store knows of itself: its own name, the desk's key that wraps now, and the desk's two data keys, wrapped. */
export type KeyMark = 'store' | 'current' | 'index' | 'own'

/** Merchants' keys, wrapped, and who was erased; kept apart from the store and never in a backup. */
export interface KeyStore {
  /** For whoever has to find it. */
  readonly name: string
  /**
   * Keeps a wrapped key before the row that needs it; keeps the first where one is kept already, and none for whoever was
   * erased. False where the desk's key `under` is not the one that wraps now: nothing is kept.
   */
  put(merchant: MerchantId, wrapped: string, under: string): Promise<boolean>
  get(merchant: MerchantId): Promise<string | null>
  getMany(merchants: readonly MerchantId[]): Promise<ReadonlyMap<MerchantId, string>>
  /** Deletes the key and remembers that it did. */
  destroy(merchant: MerchantId): Promise<void>
  /** The newest checkpoint that was made: kept here too, so that an older database put back is known by it. */
  markCheckpoint(mark: CheckpointMark): Promise<void>
  checkpointMark(): Promise<CheckpointMark | null>
  /** Everybody whose key was destroyed: what is restored from a backup is held against it. */
  erased(): Promise<readonly MerchantId[]>
  count(): Promise<number>
  mark(name: KeyMark): Promise<string | null>
  /** Sets what is not set yet. */
  begin(marks: Readonly<Record<KeyMark, string>>): Promise<void>
  turn(marks: Readonly<Partial<Record<KeyMark, string>>>): Promise<void>
  /** Keys that another key of the desk wrapped; with '' those whose wrapping names none. */
  notUnder(key: string, limit: number): Promise<readonly { readonly merchant: MerchantId; readonly wrapped: string }[]>
  rewrap(
    group: readonly { readonly merchant: MerchantId; readonly was: string; readonly wrapped: string }[],
  ): Promise<void>
  /** Leaves no trace of what was overwritten. */
  clean(): Promise<void>
  close(): Promise<void>
}

/** Seals under a key of the merchant's own, and answers blindly where something is looked for. */
export interface Vault {
  /** Makes the merchant's key, wraps it with the desk's key and keeps it. Call before `seal`. */
  enrol(merchants: readonly MerchantId[]): Promise<void>
  /** Throws `LostKey` where the merchant's key is gone (erased) or the desk's key is another. */
  seal(merchant: MerchantId, text: string): Promise<string>
  open(merchant: MerchantId, sealed: string): Promise<string>
  /** Seals what is the desk's own secret, under a key of the desk's. */
  sealOwn(text: string): string
  openOwn(sealed: string): string
  /** Digest under the merchant's own key: shows that something changed, and to what only while the key lives. */
  digest(merchant: MerchantId, text: string): Promise<string>
  /** Digest under the desk's index key, for looking up without reading. */
  blind(kind: IndexEntry['kind'] | 'holder' | 'person', text: string): string
  /** Whether the merchant's key is still there; asked of the key store each time. */
  holds(merchant: MerchantId): Promise<boolean>
  /** Destroys the merchant's key. */
  forget(merchant: MerchantId): Promise<void>
  /** Everybody whose key was destroyed. */
  erased(): Promise<readonly MerchantId[]>
}

export class LostKey extends Error {
  override name = 'LostKey'
}

/** The desk's key, or its key store, is not the one that this desk was sealed with; the message says what to do. */
export class WrongKey extends Error {
  override name = 'WrongKey'
}
