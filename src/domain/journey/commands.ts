// What people, and the desk's own wakes, may ask of a journey.
import { z } from 'zod'
import type { Finding } from '../decision.ts'
import { command } from '../fact.ts'
import type { RunId } from '../ids.ts'
import { MerchantId, OrganisationId, RoomId } from '../ids.ts'
import { Instant } from '../instant.ts'
import { Seating, Traits } from './events.ts'
import { CodeColour } from './healthCode.ts'
import { NaatTest } from './naat.ts'
import { Outcome } from './outcome.ts'
import { Papers } from './papers.ts'
import { PartyMembership } from './party.ts'

const words = z.string().trim().min(1, 'must say why').max(500)

/** Registration reaches the chart as facts without a name; the person goes to the vault in the same commit. */
export const RegisterMerchant = command('RegisterMerchant', {
  merchant: MerchantId,
  organisation: OrganisationId,
  provisional: z.boolean(),
  traits: Traits,
  party: PartyMembership.nullable(),
  consent: z.strictObject({ signedAt: Instant, text: z.string() }).nullable(),
  documentExpiry: z.iso.date(),
  papers: Papers.optional(),
  vaultDigest: z.string(),
  seatFree: z.boolean(),
  /** Why there is a seat or none, where a rule for seats says so. */
  seating: Seating.optional(),
})
export type RegisterMerchant = z.infer<typeof RegisterMerchant>

export const RecordTest = command('RecordTest', { test: NaatTest })
export const ApplyForCode = command('ApplyForCode', {})
export const IssueCode = command('IssueCode', { colour: CodeColour, validUntil: Instant.nullable().default(null) })
export const RefuseCode = command('RefuseCode', { reason: words })
export const Withdraw = command('Withdraw', { reason: words })
export const AcceptSeat = command('AcceptSeat', {})
export const DeclineSeat = command('DeclineSeat', {})
export const RequestSeat = command('RequestSeat', {})
export const Board = command('Board', {})
export const DenyBoarding = command('DenyBoarding', { reason: words })
/** Takes a boarding back, while the aircraft stands: pressed for the wrong person, or somebody who has to get off again. */
export const Offload = command('Offload', { reason: words })
export const MarkNoShow = command('MarkNoShow', {})
export const RefuseEntry = command('RefuseEntry', { reason: words })
export const TakeToMedicalCare = command('TakeToMedicalCare', {
  place: z.string().min(1).max(120),
  cause: z.enum(['fever', 'positive', 'ill']),
})
export const Admit = command('Admit', { room: RoomId })
export const ReturnToObservation = command('ReturnToObservation', { room: RoomId })
export const AssessHome = command('AssessHome', { suitable: z.boolean(), reason: words })
export const AssessRisk = command('AssessRisk', {
  test: z.string().min(1),
  outcome: z.enum(['pastInfection', 'notExcluded']),
  reason: words,
})
/** Whether somebody goes over to another edition, or stays with the one they have; either is recorded. */
export const RedecideEdition = command('RedecideEdition', {
  edition: z.string().min(1),
  choice: z.enum(['follow', 'keep']),
  reason: words,
})
export type RedecideEdition = z.infer<typeof RedecideEdition>
export const CompleteCentralPeriod = command('CompleteCentralPeriod', {})
export const Release = command('Release', {})
export const ReportMissing = command('ReportMissing', { lastSeen: words })
/** What the charter was for; every question may be left out, but not all of them. */
export const TellOutcome = command('TellOutcome', Outcome.shape)
export const ReportFound = command('ReportFound', { to: z.enum(['transfer', 'observation']), room: RoomId.optional() })

/** Commands that a person sends for one journey, by the name in the address. */
export const personalCommands = {
  tests: RecordTest,
  'code-application': ApplyForCode,
  'code-issue': IssueCode,
  'code-refusal': RefuseCode,
  'seat-acceptance': AcceptSeat,
  'seat-decline': DeclineSeat,
  'seat-request': RequestSeat,
  withdrawal: Withdraw,
  boarding: Board,
  'boarding-denial': DenyBoarding,
  offload: Offload,
  'no-show': MarkNoShow,
  'entry-refusal': RefuseEntry,
  'medical-care': TakeToMedicalCare,
  admission: Admit,
  return: ReturnToObservation,
  'home-assessment': AssessHome,
  'risk-assessment': AssessRisk,
  edition: RedecideEdition,
  'central-period-end': CompleteCentralPeriod,
  release: Release,
  missing: ReportMissing,
  found: ReportFound,
  outcome: TellOutcome,
} as const
export type PersonalCommand = z.infer<(typeof personalCommands)[keyof typeof personalCommands]>

/** Asked for by one person and decided when a second confirms; never sent at once. */
export const ReleaseEarly = command('ReleaseEarly', { reason: words })
export type ReleaseEarly = z.infer<typeof ReleaseEarly>

/** Commands that other aggregates and the desk's own effects bring. */
export type InnerCommand =
  | { type: 'AssignSeat'; seating?: Seating }
  | { type: 'RankWaiting'; seating: Seating }
  | { type: 'OfferSeat'; expiresAt: Instant }
  | { type: 'PassOver'; findings: readonly Finding[] }
  | { type: 'LoseSeat'; reason: string }
  | { type: 'FollowRetiming'; testExempt: boolean }
  /** Decided under the policy that holds the new edition. */
  | { type: 'FollowEdition'; edition: string; testExempt: boolean; reason: string }
  | { type: 'KeepEdition'; edition: string; reason: string }
  | { type: 'CloseForDeparture' }
  | { type: 'CancelWithCharter'; reason: string }
  | { type: 'Land'; at: Instant; airport: string }
  | { type: 'Disembark'; reason: string }
  | { type: 'BeginTransfer'; run: RunId }
  | { type: 'LeaveVehicle' }
  | { type: 'StayWithGuardian'; guardian: string }
  | { type: 'AskDeadline'; wake: string }

export type JourneyCommand = RegisterMerchant | PersonalCommand | ReleaseEarly | InnerCommand
export type CommandType = JourneyCommand['type']
