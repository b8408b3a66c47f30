// Interest and eligible demand, at their edges: 119 and 120, a visa that is one day late, a call that has closed.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast, leadDays, type DemandRules } from '../../src/domain/demand/forecast.ts'
import type { DemandLine } from '../../src/domain/demand/line.ts'
import { papersReadyOn } from '../../src/domain/demand/paperwork.ts'
import { Instant } from '../../src/domain/instant.ts'
import { bindMission, bindObservation } from '../../src/domain/policy/binding.ts'
import { readReference } from '../../src/reference.ts'
import { asked, closes, demandCall, demandLine, replied } from '../support/demand.ts'
import { day, korea, missionEditions, observationEditions, seoul } from '../support/policy.ts'

const { paperwork, china } = readReference()
const weekdays = { weekdays: [1, 2, 3, 4, 5], holidays: [], makeUpDays: [] }
const rules: DemandRules = {
  paperwork,
  letterDays: china,
  visaDays: { ...weekdays, holidays: [day('2022-08-15')] },
  mission: (on) => bindMission(missionEditions, { jurisdiction: 'KR', issuer: 'KR-SEL-EMB', day: on }),
  observation: (on) => bindObservation(observationEditions, { jurisdiction: 'CN-33', day: on }),
}
const of = (lines: readonly DemandLine[], more: object = {}, now = asked) =>
  forecast(demandCall(more, replied(1, ...lines)), rules, now)
const onDay = (report: ReturnType<typeof forecast>, text: string) => report.days.find((each) => each.day === text)!
const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code)

describe('The recommendation', () => {
  it.each([
    [119, 'noGo', null],
    [120, 'go', '2022-08-26'],
  ] as const)('for %i eligible of at least 120 is %s', (merchants, verdict, on) => {
    const report = of([demandLine(merchants)])
    expect(report.recommendation).toMatchObject({ verdict, day: on })
    expect(report).toMatchObject({ interest: merchants, leastLoad: 120 })
    expect(onDay(report, '2022-08-26')).toMatchObject({ eligible: merchants, ineligible: 0, papersBy: '2022-08-24' })
    expect(codes(report.recommendation.findings)).toEqual([
      verdict === 'go' ? 'loadReached' : 'loadNotReached',
      'repliesStillOpen',
    ])
  })

  it.each([
    [[60, 60], 'go'],
    [[60, 59], 'noGo'],
    [[1, 119], 'go'],
    [[120, 0], 'go'],
    [[119, 0], 'noGo'],
  ] as const)('of two companies with %j of at least 120 is %s', (counts, verdict) => {
    const replies = counts.flatMap((merchants, i) => (merchants ? [replied(i + 1, demandLine(merchants))] : []))
    expect(forecast(demandCall({}, ...replies), rules, asked).recommendation.verdict).toBe(verdict)
  })

  it('turns on a single merchant, wherever the least load lies and whoever else cannot fly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 500 }), (leastLoad, without) => {
        const lines = (eligible: number) => [
          ...(eligible ? [demandLine(eligible)] : []),
          demandLine(without, {}, { passportUntil: null }),
        ]
        const verdict = (eligible: number) => of(lines(eligible), { leastLoad }).recommendation.verdict
        expect([verdict(leastLoad), verdict(leastLoad - 1)]).toEqual(['go', 'noGo'])
      }),
    )
  })

  it('counts a reply once, as it was given last', () => {
    const call = (first: number, last: number) =>
      demandCall({}, replied(1, demandLine(first)), replied(1, demandLine(last)))
    expect(forecast(call(200, 119), rules, asked)).toMatchObject({ interest: 119, recommendation: { verdict: 'noGo' } })
    expect(forecast(call(1, 120), rules, asked)).toMatchObject({ interest: 120, recommendation: { verdict: 'go' } })
  })

  it('is to go later, on the first day on which the last needed merchant can come', () => {
    const report = of([demandLine(119), demandLine(1, { earliestDate: '2022-08-28' })])
    expect(report.recommendation).toMatchObject({ verdict: 'goLater', day: '2022-08-28' })
    expect(onDay(report, '2022-08-27').reasons).toEqual([
      expect.objectContaining({ code: 'comesLater', facts: { merchants: 1, date: '2022-08-28' } }),
    ])
  })

  it('says where interest would be enough and papers are not, with what is missing', () => {
    const report = of([demandLine(60), demandLine(80, {}, { passportUntil: null })])
    expect(report.recommendation.verdict).toBe('noGo')
    expect(codes(report.recommendation.findings)).toEqual([
      'loadNotReached',
      'interestNotEligible',
      'passportMissing',
      'repliesStillOpen',
    ])
  })

  it('of a cancelled call is not to go, however many could', () => {
    const cancelled = demandCall({}, replied(1, demandLine(200)), {
      type: 'DemandCallCancelled',
      at: asked,
      reason: 'no aircraft',
    })
    const { recommendation } = forecast(cancelled, rules, asked)
    expect(recommendation).toMatchObject({ verdict: 'noGo', day: null })
    expect(codes(recommendation.findings)).toContain('demandCallCancelled')
  })

  it('of a call without replies is not to go', () => {
    expect(forecast(demandCall(), rules, asked)).toMatchObject({ interest: 0, recommendation: { verdict: 'noGo' } })
  })
})

describe('Papers', () => {
  const needed = (invitationLetter: string) => demandLine(1, {}, { visa: 'needed', invitationLetter })
  // Friday, 5 August, closes the call; 15 August is the mission's holiday.
  const counter = { ...rules, startsOn: day('2022-08-05'), zone: seoul }

  it.each([
    ['inHand', '2022-08-11'],
    ['notNeeded', '2022-08-11'],
    // Applied for with the reply, on Tuesday, 2 August: ten working days to the letter, four to the visa.
    ['applied', '2022-08-22'],
    ['none', '2022-08-25'],
  ])('with the letter %s are ready on %s', (letter, ready) => {
    expect(papersReadyOn(counter, needed(letter).papers, replied(1).at)).toBe(ready)
  })

  it('that come one day after the tests begin keep the merchant from that flight, and not from the next day’s', () => {
    const report = of([needed('none')])
    expect(onDay(report, '2022-08-26')).toMatchObject({ eligible: 0, papersBy: '2022-08-24' })
    expect(onDay(report, '2022-08-26').reasons).toMatchObject([
      { code: 'papersLate', facts: { merchants: 1, neededBy: '2022-08-24', date: '2022-08-25' } },
    ])
    expect(onDay(report, '2022-08-27')).toMatchObject({ eligible: 1, papersBy: '2022-08-25', reasons: [] })
  })

  it('are begun at the closing while the call is open, and on the day of asking once it is not', () => {
    const report = (now: Instant, ...facts: Parameters<typeof demandCall>[1][]) =>
      forecast(demandCall({}, replied(1, needed('none')), ...facts), rules, now)
    expect(report(asked).papersStartOn).toBe('2022-08-05')
    const early = report(asked, { type: 'DemandCallClosed', at: asked, reason: 'enough' })
    expect(early.papersStartOn).toBe('2022-08-01')
    expect(onDay(early, '2022-08-26').eligible).toBe(1)
    const late = report(Instant.parse('2022-08-10T12:00:00+09:00'), {
      type: 'DemandCallClosed',
      at: closes,
      reason: null,
    })
    expect(late.papersStartOn).toBe('2022-08-10')
    expect(codes(late.recommendation.findings)).not.toContain('repliesStillOpen')
    // Ten working days from 10 August are the 24th, four more the 30th: too late for every day of the window.
    expect(late.days.map(({ eligible }) => eligible)).toEqual([0, 0, 0, 0, 0])
  })

  it('of passports: one that ends before the flight, and one too short for a visa that is still to come', () => {
    const ends = (passportUntil: string, visa: string) =>
      onDay(of([demandLine(3, {}, { passportUntil, visa, invitationLetter: 'inHand' })]), '2022-08-26')
    expect(ends('2022-08-26', 'inHand').eligible).toBe(3)
    expect(codes(ends('2022-08-25', 'inHand').reasons)).toEqual(['passportEndsEarly'])
    expect(ends('2023-02-25', 'needed').eligible).toBe(3)
    expect(codes(ends('2023-02-24', 'needed').reasons)).toEqual(['passportEndsEarly'])
  })

  it('of an APEC card let in from 24 August 2022 on, of a residence permit since 2020', () => {
    const window = { firstDay: '2022-08-23', lastDay: '2022-08-24' }
    const card = of([demandLine(1, { earliestDate: '2022-08-23' }, { visa: 'apecCard' })], window)
    expect(card.days.map(({ eligible, reasons }) => [eligible, codes(reasons)])).toEqual([
      [0, ['cardNotYetTaken']],
      [1, []],
    ])
    const permit = { visa: 'residencePermit' }
    expect(of([demandLine(1, {}, permit)]).days[0]).toMatchObject({ eligible: 1 })
    const later = {
      ...paperwork,
      residencePermit: { ...paperwork.residencePermit, value: { from: day('2022-08-27') } },
    }
    const early = forecast(demandCall({}, replied(1, demandLine(1, {}, permit))), { ...rules, paperwork: later }, asked)
    expect(codes(early.days[0]!.reasons)).toEqual(['permitNotYetTaken'])
  })
})

describe('The edition of the flight day', () => {
  it('asks its papers before the first window of its usual way opens', () => {
    expect(leadDays(korea)).toBe(2)
    const named = (id: string) => missionEditions.find((edition) => edition.id.startsWith(id))!
    expect(leadDays(named('mission/KR/2022-03-28'))).toBe(7)
    expect(leadDays({ ...korea, tests: { ...korea.tests, value: [{ ...korea.tests.value[0]!, slots: [] }] } })).toBe(0)
  })

  it('leaves nobody eligible where none is known, and says so', () => {
    const elsewhere = {
      ...rules,
      mission: (on: ReturnType<typeof day>) => bindMission([], { jurisdiction: 'RU', issuer: null, day: on }),
    }
    const report = forecast(demandCall({}, replied(1, demandLine(130))), elsewhere, asked)
    expect(report.days.every(({ eligible, papersBy }) => eligible === 0 && papersBy === null)).toBe(true)
    expect(codes(report.days[0]!.reasons)).toEqual(['noEditionKnown'])
    expect(report.recommendation.verdict).toBe('noGo')
  })

  it('of the observation is told where it is missing, and keeps nobody', () => {
    const report = forecast(
      demandCall({}, replied(1, demandLine(1))),
      { ...rules, observation: (on) => bindObservation([], { jurisdiction: 'CN-33', day: on }) },
      asked,
    )
    expect(report.days[0]).toMatchObject({ eligible: 1, editions: { observation: null } })
    expect(codes(report.days[0]!.reasons)).toEqual(['noEditionKnown'])
  })

  it('cannot be met any more once the day of the first test is over', () => {
    const on = (text: string) => of([demandLine(130)], {}, Instant.parse(text)).days[0]!
    expect(on('2022-08-24T23:59:00+09:00').eligible).toBe(130)
    expect(codes(on('2022-08-25T00:00:00+09:00').reasons)).toEqual(['tooLateToTest'])
  })
})
