// What the charter asks of a rule for seats: published once, before anybody registers, and closing in time for tests.
import { finding, outOfSequence, policyUnmet, type Finding, type Rejection } from '../decision.ts'
import { plusHours, type Instant, type Span } from '../instant.ts'
import type { Charter } from './charter.ts'
import type { DecidedCharterCommand } from './commands.ts'
import type { CharterEvent } from './events.ts'

/** So long at least may be claimed from the publication of the rule on (the desk's own choice). */
const leastClaimHours = 24

/** When a rule published now may close its claims: from the first moment on, and before the last. */
export const claimSpan = ({ record: { leg } }: Charter, now: Instant, lastStart: Instant | null): Span => ({
  from: plusHours(now, leastClaimHours),
  until: lastStart ?? leg.plannedBoarding ?? leg.scheduledDeparture,
})

type Publication = Extract<DecidedCharterCommand, { type: 'PublishSeatRule' }>

/** Refuses a second rule, one that comes after the first merchant, and a closing that is over or leaves no time for tests. */
export function publishSeatRule(
  charter: Charter,
  { commitment, type: _, ...rule }: Publication,
  now: Instant,
  known: { readonly registered: number; readonly lastStart: Instant | null },
): CharterEvent | Rejection {
  if (charter.record.allocation)
    return outOfSequence(
      finding('seatRuleKnown', 'A rule for seats is published already: it does not change any more.'),
    )
  if (known.registered > 0) {
    return outOfSequence(
      finding(
        'registrationBegun',
        `${known.registered} have registered already: a rule for seats comes before the first of them.`,
        { registered: known.registered },
      ),
    )
  }
  const { from: earliest, until: latest } = claimSpan(charter, now, known.lastStart)
  const findings: Finding[] = []
  if (rule.closesAt <= now) {
    findings.push(
      finding('seatsCloseInPast', `Claims would close ${rule.closesAt}, which is over.`, { closesAt: rule.closesAt }),
    )
  } else if (rule.closesAt < earliest) {
    findings.push(
      finding(
        'seatsCloseTooSoon',
        `Claims must stay open for ${leastClaimHours} hours from the publication, until ${earliest} at least.`,
        { hours: leastClaimHours, earliest },
      ),
    )
  }
  if (rule.closesAt >= latest) findings.push(seatsCloseTooLate(latest))
  if (findings.length) return policyUnmet(...findings)
  return { type: 'SeatRulePublished', at: now, rule, commitment }
}

export const seatsCloseTooLate = (latest: Instant): Finding =>
  finding('seatsCloseTooLate', `Claims must close before ${latest}, or nobody could still be tested.`, { latest })

/** Under new times the closing may come too late for anybody's tests: a re-timing is taken all the same, and says so. */
export function closingTooLate({ record: { allocation } }: Charter, lastStart: Instant | null): Finding | null {
  if (!allocation || allocation.round || !lastStart) return null
  return allocation.rule.closesAt >= lastStart ? seatsCloseTooLate(lastStart) : null
}

/** A charter on which nobody could claim a seat before the closing is drafted anew. */
export function claimsOver({ stage, record: { allocation } }: Charter, now: Instant): Finding | null {
  if (stage !== 'draft' || !allocation || now < allocation.rule.closesAt) return null
  const { closesAt } = allocation.rule
  return finding(
    'claimsOver',
    `Claims for seats closed ${closesAt}, before anybody could claim one: draft the charter anew with a later closing.`,
    { closesAt },
  )
}

/** Claims are waiting for their round: closing the manifest would leave all of them behind unheard. */
export function roundOutstanding({ record: { allocation } }: Charter): Finding | null {
  if (!allocation || allocation.round) return null
  const { closesAt } = allocation.rule
  return finding('seatRoundOutstanding', `Claims for seats are collected until ${closesAt} and not ranked yet.`, {
    closesAt,
  })
}
