// A new edition in mid-course is followed or kept: by everybody at once, by name, and one journey alone.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { codesOf, expectProblem, fieldsOf, must } from '../support/client.ts'
import {
  at,
  july,
  oneTest,
  outcomesOf,
  reason,
  seven,
  shelfInUse,
  twenty,
  type Book,
  type Line,
} from '../support/shelf.ts'
import { facility } from '../support/world.ts'

const shelf = shelfInUse()
const { publish, redecide, published, journey, factsOf } = shelf

beforeAll(async () => void must(await publish(twenty, { ends: seven })))

describe('An edition that comes in the middle of an observation', () => {
  it('moves nobody by itself: people keep their editions unless they are re-decided', async () => {
    for (const id of shelf.people) expect((await journey(id)).dossier.editions.observation).toBe(seven)
  })

  it('is kept away from everybody while one of them cannot follow, who is named', async () => {
    const events = await shelf.desk.countEvents()
    for (const choice of ['follow', 'keep']) {
      const findings = expectProblem(await redecide(twenty.id, { choice }), 409, 'out-of-sequence')
      expect(findings.map(({ facts }) => facts['journey'])).toEqual([shelf.people[3]])
      expect(findings[0]!.message).toContain(shelf.people[3])
    }
    const dry = must(await redecide(twenty.id, { choice: 'follow', dryRun: true }))
    expect(outcomesOf(dry)).toEqual({
      [shelf.people[0]]: 'follows',
      [shelf.people[1]]: 'follows',
      [shelf.people[2]]: 'follows',
      [shelf.people[3]]: 'refused',
    })
    expect(await shelf.desk.countEvents()).toBe(events)
    expectProblem(
      await redecide(twenty.id, { choice: 'follow', journeys: [`${shelf.world.charter}-J0000000000000000`] }),
      404,
    )
    expectProblem(await redecide('observation/CN-33/1999-01-01', { choice: 'keep' }), 404)
    expect(
      fieldsOf(expectProblem(await redecide(twenty.id, { choice: 'both', reason: '', journeys: ['x'] }), 400)),
    ).toEqual(['choice', 'journeys.0', 'reason'])
  })

  it('is kept away from by name: the choice is recorded, and nothing else changes', async () => {
    const [, , ill] = shelf.people
    const before = await journey(ill)
    const answer = must(await redecide(twenty.id, { choice: 'keep', journeys: [ill, ill] }))
    expect(answer.body.journeys).toEqual([
      expect.objectContaining({ journey: ill, outcome: 'keeps', editions: before.dossier.editions }),
    ])
    const [kept] = await factsOf(ill, 'EditionKept')
    expect(kept).toMatchObject({
      data: { edition: twenty.id, reason },
      editions: [before.dossier.editions.mission, seven],
      actor: { role: 'reformOffice' },
    })
    expect((await journey(ill)).dossier).toEqual(before.dossier)
    const lines = must(await shelf.world.cast.reformOffice.get(at(twenty.id, 'impact'))).body.journeys as Line[]
    expect(lines.filter((line) => line.kept).map((line) => line.journey)).toEqual([ill])
  })

  it('is followed by everybody who was not asked yet, in one act, with a letter to each', async () => {
    const { cast } = shelf.world
    const [first, second, ill, lost] = shelf.people
    must(await cast.facility.post(`/v1/journeys/${lost}/found`, { to: 'observation', room: `${facility}/103` }))
    const key = { 'Idempotency-Key': 'everybody' }
    const answer = must(await redecide(twenty.id, { choice: 'follow' }, key))
    expect(outcomesOf(answer)).toEqual({ [first]: 'follows', [second]: 'follows', [lost]: 'follows' })
    for (const id of [first, second, lost]) {
      const [told, ...more] = await factsOf(id, 'ObservationEditionRedecided')
      expect(told).toMatchObject({
        // Nobody was sampled on days 1, 2 and 3 of the edition before, and the record says so.
        data: {
          edition: twenty.id,
          from: '2022-09-01',
          credit: 0,
          lastTestDay: '2022-08-31',
          missedSince: '2022-08-29',
        },
        editions: [expect.any(String), twenty.id],
        actor: { role: 'reformOffice' },
      })
      expect(more).toEqual([])
      expect((await journey(id)).dossier.editions.observation).toBe(twenty.id)
    }
    expect(answer.body.journeys[0]).toMatchObject({ credit: 0, expectedRelease: '2022-09-05T16:00:00.000Z' })
    expect((await journey(ill)).dossier.editions.observation).toBe(seven)
    const again = must(await redecide(twenty.id, { choice: 'follow' }, key))
    expect(again.body).toEqual(answer.body)
    expect(await factsOf(first, 'ObservationEditionRedecided')).toHaveLength(1)
    await shelf.desk.clock.turnTo('2022-09-01T12:00:00+08:00')
    const letters = must(await cast.reformOffice.get(`/v1/charters/${shelf.world.charter}/letters?limit=500`)).body.rows
    const rulesChanged = (letters as { name: string; journey: string }[]).filter(({ name }) =>
      /rulesChanged/.test(name),
    )
    expect(rulesChanged.map(({ journey: id }) => id).sort()).toEqual([first, second, lost].sort())
    // Nobody is left to ask: the same act again has nobody to move.
    expect(must(await redecide(twenty.id, { choice: 'follow' })).body.journeys).toEqual([])
  })

  it('leads to the shorter stay that was promised', async () => {
    const { cast } = shelf.world
    const [first] = shelf.people
    await shelf.desk.clock.turnTo('2022-09-03T09:00:00+08:00')
    const early = expectProblem(await cast.facility.post(`/v1/journeys/${first}/release`, {}, { 'If-Match': '*' }), 422)
    expect(codesOf(early)).toEqual(['centralPeriodOpen'])
    const { findings } = (await cast.facility.post(`/v1/journeys/${first}/central-period-end`)).body
    // The period itself is over after five days; what is missing are tests of the days that the new edition governs.
    expect((findings as { code: string }[]).map(({ code }) => code)).not.toContain('periodNotOver')
  })
})

describe('One journey alone', () => {
  const decide = (id: string, body: object, headers: Record<string, string> = { 'If-Match': '*' }) =>
    shelf.world.cast.reformOffice.post(`/v1/journeys/${id}/edition`, { reason, ...body }, headers)

  it('is decided on what somebody has seen, by the reform office, with a reason', async () => {
    const [, , ill] = shelf.people
    expectProblem(await decide(ill, { edition: twenty.id, choice: 'keep' }, {}), 428)
    expectProblem(await decide(ill, { edition: twenty.id, choice: 'keep' }, { 'If-Match': '"1"' }), 412, 'stale')
    expectProblem(await shelf.world.cast.facility.post(`/v1/journeys/${ill}/edition`, {}, { 'If-Match': '*' }), 403)
    expect(fieldsOf(expectProblem(await decide(ill, { edition: '', choice: 'stay', reason: '' }), 400))).toEqual([
      'choice',
      'edition',
      'reason',
    ])
  })

  it('is moved only to an edition that is in force for it, and that it does not stand under', async () => {
    const [first, , ill] = shelf.people
    for (const choice of ['follow', 'keep']) {
      const elsewhere = await decide(ill, { edition: 'observation/CN/2022-04-20', choice })
      expect(codesOf(expectProblem(elsewhere, 422))).toEqual(['editionNotInForce'])
      expect(codesOf(expectProblem(await decide(first, { edition: twenty.id, choice }), 409))).toEqual(['editionHeld'])
    }
    // It binds by itself on landing: there is nothing to keep yet, and nothing to follow.
    const ahead = await decide(shelf.later.journey, { edition: twenty.id, choice: 'keep' })
    expect(codesOf(expectProblem(ahead, 422))).toEqual(['editionUnknown'])
    expectProblem(await decide(shelf.later.journey, { edition: twenty.id, choice: 'follow' }), 409, 'out-of-sequence')
  })

  it('keeps, and follows after all', async () => {
    const [, , ill] = shelf.people
    const { version } = must(await decide(ill, { edition: twenty.id, choice: 'keep' }))
    const answer = must(await decide(ill, { edition: twenty.id, choice: 'follow' }, { 'If-Match': version! }))
    expect(answer.body.dossier.editions.observation).toBe(twenty.id)
    expect((await factsOf(ill, 'EditionKept', 'ObservationEditionRedecided')).map(({ type }) => type)).toEqual([
      'EditionKept',
      'EditionKept',
      'ObservationEditionRedecided',
    ])
  })
})

describe('An edition that comes before a flight', () => {
  it('on a day for which old and new are accepted needs a decision, which is followed with new windows', async () => {
    const day = '2022-09-20'
    const either: Book = {
      ...oneTest,
      id: `mission/KR/${day}`,
      effectiveFrom: day,
      adoptedFrom: day,
      transition: { days: [day], words: 'Flights on that day: old or new.' },
    }
    const answer = must(await publish(either, { ends: july }))
    const [line] = answer.body.journeys as [Line]
    expect({ ...line, findings: codesOf(line.findings as never) }).toMatchObject({
      journey: shelf.later.journey,
      outcome: 'needsDecision',
      findings: ['eitherAccepted'],
    })
    const chosen = must(await redecide(either.id, { choice: 'follow' }))
    expect(outcomesOf(chosen)).toEqual({ [shelf.later.journey]: 'follows' })
    expect((await journey(shelf.later.journey)).dossier.editions.mission).toBe(either.id)
    expect(await factsOf(shelf.later.journey, 'MissionEditionRedecided')).toHaveLength(1)
    const { steps } = must(await shelf.world.cast.reformOffice.get(`/v1/journeys/${shelf.later.journey}/plan`)).body
    expect((steps as { step: string }[]).map(({ step }) => step)).toEqual(['sample', 'code', 'documents'])
  })
})

it('Afterwards the record is whole, and the desk opens again with what was published', async () => {
  expect(must(await shelf.world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true, first: null })
  const before = await published()
  await shelf.desk.down()
  // The files still have the days that publications ended: nothing rules otherwise, and nobody is warned.
  const said = vi.spyOn(process.stderr, 'write')
  await shelf.desk.up()
  expect(said.mock.calls.filter(([line]) => String(line).includes('WARNING'))).toEqual([])
  said.mockRestore()
  expect(await published()).toEqual(before)
  expect((await journey(shelf.people[0])).dossier.editions.observation).toBe(twenty.id)
})
