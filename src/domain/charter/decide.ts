// Introduces the charter's chart to what stands aboard and on the list; counts that differ are refused with both numbers.
import { finding, outOfSequence, policyUnmet, type Decision, type Rejection } from '../decision.ts'
import type { CharterId, JourneyId, OrganisationId } from '../ids.ts'
import type { Instant } from '../instant.ts'
import { charterStep } from './chart.ts'
import { draftCharter, evolveCharter, seatsToFill, type Charter } from './charter.ts'
import type { DecidedCharterCommand } from './commands.ts'
import { conditionsFinding, openConditions, unticked } from './conditions.ts'
import type { CharterEvent, CharterTerms, HeadCount } from './events.ts'
import type { Permit } from './permit.ts'
import { publishSeatRule, roundOutstanding, seatsCloseTooLate } from './seats.ts'

/** What the decision needs to know of the journeys: who is cleared, in order, how many are aboard, who is not done. */
export type Aboard = {
  readonly cleared: readonly JourneyId[]
  readonly aboard: number
  readonly unfinished: number
  /** Children aboard without a guardian. */
  readonly unguarded: readonly JourneyId[]
  /** Everybody who ever registered. */
  readonly registered: number
  /** Until when somebody without any test can begin and still fly; null where no plan can be made. */
  readonly lastStart: Instant | null
}
export type CharterDecision = Decision<Charter, CharterEvent, never>

export function draft(id: CharterId, organiser: OrganisationId, terms: CharterTerms): CharterDecision {
  const findings = []
  if (terms.leg.scheduledArrival <= terms.leg.scheduledDeparture) {
    findings.push(finding('arrivalBeforeDeparture', 'The aircraft would land before it departs.', {}))
  }
  if (terms.leg.plannedBoarding && terms.leg.plannedBoarding > terms.leg.scheduledDeparture) {
    findings.push(finding('boardingAfterDeparture', 'Boarding is planned after the departure.', {}))
  }
  if (seatsToFill(terms) < 1) {
    findings.push(
      finding(
        'noSeat',
        `No seat may be filled with ${terms.aircraft.seats.value} seats at ${terms.aircraft.loadCapPercent.value} %.`,
        {},
      ),
    )
  }
  if (findings.length) return policyUnmet(...findings)
  const event = { type: 'CharterDrafted' as const, organiser, terms }
  return { outcome: 'accepted', next: draftCharter(id, event), events: [event], effects: [] }
}

export function decideCharter(
  charter: Charter,
  command: DecidedCharterCommand,
  now: Instant,
  aboard: Aboard,
  /** Of a charter that applies for one; asked only where the application is submitted. */
  permit: Permit | null = null,
): CharterDecision {
  switch (command.type) {
    case 'SubmitApplication':
      if (charterStep(charter.stage, 'ApplicationSubmitted') && permit && !permit.canStillBeMet)
        return policyUnmet(...permit.findings)
      return tell(charter, { type: 'ApplicationSubmitted', at: now })
    case 'ReturnApplication':
      return tell(charter, { type: 'ApplicationReturned', reasons: command.reasons })
    case 'RefuseApplication':
      return tell(charter, { type: 'ApplicationRefused', reasons: command.reasons })
    case 'ApproveCharter':
      return tell(charter, { type: 'CharterApproved', at: now, conditions: command.conditions })
    case 'FulfilCondition': {
      const { type: _type, ...ticked } = command
      const barred = unticked(charter, ticked.condition)
      const event = { type: 'ConditionFulfilled' as const, at: now, ...ticked }
      return tellOr(charter, 'ConditionFulfilled', barred ? policyUnmet(barred) : event)
    }
    case 'PublishSeatRule':
      return tellOr(charter, 'SeatRulePublished', publishSeatRule(charter, command, now, aboard))
    case 'OpenRegistration':
      return tell(charter, { type: 'RegistrationOpened', at: now })
    case 'CloseManifest':
      return tellOr(charter, 'ManifestClosed', closeManifest(charter, aboard.cleared, now))
    case 'ReopenManifest':
      return tell(charter, { type: 'ManifestReopened', at: now, reason: command.reason })
    case 'RetimeCharter':
      return retime(charter, command, now)
    case 'DepartCharter':
      if (charterStep(charter.stage, 'CharterDeparted') && aboard.unguarded.length)
        return childrenAlone(aboard.unguarded)
      return counted(charter, command.handover, aboard.aboard, {
        type: 'CharterDeparted',
        at: now,
        handover: command.handover,
      })
    case 'DivertCharter':
      return tell(charter, { type: 'CharterDiverted', at: now, to: command.to })
    case 'TurnBackCharter':
      return tell(charter, { type: 'CharterTurnedBack', at: now, reason: command.reason })
    case 'LandCharter':
      return counted(charter, command.handover, aboard.aboard, {
        type: 'CharterLanded',
        at: now,
        handover: command.handover,
      })
    case 'CompleteCharter':
      return complete(charter, aboard.unfinished, now)
    case 'CancelCharter':
      return tell(charter, { type: 'CharterCancelled', at: now, reason: command.reason })
    default:
      return command satisfies never
  }
}

/** Refuses, all at once: conditions of the approval that are open, and claims for seats that no round has ranked. */
function closeManifest(charter: Charter, cleared: readonly JourneyId[], now: Instant): CharterEvent | Rejection {
  const open = openConditions(charter)
  const findings = [open.length ? conditionsFinding(open) : null, roundOutstanding(charter)].filter((each) => !!each)
  return findings.length ? policyUnmet(...findings) : { type: 'ManifestClosed', at: now, entries: [...cleared] }
}

/** Refuses, all at once: an arrival before the departure, a boarding after it, and either of the two in the past. */
function retime(
  charter: Charter,
  command: Extract<DecidedCharterCommand, { type: 'RetimeCharter' }>,
  now: Instant,
): CharterDecision {
  if (!charterStep(charter.stage, 'CharterRetimed'))
    return tell(charter, { type: 'CharterRetimed', leg: charter.record.leg, reason: command.reason })
  const { scheduledDeparture, plannedBoarding, scheduledArrival } = command
  const findings = []
  if (scheduledArrival <= scheduledDeparture)
    findings.push(finding('arrivalBeforeDeparture', 'The aircraft would land before it departs.', {}))
  if (plannedBoarding && plannedBoarding > scheduledDeparture)
    findings.push(finding('boardingAfterDeparture', 'Boarding is planned after the departure.', {}))
  if (scheduledDeparture < now) {
    findings.push(
      finding('departureInPast', `The new departure, ${scheduledDeparture}, lies in the past.`, {
        departure: scheduledDeparture,
      }),
    )
  }
  if (plannedBoarding && plannedBoarding < now) {
    findings.push(
      finding('boardingInPast', `The new boarding, ${plannedBoarding}, lies in the past.`, {
        boarding: plannedBoarding,
      }),
    )
  }
  const { allocation } = charter.record
  if (allocation && !allocation.round && allocation.rule.closesAt >= (plannedBoarding ?? scheduledDeparture))
    findings.push(seatsCloseTooLate(plannedBoarding ?? scheduledDeparture))
  if (findings.length) return policyUnmet(...findings)
  const leg = {
    ...charter.record.leg,
    scheduledDeparture,
    plannedBoarding,
    scheduledArrival,
  }
  return tell(charter, { type: 'CharterRetimed', leg, reason: command.reason })
}

function childrenAlone(children: readonly JourneyId[]): CharterDecision {
  const journeys = children.join(', ')
  return policyUnmet(
    finding(
      'guardianNotAboard',
      `${journeys} would fly without a guardian: they leave the aircraft, or the guardian boards.`,
      { journeys },
    ),
  )
}

function counted(charter: Charter, handover: HeadCount, aboard: number, event: CharterEvent): CharterDecision {
  if (!charterStep(charter.stage, event.type)) return tell(charter, event)
  if (handover.count === aboard) return tell(charter, event)
  return policyUnmet(
    finding(
      'headCountDiffers',
      `${handover.count} were counted and ${aboard} are recorded aboard: count again, or correct who boarded.`,
      {
        counted: handover.count,
        listed: aboard,
      },
    ),
  )
}

function complete(charter: Charter, unfinished: number, now: Instant): CharterDecision {
  if (charterStep(charter.stage, 'CharterCompleted') && unfinished > 0) {
    return policyUnmet(finding('journeysOpen', `${unfinished} journeys are not finished yet.`, { unfinished }))
  }
  return tell(charter, { type: 'CharterCompleted', at: now })
}

/** What the chart does not know there comes before what a rule forbids. */
function tellOr(charter: Charter, type: CharterEvent['type'], event: CharterEvent | Rejection): CharterDecision {
  if (!charterStep(charter.stage, type)) return outOfTurn(charter, type)
  return 'outcome' in event ? event : tell(charter, event)
}

/** What the round came to, told to the charter; refused where the charter takes nobody any more. */
export const holdSeatRound = (
  charter: Charter,
  event: Extract<CharterEvent, { type: 'SeatRoundHeld' }>,
): CharterDecision => tell(charter, event)

function tell(charter: Charter, event: CharterEvent): CharterDecision {
  if (!charterStep(charter.stage, event.type)) return outOfTurn(charter, event.type)
  return { outcome: 'accepted', next: evolveCharter(charter, event), events: [event], effects: [] }
}

const outOfTurn = (charter: Charter, fact: CharterEvent['type']): Rejection =>
  outOfSequence(
    finding('outOfSequence', `The charter stands at ${charter.stage}: ${fact} cannot follow there.`, {
      stage: charter.stage,
      fact,
    }),
  )
