// The transfer run as a drawing: loaded, under way, arrived.
import { setup, transition, type StateValue } from 'xstate'
import type { RunEvent } from './events.ts'

export const runStages = ['loading', 'underway', 'arrived'] as const
export type RunStage = (typeof runStages)[number]

const kept = { actions: 'keep' } as const
export const runChart = setup({
  types: { events: {} as { type: RunEvent['type'] } },
  actions: { keep: () => {} },
}).createMachine({
  id: 'transferRun',
  initial: 'loading',
  states: {
    loading: { on: { RunPlanned: kept, PassengersSeated: kept, PassengerTakenOff: kept, RunDeparted: 'underway' } },
    underway: { on: { PassengerTakenOff: kept, RunArrived: 'arrived' } },
    arrived: { type: 'final' },
  },
})

export function runStep(stage: RunStage, type: RunEvent['type']): RunStage | null {
  const snapshot = runChart.resolveState({ value: stage })
  return snapshot.can({ type }) ? (transition(runChart, snapshot, { type })[0].value as StateValue as RunStage) : null
}
