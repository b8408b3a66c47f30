// Which key store a database belongs to: told once in the record, and compared at each start.
import { WrongKey, type KeyStore } from './keyPorts.ts'
import { type Store } from './ports.ts'
import { join } from './commit.ts'
import { toldBehind } from './deskRecord.ts'
import { handle, type Envelope } from './handle.ts'

/** The chain on which the desk's keys are told of, by their ids alone. */
export const keyChain = 'keys'

export type KeyFact =
  | { readonly type: 'KeysBound'; readonly store: string; readonly key: string }
  | { readonly type: 'DeskKeyRotated'; readonly from: string; readonly key: string }

/** Throws `WrongKey` where this database was sealed with the keys of another store. */
export async function bindKeys(store: Store, keys: KeyStore, envelope: Envelope): Promise<void> {
  const id = await keys.mark('store')
  const key = await keys.mark('current')
  if (id === null || key === null) throw new Error(`${keys.name} was not begun`)
  const answer = await handle<null>(store, async () => {
    const history = await store.eventsOf('desk', keyChain)
    const bound = history.findLast(({ type }) => type === 'KeysBound')?.data as { readonly store?: string } | undefined
    if (bound?.store === id) return { outcome: 'proposed', commit: join([]), value: null }
    if (bound) throw new WrongKey(otherStore(keys.name, id, `was sealed with the key store ${bound.store}`))
    const lost = await firstWithout(store, keys)
    if (lost) throw new WrongKey(otherStore(keys.name, id, `holds ${lost}, whose key is in another`))
    return {
      outcome: 'proposed',
      commit: join([keyPart(history, envelope, { type: 'KeysBound', store: id, key })]),
      value: null,
    }
  })
  if (answer.outcome !== 'done') throw new Error(`the key store could not be bound: ${answer.outcome}`)
}

/** What the record says of a rotation: ids of keys, which say nothing of the keys. */
export async function tellRotation(store: Store, envelope: Envelope, fact: KeyFact): Promise<void> {
  const answer = await handle<null>(store, async () => {
    const history = await store.eventsOf('desk', keyChain)
    return { outcome: 'proposed', commit: join([keyPart(history, envelope, fact)]), value: null }
  })
  if (answer.outcome !== 'done') throw new Error(`the rotation could not be told: ${answer.outcome}`)
}

const keyPart = (history: Parameters<typeof toldBehind>[0], envelope: Envelope, fact: KeyFact) =>
  toldBehind(history, envelope, keyChain, [fact], [])

/** A merchant of a database from before whose key is not here, if the first of them is such a one. */
async function firstWithout(store: Store, keys: KeyStore): Promise<string | null> {
  const [first] = await store.heads('merchant')
  if (!first) return null
  const [id] = (await store.merchants([first.aggregate as never])).map((row) => row.id)
  return id && (await keys.get(id)) === null && !(await keys.erased()).includes(id) ? id : null
}

const otherStore = (name: string, id: string, what: string): string =>
  `This database ${what}, and ${name} is the key store ${id}. Point KEY_STORE to the file that belongs to the database. Where it is lost, nobody in this database can be read any more, and no other key store makes them readable.`
