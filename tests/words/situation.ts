// Merchants of HU454 at every stage, as letters and pages meet them: told from facts, planned by the real editions.
import kr from '../../db/editions/mission/kr-2022-07-01.json' with { type: 'json' }
import zhejiang from '../../db/editions/observation/cn-33-2022-06-28.json' with { type: 'json' }
import { evolveCharter, draftCharter, type Charter } from '../../src/domain/charter/charter.ts'
import { CharterTerms, type CharterEvent } from '../../src/domain/charter/events.ts'
import { finding } from '../../src/domain/decision.ts'
import { CharterId, FacilityId, JourneyId, MerchantId, OrganisationId, RoomId, RunId } from '../../src/domain/ids.ts'
import { Instant, LocalDate, Zone } from '../../src/domain/instant.ts'
import type { JourneyEvent } from '../../src/domain/journey/events.ts'
import { replay, type Journey } from '../../src/domain/journey/journey.ts'
import { MerchantDetails } from '../../src/domain/journey/merchant.ts'
import type { Language } from '../../src/domain/language.ts'
import type { NaatTest } from '../../src/domain/journey/naat.ts'
import type { Stage } from '../../src/domain/journey/stage.ts'
import { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import { ObservationEdition } from '../../src/domain/policy/observationEdition.ts'
import { planOf } from '../../src/domain/policy/plan.ts'
import { anchorOf, type Policy } from '../../src/domain/policy/policy.ts'
import type { Situation } from '../../src/words/situation.ts'

export const at = (text: string): Instant => Instant.parse(text)
export const charterId = CharterId.parse('C0000000000000001')
export const chamber = OrganisationId.parse('O0000000000000001')
export const mission = MissionEdition.parse(kr)
export const observation = ObservationEdition.parse(zhejiang)
export const facility = {
  id: FacilityId.parse('yiwu-service-point'),
  name: 'Yiwu Service Point Hotel',
  city: 'Yiwu',
  zone: Zone.parse('Asia/Shanghai'),
}
const room = RoomId.parse('yiwu-service-point/0812')

export const terms = CharterTerms.parse({
  title: 'Third international-buyer charter of 2022',
  leg: {
    flightNumber: 'HU454',
    carrier: 'Hainan Airlines',
    from: { iata: 'ICN', city: 'Seoul', zone: 'Asia/Seoul' },
    to: { iata: 'HGH', city: 'Hangzhou', zone: 'Asia/Shanghai' },
    plannedBoarding: '2022-08-28T15:10:00+09:00',
    scheduledDeparture: '2022-08-28T15:40:00+09:00',
    scheduledArrival: '2022-08-28T17:05:00+08:00',
  },
  aircraft: {
    type: 'Airbus A330',
    seats: { value: 218, assumed: true },
    loadCapPercent: { value: 75, assumed: false, source: '61' },
  },
  missionJurisdiction: 'KR',
  issuer: 'KR-SEL-EMB',
  observationJurisdiction: 'CN-33',
  destination: 'Yiwu',
  servicePoint: 'Yiwu comprehensive service point',
  facility: facility.id,
  costs: { fare: 'merchant', transfer: 'city', observation: 'merchant' },
})

const charterHistory: readonly CharterEvent[] = [
  { type: 'ApplicationSubmitted', at: at('2022-08-12T10:00:00+08:00') },
  { type: 'CharterApproved', at: at('2022-08-20T10:00:00+08:00'), conditions: [] },
  { type: 'RegistrationOpened', at: at('2022-08-20T11:00:00+08:00') },
]
export const charter: Charter = charterHistory.reduce(
  evolveCharter,
  draftCharter(charterId, { type: 'CharterDrafted', organiser: chamber, terms }),
)

export const person = (language: Language, changes: Partial<MerchantDetails> = {}): MerchantDetails =>
  MerchantDetails.parse({
    surname: 'KIM',
    givenNames: 'MINSU',
    nativeName: '김민수',
    documentNumber: 'M70812345',
    issuingState: 'KOR',
    nationality: 'KOR',
    birthDate: '1979-04-02',
    sex: 'M',
    documentExpiry: '2029-01-31',
    phone: '+821012345678',
    email: 'minsu.kim@example.org',
    language,
    ...changes,
  })

const test = (id: string, sampledAt: string, laboratory: string, reagent: string): NaatTest => ({
  id,
  method: 'naat',
  sampledAt: at(sampledAt),
  precision: 'minute',
  reportedAt: at(sampledAt),
  laboratory,
  reagent,
  result: 'negative',
})
const first = test('N-1', '2022-08-26T17:00:00+09:00', 'seoul-lab-a', 'Reagent A')
const second = test('N-2', '2022-08-27T18:30:00+09:00', 'seoul-lab-b', 'Reagent B')

type Told = { readonly event: JourneyEvent; readonly at: Instant }
const told = (when: string, ...events: JourneyEvent[]): readonly Told[] =>
  events.map((event) => ({ event, at: at(when) }))
const positive = finding('positive', 'Test N-1 is positive.', { test: 'N-1' }, mission.id)
const late = finding(
  'sampledTooLate',
  'Sample 2 was taken too late.',
  {
    test: 'N-2',
    slot: 2,
    sampledAt: '2022-08-28 15:20 (Asia/Seoul)',
    from: '2022-08-27 15:10 (Asia/Seoul)',
    until: '2022-08-28 15:10 (Asia/Seoul)',
  },
  mission.id,
)
const locked = finding('destinationLockedDown', 'Yiwu is locked down: outbreak', {
  destination: 'Yiwu',
  reason: 'outbreak',
})

const registered = told('2022-08-21T10:00:00+09:00', {
  type: 'MerchantRegistered',
  merchant: MerchantId.parse('M0000000000000001'),
  organisation: chamber,
  provisional: false,
  traits: {
    language: 'ko',
    destination: 'Yiwu',
    costBearer: 'self',
    purpose: 'buying toys',
    homeSuitable: true,
    testExempt: false,
    minor: false,
    pastInfection: false,
    origin: null,
  },
  party: null,
  consent: { signedAt: at('2022-08-20T10:00:00+09:00'), text: '2022-08' },
  missionEdition: mission.id,
  vaultDigest: 'd',
})
const seated = [
  ...registered,
  ...told('2022-08-21T10:00:00+09:00', { type: 'SeatAssigned', at: at('2022-08-21T10:00:00+09:00') }),
]
const firstCounted = [
  ...seated,
  ...told(
    '2022-08-26T23:00:00+09:00',
    { type: 'TestRecorded', test: first },
    { type: 'FirstNegativeCounted', test: 'N-1' },
  ),
]
const coded = [
  ...firstCounted,
  ...told(
    '2022-08-27T12:00:00+09:00',
    { type: 'CodeApplied', basis: [], at: at('2022-08-27T09:00:00+09:00'), mission: 'KR-SEL-EMB' },
    {
      type: 'CodeIssued',
      code: {
        colour: 'blue',
        issuer: 'KR-SEL-EMB',
        issuedAt: at('2022-08-27T12:00:00+09:00'),
        validUntil: null,
        basis: ['N-1'],
      },
    },
    { type: 'CodeRequirementMet' },
  ),
]
const complete = [
  ...firstCounted,
  ...told(
    '2022-08-27T23:00:00+09:00',
    { type: 'TestRecorded', test: second },
    { type: 'TestsComplete', tests: ['N-1', 'N-2'] },
  ),
]
const cleared = [
  ...coded,
  ...told(
    '2022-08-27T23:00:00+09:00',
    { type: 'TestRecorded', test: second },
    { type: 'TestsComplete', tests: ['N-1', 'N-2'] },
  ),
]
const aboard = [
  ...cleared,
  ...told('2022-08-28T15:12:00+09:00', { type: 'Boarded', at: at('2022-08-28T15:12:00+09:00') }),
]
const landed = [
  ...aboard,
  ...told('2022-08-28T17:10:00+08:00', {
    type: 'Landed',
    at: at('2022-08-28T17:10:00+08:00'),
    airport: 'HGH',
    observationEdition: observation.id,
  }),
]
const underway = [
  ...landed,
  ...told('2022-08-28T19:00:00+08:00', { type: 'TransferBegun', run: RunId.parse(`${charterId}-R0000000000000001`) }),
]
const admitted = [
  ...underway,
  ...told('2022-08-28T21:30:00+08:00', {
    type: 'Admitted',
    at: at('2022-08-28T21:30:00+08:00'),
    facility: facility.id,
    room,
    dayOne: LocalDate.parse('2022-08-29'),
  }),
]
const care = [
  ...admitted,
  ...told('2022-08-31T09:00:00+08:00', {
    type: 'TakenToMedicalCare',
    at: at('2022-08-31T09:00:00+08:00'),
    place: 'Yiwu Fourth Hospital',
    cause: 'positive',
  }),
]
const home = [
  ...admitted,
  ...told('2022-09-05T09:00:00+08:00', {
    type: 'CentralPeriodCompleted',
    at: at('2022-09-05T09:00:00+08:00'),
    homeDayOne: LocalDate.parse('2022-09-05'),
  }),
]
const staying = [
  ...admitted,
  ...told('2022-09-05T09:00:00+08:00', {
    type: 'HomeLegImpossible',
    at: at('2022-09-05T09:00:00+08:00'),
    homeDayOne: LocalDate.parse('2022-09-05'),
    findings: [locked],
  }),
]
const released = [
  ...home,
  ...told('2022-09-08T09:00:00+08:00', { type: 'Released', at: at('2022-09-08T09:00:00+08:00') }),
]

/** What was told, and when the merchant asks. */
const ways: Readonly<Record<Stage | 'staysInFacility', readonly [readonly Told[], string]>> = {
  registered: [registered, '2022-08-22T09:00:00+09:00'],
  waitlisted: [
    [...registered, ...told('2022-08-21T10:00:00+09:00', { type: 'WaitingListJoined' })],
    '2022-08-22T09:00:00+09:00',
  ],
  offered: [
    [
      ...registered,
      ...told('2022-08-21T10:00:00+09:00', { type: 'WaitingListJoined' }),
      ...told('2022-08-22T08:00:00+09:00', {
        type: 'SeatOffered',
        at: at('2022-08-22T08:00:00+09:00'),
        expiresAt: at('2022-08-23T08:00:00+09:00'),
      }),
    ],
    '2022-08-22T09:00:00+09:00',
  ],
  'seated.awaitingFirstNegative': [seated, '2022-08-22T09:00:00+09:00'],
  'seated.awaitingSecondNegative.codeOutstanding': [firstCounted, '2022-08-27T08:00:00+09:00'],
  'seated.awaitingSecondNegative.codeIssued': [coded, '2022-08-27T13:00:00+09:00'],
  'seated.awaitingHealthCode': [complete, '2022-08-28T08:00:00+09:00'],
  clearedToBoard: [cleared, '2022-08-28T08:00:00+09:00'],
  aboard: [aboard, '2022-08-28T15:20:00+09:00'],
  awaitingTransfer: [landed, '2022-08-28T17:30:00+08:00'],
  inClosedLoopTransfer: [underway, '2022-08-28T19:30:00+08:00'],
  underMedicalObservation: [admitted, '2022-08-30T09:00:00+08:00'],
  inMedicalCare: [care, '2022-08-31T10:00:00+08:00'],
  underHomeMonitoring: [home, '2022-09-06T09:00:00+08:00'],
  released: [released, '2022-09-08T10:00:00+08:00'],
  deferred: [
    [...seated, ...told('2022-08-26T23:00:00+09:00', { type: 'Deferred', findings: [positive] })],
    '2022-08-27T09:00:00+09:00',
  ],
  notTravelled: [
    [
      ...cleared,
      ...told('2022-08-28T15:30:00+09:00', {
        type: 'BoardingDenied',
        at: at('2022-08-28T15:30:00+09:00'),
        findings: [late],
      }),
    ],
    '2022-08-28T16:00:00+09:00',
  ],
  withdrawn: [
    [...seated, ...told('2022-08-24T09:00:00+09:00', { type: 'Withdrawn', reason: 'illness at home' })],
    '2022-08-24T10:00:00+09:00',
  ],
  entryRefused: [
    [
      ...landed,
      ...told('2022-08-28T18:00:00+08:00', {
        type: 'EntryRefused',
        at: at('2022-08-28T18:00:00+08:00'),
        reason: 'visa',
      }),
    ],
    '2022-08-28T19:00:00+08:00',
  ],
  leftLoop: [
    [
      ...landed,
      ...told('2022-08-28T18:00:00+08:00', {
        type: 'LeftLoop',
        at: at('2022-08-28T18:00:00+08:00'),
        lastSeen: 'hall B',
      }),
    ],
    '2022-08-28T19:00:00+08:00',
  ],
  staysInFacility: [staying, '2022-09-05T10:00:00+08:00'],
}

export const policy: Policy = {
  mission,
  observation,
  anchor: anchorOf(charter.record.leg),
  gate: null,
  practice: {
    reportHours: 6,
    quickestReportHours: 4,
    documentsHours: 3,
    reminderHours: 12,
    outcomeDays: 14,
    office: {
      name: 'Embassy in Seoul',
      zone: Zone.parse('Asia/Seoul'),
      openDays: [1, 2, 3, 4, 5],
      opens: '09:00',
      closes: '18:00',
      cutOff: '16:00',
      reviewHours: 2,
      holidays: [],
    },
  },
  issuer: 'KR-SEL-EMB',
  flight: {
    departed: false,
    manifest: null,
    scheduledDeparture: charter.record.leg.scheduledDeparture,
    landingDay: LocalDate.parse('2022-08-28'),
  },
  departureCountry: 'KR',
  departureZone: Zone.parse('Asia/Seoul'),
  arrivalZone: Zone.parse('Asia/Shanghai'),
  laboratory: (id) => ({ id, country: 'KR', turnaroundHours: 6, admissions: [] }),
  lockedDown: () => null,
}

export const journeyAt = (where: keyof typeof ways, part = '0000000000000001'): Journey =>
  replay(JourneyId.parse(`${charterId}-J${part}`), charterId, ways[where][0])

export function situationAt(where: keyof typeof ways): Situation {
  const journey = journeyAt(where)
  const now = at(ways[where][1])
  return {
    journey,
    charter,
    plan: planOf(policy, journey.dossier, now),
    mission,
    observation: journey.dossier.landed ? observation : null,
    facility: journey.dossier.stays.length ? facility : null,
    organiser: 'Yiwu Korean Chamber of Commerce',
    reminderHours: policy.practice.reminderHours,
    now,
  }
}
