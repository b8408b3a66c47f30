// Ticking off a condition from the charter's page: what was sent twice is done once, and shown as done.
import { seeCharter } from '../application/see.ts'
import { conditionsOf } from '../domain/charter/conditions.ts'
import { FulfilCondition } from '../domain/charter/commands.ts'
import { finding, type Finding } from '../domain/decision.ts'
import { CharterId } from '../domain/ids.ts'
import { charterAnswer } from './boardPages.ts'
import { fieldFindings, problemOf } from './problem.ts'
import { envelopeOf, type PageAnswer, type PageParts, type Visit } from './visit.ts'

const missing = { missing: 'There is no such charter that you can see.' }

export async function tickAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const { store } = parts.desk
  const parsed = CharterId.safeParse(id)
  if (!parsed.success) return missing
  const charter = parsed.data
  const seen = await seeCharter(store, visit.caller, 'FulfilCondition', charter)
  if ('refusal' in seen) return missing
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '')
  const typed = { condition: text('condition'), evidence: text('evidence') }
  const shown = async (findings: readonly Finding[], status: number): Promise<PageAnswer> => ({
    ...(await charterAnswer(parts, visit, id, { ...typed, findings })),
    status,
  })
  const command = FulfilCondition.safeParse({ type: 'FulfilCondition', ...typed })
  if (!command.success) return shown(fieldFindings(command.error), 400)
  const answer = await parts.charters.act(envelopeOf(parts, visit), charter, command.data)
  if (answer.outcome === 'done' || (await tickedAlready())) return shown([], 200)
  if (answer.outcome === 'answered') return shown([], 409)
  const { status, title, findings } = problemOf(answer)
  return shown(findings ?? [finding('invalid', title)], status)

  /** By the same organisation with the same words: the second press of the button. */
  async function tickedAlready(): Promise<boolean> {
    const held = await store.charter(charter)
    const done = held && conditionsOf(held.state).find((each) => each.id === typed.condition)?.fulfilled
    return done?.evidence === typed.evidence && done.by === visit.caller.organisation
  }
}
