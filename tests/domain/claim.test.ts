// A claim that could not count, and a company under whatever spelling.
import { describe, expect, it } from 'vitest'
import { claimFound } from '../../src/domain/charter/claim.ts'
import type { CharterRecord } from '../../src/domain/charter/charter.ts'
import { SeatRule } from '../../src/domain/charter/seatRule.ts'
import { companyName } from '../../src/domain/journey/companyName.ts'

const record = (needs: object | null, capPerCompany: number | null = null): { record: CharterRecord } => {
  const one = { value: 100, assumed: false }
  const rule = needs && SeatRule.parse({ closesAt: '2022-08-22T12:00:00+09:00', needs, capPerCompany, offerHours: 24 })
  return {
    record: {
      terms: { aircraft: { type: 'A320', seats: { value: 4, assumed: false }, loadCapPercent: one } },
      ...(rule && { allocation: { rule, commitment: '', round: null } }),
    } as unknown as CharterRecord,
  }
}
const claim = (more: object = {}) => ({ need: 'orders', hostCompany: 'SILVER', partySize: 1, ...more })
const codes = (of: ReturnType<typeof record>, more: object = {}) =>
  claimFound(of, claim(more)).map(({ code, facts }) => [code, facts['known'] ?? facts['size'] ?? facts['cap']])

describe('A claim', () => {
  it('for a need that the rule does not know is refused with the words that count', () => {
    const ruled = record({ orders: 5, visit: 1 })
    expect(codes(ruled, { need: 'order' })).toEqual([['needNotInRule', 'orders, visit']])
    for (const need of ['orders', 'visit', 'other']) expect(codes(ruled, { need })).toEqual([])
    expect(codes(record({}), { need: 'anything' })).toEqual([])
    expect(codes(record(null), { need: 'anything' })).toEqual([])
  })

  it('without a host company is refused where the rule limits how many of one come first', () => {
    expect(codes(record({}, 2), { hostCompany: '' })).toEqual([['companyNeededUnderCap', 2]])
    expect(codes(record({}), { hostCompany: '' })).toEqual([])
  })

  it('of a party larger than the aircraft is told so at once, with a rule or without', () => {
    expect(codes(record(null), { partySize: 5 })).toEqual([['partyTooLarge', 5]])
    expect(codes(record({}), { partySize: 4 })).toEqual([])
  })
})

describe('A company', () => {
  const same = (...names: string[]) => expect(new Set(names.map(companyName)).size, names.join(' | ')).toBe(1)

  it('is one under every punctuation, width, capitals and legal form', () => {
    same(
      'Silver Co., Ltd',
      'Silver Co Ltd',
      'SILVER CO. LTD.',
      'Silver-Co Ltd',
      'silver',
      ' Silver  L.L.C.',
      'Ｓｉｌｖｅｒ Inc',
    )
    same('银色贸易有限公司', '银色贸易股份有限公司', '银色贸易 有限责任公司', '银色贸易')
    same('주식회사 은빛', '은빛 (주)', '㈜은빛', '은빛주식회사', '은빛')
    same('Müller GmbH', 'MULLER G.m.b.H.', 'Muller')
  })

  it('is not another whose name differs, and no name is none', () => {
    expect(companyName('Silver Thimble Ltd')).not.toBe(companyName('Silver Ltd'))
    expect(companyName('Mexico')).toBe('MEXICO')
    expect(companyName(' - ')).toBe('')
    expect(companyName('Co., Ltd')).not.toBe('')
  })
})
