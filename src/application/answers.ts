// Answers: letters like the others in the outbox, each to one question, worded before the first attempt and sent alone.
import { shortenName } from '../domain/access/masking.ts'
import type { Instant } from '../domain/instant.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isFinal } from '../domain/journey/stage.ts'
import type { Question } from '../domain/letters/incoming.ts'
import { blindAddress } from './blindAddress.ts'
import type { Desk } from './desk.ts'
import type { Effect } from './effect.ts'
import type { IncomingContent, StoredIncoming } from './incomingPorts.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import { letterContextOf } from './letterContext.ts'
import type { AnswerContext, Answers, AnswerWhat, StoredLetter } from './letterPorts.ts'
import type { Links } from './links.ts'
import { knownAddress } from './overtaking.ts'
import type { Chance } from './ports.ts'

export const answerName = 'answer'
type Payload = { readonly incoming: string; readonly what: AnswerWhat; readonly question: Question }

export const answerEffect = (
  chance: Chance,
  journey: Pick<Journey, 'id' | 'charter'>,
  payload: Payload,
  now: Instant,
): Effect => ({
  id: `E${chance.part()}`,
  kind: 'letter',
  charter: journey.charter,
  subject: journey.id,
  name: answerName,
  payload,
  dueAt: now,
  createdAt: now,
})

/** Only links of so many journeys are named in one answer. */
const mostLinks = 12

export type AnswerKeeper = {
  /** The answer as it is kept, worded now where it was not yet; null where what it would tell of is gone. */
  keep(effect: Effect, now: Instant): Promise<StoredLetter | null>
  /** What the desk would write, for an officer to change. Null where the merchant is gone. */
  suggest(incoming: StoredIncoming, question: Question, now: Instant): Promise<string | null>
}

export function createAnswers(
  desk: Desk,
  links: Links,
  answers: Answers,
  settings: { readonly publicUrl: () => string },
): AnswerKeeper {
  const { store, vault } = desk

  async function contextOf(
    id: string,
    incoming: StoredIncoming,
    journey: JourneyId,
    { what, question }: Omit<Payload, 'incoming'>,
    now: Instant,
  ): Promise<AnswerContext | null> {
    const context = await letterContextOf(desk, links, settings.publicUrl, journey, now)
    if (!context) return null
    const content = await openIncoming(desk, incoming)
    return {
      ...context,
      id,
      what,
      question,
      written: content?.written ?? null,
      links: what === 'links' ? await linksOf(context.person.email) : [],
      asked: {
        // Words of a stranger do not come back under the desk's name.
        subject: content?.proven ? content.subject : null,
        messageId: content?.messageId ?? null,
        references: content?.references ?? [],
      },
    }
  }

  const registeredWith = (email: string) =>
    store.merchantsByIndex({ kind: 'email', digest: blindAddress(vault, email) })

  /** Everybody who is registered with the address was sent a link there; they are told apart by an initial. */
  async function linksOf(email: string): Promise<AnswerContext['links']> {
    const merchants = await registeredWith(email)
    const found: AnswerContext['links'][number][] = []
    for (const merchant of merchants) {
      const row = await store.merchant(merchant)
      const person = row && (await merchantDetailsOf(desk, merchant, row.sealed))
      if (!person) continue
      const journeys = (await store.journeysOfMerchant(merchant)).map(({ state }) => state)
      const open = journeys.filter(({ stage }) => !isFinal(stage))
      for (const { id, charter } of open.length ? open : journeys.slice(-1)) {
        const token = await links.current(id)
        const flight = (await store.charter(charter))?.state.record.leg.flightNumber
        if (!token || !flight) continue
        const label = `${flight} · ${shortenName(person.surname)} ${shortenName(person.givenNames)}`.trim()
        found.push({ label, href: `${settings.publicUrl()}/status/${token}` })
      }
    }
    return found.slice(0, mostLinks)
  }

  return {
    async keep(effect, now) {
      const known = await store.letter(effect.id)
      if (known) return known
      const { incoming: id, ...payload } = effect.payload as Payload
      const incoming = await store.incoming(id)
      const context = incoming && (await contextOf(effect.id, incoming, effect.subject as JourneyId, payload, now))
      if (!context) return null
      const letter = await answers.compose(context)
      const { journey, person } = context
      const content = { to: person.email, subject: letter.subject, bytes: letter.bytes, from: letter.from }
      return store.keepLetter({
        id: effect.id,
        charter: journey.charter,
        journey: effect.subject as JourneyId,
        merchant: journey.merchant,
        name: answerName,
        messageId: letter.messageId,
        sealed: await vault.seal(journey.merchant, JSON.stringify(content)),
        createdAt: now,
        state: 'queued',
        attempts: 0,
        sentAt: null,
        words: null,
      })
    },
    async suggest(incoming, question, now) {
      if (!incoming.journey || !incoming.merchant) return null
      const known = await knownAddress(desk, incoming.merchant)
      if (known === null) return null
      // A stage would tell one of them about another by a single click.
      const what = (await registeredWith(known)).length > 1 ? 'links' : 'stage'
      const context = await contextOf('suggested', incoming, incoming.journey, { what, question }, now)
      return context && answers.suggest(context)
    },
  }
}

/** What is kept of it; null once its period has ended. Throws `LostKey` where the merchant was erased. */
export async function openIncoming(
  { vault }: Pick<Desk, 'vault'>,
  { merchant, sealed }: Pick<StoredIncoming, 'merchant' | 'sealed'>,
): Promise<IncomingContent | null> {
  if (sealed === '') return null
  return JSON.parse(merchant ? await vault.open(merchant, sealed) : vault.openOwn(sealed)) as IncomingContent
}
