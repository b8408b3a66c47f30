// Any flight under any edition: what the plan offers is taken, what lies a second outside is not, and a smaller delay harms nobody.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs, localDate, plusDays, plusHours, plusMinutes, toInstant, type Instant } from '../../src/domain/instant.ts'
import { register } from '../../src/domain/journey/register.ts'
import type { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import { planOf } from '../../src/domain/policy/plan.ts'
import { anchorOf, type Bound } from '../../src/domain/policy/policy.ts'
import { assign, countedIn, isComplete } from '../../src/domain/policy/testing.ts'
import {
  ApplyForCode,
  Board,
  FollowRetiming,
  IssueCode,
  RecordTest,
  anyCharter,
  given,
  hour,
  journeyNumber,
  naat,
  onManifest,
  play,
  registration,
  seated,
  shifted,
  type Case,
} from '../support/journeys.ts'
import { momentOf, nextStep, playedByPlan, sampleFor } from '../support/plans.ts'
import { missionEditions, missionOnFile, policyUnder, varied } from '../support/policy.ts'

const second = 1000
const part = fc.integer({ min: 0, max: 1000 })
const minutesOfDay = fc.integer({ min: 0, max: 24 * 60 - 1 })

/** A flight on a day that the edition governs, departing at any minute, boarding up to two hours before. */
const flightsUnder = (mission: MissionEdition): fc.Arbitrary<Bound> =>
  fc
    .record({ day: fc.integer({ min: 0, max: 300 }), minute: minutesOfDay, boards: fc.integer({ min: 20, max: 120 }) })
    .map(({ day, minute, boards }) => {
      const last = mission.effectiveUntil ?? plusDays(mission.effectiveFrom, 300)
      const wanted = plusDays(mission.effectiveFrom, day)
      const departure = plusMinutes(shiftedDay(wanted < last ? wanted : last), minute)
      return policyUnder(mission, departure, { boarding: plusMinutes(departure, -boards) })
    })
const shiftedDay = (day: string): Instant => toInstant(Date.parse(`${day}T00:00:00Z`))

const named = (editions: readonly MissionEdition[]) => editions.map((mission) => [mission.id, mission] as const)
const twoSlots = missionEditions.filter(({ tests }) => tests.value[0]!.slots.length === 2)

/** Registered ten days before the flight, and nothing done yet. */
const begun = (policy: Bound): Case => seated({ policy, at: plusHours(policy.anchor.at, -240) })
const recorded = (policy: Bound, held: Case, test: ReturnType<typeof sampleFor>) =>
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
  const withFirst = (policy: Bound, one: number) => {
    const held = begun(policy)
    const test = sampleFor(policy, held, nextStep(policy, held)!, momentOf(nextStep(policy, held)!.rule, one))
    const { decision } = recorded(policy, held, test)
    if (decision.outcome === 'rejected') throw new Error('a first sample of the offer was refused')
    const after: Case = { ...held, journey: decision.next, now: test.reportedAt }
    return { after, first: test }
  }

  it('drawn from the plan, the second after the first is recorded, counts and leaves nothing to say', () => {
    fc.assert(
      fc.property(flightsUnder(mission), part, part, (policy, one, two) => {
        const { after, first } = withFirst(policy, one)
        expect(after.journey.dossier.findings).toEqual([])
        const step = nextStep(policy, after)!
        const test = sampleFor(policy, after, step, momentOf(step.rule, two))
        const { decision } = recorded(policy, after, test)
        expect(decision.outcome === 'accepted' && decision.events.map(({ type }) => type)).not.toContain('TestNotCounted')
        const both = decision.outcome === 'accepted' ? { ...after, journey: decision.next } : after
        expect(both.journey.dossier.findings).toEqual([])
        expect(slotsOf(policy, both)).toEqual([first, test])
      }),
      { numRuns: 150 },
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
          recorded(policy, held, naat(sampledAt, { reportedAt: sampledAt }))
            .then('TestRecorded', 'TestNotCounted')
            .because(code)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('whose second lies a second outside its offer is refused with exactly that finding', () => {
    fc.assert(
      fc.property(flightsUnder(mission), part, (policy, one) => {
        const { after, first } = withFirst(policy, one)
        const { rule } = nextStep(policy, after)!
        const at = (moment: string) => sampleFor(policy, after, nextStep(policy, after)!, shifted(moment, 0))
        recorded(policy, after, at(shifted(rule.until, second)))
          .then('TestRecorded', 'TestNotCounted')
          .because('sampledTooLate')
        const early = at(shifted(rule.from, -second))
        const { hours } = mission.leastInterval.value
        const own = assign(policy, begun(policy).journey.dossier)
        expect(own.slots).toEqual([null, null])
        const opens = planOf(policy, begun(policy).journey.dossier, begun(policy).now).steps.filter(
          ({ step }) => step === 'sample',
        )[1]!.rule.from
        const tooSoon = epochMs(early.sampledAt) - epochMs(first.sampledAt) < hours * hour
        if (hours === 0 && early.sampledAt >= opens) {
          // No interval is asked and both lie in both windows: the two only change places.
          const { decision } = recorded(policy, after, early)
          const swapped = decision.outcome === 'accepted' ? { ...after, journey: decision.next } : after
          expect(slotsOf(policy, swapped)).toEqual([early, first])
        } else {
          recorded(policy, after, early)
            .then('TestRecorded', 'TestNotCounted')
            .because(
              ...(early.sampledAt < opens ? ['sampledTooEarly'] : []),
              ...(hours > 0 && tooSoon ? ['intervalTooShort'] : []),
            )
        }
      }),
      { numRuns: 150 },
    )
  })
})

/** The same flight later: its departure and its boarding move together. */
function delayed(policy: Bound, minutes: number): Bound {
  const departure = plusMinutes(policy.flight.scheduledDeparture, minutes)
  const { mission } = policy
  return {
    ...policyUnder(mission, departure, { boarding: plusMinutes(policy.anchor.at, minutes) }),
    ...(mission.anchor.value === 'boarding' ? {} : { anchor: { ...policy.anchor, at: departure } }),
  }
}
const stageAfter = (held: Case, policy: Bound): string => {
  const { decision } = given(held, policy).when(FollowRetiming(), held.now)
  return decision.outcome === 'accepted' ? decision.next.stage : decision.findings.map(({ code }) => code).join()
}
const upToNoon = (held: Case) => held

describe.each(named(missionEditions))('Under %s', (_, mission) => {
  const openToAll = { ...mission, tests: { ...mission.tests, value: [mission.tests.value[0]!] } }

  it('where a delay leaves somebody cleared, so does every smaller one', () => {
    let kept = 0
    fc.assert(
      fc.property(
        flightsUnder(openToAll),
        fc.array(part, { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 0, max: 36 * 60 }),
        part,
        (policy, moments, minutes, share) => {
          const held = playedByPlan(policy, { at: plusHours(policy.anchor.at, -240), moments })
          expect(held.journey.stage).toBe('clearedToBoard')
          if (stageAfter(held, delayed(policy, minutes)) !== 'clearedToBoard') return
          kept++
          const smaller = Math.floor((minutes * share) / 1000)
          expect(stageAfter(held, delayed(policy, smaller))).toBe('clearedToBoard')
        },
      ),
      { numRuns: 150 },
    )
    expect(kept).toBeGreaterThan(0)
  })

  it('a registration is taken exactly where its plan is feasible, and that plan leads to the gate', () => {
    fc.assert(
      fc.property(
        flightsUnder(mission),
        fc.integer({ min: -30 * 24 * 60, max: 12 * 60 }),
        fc.boolean(),
        fc.array(part, { minLength: 8, maxLength: 8 }),
        (policy, registeredAt, pastInfection, moments) => {
          const at = plusMinutes(policy.anchor.at, registeredAt)
          const command = registration({ traits: { pastInfection } })
          const papers = { tests: [], code: null, application: null, traits: command.traits }
          const { feasible } = planOf(policy, papers, at)
          const decision = register(journeyNumber(1), anyCharter, command, at, policy)
          expect(decision.outcome === 'accepted').toBe(feasible)
          if (!feasible) return
          const held = playedByPlan(policy, { at, traits: { pastInfection }, moments })
          expect(held.journey.dossier.findings).toEqual([])
          expect(held.journey.stage).toBe('clearedToBoard')
        },
      ),
      { numRuns: 150 },
    )
  })
})
