// The round for seats: the order is the published rule's and nothing else, whoever asks and in whatever order the claims come.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companiesOf, nextInLine, place, together } from '../../src/domain/charter/seatPlacement.ts'
import { rankClaims, reasonsOf, type Ranked, type RoundClaim } from '../../src/domain/charter/seatRound.ts'
import { SeatRule } from '../../src/domain/charter/seatRule.ts'
import { journeyNumber } from '../support/journeys.ts'

const rule = (more: Partial<Record<keyof SeatRule, unknown>> = {}): SeatRule =>
  SeatRule.parse({
    closesAt: '2022-08-22T12:00:00+09:00',
    needs: { orders: 5, payment: 3, visit: 1 },
    capPerCompany: 2,
    offerHours: 24,
    ...more,
  })
const draw = (seed: string) => (of: string) => createHash('sha256').update(`${seed} ${of}`).digest('hex')
const claim = (number: number, more: Partial<RoundClaim> = {}): RoundClaim => ({
  journey: journeyNumber(number),
  papers: true,
  need: 'orders',
  company: `Own ${number}`,
  party: null,
  ...more,
})
const rank = (claims: readonly RoundClaim[], seats: number, more: Partial<Record<keyof SeatRule, unknown>> = {}) =>
  rankClaims(claims, rule(more), seats, draw('seed'))
const numbers = (ranking: readonly Ranked[]): number[] => ranking.map(({ journey }) => Number(journey.slice(-16)))
const seatedOf = (ranking: readonly Ranked[]): number[] => numbers(ranking.filter(({ seated }) => seated))

describe('The round', () => {
  it('takes complete papers before a heavier need, and a heavier need before the draw', () => {
    const claims = [claim(1, { need: 'visit' }), claim(2, { papers: false }), claim(3), claim(4, { need: 'payment' })]
    expect(numbers(rank(claims, 2))).toEqual([3, 4, 1, 2])
    expect(seatedOf(rank(claims, 2))).toEqual([3, 4])
  })

  it('weighs a need that the rule does not name as nothing, whatever it is called', () => {
    const claims = [claim(1, { need: 'constructor' }), claim(2, { need: 'other' }), claim(3, { need: 'visit' })]
    expect(rank(claims, 1).map(({ weight }) => weight)).toEqual([1, 0, 0])
  })

  it('breaks ties by SHA-256 of the seed, a space and the journey, the lower first', () => {
    const claims = Array.from({ length: 20 }, (_, i) => claim(i + 1))
    const expected = claims
      .map(({ journey }) => ({ journey, drawn: draw('seed')(journey) }))
      .sort((a, b) => (a.drawn < b.drawn ? -1 : 1))
      .map(({ journey }) => journey)
    expect(rank(claims, 5).map(({ journey }) => journey)).toEqual(expected)
    const other = rankClaims(claims, rule(), 5, draw('another seed')).map(({ journey }) => journey)
    expect(other).not.toEqual(expected)
  })

  it('puts whoever exceeds the cap of a company behind everybody within it, also behind lighter needs', () => {
    const ofOne = [1, 2, 3, 4].map((number) => claim(number, { company: 'A' }))
    const ranking = rank(
      [...ofOne, claim(5, { need: 'visit', company: null }), claim(6, { need: 'visit', company: 'B' })],
      5,
    )
    expect(ranking.map(({ company, capped }) => [company, capped])).toEqual([
      ['A', false],
      ['A', false],
      [expect.toBeOneOf([null, 'B']), false],
      [expect.toBeOneOf([null, 'B']), false],
      ['A', true],
      ['A', true],
    ])
    // Nobody within the cap waits any more: an empty seat would help nobody.
    expect(ranking.map(({ seated }) => seated)).toEqual([true, true, true, true, true, false])
  })

  it('seats a party whole or not at all, the next that fits before it, and all of it share one rank', () => {
    const party = [1, 2, 3].map((number) => claim(number, { party: 'P' }))
    const ranking = rank([...party, claim(4, { need: 'payment' }), claim(5, { need: 'visit' })], 2)
    expect(numbers(ranking)).toEqual([1, 2, 3, 4, 5])
    expect(ranking.map((each) => each.rank)).toEqual([1, 1, 1, 4, 5])
    expect(seatedOf(ranking)).toEqual([4, 5])
    expect(seatedOf(rank([...party, claim(4, { need: 'payment' })], 3))).toEqual([1, 2, 3])
  })

  it('ranks a party by its lightest need, so that a label lifts no stranger over those who came for more', () => {
    const party = [claim(1, { party: 'P' }), claim(2, { party: 'P', need: 'visit' })]
    const ranking = rank([...party, claim(3, { need: 'payment' })], 2)
    expect(numbers(ranking)).toEqual([3, 1, 2])
    expect(ranking.map(({ weight }) => weight)).toEqual([3, 1, 1])
  })

  it('ranks a party by its weakest papers, and seats nobody without complete ones, also beside a free seat', () => {
    const party = [claim(1, { party: 'P' }), claim(2, { party: 'P', papers: false })]
    const ranking = rank([...party, claim(3, { need: 'visit' }), claim(4, { papers: false })], 9)
    expect(numbers(ranking)[0]).toBe(3)
    expect(seatedOf(ranking)).toEqual([3])
    const reasons = reasonsOf(ranking, rule(), 9)
    expect([1, 2, 4].map((number) => reasons.get(journeyNumber(number))!.code)).toEqual(Array(3).fill('waitsForPapers'))
  })

  it('draws once for a party, by its blind id, so that more members draw no luckier', () => {
    const party = Array.from({ length: 30 }, (_, i) => claim(i + 1, { party: 'P' }))
    const ranking = rank([...party, claim(31)], 9)
    expect(new Set(ranking.filter(({ party }) => party).map((each) => each.draw))).toEqual(new Set([draw('seed')('P')]))
  })

  it('counts whoever names no company as one company under a cap', () => {
    const unnamed = [1, 2, 3].map((number) => claim(number, { company: null }))
    expect(seatedOf(rank([...unnamed, claim(4, { need: 'visit' })], 3))).toContain(4)
    expect(rank(unnamed, 3, { capPerCompany: null }).every(({ capped }) => !capped)).toBe(true)
  })

  it('tells each merchant the reason, and nothing of anybody else', () => {
    const claims = [
      ...[1, 2, 3].map((number) => claim(number, { company: 'A' })),
      claim(4, { papers: false }),
      claim(5, { need: 'visit' }),
      ...[6, 7].map((number) => claim(number, { party: 'P', need: 'payment' })),
    ]
    const ranking = rank(claims, 3)
    const reasons = reasonsOf(ranking, rule(), 3)
    const codes = ranking.map(({ journey }) => reasons.get(journey)!.code)
    expect(codes).toEqual([
      'seatByRank',
      'seatByRank',
      'waitsForParty',
      'waitsForParty',
      'seatByRank',
      'waitsBeyondCap',
      'waitsForPapers',
    ])
    const last = rank([claim(1), claim(2)], 1)
    expect(reasonsOf(last, rule(), 1).get(last[1]!.journey)).toMatchObject({
      code: 'waitsByRank',
      facts: { rank: 2, of: 2, seats: 1, need: 'orders', weight: 5 },
    })
    for (const { message, facts } of reasons.values()) {
      expect(message + JSON.stringify(facts)).not.toMatch(/C0|"A"|"P"/)
    }
  })
})

/** Up to forty claims of a few companies and parties. */
const someClaims = fc
  .array(
    fc.record({
      papers: fc.boolean(),
      need: fc.constantFrom('orders', 'payment', 'visit', 'other'),
      company: fc.constantFrom(null, 'A', 'B', 'C'),
      party: fc.constantFrom(null, null, null, 'P', 'Q'),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((each, i) => claim(i + 1, each)))
const someCap = fc.option(fc.integer({ min: 1, max: 5 }))

describe('For any claims', () => {
  it('the same seed gives the same order, in whatever order the claims come', () => {
    fc.assert(
      fc.property(
        someClaims,
        fc.nat(45),
        someCap,
        fc.string(),
        fc.infiniteStream(fc.nat()),
        (claims, seats, capPerCompany, seed, dice) => {
          const shuffled = claims
            .map((each) => [dice.next().value as number, each] as const)
            .sort(([a], [b]) => a - b)
            .map(([, each]) => each)
          const held = (all: readonly RoundClaim[]) => rankClaims(all, rule({ capPerCompany }), seats, draw(seed))
          expect(held(shuffled)).toEqual(held(claims))
        },
      ),
    )
  })

  it('everybody is ranked once, never more are seated than seats, and families stay together', () => {
    fc.assert(
      fc.property(someClaims, fc.nat(45), someCap, (claims, seats, capPerCompany) => {
        const ranking = rank(claims, seats, { capPerCompany })
        for (const [i, { rank: at, party }] of ranking.entries())
          expect(at).toBe(party === null ? i + 1 : 1 + ranking.findIndex((each) => each.party === party))
        expect(new Set(ranking.map(({ journey }) => journey)).size).toBe(claims.length)
        expect(seatedOf(ranking).length).toBeLessThanOrEqual(seats)
        for (const group of together(ranking)) {
          expect(new Set(group.map(({ seated }) => seated)).size).toBe(1)
          expect(new Set(group.map(({ rank: at, draw: drawn }) => `${at} ${drawn}`)).size).toBe(1)
        }
      }),
    )
  })

  it('the order is the stated one: complete papers, then within the cap, then by need and draw, a party by the weakest in it', () => {
    const complete = (group: readonly Ranked[]) => group.every(({ papers }) => papers)
    const lighter = (group: readonly Ranked[]) => Math.min(...group.map(({ need }) => rule().needs[need] ?? 0))
    const before = ([a]: readonly Ranked[], [b]: readonly Ranked[]): boolean =>
      a!.weight !== b!.weight ? a!.weight > b!.weight : a!.draw < b!.draw
    fc.assert(
      fc.property(someClaims, fc.nat(45), someCap, (claims, seats, capPerCompany) => {
        const groups = together(rank(claims, seats, { capPerCompany }))
        for (const [i, group] of groups.entries()) {
          for (const { weight } of group) expect(weight).toBe(lighter(group))
          const ahead = groups[i - 1]
          if (!ahead) continue
          if (complete(ahead) !== complete(group)) expect(complete(ahead)).toBe(true)
          else if (ahead[0]!.capped !== group[0]!.capped) expect(ahead[0]!.capped).toBe(false)
          else expect(before(ahead, group)).toBe(true)
        }
      }),
    )
  })

  it('nobody who fits waits while somebody of a later rank is seated, and no company exceeds its cap while others wait', () => {
    fc.assert(
      fc.property(someClaims, fc.nat(45), someCap, (claims, seats, capPerCompany) => {
        const ranking = rank(claims, seats, { capPerCompany })
        const groups = together(ranking)
        let left = seats
        for (const group of groups) {
          expect(group[0]!.seated).toBe(group.length <= left && group.every(({ papers }) => papers))
          if (group[0]!.seated) left -= group.length
        }
        const overCap = ranking.some(({ seated, capped }) => seated && capped)
        const fits = groups.some(
          ([head, ...rest]) => !head!.capped && !head!.seated && head!.papers && rest.length === 0,
        )
        if (overCap) expect(fits).toBe(false)
        if (capPerCompany !== null) {
          const within = ranking.filter(({ seated, capped }) => seated && !capped)
          for (const count of companiesOf(within).values()) expect(count).toBeLessThanOrEqual(capPerCompany)
        }
      }),
    )
  })
})

describe('A seat that became free', () => {
  const line = [claim(1, { company: 'A' }), claim(2, { party: 'P' }), claim(3, { party: 'P' }), claim(4)]
  const room = { seats: 1, capPerCompany: 2, held: new Map<string, number>() }
  const first = (...args: Parameters<typeof nextInLine<RoundClaim>>) =>
    nextInLine(...args)?.map(({ journey }) => journey) ?? null

  it('is for the first in line who fits', () => {
    expect(first(line, room)).toEqual([journeyNumber(1)])
    expect(first(line.slice(1), room)).toEqual([journeyNumber(4)])
    expect(first(line.slice(1), { ...room, seats: 2 })).toEqual([journeyNumber(2), journeyNumber(3)])
    expect(first(line.slice(1, 3), room)).toBeNull()
  })

  it('passes over whose company holds its cap, unless nobody else fits', () => {
    const held = new Map([['A', 2]])
    expect(first(line, { ...room, held })).toEqual([journeyNumber(4)])
    expect(first(line.slice(0, 1), { ...room, held })).toEqual([journeyNumber(1)])
  })

  it('counts what a company holds already when newcomers are placed', () => {
    const placed = place([claim(1, { company: 'A' }), claim(2)], {
      seats: 1,
      capPerCompany: 1,
      held: new Map([['A', 1]]),
    })
    expect(placed.map(({ claim: { journey }, capped, seated }) => [journey, capped, seated])).toEqual([
      [journeyNumber(2), false, true],
      [journeyNumber(1), true, false],
    ])
  })
})
