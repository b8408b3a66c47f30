// The circuit breaker in whole people, at the edge of each step, and only ever as information.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CircuitBreakerEdition, circuitBreaker, positivesAfterLanding } from '../../src/domain/policy/circuitBreaker.ts'
import { bindCircuitBreaker } from '../../src/domain/policy/binding.ts'
import { RecordTest, naat, observed, onDay, play, seated } from '../support/journeys.ts'
import { day, ninth } from '../support/policy.ts'

const edition = CircuitBreakerEdition.parse(
  JSON.parse(readFileSync(new URL('../../db/editions/circuitBreaker/cn-2022-08-07.json', import.meta.url), 'utf8')),
)

describe('The circuit breaker of 7 August 2022', () => {
  it.each([
    [107, 5, 9],
    [163, 7, 14],
    [197, 8, 16],
    [123, 5, 10],
    [100, 5, 8],
    [125, 5, 10],
  ])('with %i passengers begins at %i positives for one week and at %i for two', (passengers, oneWeek, twoWeeks) => {
    const weeks = (positives: number) => circuitBreaker(edition, passengers, positives).weeks
    expect([weeks(oneWeek - 1), weeks(oneWeek), weeks(twoWeeks - 1), weeks(twoWeeks)]).toEqual([0, 1, 1, 2])
  })

  it('needs both the five and the per cent: five of 200 are no 4 %, and 10 % of 40 are no five', () => {
    expect(circuitBreaker(edition, 200, 5).weeks).toBe(0)
    expect(circuitBreaker(edition, 40, 4).weeks).toBe(0)
    expect(circuitBreaker(edition, 40, 5).weeks).toBe(2)
  })

  it('says that it is not applicable to charters by its title', () => {
    const told = circuitBreaker(edition, 163, 20)
    expect(told.applicable).toBe(false)
    expect(told.because).toMatch(/by its title/)
  })

  it('is known from 7 August until 10 November 2022 and on no other day', () => {
    const bound = (text: string) => bindCircuitBreaker([edition], day(text)).bound
    expect([bound('2022-08-06'), bound('2022-08-07'), bound('2022-11-10'), bound('2022-11-11')]).toEqual([
      null,
      edition,
      edition,
      null,
    ])
  })

  it('counts no sample later than five days after the arrival', () => {
    const late = play(observed(), RecordTest(naat(onDay(6), { result: 'positive' })), onDay(6, '20:00:00'))
    expect(positivesAfterLanding(edition, [late.journey], ninth)).toBe(0)
  })

  it('counts people found infected after the landing, each once, and nobody before it', () => {
    const positive = (number: number) => RecordTest(naat(onDay(number), { result: 'positive', ct: 24 }))
    const once = play(observed(), positive(2), onDay(2, '20:00:00'))
    const twice = play(once, positive(3), onDay(3, '20:00:00'))
    expect(
      positivesAfterLanding(edition, [once.journey, twice.journey, seated().journey, observed().journey], ninth),
    ).toBe(2)
  })
})
