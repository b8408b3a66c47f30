// What presses on a journey: its next step and by when, and who should be looked at today.
import { describe, expect, it } from 'vitest'
import { pressing } from '../../src/domain/journey/pressing.ts'
import { at, policy, situationAt } from '../words/situation.ts'

const of = (where: Parameters<typeof situationAt>[0], now?: string) => {
  const { journey, now: then } = situationAt(where)
  return pressing(journey, policy, now ? at(now) : then)
}

describe('What presses', () => {
  it('is the first open step of the plan while a seat is held, by the end of the time that is useful for it', () => {
    const { step, by } = of('seated.awaitingFirstNegative', '2022-08-26T12:00:00+09:00')
    expect([step?.step, step?.slot]).toEqual(['sample', 1])
    expect(by).toBe(step?.working.until)
  })

  it('is a risk from when a reminder goes out, as the board counts it', () => {
    const { by } = of('seated.awaitingFirstNegative', '2022-08-25T12:00:00+09:00')
    const hours = (number: number) => new Date(Date.parse(by!) + number * 3_600_000).toISOString()
    expect(of('seated.awaitingFirstNegative', hours(-13)).atRisk).toBe(false)
    expect(of('seated.awaitingFirstNegative', hours(-11)).atRisk).toBe(true)
  })

  it('is nothing for whoever has ended, and the search for whoever left the loop', () => {
    expect(of('deferred')).toEqual({ step: null, due: null, by: null, atRisk: false })
    expect(of('released')).toMatchObject({ step: null, by: null, atRisk: false })
    expect(of('leftLoop')).toMatchObject({ due: { act: 'ReportFound' }, atRisk: false })
  })

  it('is what an office has to do after the flight', () => {
    expect(of('inClosedLoopTransfer')).toMatchObject({ step: null, due: { act: 'Admit' }, by: null, atRisk: false })
  })
})
