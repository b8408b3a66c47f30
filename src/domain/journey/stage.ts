// Where a journey can stand: the chart's state values as one word each, and what kind of place each is.
import type { StateValue } from 'xstate'
import { z } from 'zod'

/** In the order a merchant walks them; then the ways off. */
export const stages = [
  'registered',
  'waitlisted',
  'offered',
  'seated.awaitingFirstNegative',
  'seated.awaitingSecondNegative.codeOutstanding',
  'seated.awaitingSecondNegative.codeIssued',
  'seated.awaitingHealthCode',
  'clearedToBoard',
  'aboard',
  'awaitingTransfer',
  'inClosedLoopTransfer',
  'underMedicalObservation',
  'inMedicalCare',
  'underHomeMonitoring',
  'released',
  'deferred',
  'notTravelled',
  'withdrawn',
  'entryRefused',
  'leftLoop',
] as const
export const Stage = z.enum(stages)
export type Stage = z.infer<typeof Stage>

/** Nothing can follow. */
export const finalStages = [
  'released',
  'deferred',
  'notTravelled',
  'withdrawn',
  'entryRefused',
] as const satisfies Stage[]
/** A seat is held: it is given back when the journey leaves these on the ground. */
export const seatedStages = [
  'seated.awaitingFirstNegative',
  'seated.awaitingSecondNegative.codeOutstanding',
  'seated.awaitingSecondNegative.codeIssued',
  'seated.awaitingHealthCode',
  'clearedToBoard',
] as const satisfies Stage[]

const isOneOf = (list: readonly Stage[], stage: Stage): boolean => list.includes(stage)
export const isFinal = (stage: Stage): boolean => isOneOf(finalStages, stage)
export const holdsSeat = (stage: Stage): boolean => isOneOf(seatedStages, stage)
/** Over before the flight: the seat and the passport are free again. */
export const isStayingBehind = (stage: Stage): boolean =>
  stage === 'withdrawn' || stage === 'deferred' || stage === 'notTravelled'
/** On the ground in the departure country, still on the way. */
export const isBeforeBoarding = (stage: Stage): boolean =>
  stage === 'registered' || stage === 'waitlisted' || stage === 'offered' || holdsSeat(stage)

/** `{ seated: 'awaitingFirstNegative' }` -> `seated.awaitingFirstNegative`. */
export function toStage(value: StateValue): Stage {
  if (typeof value === 'string') return value as Stage
  const [[name, inner]] = Object.entries(value) as [[string, StateValue]]
  return `${name}.${toStage(inner)}` as Stage
}

/** `seated.awaitingFirstNegative` -> `{ seated: 'awaitingFirstNegative' }`. */
export function fromStage(stage: Stage): StateValue {
  return stage
    .split('.')
    .reduceRight<StateValue | undefined>((inner, name) => (inner === undefined ? name : { [name]: inner }), undefined)!
}
