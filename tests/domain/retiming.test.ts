// What a re-timing would do, summed up from its decisions: who stays valid, who must test again, who cannot make it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  foresee,
  retimingOutcomes,
  type ForeseenJourney,
  type RetimingReport,
} from '../../src/domain/charter/retiming.ts'
import type { Instant } from '../../src/domain/instant.ts'
import { decide } from '../../src/domain/journey/decide.ts'
import { isBeforeBoarding, stages } from '../../src/domain/journey/stage.ts'
import { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import {
  ApplyForCode,
  FollowRetiming,
  IssueCode,
  LoseSeat,
  RecordTest,
  anyCharter,
  builders,
  cleared,
  codeAppliedFor,
  codeInHand,
  elsewhere,
  firstCounted,
  hour,
  infantCleared,
  instant,
  journeyNumber,
  naat,
  play,
  seated,
  shifted,
  testsComplete,
  waitlisted,
  when,
  type Case,
} from '../support/journeys.ts'
import { korea, koreanPolicy } from '../support/policy.ts'

const announced = '2022-08-27T19:30:00+09:00'
const minute = 60_000
const later = (ms: number, more: Partial<Policy> = {}): Policy => koreanPolicy(shifted(when.boarding, ms), more)
const reason = { id: korea.id, assumed: false, reason: 'binds' }

/** The report on these journeys under the new policy; exempt stay exempt. */
function foreseen(cases: readonly Case[], after: Policy, at: string = announced): RetimingReport {
  const now = instant(at)
  const before = koreanPolicy(instant(when.boarding))
  const about = {
    charter: anyCharter,
    version: 3,
    zone: before.departureZone,
    warnings: [],
    anchor: { before: before.anchor, after: after.anchor },
    missionEdition: { before: reason, after: reason },
    permit: null,
  }
  const retimed = cases.map(({ journey, policy }) => ({
    journey,
    before: policy,
    after,
    decision: isBeforeBoarding(journey.stage)
      ? decide(journey, FollowRetiming(journey.dossier.traits.testExempt), now, after)
      : null,
  }))
  return foresee(about, retimed, now)
}
const foreseenOne = (held: Case, after: Policy, at?: string): ForeseenJourney =>
  foreseen([held], after, at).journeys[0]!
const codes = ({ findings }: Pick<ForeseenJourney, 'findings'>) => findings.map(({ code }) => code)
const redo = ({ step, by }: ForeseenJourney) => step && `${step.step}${step.slot ?? ''} by ${by}`

describe('A re-timing foreseen', () => {
  it('counts every journey once, each under its own outcome, and touches nobody past the gate', () => {
    const { journeys, counts } = foreseen(
      stages.map((stage, n) => builders[stage]({ id: journeyNumber(n + 1) })),
      later(6 * hour),
    )
    expect(journeys.map(({ stage }) => stage)).toEqual(stages)
    expect(journeys.map(({ journey }) => journey)).toEqual(stages.map((_, n) => journeyNumber(n + 1)))
    for (const outcome of retimingOutcomes)
      expect(counts[outcome]).toBe(journeys.filter((each) => each.outcome === outcome).length)
    for (const each of journeys) {
      expect(each.outcome === 'notTouched').toBe(!isBeforeBoarding(each.stage))
      if (each.outcome === 'notTouched')
        expect(each).toMatchObject({ nextStage: each.stage, by: null, step: null, findings: [], plan: null })
    }
  })

  it('by a quarter of an hour leaves everybody valid, with nothing to redo', () => {
    for (const build of [seated, firstCounted, codeAppliedFor, codeInHand, testsComplete, cleared, infantCleared]) {
      const held = build()
      const at = '2022-08-27T10:00:00+09:00'
      expect(foreseenOne(held, later(15 * minute), at)).toMatchObject({
        stage: held.journey.stage,
        nextStage: held.journey.stage,
        outcome: 'staysValid',
        by: null,
        step: null,
        findings: [],
        plan: { feasible: true },
      })
    }
  })

  it('asks for the sample that lapsed, until when the rule takes it, and says why', () => {
    const first = foreseenOne(firstCounted(), later(6 * hour), '2022-08-27T10:00:00+09:00')
    expect(first).toMatchObject({ outcome: 'mustTestAgain', nextStage: 'seated.awaitingFirstNegative' })
    expect(redo(first)).toBe(`sample1 by ${shifted(when.boarding, -18 * hour)}`)
    expect(first.step?.working.until).toBe(shifted(when.boarding, (-18 - 9) * hour))
    expect(codes(first)).toEqual(['sampledTooEarly', 'testMissing', 'testMissing', 'codeMissing'])
  })

  it('asks for the second sample where the second became the first, and for the code beside it', () => {
    const all = foreseenOne(cleared(), later(6 * hour))
    expect(redo(all)).toBe(`sample2 by ${shifted(when.boarding, 6 * hour)}`)
    expect(all.step?.rule.from).toBe(shifted(when.secondSample, 24 * hour))
    expect(codes(all)).toEqual(['sampledTooEarly', 'testMissing', 'codeBasisLapsed'])
    expect(all.plan?.steps.filter(({ state }) => state === 'open').map(({ step }) => step)).toEqual([
      'sample',
      'code',
      'documents',
    ])
  })

  it('asks for the code alone where only that lapsed, also where it was no more than applied for', () => {
    const asksGreen = MissionEdition.parse({
      ...korea,
      code: { ...korea.code, value: { ...korea.code.value!, colour: 'green' } },
    })
    const lapsed = foreseenOne(cleared(), later(0, { mission: asksGreen }))
    expect(lapsed).toMatchObject({ outcome: 'mustTestAgain', nextStage: 'seated.awaitingHealthCode' })
    expect(codes(lapsed)).toEqual(['wrongColour'])
    expect(redo(lapsed)).toBe(`code by ${instant(when.boarding)}`)
    const spare = naat('2022-08-26T20:00:00+09:00', { laboratory: 'lab-3', reagent: 'kit-3' })
    const applied = foreseenOne(play(codeAppliedFor(), RecordTest(spare), '2022-08-27T02:00:00+09:00'), later(3 * hour))
    expect(applied.outcome).toBe('mustTestAgain')
    expect(codes(applied)).toEqual(['codeBasisLapsed'])
    expect(redo(applied)).toBe(`code by ${shifted(when.boarding, 3 * hour)}`)
  })

  it('tells somebody on the waiting list which of their tests count no more, though nothing is told to them', () => {
    const waits = play(firstCounted(), LoseSeat, '2022-08-27T08:00:00+09:00')
    const held = foreseenOne(waits, later(6 * hour), '2022-08-27T10:00:00+09:00')
    expect(held).toMatchObject({ stage: 'waitlisted', nextStage: 'waitlisted', outcome: 'mustTestAgain' })
    expect(codes(held)).toEqual(['sampledTooEarly'])
    expect(redo(held)).toMatch(/^sample1 by /)
    expect(foreseenOne(waitlisted(), later(6 * hour))).toMatchObject({ outcome: 'staysValid', findings: [] })
  })

  it('names who cannot make it with the step that they have missed', () => {
    const late = foreseenOne(seated(), later(-4 * hour), '2022-08-27T23:30:00+09:00')
    expect(late).toMatchObject({ outcome: 'cannotMakeIt', nextStage: 'seated.awaitingFirstNegative' })
    expect(redo(late)).toBe(`sample1 by ${shifted(when.boarding, -28 * hour)}`)
    expect(codes(late)).toEqual(['testMissing', 'testMissing', 'codeMissing'])
  })

  it('names whose plan could not be kept before either, also where the delay helps them', () => {
    const at = '2022-08-27T22:30:00+09:00'
    const cases = [seated({ id: journeyNumber(7) }), firstCounted({ id: journeyNumber(8) })]
    const report = foreseen(cases, later(12 * hour), at)
    expect(report.infeasibleBefore).toEqual([journeyNumber(7)])
    expect(report.journeys[0]).toMatchObject({ outcome: 'staysValid', plan: { feasible: true } })
  })

  it('to a day that no edition covers lets nobody make it, and says that it would be refused', () => {
    const unknown: Policy = { ...later(0), mission: null }
    const report = foreseen([seated(), cleared(), builders.aboard()], unknown)
    expect(report.counts).toEqual({ staysValid: 0, mustTestAgain: 0, cannotMakeIt: 2, notTouched: 1 })
    expect(codes({ findings: report.obstacles })).toEqual(['noEditionKnown'])
    for (const each of report.journeys.slice(0, 2)) {
      expect(each).toMatchObject({ nextStage: each.stage, by: null, step: null, plan: { feasible: false, steps: [] } })
      expect(codes(each)).toEqual(['noEditionKnown'])
    }
  })
})

/** Somebody on the way under the Korean edition: samples in minutes of their windows, a code with its end in minutes after boarding. */
type Way = {
  readonly first: number
  readonly second: number | null
  readonly code: { readonly until: number | null } | null
}
const day = 1_440
const way: fc.Arbitrary<Way> = fc.record({
  first: fc.integer({ min: 0, max: day }),
  second: fc.option(fc.integer({ min: 0, max: day })),
  code: fc.option(fc.record({ until: fc.option(fc.integer({ min: 0, max: 2 * day })) })),
})

/** Walks it by commands as far as it has come by then: each report six hours after its sample. */
function walk({ first, second, code }: Way, by: Instant): Case {
  const one = naat(shifted(when.boarding, (first - 2 * day) * minute))
  if (one.reportedAt > by) return seated()
  let held = play(seated(), RecordTest(one), one.reportedAt)
  const applied = shifted(one.reportedAt, minute)
  if (code && applied <= by) {
    held = play(held, ApplyForCode, applied)
    const until = code.until === null ? null : shifted(when.boarding, code.until * minute)
    if (shifted(applied, hour) <= by) held = play(held, IssueCode('blue', until), shifted(applied, hour))
  }
  // No sooner than 24 h after the first, no later than boarding.
  const two = second === null ? null : naat(shifted(one.sampledAt, (day + second) * minute), elsewhere)
  if (!two || two.sampledAt > instant(when.boarding) || two.reportedAt > by) return held
  return play(held, RecordTest(two), two.reportedAt)
}

const keepsEveryone = (cases: readonly Case[], minutes: number, at: Instant): boolean =>
  foreseen(cases, later(minutes * minute), at).counts.staysValid === cases.length

describe('A delay', () => {
  it('that keeps everyone valid has no smaller one that does not', () => {
    const delay = fc.integer({ min: 0, max: 2 * day })
    let kept = 0
    fc.assert(
      fc.property(
        fc.array(way, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 * 60 }),
        fc.oneof(delay, fc.integer({ min: 0, max: 240 })),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ways, untilBoarding, minutes, part) => {
          const at = shifted(when.boarding, -untilBoarding * minute)
          const cases = ways.map((each) => walk(each, at))
          if (!keepsEveryone(cases, minutes, at)) return
          kept++
          expect(keepsEveryone(cases, Math.floor(minutes * part), at)).toBe(true)
        },
      ),
      { numRuns: 1_500 },
    )
    // The property is about delays that do keep everyone: it must have met many.
    expect(kept).toBeGreaterThan(200)
  })

  it('lapses a first sample in the very minute after its forty-eight hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: day }), (first) => {
        const held = walk({ first, second: null, code: null }, instant(when.boarding))
        const at = held.now
        expect(keepsEveryone([held], first, at)).toBe(true)
        expect(foreseenOne(held, later((first + 1) * minute), at).outcome).toBe('mustTestAgain')
      }),
    )
  })

  it('may ask for more than a larger one only where a spare sample steps in with the larger', () => {
    const early = naat(shifted(when.boarding, -47.5 * hour))
    // From the same laboratory it is no second; under the times that stand it is too late for a first.
    const spare = naat(shifted(when.boarding, -20 * hour), { reportedAt: shifted(when.boarding, -19 * hour) })
    const held = play(play(seated(), RecordTest(early), early.reportedAt), RecordTest(spare), spare.reportedAt)
    const at = spare.reportedAt
    const outcomes = [0.25, 2, 12].map((hours) => foreseenOne(held, later(hours * hour), at).outcome)
    expect(outcomes).toEqual(['staysValid', 'cannotMakeIt', 'staysValid'])
  })
})
