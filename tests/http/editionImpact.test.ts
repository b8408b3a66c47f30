// A new edition is looked at before it is published: whose way or stay gets shorter, and who needs a decision.
import { describe, expect, it } from 'vitest'
import { expectProblem, must } from '../support/client.ts'
import { at, july, oneTest, outcomesOf, seven, shelfInUse, twenty, type Line } from '../support/shelf.ts'

const shelf = shelfInUse()
const { publish, published } = shelf

describe('An edition that comes in the middle of an observation', () => {
  it('is looked at first: a dry run says who would get shorter, and writes nothing', async () => {
    const events = await shelf.desk.countEvents()
    const answer = must(await publish(twenty, { ends: seven, dryRun: true }))
    expect(answer.status).toBe(200)
    expect(answer.body.asOf).toBe('2022-09-01')
    const [first, second, ill, lost] = shelf.people
    expect(outcomesOf(answer)).toEqual({
      [first]: 'shorter',
      [second]: 'shorter',
      [ill]: 'needsDecision',
      [lost]: 'needsDecision',
    })
    expect(answer.body.counts).toEqual({ shorter: 2, longer: 0, unchanged: 0, needsDecision: 2 })
    // Who flies on 20 September takes it on landing, and is not asked.
    expect(answer.body.bindsOnLanding).toBe(1)
    const lines = answer.body.journeys as (Line & { before: unknown; after: unknown })[]
    expect(lines.find(({ journey: id }) => id === first)).toMatchObject({
      kind: 'observation',
      charter: shelf.world.charter,
      stage: 'underMedicalObservation',
      kept: false,
      before: { edition: seven, days: 10, expectedRelease: '2022-09-07T16:00:00.000Z', credit: 0 },
      after: { edition: twenty.id, days: 8, expectedRelease: '2022-09-05T16:00:00.000Z', credit: 0 },
      findings: [],
    })
    const why = Object.fromEntries(lines.map(({ journey: id, findings }) => [id, findings.map(({ code }) => code)]))
    expect(why[ill]).toEqual(['rulesChangeInCare'])
    expect(why[lost]).toContain('rulesChangeMissing')
    expect(answer.text).not.toContain('HWANGBO')
    expect(await shelf.desk.countEvents()).toBe(events)
    expect((await published()).map(({ id }) => id)).not.toContain(twenty.id)
    expectProblem(await shelf.world.cast.reformOffice.get(at(twenty.id, 'impact')), 404)
  })

  it('that begins tomorrow is looked at as of its first day', async () => {
    const tomorrow = { ...twenty, id: 'observation/CN-33/2022-09-02', effectiveFrom: '2022-09-02' }
    const { body } = must(await publish(tomorrow, { ends: seven, dryRun: true }))
    expect(body).toMatchObject({ asOf: '2022-09-02', counts: { shorter: 2, needsDecision: 2 } })
    expect((body.journeys as Line[]).map(({ journey: id }) => id).sort()).toEqual([...shelf.people].sort())
    // In a month everybody is expected to be free, but for whoever is in care or missing.
    const month = { ...twenty, id: 'observation/CN-33/2022-10-01', effectiveFrom: '2022-10-01' }
    const then = must(await publish(month, { ends: seven, dryRun: true })).body
    expect((then.journeys as Line[]).map(({ journey: id }) => id).sort()).toEqual(
      [shelf.people[2], shelf.people[3]].sort(),
    )
  })
})

describe('An edition that comes before a flight', () => {
  it('that asks fewer steps makes the way shorter', async () => {
    const answer = must(await publish(oneTest, { ends: july, dryRun: true }))
    expect(answer.body.counts).toEqual({ shorter: 1, longer: 0, unchanged: 0, needsDecision: 0 })
    expect(answer.body.bindsOnLanding).toBe(0)
    expect(answer.body.journeys).toEqual([
      expect.objectContaining({
        journey: shelf.later.journey,
        kind: 'mission',
        outcome: 'shorter',
        windowsMove: true,
        before: expect.objectContaining({ edition: 'mission/KR/2022-07-01', stepsToDo: 4, feasible: true }),
        after: expect.objectContaining({ edition: oneTest.id, stepsToDo: 3, feasible: true }),
      }),
    ])
  })

  it('and that nobody flies under touches nobody', async () => {
    const { body } = must(await shelf.world.cast.reformOffice.get(at('mission/PK/2022-06-01', 'impact')))
    expect(body).toEqual({
      edition: 'mission/PK/2022-06-01',
      asOf: null,
      counts: { shorter: 0, longer: 0, unchanged: 0, needsDecision: 0 },
      bindsOnLanding: 0,
      journeys: [],
    })
  })
})
