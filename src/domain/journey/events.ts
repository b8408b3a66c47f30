// The facts of a journey, as they are told to the chart, written to the record and read back from it.
import { z } from 'zod'
import { NeedCategory } from '../charter/seatRule.ts'
import { fact } from '../fact.ts'
import { FacilityId, MerchantId, OrganisationId, RoomId, RunId } from '../ids.ts'
import { Instant, LocalDate } from '../instant.ts'
import { Language } from '../language.ts'
import { HealthDeclarationCode } from './healthCode.ts'
import { NaatTest } from './naat.ts'
import { Outcome } from './outcome.ts'
import { PartyMembership } from './party.ts'

const StoredFinding = z.object({
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  edition: z.string().optional(),
})

/** What somebody claims a seat by; company and party are blind. */
export const Claimed = z.object({ company: z.string().nullable(), party: z.string().nullable(), need: z.string() })
export type Claimed = z.infer<typeof Claimed>

/** Where somebody stands for a seat and why; `rank` and `of` are null for whoever came after the round. */
export const Seating = z.object({
  rank: z.number().int().nullable(),
  of: z.number().int().nullable(),
  reason: StoredFinding,
  /** As it stood at the closing, or when they came behind the round; absent until then. */
  claimed: Claimed.optional(),
})
export type Seating = z.infer<typeof Seating>

/** What the desk must know of a merchant to decide, and nothing that names them: that stays in the vault. */
export const Traits = z.strictObject({
  language: Language,
  destination: z.string(),
  costBearer: z.string(),
  purpose: z.string(),
  homeSuitable: z.boolean(),
  /** The edition's age exemption applies on the day of the flight. */
  testExempt: z.boolean(),
  minor: z.boolean(),
  /** Infected before, by the merchant's own word: some editions ask more of them. */
  pastInfection: z.boolean(),
  /** Where the way began, for whoever changes aircraft in the departure city; null for everybody else. */
  origin: z
    .strictObject({
      /** ISO 3166-1 alpha-2. */
      country: z.string().regex(/^[A-Z]{2}$/, 'must be a country of two letters, such as NG'),
      departsAt: Instant,
      /** The organiser has seen the code of the mission there. */
      codeSeen: z.boolean(),
    })
    .nullable(),
  /** Why they have to come, where a rule for seats may weigh it; absent in facts from before seats were ranked. */
  need: NeedCategory.optional(),
  /** The host company as a keyed digest, for the cap on one company's people; null where none was named. */
  companyKey: z.string().nullable().optional(),
  /** The last day of the passport, for whether papers were complete at a closing; absent in facts from before it was asked. */
  passportUntil: LocalDate.optional(),
})
export type Traits = z.infer<typeof Traits>

const findings = z.array(StoredFinding)

export const JourneyEvent = z.discriminatedUnion('type', [
  fact('MerchantRegistered', {
    merchant: MerchantId,
    organisation: OrganisationId,
    provisional: z.boolean(),
    traits: Traits,
    party: PartyMembership.nullable(),
    consent: z.object({ signedAt: Instant, text: z.string() }),
    missionEdition: z.string().nullable(),
    /** Keyed digest of what the vault holds, so that a later change of it can be shown without showing it. */
    vaultDigest: z.string(),
  }),
  /** `party` only where it changed. */
  fact('DetailsChanged', {
    traits: Traits,
    party: PartyMembership.nullable().optional(),
    vaultDigest: z.string(),
  }),
  /** `seating` only where a rule for seats is published. */
  fact('WaitingListJoined', { seating: Seating.optional() }),
  fact('SeatAssigned', { at: Instant, seating: Seating.optional() }),
  fact('WaitingListRanked', { seating: Seating }),
  fact('SeatOffered', { at: Instant, expiresAt: Instant }),
  fact('OfferAccepted', { at: Instant, reason: StoredFinding }),
  fact('OfferDeclined', { at: Instant }),
  fact('OfferLapsed', { at: Instant }),
  /** Somebody who let an offer go asks for another one: behind everybody who waits. */
  fact('SeatRequested', { at: Instant }),
  /** A seat was free and could not be offered: nothing is held for them, and nothing is counted against them. */
  fact('OfferPassedOver', { at: Instant, findings }),
  fact('SeatLost', { reason: z.string() }),
  fact('ScheduleChanged', { anchor: Instant, missionEdition: z.string().nullable(), testExempt: z.boolean() }),
  fact('ReminderDue', { wake: z.string() }),
  fact('TestRecorded', { test: NaatTest }),
  fact('TestNotCounted', { test: z.string(), findings }),
  fact('FirstNegativeCounted', { test: z.string() }),
  fact('FirstNegativeLapsed', { findings }),
  fact('TestsComplete', { tests: z.array(z.string()) }),
  fact('TestsLapsed', { findings }),
  /** `basis`: the tests whose reports were handed in. */
  fact('CodeApplied', { at: Instant, mission: z.string(), basis: z.array(z.string()) }),
  fact('CodeIssued', { code: HealthDeclarationCode }),
  fact('CodeRefused', { reason: z.string() }),
  fact('CodeRequirementMet', {}),
  fact('CodeLapsed', { findings }),
  fact('Deferred', { findings }),
  fact('Withdrawn', { reason: z.string() }),
  fact('Boarded', { at: Instant }),
  fact('Disembarked', { at: Instant, reason: z.string() }),
  fact('BoardingDenied', { at: Instant, findings }),
  fact('DidNotShow', { at: Instant }),
  fact('Landed', { at: Instant, airport: z.string(), observationEdition: z.string().nullable() }),
  fact('EntryRefused', { at: Instant, reason: z.string() }),
  fact('TransferBegun', { run: RunId }),
  fact('Admitted', { at: Instant, facility: FacilityId, room: RoomId, dayOne: LocalDate }),
  fact('RoomChanged', { room: RoomId }),
  fact('TakenToMedicalCare', { at: Instant, place: z.string(), cause: z.enum(['fever', 'positive', 'ill']) }),
  fact('ReturnedToObservation', { at: Instant, facility: FacilityId, room: RoomId, dayOne: LocalDate }),
  fact('HomeAssessed', { suitable: z.boolean(), reason: z.string() }),
  fact('RiskAssessed', { test: z.string(), outcome: z.enum(['pastInfection', 'notExcluded']), reason: z.string() }),
  /** Moved to another edition in mid-course, or offered it and left where they were; `from` is the day on which it begins to govern. */
  fact('MissionEditionRedecided', { edition: z.string(), testExempt: z.boolean(), reason: z.string() }),
  fact('ObservationEditionRedecided', {
    edition: z.string(),
    from: LocalDate,
    credit: z.number().int().min(0),
    /** Of the edition before: the last day on which it asked a test, and the first on which it asked one in vain. */
    lastTestDay: LocalDate.nullable().default(null),
    missedSince: LocalDate.nullable().default(null),
    reason: z.string(),
  }),
  fact('EditionKept', { edition: z.string(), reason: z.string() }),
  fact('CentralPeriodCompleted', { at: Instant, homeDayOne: LocalDate }),
  fact('HomeLegImpossible', { at: Instant, homeDayOne: LocalDate, findings }),
  fact('FoundPositive', { test: z.string() }),
  fact('DayTestMissed', { findings }),
  fact('PeriodOverrun', { findings }),
  fact('Released', { at: Instant }),
  /** Before the rule would; `findings` is what still stood against it. */
  fact('ReleasedEarly', { at: Instant, reason: z.string(), findings }),
  fact('LeftLoop', { at: Instant, lastSeen: z.string() }),
  fact('StillMissing', { askedAt: Instant }),
  fact('ReturnedToTransfer', { at: Instant }),
  /** Some days after the release: what the charter was for. Told again, the last counts. */
  fact('OutcomeAsked', { at: Instant }),
  fact('OutcomeTold', { at: Instant, outcome: Outcome }),
])
export type JourneyEvent = z.infer<typeof JourneyEvent>
export type JourneyEventType = JourneyEvent['type']
export type FactOf<Type extends JourneyEventType> = Extract<JourneyEvent, { type: Type }>
