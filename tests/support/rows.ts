// Builders of what lies in the store: whole values, of which a test names only what it is about.
import type { Actor } from '../../src/application/actor.ts'
import type { Effect } from '../../src/application/effect.ts'
import type { StoredLetter } from '../../src/application/letterPorts.ts'
import type { ParkedRow } from '../../src/application/parkedRow.ts'
import type { Change, Commit, Receipt } from '../../src/application/ports.ts'
import type { RecordedEvent } from '../../src/application/recordLines.ts'
import type { Charter } from '../../src/domain/charter/charter.ts'
import type { DemandCall } from '../../src/domain/demand/demandCall.ts'
import type { ObservationFacility, Room } from '../../src/domain/facility/room.ts'
import {
  charterId,
  demandCallId,
  journeyId,
  merchantId,
  organisationId,
  personId,
  roomId,
  runId,
} from '../../src/domain/ids.ts'
import type { CharterId, FacilityId } from '../../src/domain/ids.ts'
import { LocalDate, toInstant, type Instant, type Zone } from '../../src/domain/instant.ts'
import type { Dossier, Journey } from '../../src/domain/journey/journey.ts'
import type { Stage } from '../../src/domain/journey/stage.ts'
import type { TransferRun } from '../../src/domain/transfer/run.ts'

/** 28 August 2022, 15:00 in Seoul, and minutes after it. */
export const at = (minutes = 0): Instant => toInstant(Date.parse('2022-08-28T06:00:00.000Z') + minutes * 60_000)

const part = (number: number): string => String(number).padStart(16, '0')
export const charterNo = (number: number): CharterId => charterId(part(number))
export const personNo = (number: number) => personId(part(number))
export const journeyNo = (number: number, charter = charterNo(1)) => journeyId(charter, part(number))
export const merchantNo = (number: number) => merchantId(part(number))
export const organisationNo = (number: number) => organisationId(part(number))
export const facilityOne = 'yiwu-garden' as FacilityId

const seoul = { iata: 'ICN', city: 'Seoul', zone: 'Asia/Seoul' as Zone }
const hangzhou = { iata: 'HGH', city: 'Hangzhou', zone: 'Asia/Shanghai' as Zone }
const leg = {
  flightNumber: 'HU454',
  carrier: 'Hainan Airlines',
  from: seoul,
  to: hangzhou,
  plannedBoarding: at(600),
  scheduledDeparture: at(640),
  scheduledArrival: at(780),
}

export const charter = (over: Partial<Charter> = {}): Charter => ({
  id: charterNo(1),
  organiser: organisationNo(1),
  version: 0,
  stage: 'open',
  record: {
    terms: {
      title: 'Seoul to Hangzhou',
      leg,
      aircraft: {
        type: 'Boeing 787-9',
        seats: { value: 292, assumed: true },
        loadCapPercent: { value: 75, assumed: true },
      },
      missionJurisdiction: 'KR',
      issuer: 'Seoul',
      observationJurisdiction: 'CN',
      destination: '义乌',
      servicePoint: '+86 579',
      facility: facilityOne,
      costs: {},
    },
    leg,
    reasons: [],
    conditions: [],
    approvedAt: at(-60),
    manifest: null,
    departed: null,
    landed: null,
    retimings: 0,
  },
  ...over,
})

export const dossier = (over: Partial<Dossier> = {}): Dossier => ({
  traits: {
    language: 'ko',
    destination: '义乌',
    costBearer: 'self',
    purpose: 'trade',
    homeSuitable: true,
    testExempt: false,
    minor: false,
    pastInfection: false,
    origin: null,
  },
  provisional: false,
  party: null,
  consent: { signedAt: at(), text: 'v1' },
  editions: { mission: 'kr-2022-07-01', observation: null },
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
  reached: { registered: at() },
  ...over,
})

export const journey = (number: number, over: Partial<Journey> = {}): Journey => ({
  id: journeyNo(number, over.charter),
  charter: charterNo(1),
  merchant: merchantNo(number),
  organisation: organisationNo(1),
  version: 0,
  stage: 'registered',
  dossier: dossier(),
  ...over,
})

export const run = (number: number, over: Partial<TransferRun> = {}): TransferRun => ({
  id: runId(charterNo(1), part(number)),
  charter: charterNo(1),
  version: 0,
  stage: 'loading',
  record: {
    vehicle: { plate: '浙G·A1234', seats: 40, driver: 'Mr Wang', staff: ['Ms Li'] },
    facility: facilityOne,
    places: 20,
    passengers: [],
    departed: null,
    arrived: null,
  },
  ...over,
})

export const demandCall = (number: number, over: Partial<DemandCall> = {}): DemandCall => ({
  id: demandCallId(part(number)),
  office: organisationNo(9),
  version: 0,
  stage: 'open',
  record: {
    terms: {
      title: 'How many?',
      from: seoul,
      to: hangzhou,
      firstDay: LocalDate.parse('2022-09-20'),
      lastDay: LocalDate.parse('2022-09-25'),
      closesAt: at(600),
      missionJurisdiction: 'KR',
      issuer: 'Seoul',
      observationJurisdiction: 'CN',
      leastLoad: 120,
      asked: [organisationNo(1)],
    },
    closesAt: at(600),
    closedAt: null,
    reason: null,
    replies: [
      {
        organisation: organisationNo(1),
        at: at(1),
        lines: [
          {
            country: 'KR',
            nationality: null,
            purpose: '采购',
            earliestDate: LocalDate.parse('2022-09-21'),
            merchants: 130,
            papers: { passportUntil: null, visa: 'needed', invitationLetter: 'none' },
          },
        ],
      },
    ],
  },
  ...over,
})

export const room = (name: string, over: Partial<Room> = {}): Room => ({
  id: roomId(facilityOne, name),
  version: 0,
  places: 1,
  occupants: [],
  ...over,
})

export const facility: ObservationFacility = {
  id: facilityOne,
  name: 'Yiwu Garden',
  city: '义乌',
  zone: 'Asia/Shanghai' as Zone,
}

export const actor: Actor = { role: 'chamber', organisation: organisationNo(1), token: 't1', person: null }

/** An event of journey number 1, unless told otherwise; its digest follows from its place. */
export const event = (version: number, over: Partial<RecordedEvent> = {}): RecordedEvent => {
  const aggregate = over.aggregate ?? journeyNo(1)
  return {
    kind: 'journey',
    aggregate,
    charter: charterNo(1),
    version,
    ordinal: 0,
    type: 'TestRecorded',
    data: { type: 'TestRecorded' },
    at: at(version),
    actor,
    editions: ['kr-2022-07-01'],
    request: 'r1',
    previous: `${aggregate} ${version - 1}`,
    digest: `${aggregate} ${version}`,
    ...over,
  }
}

export const effect = (id: string, over: Partial<Effect> = {}): Effect => ({
  id,
  kind: 'letter',
  charter: charterNo(1),
  subject: journeyNo(1),
  name: 'seatAssigned',
  payload: { stage: 'registered' },
  dueAt: at(),
  createdAt: at(),
  ...over,
})

export const letter = (id: string, over: Partial<StoredLetter> = {}): StoredLetter => ({
  id,
  charter: charterNo(1),
  journey: journeyNo(1),
  merchant: merchantNo(1),
  name: 'seatAssigned',
  messageId: `<${id}@desk>`,
  sealed: 'v1.sealed',
  createdAt: at(),
  state: 'queued',
  attempts: 0,
  sentAt: null,
  words: null,
  ...over,
})

export const parkedRow = (number: number, over: Partial<ParkedRow> = {}): ParkedRow => ({
  id: `K${part(number)}`,
  charter: charterNo(1),
  organisation: organisationNo(1),
  row: number + 1,
  kind: 'renewedPassport',
  merchant: merchantNo(1),
  journey: journeyNo(1),
  sealed: 'v1.sealed',
  digest: `digest ${number}`,
  createdAt: at(),
  decidedAt: null,
  decision: null,
  ...over,
})

export const receipt = (key: string): Receipt => ({
  key,
  body: 'digest',
  status: 201,
  kind: 'journey',
  reference: journeyNo(1),
  at: at(),
})

export const tally = (stage: Stage, standing: number, reached = Math.max(standing, 0), of = charterNo(1)) => ({
  charter: of,
  stage,
  standing,
  reached,
})

/** A commit of these changes, and nothing else unless told. */
export const commit = (changes: readonly Change[], over: Partial<Commit> = {}): Commit => ({
  changes,
  events: [],
  effects: [],
  tallies: [],
  receipt: null,
  ...over,
})

export const putCharter = (of: Charter, expect = 0, head = `head ${expect + 1}`): Change => ({
  on: 'charter',
  expect,
  charter: of,
  head,
})
export const putJourney = (of: Journey, expect = 0, holder: string | null = null): Change => ({
  on: 'journey',
  expect,
  journey: of,
  head: `head ${expect + 1}`,
  passport: holder === null ? null : { holder, traveller: `2022-08-28 ${of.charter} ${holder}` },
})
