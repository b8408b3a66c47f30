// Whom the desk knows of those that a roster names: looked up for all rows at once, and each opened at most once.
import type { Charter } from '../domain/charter/charter.ts'
import type { MerchantId } from '../domain/ids.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Desk } from './desk.ts'
import { knownBy, nameDigests } from './likeness.ts'
import { LostKey } from './keyPorts.ts'
import { type IndexEntry } from './ports.ts'
import { inSlices } from './slices.ts'

export type KnownPeople = {
  /** Of several with this passport, the one with the same birth date; whose key is gone is nobody any more. */
  byDocument(details: MerchantDetails): KnownPerson | null
  byName(details: MerchantDetails): readonly KnownPerson[]
}
export type KnownPerson = { readonly merchant: MerchantId; readonly details: MerchantDetails }

export async function knownPeople(
  desk: Desk,
  charter: Charter,
  entries: readonly { readonly details: MerchantDetails }[],
  byNameToo: boolean,
): Promise<KnownPeople> {
  const { store, vault } = desk
  const documentDigest = (details: MerchantDetails) => vault.blind('document', knownBy(charter, details))
  const ask = async (kind: IndexEntry['kind'], digests: readonly string[]) => {
    const found = new Map<string, MerchantId[]>()
    for (const { digest, merchant } of await store.merchantsByDigests(kind, digests))
      found.set(digest, [...(found.get(digest) ?? []), merchant])
    return found
  }
  const documents: string[] = []
  const names: string[] = []
  await inSlices(entries, ({ details }) => {
    documents.push(documentDigest(details))
    if (byNameToo) names.push(...nameDigests(vault, charter, details))
  })
  const [byDocument, byName] = [await ask('document', documents), await ask('birthAndName', names)]
  const opened = new Map<MerchantId, MerchantDetails | null>()
  const ids = [...new Set([...byDocument.values(), ...byName.values()].flat())]
  await inSlices(await store.merchants(ids), async (row) => {
    opened.set(row.id, await merchantDetailsOf(desk, row.id, row.sealed))
  })

  const people = (merchants: readonly MerchantId[]): readonly KnownPerson[] =>
    [...new Set(merchants)].flatMap((merchant) => {
      const details = opened.get(merchant)
      return details ? [{ merchant, details }] : []
    })

  return {
    byDocument: (details) => {
      const found = people(byDocument.get(documentDigest(details)) ?? [])
      const same = found.find(
        ({ details: known }) => known.birthDate === details.birthDate && known.nationality === details.nationality,
      )
      return same ?? found[0] ?? null
    },
    byName: (details) =>
      byNameToo ? people(nameDigests(vault, charter, details).flatMap((digest) => byName.get(digest) ?? [])) : [],
  }
}

/** Null where the merchant's key is gone. */
export async function merchantDetailsOf(
  desk: Desk,
  merchant: MerchantId,
  sealed: string,
): Promise<MerchantDetails | null> {
  try {
    return MerchantDetails.parse(JSON.parse(await desk.vault.open(merchant, sealed)))
  } catch (error) {
    if (error instanceof LostKey) return null
    throw error
  }
}
