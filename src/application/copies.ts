// A merchant's request for a copy: everything that the desk holds about them, opened, with a fact that it was given.
import type { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Language } from '../domain/language.ts'
import type { Look } from '../domain/access/looked.ts'
import type { JourneyId, MerchantId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Recorded } from '../domain/recorded.ts'
import { openIncoming } from './answers.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { openText, openWords } from './freeText.ts'
import { handle, notFound, type Answer, type Envelope } from './handle.ts'
import type { StoredIncoming } from './incomingPorts.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import type { Deliver } from './letters.ts'
import { LostKey } from './keyPorts.ts'
import { type ParkedRow } from './parkedRow.ts'
import { type RecordedEvent } from './recordLines.ts'
import { searchRecord } from './recordSearch.ts'
import { seeJourney } from './see.ts'

export type MerchantCopy = {
  readonly made: Instant
  readonly language: Language
  readonly details: MerchantDetails
  readonly journeys: readonly Omit<Journey, 'merchant'>[]
  readonly letters: readonly {
    readonly id: string
    readonly at: Instant
    readonly state: string
    readonly to: string
    readonly subject: string
    /** As it went out; empty where its period has ended. */
    readonly bytes: string
  }[]
  /** What they wrote to the desk, oldest first; without words where its period has ended. */
  readonly lettersFromThem: readonly {
    readonly id: string
    readonly receivedAt: Instant
    readonly state: string
    readonly from: string
    readonly subject: string
    readonly text: string
  }[]
  /** Rows of rosters that resemble the merchant and wait for a decision. */
  readonly parkedRows: readonly unknown[]
  readonly heldBack: { readonly since: Instant; readonly reason: string } | null
  /** Who was shown something of the merchant, as the journal knows it, newest first. */
  readonly reads: readonly {
    readonly at: Instant
    readonly by: string
    readonly organisation: string | null
    readonly what: string
    /** What of them was shown whole. */
    readonly fields: readonly string[]
    /** How many people the same look showed. */
    readonly people: number
    readonly reason: string | null
  }[]
  readonly record: readonly {
    readonly at: Instant
    readonly type: string
    readonly by: string
    readonly organisation: string | null
    readonly data: unknown
  }[]
}

export type Copies = {
  of(envelope: Envelope, journey: JourneyId): Promise<Answer<MerchantCopy>>
}

export function createCopies(desk: Desk, readLetter: Deliver['read']): Copies {
  const { store, vault } = desk

  async function gathered(envelope: Envelope, merchant: MerchantId): Promise<MerchantCopy | null> {
    const row = await store.merchant(merchant)
    const details = row && (await merchantDetailsOf(desk, merchant, row.sealed))
    if (!details) return null
    const journeys = (await store.journeysOfMerchant(merchant)).map(({ state }) => state)
    const events = [
      ...(await store.eventsOf('merchant', merchant)),
      ...(await store.eventsOf('desk', merchant)),
      ...(await Promise.all(journeys.map(({ id }) => store.eventsOf('journey', id)))).flat(),
    ].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    const parked = await store.parkedAbout(merchant)
    const hold = await store.hold(merchant)
    return {
      made: envelope.now,
      language: details.language,
      details,
      journeys: await Promise.all(
        journeys.map(async (journey) => {
          const { merchant: _, ...shown } = await openWords(vault, journey, envelope.caller.role, 'copy')
          return shown
        }),
      ),
      letters: (await Promise.all(journeys.map(({ id }) => lettersTo(id)))).flat(),
      lettersFromThem: await Promise.all((await store.incomingOf(merchant)).map(written)),
      parkedRows: await Promise.all(parked.filter(({ sealed }) => sealed !== '').map(openParked)),
      heldBack: hold && { since: hold.since, reason: await openText(vault, merchant, hold.reason) },
      reads: await readsOf(merchant),
      record: await Promise.all(events.map((event) => line(merchant, event))),
    }
  }

  async function readsOf(merchant: MerchantId): Promise<MerchantCopy['reads']> {
    const reads: MerchantCopy['reads'][number][] = []
    const names = new Map((await store.organisations()).map(({ id, name }) => [id as string, name]))
    for (let after: string | undefined; ;) {
      const page = await searchRecord(store, { merchant, act: 'PeopleShown', after, limit: 500 })
      for (const { at, actor, data } of page.rows) {
        const { what, fields, people, reason } = data as Pick<Look, 'what' | 'fields' | 'reason'> & { people: number }
        const organisation = actor.organisation && (names.get(actor.organisation) ?? actor.organisation)
        const why = reason === undefined ? null : String(await opened(merchant, reason))
        reads.push({ at, by: actor.role, organisation, what, fields, people, reason: why })
      }
      if (page.next === null) return reads
      after = page.next
    }
  }

  async function lettersTo(journey: JourneyId): Promise<MerchantCopy['letters']> {
    const letters: MerchantCopy['letters'][number][] = []
    for (let after: string | null = null; ;) {
      const page = await store.lettersPage({ charter: null, journey, after, limit: 200 })
      for (const letter of page.rows) {
        const content = await readLetter(letter).catch((error: unknown) => {
          if (error instanceof LostKey) return { to: '', subject: '', bytes: '' }
          throw error
        })
        letters.push({ id: letter.id, at: letter.sentAt ?? letter.createdAt, state: letter.state, ...content })
      }
      if (page.next === null) return letters
      after = page.next
    }
  }

  async function written(incoming: StoredIncoming): Promise<MerchantCopy['lettersFromThem'][number]> {
    const { id, receivedAt, state } = incoming
    const content = await openIncoming(desk, incoming).catch((error: unknown) => {
      if (error instanceof LostKey) return null
      throw error
    })
    const { from, subject, text } = content ?? { from: '', subject: '', text: '' }
    return { id, receivedAt, state, from, subject, text }
  }

  const openParked = async ({ merchant, sealed, createdAt }: ParkedRow) => ({
    createdAt,
    row: JSON.parse(await vault.open(merchant, sealed)) as unknown,
  })

  async function line(merchant: MerchantId, event: RecordedEvent): Promise<MerchantCopy['record'][number]> {
    const { at, type, actor } = event
    return { at, type, by: actor.role, organisation: actor.organisation, data: await opened(merchant, event.data) }
  }

  /** A fact with its sealed words opened, however deep they stand. */
  async function opened(merchant: MerchantId, value: unknown): Promise<unknown> {
    if (typeof value === 'string') return value.startsWith('sealed:') ? openText(vault, merchant, value) : value
    if (Array.isArray(value)) return Promise.all(value.map((each) => opened(merchant, each)))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(async ([name, each]) => [name, await opened(merchant, each)] as const)
    return Object.fromEntries(await Promise.all(entries))
  }

  return {
    of: (envelope, journey) =>
      handle<MerchantCopy>(store, async () => {
        const seen = await seeJourney(store, envelope.caller, 'CopyMerchantData', journey)
        if ('refusal' in seen) return seen.refusal
        const { merchant } = seen.held.state
        const copy = await gathered(envelope, merchant)
        if (!copy) return notFound(`data of journey ${journey}`)
        const fact: Recorded = { type: 'CopyGiven', journey, letters: copy.letters.length }
        const told = await deskEntry(store, envelope, merchant, fact, [])
        return { outcome: 'proposed', commit: join([told]), value: copy }
      }),
  }
}
