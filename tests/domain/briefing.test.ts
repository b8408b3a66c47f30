// The briefing's figures: everybody is somewhere and counted once, groups of too few are not told, and what was signed adds up.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countBriefing, whereabouts, type Counted } from '../../src/domain/charter/briefing.ts'
import type { Charter } from '../../src/domain/charter/charter.ts'
import { charterCountry } from '../../src/domain/charter/charterCountry.ts'
import { MerchantId } from '../../src/domain/ids.ts'
import type { Journey } from '../../src/domain/journey/journey.ts'
import { stages, type Stage } from '../../src/domain/journey/stage.ts'
import { charter as given } from '../words/situation.ts'
import { builders, instant, journeyNumber, naat, when } from '../support/journeys.ts'

const of = (stage: Stage, number: number, more: Partial<Journey> = {}): Journey => ({
  ...builders[stage]().journey,
  id: journeyNumber(number),
  merchant: MerchantId.parse(`M${String(number).padStart(16, '0')}`),
  ...more,
})
const handover = (count: number) => ({ count, givenBy: 'purser', takenBy: 'crew' })
const departed: Charter = {
  ...given,
  record: { ...given.record, departed: { at: instant(when.boarding), handover: handover(3) }, landed: null },
}
const count = (journeys: readonly Journey[], more: Partial<Counted> = {}) =>
  countBriefing({
    charter: departed,
    journeys,
    runs: [],
    nationality: () => 'KOR',
    purpose: () => null,
    regionOf: (state) => (state === 'KOR' ? 'KR' : null),
    codesRefused: 0,
    ...more,
  })
const total = (now: Readonly<Record<string, number>>) => Object.values(now).reduce((sum, each) => sum + each, 0)
const some = (stage: Stage, many: number, from = 1) => Array.from({ length: many }, (_, i) => of(stage, from + i))

describe('Everybody', () => {
  it('is somewhere, once, whatever stages they stand at', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...stages), { maxLength: 30 }), (mixed) => {
        const { now, passengers } = count(mixed.map((stage, i) => of(stage, i + 1)))
        expect(total(now)).toBe(mixed.length)
        expect(passengers.registered).toBe(mixed.length)
        expect(passengers.nationalities.reduce((sum, { registered }) => sum + registered, 0)).toBe(mixed.length)
        // Who boarded is in the air, on the ground there, or was turned away; nobody else is.
        const ground = now.beforeBoarding + now.stayedBehind
        expect(passengers.flown + ground).toBe(mixed.length)
      }),
      { numRuns: 50 },
    )
  })

  it('who withdrew and was registered again is one person, where the second journey stands', () => {
    const again = [of('withdrawn', 2), of('released', 1, { merchant: of('withdrawn', 2).merchant })]
    const { now, passengers } = count(again)
    expect([passengers.registered, now.released, now.stayedBehind]).toEqual([1, 1, 0])
  })

  it('has not flown before the aircraft has left', () => {
    expect(count([of('aboard', 1)], { charter: given }).passengers.flown).toBe(0)
    expect(count([of('aboard', 1)]).passengers.flown).toBe(1)
  })
})

describe('What too few make up', () => {
  it('is told together with what is not known, behind the others', () => {
    const states = ['KOR', 'KOR', 'KOR', 'USA', 'USA', 'JPN', null]
    const { nationalities } = count(some('released', 7), {
      nationality: (id) => states[Number(id.slice(-2)) - 1] ?? null,
    }).passengers
    expect(nationalities).toEqual([
      { state: 'KOR', region: 'KR', registered: 3, flown: 3 },
      { state: null, region: null, registered: 4, flown: 4 },
    ])
  })

  it('is not told of care, of refusals and of tests that were not negative', () => {
    const two = count([...some('released', 5), ...some('inMedicalCare', 2, 6)], { codesRefused: 2 })
    expect([two.observation.movedToCare, two.codes.refused]).toEqual([null, null])
    // Whoever is in care stands among those under observation, so that no subtraction finds them.
    expect(two.now.inObservation).toBe(2)
    const three = count(some('inMedicalCare', 3), { codesRefused: 3 })
    expect([three.observation.movedToCare, three.codes.refused]).toEqual([3, 3])
    expect(count(some('released', 3)).observation.movedToCare).toBe(0)
  })

  it('a single positive is not told, and none is', () => {
    const [first, ...rest] = some('released', 4)
    const positive = naat(when.firstSample, { id: 'p', result: 'positive' })
    const sick = { ...first!, dossier: { ...first!.dossier, tests: [...first!.dossier.tests, positive] } }
    expect(count([sick, ...rest]).tests.negative).toBeNull()
    const { tests } = count([first!, ...rest])
    expect(tests.negative).toBe(tests.all)
    expect(tests.beforeFlight + tests.afterLanding).toBe(tests.all)
  })

  it('purposes are counted by the word that the chamber gave', () => {
    const needing = (number: number, need: string): Journey => {
      const journey = of('released', number)
      return { ...journey, dossier: { ...journey.dossier, traits: { ...journey.dossier.traits, need } } }
    }
    const { purposes } = count([1, 2, 3, 4].map((i) => needing(i, i < 4 ? 'orders' : 'payment')))
    expect(purposes).toEqual([
      { need: 'orders', said: null, people: 3 },
      { need: null, said: null, people: 1 },
    ])
    // What says nothing by itself is told in the words that several used.
    const others = [1, 2, 3, 4].map((i) => needing(i, 'other'))
    const said = (journey: string) => (journey === journeyNumber(4) ? 'my own affair' : ' market visit ')
    expect(count(others, { purpose: said }).purposes).toEqual([
      { need: null, said: 'market visit', people: 3 },
      { need: null, said: null, people: 1 },
    ])
    expect(count(others).purposes).toEqual([{ need: 'other', said: null, people: 4 }])
  })

  it('a median of days is told of three and more', () => {
    expect(count(some('released', 2)).observation.days).toBeNull()
    expect(count(some('released', 3)).observation).toMatchObject({ days: 10, released: 3, admitted: 3, sentHome: 3 })
  })
})

describe('Hand-overs', () => {
  it('are the head-counts that both sides signed', () => {
    const run = {
      id: 'R',
      charter: given.id,
      version: 1,
      stage: 'arrived',
      record: {
        vehicle: { plate: 'A-1', seats: 40, driver: 'driver', staff: [] },
        facility: given.record.terms.facility,
        places: 20,
        passengers: [],
        departed: { at: instant(when.transfer), handover: handover(3) },
        arrived: { at: instant(when.admitted), handover: handover(2) },
      },
    } as unknown as Counted['runs'][number]
    const waiting = { ...run, record: { ...run.record, departed: null, arrived: null } }
    expect(count(some('released', 3), { runs: [run, waiting] }).transfer).toEqual({
      coaches: 1,
      countedIn: 3,
      countedOut: 2,
      handovers: 3,
    })
  })
})

describe('The country of a charter', () => {
  it('is that of its mission', () => {
    expect(charterCountry(given)).toBe('KR')
    const named = (missionJurisdiction: string): Charter => ({
      ...given,
      record: { ...given.record, terms: { ...given.record.terms, missionJurisdiction } },
    })
    expect(charterCountry(named('US-CA'))).toBe('US')
    expect(charterCountry(named('ZZ'))).toBeNull()
  })
})

it('Every whereabout has a stage that leads to it', () => {
  const { now } = count(stages.map((stage, i) => of(stage, i + 1)))
  expect(whereabouts.filter((place) => now[place] === 0)).toEqual([])
})
