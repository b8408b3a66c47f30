// Conditions of an approval: each with its number, and whether it was ticked off and on what evidence.
import { finding, type Finding } from '../decision.ts'
import { charterStep } from './chart.ts'
import type { Charter } from './charter.ts'
import type { Fulfilment } from './events.ts'

/** `id` is its number in the approval, from 1: a charter is approved once, so it never changes. */
export type ApprovalCondition = {
  readonly id: string
  readonly words: string
  readonly fulfilled: Fulfilment | null
}

export const conditionsOf = ({ record }: Charter): readonly ApprovalCondition[] =>
  record.conditions.map((words, i) => {
    const id = String(i + 1)
    return { id, words, fulfilled: record.fulfilments?.find(({ condition }) => condition === id) ?? null }
  })

/** Whether anything can be ticked off where the charter stands. */
export const takesFulfilments = ({ stage }: Charter): boolean => charterStep(stage, 'ConditionFulfilled') !== null

export const openConditions = (charter: Charter): readonly ApprovalCondition[] =>
  conditionsOf(charter).filter(({ fulfilled }) => fulfilled === null)

/** Why this condition cannot be ticked off; null where it can. */
export function unticked(charter: Charter, id: string): Finding | null {
  const condition = conditionsOf(charter).find((each) => each.id === id)
  if (!condition) return finding('conditionUnknown', `The approval has no condition ${id}.`, { condition: id })
  return condition.fulfilled
    ? finding('conditionFulfilled', `Condition ${id} was fulfilled already: ${condition.fulfilled.evidence}`, {
        condition: id,
        evidence: condition.fulfilled.evidence,
      })
    : null
}

/** Nobody closes the list while something that the approval rests on is open. */
export const conditionsFinding = (open: readonly ApprovalCondition[]): Finding =>
  finding(
    'conditionsOpen',
    `Conditions of the approval are open: ${open.map(({ id, words }) => `${id}. ${words}`).join('; ')}`,
    { conditions: open.map(({ id, words }) => `${id}. ${words}`).join('; ') },
  )
