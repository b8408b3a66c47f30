// Introduces the call's chart to its window of days and its closing time.
import { finding, outOfSequence, policyUnmet, type Decision, type Finding } from '../decision.ts'
import type { CharterId, DemandCallId, OrganisationId } from '../ids.ts'
import { daysBetween, inZone, localDate, type Instant } from '../instant.ts'
import { demandStep } from './chart.ts'
import type { DemandCommand } from './commands.ts'
import { evolveDemandCall, openDemandCall, type DemandCall } from './demandCall.ts'
import type { DemandEvent, DemandTerms } from './events.ts'
import type { DemandLine } from './line.ts'

export type DemandEffect = { readonly name: 'wake.demandClosing'; readonly dueAt: Instant }
export type DemandDecision = Decision<DemandCall, DemandEvent, DemandEffect>

/** A forecast looks at every day of the window by itself; a quarter is more than any call needs. */
const mostDays = 92

/** Refuses, all at once: an empty or endless window, a window that lies in the past, and a closing that is over or too late. */
export function callForDemand(
  id: DemandCallId,
  office: OrganisationId,
  terms: DemandTerms,
  now: Instant,
): DemandDecision {
  const { firstDay, lastDay, closesAt, from } = terms
  const findings: Finding[] = []
  if (lastDay < firstDay)
    findings.push(
      finding('windowEmpty', `The last day, ${lastDay}, lies before the first, ${firstDay}.`, { firstDay, lastDay }),
    )
  if (daysBetween(firstDay, lastDay) >= mostDays)
    findings.push(
      finding('windowTooLong', `The window has ${daysBetween(firstDay, lastDay) + 1} days; at most ${mostDays}.`, {
        days: daysBetween(firstDay, lastDay) + 1,
        most: mostDays,
      }),
    )
  if (lastDay < localDate(now, from.zone))
    findings.push(finding('windowInPast', `The last possible flight day, ${lastDay}, lies in the past.`, { lastDay }))
  findings.push(...closingFindings(terms, closesAt, now))
  if (findings.length) return policyUnmet(...findings)
  const event = { type: 'DemandCalled' as const, at: now, office, terms }
  return { outcome: 'accepted', next: openDemandCall(id, event), events: [event], effects: [wake(closesAt)] }
}

/** `replier` is who replies; the other commands do not ask for it. */
export function decideDemandCall(
  call: DemandCall,
  command: DemandCommand,
  now: Instant,
  replier: OrganisationId | null,
): DemandDecision {
  switch (command.type) {
    case 'ReplyToDemand':
      return reply(call, command.lines, now, replier)
    case 'CloseDemandCall':
      return tell(call, { type: 'DemandCallClosed', at: now, reason: command.reason })
    case 'ReopenDemandCall':
      return reopen(call, command, now)
    case 'CancelDemandCall':
      return tell(call, { type: 'DemandCallCancelled', at: now, reason: command.reason })
    case 'AskDemandClosing':
      // Closed before its time, cancelled, or reopened until later: there is nothing to close, and a later wake asks again.
      return call.stage === 'open' && call.record.closesAt <= now
        ? tell(call, { type: 'DemandCallClosed', at: now, reason: null })
        : { outcome: 'accepted', next: call, events: [], effects: [] }
    default:
      return command satisfies never
  }
}

/** The call keeps which charters rest on it; none rests on a call that was cancelled. */
export function charterFrom(
  call: DemandCall,
  charter: CharterId,
  organiser: OrganisationId,
  now: Instant,
): DemandDecision {
  const { reason } = call.record
  return call.stage === 'cancelled'
    ? policyUnmet(finding('demandCallCancelled', `The call was cancelled: ${reason}`, { reason: reason ?? '' }))
    : tell(call, { type: 'DemandChartered', at: now, charter, organiser })
}

function reply(
  call: DemandCall,
  lines: readonly DemandLine[],
  now: Instant,
  organisation: OrganisationId | null,
): DemandDecision {
  const { terms, closesAt } = call.record
  if (!organisation || call.stage !== 'open' || closesAt <= now) {
    const at = inZone(call.record.closedAt ?? closesAt, terms.from.zone)
    return outOfSequence(
      finding('demandCallClosed', `The call takes no replies any more: it closed ${at}.`, { closedAt: at }),
    )
  }
  const findings = lines.flatMap(({ earliestDate }, line): readonly Finding[] =>
    terms.firstDay <= earliestDate && earliestDate <= terms.lastDay
      ? []
      : [
          finding(
            'dateOutsideWindow',
            `Line ${line + 1}: ${earliestDate} lies outside the window from ${terms.firstDay} to ${terms.lastDay}.`,
            {
              line: line + 1,
              field: `lines.${line}.earliestDate`,
              date: earliestDate,
              firstDay: terms.firstDay,
              lastDay: terms.lastDay,
            },
          ),
        ],
  )
  if (findings.length) return policyUnmet(...findings)
  return tell(call, { type: 'DemandReplied', at: now, organisation, lines: [...lines] })
}

function reopen(
  call: DemandCall,
  { closesAt, reason }: Extract<DemandCommand, { type: 'ReopenDemandCall' }>,
  now: Instant,
): DemandDecision {
  const event = { type: 'DemandCallReopened' as const, at: now, closesAt, reason }
  const findings = demandStep(call.stage, event.type) ? closingFindings(call.record.terms, closesAt, now) : []
  return findings.length ? policyUnmet(...findings) : tell(call, event, [wake(closesAt)])
}

function closingFindings({ lastDay, from }: DemandTerms, closesAt: Instant, now: Instant): readonly Finding[] {
  if (closesAt <= now)
    return [
      finding('closingInPast', `The closing time, ${inZone(closesAt, from.zone)}, is over.`, {
        closesAt: inZone(closesAt, from.zone),
      }),
    ]
  return localDate(closesAt, from.zone) > lastDay
    ? [
        finding(
          'closingAfterWindow',
          `The call would close ${inZone(closesAt, from.zone)}, after its last day ${lastDay}.`,
          { closesAt: inZone(closesAt, from.zone), lastDay },
        ),
      ]
    : []
}

const wake = (dueAt: Instant): DemandEffect => ({ name: 'wake.demandClosing', dueAt })

function tell(call: DemandCall, event: DemandEvent, effects: readonly DemandEffect[] = []): DemandDecision {
  if (!demandStep(call.stage, event.type)) {
    return outOfSequence(
      finding('demandOutOfSequence', `The demand call stands at ${call.stage}: ${event.type} cannot follow there.`, {
        demandStage: call.stage,
        fact: event.type,
      }),
    )
  }
  return { outcome: 'accepted', next: evolveDemandCall(call, event), events: [event], effects }
}
