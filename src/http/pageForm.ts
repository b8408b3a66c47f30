// A form of a page: sent twice it is done once, and whoever decides says which version they saw.
import type { Answer, Envelope } from '../application/handle.ts'
import type { RecordedEvent } from '../application/recordLines.ts'
import { finding, type Finding } from '../domain/decision.ts'
import type { Told } from '../web/toldView.ts'
import { bodyDigest, scopedKey } from './idempotency.ts'
import { refusedAs } from './problem.ts'
import { envelopeOf } from './envelopes.ts'
import { byPeople, factsSince, sinceView, versionOf, type About } from './since.ts'
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

export type NotTaken = { readonly findings: readonly Finding[]; readonly status: number; readonly told?: Told }
/** `again`: it had been taken before, and nothing was done now; what it had made is told by its id. */
export type Sent = { readonly outcome: 'taken'; readonly again: boolean; readonly made?: string | null } | NotTaken

/** A page gives each of its forms another; what is none is left aside. */
const noncePattern = /^[\w.~-]{8,200}$/
/** Somebody else may write between the look and the act. */
const looks = 5

/**
 * Done once: a form carries a nonce, and sent again with it the first outcome answers; without one the same fields from
 * the same page are the same act. Done on what was seen: where the version in the form no longer stands and people changed
 * what it is about, whoever sent it is told and nothing is done. `decides`: any change at all is told.
 */
export async function sendForm<Value>(
  parts: PageParts,
  visit: Visit,
  form: {
    readonly address: string
    readonly fields: Fields
    readonly decides: boolean
    /** Null where nothing that others do is in its way. */
    readonly about: About | null
  },
  act: (envelope: Envelope) => Promise<Answer<Value>>,
): Promise<Sent & { readonly value?: Value }> {
  const { address, fields, decides, about } = form
  const { caller } = visit
  const version = /^\d{1,9}$/.test(fields['version'] ?? '') ? Number(fields['version']) : null
  if (decides && version === null)
    return { findings: [finding('invalid', 'version: is missing', { field: 'version' })], status: 400 }
  const { nonce = '', ...content } = fields
  const body = bodyDigest(JSON.stringify(Object.entries(content).sort()))
  const own = noncePattern.test(nonce) ? `nonce ${nonce} ${fields['about'] ?? ''}` : body
  const key = scopedKey(caller.person ?? caller.token, `form ${address}`, own)
  const { store } = parts.desk
  const before = await sentBefore()
  if (before) return before

  for (let look = 1; ; look++) {
    const stands = about && version !== null ? await versionOf(store, about) : null
    if (about && stands !== null && version !== null && stands !== version) {
      const facts = await factsSince(store, about, version)
      const told = decides ? facts : byPeople(about, facts)
      if (decides || told.length) return (await sentBefore()) ?? (await changed(stands, told))
    }
    const ifMatch = stands ?? (decides ? version : null)
    const answer = await act({ ...envelopeOf(parts.desk, caller), idempotency: { key, body }, ifMatch })
    if (answer.outcome === 'done') return { outcome: 'taken', again: false, value: answer.value }
    const meanwhile = await sentBefore()
    if (meanwhile) return meanwhile
    if (answer.outcome === 'answered') return { outcome: 'taken', again: true }
    if (answer.outcome === 'stale' && about && look < looks) continue
    const { findings, status } = refusedAs(answer)
    return { findings, status }
  }

  async function sentBefore(): Promise<Sent | null> {
    const receipt = await store.receipt(key)
    if (!receipt) return null
    if (receipt.body === body) return { outcome: 'taken', again: true, made: receipt.reference }
    // Sent, gone back, changed and sent again: what was taken stands.
    return { findings: [], status: 409, told: { since: [], sentBefore: true } }
  }

  async function changed(stands: number, facts: readonly RecordedEvent[]): Promise<NotTaken> {
    const { findings, status } = refusedAs({ outcome: 'stale', version: stands })
    const since = await sinceView(store, caller, facts)
    return {
      findings: since.length ? [] : findings,
      status,
      told: { since, sentBefore: false },
    }
  }
}
