// How a claim stands after the round: its own facts, and between how many the draw decided.
import { describe, expect, it } from 'vitest'
import { standingsOf } from '../../src/domain/charter/standing.ts'
import { rankClaims, type RoundClaim } from '../../src/domain/charter/seatRound.ts'
import { SeatRule } from '../../src/domain/charter/seatRule.ts'
import { journeyNumber } from '../support/journeys.ts'

const rule = SeatRule.parse({
  closesAt: '2022-08-22T12:00:00+09:00',
  needs: { orders: 5, visit: 1 },
  capPerCompany: 2,
  offerHours: 24,
})
const claim = (number: number, more: Partial<RoundClaim> = {}): RoundClaim => ({
  journey: journeyNumber(number),
  papers: true,
  need: 'orders',
  company: null,
  party: null,
  ...more,
})
const standings = (claims: readonly RoundClaim[]) => standingsOf(rankClaims(claims, rule, 2, (journey) => journey))
const alike = (claims: readonly RoundClaim[]): number[] => {
  const known = standings(claims)
  return claims.map(({ journey }) => known.get(journey)!.alike)
}

describe('A claim', () => {
  it('was drawn among those with the same papers and weight, and among nobody where none is equal', () => {
    const claims = [claim(1), claim(2), claim(3), claim(4, { need: 'visit' }), claim(5, { papers: false })]
    expect(alike(claims)).toEqual([3, 3, 3, 1, 1])
    expect(standings(claims).get(journeyNumber(4))).toMatchObject({ rank: 4, of: 5, need: 'visit', weight: 1 })
  })

  it('beyond the cap of its company was drawn among those beyond it alone', () => {
    const ofOne = [1, 2, 3, 4].map((number) => claim(number, { company: 'A' }))
    const known = standings([...ofOne, claim(5)])
    expect(ofOne.map(({ journey }) => known.get(journey)!.capped)).toEqual([false, false, true, true])
    expect(alike([...ofOne, claim(5)])).toEqual([3, 3, 2, 2, 3])
  })

  it('of a party stands as its best member does, and the party counts once', () => {
    const party = [claim(1, { party: 'F' }), claim(2, { party: 'F', need: 'visit' })]
    const claims = [...party, claim(3), claim(4, { need: 'visit' })]
    expect(alike(claims)).toEqual([2, 2, 2, 1])
    const known = standings(claims)
    expect(party.map(({ journey }) => known.get(journey)!.size)).toEqual([2, 2])
    expect(known.get(journeyNumber(3))!.size).toBe(1)
  })
})
