// One merchant's way on one charter: where it stands, and the dossier of what is known.
import type { CharterId, FacilityId, JourneyId, MerchantId, OrganisationId, RoomId, RunId } from '../ids.ts'
import type { Finding } from '../decision.ts'
import { plusDays, type Instant, type LocalDate } from '../instant.ts'
import { firstStage, step } from './chart.ts'
import type { FactOf, JourneyEvent, Seating, Traits } from './events.ts'
import type { HealthDeclarationCode } from './healthCode.ts'
import type { NaatTest } from './naat.ts'
import type { Outcome } from './outcome.ts'
import type { PartyMembership } from './party.ts'
import type { Stage } from './stage.ts'

/** One stay in the facility; a merchant who comes back from care begins another. */
export type Stay = {
  readonly facility: FacilityId
  readonly room: RoomId
  readonly from: Instant
  readonly until: Instant | null
}
export type CareEpisode = {
  readonly cause: 'fever' | 'positive' | 'ill'
  readonly place: string
  readonly from: Instant
  readonly until: Instant | null
}

/** What a re-decision keeps of the edition before, as calendar days before it. */
export type FormerCourse = {
  /** The last day on which it asked a test. */
  readonly lastTestDay: LocalDate | null
  /** The first of its test days on which too little was sampled, and which nothing made up for. */
  readonly missedSince: LocalDate | null
}

export type Dossier = {
  readonly traits: Traits
  readonly provisional: boolean
  readonly party: PartyMembership | null
  readonly consent: { readonly signedAt: Instant; readonly text: string }
  /** Ids of the editions that bind, fixed when each first bound; null where no edition covers the day. */
  readonly editions: { readonly mission: string | null; readonly observation: string | null }
  readonly seatedAt: Instant | null
  /** Where the published rule for seats has put them, and why; absent where there is none. */
  readonly seating?: Seating
  /** The offer of a freed seat, and what came of it; whoever declined or did not answer is offered none before they ask again. */
  readonly offer?:
    | {
        readonly at: Instant
        readonly expiresAt: Instant
        readonly answer: 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn'
      }
    | undefined
  /** When somebody who let an offer go stood in line again. */
  readonly askedAgainAt?: Instant
  readonly tests: readonly NaatTest[]
  readonly application: { readonly at: Instant; readonly mission: string; readonly basis: readonly string[] } | null
  readonly code: HealthDeclarationCode | null
  readonly boardedAt: Instant | null
  readonly landed: { readonly at: Instant; readonly airport: string } | null
  readonly run: RunId | null
  readonly dayOne: LocalDate | null
  readonly stays: readonly Stay[]
  readonly care: readonly CareEpisode[]
  /** The second leg, and by which finding it is spent in the facility. */
  readonly home: {
    readonly dayOne: LocalDate
    readonly place: 'home' | 'facility'
    readonly because: string | null
  } | null
  /** What somebody made of a result that is neither an infection nor none. */
  readonly riskAssessment: {
    readonly test: string
    readonly outcome: 'pastInfection' | 'notExcluded'
    readonly reason: string
  } | null
  /** Moved to another observation edition in mid-course: from which day it governs, and how many surplus days it credits. */
  readonly redecided: (FormerCourse & { readonly from: LocalDate; readonly credit: number }) | null
  readonly homeAssessment: { readonly suitable: boolean; readonly reason: string } | null
  readonly releasedAt: Instant | null
  /** What the charter was for, once it was asked or told; absent until then. */
  readonly outcomeAskedAt?: Instant
  readonly outcome?: Outcome & { readonly at: Instant }
  /** Why the journey ended or stands where it stands, in the desk's own words. */
  readonly findings: readonly Finding[]
  /** When each stage was first reached. */
  readonly reached: Readonly<Partial<Record<Stage, Instant>>>
}

export type Journey = {
  readonly id: JourneyId
  readonly charter: CharterId
  readonly merchant: MerchantId
  readonly organisation: OrganisationId
  /** Counts commits; 0 before the first. */
  readonly version: number
  readonly stage: Stage
  readonly dossier: Dossier
}

/** The journey after the fact. Throws where the chart knows no such step: a stored history that cannot be true. */
export function evolve(journey: Journey, event: JourneyEvent, at: Instant): Journey {
  const next = step(journey.stage, event.type)
  if (!next) throw new Error(`journey ${journey.id}: ${event.type} cannot follow ${journey.stage}`)
  const dossier = { ...journey.dossier, ...patch(journey.dossier, event) } as Dossier
  if (dossier.reached[next.stage]) return { ...journey, stage: next.stage, dossier }
  return { ...journey, stage: next.stage, dossier: { ...dossier, reached: { ...dossier.reached, [next.stage]: at } } }
}

/** The journey that a registration opens, before any fact has moved it. */
export function openJourney(
  id: JourneyId,
  charter: CharterId,
  event: FactOf<'MerchantRegistered'>,
  at: Instant,
): Journey {
  return {
    id,
    charter,
    merchant: event.merchant,
    organisation: event.organisation,
    version: 0,
    stage: firstStage,
    dossier: {
      traits: event.traits,
      provisional: event.provisional,
      party: event.party,
      consent: event.consent,
      editions: { mission: event.missionEdition, observation: null },
      seatedAt: null,
      tests: [],
      application: null,
      code: null,
      boardedAt: null,
      landed: null,
      run: null,
      dayOne: null,
      stays: [],
      care: [],
      home: null,
      riskAssessment: null,
      redecided: null,
      homeAssessment: null,
      releasedAt: null,
      findings: [],
      reached: { [firstStage]: at },
    },
  }
}

/** A history told from its first fact; the same fold that decided it, so that the record can be compared with the rows. */
export function replay(
  id: JourneyId,
  charter: CharterId,
  history: readonly { readonly event: JourneyEvent; readonly at: Instant }[],
): Journey {
  const [first, ...rest] = history
  if (first?.event.type !== 'MerchantRegistered')
    throw new Error(`journey ${id}: the history does not begin with a registration`)
  return rest.reduce(
    (journey, { event, at }) => evolve(journey, event, at),
    openJourney(id, charter, first.event, first.at),
  )
}

function patch(dossier: Dossier, event: JourneyEvent): Partial<Dossier> {
  switch (event.type) {
    case 'DetailsChanged':
      return { traits: event.traits, ...(event.party === undefined ? {} : { party: event.party }) }
    case 'SeatAssigned':
      return {
        seatedAt: event.at,
        ...(event.seating
          ? { seating: event.seating, findings: [] }
          : { findings: dossier.findings.filter(({ code }) => code !== 'offerTooLate') }),
      }
    case 'WaitingListJoined':
      return event.seating ? { seating: event.seating } : {}
    case 'WaitingListRanked':
      return { seating: event.seating }
    case 'SeatOffered':
      return { offer: { at: event.at, expiresAt: event.expiresAt, answer: 'open' }, findings: [] }
    case 'OfferAccepted': {
      const seating = { ...(dossier.seating ?? { rank: null, of: null }), reason: event.reason }
      return { ...answered(dossier, 'accepted'), seatedAt: event.at, seating }
    }
    case 'OfferDeclined':
      return answered(dossier, 'declined')
    case 'OfferLapsed':
      return answered(dossier, 'lapsed')
    case 'SeatRequested':
      return { offer: undefined, askedAgainAt: event.at }
    case 'OfferPassedOver':
      return { ...answered(dossier, 'withdrawn'), findings: event.findings as Finding[] }
    case 'SeatLost':
      return { seatedAt: null }
    case 'ScheduleChanged':
      return {
        editions: { ...dossier.editions, mission: event.missionEdition },
        traits: { ...dossier.traits, testExempt: event.testExempt },
      }
    case 'TestRecorded':
      return { tests: [...dossier.tests, event.test] }
    case 'TestNotCounted':
      return { findings: event.findings as Finding[] }
    case 'FirstNegativeCounted':
    case 'TestsComplete':
    case 'CodeRequirementMet':
      return { findings: [] }
    case 'DidNotShow':
      return { findings: [] }
    case 'CodeApplied':
      return { application: { at: event.at, mission: event.mission, basis: event.basis } }
    case 'CodeIssued':
      return { code: event.code }
    case 'CodeLapsed':
      return { code: null, application: null, findings: event.findings as Finding[] }
    case 'FirstNegativeLapsed':
      // What was applied for, or issued, on a report that lapsed must be applied for again.
      return {
        application: null,
        code: dossier.code?.basis.length === 0 ? dossier.code : null,
        findings: event.findings as Finding[],
      }
    case 'TestsLapsed':
    case 'Deferred':
    case 'BoardingDenied':
      return { findings: event.findings as Finding[] }
    case 'Boarded':
      return { boardedAt: event.at }
    case 'Disembarked':
      return { boardedAt: null }
    case 'Landed':
      return {
        landed: { at: event.at, airport: event.airport },
        editions: { ...dossier.editions, observation: event.observationEdition },
      }
    case 'TransferBegun':
      return { run: event.run }
    case 'ReturnedToTransfer':
      return { run: null }
    case 'Admitted':
      return { dayOne: event.dayOne, stays: [...dossier.stays, stay(event)] }
    case 'ReturnedToObservation':
      return {
        dayOne: dossier.dayOne ?? event.dayOne,
        stays: [...dossier.stays, stay(event)],
        care: endLast(dossier.care, event.at),
        // Whoever fell ill at home and comes back spends the rest of the second leg in the facility.
        home: dossier.home && { ...dossier.home, place: 'facility' },
      }
    case 'RoomChanged':
      return {
        stays: dossier.stays.map((each, i) => (i === dossier.stays.length - 1 ? { ...each, room: event.room } : each)),
      }
    case 'TakenToMedicalCare':
      return {
        stays: endLast(dossier.stays, event.at),
        care: [
          ...endLast(dossier.care, event.at),
          { cause: event.cause, place: event.place, from: event.at, until: null },
        ],
      }
    case 'HomeAssessed':
      return { homeAssessment: { suitable: event.suitable, reason: event.reason } }
    case 'RiskAssessed':
      return { riskAssessment: { test: event.test, outcome: event.outcome, reason: event.reason } }
    case 'MissionEditionRedecided':
      return {
        editions: { ...dossier.editions, mission: event.edition },
        traits: { ...dossier.traits, testExempt: event.testExempt },
      }
    case 'ObservationEditionRedecided':
      return {
        editions: { ...dossier.editions, observation: event.edition },
        redecided: {
          from: event.from,
          credit: event.credit,
          lastTestDay: event.lastTestDay,
          missedSince: event.missedSince,
        },
        // Days credited to somebody at home lie before the home leg as it was begun.
        home: dossier.home && { ...dossier.home, dayOne: plusDays(dossier.home.dayOne, -event.credit) },
      }
    case 'CentralPeriodCompleted':
      return {
        stays: endLast(dossier.stays, event.at),
        home: { dayOne: event.homeDayOne, place: 'home', because: null },
      }
    case 'HomeLegImpossible':
      return {
        home: { dayOne: event.homeDayOne, place: 'facility', because: event.findings[0]?.code ?? null },
        findings: event.findings as Finding[],
      }
    case 'Released':
    case 'ReleasedEarly':
      return {
        releasedAt: event.at,
        stays: endLast(dossier.stays, event.at),
        care: endLast(dossier.care, event.at),
        findings: [],
      }
    case 'OutcomeAsked':
      return { outcomeAskedAt: event.at }
    case 'OutcomeTold':
      return { outcome: { ...event.outcome, at: event.at } }
    case 'LeftLoop':
      // Medical care that somebody left is still owed.
      return { stays: endLast(dossier.stays, event.at) }
    case 'MerchantRegistered':
    case 'EditionKept':
    case 'ReminderDue':
    case 'CodeRefused':
    case 'Withdrawn':
    case 'EntryRefused':
    case 'FoundPositive':
    case 'DayTestMissed':
    case 'PeriodOverrun':
    case 'StillMissing':
      return {}
    default:
      return event satisfies never
  }
}

const answered = (dossier: Dossier, answer: NonNullable<Dossier['offer']>['answer']): Partial<Dossier> =>
  dossier.offer ? { offer: { ...dossier.offer, answer } } : {}

const stay = (event: FactOf<'Admitted'> | FactOf<'ReturnedToObservation'>): Stay => ({
  facility: event.facility,
  room: event.room,
  from: event.at,
  until: null,
})

function endLast<Episode extends { readonly until: Instant | null }>(
  episodes: readonly Episode[],
  at: Instant,
): readonly Episode[] {
  const last = episodes.at(-1)
  return last && last.until === null ? [...episodes.slice(0, -1), { ...last, until: at }] : episodes
}
