// Given, when, then for a journey, and a journey at every stage: each walked there by real commands, never set by hand.
import { expect } from 'vitest'
import { Instant, LocalDate, epochMs, toInstant } from '../../src/domain/instant.ts'
import {
  CharterId,
  JourneyId,
  MerchantId,
  OrganisationId,
  RoomId,
  RunId,
  charterId,
  journeyId,
  merchantId,
  organisationId,
  runId,
} from '../../src/domain/ids.ts'
import type { Follow } from '../../src/domain/journey/chart.ts'
import type { RegisterMerchant } from '../../src/domain/journey/commands.ts'
import { decide, type DecidedCommand } from '../../src/domain/journey/decide.ts'
import type { JourneyEvent, JourneyEventType, Traits } from '../../src/domain/journey/events.ts'
import { openJourney, type Journey } from '../../src/domain/journey/journey.ts'
import { NaatTest } from '../../src/domain/journey/naat.ts'
import { Outcome } from '../../src/domain/journey/outcome.ts'
import type { PartyMembership } from '../../src/domain/journey/party.ts'
import { register } from '../../src/domain/journey/register.ts'
import type { Stage } from '../../src/domain/journey/stage.ts'
import type { JourneyDecision, JourneyEffect } from '../../src/domain/journey/tell.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import type { Rejection } from '../../src/domain/decision.ts'
import { boardingAt, koreanPolicy } from './policy.ts'

export type Command = DecidedCommand
type Told = { readonly event: JourneyEvent; readonly at: Instant }

/** A journey with the policy that binds it, the moment that has come, and every fact told so far. */
export type Case = {
  readonly journey: Journey
  readonly policy: Policy
  readonly now: Instant
  readonly history: readonly Told[]
}

export type Decided = {
  readonly decision: JourneyDecision
  /** The command was taken, and exactly these facts were told, in this order. */
  then(...facts: JourneyEventType[]): After
  /** The command was refused for this reason, with exactly these findings. */
  refused(reason: Rejection['reason'], ...codes: string[]): Rejection
}

export type After = {
  readonly case: Case
  readonly journey: Journey
  readonly events: readonly JourneyEvent[]
  readonly effects: readonly JourneyEffect[]
  stands(stage: Stage): After
  /** Every effect that followed, in order, each name once. */
  follows(...names: Follow[]): After
  /** What the journey itself says about where it stands. */
  because(...codes: string[]): After
  when(command: Command, at?: string): Decided
}

const part = (letter: string, number: number) => String(number).padStart(16, '0').slice(0, 15) + letter
export const anyCharter: CharterId = CharterId.parse(charterId(part('C', 0)))
export const journeyNumber = (number: number): JourneyId =>
  JourneyId.parse(journeyId(anyCharter, String(number).padStart(16, '0')))
export const runNumber = (number: number): RunId => RunId.parse(runId(anyCharter, String(number).padStart(16, '0')))
const merchant = MerchantId.parse(merchantId(part('M', 0)))
export const anyOrganisation: OrganisationId = OrganisationId.parse(organisationId(part('R', 0)))
export const theRoom: RoomId = RoomId.parse('yiwu-hotel/101')

export const instant = (text: string): Instant => Instant.parse(text)
export const shifted = (text: string, ms: number): Instant => toInstant(epochMs(instant(text)) + ms)
export const hour = 3_600_000

/** The days of HU454: the boarding, and when each step is taken in the builders below. */
export const when = {
  boarding: '2022-08-28T15:40:00+09:00',
  registered: '2022-08-20T10:00:00+09:00',
  offered: '2022-08-22T10:00:00+09:00',
  offerEnds: '2022-08-23T10:00:00+09:00',
  firstSample: '2022-08-26T16:00:00+09:00',
  codeApplied: '2022-08-26T22:30:00+09:00',
  codeIssued: '2022-08-27T10:00:00+09:00',
  secondSample: '2022-08-27T17:00:00+09:00',
  manifestClosed: '2022-08-28T12:00:00+09:00',
  landed: '2022-08-28T18:00:00+08:00',
  transfer: '2022-08-28T20:00:00+08:00',
  admitted: '2022-08-28T23:00:00+08:00',
  centralEnds: '2022-09-05T00:00:00+08:00',
  homeEnds: '2022-09-08T00:00:00+08:00',
} as const

/** Noon of a day of observation; day 1 is 29 August, the day after the landing. */
export const onDay = (day: number, clock = '12:00:00'): string => {
  const date = new Date(Date.UTC(2022, 7, 28 + day)).toISOString().slice(0, 10)
  return `${date}T${clock}+08:00`
}

let serial = 0
/** A negative test reported six hours after its sample, unless the test says otherwise. */
export const naat = (sampledAt: string, more: Partial<Record<keyof NaatTest, unknown>> = {}): NaatTest =>
  NaatTest.parse({
    id: `t${++serial}`,
    sampledAt,
    reportedAt: shifted(sampledAt, 6 * hour),
    laboratory: 'lab-1',
    reagent: 'kit-1',
    result: 'negative',
    ...more,
  })
/** Where the second sample goes: another laboratory with another reagent. */
export const elsewhere = { laboratory: 'lab-2', reagent: 'kit-2' } as const
export const firstNegative = (): NaatTest => naat(when.firstSample)
export const secondNegative = (): NaatTest => naat(when.secondSample, elsewhere)

export const RecordTest = (test: NaatTest): Command => ({ type: 'RecordTest', test })
export const ApplyForCode: Command = { type: 'ApplyForCode' }
export const IssueCode = (colour: 'green' | 'blue' = 'blue', validUntil: string | null = null): Command => ({
  type: 'IssueCode',
  colour,
  validUntil: validUntil === null ? null : instant(validUntil),
})
export const RefuseCode: Command = { type: 'RefuseCode', reason: 'the report cannot be read' }
export const Withdraw: Command = { type: 'Withdraw', reason: 'the buyer stays at home' }
export const AssignSeat: Command = { type: 'AssignSeat' }
export const LoseSeat: Command = { type: 'LoseSeat', reason: 'a smaller aircraft' }
export const FollowRetiming = (testExempt = false): Command => ({ type: 'FollowRetiming', testExempt })
export const CloseForDeparture: Command = { type: 'CloseForDeparture' }
export const CancelWithCharter: Command = { type: 'CancelWithCharter', reason: 'no slot' }
export const StayWithGuardian: Command = { type: 'StayWithGuardian', guardian: journeyNumber(2) }
export const Board: Command = { type: 'Board' }
export const DenyBoarding: Command = { type: 'DenyBoarding', reason: 'a fever at the gate' }
export const MarkNoShow: Command = { type: 'MarkNoShow' }
export const Offload: Command = { type: 'Offload', reason: 'scanned for somebody else' }
export const Disembark: Command = { type: 'Disembark', reason: 'the aircraft turned back' }
export const Land: Command = { type: 'Land', at: instant(when.landed), airport: 'HGH' }
export const RefuseEntry: Command = { type: 'RefuseEntry', reason: 'no visa' }
export const BeginTransfer: Command = { type: 'BeginTransfer', run: runNumber(1) }
export const LeaveVehicle: Command = { type: 'LeaveVehicle' }
export const Admit: Command = { type: 'Admit', room: theRoom }
export const TakeToMedicalCare = (cause: 'fever' | 'positive' | 'ill' = 'positive'): Command => ({
  type: 'TakeToMedicalCare',
  place: 'Yiwu hospital',
  cause,
})
export const ReturnToObservation: Command = { type: 'ReturnToObservation', room: theRoom }
export const AssessHome = (suitable: boolean): Command => ({ type: 'AssessHome', suitable, reason: 'shared kitchen' })
export const AssessRisk = (test: string, outcome: 'pastInfection' | 'notExcluded'): Command => ({
  type: 'AssessRisk',
  test,
  outcome,
  reason: 'the panel of 20 August',
})
export const FollowEdition = (edition: string, testExempt = false): Command => ({
  type: 'FollowEdition',
  edition,
  testExempt,
  reason: 'the notice came while they were on the way',
})
export const KeepEdition = (edition: string): Command => ({
  type: 'KeepEdition',
  edition,
  reason: 'the tests are taken already',
})
export const CompleteCentralPeriod: Command = { type: 'CompleteCentralPeriod' }
export const Release: Command = { type: 'Release' }
export const ReleaseEarly: Command = { type: 'ReleaseEarly', reason: 'a funeral at home' }
export const ReportMissing: Command = { type: 'ReportMissing', lastSeen: 'at the lift' }
export const TellOutcome = (outcome: Partial<Outcome>): Command => ({ type: 'TellOutcome', ...Outcome.parse(outcome) })
export const AcceptSeat: Command = { type: 'AcceptSeat' }
export const DeclineSeat: Command = { type: 'DeclineSeat' }
export const RequestSeat: Command = { type: 'RequestSeat' }
export const OfferSeat = (expiresAt: string): Command => ({ type: 'OfferSeat', expiresAt: instant(expiresAt) })
export const RankWaiting = (rank: number, of: number): Command => ({
  type: 'RankWaiting',
  seating: { rank, of, reason: { code: 'waitsByRank', message: 'by rank', facts: { rank, of } } },
})
export const PassOver: Command = {
  type: 'PassOver',
  findings: [{ code: 'offerTooLate', message: 'too late', facts: { at: instant(when.firstSample) } }],
}
export const ReportFound = (to: 'transfer' | 'observation', room?: RoomId): Command =>
  room === undefined ? { type: 'ReportFound', to } : { type: 'ReportFound', to, room }
export const AskDeadline = (wake: string): Command => ({ type: 'AskDeadline', wake })

export const codesOf = (rejection: Rejection): string[] => rejection.findings.map(({ code }) => code)

/** `given(seated()).when(RecordTest(firstNegative())).then('TestRecorded', 'FirstNegativeCounted')`. */
export function given(start: Case, more: Partial<Policy> = {}): { when(command: Command, at?: string): Decided } {
  const held: Case = { ...start, policy: { ...start.policy, ...more } }
  return { when: (command, at) => outcome(held, command, at === undefined ? held.now : instant(at)) }
}

function outcome(held: Case, command: Command, now: Instant): Decided {
  const decision = decide(held.journey, command, now, held.policy)
  return {
    decision,
    then(...facts) {
      if (decision.outcome === 'rejected') throw new Error(`${command.type} was refused: ${why(decision)}`)
      expect(decision.events.map(({ type }) => type)).toEqual(facts)
      return after(held, now, decision.next, decision.events, decision.effects)
    },
    refused(reason, ...codes) {
      if (decision.outcome === 'accepted') {
        throw new Error(`${command.type} was taken: ${decision.events.map(({ type }) => type).join(', ')}`)
      }
      expect({ reason: decision.reason, codes: codesOf(decision) }).toEqual({ reason, codes })
      return decision
    },
  }
}

const why = (rejection: Rejection): string =>
  `${rejection.reason}: ${rejection.findings.map(({ code, message }) => `${code} (${message})`).join('; ')}`

function after(
  held: Case,
  now: Instant,
  journey: Journey,
  events: readonly JourneyEvent[],
  effects: readonly JourneyEffect[],
): After {
  const next: Case = {
    ...held,
    journey,
    now,
    history: [...held.history, ...events.map((event) => ({ event, at: now }))],
  }
  const self: After = {
    case: next,
    journey,
    events,
    effects,
    stands(stage) {
      expect(journey.stage).toBe(stage)
      return self
    },
    follows(...names) {
      expect([...new Set(effects.map(({ name }) => name))]).toEqual(names)
      return self
    },
    because(...codes) {
      expect(journey.dossier.findings.map(({ code }) => code)).toEqual(codes)
      return self
    },
    when: given(next).when,
  }
  return self
}

/** What a test may choose about the merchant and the rules before the way begins. */
export type How = {
  readonly id?: JourneyId
  readonly at?: string
  readonly policy?: Policy
  readonly traits?: Partial<Traits>
  readonly party?: PartyMembership
  readonly seatFree?: boolean
  readonly command?: Partial<RegisterMerchant>
}

export const registration = (how: How = {}): RegisterMerchant => ({
  type: 'RegisterMerchant',
  merchant,
  organisation: anyOrganisation,
  provisional: false,
  traits: {
    language: 'en',
    destination: 'Yiwu',
    costBearer: 'self',
    purpose: 'market visit',
    homeSuitable: true,
    testExempt: false,
    minor: false,
    pastInfection: false,
    origin: null,
    ...how.traits,
  },
  party: how.party ?? null,
  consent: { signedAt: instant(when.registered), text: 'consent-1' },
  documentExpiry: LocalDate.parse('2027-01-01'),
  vaultDigest: 'digest',
  seatFree: how.seatFree ?? true,
  ...how.command,
})

export const defaultPolicy = (more: Partial<Policy> = {}): Policy => ({
  ...koreanPolicy(boardingAt(when.boarding)),
  ...more,
})

/** The registration as it is decided, for tests that look at its refusals. */
export const registering = (how: How = {}): JourneyDecision =>
  register(
    how.id ?? journeyNumber(1),
    anyCharter,
    registration(how),
    instant(how.at ?? when.registered),
    how.policy ?? defaultPolicy(),
  )

function begun(how: How): Case {
  const decision = registering(how)
  if (decision.outcome === 'rejected') throw new Error(`the registration was refused: ${why(decision)}`)
  const now = instant(how.at ?? when.registered)
  return {
    journey: decision.next,
    policy: how.policy ?? defaultPolicy(),
    now,
    history: decision.events.map((event) => ({ event, at: now })),
  }
}

/** Plays one command that must be taken. */
export function play(held: Case, command: Command, at: string, more: Partial<Policy> = {}): Case {
  const policy = { ...held.policy, ...more }
  const now = instant(at)
  const decision = decide(held.journey, command, now, policy)
  if (decision.outcome === 'rejected') throw new Error(`${command.type} was refused: ${why(decision)}`)
  const told = decision.events.map((event) => ({ event, at: now }))
  return { journey: decision.next, policy, now, history: [...held.history, ...told] }
}

/** The moment between the registration and the seat: the journey as its first fact opens it. */
export function registered(how: How = {}): Case {
  const { journey, history, ...rest } = begun(how)
  const [first] = history
  if (first?.event.type !== 'MerchantRegistered') throw new Error('a registration begins with MerchantRegistered')
  return { ...rest, journey: openJourney(journey.id, journey.charter, first.event, first.at), history: [first] }
}
export const waitlisted = (how: How = {}): Case => begun({ ...how, seatFree: false })
/** A freed seat is offered to somebody who waited for it. */
export const offered = (how: How = {}): Case => play(waitlisted(how), OfferSeat(when.offerEnds), when.offered)
export const seated = (how: How = {}): Case => begun(how)
export const firstCounted = (how: How = {}): Case =>
  play(seated(how), RecordTest(firstNegative()), shifted(when.firstSample, 6 * hour))
export const codeAppliedFor = (how: How = {}): Case => play(firstCounted(how), ApplyForCode, when.codeApplied)
export const codeInHand = (how: How = {}): Case => play(codeAppliedFor(how), IssueCode('blue'), when.codeIssued)
/** Both tests count, and the code is still outstanding. */
export const testsComplete = (how: How = {}): Case =>
  play(firstCounted(how), RecordTest(secondNegative()), shifted(when.secondSample, 6 * hour))
export const cleared = (how: How = {}): Case =>
  play(codeInHand(how), RecordTest(secondNegative()), shifted(when.secondSample, 6 * hour))

/** An exempt infant, from the seat on: no tests, a green code, a guardian in the same party. */
export const infant = (how: How = {}): Case => seated({ ...how, ...dependant(how) })
export const infantCleared = (how: How = {}): Case =>
  play(play(infant(how), ApplyForCode, when.codeApplied), IssueCode('green'), when.codeIssued)
const dependant = (how: How): Pick<How, 'traits' | 'party'> => ({
  traits: { testExempt: true, minor: true, ...how.traits },
  party: how.party ?? { party: 'family-1', role: 'dependant', guardians: [journeyNumber(2)] },
})

/** The charter has closed its manifest with this journey on it. */
export const onManifest = (held: Case): Case => ({
  ...held,
  policy: { ...held.policy, flight: { ...held.policy.flight, manifest: [held.journey.id] } },
})
const departed = (held: Case): Case => ({
  ...held,
  policy: { ...held.policy, flight: { ...held.policy.flight, manifest: null, departed: true } },
})
export const aboard = (how: How = {}): Case => play(onManifest(cleared(how)), Board, when.boarding)
export const inFlight = (how: How = {}): Case => departed(aboard(how))
export const landed = (how: How = {}): Case => play(inFlight(how), Land, when.landed)
export const inTransfer = (how: How = {}): Case => play(landed(how), BeginTransfer, when.transfer)
export const observed = (how: How = {}): Case => play(inTransfer(how), Admit, when.admitted)

/** One negative sample on each of these days of observation, reported the same evening. */
export const sampledOn = (held: Case, ...days: readonly number[]): Case =>
  days.reduce((so, day) => play(so, RecordTest(naat(onDay(day))), onDay(day, '18:00:00')), held)
/** The central leg with all its tests, at its last moment. */
export const centralDone = (how: How = {}): Case => ({
  ...sampledOn(observed(how), 1, 2, 3, 5, 7),
  now: instant(when.centralEnds),
})
export const atHome = (how: How = {}): Case => play(centralDone(how), CompleteCentralPeriod, when.centralEnds)
/** The home leg with its test, at its last moment. */
export const homeDone = (how: How = {}): Case => ({ ...sampledOn(atHome(how), 10), now: instant(when.homeEnds) })
/** The home leg spent in the facility, because the home does not suit. */
export const stayingOn = (how: How = {}): Case =>
  play(centralDone({ ...how, traits: { homeSuitable: false, ...how.traits } }), CompleteCentralPeriod, when.centralEnds)
export const inCare = (how: How = {}, cause: 'fever' | 'positive' | 'ill' = 'positive'): Case =>
  play(sampledOn(observed(how), 1, 2), TakeToMedicalCare(cause), onDay(3))
export const missing = (how: How = {}): Case => play(observed(how), ReportMissing, onDay(2))
export const released = (how: How = {}): Case => play(homeDone(how), Release, when.homeEnds)
export const deferred = (how: How = {}): Case => play(seated(how), CancelWithCharter, when.firstSample)
export const notTravelled = (how: How = {}): Case => play(cleared(how), MarkNoShow, when.boarding)
export const withdrawn = (how: How = {}): Case => play(seated(how), Withdraw, when.firstSample)
export const entryRefused = (how: How = {}): Case => play(landed(how), RefuseEntry, when.transfer)

/** A way to every stage of the chart. */
export const builders: Readonly<Record<Stage, (how?: How) => Case>> = {
  registered,
  waitlisted,
  offered,
  'seated.awaitingFirstNegative': seated,
  'seated.awaitingSecondNegative.codeOutstanding': firstCounted,
  'seated.awaitingSecondNegative.codeIssued': codeInHand,
  'seated.awaitingHealthCode': testsComplete,
  clearedToBoard: cleared,
  aboard,
  awaitingTransfer: landed,
  inClosedLoopTransfer: inTransfer,
  underMedicalObservation: observed,
  inMedicalCare: (how) => inCare(how),
  underHomeMonitoring: atHome,
  released,
  deferred,
  notTravelled,
  withdrawn,
  entryRefused,
  leftLoop: missing,
}
