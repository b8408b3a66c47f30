// A letter to an address that was corrected since: it is not sent again, and what it told is told anew.
import type { MerchantId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Desk } from './desk.ts'
import type { Effect } from './effect.ts'
import type { StoredLetter } from './letterPorts.ts'
import type { Chance, Change } from './ports.ts'

const words = 'the address was changed; it is told in another letter'

/** Where the merchant is written to by now; null where their row is gone. Throws `LostKey` where they were erased. */
export async function knownAddress(
  { store, vault }: Pick<Desk, 'store' | 'vault'>,
  merchant: MerchantId,
): Promise<string | null> {
  const row = await store.merchant(merchant)
  return row && MerchantDetails.parse(JSON.parse(await vault.open(merchant, row.sealed))).email
}

/** The letter as one that was overtaken; whoever words the next letter tells what stood in it. */
export const overtaken = ({ id, attempts }: StoredLetter): Extract<Change, { on: 'letter' }> => ({
  ...{ on: 'letter', id, expect: null, attempts },
  ...{ state: 'overtaken', sentAt: null, words },
})

/** What the letter told, as new effects that are due at once: they become another letter, under a name of its own. */
export const toldAnew = (letter: StoredLetter, now: Instant, chance: Chance): readonly Effect[] =>
  letter.name.split(' ').map((name) => ({
    id: `E${chance.part()}`,
    kind: 'letter',
    charter: letter.charter,
    subject: letter.journey,
    name,
    payload: {},
    dueAt: now,
    createdAt: now,
  }))
