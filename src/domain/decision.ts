// What a decision can be: accepted with facts and effects, or refused with findings. Never an exception.

/** One unmet rule, in words a person can act on. `facts` fill the same sentence in another language by `code`. */
export type Finding = {
  readonly code: string
  readonly message: string
  readonly facts: Readonly<Record<string, string | number>>
  /** Where the rule stands: an edition's id. */
  readonly edition?: string
}

/** In the nearest true order: what cannot follow here comes before what does not fit the rules. */
export type Rejection = {
  readonly outcome: 'rejected'
  readonly reason: 'out-of-sequence' | 'policy-unmet'
  readonly findings: readonly Finding[]
}

export type Accepted<State, Event, Effect> = {
  readonly outcome: 'accepted'
  readonly next: State
  readonly events: readonly Event[]
  readonly effects: readonly Effect[]
}

export type Decision<State, Event, Effect> = Accepted<State, Event, Effect> | Rejection

export function finding(
  code: string,
  message: string,
  facts: Readonly<Record<string, string | number>> = {},
  edition?: string,
): Finding {
  return edition === undefined ? { code, message, facts } : { code, message, facts, edition }
}

export const outOfSequence = (...findings: Finding[]): Rejection => ({
  outcome: 'rejected',
  reason: 'out-of-sequence',
  findings,
})
export const policyUnmet = (...findings: Finding[]): Rejection => ({
  outcome: 'rejected',
  reason: 'policy-unmet',
  findings,
})
