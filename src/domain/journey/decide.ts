// Introduces chart and policy to each other: a command becomes facts that the chart takes, or a refusal with findings.
import { finding, outOfSequence, policyUnmet } from '../decision.ts'
import type { Instant } from '../instant.ts'
import { isInfection } from '../policy/infection.ts'
import type { Policy } from '../policy/policy.ts'
import {
  admit,
  askObservation,
  assessRisk,
  completeCentralPeriod,
  release,
  returnToObservation,
} from './afterLanding.ts'
import {
  applyForCode,
  askDeadline,
  board,
  cancelWithCharter,
  closeForDeparture,
  followRetiming,
  issueCode,
  offload,
  recordDepartureTest,
  refuseCode,
  stayWithGuardian,
} from './beforeBoarding.ts'
import type { InnerCommand, PersonalCommand, ReleaseEarly } from './commands.ts'
import { step } from './chart.ts'
import { releaseEarly } from './earlyRelease.ts'
import type { JourneyEvent, JourneyEventType } from './events.ts'
import type { Journey } from './journey.ts'
import type { NaatTest } from './naat.ts'
import { askOutcome, tellOutcome } from './outcomeTold.ts'
import { acceptSeat, askOffer, declineSeat, requestSeat } from './offer.ts'
import { redecide } from './redecide.ts'
import { isBeforeBoarding } from './stage.ts'
import { bound, isRejection, refusedBySequence, tell, tellAndSettle, type JourneyDecision } from './tell.ts'

/** A re-decision reaches the journey with the edition found: see `FollowEdition`. */
export type DecidedCommand = Exclude<PersonalCommand, { type: 'RedecideEdition' }> | ReleaseEarly | InnerCommand

/** The first fact that a command brings: asked of the chart before any condition is. Others ask for themselves. */
const firstFact: Partial<Record<DecidedCommand['type'], JourneyEventType>> = {
  AssignSeat: 'SeatAssigned',
  RankWaiting: 'WaitingListRanked',
  OfferSeat: 'SeatOffered',
  PassOver: 'OfferPassedOver',
  RecordTest: 'TestRecorded',
  ApplyForCode: 'CodeApplied',
  IssueCode: 'CodeIssued',
  RefuseCode: 'CodeRefused',
  Board: 'Boarded',
  Offload: 'Disembarked',
  Admit: 'Admitted',
  ReturnToObservation: 'ReturnedToObservation',
  FollowRetiming: 'ScheduleChanged',
  AssessRisk: 'RiskAssessed',
  TellOutcome: 'OutcomeTold',
}

/**
 * Decides one command for one journey at `now` under `policy`. Refuses first what cannot follow here (out-of-sequence),
 * then what a rule forbids (policy-unmet); findings name the edition. Pure: the same arguments, the same answer.
 */
export function decide(journey: Journey, command: DecidedCommand, now: Instant, policy: Policy): JourneyDecision {
  const first = firstFact[command.type]
  const bySequence = first ? refusedBySequence(journey, first) : null
  if (bySequence) return bySequence
  switch (command.type) {
    case 'AssignSeat':
      // Somebody exempt, or who lost a seat with tests in hand, stands further along at once.
      return underMission(policy, (rules) =>
        tellAndSettle(
          journey,
          [{ type: 'SeatAssigned', at: now, ...(command.seating && { seating: command.seating }) }],
          now,
          rules,
        ),
      )
    case 'RankWaiting':
      return tell(journey, [{ type: 'WaitingListRanked', seating: command.seating }], now, policy)
    case 'OfferSeat':
      return tell(journey, [{ type: 'SeatOffered', at: now, expiresAt: command.expiresAt }], now, policy)
    case 'PassOver':
      return tell(journey, [{ type: 'OfferPassedOver', at: now, findings: [...command.findings] }], now, policy)
    case 'AcceptSeat':
      return acceptSeat(journey, now, policy)
    case 'DeclineSeat':
      return declineSeat(journey, now, policy)
    case 'RequestSeat':
      return requestSeat(journey, now, policy)
    case 'LoseSeat':
      return tell(journey, [{ type: 'SeatLost', reason: command.reason }], now, policy)
    case 'RecordTest':
      return recordTest(journey, command.test, now, policy)
    case 'ApplyForCode':
      return underMission(policy, (rules) => applyForCode(journey, rules.issuer, now, rules))
    case 'IssueCode':
      return underMission(policy, (rules) => issueCode(journey, command, now, rules))
    case 'RefuseCode':
      return underMission(policy, (rules) => refuseCode(journey, command.reason, now, rules))
    case 'Withdraw':
      return tell(journey, [{ type: 'Withdrawn', reason: command.reason }], now, policy)
    case 'FollowRetiming':
      return underMission(policy, (rules) => followRetiming(journey, command.testExempt, now, rules))
    case 'CloseForDeparture':
      return closeForDeparture(journey, now, policy)
    case 'CancelWithCharter':
      return cancelWithCharter(journey, command.reason, now, policy)
    case 'StayWithGuardian':
      return stayWithGuardian(journey, command.guardian, now, policy)
    case 'Board':
      return underMission(policy, (rules) => board(journey, now, rules))
    case 'DenyBoarding':
      return tell(
        journey,
        [
          {
            type: 'BoardingDenied',
            at: now,
            findings: [finding('boardingDenied', 'The carrier denied boarding.', { reason: command.reason })],
          },
        ],
        now,
        policy,
      )
    case 'Offload':
      return offload(journey, command.reason, now, policy)
    case 'MarkNoShow':
      return tell(journey, [{ type: 'DidNotShow', at: now }], now, policy)
    case 'Disembark':
      return tell(journey, [{ type: 'Disembarked', at: now, reason: command.reason }], now, policy)
    case 'Land':
      return tell(
        journey,
        [
          {
            type: 'Landed',
            at: command.at,
            airport: command.airport,
            observationEdition: policy.observation?.id ?? null,
          },
        ],
        now,
        policy,
      )
    case 'RefuseEntry':
      return tell(journey, [{ type: 'EntryRefused', at: now, reason: command.reason }], now, policy)
    case 'BeginTransfer':
      return tell(journey, [{ type: 'TransferBegun', run: command.run }], now, policy)
    case 'LeaveVehicle':
      return tell(journey, [{ type: 'ReturnedToTransfer', at: now }], now, policy)
    case 'Admit':
      return admit(journey, command.room, now, policy)
    case 'TakeToMedicalCare':
      return tell(
        journey,
        [{ type: 'TakenToMedicalCare', at: now, place: command.place, cause: command.cause }],
        now,
        policy,
      )
    case 'ReturnToObservation':
      return returnToObservation(journey, command.room, now, policy)
    case 'AssessHome':
      return tell(journey, [{ type: 'HomeAssessed', suitable: command.suitable, reason: command.reason }], now, policy)
    case 'AssessRisk':
      return assessRisk(journey, command, now, policy)
    case 'FollowEdition':
    case 'KeepEdition':
      return redecide(journey, command, now, policy)
    case 'CompleteCentralPeriod':
      return refusedBySequence(journey, 'CentralPeriodCompleted') ?? completeCentralPeriod(journey, now, policy)
    case 'Release':
      return release(journey, now, policy)
    case 'ReleaseEarly':
      return releaseEarly(journey, command.reason, now, policy)
    case 'TellOutcome': {
      const { type: _, ...outcome } = command
      return tellOutcome(journey, outcome, now, policy)
    }
    case 'ReportMissing':
      return tell(journey, [{ type: 'LeftLoop', at: now, lastSeen: command.lastSeen }], now, policy)
    case 'ReportFound':
      return found(journey, command, now, policy)
    case 'AskDeadline':
      if (command.wake === 'wake.offerEnds') return askOffer(journey, now, policy)
      if (command.wake === 'wake.outcomeAsked') return askOutcome(journey, now, policy)
      return isBeforeBoarding(journey.stage)
        ? underMission(policy, (rules) => askDeadline(journey, command.wake, now, rules))
        : askObservation(journey, command.wake, now, policy)
    default:
      return command satisfies never
  }
}

function recordTest(journey: Journey, test: NaatTest, now: Instant, policy: Policy): JourneyDecision {
  if (journey.dossier.tests.some(({ id }) => id === test.id)) {
    return outOfSequence(finding('testKnown', `Test ${test.id} is recorded already.`, { test: test.id }))
  }
  if (test.reportedAt < test.sampledAt) {
    return policyUnmet(
      finding(
        'reportBeforeSample',
        `Test ${test.id} was reported ${test.reportedAt}, before it was sampled ${test.sampledAt}.`,
        { test: test.id },
      ),
    )
  }
  if (test.reportedAt > now) {
    return policyUnmet(
      finding('reportInFuture', `Test ${test.id} would be reported ${test.reportedAt}, which is still to come.`, {
        test: test.id,
      }),
    )
  }
  if (isBeforeBoarding(journey.stage))
    return underMission(policy, (rules) => recordDepartureTest(journey, test, now, rules))
  // On the way and under observation a positive calls somebody; in care it is what care is for.
  const calls: JourneyEvent[] =
    isInfection(policy.observation, test) && step(journey.stage, 'FoundPositive')
      ? [{ type: 'FoundPositive', test: test.id }]
      : []
  return tell(journey, [{ type: 'TestRecorded', test }, ...calls], now, policy)
}

function found(
  journey: Journey,
  command: Extract<PersonalCommand, { type: 'ReportFound' }>,
  now: Instant,
  policy: Policy,
): JourneyDecision {
  const bySequence = journey.stage === 'leftLoop' ? null : refusedBySequence(journey, 'StillMissing')
  if (bySequence) return bySequence
  if (command.to === 'transfer') return tell(journey, [{ type: 'ReturnedToTransfer', at: now }], now, policy)
  if (!command.room)
    return policyUnmet(finding('roomMissing', 'A return to observation names the room.', { field: 'room' }))
  return returnToObservation(journey, command.room, now, policy)
}

type Rules = Policy & { readonly mission: NonNullable<Policy['mission']>; readonly issuer: string }
function underMission(policy: Policy, then: (rules: Rules) => JourneyDecision): JourneyDecision {
  const rules = bound(policy)
  return isRejection(rules) ? rules : then({ ...rules, issuer: policy.issuer })
}
