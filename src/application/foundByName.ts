// Looking for somebody among very many: by whole words of a name, through the blind index, so that nobody's name is opened.
import type { JourneyId, MerchantId } from '../domain/ids.ts'
import type { CharterBook } from './charterBook.ts'
import type { Desk } from './desk.ts'
import { nameWords } from './likeness.ts'

/** Whose name has every word of the text; nobody where it has no word. */
export async function foundByName(
  { store, vault }: Pick<Desk, 'store' | 'vault'>,
  book: CharterBook,
  text: string,
): Promise<ReadonlySet<JourneyId>> {
  const digests = [...new Set(nameWords(text))].map((word) => vault.blind('nameToken', word))
  const hits = new Map<MerchantId, number>()
  for (const { merchant } of await store.merchantsByDigests('nameToken', digests))
    hits.set(merchant, (hits.get(merchant) ?? 0) + 1)
  const journeyOf = book.once(
    'merchants',
    () => new Map([...book.all()].map(({ journey }) => [journey.merchant, journey.id])),
  )
  return new Set(
    [...hits].flatMap(([merchant, words]) => (words === digests.length ? (journeyOf.get(merchant) ?? []) : [])),
  )
}
