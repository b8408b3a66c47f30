// Acts that need two people: one asks, which changes nothing yet; another confirms, and it is done in the same commit.
import { showsWhole } from '../domain/access/fields.ts'
import {
  requestWaits,
  secondPerson,
  twoPeople,
  type Hand,
  type Lineage,
  type TwoPeopleAct,
} from '../domain/access/twoPeople.ts'
import type { Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { charterOf, type CharterId, type JourneyId } from '../domain/ids.ts'
import { plusHours, type Instant } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Recorded } from '../domain/recorded.ts'
import type { Caller } from './actor.ts'
import { join, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { openSealed, sealText } from './freeText.ts'
import { actorOf, handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { LostKey } from './keyPorts.ts'
import { askedAs, reachOf, refusedAccess } from './may.ts'
import type { PendingAct, PendingDecision } from './pendingAct.ts'
import type { Page } from './page.ts'

/** How an act that needs two is done; asked beforehand too, so that what stands against it is said at once. */
export type TwoPersonAct = {
  propose(envelope: Envelope, pending: Pick<PendingAct, 'subject' | 'reason'>): Promise<readonly Part[] | Refusal>
  /** What comes behind the commit. */
  after?(subject: string): Promise<void>
}

/** As somebody may see it: why it was asked for is for those who may do the same. */
export type SeenPendingAct = Omit<PendingAct, 'reason'> & {
  readonly reason: string | null
  readonly mayConfirm: boolean
  readonly mayRefuse: boolean
}

export type PendingActs = {
  /** `subject`: a journey or a charter. The reason of one about a person is sealed with their key before it rests. */
  ask(envelope: Envelope, act: TwoPeopleAct, subject: string, reason: string): Promise<Answer<SeenPendingAct>>
  decide(envelope: Envelope, id: string, decision: PendingDecision): Promise<Answer<SeenPendingAct>>
  /** Newest first. */
  page(caller: Caller, query: { after: string | null; limit: number }): Promise<Page<SeenPendingAct>>
}

export function createPendingActs(desk: Desk, doing: Readonly<Record<TwoPeopleAct, TwoPersonAct>>): PendingActs {
  const { store, vault } = desk

  async function barred(caller: Caller, act: Act, subject: string): Promise<Refusal | null> {
    const about = await whatOf(subject)
    if (about) return refusedAccess(caller, act, about.charter, about.journey)
    return notFound(`${isJourney(subject) ? 'journey' : 'charter'} ${subject}`)
  }

  async function whatOf(
    subject: string,
  ): Promise<{ readonly charter: Charter; readonly journey: Journey | null } | null> {
    const journey = isJourney(subject) ? ((await store.journey(subject))?.state ?? null) : null
    if (isJourney(subject) && !journey) return null
    const charter = await store.charter(isJourney(subject) ? charterOf(subject) : (subject as CharterId))
    return charter && { charter: charter.state, journey }
  }

  async function seenBy(caller: Caller, pending: PendingAct, now: Instant): Promise<SeenPendingAct> {
    const decides = reachOf(caller, 'DecidePendingAct') !== null && reachOf(caller, pending.act) !== null
    const may = async (decision: PendingDecision) => decides && !(await second(caller, pending, decision, now))
    return {
      ...pending,
      reason: await reasonFor(caller, pending),
      mayConfirm: await may('confirmed'),
      mayRefuse: await may('refused'),
    }
  }

  async function reasonFor(caller: Caller, { act, subject, reason }: PendingAct): Promise<string | null> {
    if (!showsWhole('pendingReason', caller.role, 'words') || !reachOf(caller, act)) return null
    const journey = isJourney(subject) ? await store.journey(subject) : null
    return journey ? openSealed(vault, journey.state.merchant, reason) : reason
  }

  /** Why this one may not decide so, as a second person. */
  async function second(caller: Caller, pending: PendingAct, decision: PendingDecision, now: Instant) {
    const [askedBy, hands] = await Promise.all([lineageOf(pending.askedBy), lineageOf(caller)])
    const request = { ...pending, askedBy, askerGone: await isGone(pending.askedBy) }
    return secondPerson(request, decision, { hands, role: caller.role }, now)
  }

  /** A token and whoever issued it, and theirs, as the record tells it. */
  async function lineageOf({ token, person }: Hand): Promise<Lineage> {
    const issued =
      person === null ? (await store.eventsOf('desk', token)).find(({ type }) => type === 'TokenIssued') : null
    return [{ token, person }, ...(issued ? await lineageOf(issued.actor) : [])]
  }

  async function isGone({ token, person }: Hand): Promise<boolean> {
    if (person !== null) return (await store.person(person))?.removedAt !== null
    return (await store.tokens()).some(({ id, revokedAt }) => id === token && revokedAt !== null)
  }

  return {
    ask: (envelope, act, subject, reason) =>
      handle<SeenPendingAct>(store, async () => {
        const refusal = await barred(envelope.caller, act, subject)
        if (refusal) return refusal
        const waiting = await store.pendingAbout(act, subject, envelope.now)
        if (waiting) return refused(requestWaits(waiting.id))
        const journey = isJourney(subject) ? await store.journey(subject) : null
        const words = journey ? await sealText(vault, journey.state.merchant, reason).catch(lost) : reason
        if (words === null) return notFound(`data of journey ${subject}`)
        const parts = await doing[act].propose(envelope, { subject, reason: words })
        if ('outcome' in parts) return parts
        const pending: PendingAct = {
          id: `X${desk.chance.part()}`,
          act,
          subject,
          reason: words,
          askedBy: actorOf(envelope.caller),
          askedAt: envelope.now,
          expiresAt: plusHours(envelope.now, twoPeople[act].standsHours),
          decidedAt: null,
          decision: null,
          decidedBy: null,
        }
        const fact: Recorded = { type: 'ActAskedFor', act, subject, reason: words }
        const told = await deskEntry(store, envelope, pending.id, fact, [{ on: 'pendingAct', pending }])
        return {
          outcome: 'proposed',
          commit: join([told], receiptFor(envelope, 202, 'pendingAct', pending.id)),
          value: await seenBy(envelope.caller, pending, envelope.now),
        }
      }),

    decide: async (envelope, id, decision) => {
      const { caller, now } = envelope
      const answer = await handle<PendingAct>(store, async () => {
        const pending = await store.pendingAct(id)
        if (!pending) return notFound(`pending act ${id}`)
        const { act, subject } = pending
        const refusal = (await barred(caller, 'DecidePendingAct', subject)) ?? (await barred(caller, act, subject))
        if (refusal) return askedAs(refusal, `pending act ${id}`)
        const alone = await second(caller, pending, decision, now)
        if (alone) return refused(alone)
        const parts = decision === 'confirmed' ? await doing[act].propose(envelope, pending) : []
        if ('outcome' in parts) return parts
        const type = decision === 'confirmed' ? 'ActConfirmed' : 'ActRefused'
        const decidedBy = caller.token
        const told = await deskEntry(store, envelope, id, { type, act, subject }, [
          { on: 'pendingActDecided', id, at: now, decision, decidedBy },
        ])
        return {
          outcome: 'proposed',
          commit: join([...parts, told], receiptFor(envelope, 200, 'pendingAct', id)),
          value: { ...pending, decision, decidedAt: now, decidedBy },
        }
      })
      if (answer.outcome !== 'done') return answer
      if (decision === 'confirmed') await doing[answer.value.act].after?.(answer.value.subject)
      return { ...answer, value: await seenBy(caller, answer.value, now) }
    },

    page: async (caller, query) => {
      const { rows, next } = await store.pendingActs(query)
      const seen = await Promise.all(
        rows.map(async (row) =>
          (await barred(caller, 'ViewPendingActs', row.subject)) ? [] : [await seenBy(caller, row, desk.clock.now())],
        ),
      )
      return { rows: seen.flat(), next }
    },
  }
}

const isJourney = (subject: string): subject is JourneyId => subject.includes('-J')

/** Of whoever was erased nothing is asked any more. */
function lost(error: unknown): null {
  if (error instanceof LostKey) return null
  throw error
}
