// The one loop: load, decide, commit, and again where somebody else was faster.
import { finding, type Finding, type Rejection } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'
import type { Actor, Caller } from './actor.ts'
import type { Commit, Receipt, Store } from './ports.ts'

/** What comes with every request beside its command. */
export type Envelope = {
  readonly caller: Caller
  /** One id for everything that this request writes. */
  readonly request: string
  readonly now: Instant
  /** Where the same request may come again: its scope and the digest of its body. */
  readonly idempotency: { readonly key: string; readonly body: string } | null
  /** The version that the caller has seen; null where the caller does not say. */
  readonly ifMatch: number | null
}

export type Refusal =
  | { readonly outcome: 'refused'; readonly rejection: Rejection }
  | { readonly outcome: 'notFound'; readonly what: string }
  | { readonly outcome: 'forbidden'; readonly act: string }
  /** The act asks a person for a second factor that was shown a moment ago. */
  | { readonly outcome: 'notFresh'; readonly act: string }
  | { readonly outcome: 'stale'; readonly version: number }
  | { readonly outcome: 'invalid'; readonly findings: readonly Finding[] }
  | { readonly outcome: 'contended' }
  /** The same request was answered while this one was on its way: its receipt answers. */
  | { readonly outcome: 'answered' }
export type Done<Value> = { readonly outcome: 'done'; readonly value: Value }
export type Answer<Value> = Done<Value> | Refusal

/** What a decision wants written, with the answer for when it is. */
export type Proposal<Value> = { readonly outcome: 'proposed'; readonly commit: Commit; readonly value: Value }

/** Each attempt loads afresh; so many in a row only fail where many write the same rows at once. */
const attempts = 24

/** A commit without effect (a deadline that found nothing to say, outside the outbox) is not written. */
export async function handle<Value>(
  store: Store,
  propose: () => Promise<Proposal<Value> | Refusal>,
): Promise<Answer<Value>> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const proposal = await propose()
    if (proposal.outcome !== 'proposed') return proposal
    const { commit, value } = proposal
    if (!commit.changes.length && !commit.events.length && !commit.effects.length && !commit.receipt)
      return { outcome: 'done', value }
    const answer = await store.commit(commit)
    if (answer.outcome === 'committed') return { outcome: 'done', value }
    if (answer.on === 'receipt') return { outcome: 'answered' }
  }
  return { outcome: 'contended' }
}

export const actorOf = ({ role, organisation, token, person }: Caller): Actor => ({ role, organisation, token, person })

export const refused = (rejection: Rejection): Refusal => ({ outcome: 'refused', rejection })
export const notFound = (what: string): Refusal => ({ outcome: 'notFound', what })
export const invalid = (field: string, message: string): Refusal => ({
  outcome: 'invalid',
  findings: [finding('invalid', message, { field })],
})

export function receiptFor(envelope: Envelope, status: number, kind: string, reference: string): Receipt | null {
  if (!envelope.idempotency) return null
  return { ...envelope.idempotency, status, kind, reference, at: envelope.now }
}
