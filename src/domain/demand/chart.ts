// The demand call as a drawing: open while companies count their merchants, closed, opened again, cancelled.
import { setup, transition, type StateValue } from 'xstate'
import type { DemandEventType } from './events.ts'
import type { DemandStage } from './stage.ts'

/** A fact that is kept in the record and moves nothing. */
const kept = { actions: 'keep' } as const

export const demandChart = setup({
  types: { events: {} as { type: DemandEventType } },
  actions: { keep: () => {}, 'wake.demandClosing': () => {} },
}).createMachine({
  id: 'demandCall',
  initial: 'open',
  states: {
    open: {
      on: {
        DemandCalled: { actions: 'wake.demandClosing' },
        DemandReplied: kept,
        DemandChartered: kept,
        DemandCallClosed: 'closed',
        DemandCallCancelled: 'cancelled',
      },
    },
    closed: {
      on: {
        DemandChartered: kept,
        DemandCallReopened: { target: 'open', actions: 'wake.demandClosing' },
        DemandCallCancelled: 'cancelled',
      },
    },
    cancelled: { type: 'final' },
  },
})

/** Where the fact leads, or null where it cannot happen there. */
export function demandStep(stage: DemandStage, type: DemandEventType): DemandStage | null {
  const snapshot = demandChart.resolveState({ value: stage })
  if (!snapshot.can({ type })) return null
  return transition(demandChart, snapshot, { type })[0].value as StateValue as DemandStage
}
