// What a person may do with a letter that came in, and why not.
import { finding, outOfSequence, policyUnmet, type Rejection } from '../decision.ts'

/** Null where it may be answered; `registered` says whether anybody is known to whom, `dead` that letters come back from there. */
export function barsAnswer(stand: { readonly registered: boolean; readonly dead: boolean }): Rejection | null {
  if (!stand.registered)
    return policyUnmet(finding('nobodyToAnswer', 'Nobody is registered to whom this could be answered.', {}))
  return stand.dead ? addressRefuses() : null
}

export const addressRefuses = (): Rejection =>
  policyUnmet(
    finding(
      'deadAddress',
      'The registered address refuses letters: call, register another, or first say that it is written to again.',
      {},
    ),
  )

/** Null where it waits for somebody. */
export const barsDeciding = (state: string): Rejection | null =>
  state === 'review'
    ? null
    : outOfSequence(finding('letterDecided', 'This letter does not wait for anybody any more.', {}))
