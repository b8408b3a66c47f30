// Slots, windows and intervals at their edges, under the Korean edition of July 2022.
import { describe, expect, it } from 'vitest'
import { epochMs, toInstant } from '../../src/domain/instant.ts'
import { NaatTest } from '../../src/domain/journey/naat.ts'
import type { Route } from '../../src/domain/policy/missionEdition.ts'
import { assign, nextWindow, whyNotCounted, type Papers } from '../../src/domain/policy/testing.ts'
import { ruleWindows } from '../../src/domain/policy/windows.ts'
import { registration } from '../support/journeys.ts'
import { boardingAt, korea, koreanPolicy } from '../support/policy.ts'

const boarding = boardingAt('2022-08-28T15:40:00+09:00')
const policy = koreanPolicy(boarding)
const [usual] = korea.tests.value as [Route]
const at = (text: string) => new Date(text).toISOString()
const shifted = (text: string, ms: number) => toInstant(Date.parse(text) + ms)
let serial = 0
const sample = (sampledAt: string, more: Partial<NaatTest> = {}) =>
  NaatTest.parse({
    id: `t${++serial}`,
    sampledAt,
    reportedAt: shifted(sampledAt, 6 * 3_600_000),
    laboratory: 'lab-1',
    reagent: 'kit-1',
    result: 'negative',
    ...more,
  })
const other = { laboratory: 'lab-2', reagent: 'kit-2' }
/** These tests, and nothing else that the rules look at. */
const papers = (tests: readonly NaatTest[]): Papers => ({
  traits: registration().traits,
  code: null,
  application: null,
  tests,
})
const codes = (tests: readonly NaatTest[], which: NaatTest, rules = policy) =>
  whyNotCounted(rules, papers(tests), assign(rules, papers(tests)), which).map(({ code }) => code)

describe('the windows of the model flight', () => {
  it('are those of the notice, the first ending early enough for the second', () => {
    expect(ruleWindows(policy, usual)).toEqual([
      { from: at('2022-08-26T15:40:00+09:00'), until: at('2022-08-27T15:40:00+09:00') },
      { from: at('2022-08-27T15:40:00+09:00'), until: at('2022-08-28T15:40:00+09:00') },
    ])
  })

  it('count the second from the first sample that was really taken', () => {
    const first = sample('2022-08-27T10:00:00+09:00')
    expect(nextWindow(policy, assign(policy, papers([first])))?.span.from).toBe(at('2022-08-28T10:00:00+09:00'))
  })
})

describe('a first sample', () => {
  const edges = [
    ['2022-08-26T15:40:00+09:00', 0, []],
    ['2022-08-26T15:40:00+09:00', -1000, ['sampledTooEarly']],
    ['2022-08-27T15:40:00+09:00', 0, []],
    ['2022-08-27T15:40:00+09:00', 1000, ['sampledTooLate']],
  ] as const
  for (const [edge, ms, expected] of edges) {
    it(`taken ${ms} ms from ${edge} is answered with ${expected.length ? expected.join(', ') : 'nothing wrong'}`, () => {
      const test = sample(shifted(edge, ms))
      expect(codes([test], test)).toEqual(expected)
    })
  }

  it('known only to the hour must fit with both ends of the hour', () => {
    const early = sample('2022-08-26T15:00:00+09:00', { precision: 'hour' })
    const late = sample('2022-08-27T15:00:00+09:00', { precision: 'hour' })
    const fits = sample('2022-08-26T16:00:00+09:00', { precision: 'hour' })
    expect(codes([early], early)).toEqual(['sampledTooEarly'])
    expect(codes([late], late)).toEqual(['sampledTooLate'])
    expect(codes([fits], fits)).toEqual([])
  })
})

describe('a second sample', () => {
  const first = sample('2022-08-26T16:00:00+09:00')

  it('is refused less than 24 hours after the first, and accepted at exactly 24', () => {
    const soon = sample(shifted('2022-08-27T16:00:00+09:00', -1000), other)
    const exact = sample('2022-08-27T16:00:00+09:00', other)
    expect(codes([first, soon], soon)).toEqual(['intervalTooShort'])
    expect(codes([first, exact], exact)).toEqual([])
  })

  it('is refused from the same laboratory', () => {
    const same = sample('2022-08-27T17:00:00+09:00', { ...other, laboratory: first.laboratory })
    expect(codes([first, same], same)).toEqual(['sameLaboratory'])
  })

  it('is refused with the same reagent', () => {
    const same = sample('2022-08-27T17:00:00+09:00', { ...other, reagent: first.reagent })
    expect(codes([first, same], same)).toEqual(['sameReagent'])
  })

  it('becomes the new first when a re-timed flight lapses the old one', () => {
    const second = sample('2022-08-27T17:00:00+09:00', other)
    const retimed = koreanPolicy(toInstant(epochMs(boarding) + 6 * 3_600_000))
    expect(assign(retimed, papers([first, second])).slots).toEqual([second, null])
    expect(codes([first, second], first, retimed)).toEqual(['sampledTooEarly'])
  })

  it('is not needed where every slot is filled', () => {
    const second = sample('2022-08-27T17:00:00+09:00', other)
    const third = sample('2022-08-27T18:00:00+09:00', { laboratory: 'lab-3', reagent: 'kit-3' })
    expect(codes([first, second, third], third)).toEqual(['notNeeded'])
  })
})

it('A result that is not negative never counts, and says so', () => {
  for (const result of ['inconclusive', 'invalid', 'positive'] as const) {
    const test = sample('2022-08-26T16:00:00+09:00', { result })
    expect(codes([test], test)).toEqual(['notNegative'])
  }
})
