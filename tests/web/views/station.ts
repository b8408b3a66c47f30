// Plausible views of the stations' screens: with something due, something refused, a vehicle and a round.
import { personView } from '../../../src/domain/access/masking.ts'
import { finding } from '../../../src/domain/decision.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { StationView, TaskForm } from '../../../src/web/stationViews.ts'
import type { Told } from '../../../src/web/toldView.ts'
import { at, person } from '../../words/situation.ts'
import { officeFrame, shanghai } from './frames.ts'

const refused = [finding('roomFull', 'The room is taken.', { room: 'yiwu/12', places: 1 })]
const form = (act: TaskForm['act'], about: string, more: Partial<TaskForm> = {}): TaskForm => ({
  act,
  about,
  version: 7,
  fields: [],
  refused: [],
  told: null,
  ...more,
})
const told: Told = {
  since: [
    { at: at('2022-08-29T07:30:00+08:00'), role: 'facility', organisation: 'Yiwu Observation', fact: 'Released' },
    { at: at('2022-08-29T07:31:00+08:00'), role: 'transferCrew', organisation: null, fact: 'RoomChanged' },
  ],
  sentBefore: true,
}
const who = (language: Language) => personView(person(language), 'facility', 'station')

export const stationView = (language: Language): StationView => ({
  frame: officeFrame(language),
  now: at('2022-08-29T08:00:00+08:00'),
  station: 'facility',
  charter: { href: '/charters/C1', title: 'HU454 Seoul – Hangzhou', zone: shanghai },
  action: '/charters/C1/facility',
  counts: [
    { stage: 'inClosedLoopTransfer', standing: 2, reached: 163 },
    { stage: 'underMedicalObservation', standing: 161, reached: 161 },
  ],
  find: '',
  from: 0,
  begins: null,
  done: {
    act: 'Admit',
    who: 'KIM MINSEO',
    undo: form('Offload', 'J9', { fields: [{ kind: 'text', name: 'reason', value: '' }] }),
  },
  nonce: 'n1',
  gone: { act: 'Release', who: 'LEE JIWOO', fields: { form: 'Release', reason: 'as agreed' }, findings: [], told },
  forms: [
    form('PlanRun', 'C1', {
      fields: [
        { kind: 'text', name: 'plate', value: '' },
        { kind: 'number', name: 'seats', value: '40' },
        { kind: 'named', name: 'facility', value: 'f1', options: [{ value: 'f1', name: 'Yiwu service point' }] },
      ],
    }),
  ],
  runs: [
    {
      id: 'R1',
      plate: '浙G·A1234',
      stage: 'loading',
      aboard: 12,
      places: 20,
      forms: [
        form('SeatPassengers', 'R1'),
        form('DepartRun', 'R1', { fields: [{ kind: 'number', name: 'count', value: '' }] }),
      ],
      waiting: [
        { journey: 'J3', name: 'LEE JIWOO', ticked: true },
        { journey: 'J4', name: 'PARK SEOYEON', ticked: false },
      ],
    },
  ],
  round: {
    sent: { taken: 4, refused: 2 },
    due: 1,
    fields: [
      { kind: 'hidden', name: 'id', value: 'X' },
      { kind: 'moment', name: 'sampledAt', value: '2022-08-29T08:00', zone: shanghai },
      { kind: 'choice', name: 'method', value: 'naat', words: 'method', options: ['naat', 'antigen'] },
      { kind: 'listed', name: 'reagent', value: 'kit-1', list: 'reagents' },
    ],
    people: [
      { journey: 'J9', name: 'HAN SEOJIN', version: null, number: null, result: 'negative', refused: [], told },
      { journey: 'J1', name: 'KIM MINSEO', version: 3, number: 1, result: '', refused: [], told: null },
      { journey: 'J2', name: 'CHOI HAEUN', version: 4, number: 1, result: 'negative', refused, told: null },
    ],
  },
  people: [
    {
      journey: 'J1',
      person: who(language),
      stage: 'inClosedLoopTransfer',
      due: { act: 'Admit', number: null, by: at('2022-08-29T07:00:00+08:00') },
      forms: [
        form('Admit', 'J1', { fields: [{ kind: 'listed', name: 'room', value: '101', list: 'rooms' }], refused }),
        form('TakeToMedicalCare', 'J1', {
          fields: [
            { kind: 'choice', name: 'cause', value: 'ill', words: 'cause', options: ['fever', 'positive', 'ill'] },
            { kind: 'text', name: 'place', value: '' },
          ],
        }),
        form('ReportMissing', 'J1', { fields: [{ kind: 'text', name: 'lastSeen', value: '' }] }),
      ],
    },
    { journey: 'J2', person: who(language), stage: 'underMedicalObservation', due: null, forms: [] },
  ],
  next: '/charters/C1/facility?from=60',
  lists: { rooms: ['101', '102'], reagents: ['kit-1'] },
})
