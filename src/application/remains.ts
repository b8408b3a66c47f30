// What personal data of one merchant is anywhere: each place with how much is there, whether it can be read, and why.
import type { JourneyId, MerchantId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'
import type { Post } from './letterPorts.ts'

export type Place = {
  readonly place: string
  /** Null where it cannot be counted from here. */
  readonly count: number | null
  readonly readable: boolean
  readonly why: string
}
export type Remains = {
  readonly merchant: MerchantId
  readonly journeys: readonly JourneyId[]
  readonly key: 'kept' | 'destroyed'
  readonly heldBack: boolean
  /** Whether anything is left that somebody could read. */
  readonly readable: boolean
  readonly places: readonly Place[]
}

const mailServers = 'mail servers'
const mailboxPlace = 'mailbox at the mail server'
/** Where the desk does not reach. */
const outside: readonly string[] = [mailServers, mailboxPlace]

export async function remainsOf(
  { store, vault }: Desk,
  post: Pick<Post, 'kept'>,
  merchant: MerchantId,
): Promise<Remains> {
  const [traces, journeys, holds, held] = [
    await store.traces(merchant),
    (await store.journeysOfMerchant(merchant)).map(({ state }) => state.id),
    await vault.holds(merchant),
    await store.hold(merchant),
  ]
  const files = (await Promise.all(journeys.map((journey) => filesOf(journey)))).reduce((sum, each) => sum + each, 0)
  const sealed = (place: string, count: number, what: string): Place => ({
    place,
    count,
    readable: holds && count > 0,
    why: count === 0 ? 'nothing is there' : holds ? what : `${what}; unreadable, because that key is destroyed`,
  })
  const digests = (place: string, count: number, what: string): Place => ({
    place,
    count,
    readable: false,
    why: count === 0 ? 'nothing is there' : what,
  })
  const places: readonly Place[] = [
    {
      place: 'key store',
      count: holds ? 1 : 0,
      readable: holds,
      why: holds ? 'the merchant’s key, wrapped by the desk’s' : 'the key is destroyed; that it was stays noted, by id',
    },
    sealed('merchant’s row', traces.row, 'name, documents, addresses, sealed under the merchant’s key'),
    digests('blind index', traces.digests, 'keyed digests by which the merchant is found; they cannot be turned back'),
    digests('journeys', traces.journeys, 'a keyed digest of the passport, so that nobody is twice on a charter'),
    sealed('letters', traces.letters, 'bodies and addresses, sealed under the merchant’s key'),
    sealed('letters that came in', traces.incomingLetters, 'what the merchant wrote, sealed under the merchant’s key'),
    digests('dead addresses', traces.deadAddresses, 'a keyed digest of an address that refuses letters'),
    {
      place: 'folder of letters',
      count: files,
      readable: files > 0,
      why: files ? 'letters as files, for whoever may read the folder' : 'nothing is there',
    },
    {
      place: mailServers,
      count: null,
      readable: true,
      why: 'letters that were handed over lie with the merchant’s own provider and are not the desk’s to take back',
    },
    {
      place: mailboxPlace,
      count: null,
      readable: true,
      why: 'letters that came in lie there as they came, as long as its keeper leaves them: the desk only reads that mailbox and does not reach into it',
    },
    sealed('parked rows', traces.parkedRows, 'rows of rosters that resembled the merchant, sealed under their key'),
    digests('receipts', traces.receipts, 'digests of what was sent, so that the same request is one act'),
    digests('outbox', traces.serverWords, 'what mail servers said, without addresses'),
    digests('status links', traces.links, 'digests of the links that were sent'),
    {
      place: 'record',
      count: traces.facts,
      readable: false,
      why: `facts of the journeys: ids, times and findings; what officers wrote freely is sealed${holds ? '' : ' and unreadable, because the key is destroyed'}`,
    },
    { place: 'logs', count: 0, readable: false, why: 'nothing personal is logged: ids and addresses of requests only' },
    {
      place: 'backups',
      count: null,
      readable: holds,
      why: holds
        ? 'a copy of the database is sealed like the database; the key store is in no backup'
        : 'unreadable: the key is destroyed, and the key store is in no backup; a backup that is put back is cleaned at once',
    },
  ]
  return {
    merchant,
    journeys,
    key: holds ? 'kept' : 'destroyed',
    heldBack: held !== null,
    readable: places.some(({ place, readable }) => readable && !outside.includes(place)),
    places,
  }

  async function filesOf(journey: JourneyId): Promise<number> {
    const { rows } = await store.lettersPage({ charter: null, journey, after: null, limit: 1_000 })
    return post.kept(rows.map(({ messageId }) => messageId))
  }
}
