// The forms of the stations: for each command of a person's journey its fact, its fields, and the body that they make.
import type { Laboratory } from '../application/ports.ts'
import { fromClock, toClock, type Instant, type Zone } from '../domain/instant.ts'
import { personalCommands, type PersonalCommand } from '../domain/journey/commands.ts'
import type { JourneyEventType } from '../domain/journey/events.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { NaatResult, TestMethod } from '../domain/journey/naat.ts'
import { CodeColour } from '../domain/journey/healthCode.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { TaskChoice, TaskField } from '../web/stationViews.ts'
import { decisions } from './journeys.ts'
import type { Fields } from './pageForm.ts'
import type { Place } from './stationPlace.ts'

/** What the fields of a form are filled from. */
export type Given = Place & {
  readonly now: Instant
  /** The nearest first. */
  readonly laboratories: readonly Laboratory[]
  /** A room to suggest. */
  readonly room: string
  readonly journey: Journey | null
  /** Of the code that the edition asks for; null where it asks for none, or nothing binds. */
  readonly colour: CodeColour | null
  /** A new id. */
  readonly part: () => string
}

export type JourneyForm = {
  readonly name: keyof typeof personalCommands
  /** Any of these must be able to follow. */
  readonly facts: readonly JourneyEventType[]
  readonly fields: (given: Given) => readonly TaskField[]
  readonly body: (fields: Fields, place: Place) => object
}

type Type = PersonalCommand['type']
type StationCommand = Extract<
  Type,
  | 'RecordTest'
  | 'IssueCode'
  | 'RefuseCode'
  | 'Board'
  | 'DenyBoarding'
  | 'Offload'
  | 'MarkNoShow'
  | 'RefuseEntry'
  | 'TakeToMedicalCare'
  | 'Admit'
  | 'ReturnToObservation'
  | 'AssessHome'
  | 'AssessRisk'
  | 'CompleteCentralPeriod'
  | 'Release'
  | 'ReportMissing'
  | 'ReportFound'
>

const text = (name: string): TaskField => ({ kind: 'text', name, value: '' })
const room = ({ room: value }: Given): TaskField => ({ kind: 'listed', name: 'room', value, list: 'rooms' })
const choice = (name: string, words: TaskChoice, options: readonly string[], value = options[0] ?? '') => ({
  kind: 'choice' as const,
  ...{ name, words, options, value },
})
const moment = (name: string, { zone }: Given, at: Instant | null): TaskField => ({
  kind: 'moment',
  ...{ name, zone, value: at ? toClock(at, zone) : '' },
})
const none = () => []
const only =
  (...names: readonly string[]) =>
  (fields: Fields): object =>
    Object.fromEntries(names.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])))
const reasoned = { fields: () => [text('reason')], body: only('reason') }

/** A moment that cannot be read is passed on as typed, so that the refusal names its field. */
const at = (typed: string | undefined, zone: Zone): string => (typed ? (fromClock(typed, zone) ?? typed) : '')
/** `101` is room 101 of the facility. */
const inFacility = (typed = '', { facility }: Place): string => (typed.includes('/') ? typed : `${facility}/${typed}`)

/** What a test was taken with and where: the same for one and for a round of many. */
export const testFields = (given: Given): readonly TaskField[] => [
  moment('sampledAt', given, given.now),
  moment('reportedAt', given, given.now),
  choice('precision', 'precision', ['minute', 'hour']),
  {
    kind: 'named',
    name: 'laboratory',
    value: given.laboratories[0]?.id ?? '',
    options: given.laboratories.map(({ id, name }) => ({ value: id, name })),
  },
  { kind: 'listed', name: 'reagent', value: given.laboratories[0]?.reagents[0] ?? '', list: 'reagents' },
  choice('method', 'method', TestMethod.options),
]

export const testBody = (fields: Fields, { zone }: Place): object => ({
  test: {
    ...only('id', 'laboratory', 'reagent', 'method', 'precision', 'result')(fields),
    sampledAt: at(fields['sampledAt'], zone),
    reportedAt: at(fields['reportedAt'], zone),
    ...(fields['ct'] ? { ct: Number(fields['ct'].replace(',', '.')) } : {}),
  },
})

export const journeyForms: Readonly<Record<StationCommand, JourneyForm>> = {
  RecordTest: {
    name: 'tests',
    facts: ['TestRecorded'],
    fields: (given) => [
      { kind: 'hidden', name: 'id', value: given.part() },
      // Nobody records a result by one tap unread.
      { ...choice('result', 'result', NaatResult.options, ''), open: true },
      ...testFields(given),
      { kind: 'text', name: 'ct', value: '', optional: true },
    ],
    body: testBody,
  },
  IssueCode: {
    name: 'code-issue',
    facts: ['CodeIssued'],
    fields: (given) => [
      choice('colour', 'colour', CodeColour.options, given.colour ?? undefined),
      { kind: 'moment', name: 'validUntil', value: '', zone: given.zone, optional: true },
    ],
    body: (fields, { zone }) => ({
      ...only('colour')(fields),
      ...(fields['validUntil'] ? { validUntil: at(fields['validUntil'], zone) } : {}),
    }),
  },
  RefuseCode: { name: 'code-refusal', facts: ['CodeRefused'], ...reasoned },
  Board: { name: 'boarding', facts: ['Boarded'], fields: none, body: only() },
  DenyBoarding: { name: 'boarding-denial', facts: ['BoardingDenied'], ...reasoned },
  Offload: { name: 'offload', facts: ['Disembarked'], ...reasoned },
  MarkNoShow: { name: 'no-show', facts: ['DidNotShow'], fields: none, body: only() },
  RefuseEntry: { name: 'entry-refusal', facts: ['EntryRefused'], ...reasoned },
  TakeToMedicalCare: {
    name: 'medical-care',
    facts: ['TakenToMedicalCare'],
    fields: () => [choice('cause', 'cause', ['fever', 'positive', 'ill']), text('place')],
    body: only('cause', 'place'),
  },
  Admit: {
    name: 'admission',
    facts: ['Admitted'],
    fields: (given) => [room(given)],
    body: (fields, place) => ({ room: inFacility(fields['room'], place) }),
  },
  ReturnToObservation: {
    name: 'return',
    facts: ['ReturnedToObservation'],
    fields: (given) => [room(given)],
    body: (fields, place) => ({ room: inFacility(fields['room'], place) }),
  },
  AssessHome: {
    name: 'home-assessment',
    facts: ['HomeAssessed'],
    fields: () => [choice('suitable', 'suitable', ['yes', 'no']), text('reason')],
    body: (fields) => ({ ...only('reason')(fields), suitable: fields['suitable'] === 'yes' }),
  },
  AssessRisk: {
    name: 'risk-assessment',
    facts: ['RiskAssessed'],
    fields: ({ journey }) => [
      { kind: 'hidden', name: 'test', value: journey?.dossier.tests.at(-1)?.id ?? '' },
      choice('outcome', 'outcome', ['pastInfection', 'notExcluded']),
      text('reason'),
    ],
    body: only('test', 'outcome', 'reason'),
  },
  CompleteCentralPeriod: {
    name: 'central-period-end',
    facts: ['CentralPeriodCompleted'],
    fields: none,
    body: only(),
  },
  Release: { name: 'release', facts: ['Released'], fields: none, body: only() },
  ReportMissing: { name: 'missing', facts: ['LeftLoop'], fields: () => [text('lastSeen')], body: only('lastSeen') },
  ReportFound: {
    name: 'found',
    facts: ['ReturnedToTransfer', 'ReturnedToObservation'],
    fields: () => [
      choice('to', 'foundTo', ['transfer', 'observation']),
      { kind: 'listed', name: 'room', value: '', list: 'rooms' },
    ],
    body: (fields, place) => ({
      ...only('to')(fields),
      ...(fields['to'] === 'observation' ? { room: inFacility(fields['room'], place) } : {}),
    }),
  },
}

/** What takes another back, as far as the chart lets it follow. */
export const undoing: Partial<Readonly<Record<StationCommand, StationCommand>>> = {
  Board: 'Offload',
  ReportMissing: 'ReportFound',
}

export const isJourneyForm = (name: string): name is StationCommand => Object.hasOwn(journeyForms, name)
/** Whether somebody decides on what they saw, and says which version that was. */
export const decides = (type: StationCommand): boolean => decisions.has(journeyForms[type].name)

export const commandOf = (type: StationCommand, fields: Fields, place: Place) =>
  personalCommands[journeyForms[type].name].safeParse({ type, ...journeyForms[type].body(fields, place) })

const seated: readonly Stage[] = [
  'seated.awaitingFirstNegative',
  'seated.awaitingSecondNegative.codeOutstanding',
  'seated.awaitingSecondNegative.codeIssued',
  'seated.awaitingHealthCode',
]

/** Each station: whom it deals with, in the order in which it counts them, and what it can do for one of them. */
export const stations = {
  gate: {
    act: 'Board',
    stages: [...seated, 'clearedToBoard', 'aboard', 'notTravelled'],
    commands: ['Board', 'DenyBoarding', 'Offload', 'MarkNoShow'],
  },
  mission: { act: 'IssueCode', stages: seated, commands: ['IssueCode', 'RefuseCode'] },
  laboratory: { act: 'RecordTest', stages: [...seated, 'clearedToBoard'], commands: ['RecordTest'] },
  transfer: {
    act: 'SeatPassengers',
    stages: ['awaitingTransfer', 'inClosedLoopTransfer', 'inMedicalCare', 'leftLoop', 'entryRefused'],
    commands: ['TakeToMedicalCare', 'RefuseEntry', 'Release', 'ReportMissing', 'ReportFound'],
  },
  facility: {
    act: 'Admit',
    stages: [
      'inClosedLoopTransfer',
      'underMedicalObservation',
      'inMedicalCare',
      'underHomeMonitoring',
      'leftLoop',
      'released',
    ],
    commands: [
      'Admit',
      'RecordTest',
      'CompleteCentralPeriod',
      'Release',
      'TakeToMedicalCare',
      'ReturnToObservation',
      'AssessRisk',
      'AssessHome',
      'ReportMissing',
      'ReportFound',
    ],
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly act: Type | 'SeatPassengers'
      readonly stages: readonly Stage[]
      readonly commands: readonly StationCommand[]
    }
  >
>
