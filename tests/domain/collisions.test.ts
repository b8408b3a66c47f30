// Which edition may stand beside which: days in common, whoever issued it, what it corrects, and what it ends.
import { describe, expect, it } from 'vitest'
import { collisions, endedBy, issuerFindings, transitionFindings } from '../../src/domain/policy/binding.ts'
import type { Edition } from '../../src/domain/policy/edition.ts'
import { breaker, either, koreaFrom, zhejiangFrom } from '../support/drafts.ts'
import { day, india, korea, ninth } from '../support/policy.ts'

describe('An edition beside those already published', () => {
  const may = koreaFrom('2022-05-20', { effectiveUntil: '2022-07-03' })
  const july = (more: object = {}) => koreaFrom('2022-07-01', { effectiveUntil: '2022-11-13', ...more })

  it('that follows the one before without a day in common is no collision', () => {
    expect(collisions(july(), [koreaFrom('2022-05-20', { effectiveUntil: '2022-06-30' })])).toEqual([])
    expect(collisions(july(), [])).toEqual([])
  })

  it('that governs a day of another is refused, with the field, both ids and the day', () => {
    expect(collisions(july(), [may])).toEqual([
      {
        code: 'editionOverlaps',
        message:
          'mission/KR/2022-07-01 overlaps mission/KR/2022-05-20 of the same jurisdiction, issuer and kind from 2022-07-01 until 2022-07-03, and no transition clause names 2022-07-01.',
        facts: {
          field: 'effectiveFrom',
          edition: 'mission/KR/2022-07-01',
          other: 'mission/KR/2022-05-20',
          from: '2022-07-01',
          until: '2022-07-03',
          day: '2022-07-01',
        },
      },
    ])
  })

  it('that runs into a later one is refused at its end', () => {
    expect(collisions(may, [july()])).toMatchObject([
      {
        code: 'editionOverlaps',
        facts: { field: 'effectiveUntil', edition: may.id, other: 'mission/KR/2022-07-01', day: '2022-07-01' },
      },
    ])
  })

  it('may share the days that its transition clause names', () => {
    expect(collisions(july(either('2022-07-01', '2022-07-02', '2022-07-03')), [may])).toEqual([])
    expect(collisions(may, [july(either('2022-07-01', '2022-07-02', '2022-07-03'))])).toEqual([])
  })

  it('may not share the days that its transition clause leaves out', () => {
    expect(collisions(july(either('2022-07-01', '2022-07-03')), [may])).toMatchObject([
      { code: 'editionOverlaps', facts: { field: 'effectiveFrom', day: '2022-07-02' } },
    ])
    expect(collisions(july(either('2022-06-30', '2022-07-01')), [may])).toMatchObject([
      { facts: { day: '2022-07-02' } },
    ])
  })

  it('is not helped by a clause of the earlier one, which speaks of its own beginning', () => {
    const before = koreaFrom('2022-05-20', { ...may, ...either('2022-07-01', '2022-07-02', '2022-07-03') })
    expect(collisions(july(), [before])).toMatchObject([{ facts: { day: '2022-07-01' } }])
  })

  it('ends one whose last day is not known, where it begins itself', () => {
    const open = koreaFrom('2022-05-20', { effectiveUntil: null })
    expect(collisions(july(), [open])).toEqual([])
    expect(collisions(open, [july()])).toEqual([])
    expect(collisions(july({ effectiveUntil: null }), [open])).toEqual([])
  })

  it('that begins on the same day as another is refused', () => {
    const same = july({ id: 'mission/KR/2022-07-01/again' })
    expect(collisions(same, [july()])).toMatchObject([
      {
        code: 'editionOverlaps',
        facts: { field: 'effectiveFrom', edition: same.id, other: 'mission/KR/2022-07-01', day: '2022-07-01' },
      },
    ])
    const open = july({ id: 'mission/KR/2022-07-01/open', effectiveUntil: null })
    expect(collisions(open, [july({ effectiveUntil: null })])).toMatchObject([{ code: 'editionOverlaps' }])
  })

  it('is measured by the days on which the place really began, where they are known', () => {
    const late = july({ adoptedFrom: '2022-07-04' })
    expect(collisions(late, [may])).toEqual([])
    expect(collisions(july({ adoptedFrom: 'notFound' }), [may])).toMatchObject([{ facts: { from: '2022-07-01' } }])
  })

  it('names every one that it overlaps', () => {
    const whole = koreaFrom('2022-01-01', { effectiveUntil: '2022-12-31' })
    expect(collisions(whole, [korea, may]).map(({ facts }) => facts.other)).toEqual([korea.id, may.id])
  })

  it('with an id that is taken is refused: an edition does not change', () => {
    expect(collisions(korea, [korea])).toEqual([
      {
        code: 'editionKnown',
        message: `${korea.id} is published already; an edition does not change, a correction names it in "corrects".`,
        facts: { field: 'id', edition: korea.id },
      },
    ])
    expect(collisions(koreaFrom('2030-01-01', { id: korea.id }), [korea])).toMatchObject([{ code: 'editionKnown' }])
  })

  it('of another issuer, jurisdiction or kind is no collision', () => {
    expect(collisions(july({ issuer: 'KR-SEL-EMB' }), [may])).toEqual([])
    expect(collisions(july({ jurisdiction: 'JP' }), [may])).toEqual([])
    expect(collisions(july({ jurisdiction: 'ALL' }), [may])).toEqual([])
    const here = { jurisdiction: 'CN', issuer: 'the same', effectiveFrom: '2022-08-07', effectiveUntil: null }
    expect(collisions({ ...breaker, ...here } as Edition, [{ ...ninth, ...here } as Edition])).toEqual([])
  })

  it('may correct one that governs the same days, which it replaces', () => {
    const correction = july({ id: 'mission/KR/2022-07-01/corrected', corrects: korea.id })
    expect(collisions(correction, [korea])).toEqual([])
    expect(collisions(correction, [may, korea])).toMatchObject([{ facts: { other: may.id } }])
    // Corrected once, it is out of the way of everything that comes later.
    const third = koreaFrom('2022-09-01')
    expect(collisions(third, [korea, correction]).map(({ facts }) => facts.other)).toEqual([correction.id])
  })

  it('that corrects one nobody published is refused', () => {
    expect(
      collisions(july({ id: 'mission/KR/2022-07-01/corrected', corrects: 'mission/KR/2022-07-02' }), [korea]),
    ).toEqual([
      {
        code: 'correctsUnknown',
        message: 'There is no edition mission/KR/2022-07-02 of the same jurisdiction, issuer and kind to correct.',
        facts: { field: 'corrects', edition: 'mission/KR/2022-07-02' },
      },
    ])
  })

  it('that corrects one of another kind is refused: it would silence what it does not replace', () => {
    expect(
      collisions(july({ id: 'mission/KR/2022-07-01/corrected', corrects: ninth.id }), [ninth]).map(({ code }) => code),
    ).toEqual(['correctsUnknown'])
  })

  it('that begins on the same day as another is refused even where a clause names that day', () => {
    const clause = { days: ['2022-07-01'], words: 'old or new' }
    const one = july({ id: 'mission/KR/2022-07-01/one', effectiveUntil: null, transition: clause })
    const two = july({ id: 'mission/KR/2022-07-01/two', effectiveUntil: null, transition: clause })
    expect(collisions(two, [one]).map(({ code }) => code)).toEqual(['editionOverlaps'])
  })
})

describe('Whoever issued an edition', () => {
  const zhejiang = (more: object) => zhejiangFrom('2022-08-01', more)

  it('is spelled as one likes where it is no mission: the same days are the same days', () => {
    for (const issuer of [ninth.issuer, 'Zhejiang', 'zhejiang joint prevention and control '])
      expect(collisions(zhejiang({ issuer }), [ninth]).map(({ code }) => code)).toEqual(['editionOverlaps'])
    const again = { ...breaker, id: 'circuitBreaker/CN/2022-08-07/again', issuer: 'CAAC' }
    expect(collisions(again, [breaker]).map(({ code }) => code)).toEqual(['editionOverlaps'])
    // Nor does a correction have to spell it as the mistaken one did.
    expect(collisions(zhejiang({ issuer: 'Zhejiang', corrects: ninth.id }), [ninth])).toEqual([])
  })

  const missions = new Map([['KR-SEL-EMB', { jurisdiction: 'KR' }]])
  it('must be a mission of that country that the desk knows, or every mission', () => {
    const of = (issuer: string, jurisdiction = 'KR') =>
      issuerFindings(koreaFrom('2022-07-01', { issuer, jurisdiction }), missions)
    for (const fine of [of('*'), of('KR-SEL-EMB'), of('KR-SEL-EMB', 'KR-11')]) expect(fine).toEqual([])
    for (const wrong of [of('KR-SEL'), of('kr-sel-emb'), of(' *'), of('KR-SEL-EMB', 'JP')])
      expect(wrong).toMatchObject([{ code: 'issuerUnknown', facts: { field: 'issuer' } }])
    expect(issuerFindings(ninth, missions)).toEqual([])
  })
})

describe('A transition clause', () => {
  const may = koreaFrom('2022-05-20', { effectiveUntil: '2022-06-30' })
  const july = koreaFrom('2022-07-01', either('2022-07-01'))

  it('needs an edition that goes before: of the same place and issuer, and not corrected', () => {
    expect(transitionFindings(july, [may])).toEqual([])
    expect(transitionFindings(koreaFrom('2022-07-01'), [])).toEqual([])
    const elsewhere = [koreaFrom('2022-05-20', { issuer: 'KR-SEL-EMB' }), koreaFrom('2022-09-01'), india]
    expect(transitionFindings(july, elsewhere)).toMatchObject([
      { code: 'transitionAlone', facts: { field: 'transition', edition: july.id } },
    ])
  })
})

describe('An edition that another ends', () => {
  const twenty = koreaFrom('2022-09-01', { effectiveUntil: null })

  it('ends on the day before the other begins, and stays what it was in everything else', () => {
    expect(endedBy(twenty, korea.id, [korea])).toEqual({ ended: { ...korea, effectiveUntil: '2022-08-31' } })
    expect(endedBy(koreaFrom('2022-09-01', { adoptedFrom: '2022-09-05' }), korea.id, [korea])).toMatchObject({
      ended: { effectiveUntil: '2022-09-04' },
    })
    const open = koreaFrom('2022-07-01', { effectiveUntil: null })
    expect(endedBy(twenty, open.id, [open])).toMatchObject({ ended: { effectiveUntil: '2022-08-31' } })
    // What it leaves is no overlap any more.
    expect(collisions(twenty, [{ ...korea, effectiveUntil: day('2022-08-31') }])).toEqual([])
  })

  it('is one of the same place, kind and issuer that begins before and would still govern then', () => {
    const unknown = (id: string, published: readonly Edition[]) =>
      expect(endedBy(twenty, id, published)).toMatchObject({
        finding: { code: 'endsUnknown', facts: { field: 'ends', edition: id } },
      })
    unknown(korea.id, [])
    unknown(india.id, [korea, india])
    unknown('mission/KR/2022-09-01', [koreaFrom('2022-09-01')])
    unknown('mission/KR/2022-10-01', [koreaFrom('2022-10-01')])
    unknown('mission/KR/2022-07-01', [koreaFrom('2022-07-01', { issuer: 'KR-SEL-EMB' })])
    const corrected = koreaFrom('2022-07-01', { id: 'mission/KR/2022-07-01/corrected', corrects: korea.id })
    unknown(korea.id, [korea, corrected])
    const over = koreaFrom('2022-05-20', { effectiveUntil: '2022-06-30' })
    expect(endedBy(twenty, over.id, [over])).toMatchObject({
      finding: { code: 'endedAlready', facts: { field: 'ends', until: '2022-06-30', from: '2022-09-01' } },
    })
  })
})
