// A new edition in mid-course: looked at before it is published, refused with the field and the reason, and followed or kept.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  clearToBoard,
  closeManifest,
  codesOf,
  expectProblem,
  facility,
  fieldsOf,
  flyAndTransfer,
  furnish,
  must,
  openRegistration,
  register,
  startDesk,
  termsBody,
  type Answer,
  type TestDesk,
  type World,
} from '../support/desk.ts'

type Book = Record<string, unknown> & { id: string }
const shelf = fileURLToPath(new URL('../../db/editions', import.meta.url))
const bookAt = (file: string): Book => JSON.parse(readFileSync(path.join(shelf, file), 'utf8')) as Book

/** The editions under which everybody here flies and lands, each with a last day in November. */
const seven = 'observation/CN-33/2022-06-28'
const july = 'mission/KR/2022-07-01'
/** Twenty measures, as if they had come in the middle of the observation: 5 + 3 days instead of 7 + 3. */
const twenty: Book = {
  ...bookAt('observation/cn-33-2022-11-11.json'),
  id: 'observation/CN-33/2022-09-01',
  effectiveFrom: '2022-09-01',
  effectiveUntil: '2022-11-10',
}
const oneTest: Book = {
  ...bookAt('mission/kr-2022-11-14.json'),
  id: 'mission/KR/2022-09-15',
  effectiveFrom: '2022-09-15',
  adoptedFrom: '2022-09-15',
  effectiveUntil: '2022-11-13',
}
/** A country of which nothing is on file. */
const vietnam: Book = { ...oneTest, id: 'mission/VN/2022-09-15', jurisdiction: 'VN' }
const reason = 'notice of the joint prevention and control'

let desk: TestDesk
let world: World
/** Two in observation, one in medical care, one who left; and one who flies three weeks later. */
let people: readonly [string, string, string, string]
let later: { readonly charter: string; readonly journey: string }

const publish = (edition: unknown, more: object = {}): Promise<Answer> =>
  world.cast.reformOffice.post('/v1/editions', { edition, reason, ...more })
const at = (id: string, what: string): string => `/v1/editions/${encodeURIComponent(id)}/${what}`
const redecide = (id: string, body: object, headers = {}): Promise<Answer> =>
  world.cast.reformOffice.post(at(id, 'redecision'), { reason, ...body }, headers)
const published = async () => must(await world.cast.reformOffice.get('/v1/editions')).body as Book[]
const factsOfTheShelf = async () =>
  (await desk.open.desk.store.eventsOf('desk', 'editions')).filter(({ type }) => type !== 'EditionSeeded')
const journey = async (id: string) => must(await world.cast.reformOffice.get(`/v1/journeys/${id}`)).body
const factsOf = async (id: string, ...types: string[]) =>
  (must(await world.cast.reformOffice.get(`/v1/journeys/${id}/events`)).body as RecordedFact[]).filter(({ type }) =>
    types.includes(type),
  )
type RecordedFact = { type: string; data: Record<string, unknown>; editions: string[]; actor: { role: string } }
type Line = { journey: string; outcome: string; kept: boolean; findings: { code: string }[] }
const outcomesOf = ({ body }: Answer): Record<string, string> =>
  Object.fromEntries((body.journeys as Line[]).map(({ journey: id, outcome }) => [id, outcome]))

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  const { cast, charter } = world
  await openRegistration(world)
  const [first, second, ill, lost] = [1, 2, 3, 4].map((number) => register(cast.chamber, charter, number))
  people = [await first!, await second!, await ill!, await lost!]
  await clearToBoard(desk, world, people)
  await closeManifest(desk, world)
  await flyAndTransfer(desk, world, people)
  for (const [i, id] of people.entries()) {
    must(await cast.facility.post(`/v1/journeys/${id}/admission`, { room: `${facility}/10${i}` }))
  }
  const departure = '2022-09-20T15:40:00+09:00'
  const leg = {
    ...termsBody().leg,
    plannedBoarding: departure,
    scheduledDeparture: departure,
    scheduledArrival: '2022-09-20T17:10:00+08:00',
  }
  const { id } = must(await cast.chamber.post('/v1/charters', termsBody({ leg }))).body
  must(await cast.chamber.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '*' }))
  later = { charter: id, journey: await register(cast.chamber, id, 5) }
  await desk.clock.turnTo('2022-09-01T10:00:00+08:00')
  must(await cast.facility.post(`/v1/journeys/${people[2]}/medical-care`, { place: 'the hospital', cause: 'fever' }))
  must(await cast.facility.post(`/v1/journeys/${people[3]}/missing`, { lastSeen: 'at the lift' }))
})
afterAll(() => desk.close())

describe('An edition that cannot stand', () => {
  const tests = (slots: readonly object[]): Book => {
    const korea = bookAt('mission/kr-2022-07-01.json') as Book & { tests: { value: { slots: object[] }[] } }
    const [way] = korea.tests.value
    return {
      ...korea,
      id: oneTest.id,
      effectiveFrom: '2022-09-15',
      adoptedFrom: '2022-09-15',
      transition: null,
      tests: { ...korea.tests, value: [{ ...way!, slots: slots.map((each, i) => ({ ...way!.slots[i], ...each })) }] },
    } as Book
  }
  const malformed: readonly (readonly [string, unknown, readonly string[], RegExp])[] = [
    ['names an unknown zone', { ...twenty, zone: 'Asia/Yiwu' }, ['edition.zone'], /IANA/],
    [
      'has a negative window',
      tests([{ opens: -48 }, { opens: 24 }]),
      ['edition.tests.value.0.slots.0.opens', 'edition.tests.value.0.slots.0.closes'],
      /negative/,
    ],
    [
      'has an empty window',
      tests([{ opens: 72 }, { opens: 24, closes: 24 }]),
      ['edition.tests.value.0.slots.1.closes'],
      /empty/,
    ],
    [
      'ends before it begins',
      { ...twenty, effectiveUntil: '2022-08-31' },
      ['edition.effectiveUntil'],
      /before effectiveFrom/,
    ],
    [
      'is wrong in several places',
      { ...twenty, zone: 'Asia/Yiwu', confidence: 'sure', effectiveFrom: 'soon', surplus: 1 },
      ['edition.confidence', 'edition.effectiveFrom', 'edition.surplus', 'edition.zone'],
      /surplus/,
    ],
    [
      'speaks of no country',
      { ...vietnam, id: 'mission/VIETNAM/2022-09-15', jurisdiction: 'VIETNAM' },
      ['edition.jurisdiction'],
      /ISO 3166/,
    ],
    ['is none', 'an edition', ['edition'], /./],
  ]
  const colliding: readonly (readonly [string, Book, string, string])[] = [
    ['is published already', bookAt('observation/cn-2022-06-28.json'), 'editionKnown', 'id'],
    [
      'overlaps without a transition clause',
      {
        ...oneTest,
        id: 'mission/KR/2022-04-15',
        effectiveFrom: '2022-04-15',
        adoptedFrom: '2022-04-15',
        effectiveUntil: '2022-04-30',
      },
      'editionOverlaps',
      'effectiveFrom',
    ],
    [
      'corrects nothing that is known',
      { ...twenty, corrects: 'observation/CN-33/2020-01-01' },
      'correctsUnknown',
      'corrects',
    ],
    [
      'overlaps under another spelling of whoever issued it',
      { ...twenty, issuer: 'Zhejiang' },
      'editionOverlaps',
      'effectiveFrom',
    ],
    ['is that of a mission that nobody has', { ...oneTest, issuer: 'KR-SEOUL' }, 'issuerUnknown', 'issuer'],
    ['is that of a mission elsewhere', { ...vietnam, issuer: 'KR-SEL-EMB' }, 'issuerUnknown', 'issuer'],
    ['cites a number that is on no list', { ...vietnam, sources: ['29', '999'] }, 'sourceUnknown', 'sources.1'],
    [
      'accepts the rule before, and there is none',
      { ...vietnam, transition: { days: ['2022-09-15'], words: 'old or new' } },
      'transitionAlone',
      'transition',
    ],
  ]

  async function leavesTheDesk(ask: () => Promise<Answer>): Promise<Answer> {
    const look = async () => ({
      books: await published(),
      events: await desk.countEvents(),
      charter: must(await world.cast.reformOffice.get(`/v1/charters/${later.charter}`)).body,
      plan: must(await world.cast.reformOffice.get(`/v1/journeys/${later.journey}/plan`)).body,
    })
    const before = await look()
    const answer = await ask()
    expect(await look()).toEqual(before)
    return answer
  }

  it.each(malformed)('because it %s is refused with the field and the reason', async (_why, edition, fields, words) => {
    for (const more of [{}, { dryRun: true }]) {
      const findings = expectProblem(await leavesTheDesk(() => publish(edition, more)), 400, 'malformed')
      expect(fieldsOf(findings)).toEqual([...fields].sort())
      expect(findings.map(({ message }) => message).join('\n')).toMatch(words)
    }
  })

  it.each(colliding)('because it %s is refused with the field and the reason', async (_why, edition, code, field) => {
    for (const more of [{}, { dryRun: true }]) {
      const findings = expectProblem(await leavesTheDesk(() => publish(edition, more)), 422, 'policy-unmet')
      expect(codesOf(findings)).toEqual([code])
      expect(fieldsOf(findings)).toEqual([field])
      expect(findings[0]!.message.length).toBeGreaterThan(20)
    }
  })

  it.each([
    ['one that nobody published', twenty, 'observation/CN-33/2020-01-01', 'endsUnknown'],
    ['one of another place', twenty, 'observation/CN/2022-06-28', 'endsUnknown'],
    ['one that begins behind it', { ...oneTest, effectiveFrom: '2022-09-15' }, 'mission/KR/2022-11-14', 'endsUnknown'],
    ['one that is over by then', oneTest, 'mission/KR/2022-05-20', 'endedAlready'],
  ] as const)('because it would end %s is refused, and nothing ends', async (_what, edition, ends, code) => {
    const findings = expectProblem(await leavesTheDesk(() => publish(edition, { ends })), 422, 'policy-unmet')
    expect(findings[0]).toMatchObject({ code, facts: { field: 'ends', edition: ends } })
    // What it does overlap is told in the same answer.
    expect(codesOf(findings)).toContain('editionOverlaps')
  })

  it('without a reason, or from anybody but the reform office, is not published', async () => {
    const bare = await leavesTheDesk(() =>
      world.cast.reformOffice.post('/v1/editions', { edition: twenty, reason: ' ' }),
    )
    expect(fieldsOf(expectProblem(bare, 400))).toEqual(['reason'])
    for (const role of ['chamber', 'facility', 'auditor', 'administrator', 'mission'] as const) {
      expectProblem(await world.cast[role].post('/v1/editions', { edition: twenty, reason }), 403)
      const impact = await world.cast[role].get(at(seven, 'impact'))
      if (role === 'auditor' || role === 'administrator') must(impact)
      else expectProblem(impact, 403)
      expectProblem(await world.cast[role].post(at(seven, 'redecision'), { choice: 'keep', reason }), 403)
    }
  })
})

describe('An edition that comes in the middle of an observation', () => {
  it('is looked at first: a dry run says who would get shorter, and writes nothing', async () => {
    const events = await desk.countEvents()
    const answer = must(await publish(twenty, { ends: seven, dryRun: true }))
    expect(answer.status).toBe(200)
    expect(answer.body.asOf).toBe('2022-09-01')
    const [first, second, ill, lost] = people
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
      charter: world.charter,
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
    expect(await desk.countEvents()).toBe(events)
    expect((await published()).map(({ id }) => id)).not.toContain(twenty.id)
    expectProblem(await world.cast.reformOffice.get(at(twenty.id, 'impact')), 404)
  })

  it('that begins tomorrow is looked at as of its first day', async () => {
    const tomorrow = { ...twenty, id: 'observation/CN-33/2022-09-02', effectiveFrom: '2022-09-02' }
    const { body } = must(await publish(tomorrow, { ends: seven, dryRun: true }))
    expect(body).toMatchObject({ asOf: '2022-09-02', counts: { shorter: 2, needsDecision: 2 } })
    expect((body.journeys as Line[]).map(({ journey: id }) => id).sort()).toEqual([...people].sort())
    // In a month everybody is expected to be free, but for whoever is in care or missing.
    const month = { ...twenty, id: 'observation/CN-33/2022-10-01', effectiveFrom: '2022-10-01' }
    const then = must(await publish(month, { ends: seven, dryRun: true })).body
    expect((then.journeys as Line[]).map(({ journey: id }) => id).sort()).toEqual([people[2], people[3]].sort())
  })

  it('is published with the same preview, once, ends the one before, and is told on the desk’s own chain', async () => {
    const looked = must(await publish(twenty, { ends: seven, dryRun: true })).body
    const key = { 'Idempotency-Key': 'twenty' }
    const body = { edition: twenty, ends: seven, reason }
    const before = (await published()).find(({ id }) => id === seven)!
    const answer = must(await world.cast.reformOffice.post('/v1/editions', body, key))
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(at(twenty.id, 'impact'))
    expect(answer.body).toEqual(looked)
    expect((await published()).find(({ id }) => id === twenty.id)).toMatchObject({ effectiveFrom: '2022-09-01' })
    // Its rules stay what they were; only its last day is another.
    expect((await published()).find(({ id }) => id === seven)).toEqual({ ...before, effectiveUntil: '2022-08-31' })
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect((await factsOfTheShelf()).map(({ type, data, actor }) => ({ type, data, role: actor.role }))).toEqual([
      { type: 'EditionPublished', data: { edition: twenty.id, digest, reason }, role: 'reformOffice' },
      {
        type: 'EditionEnded',
        data: { edition: seven, until: '2022-08-31', by: twenty.id, digest },
        role: 'reformOffice',
      },
    ])
    const again = must(await world.cast.reformOffice.post('/v1/editions', body, key))
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: answer.body })
    expect(codesOf(expectProblem(await publish(twenty), 422))).toEqual(['editionKnown'])
    expect(await factsOfTheShelf()).toHaveLength(2)
    expect(must(await world.cast.reformOffice.get(at(twenty.id, 'impact'))).body).toEqual(looked)
  })

  it('moves nobody by itself: people keep their editions unless they are re-decided', async () => {
    for (const id of people) expect((await journey(id)).dossier.editions.observation).toBe(seven)
  })

  it('is kept away from everybody while one of them cannot follow, who is named', async () => {
    const events = await desk.countEvents()
    for (const choice of ['follow', 'keep']) {
      const findings = expectProblem(await redecide(twenty.id, { choice }), 409, 'out-of-sequence')
      expect(findings.map(({ facts }) => facts['journey'])).toEqual([people[3]])
      expect(findings[0]!.message).toContain(people[3])
    }
    const dry = must(await redecide(twenty.id, { choice: 'follow', dryRun: true }))
    expect(outcomesOf(dry)).toEqual({
      [people[0]]: 'follows',
      [people[1]]: 'follows',
      [people[2]]: 'follows',
      [people[3]]: 'refused',
    })
    expect(await desk.countEvents()).toBe(events)
    expectProblem(
      await redecide(twenty.id, { choice: 'follow', journeys: [`${world.charter}-J0000000000000000`] }),
      404,
    )
    expectProblem(await redecide('observation/CN-33/1999-01-01', { choice: 'keep' }), 404)
    expect(
      fieldsOf(expectProblem(await redecide(twenty.id, { choice: 'both', reason: '', journeys: ['x'] }), 400)),
    ).toEqual(['choice', 'journeys.0', 'reason'])
  })

  it('is kept away from by name: the choice is recorded, and nothing else changes', async () => {
    const [, , ill] = people
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
    const lines = must(await world.cast.reformOffice.get(at(twenty.id, 'impact'))).body.journeys as Line[]
    expect(lines.filter((line) => line.kept).map((line) => line.journey)).toEqual([ill])
  })

  it('is followed by everybody who was not asked yet, in one act, with a letter to each', async () => {
    const { cast } = world
    const [first, second, ill, lost] = people
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
    await desk.clock.turnTo('2022-09-01T12:00:00+08:00')
    const letters = must(await cast.reformOffice.get(`/v1/charters/${world.charter}/letters?limit=500`)).body.rows
    const rulesChanged = (letters as { name: string; journey: string }[]).filter(({ name }) =>
      /rulesChanged/.test(name),
    )
    expect(rulesChanged.map(({ journey: id }) => id).sort()).toEqual([first, second, lost].sort())
    // Nobody is left to ask: the same act again has nobody to move.
    expect(must(await redecide(twenty.id, { choice: 'follow' })).body.journeys).toEqual([])
  })

  it('leads to the shorter stay that was promised', async () => {
    const { cast } = world
    const [first] = people
    await desk.clock.turnTo('2022-09-03T09:00:00+08:00')
    const early = expectProblem(await cast.facility.post(`/v1/journeys/${first}/release`, {}, { 'If-Match': '*' }), 422)
    expect(codesOf(early)).toEqual(['centralPeriodOpen'])
    const { findings } = (await cast.facility.post(`/v1/journeys/${first}/central-period-end`)).body
    // The period itself is over after five days; what is missing are tests of the days that the new edition governs.
    expect((findings as { code: string }[]).map(({ code }) => code)).not.toContain('periodNotOver')
  })
})

describe('One journey alone', () => {
  const decide = (id: string, body: object, headers: Record<string, string> = { 'If-Match': '*' }) =>
    world.cast.reformOffice.post(`/v1/journeys/${id}/edition`, { reason, ...body }, headers)

  it('is decided on what somebody has seen, by the reform office, with a reason', async () => {
    const [, , ill] = people
    expectProblem(await decide(ill, { edition: twenty.id, choice: 'keep' }, {}), 428)
    expectProblem(await decide(ill, { edition: twenty.id, choice: 'keep' }, { 'If-Match': '"1"' }), 412, 'stale')
    expectProblem(await world.cast.facility.post(`/v1/journeys/${ill}/edition`, {}, { 'If-Match': '*' }), 403)
    expect(fieldsOf(expectProblem(await decide(ill, { edition: '', choice: 'stay', reason: '' }), 400))).toEqual([
      'choice',
      'edition',
      'reason',
    ])
  })

  it('is moved only to an edition that is in force for it, and that it does not stand under', async () => {
    const [first, , ill] = people
    for (const choice of ['follow', 'keep']) {
      const elsewhere = await decide(ill, { edition: 'observation/CN/2022-04-20', choice })
      expect(codesOf(expectProblem(elsewhere, 422))).toEqual(['editionNotInForce'])
      expect(codesOf(expectProblem(await decide(first, { edition: twenty.id, choice }), 409))).toEqual(['editionHeld'])
    }
    // It binds by itself on landing: there is nothing to keep yet, and nothing to follow.
    const ahead = await decide(later.journey, { edition: twenty.id, choice: 'keep' })
    expect(codesOf(expectProblem(ahead, 422))).toEqual(['editionUnknown'])
    expectProblem(await decide(later.journey, { edition: twenty.id, choice: 'follow' }), 409, 'out-of-sequence')
  })

  it('keeps, and follows after all', async () => {
    const [, , ill] = people
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
  it('that asks fewer steps makes the way shorter', async () => {
    const answer = must(await publish(oneTest, { ends: july, dryRun: true }))
    expect(answer.body.counts).toEqual({ shorter: 1, longer: 0, unchanged: 0, needsDecision: 0 })
    expect(answer.body.bindsOnLanding).toBe(0)
    expect(answer.body.journeys).toEqual([
      expect.objectContaining({
        journey: later.journey,
        kind: 'mission',
        outcome: 'shorter',
        windowsMove: true,
        before: expect.objectContaining({ edition: 'mission/KR/2022-07-01', stepsToDo: 4, feasible: true }),
        after: expect.objectContaining({ edition: oneTest.id, stepsToDo: 3, feasible: true }),
      }),
    ])
  })

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
      journey: later.journey,
      outcome: 'needsDecision',
      findings: ['eitherAccepted'],
    })
    const chosen = must(await redecide(either.id, { choice: 'follow' }))
    expect(outcomesOf(chosen)).toEqual({ [later.journey]: 'follows' })
    expect((await journey(later.journey)).dossier.editions.mission).toBe(either.id)
    expect(await factsOf(later.journey, 'MissionEditionRedecided')).toHaveLength(1)
    const { steps } = must(await world.cast.reformOffice.get(`/v1/journeys/${later.journey}/plan`)).body
    expect((steps as { step: string }[]).map(({ step }) => step)).toEqual(['sample', 'code', 'documents'])
  })

  it('and that nobody flies under touches nobody', async () => {
    const { body } = must(await world.cast.reformOffice.get(at('mission/PK/2022-06-01', 'impact')))
    expect(body).toEqual({
      edition: 'mission/PK/2022-06-01',
      asOf: null,
      counts: { shorter: 0, longer: 0, unchanged: 0, needsDecision: 0 },
      bindsOnLanding: 0,
      journeys: [],
    })
  })
})

describe('The page of rule books', () => {
  const thailand: Book = {
    ...bookAt('mission/in-2022-11-14.json'),
    id: 'mission/TH/2022-10-01',
    jurisdiction: 'TH',
    effectiveFrom: '2022-10-01',
    adoptedFrom: '2022-10-01',
  }
  const cookie = (who: { token: string }) => ({ Cookie: `desk_token=${who.token}`, 'Accept-Language': 'en' })
  const post = (who: { token: string }, fields: Record<string, string>) =>
    desk.nobody.post('/editions', new URLSearchParams(fields).toString(), {
      ...cookie(who),
      'Content-Type': 'application/x-www-form-urlencoded',
    })

  it('shows where everything stands that the books cite, which the API tells as well', async () => {
    const { text } = await desk.nobody.get('/editions', cookie(world.cast.chamber))
    const sources = must(await world.cast.chamber.get('/v1/sources')).body as Record<string, { site: string }[]>
    expect(sources['4']).toEqual([
      {
        site: 'wqb.huzhou.gov.cn',
        path: 'art_1229207131_58835829',
        date: '2022-06-21',
        note: 'Huzhou foreign affairs office',
      },
    ])
    const cited = new Set((await published()).flatMap(({ sources: numbers }) => numbers as string[]))
    expect(cited.size).toBeGreaterThan(10)
    for (const number of cited) expect(text, number).toContain(sources[number]![0]!.site)
  })

  it('shows the shelf to everybody who is signed in, and the form to the reform office alone', async () => {
    const { reformOffice, chamber } = world.cast
    const office = await desk.nobody.get('/editions', cookie(reformOffice))
    expect(office.text).toContain(seven)
    expect(office.text).toContain('<textarea')
    const other = await desk.nobody.get('/editions', cookie(chamber))
    expect({ status: other.status, form: other.text.includes('<textarea') }).toEqual({ status: 200, form: false })
    expect((await desk.nobody.get('/editions')).headers.get('location')).toBe('/sign-in')
    expect((await post(desk.nobody, { act: 'publish' })).headers.get('location')).toBe('/sign-in')
    expect((await post(chamber, { act: 'publish', edition: JSON.stringify(thailand), reason })).status).toBe(404)
  })

  it('refuses with the field and the reason, keeps what was typed, and publishes only on the second button', async () => {
    const { reformOffice } = world.cast
    const before = await published()
    const wrong = await post(reformOffice, { act: 'publish', edition: '{ "no": ', reason })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('is no JSON')
    const zone = await post(reformOffice, {
      act: 'publish',
      edition: JSON.stringify({ ...thailand, zone: 'x' }),
      reason,
    })
    expect(zone.status).toBe(400)
    expect(zone.text).toContain('edition.zone')
    expect(zone.text).toContain('mission/TH/2022-10-01')
    const twice = await post(reformOffice, { act: 'publish', edition: JSON.stringify(twenty), reason })
    expect(twice.status).toBe(422)
    const nothing = await post(reformOffice, {
      act: 'publish',
      edition: JSON.stringify(thailand),
      reason,
      ends: 'mission/TH/2022-01-01',
    })
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('value="mission/TH/2022-01-01"')
    const looked = await post(reformOffice, { act: 'preview', edition: JSON.stringify(thailand), reason })
    expect(looked.status).toBe(200)
    expect(looked.text).toContain('mission/TH/2022-10-01 would touch')
    expect(await published()).toEqual(before)
    const done = await post(reformOffice, { act: 'publish', edition: JSON.stringify(thailand), reason })
    expect(done.text).toContain('mission/TH/2022-10-01 is published')
    expect((await published()).map(({ id }) => id)).toContain('mission/TH/2022-10-01')
  })
})

describe('Two who publish at once', () => {
  it('are decided one after the other: of two that overlap one is refused', async () => {
    const from = (day: string): Book => ({
      ...bookAt('mission/in-2022-11-14.json'),
      id: `mission/VN/${day}`,
      jurisdiction: 'VN',
      effectiveFrom: day,
      adoptedFrom: day,
      effectiveUntil: '2022-12-31',
    })
    const answers = await Promise.all(['2022-10-01', '2022-10-02', '2022-10-03'].map((day) => publish(from(day))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422])
    expect((await published()).filter(({ id }) => id.startsWith('mission/VN/'))).toHaveLength(1)
  })
})

it('Afterwards the record is whole, and the desk opens again with what was published', async () => {
  expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true, first: null })
  const before = await published()
  await desk.down()
  // The files still have the days that publications ended: nothing rules otherwise, and nobody is warned.
  const said = vi.spyOn(process.stderr, 'write')
  await desk.up()
  expect(said.mock.calls.filter(([line]) => String(line).includes('WARNING'))).toEqual([])
  said.mockRestore()
  expect(await published()).toEqual(before)
  expect((await journey(people[0])).dossier.editions.observation).toBe(twenty.id)
})
