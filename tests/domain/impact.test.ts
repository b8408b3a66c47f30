// What another edition would mean for one journey: shorter, longer, the same, or a thing that somebody must decide.
import { describe, expect, it } from 'vitest'
import { plusHours } from '../../src/domain/instant.ts'
import { decide } from '../../src/domain/journey/decide.ts'
import type { Edition } from '../../src/domain/policy/edition.ts'
import { impactOf, type Impact } from '../../src/domain/policy/impact.ts'
import type { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import { expectedRelease } from '../../src/domain/policy/leg.ts'
import type { ObservationEdition } from '../../src/domain/policy/observationEdition.ts'
import {
  CompleteCentralPeriod,
  FollowEdition,
  RecordTest,
  aboard,
  atHome,
  cleared,
  defaultPolicy,
  firstCounted,
  inCare,
  infant,
  instant,
  landed,
  missing,
  naat,
  observed,
  onDay,
  play,
  released,
  sampledOn,
  seated,
  waitlisted,
  hour,
  shifted,
  when,
  type Case,
} from '../support/journeys.ts'
import { day, korea, missionEditions, ninth, observationEditions, route, slot, varied } from '../support/policy.ts'

const observation = (id: string): ObservationEdition => observationEditions.find((each) => each.id === id)!
const twenty = observation('observation/CN-33/2022-11-11')
const free = observation('observation/CN/2023-01-08')
const oneTest: MissionEdition = missionEditions.find(({ id }) => id === 'mission/KR/2022-11-14')!
const another = <Book extends Edition>(book: Book): Book => ({ ...book, id: `${book.id}/another` })

const policyUnder = ({ policy }: Case, edition: Edition) => ({ ...policy, [edition.kind]: edition })
/** What the edition would mean for the journey as it stands at that moment. */
function impact(held: Case, edition: Edition, at: string = held.now): Impact {
  const { testExempt } = held.journey.dossier.traits
  const proposed = { edition, before: held.policy, after: policyUnder(held, edition), testExempt }
  const found = impactOf(held.journey, proposed, instant(at))
  if (!found) throw new Error(`${edition.id} says nothing about ${held.journey.stage}`)
  return found
}
const told = ({ outcome, findings }: Impact) => ({ outcome, codes: findings.map(({ code }) => code) })
const decided = (...codes: string[]) => ({ outcome: 'needsDecision', codes })
const simply = (outcome: 'shorter' | 'longer' | 'unchanged') => ({ outcome, codes: [] })

describe('After the landing', () => {
  const fourth = onDay(4)

  it('fewer days make it shorter, with both releases told', () => {
    expect(impact(observed(), twenty, fourth)).toEqual({
      kind: 'observation',
      outcome: 'shorter',
      before: { edition: ninth.id, days: 10, expectedRelease: '2022-09-07T16:00:00.000Z', credit: 0 },
      after: { edition: twenty.id, days: 8, expectedRelease: '2022-09-05T16:00:00.000Z', credit: 0 },
      findings: [],
    })
    for (const way of [landed(), sampledOn(observed(), 1, 2)])
      expect(told(impact(way, twenty))).toEqual(simply('shorter'))
  })

  it('more days make it longer, and as many leave it as it was', () => {
    const fourteen = another(varied(ninth, { central: { ...ninth.central.value, days: 14 } }))
    expect(told(impact(observed(), fourteen, fourth))).toEqual(simply('longer'))
    expect(told(impact(observed(), another(ninth), fourth))).toEqual(simply('unchanged'))
    // At home only the days at home are left to differ: three under either.
    expect(told(impact(atHome(), twenty))).toEqual(simply('unchanged'))
  })

  it('is what the journey would really come to if it followed', () => {
    for (const held of [landed(), observed(), sampledOn(observed(), 1, 2, 3), atHome()]) {
      const policy = policyUnder(held, twenty)
      const decision = decide(held.journey, FollowEdition(twenty.id), held.now, policy)
      if (decision.outcome === 'rejected') throw new Error('it could follow')
      const { after } = impact(held, twenty) as Extract<Impact, { kind: 'observation' }>
      expect(after.expectedRelease).toBe(expectedRelease(twenty, decision.next.dossier, held.now))
    }
  })

  it('somebody in medical care, or missing, is for somebody to decide', () => {
    expect(told(impact(inCare(), twenty))).toEqual(decided('rulesChangeInCare'))
    expect(told(impact(missing(), twenty))).toEqual(decided('outOfSequence', 'rulesChangeMissing'))
  })

  it('more days behind somebody than the new central leg has are a decision, unless the edition credits them', () => {
    const seventh = onDay(7)
    const surplus = impact(observed(), twenty, seventh)
    expect(told(surplus)).toEqual(decided('surplusUncredited'))
    expect(surplus.findings[0]!.facts).toEqual({ surplus: 1, days: 5, edition: twenty.id })
    expect(told(impact(observed(), twenty, onDay(6)))).toEqual(simply('shorter'))
    const crediting = varied(twenty, { credit: { surplusDays: 'toHomeLeg', tests: 2 } })
    const credited = impact(observed(), crediting, seventh)
    expect(told(credited)).toEqual(simply('shorter'))
    expect(credited.after).toMatchObject({ credit: 1, expectedRelease: '2022-09-05T16:00:00.000Z' })
  })

  it('surplus days are credited to somebody at home as well, and the preview says so', () => {
    const eighth = defaultPolicy({ observation: observation('observation/CN/2022-04-20') })
    const central = sampledOn(observed({ policy: eighth }), 1, 4, 7, 14, 14)
    const home = play(central, CompleteCentralPeriod, onDay(15, '00:00:00'))
    const found = impact(home, observation('observation/CN-33/2022-06-18'), onDay(17))
    expect(told(found)).toEqual(simply('shorter'))
    expect(found).toMatchObject({
      before: { expectedRelease: '2022-09-18T16:00:00.000Z', credit: 0 },
      after: { expectedRelease: '2022-09-11T16:00:00.000Z', credit: 7 },
    })
  })

  it('an edition that asks nothing at all frees everybody but whoever was found positive', () => {
    expect(told(impact(observed(), free, onDay(6)))).toEqual(simply('shorter'))
    const positive = play(observed(), RecordTest(naat(onDay(2), { result: 'positive' })), onDay(2, '18:00:00'))
    expect(told(impact(positive, free))).toEqual(decided('positiveUnasked'))
    expect(told(impact(positive, twenty))).toEqual(simply('shorter'))
    // A positive from before the flight belongs to another part of the way.
    const before = landed()
    const tests = [naat('2022-08-01T10:00:00+09:00', { result: 'positive' }), ...before.journey.dossier.tests]
    const past = { ...before, journey: { ...before.journey, dossier: { ...before.journey.dossier, tests } } }
    expect(told(impact(past, free))).toEqual(simply('shorter'))
  })

  it('whoever landed under no edition is asked', () => {
    const none = landed({ policy: defaultPolicy({ observation: null }) })
    const found = impact(none, twenty)
    expect(told(found)).toEqual(decided('noEditionHeld'))
    expect(found.before).toEqual({ edition: null, days: null, expectedRelease: null, credit: 0 })
  })

  it('a landing day for which old and new are accepted is a decision', () => {
    const transition = { days: [day('2022-08-28')], words: 'Arrivals of that day: old or new.' }
    const found = impact(observed(), { ...twenty, transition }, fourth)
    expect(told(found)).toEqual(decided('eitherAccepted'))
    expect(found.findings[0]).toMatchObject({
      facts: { day: '2022-08-28', other: ninth.id, edition: twenty.id },
      message: expect.stringContaining('old or new'),
      edition: twenty.id,
    })
    const otherDay = { ...transition, days: [day('2022-08-29')] }
    expect(told(impact(observed(), { ...twenty, transition: otherDay }, fourth))).toEqual(simply('shorter'))
  })
})

describe('Before boarding', () => {
  const begun = '2022-08-21T10:00:00+09:00'

  it('fewer steps still to do make it shorter, more make it longer', () => {
    const fewer = impact(seated(), oneTest, begun)
    expect(told(fewer)).toEqual(simply('shorter'))
    expect(fewer).toMatchObject({
      kind: 'mission',
      windowsMove: true,
      before: { edition: korea.id, stepsToDo: 4, feasible: true },
      after: { edition: oneTest.id, stepsToDo: 3, feasible: true },
    })
    const under = defaultPolicy({ mission: another(oneTest) })
    expect(told(impact(seated({ policy: under }), { ...korea, transition: null }, begun))).toEqual(simply('longer'))
  })

  it('counts what is still to do: a sample already taken under either is no step any more', () => {
    const found = impact(firstCounted(), oneTest) as Extract<Impact, { kind: 'mission' }>
    expect(found.before.latest.map(({ step, slot: at }) => `${step}${at ?? ''}`)).toEqual([
      'sample2',
      'code',
      'documents',
    ])
    expect(found.after.latest.map(({ step, slot: at }) => `${step}${at ?? ''}`)).toEqual(['code', 'documents'])
    for (const { by } of found.after.latest) expect(by <= plusHours(instant(when.boarding), 1)).toBe(true)
    expect(told(found)).toEqual(simply('shorter'))
  })

  it('as many steps leave it unchanged, and say whether windows move', () => {
    const same = impact(seated(), { ...another(korea), transition: null }, begun)
    expect({ ...told(same), moved: 'windowsMove' in same && same.windowsMove }).toEqual({
      ...simply('unchanged'),
      moved: false,
    })
    const [way] = korea.tests.value
    const narrower = [{ ...way!, slots: way!.slots.map((each) => ({ ...each, opens: each.opens - 2 })) }]
    const moved = impact(waitlisted(), another(varied(korea, { tests: narrower })), begun)
    expect({ ...told(moved), moved: 'windowsMove' in moved && moved.windowsMove }).toEqual({
      ...simply('unchanged'),
      moved: true,
    })
  })

  it('a step that could no longer be begun in time loses the flight as well as one that was missed', () => {
    // Two samples 24 h apart cannot both be begun any more, where one sample alone still could.
    const one = varied(korea, { tests: [route([slot(48, { before: 'code' })])] })
    const held = seated({ policy: defaultPolicy({ mission: one }) })
    const found = impact(held, another(korea), shifted(when.boarding, -25 * hour))
    expect(told(found)).toEqual(decided('stepLost'))
  })

  it('a flight that would be lost under the new edition is a decision that names the step', () => {
    const early = another(
      varied(korea, { tests: [route([slot(72, { closes: 60, before: 'code' }), slot(24, { before: 'gate' })])] }),
    )
    const found = impact(firstCounted(), early)
    expect(told(found)).toEqual(decided('stepLost'))
    expect(found.findings[0]).toMatchObject({
      facts: { edition: early.id, step: 'sample 1', until: '2022-08-26 03:40 (Asia/Seoul)' },
      message: expect.stringContaining('2022-08-26 03:40 (Asia/Seoul)'),
      edition: early.id,
    })
    expect(found).toMatchObject({ before: { feasible: true }, after: { feasible: false } })
    // Lost under either is nobody's decision any more.
    const late = '2022-08-28T12:00:00+09:00'
    expect(told(impact(seated(), early, late)).codes).toEqual([])
  })

  it('a flight day for which old and new are accepted is a decision, whichever of them is the later', () => {
    const transition = { days: [day('2022-08-28')], words: 'Flights of that day: old or new.' }
    expect(told(impact(seated(), { ...oneTest, transition }, begun))).toEqual(decided('eitherAccepted'))
    const under = defaultPolicy({ mission: { ...oneTest, transition } })
    expect(told(impact(seated({ policy: under }), korea, begun))).toEqual(decided('eitherAccepted'))
  })

  it('a journey that stands under no edition is asked', () => {
    const { journey, ...rest } = seated()
    const dossier = { ...journey.dossier, editions: { ...journey.dossier.editions, mission: null } }
    expect(told(impact({ ...rest, journey: { ...journey, dossier } }, oneTest, begun))).toEqual(
      decided('noEditionHeld'),
    )
  })

  it('looks at the age exemption as the new edition would grant it', () => {
    const held = infant()
    const proposed = { edition: oneTest, before: held.policy, after: policyUnder(held, oneTest) }
    const outcome = (testExempt: boolean) =>
      impactOf(held.journey, { ...proposed, testExempt }, instant(begun))?.outcome
    expect([outcome(true), outcome(false)]).toEqual(['unchanged', 'longer'])
  })
})

describe('Another part of the way', () => {
  const nothing = (held: Case, edition: Edition) =>
    impactOf(
      held.journey,
      { edition, before: held.policy, after: policyUnder(held, edition), testExempt: false },
      held.now,
    )

  it('is not touched: the observation before the landing, the mission behind the gate, nobody at the end', () => {
    expect([seated(), cleared(), aboard()].map((held) => nothing(held, twenty))).toEqual([null, null, null])
    expect([aboard(), landed(), atHome()].map((held) => nothing(held, oneTest))).toEqual([null, null, null])
    expect([nothing(released(), twenty), nothing(released(), oneTest)]).toEqual([null, null])
  })
})
