// One letter that came in: whose it is, whether it is answered, and all of that in one commit, so that reading it again changes nothing.
import { createHash } from 'node:crypto'
import { readOutcome } from '../domain/letters/outcome.ts'
import { looksLikeToken } from '../domain/letters/threading.ts'
import {
  bounceCounts,
  bounceVerdict,
  dayHours,
  isFromServer,
  verdictOn,
  type Verdict,
} from '../domain/letters/answering.ts'
import { classify } from '../domain/letters/classify.ts'
import type { Bounce, Classified, IncomingLetter } from '../domain/letters/incoming.ts'
import { charterOf, type JourneyId, type MerchantId } from '../domain/ids.ts'
import { plusHours, type Instant } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isFinal } from '../domain/journey/stage.ts'
import type { Recorded } from '../domain/recorded.ts'
import type { Caller } from './actor.ts'
import { answerEffect } from './answers.ts'
import { blindAddress } from './blindAddress.ts'
import { join, nothing, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry, strayChain } from './deskRecord.ts'
import { handle, type Envelope } from './handle.ts'
import type { Arrived, IncomingContent, LetterReader, StoredIncoming, Voucher } from './incomingPorts.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import type { Journeys } from './journeys.ts'
import type { Deliver } from './letters.ts'
import type { StoredLetter } from './letterPorts.ts'
import { LostKey } from './keyPorts.ts'
import { deskCaller } from './perform.ts'
import type { Change } from './ports.ts'
import type { Returns } from './returns.ts'
import { withoutAddresses } from './serverWords.ts'

export type Receive = {
  /** Null where it was kept before. Throws where the letter cannot be read at all, or the store does not answer. */
  receive(arrived: Arrived): Promise<StoredIncoming | null>
  /** Keeps a letter that could not be read, for a person to look at. */
  setAside(arrived: Arrived): Promise<StoredIncoming | null>
}

/** More of a letter is not kept (characters). */
const mostText = 20_000
const mostReferences = 20

/** Whose letter it is, as far as it is known. */
type Owner = {
  readonly journey: Journey
  readonly merchant: MerchantId
  /** Blind: the registered address. */
  readonly address: string
  /** How many merchants are registered with it. */
  readonly merchants: number
  /** More than one journey could be meant. */
  readonly several: boolean
}
type About = {
  readonly owner: Owner
  readonly sent: StoredLetter | null
  /** It came to the journey's own address for bounces. */
  readonly byToken: boolean
}
type Decided = Verdict & {
  readonly changes?: readonly Change[]
  readonly owner: Owner | null
  /** The address is several people's and nothing says who of them wrote: it is answered, and kept as nobody's. */
  readonly shared?: boolean
  /** The domain in From stands for it. */
  readonly proven?: boolean
}

export function createReceive(
  desk: Desk,
  returns: Pick<Returns, 'open'>,
  reader: LetterReader,
  voucher: Voucher,
  readLetter: Deliver['read'],
  journeys: Pick<Journeys, 'act'>,
): Receive {
  const { store, vault, clock, chance } = desk

  async function receive(arrived: Arrived): Promise<StoredIncoming | null> {
    const read = await reader.read(arrived.bytes)
    const letter: IncomingLetter = arrived.whole ? read : { ...read, faults: withFault(read.faults, 'tooLarge') }
    const digest = digestOf(arrived, letter)
    if (await store.incomingByDigest(digest)) return null
    const now = clock.now()
    const classified = classify(letter)
    const decided =
      classified.kind === 'bounce'
        ? await onBounce(letter, classified.bounces, now)
        : await onLetter(arrived, letter, classified, now)
    return keep(digest, now, classified.kind, { ...contentOf(letter), proven: decided.proven === true }, decided)
  }

  async function onLetter(
    { bytes, arrivedAt }: Arrived,
    letter: IncomingLetter,
    classified: Classified,
    now: Instant,
  ): Promise<Decided> {
    const opened = await returns.open(letter.recipients)
    const byToken = opened ? await ownerOf(opened.journey) : null
    const [sender] = letter.from
    const owner = byToken ?? (sender ? await ownerBy(sender.address) : null)
    // What a person has to read anyhow is not worth a question to a name server, and asks none.
    const asks = owner && classified.kind !== 'autoReply' && !letter.faults.length && letter.from.length === 1
    const vouched = asks ? await voucher.vouch(bytes, letter) : 'none'
    const verdict = verdictOn({
      classified,
      faults: letter.faults,
      vouched,
      senders: letter.from.length,
      byToken: byToken !== null,
      merchants: owner?.merchants ?? 0,
      several: owner?.several ?? false,
      answersToday: owner ? await store.answersTo(owner.address, plusHours(now, -dayHours)) : 0,
      dead: owner ? (await store.deadAddress(owner.address)) !== null : false,
      arrivedAt,
      now,
    })
    const told = verdict.verdict === 'review' && verdict.why === 'notUnderstood' && owner?.merchants === 1
    if (told && owner && (await tellsOutcome(owner, classified, now)))
      return { verdict: 'silent', why: 'outcomeTold', owner }
    const shared = byToken === null && owner !== null && owner.merchants > 1
    return { ...verdict, owner, shared, proven: vouched === 'passed' }
  }

  /** Whoever was asked what the charter was for may write it back: plain answers are a fact, and anything else a person reads. */
  async function tellsOutcome({ journey, several }: Owner, classified: Classified, now: Instant): Promise<boolean> {
    const outcome = classified.kind === 'other' && !several ? readOutcome(classified.newText) : null
    if (!outcome || journey.stage !== 'released') return false
    const caller: Caller = {
      ...{ role: 'merchant', organisation: null, token: `${journey.id}.letter`, person: null },
      ...{ charters: [], journey: journey.id, acts: null, fresh: false },
    }
    const envelope = { caller, request: `Q${chance.part()}`, now, idempotency: null, ifMatch: null }
    const answer = await journeys.act(envelope, journey.id, { type: 'TellOutcome', ...outcome })
    return answer.outcome === 'done'
  }

  /** The journey of a token, with the address that is registered now: whoever writes, the answer goes there. */
  async function ownerOf(id: JourneyId): Promise<Owner | null> {
    const held = await store.journey(id)
    const row = held && (await store.merchant(held.state.merchant))
    const details = row && row.sealed !== '' ? await merchantDetailsOf(desk, row.id, row.sealed) : null
    if (!held || !details) return null
    const address = blindAddress(vault, details.email)
    const merchants = (await store.merchantsByIndex({ kind: 'email', digest: address })).length
    return {
      journey: held.state,
      merchant: held.state.merchant,
      address,
      merchants: Math.max(merchants, 1),
      several: false,
    }
  }

  /** Of several journeys the newest that goes on, and where none does the newest. */
  async function ownerBy(sender: string): Promise<Owner | null> {
    const address = blindAddress(vault, sender)
    const merchants = await store.merchantsByIndex({ kind: 'email', digest: address })
    const journeys = (await Promise.all(merchants.map((each) => store.journeysOfMerchant(each))))
      .flat()
      .map(({ state }) => state)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
    const open = journeys.filter(({ stage }) => !isFinal(stage))
    const journey = open[0] ?? journeys[0]
    if (!journey) return null
    return { journey, merchant: journey.merchant, address, merchants: merchants.length, several: open.length > 1 }
  }

  /** A bounce counts only for a letter that the desk sent, and to just that address; see `bounceCounts`. */
  async function onBounce(letter: IncomingLetter, bounces: readonly Bounce[], now: Instant): Promise<Decided> {
    const found = await Promise.all(bounces.map(async (bounce) => ({ bounce, about: await about(letter, bounce) })))
    const report = { fromServer: isFromServer(letter), now }
    const reported = found.map(({ bounce: { permanent }, about }) => ({
      ...{ known: about !== null, permanent, byToken: about?.byToken ?? false, sentAt: about?.sent?.sentAt ?? null },
    }))
    const verdict = bounceVerdict(reported, report)
    const counted = found.filter((_, place) => bounceCounts(reported[place]!, report))
    const owner = counted[0]?.about?.owner ?? null
    const changes = counted.flatMap(({ bounce, about }) => (about ? noted(bounce, about, now) : []))
    return { ...verdict, owner, changes }
  }

  /** On the letter that came back, and where it is for good on its address. */
  function noted({ permanent, status, words: said }: Bounce, { owner, sent }: About, now: Instant): Change[] {
    const words = withoutAddresses(said)
    const { journey, merchant, address: digest } = owner
    const dead = { digest, merchant, journey: journey.id, organisation: journey.organisation }
    const changes: Change[] = permanent
      ? [{ on: 'addressDead', dead: { ...dead, since: now, letter: sent?.id ?? null, status, words } }]
      : []
    if (!sent) return changes
    const { id, attempts, sentAt } = sent
    const state = permanent ? 'bounced' : sent.state
    if (permanent) changes.push({ on: 'answerFailed', answer: id })
    return [...changes, { on: 'letter', id, expect: null, attempts, state, sentAt, words }]
  }

  /** The letter that came back, and whose it was: by its Message-ID, or by the return address that it was sent from. */
  async function about(letter: IncomingLetter, { about: messageId, recipient }: Bounce): Promise<About | null> {
    const sent = messageId ? await store.letterByMessageId(messageId) : null
    const opened = await returns.open(letter.recipients)
    const returned = opened?.kind === 'bounce' ? opened.journey : null
    const journey = sent?.journey ?? returned
    const owner = journey && (await ownerOf(journey))
    if (!owner) return null
    const to = sent ? await addressee(sent) : null
    const failed = recipient ?? to
    // Sent before the address was changed, or passed on to another mailbox: neither says anything of the one registered now.
    if (failed !== null && blindAddress(vault, failed) !== owner.address) return null
    if (to !== null && blindAddress(vault, to) !== owner.address) return null
    return { owner, sent, byToken: returned === journey }
  }

  async function addressee(sent: StoredLetter): Promise<string | null> {
    try {
      return sent.sealed === '' ? null : (await readLetter(sent)).to
    } catch (error) {
      if (error instanceof LostKey) return null
      throw error
    }
  }

  async function setAside(arrived: Arrived): Promise<StoredIncoming | null> {
    const digest = vault.blind('holder', `incoming:${createHash('sha256').update(arrived.bytes).digest('hex')}`)
    const text = Buffer.from(arrived.bytes.subarray(0, mostText / 5)).toString('latin1')
    const content: IncomingContent = {
      ...{ from: '', name: '', subject: '', text, messageId: null },
      ...{ references: [], faults: ['broken'], written: null },
    }
    return keep(digest, clock.now(), 'unread', content, { verdict: 'review', why: 'crashed', owner: null })
  }

  async function keep(
    digest: string,
    now: Instant,
    kind: StoredIncoming['kind'],
    content: IncomingContent,
    decided: Decided,
  ): Promise<StoredIncoming | null> {
    const { owner } = decided
    // What one of several wrote is not shown to the organiser of another, nor kept under their key.
    const whose = decided.shared ? null : owner
    const id = `I${chance.part()}`
    const envelope: Envelope = { caller: deskCaller, request: id, now, idempotency: null, ifMatch: null }
    const text = JSON.stringify(content)
    const effect =
      decided.verdict === 'answer' && owner
        ? answerEffect(chance, owner.journey, { incoming: id, what: decided.what, question: decided.question }, now)
        : null
    const incoming: StoredIncoming = {
      id,
      digest,
      receivedAt: now,
      kind,
      journey: whose?.journey.id ?? null,
      merchant: whose?.merchant ?? null,
      charter: whose ? charterOf(whose.journey.id) : null,
      organisation: whose?.journey.organisation ?? null,
      state: decided.verdict === 'answer' ? 'answered' : decided.verdict,
      why: decided.verdict === 'answer' ? 'answered' : decided.why,
      address: effect && owner ? owner.address : null,
      answeredAt: effect ? now : null,
      answer: effect?.id ?? null,
      sealed: whose ? await vault.seal(whose.merchant, text) : vault.sealOwn(text),
    }
    const part: Part = {
      ...nothing,
      changes: [{ on: 'incoming', incoming }, ...(decided.changes ?? [])],
      effects: effect ? [effect] : [],
    }
    const fact: Recorded = {
      type: 'LetterReceived',
      letter: id,
      kind,
      state: incoming.state,
      why: incoming.why,
      answer: incoming.answer,
    }
    const answer = await handle<StoredIncoming | null>(store, async () => {
      // Another desk on the same mailbox may have been faster.
      if (await store.incomingByDigest(digest)) return { outcome: 'proposed', commit: join([]), value: null }
      const told = await deskEntry(store, envelope, whose?.merchant ?? strayChain, fact, [])
      return { outcome: 'proposed', commit: join([part, told]), value: incoming }
    })
    if (answer.outcome !== 'done') throw new Error(`a letter could not be kept: ${answer.outcome}`)
    return answer.value
  }

  /** By its Message-ID and sender; where it names none, by its bytes. */
  function digestOf({ bytes }: Arrived, { messageId, from }: IncomingLetter): string {
    const named = messageId === null ? null : `${messageId} ${from[0]?.address.toLowerCase() ?? ''}`
    return vault.blind('holder', `incoming:${named ?? createHash('sha256').update(bytes).digest('hex')}`)
  }

  return { receive, setAside }
}

const withFault = (faults: IncomingLetter['faults'], fault: IncomingLetter['faults'][number]) =>
  faults.includes(fault) ? faults : [fault, ...faults]

function contentOf(letter: IncomingLetter): IncomingContent {
  const [sender] = letter.from
  return {
    from: sender?.address ?? '',
    name: sender?.name ?? '',
    subject: letter.subject,
    text: letter.text.slice(0, mostText).trim(),
    messageId: letter.messageId !== null && looksLikeToken(letter.messageId) ? letter.messageId : null,
    references: letter.references.filter(looksLikeToken).slice(-mostReferences),
    faults: letter.faults,
    written: null,
  }
}
