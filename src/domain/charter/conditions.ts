// Conditions of an approval: the organiser submits evidence, the office confirms it or sends it back; only what is confirmed is done.
import { finding, policyUnmet, type Finding, type Rejection } from '../decision.ts'
import type { OrganisationId } from '../ids.ts'
import type { Instant } from '../instant.ts'
import { charterStep } from './chart.ts'
import type { Charter } from './charter.ts'
import type { ConditionCommand } from './commands.ts'
import type { CharterEvent, ConditionStep, Fulfilment } from './events.ts'

/** `id` is its number in the approval, from 1: a charter is approved once, so it never changes. */
export type ApprovalCondition = {
  readonly id: string
  readonly words: string
  /** Submitted, and not yet confirmed or sent back. */
  readonly submitted: ConditionStep | null
  /** Why it was sent back last, until something is submitted again. */
  readonly returned: ConditionStep | null
  readonly fulfilled: Fulfilment | null
}

export const conditionsOf = ({ record }: Charter): readonly ApprovalCondition[] =>
  record.conditions.map((words, i) => {
    const id = String(i + 1)
    const fulfilled = record.fulfilments?.find(({ condition }) => condition === id) ?? null
    const last = fulfilled ? null : (record.conditionSteps?.findLast(({ condition }) => condition === id) ?? null)
    const at = (step: ConditionStep['step']) => (last?.step === step ? last : null)
    return { id, words, submitted: at('submitted'), returned: at('returned'), fulfilled }
  })

/** Whether anything can be submitted or confirmed where the charter stands. */
export const takesFulfilments = ({ stage }: Charter): boolean => charterStep(stage, 'ConditionFulfilled') !== null

export const openConditions = (charter: Charter): readonly ApprovalCondition[] =>
  conditionsOf(charter).filter(({ fulfilled }) => fulfilled === null)

export function decideCondition(
  charter: Charter,
  command: ConditionCommand & { readonly by?: OrganisationId },
  now: Instant,
): CharterEvent | Rejection {
  const { condition: id, by } = command
  const condition = conditionsOf(charter).find((each) => each.id === id)
  if (!condition)
    return policyUnmet(finding('conditionUnknown', `The approval has no condition ${id}.`, { condition: id }))
  const { submitted, fulfilled } = condition
  const about = { at: now, condition: id, ...(by ? { by } : {}) }
  switch (command.type) {
    case 'SubmitEvidence':
      return fulfilled ? done(id, fulfilled) : { type: 'EvidenceSubmitted', ...about, words: command.evidence }
    case 'FulfilCondition': {
      if (fulfilled) return done(id, fulfilled)
      const evidence = command.evidence ?? submitted?.words
      if (evidence === undefined) return policyUnmet(nothingSaid(id))
      const whose = command.evidence === undefined ? submitted?.by : by
      const { at, condition: number } = about
      return {
        type: 'ConditionFulfilled',
        at,
        condition: number,
        evidence,
        ...(whose ? { by: whose } : {}),
        ...(by ? { confirmedBy: by } : {}),
      }
    }
    case 'ReturnEvidence':
      return submitted || fulfilled
        ? { type: 'EvidenceReturned', ...about, words: command.reason }
        : policyUnmet(nothingThere(id))
    default:
      return command satisfies never
  }
}

const nothingSaid = (condition: string): Finding =>
  finding('evidenceMissing', `Nothing was submitted for condition ${condition}: say why it is done.`, { condition })
const nothingThere = (condition: string): Finding =>
  finding('evidenceNotThere', `Nothing was submitted for condition ${condition} that could be sent back.`, {
    condition,
  })
const done = (id: string, { evidence }: Fulfilment): Rejection =>
  policyUnmet(
    finding('conditionFulfilled', `Condition ${id} was fulfilled already: ${evidence}`, { condition: id, evidence }),
  )

/** Nobody closes the list while something that the approval rests on is open. */
export const conditionsFinding = (open: readonly ApprovalCondition[]): Finding =>
  finding(
    'conditionsOpen',
    `Conditions of the approval are open: ${open.map(({ id, words }) => `${id}. ${words}`).join('; ')}`,
    { conditions: open.map(({ id, words }) => `${id}. ${words}`).join('; ') },
  )
