// The charter: what may follow what, counts that must agree, and every stage reached by commands.
import { describe, expect, it } from 'vitest'
import { charterChart, charterStep } from '../../src/domain/charter/chart.ts'
import { replayCharter, seatsToFill, type Charter } from '../../src/domain/charter/charter.ts'
import {
  SubmitEvidence as Evidence,
  type DecidedCharterCommand as CharterCommand,
} from '../../src/domain/charter/commands.ts'
import { conditionsOf, openConditions } from '../../src/domain/charter/conditions.ts'
import { decideCharter, draft, holdSeatRound, type Aboard } from '../../src/domain/charter/decide.ts'
import { CharterEvent, CharterTerms, type CharterEventType } from '../../src/domain/charter/events.ts'
import {
  charterStages,
  isCharterFinal,
  isProvisional,
  takesRegistrations,
  type CharterStage,
} from '../../src/domain/charter/stage.ts'
import { closingTooLate } from '../../src/domain/charter/seats.ts'
import { plusHours } from '../../src/domain/instant.ts'
import { anchorOf } from '../../src/domain/policy/policy.ts'
import { anyCharter, anyOrganisation, codesOf, instant, journeyNumber } from '../support/journeys.ts'

const airport = (iata: string, city: string, zone: string) => ({ iata, city, zone })
const terms = (more: object = {}, leg: object = {}): CharterTerms =>
  CharterTerms.parse({
    title: 'Seoul to Hangzhou, 28 August 2022',
    leg: {
      flightNumber: 'HU454',
      carrier: 'Hainan Airlines',
      from: airport('ICN', 'Seoul', 'Asia/Seoul'),
      to: airport('HGH', 'Hangzhou', 'Asia/Shanghai'),
      plannedBoarding: '2022-08-28T15:40:00+09:00',
      scheduledDeparture: '2022-08-28T16:40:00+09:00',
      scheduledArrival: '2022-08-28T18:00:00+08:00',
      ...leg,
    },
    aircraft: {
      type: 'A330-300',
      seats: { value: 292, assumed: true },
      loadCapPercent: { value: 75, assumed: true },
    },
    missionJurisdiction: 'KR',
    issuer: 'KR-SEL-EMB',
    observationJurisdiction: 'CN-33',
    destination: 'Yiwu',
    servicePoint: 'International Trade City',
    facility: 'yiwu-hotel',
    costs: { fare: 'self' },
    ...more,
  })

const now = instant('2022-08-10T09:00:00+08:00')
const nobody: Aboard = {
  cleared: [],
  aboard: 0,
  seated: 0,
  unfinished: 0,
  unguarded: [],
  registered: 0,
  lastStart: null,
}
const handover = (count: number) => ({ count, givenBy: 'purser', takenBy: 'crew' })
const SubmitApplication: CharterCommand = { type: 'SubmitApplication', answer: 'vehicles are hired now' }
const AmendTerms: CharterCommand = { type: 'AmendTerms', terms: terms({ servicePoint: 'The airport' }) }
const ReturnApplication: CharterCommand = { type: 'ReturnApplication', reasons: ['no vehicles'] }
const RefuseApplication: CharterCommand = { type: 'RefuseApplication', reasons: ['no room'] }
const ApproveCharter: CharterCommand = { type: 'ApproveCharter', conditions: ['alternate seats'] }
const FulfilCondition: CharterCommand = { type: 'FulfilCondition', condition: '1', evidence: 'seat plan sent' }
const SubmitEvidence: CharterCommand = { type: 'SubmitEvidence', condition: '1', evidence: 'plan sent' }
const ReturnEvidence: CharterCommand = { type: 'ReturnEvidence', condition: '1', reason: 'no plan came' }
const OpenRegistration: CharterCommand = { type: 'OpenRegistration' }
const CloseManifest: CharterCommand = { type: 'CloseManifest' }
const ReopenManifest: CharterCommand = { type: 'ReopenManifest', reason: 'two names' }
const RetimeCharter: Extract<CharterCommand, { type: 'RetimeCharter' }> = {
  type: 'RetimeCharter',
  plannedBoarding: null,
  scheduledDeparture: instant('2022-08-28T22:40:00+09:00'),
  scheduledArrival: instant('2022-08-29T00:00:00+08:00'),
  reason: 'slot',
}
const PublishSeatRule: Extract<CharterCommand, { type: 'PublishSeatRule' }> = {
  type: 'PublishSeatRule',
  closesAt: instant('2022-08-20T12:00:00+09:00'),
  needs: { orders: 2 },
  capPerCompany: 2,
  offerHours: 24,
  commitment: 'a digest',
}
const DepartCharter = (count: number): CharterCommand => ({ type: 'DepartCharter', handover: handover(count) })
const DivertCharter: CharterCommand = { type: 'DivertCharter', to: terms().leg.from }
const TurnBackCharter: CharterCommand = { type: 'TurnBackCharter', reason: 'weather' }
const LandCharter = (count: number): CharterCommand => ({ type: 'LandCharter', handover: handover(count) })
const CompleteCharter: CharterCommand = { type: 'CompleteCharter' }
const CancelCharter: CharterCommand = { type: 'CancelCharter', reason: 'no aircraft' }

type Case = { readonly charter: Charter; readonly history: readonly CharterEvent[] }
function drafted(): Case {
  const decision = draft(anyCharter, anyOrganisation, terms())
  if (decision.outcome === 'rejected') throw new Error('the draft was refused')
  return { charter: decision.next, history: decision.events }
}
function after(held: Case, command: CharterCommand, aboard: Aboard = nobody): Case {
  const decision = decideCharter(held.charter, command, now, aboard)
  if (decision.outcome === 'rejected') throw new Error(`${command.type} was refused: ${codesOf(decision).join(', ')}`)
  return { charter: decision.next, history: [...held.history, ...decision.events] }
}
function refusal(held: Case, command: CharterCommand, aboard: Aboard = nobody) {
  const decision = decideCharter(held.charter, command, now, aboard)
  if (decision.outcome === 'accepted') throw new Error(`${command.type} was taken`)
  return { reason: decision.reason, codes: codesOf(decision), facts: decision.findings[0]!.facts }
}
const walk = (...commands: CharterCommand[]): Case =>
  commands.reduce((held, command) => after(held, command), drafted())
const open = [SubmitApplication, ApproveCharter, OpenRegistration, FulfilCondition]
const flown = [...open, CloseManifest, DepartCharter(0)]

const ways: Readonly<Record<CharterStage, Case>> = {
  draft: drafted(),
  applied: walk(SubmitApplication),
  returned: walk(SubmitApplication, ReturnApplication),
  refused: walk(SubmitApplication, RefuseApplication),
  approved: walk(SubmitApplication, ApproveCharter),
  open: walk(...open),
  manifestClosed: walk(...open, CloseManifest),
  departed: walk(...flown),
  diverted: walk(...flown, DivertCharter),
  turnedBack: walk(...flown, TurnBackCharter),
  landed: walk(...flown, LandCharter(0)),
  completed: walk(...flown, LandCharter(0), CompleteCharter),
  cancelled: walk(...open, CancelCharter),
}
const commands: Readonly<Record<CharterCommand['type'], readonly [CharterCommand, CharterEventType]>> = {
  AmendTerms: [AmendTerms, 'TermsAmended'],
  SubmitApplication: [SubmitApplication, 'ApplicationSubmitted'],
  ReturnApplication: [ReturnApplication, 'ApplicationReturned'],
  RefuseApplication: [RefuseApplication, 'ApplicationRefused'],
  ApproveCharter: [ApproveCharter, 'CharterApproved'],
  SubmitEvidence: [SubmitEvidence, 'EvidenceSubmitted'],
  ReturnEvidence: [ReturnEvidence, 'EvidenceReturned'],
  FulfilCondition: [FulfilCondition, 'ConditionFulfilled'],
  PublishSeatRule: [PublishSeatRule, 'SeatRulePublished'],
  OpenRegistration: [OpenRegistration, 'RegistrationOpened'],
  CloseManifest: [CloseManifest, 'ManifestClosed'],
  ReopenManifest: [ReopenManifest, 'ManifestReopened'],
  RetimeCharter: [RetimeCharter, 'CharterRetimed'],
  DepartCharter: [DepartCharter(0), 'CharterDeparted'],
  DivertCharter: [DivertCharter, 'CharterDiverted'],
  TurnBackCharter: [TurnBackCharter, 'CharterTurnedBack'],
  LandCharter: [LandCharter(0), 'CharterLanded'],
  CompleteCharter: [CompleteCharter, 'CharterCompleted'],
  CancelCharter: [CancelCharter, 'CharterCancelled'],
}

describe('Every stage of a charter', () => {
  it.each(charterStages)('%s is reached by commands, and its history tells it again', (stage) => {
    const { charter, history } = ways[stage]
    expect(charter.stage).toBe(stage)
    expect(replayCharter(charter.id, history)).toEqual(charter)
  })

  it.each(charterStages)('%s takes exactly the commands whose facts the chart knows there', (stage) => {
    for (const [command, fact] of Object.values(commands)) {
      // What was confirmed on the way is only submitted for whoever confirms it, or sends it back, here.
      const { charter } = ways[stage]
      const submitted = { at: now, condition: '1', step: 'submitted' as const, words: 'plan sent' }
      const open = { ...charter, record: { ...charter.record, fulfilments: [], conditionSteps: [submitted] } }
      const held = fact === 'ConditionFulfilled' || fact.startsWith('Evidence') ? open : charter
      const decision = decideCharter(held, command, now, nobody)
      const expected = charterStep(stage, fact)
      if (expected) {
        expect(decision, command.type).toMatchObject({ outcome: 'accepted', next: { stage: expected } })
      } else {
        expect(decision, command.type).toMatchObject({
          outcome: 'rejected',
          reason: 'out-of-sequence',
          findings: [{ code: 'outOfSequence', facts: { stage, fact } }],
        })
      }
    }
  })

  it('is a state of the chart, and the other way round', () => {
    expect(Object.keys(charterChart.config.states ?? {}).sort()).toEqual([...charterStages].sort())
    expect(charterChart.config).not.toHaveProperty('context')
  })

  it('at which nothing follows is final', () => {
    const types = CharterEvent.options.map((option) => option.shape.type.value)
    const ended = charterStages.filter((stage) => types.every((type) => charterStep(stage, type) === null))
    expect([...ended].sort()).toEqual(charterStages.filter(isCharterFinal).sort())
  })
})

describe('A draft', () => {
  const refused = (more: object, leg: object) => {
    const decision = draft(anyCharter, anyOrganisation, terms(more, leg))
    if (decision.outcome === 'accepted') throw new Error('the draft was taken')
    expect(decision.reason).toBe('policy-unmet')
    return codesOf(decision)
  }

  it('whose aircraft would land before it departs, or as it departs, is refused', () => {
    expect(refused({}, { scheduledArrival: '2022-08-28T16:40:00+09:00' })).toEqual(['arrivalBeforeDeparture'])
  })

  it('with a boarding planned after the departure is refused', () => {
    expect(refused({}, { plannedBoarding: '2022-08-28T16:41:00+09:00' })).toEqual(['boardingAfterDeparture'])
  })

  it('on whose aircraft no seat may be filled is refused', () => {
    const aircraft = { type: 'A5', seats: { value: 1, assumed: true }, loadCapPercent: { value: 75, assumed: true } }
    expect(refused({ aircraft }, {})).toEqual(['noSeat'])
  })

  it('that is wrong in every way is told all of it', () => {
    const aircraft = { type: 'A5', seats: { value: 1, assumed: true }, loadCapPercent: { value: 75, assumed: true } }
    const leg = { scheduledArrival: '2022-08-28T10:00:00+09:00', plannedBoarding: '2022-08-28T17:00:00+09:00' }
    expect(refused({ aircraft }, leg)).toEqual(['arrivalBeforeDeparture', 'boardingAfterDeparture', 'noSeat'])
  })

  it('fills whole seats only', () => {
    expect(seatsToFill(terms())).toBe(219)
    const one = (seats: number, cap: number) =>
      seatsToFill(
        terms({
          aircraft: {
            type: 'x',
            seats: { value: seats, assumed: false },
            loadCapPercent: { value: cap, assumed: false },
          },
        }),
      )
    expect(one(3, 50)).toBe(1)
    expect(one(3, 100)).toBe(3)
  })

  it('opens a history, and no other fact can open one', () => {
    expect(() => replayCharter(anyCharter, [])).toThrow('does not begin with a draft')
    expect(() => replayCharter(anyCharter, [...drafted().history, ...ways.landed.history.slice(-1)])).toThrow(
      'CharterLanded cannot follow draft',
    )
  })
})

describe('An application', () => {
  it('that is returned keeps its reasons and may be sent again', () => {
    expect(ways.returned.charter.record.reasons).toEqual(['no vehicles'])
    const again = after(ways.returned, SubmitApplication).charter
    expect(again).toMatchObject({ stage: 'applied', record: { answer: 'vehicles are hired now' } })
  })

  it('that comes again as it was returned is refused; amended, or with an answer, it is taken', () => {
    const unchanged: CharterCommand = { type: 'SubmitApplication' }
    expect(refusal(ways.returned, unchanged)).toMatchObject({
      codes: ['applicationUnchanged'],
      facts: { reasons: 'no vehicles' },
    })
    const amended = after(ways.returned, AmendTerms)
    expect(amended.charter.record).toMatchObject({
      terms: { servicePoint: 'The airport' },
      returnedTerms: { servicePoint: 'International Trade City' },
    })
    const back = after(amended, { type: 'AmendTerms', terms: terms() })
    expect(refusal(back, unchanged).codes).toEqual(['applicationUnchanged'])
    const applied = after(amended, unchanged)
    const returned = after(applied, ReturnApplication)
    expect(refusal(returned, unchanged).codes).toEqual(['applicationUnchanged'])
    expect(replayCharter(returned.charter.id, returned.history)).toEqual(returned.charter)
  })

  it('is amended under the same rules as it is drafted, never below the seats that are held, and not to what it is', () => {
    const wrong = terms({}, { scheduledArrival: '2022-08-28T10:00:00+09:00', plannedBoarding: null })
    expect(refusal(ways.draft, { type: 'AmendTerms', terms: wrong }).codes).toEqual(['arrivalBeforeDeparture'])
    expect(refusal(ways.draft, { type: 'AmendTerms', terms: terms() }).codes).toEqual(['termsUnchanged'])
    const aircraft = { type: 'A5', seats: { value: 4, assumed: false }, loadCapPercent: { value: 50, assumed: false } }
    const smaller: CharterCommand = { type: 'AmendTerms', terms: terms({ aircraft }) }
    const refused = refusal(ways.returned, smaller, { ...nobody, seated: 3 })
    expect(refused).toMatchObject({ codes: ['seatsBelowHeld'], facts: { held: 3, seats: 2 } })
    expect(after(ways.returned, smaller, { ...nobody, seated: 2 }).charter.stage).toBe('returned')
  })

  it('that is refused keeps its reasons', () => {
    expect(ways.refused.charter.record.reasons).toEqual(['no room'])
  })

  it('that is approved keeps its conditions and the moment', () => {
    expect(ways.approved.charter.record).toMatchObject({ conditions: ['alternate seats'], approvedAt: now })
  })

  it('takes registrations from the beginning, marked provisional until it is approved', () => {
    expect(charterStages.filter(takesRegistrations)).toEqual(['applied', 'approved', 'open'])
    expect(charterStages.filter(isProvisional)).toEqual(['applied'])
  })
})

describe('A condition of the approval', () => {
  const approvedWith = (...conditions: string[]) => after(ways.applied, { type: 'ApproveCharter', conditions })
  const fulfil = (condition: string): CharterCommand => ({ type: 'FulfilCondition', condition, evidence: 'seen' })

  it('has its number in the approval, and is confirmed by it with the evidence', () => {
    const { charter } = after(approvedWith('alternate seats', 'lists by Friday'), fulfil('2'))
    expect(conditionsOf(charter)).toEqual([
      { id: '1', words: 'alternate seats', submitted: null, returned: null, fulfilled: null },
      {
        id: '2',
        words: 'lists by Friday',
        submitted: null,
        returned: null,
        fulfilled: { at: now, condition: '2', evidence: 'seen' },
      },
    ])
    expect(openConditions(charter).map(({ id }) => id)).toEqual(['1'])
  })

  it('that the approval does not have, or that was ticked off before, is refused', () => {
    const held = after(approvedWith('alternate seats'), fulfil('1'))
    expect(refusal(held, fulfil('2'))).toMatchObject({ reason: 'policy-unmet', codes: ['conditionUnknown'] })
    expect(refusal(held, fulfil('1'))).toMatchObject({
      reason: 'policy-unmet',
      codes: ['conditionFulfilled'],
      facts: { evidence: 'seen' },
    })
  })

  it('is done only when the office confirms what was submitted, and open again when it sends it back', () => {
    const submitted = after(after(approvedWith('alternate seats'), OpenRegistration), SubmitEvidence)
    expect(conditionsOf(submitted.charter)).toMatchObject([{ submitted: { words: 'plan sent' }, fulfilled: null }])
    expect(refusal(submitted, CloseManifest).codes).toEqual(['conditionsOpen'])
    const confirm: CharterCommand = { type: 'FulfilCondition', condition: '1' }
    const confirmed = after(submitted, confirm)
    expect(conditionsOf(confirmed.charter)).toMatchObject([{ submitted: null, fulfilled: { evidence: 'plan sent' } }])
    expect(refusal(confirmed, SubmitEvidence).codes).toEqual(['conditionFulfilled'])
    const returned = after(confirmed, ReturnEvidence)
    expect(conditionsOf(returned.charter)).toMatchObject([{ returned: { words: 'no plan came' }, fulfilled: null }])
    expect(refusal(returned, CloseManifest).codes).toEqual(['conditionsOpen'])
    expect(refusal(returned, confirm).codes).toEqual(['evidenceMissing'])
    expect(refusal(returned, ReturnEvidence).codes).toEqual(['evidenceNotThere'])
    const again = after(after(after(returned, SubmitEvidence), confirm), CloseManifest)
    expect(replayCharter(again.charter.id, again.history)).toEqual(again.charter)
  })

  it('is shown by words as evidence, in any of the three languages, and not by a sign', () => {
    const takes = (evidence: string) => Evidence.safeParse({ ...SubmitEvidence, evidence }).success
    expect(['seat plan sent', '좌석표 발송함', '座位图已发送'].map(takes)).toEqual([true, true, true])
    expect(['.', '. .', 'ok', 'x', '1 2'].map(takes)).toEqual([false, false, false, false, false])
  })

  it('that is open keeps the manifest from closing, and is named; an approval without any keeps nothing', () => {
    const held = after(approvedWith('alternate seats', 'lists by Friday'), OpenRegistration)
    expect(refusal(after(held, fulfil('1')), CloseManifest)).toMatchObject({
      reason: 'policy-unmet',
      codes: ['conditionsOpen'],
      facts: { conditions: '2. lists by Friday' },
    })
    expect(after(after(after(held, fulfil('1')), fulfil('2')), CloseManifest).charter.stage).toBe('manifestClosed')
    expect(after(after(approvedWith(), OpenRegistration), CloseManifest).charter.stage).toBe('manifestClosed')
  })

  it('of a desk that knew no ticking is open, and its record replays as it lies', () => {
    const { charter, history } = ways.approved
    expect(charter.record).not.toHaveProperty('fulfilments')
    expect(replayCharter(charter.id, history)).toEqual(charter)
  })
})

describe('A manifest', () => {
  const cleared = [journeyNumber(1), journeyNumber(2)]

  it('closes on whoever is cleared, in order, and each closing is a new version', () => {
    const first = after(ways.open, CloseManifest, { ...nobody, cleared })
    expect(first.charter.record.manifest).toEqual({ version: 1, closedAt: now, entries: cleared })
    const second = after(after(first, ReopenManifest), CloseManifest, { ...nobody, cleared: cleared.slice(1) })
    expect(second.charter.record.manifest).toMatchObject({ version: 2, entries: cleared.slice(1) })
  })
})

describe('A re-timing', () => {
  it('moves the leg and keeps what was agreed', () => {
    const { record } = after(ways.open, RetimeCharter).charter
    expect(record.leg).toMatchObject({
      scheduledDeparture: RetimeCharter.scheduledDeparture,
      scheduledArrival: RetimeCharter.scheduledArrival,
      plannedBoarding: null,
      flightNumber: 'HU454',
    })
    expect(record.retimings).toBe(1)
    expect(record.terms).toEqual(terms())
  })

  it('to an arrival before the departure, or a boarding after it, is refused', () => {
    const before: CharterCommand = { ...RetimeCharter, scheduledArrival: RetimeCharter.scheduledDeparture }
    expect(refusal(ways.open, before)).toMatchObject({ reason: 'policy-unmet', codes: ['arrivalBeforeDeparture'] })
    const late: CharterCommand = { ...RetimeCharter, plannedBoarding: RetimeCharter.scheduledArrival }
    expect(refusal(ways.open, late)).toMatchObject({ reason: 'policy-unmet', codes: ['boardingAfterDeparture'] })
  })

  it('to a departure or a boarding in the past is refused, and told both', () => {
    const gone: CharterCommand = {
      ...RetimeCharter,
      plannedBoarding: instant('2022-08-10T07:00:00+08:00'),
      scheduledDeparture: instant('2022-08-10T08:59:59+08:00'),
    }
    expect(refusal(ways.open, gone)).toMatchObject({
      reason: 'policy-unmet',
      codes: ['departureInPast', 'boardingInPast'],
      facts: { departure: '2022-08-10T00:59:59.000Z' },
    })
    expect(refusal(ways.open, { ...gone, scheduledDeparture: now })).toMatchObject({ codes: ['boardingInPast'] })
    expect(after(ways.open, { ...gone, plannedBoarding: now, scheduledDeparture: now }).charter.stage).toBe('open')
  })

  it('that is wrong in every way is told all of it', () => {
    const wrong: CharterCommand = {
      ...RetimeCharter,
      plannedBoarding: instant('2022-08-10T08:30:00+08:00'),
      scheduledDeparture: instant('2022-08-10T08:00:00+08:00'),
      scheduledArrival: instant('2022-08-10T07:00:00+08:00'),
    }
    const all = ['arrivalBeforeDeparture', 'boardingAfterDeparture', 'departureInPast', 'boardingInPast']
    expect(refusal(ways.open, wrong).codes).toEqual(all)
  })

  it('that cannot happen any more is refused as out of sequence first, whatever its times', () => {
    const before: CharterCommand = { ...RetimeCharter, scheduledArrival: RetimeCharter.scheduledDeparture }
    expect(refusal(ways.completed, before)).toMatchObject({ reason: 'out-of-sequence', codes: ['outOfSequence'] })
  })

  it('without a planned boarding counts from the scheduled departure, and says so', () => {
    expect(anchorOf(terms().leg)).toMatchObject({ basis: 'plannedBoarding', at: terms().leg.plannedBoarding })
    const anchor = anchorOf(after(ways.open, RetimeCharter).charter.record.leg)
    expect(anchor).toMatchObject({ basis: 'scheduledDeparture', at: RetimeCharter.scheduledDeparture })
    expect(anchor.reason).toBe(
      'counted from the scheduled departure, 2022-08-28 22:40 (Asia/Seoul), since no boarding time is planned yet',
    )
  })
})

describe('A head-count', () => {
  const two: Aboard = { ...nobody, aboard: 2 }

  it('at the departure that differs from who is recorded aboard is refused with both numbers', () => {
    expect(refusal(ways.manifestClosed, DepartCharter(3), two)).toEqual({
      reason: 'policy-unmet',
      codes: ['headCountDiffers'],
      facts: { counted: 3, listed: 2 },
    })
    expect(after(ways.manifestClosed, DepartCharter(2), two).charter.record.departed).toEqual({
      at: now,
      handover: handover(2),
    })
  })

  it('of children aboard without a guardian lets nobody depart', () => {
    const child = journeyNumber(1)
    expect(refusal(ways.manifestClosed, DepartCharter(2), { ...two, unguarded: [child] })).toMatchObject({
      reason: 'policy-unmet',
      codes: ['guardianNotAboard'],
    })
  })

  it('at the landing is held against the same', () => {
    for (const held of [ways.departed, ways.diverted]) {
      expect(refusal(held, LandCharter(1), two)).toMatchObject({ codes: ['headCountDiffers'] })
      expect(after(held, LandCharter(2), two).charter.stage).toBe('landed')
    }
  })

  it('of a charter that cannot depart is not looked at', () => {
    expect(refusal(ways.open, DepartCharter(3), two)).toMatchObject({ reason: 'out-of-sequence' })
  })
})

describe('In the air', () => {
  it('a diversion changes where the leg ends', () => {
    expect(ways.diverted.charter.record.leg.to.iata).toBe('ICN')
  })

  it('a flight that turns back has not departed, and may be cancelled or opened again', () => {
    expect(ways.turnedBack.charter.record.departed).toBeNull()
    expect(after(ways.turnedBack, ReopenManifest).charter.stage).toBe('open')
    expect(after(ways.turnedBack, CancelCharter).charter.record.reasons).toEqual(['no aircraft'])
  })

  it('nothing is cancelled', () => {
    for (const stage of ['departed', 'diverted', 'landed'] as const) {
      expect(refusal(ways[stage], CancelCharter)).toMatchObject({ reason: 'out-of-sequence' })
    }
  })
})

describe('A completion', () => {
  it('is refused while journeys are open, and says how many', () => {
    expect(refusal(ways.landed, CompleteCharter, { ...nobody, unfinished: 4 })).toEqual({
      reason: 'policy-unmet',
      codes: ['journeysOpen'],
      facts: { unfinished: 4 },
    })
    expect(refusal(ways.landed, CompleteCharter, { ...nobody, unfinished: 1 })).toMatchObject({
      codes: ['journeysOpen'],
    })
  })

  it('before the landing is out of sequence, however many are open', () => {
    expect(refusal(ways.departed, CompleteCharter, { ...nobody, unfinished: 4 })).toMatchObject({
      reason: 'out-of-sequence',
    })
  })
})

describe('A rule for seats', () => {
  const known = (more: Partial<Aboard>): Aboard => ({ ...nobody, ...more })
  const ruled = after(after(ways.approved, FulfilCondition), PublishSeatRule)
  const opened = after(ruled, OpenRegistration)
  const held = holdSeatRound(opened.charter, {
    type: 'SeatRoundHeld',
    at: PublishSeatRule.closesAt,
    seed: 'a seed',
    seats: 3,
    ranking: [],
  })

  it('is published once, with what the desk commits itself to', () => {
    expect(ruled.charter.record.allocation).toMatchObject({ commitment: 'a digest', round: null })
    expect(refusal(ruled, PublishSeatRule)).toMatchObject({ reason: 'out-of-sequence', codes: ['seatRuleKnown'] })
  })

  it('comes before the first merchant', () => {
    expect(refusal(ways.applied, PublishSeatRule, known({ registered: 1 }))).toMatchObject({
      reason: 'out-of-sequence',
      codes: ['registrationBegun'],
    })
  })

  it('closes in the future, and early enough for tests', () => {
    const at = (closesAt: string) => ({ ...PublishSeatRule, closesAt: instant(closesAt) })
    expect(refusal(ways.draft, at('2022-08-09T09:00:00+08:00')).codes).toEqual(['seatsCloseInPast'])
    expect(refusal(ways.draft, at('2022-08-28T15:40:00+09:00')).codes).toEqual(['seatsCloseTooLate'])
    const lastStart = instant('2022-08-19T00:00:00+09:00')
    expect(refusal(ways.draft, PublishSeatRule, known({ lastStart })).facts).toEqual({ latest: lastStart })
  })

  it('leaves a day to claim from its publication on', () => {
    const soon = { ...PublishSeatRule, closesAt: plusHours(now, 23) }
    expect(refusal(ways.draft, soon)).toMatchObject({
      codes: ['seatsCloseTooSoon'],
      facts: { hours: 24, earliest: plusHours(now, 24) },
    })
    expect(decideCharter(ways.draft.charter, { ...soon, closesAt: plusHours(now, 24) }, now, nobody).outcome).toBe(
      'accepted',
    )
  })

  it('whose closing passed before the application leaves nothing to apply for', () => {
    const late = decideCharter(
      after(ways.draft, PublishSeatRule).charter,
      { type: 'SubmitApplication' },
      PublishSeatRule.closesAt,
      nobody,
    )
    expect(late).toMatchObject({ outcome: 'rejected', findings: [{ code: 'claimsOver' }] })
  })

  it('warns of a re-timing that leaves claims no time for tests, and refuses none for it', () => {
    expect(closingTooLate(ruled.charter, PublishSeatRule.closesAt)?.code).toBe('seatsCloseTooLate')
    expect(closingTooLate(ruled.charter, plusHours(PublishSeatRule.closesAt, 1))).toBeNull()
    expect(closingTooLate(ways.draft.charter, PublishSeatRule.closesAt)).toBeNull()
  })

  it('keeps the manifest open until its round was held', () => {
    expect(refusal(opened, CloseManifest)).toMatchObject({ reason: 'policy-unmet', codes: ['seatRoundOutstanding'] })
    if (held.outcome === 'rejected') throw new Error('the round was refused')
    expect(held.next.record.allocation?.round).toEqual({ at: PublishSeatRule.closesAt, seats: 3, claims: 0, seated: 0 })
    expect(decideCharter(held.next, CloseManifest, now, nobody).outcome).toBe('accepted')
  })

  it('is named together with the conditions of the approval that are open', () => {
    const unfulfilled = after(after(ways.approved, PublishSeatRule), OpenRegistration)
    expect(refusal(unfulfilled, CloseManifest).codes).toEqual(['conditionsOpen', 'seatRoundOutstanding'])
  })

  it('is not overtaken by an earlier flight', () => {
    const earlier = { ...RetimeCharter, scheduledDeparture: instant('2022-08-20T12:00:00+09:00') }
    expect(refusal(opened, earlier).codes).toEqual(['seatsCloseTooLate'])
  })

  it('has no round on a charter that takes nobody any more', () => {
    const cancelled = after(opened, CancelCharter)
    const event = { type: 'SeatRoundHeld', at: now, seed: '', seats: 0, ranking: [] } as const
    expect(holdSeatRound(cancelled.charter, { ...event, ranking: [] })).toMatchObject({ reason: 'out-of-sequence' })
  })
})
