// A form of a page: sent twice it is done once, and whoever decides says which version they saw.
import type { Answer, Envelope } from '../application/handle.ts'
import { finding, type Finding } from '../domain/decision.ts'
import { bodyDigest, scopedKey } from './idempotency.ts'
import { problemOf } from './problem.ts'
import { envelopeOf } from './envelopes.ts'
import type { PageParts, Visit } from './visit.ts'

export type Fields = Readonly<Record<string, string>>
export const textFields = (body: Readonly<Record<string, unknown>>): Fields =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, each]) => (typeof each === 'string' ? [[name, each.trim()]] : [])),
  )

/** One line, one text; lines left empty are none. */
export const linesOf = (text = ''): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What a refusal tells, as a form shows it. */
export const findingsOf = (answer: Exclude<Answer<unknown>, { outcome: 'done' }>): readonly Finding[] =>
  answer.outcome === 'refused' ? answer.rejection.findings : answer.outcome === 'invalid' ? answer.findings : []

/** A field as it was typed; '' where it is not sent. */
export const textOf = (fields: unknown, name: string): string => {
  const value = (fields as Readonly<Record<string, unknown>> | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}

export type Sent = { readonly outcome: 'taken' } | { readonly findings: readonly Finding[]; readonly status: number }

/** `decides`: the version in the form must still stand. The same fields from the same page are the same act. */
export async function sendForm<Value>(
  parts: PageParts,
  visit: Visit,
  address: string,
  fields: Fields,
  decides: boolean,
  act: (envelope: Envelope) => Promise<Answer<Value>>,
): Promise<Sent & { readonly value?: Value }> {
  const version = Number(fields['version'])
  if (decides && !/^\d+$/.test(fields['version'] ?? ''))
    return { findings: [finding('invalid', 'version: is missing', { field: 'version' })], status: 400 }
  const body = bodyDigest(JSON.stringify(Object.entries(fields).sort()))
  const key = scopedKey(visit.caller.token ?? '', `form ${address}`, body)
  const { store } = parts.desk
  if (await store.receipt(key)) return { outcome: 'taken' }
  const envelope = {
    ...envelopeOf(parts.desk, visit.caller),
    idempotency: { key, body },
    ifMatch: decides ? version : null,
  }
  const answer = await act(envelope)
  if (answer.outcome === 'done') return { outcome: 'taken', value: answer.value }
  if (answer.outcome === 'answered' || (await store.receipt(key))) return { outcome: 'taken' }
  const { status, title, findings } = problemOf(answer)
  return { findings: findings ?? [finding('invalid', title)], status }
}
