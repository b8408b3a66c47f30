// Demand calls: opened and decided by the reform office, answered by companies, closed by their own wake, and forecast.
import type { Act } from '../domain/access/table.ts'
import type { DemandCommand } from '../domain/demand/commands.ts'
import { callForDemand, decideDemandCall } from '../domain/demand/decide.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import type { DemandTerms } from '../domain/demand/events.ts'
import { forecast, type Forecast } from '../domain/demand/forecast.ts'
import type { Paperwork } from '../domain/demand/paperwork.ts'
import { demandCallId, type DemandCallId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { bindMission, bindObservation } from '../domain/policy/binding.ts'
import type { WorkingCalendar } from '../domain/policy/workingDays.ts'
import { join, nothing } from './commit.ts'
import { demandPart } from './demandPart.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { refusedDemand } from './may.ts'
import type { Reference } from './policies.ts'
import type { Caller } from './actor.ts'
import type { Change, Held } from './ports.ts'

/** What papers take, and the days on which the two offices that issue them work. */
export type DemandReference = {
  readonly paperwork: Paperwork
  readonly china: WorkingCalendar
  readonly offices: Reference['offices']
}

export type Demand = {
  call(envelope: Envelope, terms: DemandTerms): Promise<Answer<DemandCall>>
  act(envelope: Envelope, id: DemandCallId, command: DemandCommand): Promise<Answer<DemandCall>>
  /** The desk's own question, with the changes that settle its wake. */
  askInside(envelope: Envelope, id: DemandCallId, settling: readonly Change[]): Promise<Answer<DemandCall>>
  see(
    caller: Caller,
    act: Act,
    id: DemandCallId,
  ): Promise<{ readonly held: Held<DemandCall> } | { readonly refusal: Refusal }>
  forecast(call: DemandCall, now: Instant): Forecast
}

export function createDemand(desk: Desk, reference: DemandReference): Demand {
  const { store, chance, policies } = desk

  const see: Demand['see'] = async (caller, act, id) => {
    const held = await store.demandCall(id)
    if (!held) return { refusal: notFound(`demand call ${id}`) }
    const refusal = refusedDemand(caller, act, held.state)
    return refusal ? { refusal } : { held }
  }

  return {
    call: (envelope, terms) =>
      handle(store, async () => {
        const barred = refusedDemand(envelope.caller, 'CallForDemand', null)
        if (barred) return barred
        const { organisation } = envelope.caller
        if (!organisation) return { outcome: 'forbidden', act: 'CallForDemand' }
        const decision = callForDemand(demandCallId(chance.part()), organisation, terms, envelope.now)
        if (decision.outcome === 'rejected') return refused(decision)
        const { next } = decision
        return {
          outcome: 'proposed',
          commit: join([demandPart(desk, envelope, null, decision)], receiptFor(envelope, 201, 'demandCall', next.id)),
          value: { ...next, version: 1 },
        }
      }),

    act: (envelope, id, command) =>
      handle(store, async () => {
        const act: Act = command.type === 'AskDemandClosing' ? 'CloseDemandCall' : command.type
        const seen = await see(envelope.caller, act, id)
        if ('refusal' in seen) return seen.refusal
        const { state } = seen.held
        const { organisation } = envelope.caller
        const replies = command.type === 'ReplyToDemand' || command.type === 'WithdrawReply'
        if (replies && !organisation) return { outcome: 'forbidden', act }
        const name = command.type === 'ReplyToDemand' && organisation && (await store.organisation(organisation))?.name
        if (envelope.ifMatch !== null && envelope.ifMatch !== state.version)
          return { outcome: 'stale', version: state.version }
        const decision = decideDemandCall(state, name ? { ...command, name } : command, envelope.now, organisation)
        if (decision.outcome === 'rejected') return refused(decision)
        return {
          outcome: 'proposed',
          commit: join([demandPart(desk, envelope, seen.held, decision)], receiptFor(envelope, 200, 'demandCall', id)),
          value: { ...decision.next, version: state.version + 1 },
        }
      }),

    askInside: (envelope, id, settling) =>
      handle(store, async () => {
        const held = await store.demandCall(id)
        if (!held) return notFound(`demand call ${id}`)
        const decision = decideDemandCall(held.state, { type: 'AskDemandClosing' }, envelope.now, null)
        if (decision.outcome === 'rejected') return refused(decision)
        const commit = join([demandPart(desk, envelope, held, decision), { ...nothing, changes: settling }])
        return { outcome: 'proposed', commit, value: decision.next }
      }),

    see,

    forecast: (call, now) => {
      const { missionJurisdiction, issuer, observationJurisdiction } = call.record.terms
      const office = reference.offices.get(issuer)
      const editions = policies.editions()
      const { paperwork, china } = reference
      return forecast(
        call,
        {
          paperwork,
          permits: desk.permits,
          letterDays: china,
          visaDays: {
            weekdays: office?.openDays ?? [1, 2, 3, 4, 5],
            holidays: office?.holidays ?? [],
            makeUpDays: [],
          },
          mission: (day) => bindMission(editions, { jurisdiction: missionJurisdiction, issuer, day }),
          observation: (day) => bindObservation(editions, { jurisdiction: observationJurisdiction, day }),
        },
        now,
      )
    },
  }
}
