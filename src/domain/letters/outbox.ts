// The way of a letter out: where it can stand, what a server's refusal makes of it, and what an officer may do with it.
import { finding, outOfSequence, type Rejection } from '../decision.ts'
import { plusMs, type Instant } from '../instant.ts'
import { addressIsDead } from './deadAddress.ts'
import { exactStatus, statusesIn } from './deliveryStatus.ts'
import { addressRefuses } from './review.ts'

/**
 * `queued`: not tried yet. `deferred`: refused for now, and tried again. `sent`: a server took it. `bounced`: the address
 * does not exist, said at once or in a report that came later. `givenUp`: refused for good, or too often. `aborted`: stopped
 * by an officer. `overtaken`: the address was changed first, and what it told is told in another letter.
 */
export const letterStates = ['queued', 'deferred', 'sent', 'bounced', 'givenUp', 'aborted', 'overtaken'] as const
export type LetterState = (typeof letterStates)[number]

/** It is tried by itself, now or later. */
export const isWaiting = (state: LetterState): boolean => state === 'queued' || state === 'deferred'
/** It did not reach anybody, and nobody tries it again by themselves. */
export const isUnreached = (state: LetterState): boolean => state === 'bounced' || state === 'givenUp'

/** How a server, or the way to it, did not take a letter. */
export type ServerRefusal = {
  /** Said for good (RFC 5321, section 4.2.1): to try again would be to ask the same again. */
  readonly permanent: boolean
  /** The reply's code; null where there was none. */
  readonly code: number | null
  readonly words: string
  /** All of it was handed over and no answer came: it may have been taken. */
  readonly afterData: boolean
}

/** After so many refusals for now a letter is given up and shown: a little less than six days. */
export const mostAttempts = 12
const dayMs = 86_400_000
/** Two minutes after the first refusal, twice as long after each, a day at most. */
export const waitMs = (attempts: number): number => Math.min(60_000 * 2 ** attempts, dayMs)

export type AfterRefusal =
  { readonly state: 'deferred'; readonly nextAt: Instant } | { readonly state: 'bounced' | 'givenUp' }

/** `attempts`: how often it was tried, this time among them. */
export function afterRefusal(refusal: ServerRefusal, attempts: number, now: Instant): AfterRefusal {
  if (refusal.permanent) return { state: isAboutAddress(refusal) ? 'bounced' : 'givenUp' }
  return attempts >= mostAttempts ? { state: 'givenUp' } : { state: 'deferred', nextAt: plusMs(now, waitMs(attempts)) }
}

/** What our own side refuses, before any server is asked, says nothing of who is there. */
const isAboutAddress = ({ code, words }: ServerRefusal): boolean =>
  code !== null && addressIsDead(exactStatus(statusesIn(words)), words)

export type OutboxCommand =
  { readonly type: 'ResendLetter' } | { readonly type: 'AbortLetter'; readonly reason: string }

/** What is known of a letter when an officer acts; one that is not worded yet is `queued`. */
export type LetterStand = {
  readonly state: LetterState
  /** A desk has it in its hands at this moment. */
  readonly inHand: boolean
  /** Its text was deleted: the merchant was erased, or its period has ended. */
  readonly emptied: boolean
  /** The address that the merchant is written to refuses letters. */
  readonly dead: boolean
  /** It is an answer, and was worded for an address that was changed since. */
  readonly strandedAnswer: boolean
}

export type OutboxDecision = { readonly outcome: 'accepted'; readonly state: LetterState } | Rejection

/** Where the letter stands from then on, or why it cannot be. */
export function decideOutbox(command: OutboxCommand, stand: LetterStand): OutboxDecision {
  if (stand.state === 'sent')
    return outOfSequence(finding('letterSent', 'A mail server took the letter: it cannot be had back, nor sent twice.'))
  if (stand.state === 'overtaken')
    return outOfSequence(
      finding('letterOvertaken', 'What this letter told is told in another one, to the address that was corrected.'),
    )
  if (stand.inHand)
    return outOfSequence(finding('letterInHand', 'The letter is being sent at this moment; look again in a minute.'))
  switch (command.type) {
    case 'ResendLetter':
      if (stand.state === 'queued')
        return outOfSequence(finding('letterQueued', 'The letter goes out by itself, as soon as its turn comes.'))
      if (stand.emptied)
        return outOfSequence(finding('letterEmptied', 'The text of the letter was deleted; there is nothing to send.'))
      if (stand.strandedAnswer)
        return outOfSequence(
          finding(
            'answerNotMoved',
            'An answer goes to the address it was written for: answer the letter itself again.',
          ),
        )
      if (stand.dead) return addressRefuses()
      return { outcome: 'accepted', state: 'queued' }
    case 'AbortLetter':
      return isWaiting(stand.state)
        ? { outcome: 'accepted', state: 'aborted' }
        : outOfSequence(finding('letterStopped', 'Nobody tries the letter any more: there is nothing to stop.'))
    default:
      return command satisfies never
  }
}
