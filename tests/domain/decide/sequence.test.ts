// Every command at every stage: taken or refused by the chart first, and a refusal is always a value with words.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { step } from '../../../src/domain/journey/chart.ts'
import { decide } from '../../../src/domain/journey/decide.ts'
import type { JourneyEventType } from '../../../src/domain/journey/events.ts'
import { replay } from '../../../src/domain/journey/journey.ts'
import { stages, type Stage } from '../../../src/domain/journey/stage.ts'
import { toInstant } from '../../../src/domain/instant.ts'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import {
  AcceptSeat,
  Admit,
  ApplyForCode,
  AskDeadline,
  AssessHome,
  AssessRisk,
  AssignSeat,
  BeginTransfer,
  Board,
  CancelWithCharter,
  CloseForDeparture,
  CompleteCentralPeriod,
  DenyBoarding,
  DeclineSeat,
  RequestSeat,
  Disembark,
  Offload,
  FollowEdition,
  FollowRetiming,
  IssueCode,
  KeepEdition,
  Land,
  LeaveVehicle,
  LoseSeat,
  MarkNoShow,
  OfferSeat,
  PassOver,
  RankWaiting,
  RecordTest,
  RefuseCode,
  RefuseEntry,
  Release,
  ReleaseEarly,
  ReportFound,
  ReportMissing,
  ReturnToObservation,
  StayWithGuardian,
  TakeToMedicalCare,
  TellOutcome,
  Withdraw,
  builders,
  defaultPolicy,
  given,
  hour,
  infant,
  naat,
  registered,
  seated,
  theRoom,
  waitlisted,
  when,
  type Case,
  type Command,
} from '../../support/journeys.ts'
import { korea, missionOnFile, ninth, observationOnFile } from '../../support/policy.ts'

/** Each command with the fact that it brings first; null where it asks and may bring none. */
const commands: Readonly<Record<Command['type'], readonly [() => Command, JourneyEventType | null]>> = {
  RecordTest: [() => RecordTest(naat(when.firstSample)), 'TestRecorded'],
  ApplyForCode: [() => ApplyForCode, 'CodeApplied'],
  IssueCode: [() => IssueCode(), 'CodeIssued'],
  RefuseCode: [() => RefuseCode, 'CodeRefused'],
  AcceptSeat: [() => AcceptSeat, 'OfferAccepted'],
  DeclineSeat: [() => DeclineSeat, 'OfferDeclined'],
  RequestSeat: [() => RequestSeat, 'SeatRequested'],
  RankWaiting: [() => RankWaiting(5, 9), 'WaitingListRanked'],
  OfferSeat: [() => OfferSeat(when.offerEnds), 'SeatOffered'],
  PassOver: [() => PassOver, 'OfferPassedOver'],
  Withdraw: [() => Withdraw, 'Withdrawn'],
  Board: [() => Board, 'Boarded'],
  DenyBoarding: [() => DenyBoarding, 'BoardingDenied'],
  Offload: [() => Offload, 'Disembarked'],
  MarkNoShow: [() => MarkNoShow, 'DidNotShow'],
  RefuseEntry: [() => RefuseEntry, 'EntryRefused'],
  TakeToMedicalCare: [() => TakeToMedicalCare(), 'TakenToMedicalCare'],
  Admit: [() => Admit, 'Admitted'],
  ReturnToObservation: [() => ReturnToObservation, 'ReturnedToObservation'],
  AssessHome: [() => AssessHome(true), 'HomeAssessed'],
  AssessRisk: [() => AssessRisk('t0', 'pastInfection'), 'RiskAssessed'],
  FollowEdition: [() => FollowEdition('observation/CN/2023-01-08'), 'ObservationEditionRedecided'],
  KeepEdition: [() => KeepEdition('observation/CN-33/2022-11-11'), 'EditionKept'],
  CompleteCentralPeriod: [() => CompleteCentralPeriod, 'CentralPeriodCompleted'],
  Release: [() => Release, 'Released'],
  ReleaseEarly: [() => ReleaseEarly, 'ReleasedEarly'],
  TellOutcome: [() => TellOutcome({ orders: 3 }), 'OutcomeTold'],
  ReportMissing: [() => ReportMissing, 'LeftLoop'],
  ReportFound: [() => ReportFound('observation', theRoom), 'StillMissing'],
  AssignSeat: [() => AssignSeat, 'SeatAssigned'],
  LoseSeat: [() => LoseSeat, 'SeatLost'],
  FollowRetiming: [() => FollowRetiming(), 'ScheduleChanged'],
  CloseForDeparture: [() => CloseForDeparture, 'Deferred'],
  CancelWithCharter: [() => CancelWithCharter, 'Deferred'],
  Land: [() => Land, 'Landed'],
  Disembark: [() => Disembark, 'Disembarked'],
  BeginTransfer: [() => BeginTransfer, 'TransferBegun'],
  LeaveVehicle: [() => LeaveVehicle, 'ReturnedToTransfer'],
  StayWithGuardian: [() => StayWithGuardian, 'Deferred'],
  AskDeadline: [() => AskDeadline('wake.boardingCloses'), null],
}

/** Who may leave the aircraft before the doors close: two facts, the first of which is not the deferral. */
const leavesTheAircraft = (stage: Stage, type: Command['type']) =>
  stage === 'aboard' && (type === 'StayWithGuardian' || type === 'CancelWithCharter')

describe('At every stage', () => {
  it.each(stages)('%s takes a command only where the chart knows its fact, and says where it stands', (stage) => {
    for (const [type, [build, fact]] of Object.entries(commands)) {
      const held = builders[stage]()
      const { decision } = given(held).when(build())
      if (leavesTheAircraft(stage, build().type) || fact === null) {
        expect(decision.outcome, type).toBe('accepted')
      } else if (step(stage, fact) === null) {
        expect(decision, type).toMatchObject({
          outcome: 'rejected',
          reason: 'out-of-sequence',
          findings: [{ code: 'outOfSequence', facts: { stage, fact } }],
        })
      } else if (decision.outcome === 'rejected') {
        expect(
          decision.findings.map(({ code }) => code),
          type,
        ).not.toContain('outOfSequence')
      }
    }
  })
})

/** Editions that a walk may go over to: laxer, without a code, without observation. */
const missionsToFollow = ['kr-2022-11-14', 'kr-2022-05-20', 'kr-2023-04-29'].map(missionOnFile)
const observationsToFollow = ['cn-33-2022-11-11', 'cn-2023-01-08'].map(observationOnFile)
/** The editions under which a journey stands, or under which it would stand where the command moves it. */
function editionsFor({ journey }: Case, asked: Command): Pick<Policy, 'mission' | 'observation'> {
  const { mission, observation } = journey.dossier.editions
  const wanted = asked.type === 'FollowEdition' ? asked.edition : null
  const find = <Book extends { readonly id: string }>(books: readonly Book[], held: string | null) =>
    books.find(({ id }) => id === wanted) ?? books.find(({ id }) => id === held) ?? null
  return {
    mission: find([korea, ...missionsToFollow], mission),
    observation: find([ninth, ...observationsToFollow], observation ?? ninth.id),
  }
}

/** Moves of a random walk: a command, and how many hours pass before it. */
const samples = fc.record({
  result: fc.constantFrom('negative', 'negative', 'negative', 'negative', 'positive', 'inconclusive'),
  precision: fc.constantFrom('minute', 'hour'),
  laboratory: fc.constantFrom('lab-1', 'lab-2', 'lab-3'),
  reagent: fc.constantFrom('kit-1', 'kit-2', 'kit-3'),
  ago: fc.integer({ min: 0, max: 20 }),
})
const others = Object.values(commands)
  .map(([build]) => build)
  .filter((build) => build().type !== 'RecordTest')
  .concat(
    missionsToFollow.map(
      ({ id }) =>
        () =>
          FollowEdition(id),
    ),
  )
const moves = fc.array(
  fc.record({
    hours: fc.constantFrom(0, 1, 6, 12, 24, 48, 170),
    command: fc.oneof(
      { weight: 3, arbitrary: samples },
      { weight: 5, arbitrary: fc.constantFrom(...others) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          ...['wake.firstSampleOpens', 'wake.codeCloses', 'wake.testDayEnds', 'wake.centralPeriodEnds'].map(
            (wake) => () => AskDeadline(wake),
          ),
        ),
      },
    ),
    retimed: fc.constantFrom(0, 0, 0, 6),
  }),
  { minLength: 5, maxLength: 40 },
)
const starts: readonly (() => Case)[] = [registered, waitlisted, seated, infant, ...Object.values(builders)]

describe('Any walk of commands', () => {
  it('leads to a journey that its history tells again, refuses with findings in words, and answers the same twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...starts), moves, (start, walk) => {
        let held = start()
        let now = Date.parse(held.now)
        let boarding = Date.parse(when.boarding)
        for (const move of walk) {
          now += move.hours * hour
          boarding += move.retimed * hour
          const at = toInstant(now)
          const { command } = move
          const asked: Command =
            typeof command === 'function'
              ? command()
              : RecordTest(
                  naat(toInstant(now - command.ago * hour), {
                    result: command.result,
                    precision: command.precision,
                    laboratory: command.laboratory,
                    reagent: command.reagent,
                    reportedAt: at,
                  }),
                )
          const policy = defaultPolicy({
            ...editionsFor(held, asked),
            anchor: { at: toInstant(boarding), basis: 'plannedBoarding', reason: 'counted from the planned boarding' },
            flight: { ...held.policy.flight, manifest: [held.journey.id] },
          })
          const decision = decide(held.journey, asked, at, policy)
          expect(decide(held.journey, asked, at, policy)).toEqual(decision)
          if (decision.outcome === 'rejected') {
            expect(decision.findings.length).toBeGreaterThan(0)
            for (const { message } of decision.findings) expect(message).toMatch(/^[A-Z0-9].*\S$/s)
            continue
          }
          for (const { name, dueAt } of decision.effects) {
            if (name.startsWith('wake.')) expect(dueAt > at, name).toBe(true)
            else expect(dueAt).toBe(at)
          }
          const told = decision.events.map((event) => ({ event, at }))
          held = { ...held, journey: decision.next, now: at, history: [...held.history, ...told] }
          expect(held.journey.dossier.reached[held.journey.stage]).toBeDefined()
        }
        expect(replay(held.journey.id, held.journey.charter, held.history)).toEqual(held.journey)
      }),
      { numRuns: 300 },
    )
  })
})
