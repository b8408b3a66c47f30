// Given a letter on its way, when a server refuses it or an officer acts, then it stands where the rule says.
import { describe, expect, it } from 'vitest'
import {
  afterRefusal,
  decideOutbox,
  letterStates,
  mostAttempts,
  waitMs,
  type LetterStand,
  type LetterState,
  type OutboxCommand,
} from '../../src/domain/letters/outbox.ts'
import { epochMs } from '../../src/domain/instant.ts'
import { at } from '../words/situation.ts'

const now = at('2022-08-21T10:00:00+09:00')
const refusal = (code: number | null, words: string, permanent = code !== null && code >= 500) => ({
  ...{ permanent, code, words, afterData: false },
})

describe('A refusal', () => {
  it('for now is tried again after two minutes, then after twice as long each time, a day at most, and twelve times in all', () => {
    const waits = Array.from({ length: mostAttempts - 1 }, (_, i) => {
      const after = afterRefusal(refusal(451, '451 later'), i + 1, now)
      return after.state === 'deferred' ? (epochMs(after.nextAt) - epochMs(now)) / 60_000 : after.state
    })
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440])
    expect(afterRefusal(refusal(451, '451 later'), mostAttempts, now)).toEqual({ state: 'givenUp' })
    expect(waitMs(1_000)).toBe(86_400_000)
  })

  it('without a code is one for now: nobody has said no', () => {
    expect(afterRefusal(refusal(null, 'Timeout'), 1, now)).toMatchObject({ state: 'deferred' })
  })

  it('for good is not tried again; one that says that the address is not there is a bounce', () => {
    expect(afterRefusal(refusal(554, '554 5.7.1 Spam'), 1, now)).toEqual({ state: 'givenUp' })
    expect(afterRefusal(refusal(550, '550 5.1.1 The account does not exist'), 1, now)).toEqual({ state: 'bounced' })
  })

  it.each([
    [550, '550 5.1.1 <x@y.example>: Recipient address rejected', true],
    [550, '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found', true],
    [556, '556 5.1.10 Null MX', true],
    [550, '550 no such mailbox', true],
    [550, '550 <x@y.example>... User unknown', true],
    [553, '553 sorry, unknown recipient', true],
    [550, "550 Requested action not taken: this address doesn't exist", true],
    [550, '550 5.7.1 user unknown to our policy', false],
    [550, '550 5.2.2 mailbox full', false],
    [552, '552 no such mailbox size', false],
    [554, '554 rejected as spam', false],
    [550, '550 access denied', false],
    [550, '550 5.1.8 Sender address rejected: Domain not found', false],
  ])('of %i in the words "%s" is about the address: %s', (code, words, expected) => {
    expect(afterRefusal(refusal(code, words), 1, now).state === 'bounced').toBe(expected)
  })
})

describe('An officer', () => {
  const stand = (state: LetterState, over: Partial<LetterStand> = {}): LetterStand => ({
    ...{ state, inHand: false, emptied: false, dead: false, strandedAnswer: false, ...over },
  })
  const resend: OutboxCommand = { type: 'ResendLetter' }
  const abort: OutboxCommand = { type: 'AbortLetter', reason: 'wrong flight' }
  const answer = (command: OutboxCommand, letter: LetterStand): string => {
    const decision = decideOutbox(command, letter)
    return decision.outcome === 'accepted' ? decision.state : decision.findings[0]!.code
  }

  it('has a letter tried again that was deferred, came back, was given up or was stopped', () => {
    expect(Object.fromEntries(letterStates.map((state) => [state, answer(resend, stand(state))]))).toEqual({
      queued: 'letterQueued',
      deferred: 'queued',
      sent: 'letterSent',
      bounced: 'queued',
      givenUp: 'queued',
      aborted: 'queued',
      overtaken: 'letterOvertaken',
    })
    expect(answer(resend, stand('givenUp', { emptied: true }))).toBe('letterEmptied')
    expect(answer(resend, stand('bounced', { dead: true }))).toBe('deadAddress')
    expect(answer(resend, stand('givenUp', { strandedAnswer: true }))).toBe('answerNotMoved')
  })

  it('stops a letter that waits, and no other', () => {
    expect(Object.fromEntries(letterStates.map((state) => [state, answer(abort, stand(state))]))).toEqual({
      queued: 'aborted',
      deferred: 'aborted',
      sent: 'letterSent',
      bounced: 'letterStopped',
      givenUp: 'letterStopped',
      aborted: 'letterStopped',
      overtaken: 'letterOvertaken',
    })
  })

  it('does neither while it is being sent', () => {
    for (const command of [resend, abort])
      expect(answer(command, stand('deferred', { inHand: true }))).toBe('letterInHand')
  })
})
