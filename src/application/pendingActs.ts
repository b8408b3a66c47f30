// Acts that need two people: one asks, which changes nothing yet; another confirms, and it is done in the same commit.
import type { Act } from '../domain/access/table.ts'
import { secondPerson, twoPeople } from '../domain/access/twoPeople.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { charterOf, type CharterId, type JourneyId } from '../domain/ids.ts'
import { plusHours } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { join, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { actorOf, handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Caller } from './actor.ts'
import type { PendingAct, PendingDecision } from './pendingAct.ts'
import type { Page } from './ports.ts'

/** How an act that needs two is done; asked beforehand too, so that what stands against it is said at once. */
export type TwoPersonAct = {
  propose(envelope: Envelope, subject: string, body: PendingAct['body']): Promise<readonly Part[] | Refusal>
  /** What comes behind the commit. */
  after?(subject: string): Promise<void>
}

export type PendingActs = {
  ask(envelope: Envelope, act: Act, subject: string, body: PendingAct['body']): Promise<Answer<PendingAct>>
  decide(envelope: Envelope, id: string, decision: PendingDecision): Promise<Answer<PendingAct>>
  page(caller: Caller, query: { after: string | null; limit: number }): Promise<Page<PendingAct>>
}

export function createPendingActs(desk: Desk, doing: Readonly<Partial<Record<Act, TwoPersonAct>>>): PendingActs {
  const { store } = desk
  const how = (act: Act): TwoPersonAct & { readonly standsHours: number } => {
    const [way, rule] = [doing[act], twoPeople[act]]
    if (!way || !rule) throw new Error(`${act} is done by one`)
    return { ...way, standsHours: rule.standsHours }
  }

  async function barred(caller: Caller, act: Act, subject: string, asked = subject): Promise<Refusal | null> {
    const about = await whatOf(subject)
    return about ? refusedAccess(caller, act, about.charter, about.journey, asked) : notFound(asked)
  }

  async function whatOf(
    subject: string,
  ): Promise<{ readonly charter: Charter; readonly journey: Journey | null } | null> {
    const journey = subject.includes('-J') ? ((await store.journey(subject as JourneyId))?.state ?? null) : null
    const charter = await store.charter(
      subject.includes('-J') ? charterOf(subject as JourneyId) : (subject as CharterId),
    )
    return charter && { charter: charter.state, journey }
  }

  return {
    ask: (envelope, act, subject, body) =>
      handle<PendingAct>(store, async () => {
        const refusal = await barred(envelope.caller, act, subject, `journey ${subject}`)
        if (refusal) return refusal
        const { propose, standsHours } = how(act)
        const parts = await propose(envelope, subject, body)
        if ('outcome' in parts) return parts
        const pending: PendingAct = {
          id: `X${desk.chance.part()}`,
          act,
          subject,
          body,
          askedBy: actorOf(envelope.caller),
          askedAt: envelope.now,
          expiresAt: plusHours(envelope.now, standsHours),
          decidedAt: null,
          decision: null,
          decidedBy: null,
        }
        const fact = { type: 'ActAskedFor', act, subject, ...body }
        const told = await deskEntry(store, envelope, pending.id, fact, [{ on: 'pendingAct', pending }])
        return {
          outcome: 'proposed',
          commit: join([told], receiptFor(envelope, 202, 'pendingAct', pending.id)),
          value: pending,
        }
      }),

    decide: async (envelope, id, decision) => {
      const answer = await handle<PendingAct>(store, async () => {
        const pending = await store.pendingAct(id)
        if (!pending) return notFound(`pending act ${id}`)
        const { act, subject, body } = pending
        const refusal =
          (await barred(envelope.caller, 'DecidePendingAct', subject, `pending act ${id}`)) ??
          (await barred(envelope.caller, act, subject, `pending act ${id}`))
        if (refusal) return refusal
        const second = secondPerson(pending, decision, envelope.caller, envelope.now)
        if (second) return refused(second)
        const parts = decision === 'confirmed' ? await how(act).propose(envelope, subject, body) : []
        if ('outcome' in parts) return parts
        const type = decision === 'confirmed' ? 'ActConfirmed' : 'ActRefused'
        const decidedBy = envelope.caller.token
        const told = await deskEntry(store, envelope, id, { type, act, subject } as { type: string }, [
          { on: 'pendingActDecided', id, at: envelope.now, decision, decidedBy },
        ])
        return {
          outcome: 'proposed',
          commit: join([...parts, told], receiptFor(envelope, 200, 'pendingAct', id)),
          value: { ...pending, decision, decidedAt: envelope.now, decidedBy },
        }
      })
      if (answer.outcome === 'done' && decision === 'confirmed')
        await how(answer.value.act).after?.(answer.value.subject)
      return answer
    },

    page: async (caller, query) => {
      const { rows, next } = await store.pendingActs(query)
      const seen = await Promise.all(
        rows.map(async (row) => ((await barred(caller, 'ViewPendingActs', row.subject)) ? [] : [row])),
      )
      return { rows: seen.flat(), next }
    },
  }
}
