// Plausible views of every page, for the tests and for looking at them.
import { personalFields } from '../../src/domain/access/fields.ts'
import { personView } from '../../src/domain/access/masking.ts'
import { passkeyRefused } from '../../src/domain/access/refusals.ts'
import { finding } from '../../src/domain/decision.ts'
import { JourneyId, RunId } from '../../src/domain/ids.ts'
import { Zone, LocalDate } from '../../src/domain/instant.ts'
import { Language } from '../../src/domain/journey/merchant.ts'
import type { RecordView } from '../../src/web/recordPage.tsx'
import type { Stage } from '../../src/domain/journey/stage.ts'
import type { TransferRun } from '../../src/domain/transfer/run.ts'
import type {
  BoardView,
  CharterView,
  ErrorView,
  Frame,
  LettersView,
  LetterView,
  ShelfView,
  StatusView,
  TallyView,
  UnmaskedView,
  UnmaskView,
} from '../../src/web/views.ts'
import type { SignInView } from '../../src/web/signInViews.ts'
import type { DemandCallView, DemandView } from '../../src/web/demandViews.ts'
import { at, charter, charterId, facility, mission, observation, person, situationAt } from '../words/situation.ts'

const seoul = Zone.parse('Asia/Seoul')
const shanghai = Zone.parse('Asia/Shanghai')

const languagesAt = (path: string): Frame['languages'] =>
  Language.options.map((language) => ({ language, href: `${path}?language=${language}` }))

export const merchantFrame = (language: Language): Frame => ({
  language,
  languages: languagesAt('/s/abc'),
  styleHref: '/style.css',
  zone: shanghai,
  signedIn: null,
  links: [],
  signOut: null,
})
export const officeFrame = (language: Language): Frame => ({
  ...merchantFrame(language),
  languages: languagesAt('/board'),
  signedIn: { role: 'reformOffice', organisation: 'Yiwu Reform Office' },
  links: [
    { to: 'board', href: '/board', here: true },
    { to: 'letters', href: '/letters', here: false },
  ],
  signOut: '/sign-out',
})

export const statusView = (
  where: Parameters<typeof situationAt>[0],
  language: Language,
  changes: Partial<StatusView> = {},
): StatusView => {
  const situation = situationAt(where)
  return {
    ...situation,
    frame: merchantFrame(language),
    name: '김민수',
    ownZone: null,
    calendarHref: '/s/abc.ics',
    roundHref: '/s/abc/round.json',
    answerHref: '/s/abc',
    refused: [],
    own: null,
    editions: [mission, ...(situation.observation ? [observation] : [])],
    ...changes,
  }
}

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
  charters: [
    {
      href: `/charters/${charterId}`,
      title: charter.record.terms.title,
      stage: 'landed',
      leg: charter.record.leg,
      seats: { toFill: 163, taken: 163, assumed: true },
      tallies,
      unaccounted: 0,
    },
    {
      href: '/charters/C0000000000000002',
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
      unaccounted: 1,
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
  forms: { action: '/charters/1', version: 4, offered: ['evidence', 'approval'], typed: null },
  call: { href: '/demand/1', title: 'How many merchants need to come?' },
  organiser: 'Yiwu Korean Chamber of Commerce',
  seats: { toFill: 163, taken: 163, assumed: true },
  seatRule: null,
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
  bindings: ['mission/KR/2022-07-01 binds by the flight date 2022-08-28: in force from 2022-07-01.'],
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
    unaccounted: [],
  },
  runs: [run(1, '浙G12345', 22), run(2, '浙G23456', 21), run(3, '浙G34567', 20)],
  rooms: [{ facility: facility.name, taken: 151, free: 29, people: 161 }],
  reasons: [
    { code: 'positive', count: 9 },
    { code: 'sampledTooLate', count: 6 },
    { code: 'sameLaboratory', count: 5 },
    { code: 'codeRefused', count: 4 },
    { code: 'withdrawn', count: 6 },
    { code: 'didNotShow', count: 2 },
  ],
  due: [
    { act: 'RecordTest', number: 3, who: '김민수', href: '/journeys/1', by: at('2022-08-31T23:59:00+08:00') },
    { act: 'ReturnToObservation', number: null, who: 'K. M.', href: '/journeys/2', by: null },
    { act: 'Admit', number: null, who: '浙G34567 · 20', href: null, by: at('2022-08-28T22:00:00+08:00') },
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
  letters: '/letters?charter=1',
  asks: [{ act: 'ReopenManifest', href: '/pending-acts?act=ReopenManifest&subject=1' }],
})

export const unmaskView = (language: Language): UnmaskView => ({
  frame: officeFrame(language),
  action: '/journeys/2/unmasking',
  back: '/charters/1#people',
  person: personView(person('ko'), 'reformOffice', 'charterPage'),
  offered: personalFields,
  asked: ['contact'],
  reason: '',
  findings: [],
})
export const unmaskedView = (language: Language): UnmaskedView => ({
  frame: officeFrame(language),
  person: personView(person('ko'), 'reformOffice', 'unmasking'),
  fields: ['name', 'contact'],
  back: '/charters/1#people',
})

export const lettersView = (language: Language): LettersView => ({
  frame: officeFrame(language),
  letters: [
    {
      href: '/letters/1',
      to: 'm…@example.org',
      subject: 'HU454: 좌석이 확정되었습니다',
      at: at('2022-08-21T10:00:00+09:00'),
      state: 'sent',
      words: '250 2.0.0 kept as 42',
    },
    {
      href: '/letters/2',
      to: 'k…@example.org',
      subject: 'HU454: your first test has been counted',
      at: null,
      state: 'queued',
      words: '451 4.7.1 Greylisted, please try again later',
    },
    {
      href: '/letters/3',
      to: 'x…@nowhere.example',
      subject: 'HU454：您可以登机',
      at: null,
      state: 'givenUp',
      words: null,
    },
  ],
  counts: { queued: 1, sent: 1, givenUp: 1 },
  next: null,
})

export const letterView = (language: Language, text: string): LetterView => ({
  frame: officeFrame(language),
  letter: {
    from: 'Charter Desk <desk@desk.example>',
    to: 'm…@example.org',
    subject: 'HU454: 좌석이 확정되었습니다',
    at: at('2022-08-21T10:00:00+09:00'),
    state: 'sent',
    words: '250 2.0.0 kept as 42',
    messageId: '<E01ABC@desk.example>',
    text,
  },
  back: '/letters',
})

export const shelfView = (language: Language, more: Partial<ShelfView> = {}): ShelfView => ({
  frame: { ...officeFrame(language), languages: languagesAt('/editions') },
  books: [mission, observation].map((edition) => ({ ...edition, sources: 4 })),
  form: {
    action: '/editions',
    text: '{ "id": "observation/CN-33/2022-09-01" }',
    reason: '',
    findings: [finding('editionKnown', 'It is published already.', { field: 'id', edition: observation.id })],
  },
  touched: {
    edition: observation.id,
    published: false,
    counts: { shorter: 1, longer: 0, unchanged: 0, needsDecision: 1 },
    bindsOnLanding: 12,
    journeys: [
      {
        href: '/charters/1',
        journey: 'C0123456789ABCDEF-J0123456789ABCDEF',
        stage: 'underMedicalObservation',
        impact: {
          kind: 'observation',
          outcome: 'shorter',
          before: { edition: 'old', days: 10, expectedRelease: at('2022-09-08T00:00:00+08:00'), credit: 0 },
          after: { edition: observation.id, days: 8, expectedRelease: null, credit: 0 },
          findings: [],
        },
      },
      {
        href: '/charters/1',
        journey: 'C0123456789ABCDEF-J0123456789ABCDEG',
        stage: 'clearedToBoard',
        impact: {
          kind: 'mission',
          outcome: 'needsDecision',
          before: { edition: 'old', stepsToDo: 4, feasible: true, latest: [] },
          after: { edition: mission.id, stepsToDo: 3, feasible: true, latest: [] },
          windowsMove: true,
          findings: [
            finding('eitherAccepted', 'Old or new.', { day: '2022-07-01', other: 'old', edition: mission.id }),
          ],
        },
      },
    ],
  },
  ...more,
})

export const signInView = (language: Language, refused: boolean): SignInView => ({
  frame: { ...merchantFrame(language), languages: languagesAt('/sign-in') },
  findings: refused ? passkeyRefused().findings : [],
})

export const errorView = (language: Language): ErrorView => ({
  frame: officeFrame(language),
  status: 422,
  title: 'A rule is not met yet',
  detail: '',
  findings: [
    finding('testMissing', 'No negative test counts as sample 2.', { slot: 2, until: '2022-08-28 15:10 (Asia/Seoul)' }),
    finding('codeMissing', 'No health code was issued.'),
  ],
  back: '/board',
})

export { seoul, shanghai }

const demandCard: DemandCallView['card'] = {
  href: '/demand/D0000000000000001',
  title: '多少客商需要来?',
  stage: 'open',
  from: { city: 'Seoul', zone: charter.record.leg.from.zone },
  to: { city: 'Hangzhou' },
  firstDay: LocalDate.parse('2022-08-26'),
  lastDay: LocalDate.parse('2022-08-30'),
  closesAt: at('2022-08-23T18:00:00+09:00'),
  interest: 139,
  leastLoad: 120,
  forecast: {
    eligible: 120,
    recommendation: {
      verdict: 'goLater',
      day: LocalDate.parse('2022-08-28'),
      findings: [finding('loadReached', 'Enough.', { eligible: 120, day: '2022-08-28', leastLoad: 120 })],
    },
  },
}
const blankLine = {
  country: '',
  nationality: '',
  purpose: '',
  earliestDate: '',
  merchants: '',
  passportUntil: '',
  visa: '',
  invitationLetter: '',
  company: '',
}

export const demandView = (language: Language): DemandView => ({
  frame: officeFrame(language),
  calls: [demandCard, { ...demandCard, href: '/demand/D0000000000000002', forecast: null }],
  next: '/demand?after=D0000000000000001',
})

export const demandCallView = (language: Language): DemandCallView => ({
  frame: officeFrame(language),
  card: demandCard,
  days: [
    {
      day: LocalDate.parse('2022-08-26'),
      interest: 139,
      eligible: 111,
      ineligible: 28,
      carried: 111,
      reachesLoad: false,
      papersBy: LocalDate.parse('2022-08-24'),
      editions: { mission: mission.id, observation: observation.id },
      reasons: [finding('papersLate', 'Late.', { merchants: 19, neededBy: '2022-08-24', date: '2022-09-12' })],
    },
    {
      day: LocalDate.parse('2022-08-28'),
      interest: 139,
      eligible: 120,
      ineligible: 19,
      carried: 120,
      reachesLoad: true,
      papersBy: null,
      editions: { mission: null, observation: null },
      reasons: [],
    },
  ],
  sheet: {
    action: '/demand/1',
    text: 'Country',
    rejected: [{ row: 2, column: 'Country', value: 'UK', explanation: 'Country "UK" should be a country.' }],
    findings: [],
    templates: [{ language: 'en', format: 'xlsx', href: '/v1/demand-template.xlsx?language=en' }],
  },
  charters: [
    { href: '/charters/1', title: 'Seoul to Hangzhou', flight: 'HU454', stage: 'applied', organiser: 'The chamber' },
  ],
  forms: { action: demandCard.href, version: 2, offered: ['closing', 'reopening'], typed: null },
  replies: [{ organisation: 'A company', at: at('2022-08-21T10:00:00+09:00'), merchants: 130 }],
  form: {
    action: demandCard.href,
    lines: [blankLine, { ...blankLine, visa: 'needed', merchants: '12' }],
    findings: [finding('demandCallClosed', 'Closed.', { closedAt: '2022-08-23 18:00 (Asia/Seoul)' })],
    saved: true,
  },
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

export const recordView = (language: Language, text: string): RecordView => ({
  frame: officeFrame(language),
  typed: {
    organisation: 'O1',
    actor: text,
    act: text,
    charter: '',
    journey: '',
    merchant: '',
    from: '2022-08-20',
    until: '',
  },
  findings: [finding('invalid', text, { field: 'act' })],
  organisations: [{ id: 'O1', name: text }],
  lines: [
    {
      at: at('2022-08-28T08:02:00Z'),
      role: 'chamber',
      organisation: text,
      actor: 'T1',
      act: 'PeopleShown',
      about: 'C1-J1',
      details: text,
    },
  ],
  next: '/record?after=x',
  exportHref: '/v1/record/export',
  keyHref: '/v1/record/key',
})
