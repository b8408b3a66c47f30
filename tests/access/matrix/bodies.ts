// What each route and each form is sent: a body that its schema takes, so that what is refused is refused for who asks.
import { readFileSync } from 'node:fs'
import { callBody, replyCsv, replyLine } from '../../support/demand.ts'
import { when } from '../../support/handClock.ts'
import { negative, person, wishes } from '../../support/merchants.ts'
import { rosterCsv, rosterRow } from '../../support/roster.ts'
import { facility, termsBody } from '../../support/world.ts'
import type { Place } from './place.ts'
import type { Target } from './walker.ts'

/** Where somebody stands who asks: the place, whom an act on people is tried on, and what is the same for all. */
export type Stand = Place &
  Target & { readonly organisation: string; readonly auditor: string; readonly station: string }

const reason = 'because'
/** Published already. */
export const book = JSON.parse(
  readFileSync(new URL('../../../db/editions/observation/cn-33-2022-06-28.json', import.meta.url), 'utf8'),
) as { readonly id: string }
const handover = { count: 0, givenBy: 'one', takenBy: 'another' }
const tradeBody = {
  ...{ country: 'KR', from: '2022-01', until: '2022-06', currency: 'CNY', unit: 'billions', exports: '5.3' },
  source: { name: 'a source' },
}
const vehicle = { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }

let made = 0
const newcomer = ({ organisation }: Stand) => ({
  organisation,
  name: 'New',
  email: `new-${++made}@people.example`,
})

/** By the last word of the address; a route without a line here is sent nothing. */
const bodies: Readonly<Record<string, (at: Stand) => unknown>> = {
  'demand-calls': () => callBody(),
  closing: () => ({ reason }),
  reopening: () => ({ reason, closesAt: '2022-08-24T18:00:00+09:00' }),
  replies: () => ({ lines: [replyLine()] }),
  spreadsheet: () => replyCsv([]),
  charters: () => termsBody({ facility: 'not-a-place' }),
  terms: () => termsBody(),
  'seat-rule': () => ({ closesAt: when.firstSample, needs: { orders: 2 }, capPerCompany: 2, offerHours: 24 }),
  'application-return': () => ({ reasons: [reason] }),
  'application-refusal': () => ({ reasons: [reason] }),
  'manifest-reopening': () => ({ reason }),
  evidence: () => ({ evidence: 'the plan was sent' }),
  fulfilment: () => ({ evidence: reason }),
  'evidence-return': () => ({ reason }),
  retiming: () => ({ reason, scheduledDeparture: when.boarding, scheduledArrival: when.landing }),
  departure: () => ({ handover }),
  diversion: () => ({ to: { iata: 'PVG', city: 'Shanghai', zone: 'Asia/Shanghai' } }),
  'turn-back': () => ({ reason }),
  cancellation: () => ({ reason }),
  landing: () => ({ handover }),
  roster: () => rosterCsv([rosterRow(91, { email: 'nobody' })]),
  // No consent: who may register is told that it is missing, and nobody is registered.
  journeys: () => ({ merchant: person(90), wishes: wishes({ consentSignedAt: null }) }),
  // One passport is not two people: who may decide is told so, and nothing is decided.
  decision: () => ({ decision: 'otherPerson', reason }),
  tests: () => negative('walk', when.firstSample, when.firstReport),
  'code-issue': () => ({ colour: 'blue' }),
  'code-refusal': () => ({ reason }),
  withdrawal: () => ({ reason }),
  'boarding-denial': () => ({ reason }),
  offload: () => ({ reason }),
  'entry-refusal': () => ({ reason }),
  'medical-care': () => ({ place: 'a hospital', cause: 'fever' }),
  admission: () => ({ room: `${facility}/100` }),
  return: () => ({ room: `${facility}/100` }),
  'home-assessment': () => ({ suitable: true, reason }),
  missing: () => ({ lastSeen: 'at the lift' }),
  found: () => ({ to: 'transfer' }),
  'risk-assessment': () => ({ test: 'none', outcome: 'pastInfection', reason }),
  outcome: () => ({ orders: 3 }),
  edition: () => ({ edition: book.id, choice: 'keep', reason }),
  erasure: () => ({ reason }),
  'early-release': () => ({ reason }),
  unmasking: () => ({ reason, fields: ['birthDate'] }),
  hold: () => ({ reason }),
  runs: () => ({ vehicle, facility: 'not-a-place' }),
  passengers: ({ journey }) => ({ passengers: [journey] }),
  removal: ({ journey }) => ({ passenger: journey, reason }),
  arrival: () => ({ handover }),
  facilities: ({ station }) => ({
    facility: { id: facility, name: 'Again', city: 'Yiwu', zone: 'Asia/Shanghai' },
    organisation: station,
    rooms: [{ id: '1', places: 1 }],
  }),
  // Looked at only: what is published binds everybody.
  editions: () => ({ edition: book, reason, dryRun: true }),
  redecision: () => ({ choice: 'keep', reason, dryRun: true }),
  lockdowns: () => ({ destination: 'Nowhere', from: when.start, reason }),
  organisations: () => ({ name: 'New', kind: 'auditor' }),
  tokens: ({ auditor }) => ({ organisation: auditor, label: 'x', expiresAt: when.boarding }),
  'trade-figures': () => tradeBody,
  correction: () => ({ ...tradeBody, reason }),
  laboratories: () => ({
    id: 'lab-3',
    name: 'Three',
    city: 'Seoul',
    country: 'KR',
    reagents: [],
    turnaroundHours: 6,
  }),
  people: newcomer,
  reach: () => ({ charters: [] }),
  // It went out already: who may stop it is told so.
  abort: () => ({ reason }),
  // The first who may answers; every other is told that it does not wait any more.
  answer: () => ({ words: 'for the walk' }),
}

export const bodyOf = (path: string, at: Stand): unknown => bodies[path.split('/').at(-1)!]?.(at) ?? {}

type Fields = Readonly<Record<string, string>>
const version = '999'
const decided = { reason, reasons: reason, conditions: '', condition: '1', evidence: reason, version }
/** By the address of the form; each is sent with what tells it apart from others of the same address. */
const forms: Readonly<Record<string, (at: Stand) => Fields>> = {
  '/charters/:charter': () => decided,
  ...Object.fromEntries(
    ['gate', 'mission', 'laboratory', 'transfer', 'facility'].map((station) => [
      `/charters/:charter/${station}`,
      ({ charter, journey, run }: Stand) => ({
        ...{ reason, version, about: journey, colour: 'green', room: '101', cause: 'ill', place: 'x', lastSeen: 'x' },
        ...{
          to: 'transfer',
          suitable: 'yes',
          test: 'x',
          outcome: 'pastInfection',
          count: '1',
          givenBy: 'x',
          takenBy: 'y',
        },
        ...{ run, charter, plate: 'A1', seats: '40', driver: 'x', staff: 'y, z', facility: 'yw-obs-01' },
      }),
    ]),
  ),
  // Nothing that can be taken: who may is told so at each field.
  '/charters/:charter/people/new': () => ({ surname: 'NOBODY' }),
  '/journeys/:journey/details': () => ({ surname: 'NOBODY' }),
  '/charters/:charter/roster': ({ conflict }) => ({ conflict, decision: 'otherPerson', reason, kept: 'nothing' }),
  '/journeys/:journey': () => ({ reason, version }),
  '/charters/:charter/retiming': () => ({
    ...{ act: 'look', departure: '2022-08-28T15:40', boarding: '', arrival: '2022-08-28T17:10', reason },
  }),
  '/demand/:call': () => ({ ...decided, closesAt: '2022-08-24T18:00' }),
  '/editions': () => ({ edition: JSON.stringify(book), reason, ends: '', act: 'look' }),
  '/trade': () => ({
    ...{ country: 'KR', from: '2022-01', until: '2022-06', currency: 'CNY', unit: 'billions', exports: '5.3' },
    ...{ sourceName: 'a source', sourceAddress: '', reason, version },
  }),
  '/people': (at) => ({ ...newcomer(at), language: 'en', charters: '' }),
  '/sessions/factor-removal': ({ factor }) => ({ factor }),
  '/pending-acts': ({ journey }) => ({ subject: journey, reason }),
  '/journeys/:journey/unmasking': () => ({ reason, fields: 'birthDate' }),
  '/letters/:letter': () => ({ reason }),
  '/mail': ({ journey }) => ({ journey }),
  '/mail/:incoming': () => ({ words: '' }),
  '/step-up': () => ({ code: '000000' }),
  '/status/:token': () => ({ offer: when.start }),
}

export const fieldsOf = (path: string, at: Stand): Fields => forms[path]?.(at) ?? {}
