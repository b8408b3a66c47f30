// Which edition binds: by layer, issuer and day; outside coverage none, never the nearest.
import { describe, expect, it } from 'vitest'
import { bindCircuitBreaker, bindMission, bindObservation } from '../../src/domain/policy/binding.ts'
import type { Edition } from '../../src/domain/policy/edition.ts'
import { ObservationEdition } from '../../src/domain/policy/observationEdition.ts'
import { breaker, either, koreaFrom, zhejiangFrom } from '../support/drafts.ts'
import { day, india, korea, missionEditions, ninth, observationEditions } from '../support/policy.ts'

const books: readonly Edition[] = [korea, india, ninth]
const filed: readonly Edition[] = [...missionEditions, ...observationEditions, breaker]
const mission = (text: string, editions = books, jurisdiction = 'KR', issuer: string | null = 'KR-SEL-EMB') =>
  bindMission(editions, { jurisdiction, issuer, day: day(text) })
const observation = (text: string, editions = books, jurisdiction = 'CN-33') =>
  bindObservation(editions, { jurisdiction, day: day(text) })

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
    const early = koreaFrom('2022-03-01', { effectiveUntil: '2022-03-31' })
    expect(mission('2022-05-01', [early, korea]).bound).toBeNull()
  })

  it('is not known for another jurisdiction, whatever the others say', () => {
    expect(mission('2022-08-28', books, 'JP', 'JP-TYO-EMB').bound).toBeNull()
    expect(mission('2022-08-28', []).bound).toBeNull()
  })

  it('of one mission binds no other mission of the jurisdiction', () => {
    const seoulOnly = koreaFrom('2022-07-01', { issuer: 'KR-SEL-EMB' })
    expect(mission('2022-08-28', [seoulOnly]).bound).toBe(seoulOnly)
    expect(mission('2022-08-28', [seoulOnly], 'KR', 'KR-PUS-CON').bound).toBeNull()
  })

  it('that began last binds where two cover the day', () => {
    const newer = koreaFrom('2022-08-01')
    for (const editions of [
      [korea, newer],
      [newer, korea],
    ]) {
      expect(mission('2022-08-28', editions).bound).toBe(newer)
      expect(mission('2022-07-31', editions).bound).toBe(korea)
    }
  })

  it('of the mission itself binds before one for all missions that began on the same day', () => {
    const own = koreaFrom('2022-07-01', { id: 'mission/KR/2022-07-01/seoul', issuer: 'KR-SEL-EMB' })
    for (const editions of [
      [korea, own],
      [own, korea],
    ]) {
      expect(mission('2022-08-28', editions).bound).toBe(own)
      expect(mission('2022-08-28', editions, 'KR', 'KR-PUS-CON').bound).toBe(korea)
    }
  })

  it('without a last day binds until a later one begins', () => {
    const open = koreaFrom('2022-07-01', { effectiveUntil: null })
    const found = mission('2030-01-01', [open])
    expect(found.bound).toBe(open)
    expect(found).toMatchObject({ reason: expect.not.stringContaining('until') })
    const later = koreaFrom('2023-01-01', { effectiveUntil: null })
    expect(mission('2022-12-31', [open, later]).bound).toBe(open)
    expect(mission('2023-01-01', [open, later]).bound).toBe(later)
  })

  it('binds from the day on which the place really began to follow it, where that is known', () => {
    const late = koreaFrom('2022-07-01', { adoptedFrom: '2022-07-10' })
    expect(mission('2022-07-09', [late]).bound).toBeNull()
    expect(mission('2022-07-10', [late]).bound).toBe(late)
    const unknown = koreaFrom('2022-07-01', { adoptedFrom: 'notFound' })
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
  const before = koreaFrom('2022-03-01', { effectiveUntil: '2022-06-30' })

  it('the edition before may be followed as well', () => {
    expect(mission('2022-07-01', [before, korea])).toMatchObject({ bound: korea, alternatives: [before] })
    expect(mission('2022-07-02', [before, korea])).toMatchObject({ bound: korea, alternatives: [] })
  })

  it('no later edition, and none of another mission, may be followed', () => {
    const later = koreaFrom('2022-09-01')
    const another = koreaFrom('2022-04-01', { issuer: 'KR-PUS-CON' })
    expect(mission('2022-07-01', [before, korea, later, another])).toMatchObject({ alternatives: [before] })
  })

  it('of two that went before only the later may be followed', () => {
    const long = koreaFrom('2021-01-01', { effectiveUntil: '2022-02-28' })
    expect(mission('2022-07-01', [long, before, korea])).toMatchObject({ alternatives: [before] })
  })

  it('the reason of 1 July 2022 names the rule of May as accepted too, in the words of the clause', () => {
    const found = mission('2022-07-01', filed)
    expect(found).toMatchObject({
      bound: { id: 'mission/KR/2022-07-01' },
      alternatives: [{ id: 'mission/KR/2022-05-20' }],
    })
    expect(found).toMatchObject({
      reason: expect.stringContaining(
        'mission/KR/2022-05-20 is accepted as well: Flights on 1 July: the old or the new rule is accepted.',
      ),
    })
    expect(mission('2022-07-02', filed)).toMatchObject({
      alternatives: [],
      reason: expect.not.stringContaining('accepted as well'),
    })
    expect(mission('2022-06-30', filed)).toMatchObject({ bound: { id: 'mission/KR/2022-05-20' }, alternatives: [] })
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

describe('The layers', () => {
  it('let the province go before the country, whichever began later', () => {
    const national = ObservationEdition.parse({
      ...ninth,
      id: 'observation/CN/2022-07-15',
      jurisdiction: 'CN',
      effectiveFrom: '2022-07-15',
    })
    for (const editions of [
      [ninth, national],
      [national, ninth],
    ]) {
      expect(observation('2022-08-28', editions).bound).toBe(ninth)
      expect(observation('2022-08-28', editions)).toMatchObject({ reason: expect.not.stringContaining('of its own') })
      expect(observation('2022-08-28', editions, 'CN-31').bound).toBe(national)
    }
  })

  it('fall back from Zhejiang to the country where Zhejiang has none, and the reason says so', () => {
    expect(observation('2022-06-17', filed)).toMatchObject({
      bound: { id: 'observation/CN/2022-04-20' },
      reason: expect.stringContaining('CN-33 has no edition of its own for that day, so that of CN governs'),
    })
    expect(observation('2023-01-08', filed).bound?.id).toBe('observation/CN/2023-01-08')
  })

  it('never rise from the country to one of its provinces', () => {
    expect(observation('2022-06-20', filed, 'CN').bound?.id).toBe('observation/CN/2022-04-20')
    expect(observation('2022-06-20', filed, 'CN-31').bound?.id).toBe('observation/CN/2022-04-20')
    expect(observation('2022-06-20', [ninth], 'CN').bound).toBeNull()
  })

  it('let 7+7 bind in Zhejiang from 18 to 27 June 2022, and nowhere else', () => {
    for (const text of ['2022-06-18', '2022-06-22', '2022-06-27']) {
      expect(observation(text, filed)).toMatchObject({
        bound: { id: 'observation/CN-33/2022-06-18', central: { value: { days: 7 } }, home: { value: { days: 7 } } },
      })
    }
    expect(observation('2022-06-17', filed).bound?.central.value.days).toBe(14)
    expect(observation('2022-06-28', filed).bound?.id).toBe('observation/CN-33/2022-06-28')
    expect(observation('2022-06-22', filed, 'CN-44').bound?.central.value.days).toBe(14)
  })

  it('let the rule for every country bind from 8 January 2023, in Korea and anywhere else', () => {
    for (const [jurisdiction, issuer] of [
      ['KR', 'KR-SEL-EMB'],
      ['IN', 'IN-DEL-EMB'],
      ['US', 'US-SFO-CON'],
      ['JP', 'JP-TYO-EMB'],
      ['ZZ', null],
    ] as const) {
      expect(mission('2023-01-08', filed, jurisdiction, issuer)).toMatchObject({
        bound: { id: 'mission/ALL/2023-01-08' },
        reason: expect.stringContaining(
          `${jurisdiction} has no edition of its own for that day, so that of ALL governs`,
        ),
      })
    }
    expect(mission('2023-01-07', filed).bound?.id).toBe('mission/KR/2022-11-14')
  })

  it('let a later rule of the country go before the one for every country', () => {
    expect(mission('2023-04-28', filed).bound?.id).toBe('mission/ALL/2023-01-08')
    expect(mission('2023-04-29', filed).bound?.id).toBe('mission/KR/2023-04-29')
    expect(mission('2023-04-29', filed, 'JP', 'JP-TYO-EMB').bound?.id).toBe('mission/ALL/2023-01-08')
  })

  it('give nothing where none of them covers the day: Japan in 2022', () => {
    for (const text of ['2022-01-01', '2022-08-28', '2022-12-31']) {
      expect(mission(text, filed, 'JP', 'JP-TYO-EMB')).toEqual({
        bound: null,
        finding: {
          code: 'noEditionKnown',
          message: `No edition known for JP on ${text}.`,
          facts: { jurisdiction: 'JP', day: text },
        },
      })
    }
  })
})

describe('On file', () => {
  it.each([
    ['KR', '2022-03-27', null],
    ['KR', '2022-03-28', 'mission/KR/2022-03-28'],
    ['KR', '2022-05-19', 'mission/KR/2022-03-28'],
    ['KR', '2022-05-20', 'mission/KR/2022-05-20'],
    ['KR', '2022-06-30', 'mission/KR/2022-05-20'],
    ['KR', '2022-08-28', 'mission/KR/2022-07-01'],
    ['KR', '2022-11-13', 'mission/KR/2022-07-01'],
    ['KR', '2022-11-14', 'mission/KR/2022-11-14'],
    ['PK', '2022-05-31', null],
    ['PK', '2022-07-30', 'mission/PK/2022-06-01'],
    ['PK', '2022-11-13', 'mission/PK/2022-11-13'],
    ['AE', '2022-06-30', null],
    ['AE', '2022-07-01', 'mission/AE/2022-07-01'],
    ['AE', '2022-11-13', 'mission/AE/2022-11-13'],
    ['IN', '2022-08-09', 'mission/IN/2022-07-01/assumed'],
    ['IN', '2022-11-14', 'mission/IN/2022-11-14'],
  ])('a flight from %s on %s stands under %s', (jurisdiction, text, id) => {
    expect(mission(text, filed, jurisdiction, `${jurisdiction}-EMB`).bound?.id ?? null).toBe(id)
  })

  it('the notice of San Francisco binds no other mission in the United States, and nobody once its end is not known', () => {
    const sanFrancisco = (text: string) => mission(text, filed, 'US', 'US-SFO-CON').bound?.id ?? null
    expect(sanFrancisco('2022-07-10')).toBe('mission/US/2022-07-01')
    expect(sanFrancisco('2022-11-12')).toBe('mission/US/2022-07-01')
    expect(sanFrancisco('2022-11-13')).toBeNull()
    expect(mission('2022-07-10', filed, 'US', 'US-NYC-CON').bound).toBeNull()
  })

  it.each([
    ['2022-04-19', null],
    ['2022-04-20', 'observation/CN/2022-04-20'],
    ['2022-06-28', 'observation/CN/2022-06-28'],
    ['2022-11-10', 'observation/CN/2022-06-28'],
    ['2022-11-11', 'observation/CN/2022-11-11'],
    ['2023-01-07', 'observation/CN/2022-11-11'],
    ['2023-01-08', 'observation/CN/2023-01-08'],
    ['2030-01-01', 'observation/CN/2023-01-08'],
  ])('a landing on %s outside Zhejiang stands under %s', (text, id) => {
    expect(observation(text, filed, 'CN-31').bound?.id ?? null).toBe(id)
  })

  it('the circuit breaker of August 2022 is known for landings from 7 August to 10 November', () => {
    const breakerOn = (text: string) => bindCircuitBreaker(filed, day(text)).bound
    for (const text of ['2022-08-07', '2022-08-28', '2022-11-10']) expect(breakerOn(text)).toBe(breaker)
    for (const text of ['2022-08-06', '2022-11-11']) expect(breakerOn(text)).toBeNull()
  })
})

describe('A corrected edition', () => {
  const corrected = koreaFrom('2022-07-01', { id: 'mission/KR/2022-07-01/corrected', corrects: korea.id })

  it('never binds; the one that corrects it does', () => {
    for (const editions of [
      [korea, corrected],
      [corrected, korea],
    ]) {
      expect(mission('2022-08-28', editions).bound).toBe(corrected)
    }
  })

  it('never binds on days that the correction leaves out', () => {
    const shorter = koreaFrom('2022-07-01', { ...corrected, effectiveUntil: '2022-07-31' })
    expect(mission('2022-08-28', [korea, shorter]).bound).toBeNull()
  })

  it('is not accepted on a day of transition either', () => {
    const before = koreaFrom('2022-05-20', { effectiveUntil: '2022-06-30' })
    const better = koreaFrom('2022-05-20', { ...before, id: 'mission/KR/2022-05-20/corrected', corrects: before.id })
    expect(mission('2022-07-01', [before, better, korea])).toMatchObject({ bound: korea, alternatives: [better] })
  })

  it('that corrects another is corrected in its turn', () => {
    const again = koreaFrom('2022-07-01', { id: 'mission/KR/2022-07-01/again', corrects: corrected.id })
    expect(mission('2022-08-28', [again, corrected, korea]).bound).toBe(again)
  })
})

describe('The edition of one mission', () => {
  it('goes before a later one for every mission of the jurisdiction, and binds nobody who names no mission', () => {
    const own = koreaFrom('2022-07-01', {
      id: 'mission/KR/2022-07-01/seoul',
      issuer: 'KR-SEL-EMB',
      effectiveUntil: null,
    })
    const all = koreaFrom('2022-08-01', { transition: null })
    const question = { jurisdiction: 'KR', day: day('2022-08-28') }
    expect(bindMission([own, all], { ...question, issuer: 'KR-SEL-EMB' }).bound).toBe(own)
    expect(bindMission([own, all], { ...question, issuer: null }).bound).toBe(all)
    expect(bindMission([own], { ...question, issuer: null }).bound).toBeNull()
  })
})

describe('Whoever issued an edition', () => {
  it('does not keep the rule before from being accepted on a day of transition', () => {
    const open = { ...ninth, effectiveUntil: null }
    const next = zhejiangFrom('2022-08-01', { issuer: 'Zhejiang', ...either('2022-08-01') })
    expect(observation('2022-08-01', [open, next])).toMatchObject({ bound: next, alternatives: [open] })
  })
})
