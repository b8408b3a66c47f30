// Status links: a signed, revocable token that shows one journey to whoever holds it.
import { createHash } from 'node:crypto'
import { JourneyId, type JourneyId as Id } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Caller } from './actor.ts'
import type { Vault } from './keyPorts.ts'
import type { Change, Store } from './ports.ts'
import { createReturns } from './returns.ts'

export type Links = {
  /** The changes that make the journey's first link valid, and the address that its letters are answered to. */
  opening(journey: Id, at: Instant): readonly Change[]
  /** The token of the journey's live link; null where all were revoked. */
  current(journey: Id): Promise<string | null>
  /** The journey that a live token shows; null for anything else, whatever is wrong with it. */
  read(token: string): Promise<Id | null>
  /** Whoever holds a live token, as a caller: recorded by the link's number and never by its signature. Null like `read`. */
  holder(token: string): Promise<(Caller & { readonly journey: Id }) | null>
  /** Ends the live link and opens the next one; so with the return address, since whoever saw a letter has seen both. */
  renewal(journey: Id, at: Instant): Promise<readonly Change[]>
}

/** Links are numbered; so many renewals a journey are looked through before the desk gives up. */
const mostRenewals = 50

export function createLinks(store: Store, vault: Vault): Links {
  const returns = createReturns(store, vault)
  const token = (journey: Id, serial: number) =>
    `${journey}.${serial}.${vault.blind('holder', `status-link:${journey}:${serial}`).slice(0, 32)}`
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  const opened = (journey: Id, serial: number, at: Instant): Change => ({
    on: 'link',
    link: { digest: digest(token(journey, serial)), journey, createdAt: at, revokedAt: null },
  })

  async function live(journey: Id): Promise<number | null> {
    for (let serial = 1; serial <= mostRenewals; serial++) {
      const link = await store.link(digest(token(journey, serial)))
      if (!link) return null
      if (!link.revokedAt) return serial
    }
    return null
  }

  async function read(text: string): Promise<Id | null> {
    const [id, serial] = text.split('.')
    const journey = JourneyId.safeParse(id)
    // Compared by their digests, which say nothing of how far a guess was right; the store keeps no other either.
    const guessed = digest(text)
    if (!journey.success || guessed !== digest(token(journey.data, Number(serial)))) return null
    const link = await store.link(guessed)
    return link && !link.revokedAt ? link.journey : null
  }

  return {
    opening: (journey, at) => [opened(journey, 1, at), ...returns.opening(journey, at)],
    current: async (journey) => {
      const serial = await live(journey)
      return serial === null ? null : token(journey, serial)
    },
    read,
    holder: async (text) => {
      const journey = await read(text)
      if (!journey) return null
      const [, serial] = text.split('.')
      return {
        role: 'merchant',
        organisation: null,
        token: `${journey}.${serial}`,
        person: null,
        charters: [],
        journey,
        acts: null,
        fresh: false,
      }
    },
    renewal: async (journey, at) => {
      const serial = (await live(journey)) ?? 0
      const revoked: Change[] = serial ? [{ on: 'linkRevoked', digest: digest(token(journey, serial)), at }] : []
      return [...revoked, opened(journey, serial + 1, at), ...(await returns.renewal(journey, at))]
    },
  }
}
