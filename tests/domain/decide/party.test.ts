// The travel party: a child stays on the ground with its guardian, and only where nobody else may take it along.
import { describe, expect, it } from 'vitest'
import type { Journey } from '../../../src/domain/journey/journey.ts'
import { staysWithGuardian } from '../../../src/domain/journey/guardian.ts'
import {
  CancelWithCharter,
  CloseForDeparture,
  RecordTest,
  StayWithGuardian,
  Withdraw,
  aboard,
  cleared,
  deferred,
  elsewhere,
  given,
  inFlight,
  infant,
  infantCleared,
  landed,
  naat,
  notTravelled,
  onManifest,
  play,
  released,
  seated,
  shifted,
  hour,
  waitlisted,
  when,
  withdrawn,
  journeyNumber,
} from '../../support/journeys.ts'

const positive = (): Journey => {
  const test = naat(when.secondSample, { ...elsewhere, result: 'positive' })
  return given(cleared())
    .when(RecordTest(test), shifted(when.secondSample, 6 * hour))
    .then('TestRecorded', 'Deferred').journey
}

describe('Whether a child stays with a guardian', () => {
  it('is so with a positive one, even while the other guardian travels', () => {
    expect(staysWithGuardian(positive(), [cleared().journey])).toBe(true)
    expect(staysWithGuardian(positive(), [])).toBe(true)
  })

  it('is so with one who stays for another reason only where no other guardian travels', () => {
    for (const build of [deferred, withdrawn, notTravelled]) {
      expect(staysWithGuardian(build().journey, []), build.name).toBe(true)
      expect(staysWithGuardian(build().journey, [withdrawn().journey]), build.name).toBe(true)
      for (const other of [waitlisted, seated, cleared, aboard]) {
        expect(staysWithGuardian(build().journey, [other().journey]), `${build.name}, ${other.name}`).toBe(false)
      }
      expect(staysWithGuardian(build().journey, [withdrawn().journey, cleared().journey]), build.name).toBe(false)
    }
  })

  it('is not so with one who still travels, has landed or has arrived', () => {
    for (const build of [seated, cleared, aboard, landed, released]) {
      expect(staysWithGuardian(build().journey, []), build.name).toBe(false)
    }
  })
})

describe('A child whose guardian stays', () => {
  it('is deferred before boarding, with the guardian named', () => {
    for (const build of [infant, infantCleared, waitlisted, seated]) {
      const { journey } = given(build())
        .when(StayWithGuardian)
        .then('Deferred')
        .stands('deferred')
        .because('guardianStaysBehind')
      expect(journey.dossier.findings[0]?.facts).toEqual({ guardian: journeyNumber(2) })
    }
  })

  it('gives its seat back', () => {
    given(infantCleared())
      .when(StayWithGuardian)
      .then('Deferred')
      .follows('free.seat', 'tell.dependants', 'letter.deferred')
  })

  it('leaves the aircraft while the doors are open', () => {
    given(aboard())
      .when(StayWithGuardian)
      .then('Disembarked', 'Deferred')
      .stands('deferred')
      .because('guardianStaysBehind')
  })

  it('cannot leave it once it has departed', () => {
    given(inFlight()).when(StayWithGuardian).refused('out-of-sequence', 'outOfSequence')
  })

  it('cannot be deferred twice, nor after landing', () => {
    for (const build of [deferred, withdrawn, landed]) {
      given(build()).when(StayWithGuardian).refused('out-of-sequence', 'outOfSequence')
    }
  })
})

describe('Children are told', () => {
  it('whenever a guardian with a seat ends on the ground', () => {
    const endings = [
      given(seated()).when(Withdraw).then('Withdrawn'),
      given(cleared()).when(CancelWithCharter).then('Deferred'),
      given(onManifest(cleared())).when({ type: 'MarkNoShow' }).then('DidNotShow'),
      given(cleared()).when({ type: 'DenyBoarding', reason: 'fever' }).then('BoardingDenied'),
    ]
    for (const { effects } of endings) expect(effects.map(({ name }) => name)).toContain('tell.dependants')
  })

  it('when a guardian on the waiting list withdraws, so that no child is left without one', () => {
    const { effects } = given(waitlisted()).when(Withdraw).then('Withdrawn')
    expect(effects.map(({ name }) => name)).toContain('tell.dependants')
  })

  it('when a guardian is left behind for want of a seat, so that no child flies alone', () => {
    const { effects } = given(waitlisted()).when(CloseForDeparture).then('Deferred').because('noSeat')
    expect(effects.map(({ name }) => name)).toContain('tell.dependants')
  })
})

it('A guardian who is positive after the child has left the ground keeps nobody back', () => {
  const held = play(
    landed(),
    { type: 'TakeToMedicalCare', place: 'Hangzhou hospital', cause: 'positive' },
    when.transfer,
  )
  expect(staysWithGuardian(held.journey, [])).toBe(false)
})
