// What the charter asks of a rule for seats: published once, before anybody registers, and closing in time for tests.
import { finding, outOfSequence, policyUnmet, type Finding, type Rejection } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { Charter } from './charter.ts'
import type { DecidedCharterCommand } from './commands.ts'
import type { CharterEvent } from './events.ts'

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
  const { leg } = charter.record
  const latest = known.lastStart ?? leg.plannedBoarding ?? leg.scheduledDeparture
  const findings: Finding[] = []
  if (rule.closesAt <= now) {
    findings.push(
      finding('seatsCloseInPast', `Claims would close ${rule.closesAt}, which is over.`, { closesAt: rule.closesAt }),
    )
  }
  if (rule.closesAt >= latest) findings.push(seatsCloseTooLate(latest))
  if (findings.length) return policyUnmet(...findings)
  return { type: 'SeatRulePublished', at: now, rule, commitment }
}

export const seatsCloseTooLate = (latest: Instant): Finding =>
  finding('seatsCloseTooLate', `Claims must close before ${latest}, or nobody could still be tested.`, { latest })

/** Claims are waiting for their round: closing the manifest would leave all of them behind unheard. */
export function roundOutstanding({ record: { allocation } }: Charter): Finding | null {
  if (!allocation || allocation.round) return null
  const { closesAt } = allocation.rule
  return finding('seatRoundOutstanding', `Claims for seats are collected until ${closesAt} and not ranked yet.`, {
    closesAt,
  })
}
