// The clock planned backwards from the flight: rule windows, what really works, what was missed, and the closed mission.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import { lastHandIn, openSpans, type OfficeHours } from '../../src/domain/policy/officeHours.ts'
import { planOf, type PlanStep } from '../../src/domain/policy/plan.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { epochMs, toInstant, type Span } from '../../src/domain/instant.ts'
import {
  RecordTest,
  cleared,
  codeInHand,
  defaultPolicy,
  elsewhere,
  firstCounted,
  given,
  hour,
  infant,
  instant,
  naat,
  play,
  seated,
  shifted,
  when,
  type Case,
} from '../support/journeys.ts'
import { day, india, korea, koreanPolicy, route, seoul, slot, varied } from '../support/policy.ts'

const span = (from: string, until: string): Span => ({ from: instant(from), until: instant(until) })
const office: OfficeHours = {
  name: 'Embassy in Seoul',
  zone: seoul,
  openDays: [1, 2, 3, 4, 5],
  opens: '09:00',
  closes: '17:00',
  cutOff: '16:00',
  reviewHours: 1,
  holidays: [],
}
const withOffice = (hours: OfficeHours | null): Policy => {
  const policy = defaultPolicy()
  return { ...policy, practice: { ...policy.practice, office: hours } }
}
const planned = (held: Case, at: string = held.now) => planOf(held.policy, held.journey.dossier, instant(at))
const named = (steps: readonly PlanStep[]) => steps.map(({ step, slot, state }) => `${step}${slot ?? ''} ${state}`)

describe('The plan of the model flight', () => {
  it('has the windows of the rule, and what works once report and documents are counted', () => {
    const { steps, feasible } = planned(seated())
    expect(feasible).toBe(true)
    expect(named(steps)).toEqual(['sample1 open', 'sample2 open', 'code open', 'documents open'])
    expect(steps[0]).toMatchObject({
      rule: span('2022-08-26T15:40:00+09:00', '2022-08-27T15:40:00+09:00'),
      working: span('2022-08-26T15:40:00+09:00', '2022-08-27T06:40:00+09:00'),
    })
    expect(steps[1]).toMatchObject({
      rule: span('2022-08-27T15:40:00+09:00', '2022-08-28T15:40:00+09:00'),
      working: span('2022-08-27T15:40:00+09:00', '2022-08-28T06:40:00+09:00'),
    })
    expect(steps[2]?.working).toEqual(span('2022-08-26T21:40:00+09:00', '2022-08-28T12:40:00+09:00'))
    expect(steps[3]?.rule).toEqual(span('2022-08-28T12:40:00+09:00', when.boarding))
  })

  it('counts the second window from the first sample once it is taken', () => {
    const { steps } = planned(firstCounted())
    expect(named(steps)).toEqual(['sample1 done', 'sample2 open', 'code open', 'documents open'])
    expect(steps[0]?.working).toEqual(span(when.firstSample, when.firstSample))
    expect(steps[1]?.rule).toEqual(span(shifted(when.firstSample, 24 * hour), when.boarding))
  })

  it('ticks off what is done', () => {
    expect(named(planned(codeInHand()).steps)).toEqual(['sample1 done', 'sample2 open', 'code done', 'documents open'])
    expect(named(planned(cleared()).steps)).toEqual(['sample1 done', 'sample2 done', 'code done', 'documents open'])
  })

  it('is feasible as long as both samples can be begun and reported before boarding', () => {
    // The second is sampled 24 h behind the first; the quickest laboratory reports it 4 h later.
    const lastStart = shifted(when.boarding, -28 * hour)
    expect(planned(seated(), lastStart).feasible).toBe(true)
    const late = planned(seated(), shifted(lastStart, 1))
    expect(late.feasible).toBe(false)
    expect(named(late.steps).slice(0, 2)).toEqual(['sample1 open', 'sample2 late'])
  })

  it('calls a sample late once its window is over, and missed once a report of one taken in time can no longer come', () => {
    const first = (at: string) => named(planned(seated(), at).steps)[0]
    expect(first(shifted(when.boarding, -24 * hour + 1))).toBe('sample1 late')
    expect(first(shifted(when.boarding, -18 * hour))).toBe('sample1 late')
    expect(first(shifted(when.boarding, -18 * hour + 1))).toBe('sample1 missed')
    expect(named(planned(seated(), shifted(when.boarding, 1)).steps)).toEqual([
      'sample1 missed',
      'sample2 missed',
      'code missed',
      'documents missed',
    ])
  })

  it('of an exempt infant has the code and the documents alone', () => {
    const { steps } = planned(infant())
    expect(named(steps)).toEqual(['code open', 'documents open'])
    expect(steps[0]?.working.from).toBe(instant(when.registered))
  })

  it('has no code where the edition asks none, and waits for all tests where the code does', () => {
    const none = MissionEdition.parse({ ...korea, code: { ...korea.code, value: null } })
    expect(named(planned(seated({ policy: defaultPolicy({ mission: none }) })).steps)).toEqual([
      'sample1 open',
      'sample2 open',
      'documents open',
    ])
    const delhi = planned(seated({ policy: defaultPolicy({ mission: india }) }))
    // The second is sampled more than 24 h behind the first, and its report has its way to go.
    expect(delhi.steps[2]?.rule.from).toBe(shifted(when.boarding, (-24 + 6) * hour + 1))
  })

  it('is empty and says so where no edition is known', () => {
    const plan = planOf(defaultPolicy({ mission: null }), seated().journey.dossier, instant(when.registered))
    expect(plan).toMatchObject({ steps: [], feasible: false, findings: [{ code: 'noEditionKnown' }] })
  })

  it('by calendar days opens at midnight of the edition’s zone', () => {
    const byDays = varied(korea, { basis: 'calendarDays', tests: [route([slot(2), slot(1)])] })
    const { steps } = planned(seated({ policy: defaultPolicy({ mission: byDays }) }))
    expect(steps.slice(0, 2).map(({ rule }) => rule.from)).toEqual([
      instant('2022-08-26T00:00:00+09:00'),
      instant('2022-08-27T00:00:00+09:00'),
    ])
  })
})

describe('A mission that is closed', () => {
  it('from Friday evening to Sunday noon is said before anybody is tested', () => {
    const { steps } = planned(seated({ policy: withOffice(office) }))
    const code = steps.find(({ step }) => step === 'code')!
    expect(code.findings).toMatchObject([
      {
        code: 'missionClosed',
        facts: {
          mission: 'Embassy in Seoul',
          from: '2022-08-26 21:40 (Asia/Seoul)',
          until: '2022-08-28 12:40 (Asia/Seoul)',
        },
      },
    ])
    expect(code.findings[0]?.message).toContain('weekend or holiday')
  })

  it('is not said where an officer works on Saturday, and the plan shows those hours up to the last hand-in', () => {
    const { steps } = planned(seated({ policy: withOffice({ ...office, openDays: [1, 2, 3, 4, 5, 6] }) }))
    const code = steps.find(({ step }) => step === 'code')!
    expect(code.findings).toEqual([])
    expect(code.working).toEqual(span('2022-08-27T09:00:00+09:00', '2022-08-27T16:00:00+09:00'))
  })

  it('on that Saturday for a holiday is said again', () => {
    const hours = { ...office, openDays: [1, 2, 3, 4, 5, 6], holidays: [day('2022-08-27')] }
    const { steps } = planned(seated({ policy: withOffice(hours) }))
    expect(steps.find(({ step }) => step === 'code')?.findings.map(({ code }) => code)).toEqual(['missionClosed'])
  })

  it('is asked about in its own zone, cut to what was asked for', () => {
    expect(openSpans(office, span('2022-08-25T16:00:00+09:00', '2022-08-29T10:00:00+09:00'))).toEqual([
      span('2022-08-25T16:00:00+09:00', '2022-08-25T17:00:00+09:00'),
      span('2022-08-26T09:00:00+09:00', '2022-08-26T17:00:00+09:00'),
      span('2022-08-29T09:00:00+09:00', '2022-08-29T10:00:00+09:00'),
    ])
    expect(openSpans(office, span('2022-08-26T17:00:00+09:00', '2022-08-29T09:00:00+09:00'))).toEqual([])
  })
})

describe('The hours of the embassy: Monday to Friday 09:00 to 18:00, papers until 16:00, answered in two hours', () => {
  const embassy: OfficeHours = { ...office, closes: '18:00', reviewHours: 2 }
  const stepsOf = (boarding: string, hours: OfficeHours, mission = korea) => {
    const policy = koreanPolicy(instant(boarding), { mission })
    const papers = { ...seated().journey.dossier, tests: [] }
    const { steps } = planOf(
      { ...policy, practice: { ...policy.practice, office: hours } },
      papers,
      instant(when.registered),
    )
    return {
      samples: steps.filter(({ step }) => step === 'sample').map(({ working }) => working.until),
      code: steps.find(({ step }) => step === 'code')!,
    }
  }

  it('leave a flight on Wednesday 31 August at 15:40 until Tuesday 06:40, so that the second report comes in time', () => {
    const { samples, code } = stepsOf('2022-08-31T15:40:00+09:00', embassy)
    expect(samples).toEqual([instant('2022-08-30T06:40:00+09:00'), instant('2022-08-31T06:40:00+09:00')])
    // Opens on Tuesday after the first report, and the papers go in on Wednesday two hours before they are checked.
    expect(code.working).toEqual(span('2022-08-30T09:00:00+09:00', '2022-08-31T10:40:00+09:00'))
    expect(code.findings).toEqual([])
    expect(shifted(samples[0]!, 6 * hour) <= code.working.until).toBe(true)
  })

  it('end the first sample where it is the last hand-in that presses: on Monday 10:00, its report there at 16:00', () => {
    const closedOnTuesday = { ...embassy, holidays: [day('2022-08-30')] }
    const { samples, code } = stepsOf('2022-08-31T08:00:00+09:00', closedOnTuesday)
    expect(samples).toEqual([instant('2022-08-29T10:00:00+09:00'), instant('2022-08-30T23:00:00+09:00')])
    expect(code.working).toEqual(span('2022-08-29T14:00:00+09:00', '2022-08-29T16:00:00+09:00'))
  })

  it('end both samples where the code waits for both reports: Wednesday 04:40, and a day and a moment before it', () => {
    const { samples } = stepsOf('2022-08-31T15:40:00+09:00', embassy, india)
    expect(samples).toEqual([instant('2022-08-30T04:39:59.999+09:00'), instant('2022-08-31T04:40:00+09:00')])
  })

  it('say on Sunday 28 August that the mission is closed, and end no sample for an hour that nobody can keep', () => {
    const { samples, code } = stepsOf(when.boarding, embassy)
    expect(code.findings.map(({ code: name }) => name)).toEqual(['missionClosed'])
    expect(samples).toEqual([instant('2022-08-27T06:40:00+09:00'), instant('2022-08-28T06:40:00+09:00')])
  })

  it('that take nothing in at all say so as well', () => {
    const { code } = stepsOf('2022-08-31T15:40:00+09:00', { ...embassy, openDays: [] })
    expect(code.findings.map(({ code: name }) => name)).toEqual(['missionClosed'])
  })
})

describe('The last hand-in', () => {
  const embassy: OfficeHours = { ...office, closes: '18:00', reviewHours: 2 }
  it.each([
    ['by Wednesday noon is Wednesday at 10', '2022-08-31T12:00:00+09:00', '2022-08-31T10:00:00+09:00'],
    ['by Wednesday evening is the cut-off', '2022-08-31T20:00:00+09:00', '2022-08-31T16:00:00+09:00'],
    ['by Wednesday 11:00 is the opening itself', '2022-08-31T11:00:00+09:00', '2022-08-31T09:00:00+09:00'],
    ['by Wednesday 10:59 is the day before', '2022-08-31T10:59:00+09:00', '2022-08-30T16:00:00+09:00'],
    ['by Monday 10:00 is Friday', '2022-08-29T10:00:00+09:00', '2022-08-26T16:00:00+09:00'],
  ])('for an answer %s', (_, answeredBy, last) => {
    expect(lastHandIn(embassy, instant(answeredBy))).toBe(instant(last))
  })

  it('is the cut-off where that is earlier than what the review leaves', () => {
    expect(lastHandIn({ ...embassy, cutOff: '11:30' }, instant('2022-08-31T20:00:00+09:00'))).toBe(
      instant('2022-08-31T11:30:00+09:00'),
    )
  })

  it('passes over holidays, and is none where the office never opens', () => {
    const holidays = [day('2022-08-30'), day('2022-08-29')]
    expect(lastHandIn({ ...embassy, holidays }, instant('2022-08-31T10:00:00+09:00'))).toBe(
      instant('2022-08-26T16:00:00+09:00'),
    )
    expect(lastHandIn({ ...embassy, openDays: [] }, instant('2022-08-31T10:00:00+09:00'))).toBeNull()
  })
})

describe('The plan of somebody who was infected before', () => {
  const recovered = (more = {}) => seated({ traits: { pastInfection: true }, at: '2022-08-01T10:00:00+09:00', ...more })
  const until = '2022-08-14T23:59:59.999+09:00'

  it('begins with two recovery tests a day apart, the last of them fourteen days before the flight', () => {
    const { steps, feasible } = planned(recovered())
    expect(feasible).toBe(true)
    expect(named(steps)).toEqual([
      'recovery1 open',
      'recovery2 open',
      'sample1 open',
      'sample2 open',
      'code open',
      'documents open',
    ])
    expect(steps[0]?.rule).toEqual(span('2022-08-01T10:00:00+09:00', shifted(until, -24 * hour)))
    expect(steps[1]?.rule.until).toBe(instant(until))
  })

  it('opens the second a day after the first', () => {
    const first = naat('2022-08-03T10:00:00+09:00')
    const held = play(recovered(), RecordTest(first), first.reportedAt)
    expect(named(planned(held).steps).slice(0, 2)).toEqual(['recovery1 done', 'recovery2 open'])
    expect(planned(held).steps[1]?.rule).toEqual(span('2022-08-04T10:00:00+09:00', until))
  })

  it('is late once the first recovery test can no longer be taken, and missed once its report can no longer come', () => {
    const lastStart = shifted(until, -24 * hour)
    expect(planned(recovered(), lastStart).feasible).toBe(true)
    expect(planned(recovered(), shifted(lastStart, 1)).feasible).toBe(false)
    const lastReport = shifted(until, (-24 + 6) * hour)
    expect(named(planned(recovered(), lastReport).steps)[0]).toBe('recovery1 late')
    expect(named(planned(recovered(), shifted(lastReport, 1)).steps)[0]).toBe('recovery1 missed')
  })

  it('asks nothing more of an exempt infant', () => {
    expect(named(planned(infant({ traits: { pastInfection: true } })).steps)).toEqual(['code open', 'documents open'])
  })
})

const second = 1000
const ruleOf = (held: Case, slot: number): Span => planned(held).steps[slot - 1]!.rule
/** A moment of a window, its ends included, by thousandths. */
const moment = (window: Span, part: number) =>
  toInstant(epochMs(window.from) + Math.round(((epochMs(window.until) - epochMs(window.from)) * part) / 1000))
const part = fc.integer({ min: 0, max: 1000 })
const reported = (sampledAt: string, more = {}) => naat(sampledAt, { reportedAt: sampledAt, ...more })

describe('Any pair of samples', () => {
  it('drawn from the windows of the plan, the second computed again after the first, is accepted', () => {
    fc.assert(
      fc.property(part, part, (one, two) => {
        const held = seated()
        const first = reported(moment(ruleOf(held, 1), one))
        const counted = given(held)
          .when(RecordTest(first), first.reportedAt)
          .then('TestRecorded', 'FirstNegativeCounted')
        const next = reported(moment(ruleOf(counted.case, 2), two), elsewhere)
        counted.when(RecordTest(next), next.reportedAt).then('TestRecorded', 'TestsComplete')
      }),
    )
  })

  it('whose first is a second outside its window is refused with exactly that finding', () => {
    const { from, until } = ruleOf(seated(), 1)
    for (const [sampledAt, code] of [
      [shifted(from, -second), 'sampledTooEarly'],
      [shifted(until, second), 'sampledTooLate'],
    ] as const) {
      const test = reported(sampledAt)
      given(seated()).when(RecordTest(test), test.reportedAt).then('TestRecorded', 'TestNotCounted').because(code)
    }
  })

  it('whose second is a second outside its window is refused with exactly that finding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (one) => {
        const first = reported(moment(ruleOf(seated(), 1), one))
        const counted = given(seated())
          .when(RecordTest(first), first.reportedAt)
          .then('TestRecorded', 'FirstNegativeCounted')
        const { from, until } = ruleOf(counted.case, 2)
        const early = reported(shifted(from, -second), elsewhere)
        counted
          .when(RecordTest(early), early.reportedAt)
          .then('TestRecorded', 'TestNotCounted')
          .because('intervalTooShort')
        const late = reported(shifted(until, second), elsewhere)
        counted.when(RecordTest(late), late.reportedAt).then('TestRecorded', 'TestNotCounted').because('sampledTooLate')
      }),
    )
  })

  it('drawn from the working windows is reported before the documents must be in hand', () => {
    fc.assert(
      fc.property(part, part, (one, two) => {
        const held = seated()
        const first = naat(moment(planned(held).steps[0]!.working, one))
        const counted = given(held)
          .when(RecordTest(first), first.reportedAt)
          .then('TestRecorded', 'FirstNegativeCounted')
        const next = naat(moment(planned(counted.case).steps[1]!.working, two), elsewhere)
        expect(next.reportedAt <= shifted(when.boarding, -3 * hour)).toBe(true)
        counted.when(RecordTest(next), next.reportedAt).then('TestRecorded', 'TestsComplete')
      }),
    )
  })

  it('counts the same in whatever order it is recorded', () => {
    fc.assert(
      fc.property(part, part, (one, two) => {
        const first = reported(moment(ruleOf(seated(), 1), one))
        const counted = given(seated())
          .when(RecordTest(first), first.reportedAt)
          .then('TestRecorded', 'FirstNegativeCounted')
        const next = reported(moment(ruleOf(counted.case, 2), two), elsewhere)
        const backwards = given(seated()).when(RecordTest(next), next.reportedAt)
        if (backwards.decision.outcome === 'rejected') throw new Error('refused')
        const held: Case = { ...seated(), journey: backwards.decision.next }
        given(held).when(RecordTest(first), next.reportedAt)
        const both = given(held).when(RecordTest(first), next.reportedAt).decision
        expect(both.outcome === 'accepted' && both.next.stage).toBe('seated.awaitingHealthCode')
      }),
    )
  })
})
