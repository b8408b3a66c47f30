// Given a seat and something missing, when its time runs out, then the merchant is at risk; and what is due turns only when it says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs, plusHours, plusMs, toInstant, type Instant } from '../../src/domain/instant.ts'
import { dueFor, dueUntil } from '../../src/domain/journey/due.ts'
import { riskOf } from '../../src/domain/journey/risk.ts'
import { stages } from '../../src/domain/journey/stage.ts'
import * as make from '../support/journeys.ts'

const { builders, instant, when } = make

describe('a plan that can be missed', () => {
  it('is at risk from the reminder before the first missing sample must work', () => {
    const { journey, policy } = make.seated()
    const risk = riskOf(journey, policy)!
    expect(risk).toMatchObject({ step: 'sample', slot: 1 })
    expect(risk.from).toBe(plusHours(risk.by, -policy.practice.reminderHours))
    expect(risk.by < instant(when.boarding)).toBe(true)
  })

  it('moves on to the next step once a sample counts', () => {
    const first = riskOf(make.seated().journey, make.seated().policy)!
    const { journey, policy } = make.firstCounted()
    const next = riskOf(journey, policy)!
    expect(next.by > first.by).toBe(true)
    expect(next).not.toMatchObject({ step: 'sample', slot: 1 })
  })

  it('is nobody’s who is cleared, waits for a seat, has left, or whose aircraft has', () => {
    for (const held of [make.cleared(), make.waitlisted(), make.aboard(), make.withdrawn(), make.released()])
      expect(riskOf(held.journey, held.policy)).toBeNull()
    const { journey, policy } = make.seated()
    expect(riskOf(journey, { ...policy, flight: { ...policy.flight, departed: true } })).toBeNull()
    expect(riskOf(journey, { ...policy, mission: null })).toBeNull()
  })
})

describe('what is due', () => {
  const told = (held: make.Case, now: Instant) =>
    dueFor(held.journey, held.policy, now).map(({ act, number, by }) => `${act} ${number} ${by}`)

  it.each(stages)('of %s turns with time only when it says', (stage) => {
    const held = builders[stage]()
    const begin = epochMs(instant(when.firstSample)) - 3 * 86_400_000
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 * 24 * 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (minutes, share) => {
          const now = toInstant(begin + minutes * 60_000)
          const until = dueUntil(held.journey, held.policy, now)
          const end = until ? epochMs(until) : epochMs(now) + 30 * 86_400_000
          if (until) expect(until > now).toBe(true)
          const between = toInstant(Math.min(end - 1, epochMs(now) + Math.floor(share * (end - epochMs(now)))))
          expect(told(held, between)).toEqual(told(held, now))
          expect(told(held, plusMs(toInstant(end), -1))).toEqual(told(held, now))
        },
      ),
      { numRuns: 60 },
    )
  })
})
