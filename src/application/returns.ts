// Return addresses: the token in a letter's Reply-To that selects the journey.
import { createHash } from 'node:crypto'
import type { JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { returnsAmong, returnTokenOf, type ReturnKind } from '../domain/letters/returnAddress.ts'
import type { Vault } from './keyPorts.ts'
import type { Change, Store } from './ports.ts'

export type Opened = { readonly journey: JourneyId; readonly kind: ReturnKind }

export type Returns = {
  /** The changes that make the journey's first return addresses valid, that for replies and that for bounces. */
  opening(journey: JourneyId, at: Instant): readonly Change[]
  /** The token that goes into a letter of the journey now; null where there is none: erased, or from before there were any. */
  token(journey: JourneyId, kind?: ReturnKind): Promise<string | null>
  /**
   * The journey that a live token among these addresses selects; null where there is none, and where they name two
   * journeys, since nobody answers two at once.
   */
  open(addresses: readonly string[]): Promise<Opened | null>
  /** Ends the live address and opens the next one. */
  renewal(journey: JourneyId, at: Instant): Promise<readonly Change[]>
}

/** Addresses are numbered like links; so many renewals a journey are looked through before the desk gives up. */
const mostRenewals = 50
const returnKinds = ['reply', 'bounce'] as const
const labels: Readonly<Record<ReturnKind, string>> = { reply: 'return-address', bounce: 'bounce-address' }
/** More in one letter are not looked up. */
const mostTokens = 10

export function createReturns(store: Pick<Store, 'link'>, vault: Pick<Vault, 'blind'>): Returns {
  // What is drawn from the journey's id says nothing of the journey, and fits before the sign of an address.
  // Whoever is shown where to reply, as every reader of a quoted letter is, does not know where bounces go.
  const tokenOf = (journey: JourneyId, serial: number, kind: ReturnKind): string =>
    returnTokenOf(Buffer.from(vault.blind('holder', `${labels[kind]}:${journey}:${serial}`), 'base64url'))
  /** Kept under this beside the status links: no token is. */
  const digest = (token: string, kind: ReturnKind): string =>
    createHash('sha256')
      .update(`${kind === 'reply' ? 'return' : 'bounce'}:${token}`)
      .digest('hex')
  const digestOf = (journey: JourneyId, serial: number, kind: ReturnKind): string =>
    digest(tokenOf(journey, serial, kind), kind)
  const opened = (journey: JourneyId, serial: number, at: Instant): readonly Change[] =>
    returnKinds.map((kind) => ({
      on: 'link',
      link: { digest: digestOf(journey, serial, kind), journey, createdAt: at, revokedAt: null },
    }))

  async function live(journey: JourneyId): Promise<number | null> {
    for (let serial = 1; serial <= mostRenewals; serial++) {
      const link = await store.link(digestOf(journey, serial, 'reply'))
      if (!link) return null
      if (!link.revokedAt) return serial
    }
    return null
  }

  return {
    opening: (journey, at) => opened(journey, 1, at),
    async token(journey, kind = 'reply') {
      const serial = await live(journey)
      return serial === null ? null : tokenOf(journey, serial, kind)
    },
    async open(addresses) {
      const found: Opened[] = []
      for (const { kind, token } of returnsAmong(addresses).slice(0, mostTokens)) {
        // Looked up by its digest, which says nothing of how far a guess was right.
        const link = await store.link(digest(token, kind))
        if (link && !link.revokedAt) found.push({ journey: link.journey, kind })
      }
      const [first] = found
      return first && found.every(({ journey }) => journey === first.journey) ? first : null
    },
    async renewal(journey, at) {
      const serial = (await live(journey)) ?? 0
      const revoked = (kind: ReturnKind): Change => ({ on: 'linkRevoked', digest: digestOf(journey, serial, kind), at })
      return [...(serial ? returnKinds.map(revoked) : []), ...opened(journey, serial + 1, at)]
    },
  }
}
