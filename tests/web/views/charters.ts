// Plausible views of the board and of a charter’s page.
import { personView } from '../../../src/domain/access/masking.ts'
import { finding } from '../../../src/domain/decision.ts'
import { JourneyId, RunId } from '../../../src/domain/ids.ts'
import { Zone, LocalDate } from '../../../src/domain/instant.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { Stage } from '../../../src/domain/journey/stage.ts'
import type { TransferRun } from '../../../src/domain/transfer/run.ts'
import type { BoardView, CharterView, TallyView } from '../../../src/web/views.ts'
import { at, charter, charterId, facility, observation, person, mission } from '../../words/situation.ts'
import { officeFrame } from './frames.ts'

const counts: readonly (readonly [Stage, number, number])[] = [
  ['registered', 195, 0],
  ['waitlisted', 32, 0],
  ['seated.awaitingFirstNegative', 190, 0],
  ['seated.awaitingSecondNegative.codeOutstanding', 181, 0],
  ['seated.awaitingSecondNegative.codeIssued', 174, 0],
  ['clearedToBoard', 165, 0],
  ['aboard', 163, 0],
  ['awaitingTransfer', 163, 0],
  ['inClosedLoopTransfer', 162, 0],
  ['underMedicalObservation', 162, 161],
  ['inMedicalCare', 2, 2],
  ['deferred', 24, 24],
  ['notTravelled', 2, 2],
  ['withdrawn', 6, 6],
]
const tallies: readonly TallyView[] = counts.map(([stage, reached, standing]) => ({ stage, reached, standing }))

export const boardView = (language: Language): BoardView => ({
  frame: officeFrame(language),
  query: { text: '', stage: null, country: '', organiser: '' },
  choices: {
    stages: ['applied', 'landed'],
    countries: ['IN', 'KR'],
    organisers: [{ id: 'O1', name: 'Yiwu Korean Chamber of Commerce' }],
  },
  searched: true,
  found: 41,
  charters: [
    {
      href: `/charters/${charterId}`,
      station: null,
      chamber: { people: '/p', roster: '/r', mail: { waiting: 3, more: false } },
      title: charter.record.terms.title,
      stage: 'landed',
      leg: charter.record.leg,
      seats: { toFill: 163, taken: 163, assumed: true },
      organiser: 'Yiwu Korean Chamber of Commerce',
      tallies,
      atRisk: 0,
      heads: { boarded: 163, admitted: 162, inRooms: 161, unaccounted: 0 },
    },
    {
      href: '/charters/C0000000000000002',
      station: { station: 'gate', href: '/charters/C0000000000000002/gate' },
      chamber: { people: '/p', roster: '/r', mail: { waiting: 3, more: false } },
      title: 'Delhi to Hangzhou, organised by a supply-chain company',
      stage: 'applied',
      leg: {
        ...charter.record.leg,
        flightNumber: 'CZ6078',
        from: { iata: 'DEL', city: 'Delhi', zone: Zone.parse('Asia/Kolkata') },
        scheduledDeparture: at('2022-09-09T13:30:00+05:30'),
      },
      seats: { toFill: 120, taken: 41, assumed: false },
      tallies: [{ stage: 'registered', reached: 41, standing: 3 }],
      organiser: 'A supply-chain company',
      atRisk: 7,
      heads: { boarded: 0, admitted: 0, inRooms: 0, unaccounted: 1 },
    },
  ],
  next: '/board?after=C2',
})

const run = (number: number, plate: string, passengers: number): TransferRun => ({
  id: RunId.parse(`${charterId}-R000000000000000${number}`),
  charter: charterId,
  version: 3,
  stage: number < 3 ? 'arrived' : 'underway',
  record: {
    vehicle: { plate, seats: 45, driver: 'Driver', staff: ['One', 'Two'] },
    facility: facility.id,
    places: 22,
    passengers: Array.from({ length: passengers }, (_, i) =>
      JourneyId.parse(
        `${charterId}-J00000000000000${number}${i
          .toString(32)
          .toUpperCase()
          .replace(/[ILOU]/, 'Z')}`,
      ),
    ),
    departed: {
      at: at('2022-08-28T19:10:00+08:00'),
      handover: { count: passengers, givenBy: 'Port', takenBy: 'Crew' },
    },
    arrived:
      number < 3
        ? { at: at('2022-08-28T20:50:00+08:00'), handover: { count: passengers, givenBy: 'Crew', takenBy: 'Facility' } }
        : null,
  },
})

export const charterView = (language: Language): CharterView => ({
  frame: officeFrame(language),
  now: at('2022-08-31T10:00:00+08:00'),
  charter: { ...charter, stage: 'landed' },
  permit: null,
  conditions: [
    {
      id: '1',
      words: 'Alternate seats',
      submitted: null,
      returned: null,
      fulfilled: {
        at: at('2022-08-22T10:00:00+08:00'),
        words: 'Seat plan sent',
        by: 'Yiwu Korean Chamber',
        confirmedBy: 'Yiwu reform office',
      },
    },
    { id: '2', words: 'Lists by Friday', submitted: null, returned: null, fulfilled: null },
  ],
  forms: { action: '/charters/1', version: 4, nonce: 'n1', offered: ['evidence', 'approval'], typed: null },
  call: { href: '/demand/1', title: 'How many merchants need to come?' },
  organiser: 'Yiwu Korean Chamber of Commerce',
  seats: { toFill: 163, taken: 163, assumed: true },
  seatRule: null,
  toRule: null,
  outcomes: {
    released: 163,
    answered: 41,
    sums: {
      orders: 96,
      values: [{ currency: 'USD', answers: 30, amount: 4_100_000 }],
      companiesRegistered: 7,
      stayDaysMedian: 21,
    },
  },
  breaker: {
    edition: 'circuitBreaker/CN/2022-08-07',
    passengers: 163,
    positives: 2,
    weeks: 0,
    thresholds: [
      { weeks: 1, from: 7 },
      { weeks: 2, from: 14 },
    ],
    applicable: false,
    because: 'Not applicable to charters by its title.',
  },
  editions: [{ ...mission, assumed: true }, observation],
  bindings: [
    {
      ...{ bound: mission, alternatives: [], reason: '' },
      asked: { jurisdiction: 'KR', day: '2022-08-28' as never, by: 'flight' },
    },
  ],
  tallies,
  balance: {
    links: [
      { link: 'on the manifest', count: 165 },
      { link: 'boarded', count: 163 },
      { link: 'counted at departure', count: 163 },
      { link: 'counted at landing', count: 163 },
      { link: 'counted into vehicles', count: 162 },
      { link: 'counted out of vehicles', count: 162 },
      { link: 'admitted', count: 162 },
      { link: 'released', count: 0 },
    ],
    differences: [
      finding('vehicleDiffers', 'A left with 22 and arrived with 21.', { vehicle: '浙G12345', left: 22, arrived: 21 }),
    ],
    unaccounted: 0,
    more: 3,
  },
  runsMore: 2,
  runs: [run(1, '浙G12345', 22), run(2, '浙G23456', 21), run(3, '浙G34567', 20)],
  rooms: [{ facility: facility.name, all: 180, taken: 160, ours: 151, people: 161 }],
  reasons: [
    { code: 'positive', count: 9 },
    { code: 'sampledTooLate', count: 6 },
    { code: 'sameLaboratory', count: 5 },
    { code: 'codeRefused', count: 4 },
    { code: 'withdrawn', count: 6 },
    { code: 'didNotShow', count: 2 },
  ],
  due: [
    {
      act: 'RecordTest',
      number: 3,
      who: '김민수',
      href: '/journeys/1',
      by: at('2022-08-31T23:59:00+08:00'),
      overdue: 0,
    },
    { act: 'ReturnToObservation', number: null, who: 'K. M.', href: '/journeys/2', by: null, overdue: 0 },
    { act: 'Admit', number: null, who: '浙G34567 · 20', href: null, by: at('2022-08-28T22:00:00+08:00'), overdue: 1 },
  ],
  stuck: {
    rows: [
      {
        person: personView(person('ko'), 'chamber', 'charterPage'),
        stage: 'inClosedLoopTransfer',
        what: { kind: 'due', act: 'Admit', number: null },
        missing: [],
        by: at('2022-08-28T22:00:00+08:00'),
      },
      {
        person: personView(person('ko'), 'chamber', 'charterPage'),
        stage: 'seated.awaitingFirstNegative',
        what: { kind: 'risk', step: 'sample', slot: 1 },
        missing: [finding('dayTestMissing', 'No test was sampled on day 3.', { day: 3 })],
        by: at('2022-08-31T23:59:00+08:00'),
      },
    ],
    overdue: 1,
    atRisk: 1,
  },
  reached: {
    at: [at('2022-08-20T10:00:00+08:00'), at('2022-08-26T10:00:00+08:00'), at('2022-08-31T10:00:00+08:00')],
    lines: [
      { stage: 'registered', counts: [12, 195, 195] },
      { stage: 'aboard', counts: [0, 0, 163] },
    ],
  },
  plan: [
    {
      name: { kind: 'flight' },
      span: { from: at('2022-08-28T15:40:00+09:00'), until: at('2022-08-28T17:10:00+08:00') },
    },
    {
      name: { kind: 'central' },
      span: { from: at('2022-08-28T17:10:00+08:00'), until: at('2022-09-05T00:00:00+08:00') },
    },
  ],
  people: [
    {
      href: '/journeys/1',
      unmaskHref: null,
      person: personView(person('ko'), 'chamber', 'charterPage'),
      stage: 'underMedicalObservation',
      missing: [finding('dayTestMissing', 'No test was sampled on day 3.', { day: 3 })],
      by: at('2022-08-31T23:59:00+08:00'),
      asks: [{ act: 'ReleaseEarly', href: '/pending-acts?act=ReleaseEarly&subject=1' }],
    },
    {
      href: '/journeys/2',
      unmaskHref: '/journeys/2/unmasking',
      person: personView(person('ko'), 'reformOffice', 'charterPage'),
      stage: 'deferred',
      missing: [
        finding('sampledTooLate', 'Sample 2 was taken too late.', {
          slot: 2,
          sampledAt: '2022-08-28 15:20 (Asia/Seoul)',
          from: '2022-08-27 15:10 (Asia/Seoul)',
          until: '2022-08-28 15:10 (Asia/Seoul)',
        }),
      ],
      by: null,
      asks: [],
    },
    {
      href: null,
      unmaskHref: null,
      person: personView(person('ko'), 'reformOffice', 'charterPage'),
      stage: 'withdrawn',
      missing: [],
      by: null,
      asks: [{ act: 'EraseMerchant', href: '/pending-acts?act=EraseMerchant&subject=3' }],
    },
  ],
  nextPeople: '/charters/1?after=2',
  station: null,
  chamber: { people: '/p', roster: '/r', mail: { waiting: 3, more: false } },
  undeliverable: 2,
  letters: '/letters?charter=1',
  asks: [{ act: 'ReopenManifest', href: '/pending-acts?act=ReopenManifest&subject=1' }],
})

export const appliedCharterView = (language: Language): CharterView => {
  const view = charterView(language)
  const { record } = view.charter
  const application = {
    purpose: 'winter orders',
    demandCall: null,
    endorsement: 'jointPreventionMechanism' as const,
  }
  return {
    ...view,
    permit: {
      rule: 'green-channel',
      workingDays: 3,
      fileBy: LocalDate.parse('2022-08-24'),
      canStillBeMet: false,
      reason: '',
      findings: [finding('permitTooLate', 'Late.', { workingDays: 3, fileBy: '2022-08-24', today: '2022-08-25' })],
    },
    charter: {
      ...view.charter,
      record: { ...record, terms: { ...record.terms, application } },
    },
  }
}

/** A draft on which a rule for seats was typed, and not taken. */
export const toRuleCharterView = (language: Language): CharterView => {
  const view = charterView(language)
  return {
    ...view,
    charter: { ...view.charter, stage: 'draft' },
    toRule: { from: at('2022-08-21T10:00:00+09:00'), until: at('2022-08-26T10:00:00+09:00') },
    forms: {
      ...view.forms,
      offered: ['application', 'seat-rule'],
      typed: {
        form: 'seat-rule',
        fields: { closesAt: '2022-08-20T10:00', 'needs.orders': '-5', capPerCompany: '3', offerHours: '24' },
        findings: [
          finding('seatsCloseInPast', 'Over.', { closesAt: at('2022-08-20T10:00:00+09:00') }),
          finding('invalid', 'needs.orders: too small', { field: 'needs.orders' }),
        ],
      },
    },
  }
}
