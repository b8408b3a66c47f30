// From the aircraft door to the room: landing, the border, the vehicle, the admission.
import { describe, expect, it } from 'vitest'
import { ObservationEdition } from '../../../src/domain/policy/observationEdition.ts'
import {
  Admit,
  BeginTransfer,
  Land,
  LeaveVehicle,
  RefuseEntry,
  TakeToMedicalCare,
  aboard,
  cleared,
  defaultPolicy,
  given,
  inFlight,
  inTransfer,
  instant,
  landed,
  observed,
  onDay,
  runNumber,
  theRoom,
  when,
} from '../../support/journeys.ts'
import { ninth } from '../../support/policy.ts'

describe('A landing', () => {
  it('brings everybody aboard to the transfer, under the observation’s edition of that day', () => {
    const { journey } = given(inFlight())
      .when(Land, when.landed)
      .then('Landed')
      .stands('awaitingTransfer')
      .follows('letter.landed')
    expect(journey.dossier.landed).toEqual({ at: instant(when.landed), airport: 'HGH' })
    expect(journey.dossier.editions.observation).toBe(ninth.id)
  })

  it('is a fact where no edition of observation is known as well', () => {
    const { journey } = given(inFlight(), { observation: null }).when(Land, when.landed).then('Landed')
    expect(journey.dossier.editions.observation).toBeNull()
  })

  it('lands nobody who is not aboard', () => {
    given(cleared()).when(Land).refused('out-of-sequence', 'outOfSequence')
    given(landed()).when(Land).refused('out-of-sequence', 'outOfSequence')
  })
})

describe('The border', () => {
  it('may turn somebody away before the transfer', () => {
    given(landed()).when(RefuseEntry).then('EntryRefused').stands('entryRefused').follows('letter.entryRefused')
  })

  it('turns nobody away before landing, or once in the vehicle', () => {
    for (const build of [aboard, inTransfer]) {
      given(build()).when(RefuseEntry).refused('out-of-sequence', 'outOfSequence')
    }
  })
})

describe('The transfer', () => {
  it('begins with the vehicle', () => {
    const { journey } = given(landed()).when(BeginTransfer).then('TransferBegun').stands('inClosedLoopTransfer')
    expect(journey.dossier.run).toBe(runNumber(1))
  })

  it('begins for nobody before landing, and for nobody twice', () => {
    for (const build of [aboard, inTransfer]) {
      given(build()).when(BeginTransfer).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('is left again where somebody is taken off the vehicle', () => {
    const { journey } = given(inTransfer()).when(LeaveVehicle).then('ReturnedToTransfer').stands('awaitingTransfer')
    expect(journey.dossier.run).toBeNull()
  })

  it('is not left by somebody who is not in it', () => {
    given(landed()).when(LeaveVehicle).refused('out-of-sequence', 'outOfSequence')
  })

  it('ends in hospital for the feverish, from the port and the vehicle alike, and for nobody in the air', () => {
    given(inFlight()).when(TakeToMedicalCare('fever')).refused('out-of-sequence', 'outOfSequence')
    for (const build of [landed, inTransfer]) {
      const { journey } = given(build())
        .when(TakeToMedicalCare('fever'))
        .then('TakenToMedicalCare')
        .stands('inMedicalCare')
        .follows('letter.inMedicalCare')
      expect(journey.dossier.care).toMatchObject([{ cause: 'fever', place: 'Yiwu hospital', until: null }])
    }
  })

  it('takes nobody to medical care before boarding', () => {
    given(cleared()).when(TakeToMedicalCare()).refused('out-of-sequence', 'outOfSequence')
  })
})

describe('An admission', () => {
  it('opens the stay, with day 1 the day after the landing', () => {
    const { journey } = given(inTransfer())
      .when(Admit, when.admitted)
      .then('Admitted')
      .stands('underMedicalObservation')
    expect(journey.dossier.dayOne).toBe('2022-08-29')
    expect(journey.dossier.stays).toEqual([
      { facility: 'yiwu-hotel', room: theRoom, from: instant(when.admitted), until: null },
    ])
  })

  it('after midnight still counts from the landing', () => {
    const { journey } = given(inTransfer()).when(Admit, onDay(1, '01:00:00')).then('Admitted')
    expect(journey.dossier.dayOne).toBe('2022-08-29')
  })

  it('counts the day of the landing itself where the edition does', () => {
    const arrivalDay = ObservationEdition.parse({
      ...ninth,
      dayOneConvention: { ...ninth.dayOneConvention, value: 'arrivalDay' },
    })
    const policy = defaultPolicy({ observation: arrivalDay })
    const { journey } = given(inTransfer({ policy })).when(Admit, when.admitted).then('Admitted')
    expect(journey.dossier.dayOne).toBe('2022-08-28')
  })

  it('asks again at the end of each test day and a day after the period', () => {
    const { effects } = given(inTransfer()).when(Admit, when.admitted).then('Admitted')
    const ends = (text: string) => instant(`${text}T00:00:00+08:00`)
    expect(effects).toEqual([
      { name: 'letter.admitted', dueAt: instant(when.admitted) },
      ...['2022-08-30', '2022-08-31', '2022-09-01', '2022-09-03', '2022-09-05'].map((text) => ({
        name: 'wake.testDayEnds',
        dueAt: ends(text),
      })),
      { name: 'wake.centralPeriodEnds', dueAt: ends('2022-09-06') },
    ])
  })

  it('is refused to somebody who is not in a vehicle, and twice', () => {
    for (const build of [landed, observed]) {
      given(build()).when(Admit).refused('out-of-sequence', 'outOfSequence')
    }
  })

  it('is refused where no edition of observation is known', () => {
    given(inTransfer(), { observation: null }).when(Admit).refused('policy-unmet', 'noEditionKnown')
  })
})
