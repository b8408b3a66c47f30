// The charter as a drawing: from the application to the last release.
import { setup, transition, type StateValue } from 'xstate'
import type { CharterEventType } from './events.ts'
import type { CharterStage } from './stage.ts'

/** A fact that is kept in the record and moves nothing. */
const kept = { actions: 'keep' } as const

const machine = setup({
  types: { events: {} as { type: CharterEventType } },
  actions: { keep: () => {}, 'tell.journeys': () => {}, 'open.seats': () => {} },
}).createMachine({
  id: 'charter',
  initial: 'draft',
  states: {
    draft: {
      on: {
        CharterDrafted: kept,
        TermsAmended: kept,
        SeatRulePublished: kept,
        SeatRoundHeld: kept,
        ApplicationSubmitted: { target: 'applied', actions: 'open.seats' },
      },
    },
    applied: {
      on: {
        SeatRulePublished: kept,
        SeatRoundHeld: kept,
        ApplicationReturned: 'returned',
        ApplicationRefused: { target: 'refused', actions: 'tell.journeys' },
        CharterApproved: 'approved',
        CharterRetimed: { actions: 'tell.journeys' },
        CharterCancelled: { target: 'cancelled', actions: 'tell.journeys' },
      },
    },
    returned: {
      on: {
        TermsAmended: { actions: 'tell.journeys' },
        SeatRulePublished: kept,
        SeatRoundHeld: kept,
        ApplicationSubmitted: { target: 'applied', actions: 'open.seats' },
        CharterCancelled: { target: 'cancelled', actions: 'tell.journeys' },
      },
    },
    approved: {
      on: {
        EvidenceSubmitted: kept,
        EvidenceReturned: kept,
        ConditionFulfilled: kept,
        SeatRulePublished: kept,
        SeatRoundHeld: kept,
        RegistrationOpened: 'open',
        CharterRetimed: { actions: 'tell.journeys' },
        CharterCancelled: { target: 'cancelled', actions: 'tell.journeys' },
      },
    },
    open: {
      on: {
        EvidenceSubmitted: kept,
        EvidenceReturned: kept,
        ConditionFulfilled: kept,
        SeatRoundHeld: kept,
        ManifestClosed: { target: 'manifestClosed', actions: 'tell.journeys' },
        CharterRetimed: { actions: 'tell.journeys' },
        CharterCancelled: { target: 'cancelled', actions: 'tell.journeys' },
      },
    },
    manifestClosed: {
      on: {
        ManifestReopened: 'open',
        CharterRetimed: { actions: 'tell.journeys' },
        CharterDeparted: { target: 'departed', actions: 'tell.journeys' },
        CharterCancelled: { target: 'cancelled', actions: 'tell.journeys' },
      },
    },
    departed: {
      on: {
        CharterLanded: { target: 'landed', actions: 'tell.journeys' },
        CharterDiverted: 'diverted',
        CharterTurnedBack: { target: 'turnedBack', actions: 'tell.journeys' },
      },
    },
    diverted: {
      on: {
        CharterLanded: { target: 'landed', actions: 'tell.journeys' },
        CharterTurnedBack: { target: 'turnedBack', actions: 'tell.journeys' },
      },
    },
    turnedBack: {
      on: {
        ManifestReopened: 'open',
        CharterRetimed: { actions: 'tell.journeys' },
        CharterCancelled: { target: 'cancelled', actions: 'tell.journeys' },
      },
    },
    landed: { on: { CharterCompleted: 'completed' } },
    completed: { type: 'final' },
    refused: { type: 'final' },
    cancelled: { type: 'final' },
  },
})

/** Where the fact leads, or null where it cannot happen there. */
export function charterStep(stage: CharterStage, type: CharterEventType): CharterStage | null {
  const snapshot = machine.resolveState({ value: stage })
  if (!snapshot.can({ type })) return null
  return transition(machine, snapshot, { type })[0].value as StateValue as CharterStage
}

export const charterChart = machine
