// What a charter was for: asked once behind the release, told as often as somebody likes, and counted without a name.
import { describe, expect, it } from 'vitest'
import type { Journey } from '../../src/domain/journey/journey.ts'
import { Outcome } from '../../src/domain/journey/outcome.ts'
import { countOutcomes } from '../../src/domain/journey/outcomeCount.ts'
import {
  AskDeadline,
  Release,
  TellOutcome,
  builders,
  given,
  homeDone,
  hour,
  shifted,
  type Case,
} from '../support/journeys.ts'

const released = (): Case => builders.released()
const asked = AskDeadline('wake.outcomeAsked')

describe('A released merchant', () => {
  it('is asked fourteen days after the release', () => {
    const { journey, effects } = given(homeDone()).when(Release).then('Released')
    const wake = effects.find(({ name }) => name === 'wake.outcomeAsked')
    expect(wake?.dueAt).toBe(shifted(journey.dossier.releasedAt!, 14 * 24 * hour))
  })

  it('is asked by one letter, and stands where they stood', () => {
    const after = given(released()).when(asked).then('OutcomeAsked').stands('released').follows('letter.outcomeAsked')
    after.when(asked).then().follows()
  })

  it('is not asked what they told already', () => {
    const told = given(released())
      .when(TellOutcome({ orders: 2 }))
      .then('OutcomeTold')
      .follows()
    told.when(asked).then().follows()
  })

  it('is not asked as a child', () => {
    const held = released()
    const { dossier } = held.journey
    const traits = { ...dossier.traits, minor: true }
    const child: Case = { ...held, journey: { ...held.journey, dossier: { ...dossier, traits } } }
    given(child).when(asked).then().follows()
  })

  it('may tell it again: the last counts, the same again is no other fact', () => {
    const first = given(released())
      .when(TellOutcome({ orders: 2, stayDays: 9 }))
      .then('OutcomeTold')
    first.when(TellOutcome({ orders: 2, stayDays: 9 })).then()
    const second = first.when(TellOutcome({ orders: 5 })).then('OutcomeTold')
    expect(second.journey.dossier.outcome).toEqual({
      ...{ orders: 5, value: null, companyRegistered: null, stayDays: null },
      at: second.case.now,
    })
    expect(second.case.history.filter(({ event }) => event.type === 'OutcomeTold')).toHaveLength(2)
  })

  it('who answers nothing is told so', () => {
    given(released()).when(TellOutcome({})).refused('policy-unmet', 'outcomeEmpty')
  })

  it('alone tells it: before the release and off the way nobody can', () => {
    for (const stage of ['registered', 'underHomeMonitoring', 'withdrawn', 'deferred'] as const)
      given(builders[stage]())
        .when(TellOutcome({ orders: 2 }))
        .refused('out-of-sequence', 'outOfSequence')
  })
})

describe('An answer', () => {
  it.each([
    [{ orders: -1 }],
    [{ orders: 1.5 }],
    [{ orders: 10_001 }],
    [{ value: { amount: 5, currency: 'my own' } }],
    [{ value: { amount: 5 } }],
    [{ stayDays: 4_000 }],
    [{ note: 'call me' }],
  ])('holds numbers and choices within reason alone: not %j', (answer) => {
    expect(Outcome.safeParse(answer).success).toBe(false)
  })
})

describe('The count', () => {
  const { journey } = released()
  const who = (answer: Partial<Outcome> | null, stage: Journey['stage'] = 'released') => ({
    stage,
    dossier: {
      ...journey.dossier,
      ...(answer && { outcome: { ...Outcome.parse(answer), at: journey.dossier.releasedAt! } }),
    },
  })

  it('of a charter that nobody was released from is nothing', () => {
    expect(countOutcomes([who(null, 'aboard')])).toEqual({ released: 0, answered: 0, sums: null })
  })

  it('shows no sums before three have answered', () => {
    const two = [who({ orders: 3 }), who({ orders: 4 }), who(null)]
    expect(countOutcomes(two)).toEqual({ released: 3, answered: 2, sums: null })
  })

  it('adds orders, each currency by itself and companies, and takes the middle of the stays', () => {
    const all = [
      who({ orders: 3, value: { amount: 100, currency: 'USD' }, companyRegistered: true, stayDays: 30 }),
      who({ orders: 4, value: { amount: 50, currency: 'USD' }, companyRegistered: false, stayDays: 10 }),
      who({ value: { amount: 7_000, currency: 'KRW' }, stayDays: 14 }),
      who({ companyRegistered: true, stayDays: 20 }),
      who(null),
      who(null, 'withdrawn'),
    ]
    expect(countOutcomes(all)).toEqual({
      released: 5,
      answered: 4,
      sums: {
        orders: 7,
        values: [
          { currency: 'USD', answers: 2, amount: 150 },
          { currency: 'KRW', answers: 1, amount: 7_000 },
        ],
        companiesRegistered: 2,
        stayDaysMedian: 14,
      },
    })
  })
})
