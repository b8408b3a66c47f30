// Any flight under any edition: what the plan offers is taken, what lies a second outside is not, and a smaller delay harms nobody.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plusDays, plusHours, plusMinutes, toInstant, type Instant } from '../../src/domain/instant.ts'
import { register } from '../../src/domain/journey/register.ts'
import type { NaatTest } from '../../src/domain/journey/naat.ts'
import type { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import { planOf } from '../../src/domain/policy/plan.ts'
import type { Bound } from '../../src/domain/policy/policy.ts'
import { assign } from '../../src/domain/policy/testing.ts'
import {
  FollowRetiming,
  RecordTest,
  anyCharter,
  given,
  hour,
  journeyNumber,
  naat,
  play,
  registration,
  seated,
  shifted,
  type Case,
} from '../support/journeys.ts'
import { momentOf, nextStep, playedAtOnce, playedByPlan, sampleFor, withCode } from '../support/plans.ts'
import { missionEditions, missionOnFile, policyUnder, varied } from '../support/policy.ts'

const second = 1000
const part = fc.integer({ min: 0, max: 1000 })
const parts = fc.array(part, { minLength: 8, maxLength: 8 })
const midnight = (day: string): Instant => toInstant(Date.parse(`${day}T00:00:00Z`))

/** A flight on a day that the edition governs, departing at any minute, boarding up to two hours before. */
const flightsUnder = (mission: MissionEdition): fc.Arbitrary<Bound> =>
  fc
    .record({
      days: fc.integer({ min: 0, max: 300 }),
      minute: fc.integer({ min: 0, max: 24 * 60 - 1 }),
      boards: fc.integer({ min: 20, max: 120 }),
    })
    .map(({ days, minute, boards }) => {
      const day = plusDays(mission.effectiveFrom, days)
      const last = mission.effectiveUntil ?? day
      const departure = plusMinutes(midnight(day < last ? day : last), minute)
      return policyUnder(mission, departure, { boarding: plusMinutes(departure, -boards) })
    })

/** Only the ways that are open whatever the hour of the departure. */
const openToAll = (mission: MissionEdition): MissionEdition =>
  varied(mission, { tests: mission.tests.value.filter(({ onlyDepartures }) => onlyDepartures === null) })
const named = (editions: readonly MissionEdition[]) => editions.map((mission) => [mission.id, mission] as const)
const twoSlots = missionEditions.map(openToAll).filter(({ tests }) => tests.value[0]!.slots.length === 2)

/** Registered ten days before the flight, and nothing done yet. */
const begun = (policy: Bound): Case => seated({ policy, at: plusHours(policy.anchor.at, -240) })
const recording = (policy: Bound, held: Case, test: NaatTest) =>
  given(held, policy).when(RecordTest(test), test.reportedAt)
const slotsOf = (policy: Bound, held: Case) => assign(policy, held.journey.dossier).slots

it('Six editions on file ask for two tests', () => {
  expect(twoSlots.map(({ id }) => id)).toEqual([
    'mission/AE/2022-07-01',
    'mission/IN/2022-07-01/assumed',
    'mission/KR/2022-05-20',
    'mission/KR/2022-07-01',
    'mission/PK/2022-06-01',
    'mission/US/2022-07-01',
  ])
})

describe.each(named(twoSlots))('Any pair of samples under %s', (_, mission) => {
  /** The first sample at some moment of its offer, counted. */
  function withFirst(policy: Bound, thousandths: number) {
    const held = begun(policy)
    const step = nextStep(policy, held)!
    const first = sampleFor(policy, held, step, momentOf(step.rule, thousandths))
    const counted = recording(policy, held, first).then('TestRecorded', 'FirstNegativeCounted').because()
    return { after: counted.case, first }
  }

  it('drawn from the plan, the second asked for once the first is recorded, counts and leaves nothing to say', () => {
    fc.assert(
      fc.property(flightsUnder(mission), part, part, (policy, one, two) => {
        const { after, first } = withFirst(policy, one)
        const step = nextStep(policy, after)!
        const test = sampleFor(policy, after, step, momentOf(step.rule, two))
        const both = recording(policy, after, test).then('TestRecorded', 'TestsComplete').because()
        expect(slotsOf(policy, both.case)).toEqual([first, test])
        expect(withCode(policy, both.case).journey.stage).toBe('clearedToBoard')
      }),
      { numRuns: 100 },
    )
  })

  it('whose first lies a second outside its offer is refused with exactly that finding', () => {
    fc.assert(
      fc.property(flightsUnder(mission), (policy) => {
        const held = begun(policy)
        const { rule } = nextStep(policy, held)!
        for (const [sampledAt, code] of [
          [shifted(rule.from, -second), 'sampledTooEarly'],
          [shifted(rule.until, second), 'sampledTooLate'],
        ] as const) {
          recording(policy, held, naat(sampledAt, { reportedAt: sampledAt }))
            .then('TestRecorded', 'TestNotCounted')
            .because(code)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('whose second lies a second behind its offer is refused as too late, and nothing else', () => {
    fc.assert(
      fc.property(flightsUnder(mission), part, (policy, one) => {
        const { after } = withFirst(policy, one)
        const step = nextStep(policy, after)!
        recording(policy, after, sampleFor(policy, after, step, shifted(step.rule.until, second)))
          .then('TestRecorded', 'TestNotCounted')
          .because('sampledTooLate')
      }),
      { numRuns: 100 },
    )
  })

  it('whose second lies a second before its offer is refused for the window, the interval or both', () => {
    const interval = mission.leastInterval.value.hours * hour
    fc.assert(
      fc.property(flightsUnder(mission), part, (policy, one) => {
        const { after, first } = withFirst(policy, one)
        const step = nextStep(policy, after)!
        const early = sampleFor(policy, after, step, shifted(step.rule.from, -second))
        const opens = planOf(policy, begun(policy).journey.dossier, begun(policy).now).steps[1]!.rule.from
        const beforeWindow = early.sampledAt < opens
        const afterFirst = Date.parse(early.sampledAt) - Date.parse(first.sampledAt)
        if (interval === 0 && first.sampledAt >= opens) {
          // No interval is asked and the first fits the second slot as well: the two only change places.
          const swapped = recording(policy, after, early).then('TestRecorded', 'TestsComplete').because()
          expect(slotsOf(policy, swapped.case)).toEqual([early, first])
        } else {
          recording(policy, after, early)
            .then('TestRecorded', 'TestNotCounted')
            .because(
              ...(beforeWindow ? ['sampledTooEarly'] : []),
              ...(afterFirst < interval ? ['intervalTooShort'] : []),
            )
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** The same flight later, its boarding with it. */
const delayed = ({ mission, flight, anchor }: Bound, minutes: number, boarding: Instant = anchor.at): Bound =>
  policyUnder(mission, plusMinutes(flight.scheduledDeparture, minutes), { boarding: plusMinutes(boarding, minutes) })
const stageAfter = (held: Case, policy: Bound): string => {
  const { decision } = given(held, policy).when(FollowRetiming(), held.now)
  if (decision.outcome === 'rejected') throw new Error('a re-timing was refused')
  return decision.next.stage
}

describe.each(named(missionEditions))('Under %s', (_, mission) => {
  it('where a delay leaves somebody cleared, so does every smaller one', () => {
    let kept = 0
    fc.assert(
      fc.property(
        flightsUnder(openToAll(mission)),
        parts,
        fc.boolean(),
        fc.integer({ min: 0, max: 36 * 60 }),
        part,
        (policy, moments, pastInfection, minutes, share) => {
          const at = plusHours(policy.anchor.at, -24 * 20)
          const held = playedByPlan(policy, { at, moments, traits: { pastInfection } })
          expect(stageAfter(held, policy)).toBe('clearedToBoard')
          if (stageAfter(held, delayed(policy, minutes)) !== 'clearedToBoard') return
          kept++
          const smaller = Math.floor((minutes * share) / 1000)
          expect(stageAfter(held, delayed(policy, smaller))).toBe('clearedToBoard')
        },
      ),
      { numRuns: 100 },
    )
    expect(kept).toBeGreaterThan(0)
  })

  it('a registration is taken exactly where its plan is feasible, and that plan leads to the gate', () => {
    let taken = 0
    fc.assert(
      fc.property(
        flightsUnder(mission),
        fc.integer({ min: -30 * 24 * 60, max: 12 * 60 }),
        fc.boolean(),
        (policy, sinceAnchor, pastInfection) => {
          const at = plusMinutes(policy.anchor.at, sinceAnchor)
          const command = registration({ traits: { pastInfection } })
          const papers = { tests: [], code: null, application: null, traits: command.traits }
          const { feasible } = planOf(policy, papers, at)
          const decision = register(journeyNumber(1), anyCharter, command, at, policy)
          expect(decision.outcome === 'accepted').toBe(feasible)
          if (!feasible) return
          taken++
          const held = playedAtOnce(policy, { at, traits: { pastInfection } })
          expect(held.journey.dossier.findings).toEqual([])
          expect(held.journey.stage).toBe('clearedToBoard')
          expect(held.now <= policy.anchor.at).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
    expect(taken).toBeGreaterThan(0)
  })
})

describe('The way of May 2022 that is open only to departures until 13:00', () => {
  const may = missionOnFile('kr-2022-05-20')
  const boarding = '2022-06-08T12:30:00+09:00'
  const policy = policyUnder(may, '2022-06-08T13:00:00+09:00', { boarding })
  const at = (delayMinutes: number) => delayed(policy, delayMinutes)
  /** Within 48 hours, within 24 but not 12, and an antigen test within 12. */
  const tests = [
    naat('2022-06-07T10:00:00+09:00', { laboratory: 'lab-1' }),
    naat('2022-06-08T00:00:00+09:00', { laboratory: 'lab-2' }),
    naat('2022-06-08T12:00:00+09:00', {
      laboratory: 'lab-3',
      method: 'antigen',
      reportedAt: '2022-06-08T12:15:00+09:00',
    }),
  ]
  const cleared = tests.reduce(
    (held, test) => withCode(policy, play(held, RecordTest(test), test.reportedAt)),
    seated({ policy, at: '2022-05-30T10:00:00+09:00' }),
  )

  it('is lost by a delay of an hour and open again after one of eleven: a smaller delay does harm there', () => {
    expect(cleared.journey.stage).toBe('clearedToBoard')
    given(cleared, at(11 * 60))
      .when(FollowRetiming())
      .then('ScheduleChanged')
      .stands('clearedToBoard')
    given(cleared, at(60))
      .when(FollowRetiming())
      .then('ScheduleChanged', 'TestsLapsed')
      .stands('seated.awaitingSecondNegative.codeIssued')
      .because('sampledTooEarly', 'wrongMethod', 'testMissing')
  })
})
