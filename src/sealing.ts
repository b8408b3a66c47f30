// What everything personal is sealed with: the key store, the desk's keys that open it, and the vault over both.
import { randomBytes } from 'node:crypto'
import { WrongKey, type KeyStore, type Vault } from './application/keyPorts.ts'
import type { Config } from './config.ts'
import { deskKeys, type DeskKeys } from './deskKey.ts'
import { openKeyRing, type KeyRing } from './store/keyRing.ts'
import { openSqliteKeys } from './store/keyStore.ts'
import { openVault } from './store/vault.ts'

export type Sealing = {
  readonly source: DeskKeys
  readonly keys: KeyStore
  readonly ring: KeyRing
  readonly vault: Vault
}

/** The first start makes a key; where something is sealed already a missing key is lost, and said to be. */
export async function openSealing(config: Config): Promise<Sealing> {
  const source = deskKeys(config)
  const keys = openSqliteKeys({ file: config.KEY_STORE })
  try {
    if (source.file && !source.file.exists()) {
      const sealedBy = await keys.mark('current')
      const count = await keys.count()
      if (sealedBy !== null || count > 0) throw new WrongKey(lostKey(source.name, keys.name, sealedBy, count))
      source.file.make(randomBytes(32))
    }
    const ring = await openKeyRing(source)
    return { source, keys, ring, vault: await openVault({ ring, keys, random: randomBytes }) }
  } catch (error) {
    await keys.close()
    throw error
  }
}

const lostKey = (source: string, store: string, sealedBy: string | null, count: number): string =>
  `${source} is not there, but ${store} holds the keys of ${count} merchants${sealedBy ? `, sealed by the desk's key ${sealedBy}` : ''}. Put that key back; a new one opens nothing. Where it is lost for good, those people can be read no more: begin with another KEY_STORE and another DATABASE_URL.`
