// Decisions on the ground in the departure country: seat, tests, code, gate.
import { finding, outOfSequence, policyUnmet, type Finding } from '../decision.ts'
import { inZone, type Instant } from '../instant.ts'
import { codeBasis, codeObstacles, codeValidUntil, colourAsked } from '../policy/healthCode.ts'
import { atTheGate, type Bound, type Policy } from '../policy/policy.ts'
import { assign } from '../policy/testing.ts'
import type { InnerCommand, PersonalCommand } from './commands.ts'
import type { JourneyEvent } from './events.ts'
import type { Journey } from './journey.ts'
import type { NaatTest } from './naat.ts'
import { offerStands, offerTooLate } from './offer.ts'
import { notCounted, shortfall, standing } from './settle.ts'
import { bound, isRejection, refusedBySequence, tell, tellAndSettle, type JourneyDecision } from './tell.ts'

type Of<Type extends string> = Extract<PersonalCommand | InnerCommand, { type: Type }>

/** A positive ends the way on this charter; any other result is kept, and the policy says whether it counts. */
export function recordDepartureTest(journey: Journey, test: NaatTest, now: Instant, policy: Bound): JourneyDecision {
  const recorded: JourneyEvent = { type: 'TestRecorded', test }
  if (test.result === 'positive') {
    const positive = finding(
      'positive',
      `Test ${test.id}, sampled ${inZone(test.sampledAt, policy.departureZone)}, is positive.`,
      { test: test.id },
      policy.mission.id,
    )
    return tell(journey, [recorded, { type: 'Deferred', findings: [positive] }], now, policy)
  }
  const papers = { ...journey.dossier, tests: [...journey.dossier.tests, test] }
  const findings = notCounted(policy, papers, assign(policy, papers), test)
  const told: JourneyEvent[] = findings.length
    ? [{ type: 'TestNotCounted', test: test.id, findings: [...findings] }]
    : []
  return tellAndSettle(journey, [recorded, ...told], now, policy)
}

/** Asked once: missions warn that a second submission may lock the account (San Francisco, May 2022). */
export function applyForCode(journey: Journey, issuer: string, now: Instant, policy: Bound): JourneyDecision {
  if (journey.dossier.application) {
    return outOfSequence(
      finding(
        'alreadyApplied',
        `The code was applied for on ${inZone(journey.dossier.application.at, policy.departureZone)}; a second application may lock the account.`,
        { at: inZone(journey.dossier.application.at, policy.departureZone) },
      ),
    )
  }
  const obstacles = notYet(journey, policy)
  if (obstacles.length) return policyUnmet(...obstacles)
  return tell(
    journey,
    [{ type: 'CodeApplied', at: now, mission: issuer, basis: counted(journey, policy) }],
    now,
    policy,
  )
}

export function issueCode(journey: Journey, command: Of<'IssueCode'>, now: Instant, policy: Bound): JourneyDecision {
  const { code: inHand } = journey.dossier
  if (inHand) {
    return outOfSequence(
      finding('codeInHand', `A ${inHand.colour} code was issued on ${inHand.issuedAt} already.`, {
        colour: inHand.colour,
        at: inHand.issuedAt,
      }),
    )
  }
  const { application, traits } = journey.dossier
  const obstacles: Finding[] = [...notYet(journey, policy)]
  if (!application) obstacles.push(finding('notApplied', 'No application for the code is in hand.'))
  const asked = colourAsked(policy.mission, traits.testExempt)
  if (asked && asked !== command.colour) {
    obstacles.push(
      finding(
        'wrongColour',
        `The edition asks for a ${asked} code; this one is ${command.colour}.`,
        { asked, given: command.colour },
        policy.mission.id,
      ),
    )
  }
  if (command.validUntil && command.validUntil < policy.anchor.at) {
    obstacles.push(
      finding(
        'codeEndsTooSoon',
        `The code would end ${command.validUntil}, before boarding.`,
        { validUntil: command.validUntil },
        policy.mission.id,
      ),
    )
  }
  if (obstacles.length || !application) return policyUnmet(...obstacles)
  const basis = counted(journey, policy)
  const validUntil = codeValidUntil(policy, standing(policy, journey.dossier).assignment, command.validUntil)
  const code = {
    colour: command.colour,
    issuer: application.mission,
    issuedAt: now,
    validUntil,
    basis,
  }
  return tellAndSettle(journey, [{ type: 'CodeIssued', code }], now, policy)
}

const counted = (journey: Journey, policy: Bound): string[] =>
  codeBasis(standing(policy, journey.dossier).assignment).map(({ id }) => id)

const notYet = (journey: Journey, policy: Bound): readonly Finding[] =>
  codeObstacles(policy, journey.dossier, standing(policy, journey.dossier).assignment)

export function refuseCode(journey: Journey, reason: string, now: Instant, policy: Bound): JourneyDecision {
  if (!journey.dossier.application) return policyUnmet(finding('notApplied', 'No application for the code is in hand.'))
  const refused = finding('codeRefused', 'The mission refused the code.', { reason }, policy.mission.id)
  return tell(
    journey,
    [
      { type: 'CodeRefused', reason },
      { type: 'Deferred', findings: [refused] },
    ],
    now,
    policy,
  )
}

/** The gate asks the rules again, with the moment at which this merchant really boards. */
export function board(journey: Journey, now: Instant, policy: Bound): JourneyDecision {
  const { flight } = policy
  if (flight.departed) return outOfSequence(finding('alreadyDeparted', 'The aircraft has departed.'))
  if (!flight.manifest)
    return outOfSequence(finding('manifestOpen', 'The passenger manifest is not closed yet: nobody boards before.'))
  if (!flight.manifest.includes(journey.id)) {
    return policyUnmet(finding('notOnManifest', 'The merchant is not on the closed passenger manifest.'))
  }
  const gate = { ...atTheGate(policy, now), mission: policy.mission }
  const obstacles = shortfall(gate, journey.dossier)
  if (obstacles.length) return policyUnmet(...obstacles)
  return tell(journey, [{ type: 'Boarded', at: now }], now, policy)
}

/** Back before the gate, with seat, tests and code as they were; once the aircraft has left, nobody gets off. */
export function offload(journey: Journey, reason: string, now: Instant, policy: Policy): JourneyDecision {
  if (policy.flight.departed) return outOfSequence(finding('alreadyDeparted', 'The aircraft has departed.'))
  return tell(journey, [{ type: 'Disembarked', at: now, reason }], now, policy)
}

/** What a re-timed flight makes of one journey: its schedule, then whatever lapsed, then whatever still counts. */
export function followRetiming(journey: Journey, testExempt: boolean, now: Instant, policy: Bound): JourneyDecision {
  const changed: JourneyEvent = {
    type: 'ScheduleChanged',
    anchor: policy.anchor.at,
    missionEdition: policy.mission.id,
    testExempt,
  }
  // An offer that could not be met any more is taken back, and nothing is counted against them.
  const tooLate: JourneyEvent[] = offerStands(journey, policy, now)
    ? []
    : [{ type: 'OfferPassedOver', at: now, findings: [offerTooLate(now)] }]
  return tellAndSettle(journey, [changed, ...tooLate], now, policy)
}

/** Whoever is not cleared when the list closes stays behind, with everything that was missing. */
export function closeForDeparture(journey: Journey, now: Instant, policy: Policy): JourneyDecision {
  return tell(journey, [{ type: 'Deferred', findings: [...whyNotReady(journey, policy)] }], now, policy)
}

function whyNotReady(journey: Journey, policy: Policy): readonly Finding[] {
  if (journey.stage === 'waitlisted' || journey.stage === 'offered' || journey.stage === 'registered') {
    return [finding('noSeat', 'No seat became free before the manifest closed.')]
  }
  const rules = bound(policy)
  return isRejection(rules) ? rules.findings : shortfall(rules, journey.dossier)
}

/** A charter that is cancelled takes nobody; who sits in the aircraft already leaves it first. */
export function cancelWithCharter(journey: Journey, reason: string, now: Instant, policy: Policy): JourneyDecision {
  const cancelled = finding('charterCancelled', `The charter was cancelled: ${reason}`, { reason })
  const leaves: JourneyEvent[] =
    journey.stage === 'aboard' && !policy.flight.departed
      ? [{ type: 'Disembarked', at: now, reason: cancelled.message }]
      : []
  return tell(journey, [...leaves, { type: 'Deferred', findings: [cancelled] }], now, policy)
}

/** A child does not fly without its guardian; already aboard, it leaves the aircraft while the doors are open. */
export function stayWithGuardian(journey: Journey, guardian: string, now: Instant, policy: Policy): JourneyDecision {
  const stays = finding('guardianStaysBehind', 'The guardian stays behind, and the child with them.', { guardian })
  const deferred: JourneyEvent = { type: 'Deferred', findings: [stays] }
  if (journey.stage === 'aboard' && !policy.flight.departed) {
    return tell(journey, [{ type: 'Disembarked', at: now, reason: stays.message }, deferred], now, policy)
  }
  return refusedBySequence(journey, 'Deferred') ?? tell(journey, [deferred], now, policy)
}

/** A deadline asks; it orders nothing that the facts do not bear out. */
export function askDeadline(journey: Journey, wake: string, now: Instant, policy: Bound): JourneyDecision {
  if (wake === 'wake.boardingCloses') {
    const over = now >= policy.anchor.at && journey.stage.startsWith('seated.')
    return over ? closeForDeparture(journey, now, policy) : tell(journey, [], now, policy)
  }
  const asked =
    (wake === 'wake.firstSampleOpens' && journey.stage === 'seated.awaitingFirstNegative') ||
    (wake === 'wake.secondSampleOpens' && journey.stage.startsWith('seated.awaitingSecondNegative')) ||
    (wake === 'wake.codeCloses' && journey.stage.startsWith('seated.') && !journey.dossier.code)
  return tell(journey, asked ? [{ type: 'ReminderDue', wake }] : [], now, policy)
}
