// The demand call: what may follow what, whose reply stands, and when it closes by itself.
import { describe, expect, it } from 'vitest'
import { demandStep } from '../../src/domain/demand/chart.ts'
import type { DemandCommand } from '../../src/domain/demand/commands.ts'
import { ReplyToDemand } from '../../src/domain/demand/commands.ts'
import { callForDemand, decideDemandCall, type DemandDecision } from '../../src/domain/demand/decide.ts'
import { isAsked, replayDemandCall, type DemandCall } from '../../src/domain/demand/demandCall.ts'
import { demandStages } from '../../src/domain/demand/stage.ts'
import { plusMinutes, type Instant } from '../../src/domain/instant.ts'
import {
  asked,
  callNo,
  closes,
  companyNo,
  demandCall,
  demandLine,
  demandTerms,
  office,
  replied,
} from '../support/demand.ts'

const noon = asked
const beforeClosing = plusMinutes(closes, -1)
const codes = (decision: DemandDecision): readonly string[] =>
  decision.outcome === 'rejected' ? decision.findings.map(({ code }) => code) : []
const opened = (terms: object = {}, now: Instant = noon) => callForDemand(callNo(1), office, demandTerms(terms), now)
const decided = (call: DemandCall, command: DemandCommand, now: Instant = noon, by = companyNo(1)) =>
  decideDemandCall(call, command, now, by)
const ReplyWith = (...lines: ReturnType<typeof demandLine>[]): DemandCommand => ({ type: 'ReplyToDemand', lines })
const Close: DemandCommand = { type: 'CloseDemandCall', reason: 'enough' }
const Cancel: DemandCommand = { type: 'CancelDemandCall', reason: 'no aircraft' }
const Reopen = (closesAt: Instant): DemandCommand => ({ type: 'ReopenDemandCall', closesAt, reason: 'late news' })
const closed = () => demandCall({}, { type: 'DemandCallClosed', at: noon, reason: 'enough' })

describe('A demand call', () => {
  it('opens and asks itself at its closing time whether to close', () => {
    const decision = opened()
    expect(decision).toMatchObject({
      outcome: 'accepted',
      next: { stage: 'open', office, record: { closesAt: closes, replies: [] } },
      effects: [{ name: 'wake.demandClosing', dueAt: closes }],
    })
  })

  it.each([
    ['ends before it begins', { lastDay: '2022-08-25' }, 'windowEmpty'],
    ['is longer than a quarter', { lastDay: '2022-12-01' }, 'windowTooLong'],
    ['closes after its last day', { closesAt: '2022-09-01T00:00:00Z' }, 'closingAfterWindow'],
    [
      'asks for more than its aircraft takes',
      { aircraft: { seats: 150, loadCapPercent: 75, number: 1 } },
      'loadBeyondAircraft',
    ],
    ['closed already', { closesAt: '2022-07-31T00:00:00Z' }, 'closingInPast'],
  ])('is refused where it %s', (_what, terms, code) => {
    expect(codes(opened(terms))).toEqual([code])
  })

  it('is refused where its whole window lies in the past', () => {
    const past = { firstDay: '2022-07-01', lastDay: '2022-07-05' }
    expect(codes(opened(past))).toEqual(['windowInPast', 'closingAfterWindow'])
  })

  it('asks everybody where it names nobody, else those whom it names', () => {
    expect(isAsked(demandCall(), companyNo(7))).toBe(true)
    const named = demandCall({ asked: [companyNo(1)] })
    expect([companyNo(1), companyNo(2), null].map((each) => isAsked(named, each))).toEqual([true, false, false])
  })

  it('closes by itself when its time has come, not a moment before', () => {
    const ask: DemandCommand = { type: 'AskDemandClosing' }
    expect(decided(demandCall(), ask, beforeClosing)).toMatchObject({ outcome: 'accepted', events: [] })
    expect(decided(demandCall(), ask, closes)).toMatchObject({
      next: { stage: 'closed', record: { closedAt: closes, reason: null } },
    })
  })

  it('that was reopened until later is not closed by the wake of the first closing', () => {
    const later = plusMinutes(closes, 60)
    const decision = decided(closed(), Reopen(later))
    if (decision.outcome === 'rejected') throw new Error('refused')
    expect(decision.effects).toEqual([{ name: 'wake.demandClosing', dueAt: later }])
    expect(decided(decision.next, { type: 'AskDemandClosing' }, closes)).toMatchObject({ events: [] })
  })

  it('is reopened only until a time to come within its window', () => {
    expect(codes(decided(closed(), Reopen(noon)))).toEqual(['closingInPast'])
    expect(codes(decided(closed(), Reopen(plusMinutes(closes, 60 * 24 * 40))))).toEqual(['closingAfterWindow'])
  })

  it('cannot be reopened while it is open, nor closed twice, nor brought back from its cancellation', () => {
    expect(codes(decided(demandCall(), Reopen(closes)))).toEqual(['demandOutOfSequence'])
    expect(codes(decided(closed(), Close))).toEqual(['demandOutOfSequence'])
    const cancelled = demandCall({}, { type: 'DemandCallCancelled', at: noon, reason: 'no aircraft' })
    for (const command of [Close, Reopen(closes), Cancel])
      expect(decided(cancelled, command)).toMatchObject({
        reason: 'out-of-sequence',
        findings: [{ code: 'demandOutOfSequence', facts: { demandStage: 'cancelled' } }],
      })
    expect(demandStages.filter((stage) => demandStep(stage, 'DemandReplied'))).toEqual(['open'])
  })
})

describe('A reply', () => {
  it('of the same company replaces its earlier one, and the others stay', () => {
    const call = demandCall({}, replied(1, demandLine(130)), replied(2, demandLine(5)), replied(1, demandLine(12)))
    expect(call.record.replies.map(({ organisation, lines }) => [organisation, lines[0]!.merchants])).toEqual([
      [companyNo(1), 12],
      [companyNo(2), 5],
    ])
  })

  it('is taken until the closing time and refused from it on, whether the wake has come or not', () => {
    expect(decided(demandCall(), ReplyWith(demandLine(1)), beforeClosing)).toMatchObject({ outcome: 'accepted' })
    expect(codes(decided(demandCall(), ReplyWith(demandLine(1)), closes))).toEqual(['demandCallClosed'])
    expect(codes(decided(closed(), ReplyWith(demandLine(1))))).toEqual(['demandCallClosed'])
  })

  it('with dates outside the window is refused, each wrong line named', () => {
    const lines = ['2022-08-25', '2022-08-26', '2022-08-30', '2022-08-31'].map((earliestDate) =>
      demandLine(1, { earliestDate }),
    )
    const decision = decided(demandCall(), ReplyWith(...lines))
    expect(codes(decision)).toEqual(['dateOutsideWindow', 'dateOutsideWindow'])
    expect(decision).toMatchObject({ findings: [{ facts: { line: 1 } }, { facts: { line: 4 } }] })
  })

  it('with an unknown country, no merchants and no purpose names all three fields', () => {
    const line = { ...demandLine(1), country: 'UK', merchants: 0, purpose: ' ' }
    const parsed = ReplyToDemand.safeParse({ type: 'ReplyToDemand', lines: [line] })
    expect(parsed.error?.issues.map(({ path }) => path.join('.')).sort()).toEqual([
      'lines.0.country',
      'lines.0.merchants',
      'lines.0.purpose',
    ])
  })
})

it('A history that does not begin with the call, or goes where the chart does not, is refused loudly', () => {
  expect(() => replayDemandCall(callNo(1), [replied(1)])).toThrow(/does not begin/)
  expect(() => demandCall({}, { type: 'DemandCallCancelled', at: noon, reason: 'x' }, replied(1))).toThrow(
    /cannot follow/,
  )
})
