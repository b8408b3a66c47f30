// Which edition binds: by jurisdiction, issuer and day; outside coverage none, never the nearest.
import { describe, expect, it } from 'vitest'
import { bindMission, bindObservation } from '../../src/domain/policy/binding.ts'
import { MissionEdition, type Edition } from '../../src/domain/policy/edition.ts'
import { day, india, korea, ninth } from '../support/policy.ts'

const books: readonly Edition[] = [korea, india, ninth]
const mission = (text: string, editions = books, jurisdiction = 'KR', issuer: string | null = 'KR-SEL-EMB') =>
  bindMission(editions, { jurisdiction, issuer, day: day(text) })
const observation = (text: string, editions = books, jurisdiction = 'CN-33') =>
  bindObservation(editions, { jurisdiction, day: day(text) })
const edition = (from: string, more: object = {}): MissionEdition =>
  MissionEdition.parse({ ...korea, id: `mission/KR/${from}`, effectiveFrom: from, adoptedFrom: from, ...more })

describe('The edition of the mission', () => {
  it('binds from its first day to its last', () => {
    for (const text of ['2022-07-01', '2022-08-28', '2022-11-13']) expect(mission(text).bound).toBe(korea)
  })

  it('says in words why it binds', () => {
    expect(mission('2022-08-28')).toMatchObject({
      reason:
        'mission/KR/2022-07-01 binds by the flight date 2022-08-28: in force from 2022-07-01 until 2022-11-13 (adopted 2022-07-01).',
    })
  })

  it('says that it is assumed where it is', () => {
    const found = mission('2022-08-09', books, 'IN', 'IN-DEL-EMB')
    expect(found.bound).toBe(india)
    expect(found).toMatchObject({ reason: expect.stringContaining('it is assumed, no notice of that time was found') })
  })

  it('is not known a day before or after, and never the nearest', () => {
    for (const text of ['2022-06-30', '2022-11-14', '2019-01-01', '2030-01-01']) {
      expect(mission(text)).toEqual({
        bound: null,
        finding: {
          code: 'noEditionKnown',
          message: `No edition known for KR on ${text}.`,
          facts: { jurisdiction: 'KR', day: text },
        },
      })
    }
  })

  it('is not known in a gap between two editions', () => {
    const early = edition('2022-03-01', { effectiveUntil: '2022-03-31' })
    expect(mission('2022-05-01', [early, korea]).bound).toBeNull()
  })

  it('is not known for another jurisdiction, whatever the others say', () => {
    expect(mission('2022-08-28', books, 'JP', 'JP-TYO-EMB').bound).toBeNull()
    expect(mission('2022-08-28', []).bound).toBeNull()
  })

  it('of one mission binds no other mission of the jurisdiction', () => {
    const seoulOnly = edition('2022-07-01', { issuer: 'KR-SEL-EMB' })
    expect(mission('2022-08-28', [seoulOnly]).bound).toBe(seoulOnly)
    expect(mission('2022-08-28', [seoulOnly], 'KR', 'KR-PUS-CON').bound).toBeNull()
  })

  it('that began last binds where two cover the day', () => {
    const newer = edition('2022-08-01')
    for (const editions of [
      [korea, newer],
      [newer, korea],
    ]) {
      expect(mission('2022-08-28', editions).bound).toBe(newer)
      expect(mission('2022-07-31', editions).bound).toBe(korea)
    }
  })

  it('without a last day binds until a later one begins', () => {
    const open = edition('2022-07-01', { effectiveUntil: null })
    const found = mission('2030-01-01', [open])
    expect(found.bound).toBe(open)
    expect(found).toMatchObject({ reason: expect.not.stringContaining('until') })
  })

  it('binds from the day on which the place really began to follow it, where that is known', () => {
    const late = edition('2022-07-01', { adoptedFrom: '2022-07-10' })
    expect(mission('2022-07-09', [late]).bound).toBeNull()
    expect(mission('2022-07-10', [late]).bound).toBe(late)
    const unknown = edition('2022-07-01', { adoptedFrom: 'notFound' })
    expect(mission('2022-07-01', [unknown])).toMatchObject({
      bound: unknown,
      reason: expect.stringContaining('the day it was adopted there is not known'),
    })
  })

  it('is never one of observation, whose jurisdiction may read the same', () => {
    const same = { ...ninth, jurisdiction: 'KR' }
    expect(mission('2022-08-28', [same]).bound).toBeNull()
    expect(observation('2022-08-28', [korea], 'KR').bound).toBeNull()
  })
})

describe('On a day of transition', () => {
  const before = edition('2022-03-01', { effectiveUntil: '2022-06-30', transition: null })

  it('the edition before may be followed as well', () => {
    expect(mission('2022-07-01', [before, korea])).toMatchObject({ bound: korea, alternatives: [before] })
    expect(mission('2022-07-02', [before, korea])).toMatchObject({ bound: korea, alternatives: [] })
  })

  it('no later edition, and none of another mission, may be followed', () => {
    const later = edition('2022-09-01')
    const another = edition('2022-04-01', { issuer: 'KR-PUS-CON' })
    expect(mission('2022-07-01', [before, korea, later, another])).toMatchObject({ alternatives: [before] })
  })
})

describe('The edition of the observation', () => {
  it('binds by the day of the landing', () => {
    const found = observation('2022-08-28')
    expect(found.bound).toBe(ninth)
    expect(found).toMatchObject({ reason: expect.stringContaining('binds by the landing date 2022-08-28') })
  })

  it('is not known outside its days, or in another province', () => {
    for (const text of ['2022-06-27', '2022-11-11']) expect(observation(text).bound).toBeNull()
    expect(observation('2022-08-28', books, 'CN-31')).toMatchObject({ finding: { code: 'noEditionKnown' } })
  })
})
