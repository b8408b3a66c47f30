// Pages of the desk's own, about no one charter: what moves them, and who is told of it.
import type { Act } from '../domain/access/table.ts'
import { demandEventTypes, type DemandEventType } from '../domain/demand/events.ts'
import { charterOf, CharterId, JourneyId, type DemandCallId } from '../domain/ids.ts'
import type { Caller } from './actor.ts'
import { reachOf, refusedAccess, refusedDemand } from './may.ts'
import type { Store } from './ports.ts'
import { concernsEveryCharter, type ChangeLine } from './recordLines.ts'

/** What a screen shows: one charter, all that the caller sees (null), or a page of the desk's own. */
export type Shown = CharterId | Topic | null
export type Topic = keyof typeof topics

/** Who may look at them, and what moves them. */
export const topics = {
  demand: { act: 'ViewDemand', types: [...demandEventTypes, ...concernsEveryCharter] },
  pendingActs: { act: 'ViewPendingActs', types: ['ActAskedFor', 'ActConfirmed', 'ActRefused'] },
} as const satisfies Record<string, { readonly act: Act; readonly types: readonly string[] }>
/** Whether of a page they see all that moves it. To whom a part is shown, the mark of the whole would tell of the rest. */
export const seesWhole = (caller: Caller, shown: Shown): boolean =>
  !isTopic(shown) || reachOf(caller, topics[shown].act) === 'any'
const ofOneReply: readonly string[] = [
  'DemandReplied',
  'DemandReplyWithdrawn',
  'DemandChartered',
] satisfies DemandEventType[]
export const isTopic = (shown: Shown): shown is Topic => shown !== null && Object.hasOwn(topics, shown)
/** Whether the line is of what moves the topic. */
export const moves = (topic: Topic, { type }: ChangeLine): boolean =>
  (topics[topic].types as readonly string[]).includes(type)

/** Whether such a line is about what is shown to somebody who sees a part. */
export async function seesPart(store: Store, topic: Topic, caller: Caller, line: ChangeLine): Promise<boolean> {
  const { type, aggregate, organisation } = line
  if (concernsEveryCharter.includes(type)) return true
  switch (topic) {
    case 'demand': {
      // What others reply, and draft from it, is shown to nobody who is asked.
      if (ofOneReply.includes(type) && organisation !== caller.organisation) return false
      const held = await store.demandCall(aggregate as DemandCallId)
      return held !== null && !refusedDemand(caller, topics.demand.act, held.state)
    }
    case 'pendingActs': {
      const subject = (await store.pendingAct(aggregate))?.subject
      const id = JourneyId.safeParse(subject).data
      const journey = id ? await store.journey(id) : null
      const charter = CharterId.safeParse(id ? charterOf(id) : subject).data
      const held = charter ? await store.charter(charter) : null
      return held !== null && !refusedAccess(caller, topics.pendingActs.act, held.state, journey?.state ?? null)
    }
    default:
      return topic satisfies never
  }
}
