// A re-timing looked at before it is carried out: nothing is written by the look, and what it says is what then happens.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RetimingReport } from '../../src/domain/charter/retiming.ts'
import type { JourneyId, CharterId } from '../../src/domain/ids.ts'
import { codesOf, expectProblem, fieldsOf, must, type Answer, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { augustOnly } from '../support/editions.ts'
import { when } from '../support/handClock.ts'
import { negative, person, register, wishes } from '../support/merchants.ts'
import { clearToBoard, closeManifest, furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
/** One at each stage before boarding, and one who has withdrawn. */
let people: {
  readonly seated: string
  readonly first: string
  readonly coded: string
  readonly complete: string
  readonly cleared: string
  readonly gone: string
}
const any = { 'If-Match': '*' }
const announced = '2022-08-27T23:05:00+09:00'
const sixHoursLater = {
  plannedBoarding: '2022-08-28T21:40:00+09:00',
  scheduledDeparture: '2022-08-28T22:00:00+09:00',
  scheduledArrival: '2022-08-28T23:30:00+08:00',
  reason: 'fog at Incheon',
}
const twoHoursEarlier = {
  plannedBoarding: '2022-08-28T13:40:00+09:00',
  scheduledDeparture: '2022-08-28T14:00:00+09:00',
  scheduledArrival: '2022-08-28T15:30:00+08:00',
  reason: 'an earlier slot',
}
const nextYear = {
  scheduledDeparture: '2023-01-10T15:40:00+09:00',
  scheduledArrival: '2023-01-10T17:10:00+08:00',
  reason: 'no aircraft',
}

beforeEach(async () => {
  desk = await startDesk({ EDITION_FOLDER: augustOnly() })
  world = await furnish(desk)
})
afterEach(() => desk.close())

const path = () => `/v1/charters/${world.charter}/retiming`
const look = (who: Client, times: object, headers: Record<string, string> = {}): Promise<Answer> =>
  who.post(path(), { ...times, dryRun: true }, headers)
const carryOut = (who: Client, times: object): Promise<Answer> => who.post(path(), times, any)
const charterNow = async (): Promise<Answer['body']> =>
  must(await world.cast.chamber.get(`/v1/charters/${world.charter}`)).body

async function mixed(): Promise<void> {
  await openRegistration(world)
  const { chamber, laboratory, mission } = world.cast
  const [seated, first, coded, complete, cleared, gone] = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((number) => register(chamber, world.charter, number)),
  )
  people = { seated, first, coded, complete, cleared, gone } as typeof people
  await clearToBoard(desk, world, [people.cleared])
  await desk.clock.turnTo(announced)
  const report = async (id: string, name: string, sampledAt: string, reportedAt: string, where = '1') => {
    const test = negative(name, sampledAt, reportedAt, { laboratory: `lab-${where}`, reagent: `kit-${where}` })
    must(await laboratory.post(`/v1/journeys/${id}/tests`, test))
  }
  for (const id of [people.first, people.coded, people.complete])
    await report(id, `one-${id}`, when.firstSample, when.firstReport)
  must(await chamber.post(`/v1/journeys/${people.coded}/code-application`))
  must(await mission.post(`/v1/journeys/${people.coded}/code-issue`, { colour: 'blue' }))
  await report(people.complete, `two-${people.complete}`, when.secondSample, when.secondReport, '2')
  must(await chamber.post(`/v1/journeys/${people.gone}/withdrawal`, { reason: 'stays at home' }, any))
}

/** Everything that a re-timing could write. */
async function written() {
  const { store } = desk.open.desk
  const id = world.charter as CharterId
  return {
    events: await desk.countEvents(),
    charter: await store.charter(id),
    journeys: await store.journeysOf(id),
    outbox: await store.effectCounts(id),
    due: await store.nextDue(),
    letters: await store.letterCounts(id),
    tallies: await store.tallies(id),
  }
}

describe('A re-timing with dryRun', () => {
  it('writes nothing: no fact, no version, no letter, no receipt', async () => {
    await mixed()
    const before = await written()
    const key = { 'Idempotency-Key': 'once' }
    const first = must(await look(world.cast.chamber, sixHoursLater, key))
    const again = must(await look(world.cast.chamber, sixHoursLater, key))
    expect(again.body).toEqual(first.body)
    expect(await written()).toEqual(before)
    // The key was not used up: what it is sent with next is carried out.
    const carried = await world.cast.chamber.post(path(), sixHoursLater, { ...key, ...any })
    expect(carried.body).toMatchObject({ id: world.charter, record: { retimings: 1 } })
  })

  it('says who stays valid, who must test again and by when, who cannot make it, and who is not touched', async () => {
    await mixed()
    // A report within two hours comes in time for whoever has a sample to stand on; whoever begins anew is too late by any.
    for (const id of ['lab-1', 'lab-2']) {
      const quick = { id, name: id, city: 'Seoul', country: 'KR', reagents: ['kit-1', 'kit-2'], turnaroundHours: 2 }
      must(await desk.admin.post('/v1/laboratories', quick))
    }
    const { body } = must(await look(world.cast.chamber, sixHoursLater)) as { body: RetimingReport }
    expect(body).toMatchObject({
      dryRun: true,
      charter: world.charter,
      anchor: {
        before: { at: '2022-08-28T06:40:00.000Z', basis: 'plannedBoarding' },
        after: {
          at: '2022-08-28T12:40:00.000Z',
          basis: 'plannedBoarding',
          reason: 'counted from the planned boarding, 2022-08-28 21:40 (Asia/Seoul)',
        },
      },
      missionEdition: {
        before: { id: 'mission/KR/2022-07-01', reason: expect.stringContaining('2022-08-28') },
        after: { id: 'mission/KR/2022-07-01', reason: expect.stringContaining('2022-08-28') },
      },
      counts: { staysValid: 1, mustTestAgain: 2, cannotMakeIt: 2, notTouched: 1 },
      obstacles: [],
      // Nothing was sampled while the window was open; the delay opens it again.
      infeasibleBefore: [people.seated],
    })
    const of = (id: string) => body.journeys.find(({ journey }) => journey === id)!
    expect(of(people.seated)).toMatchObject({ outcome: 'staysValid', by: null, plan: { feasible: false } })
    expect(of(people.gone)).toMatchObject({ stage: 'withdrawn', outcome: 'notTouched', plan: null })
    expect(of(people.first)).toMatchObject({
      outcome: 'cannotMakeIt',
      by: '2022-08-27T12:40:00.000Z',
      step: { step: 'sample', slot: 1 },
    })
    expect(of(people.cleared)).toMatchObject({
      stage: 'clearedToBoard',
      nextStage: 'seated.awaitingSecondNegative.codeOutstanding',
      outcome: 'mustTestAgain',
      by: '2022-08-28T12:40:00.000Z',
      step: { step: 'sample', slot: 2 },
    })
    expect(codesOf(of(people.cleared).findings)).toEqual(['sampledTooEarly', 'testMissing', 'codeBasisLapsed'])
    const earlier = must(await look(world.cast.chamber, twoHoursEarlier)).body as RetimingReport
    const missed = earlier.journeys.find(({ journey }) => journey === people.seated)!
    expect(missed).toMatchObject({
      outcome: 'cannotMakeIt',
      by: '2022-08-27T04:40:00.000Z',
      step: { step: 'sample', slot: 1 },
      plan: { feasible: false },
    })
  })

  it.each([
    ['six hours later', sixHoursLater],
    ['two hours earlier', twoHoursEarlier],
  ])('%s says exactly what carrying it out then does', async (_, times) => {
    await mixed()
    const looked = must(await look(world.cast.chamber, times))
    const report = looked.body as RetimingReport
    const { store } = desk.open.desk
    const events = await desk.countEvents()
    // The version that was looked at is the one that is decided on.
    const carried = must(await world.cast.chamber.post(path(), times, { 'If-Match': looked.version! }))
    expect(carried.body).toMatchObject({
      anchor: report.anchor.after,
      editions: { mission: report.missionEdition.after },
    })
    expect(carried.body.version).toBe(report.version + 1)
    const planned = must(await world.cast.chamber.get(`/v1/charters/${world.charter}/plan`)).body as {
      journey: string
      plan: unknown
    }[]
    expect(report.journeys).toHaveLength(6)
    for (const each of report.journeys) {
      const held = (await store.journey(each.journey as JourneyId))!
      expect(held.state.stage).toBe(each.nextStage)
      const history = await store.eventsOf('journey', each.journey)
      const told = history.filter(({ version }) => version === held.state.version)
      const lapsed = told.flatMap(({ type, data }) =>
        type.endsWith('Lapsed') ? (data as { readonly findings: readonly unknown[] }).findings : [],
      )
      if (each.outcome === 'notTouched') {
        expect(told.map(({ type }) => type)).not.toContain('ScheduleChanged')
        continue
      }
      expect(told[0]).toMatchObject({ type: 'ScheduleChanged', data: { anchor: report.anchor.after.at } })
      expect(planned.find(({ journey }) => journey === each.journey)!.plan).toEqual(each.plan)
      if (each.outcome === 'staysValid')
        expect({ lapsed, findings: each.findings }).toEqual({ lapsed: [], findings: [] })
      if (each.outcome === 'mustTestAgain') expect(lapsed.length).toBeGreaterThan(0)
      for (const found of lapsed) expect(each.findings).toContainEqual(found)
      if (lapsed.length) for (const found of each.findings) expect(lapsed).toContainEqual(found)
    }
    expect(await desk.countEvents()).toBeGreaterThan(events)
    // Carried out, the same look finds nobody to move.
    const after = must(await look(world.cast.chamber, times)).body as RetimingReport
    expect(after.counts.mustTestAgain).toBe(0)
    expect(after.anchor.before).toEqual(after.anchor.after)
  })

  it('to a day without a known edition: nobody can make it, and carrying it out is refused for the same reason', async () => {
    await mixed()
    const report = must(await look(world.cast.chamber, nextYear)).body as RetimingReport
    expect(report.counts).toEqual({ staysValid: 0, mustTestAgain: 0, cannotMakeIt: 5, notTouched: 1 })
    expect(codesOf(report.obstacles)).toEqual(['noEditionKnown'])
    expect(report.missionEdition.after).toMatchObject({ id: null, finding: { code: 'noEditionKnown' } })
    for (const each of report.journeys.filter(({ outcome }) => outcome === 'cannotMakeIt'))
      expect(codesOf(each.findings)).toEqual(['noEditionKnown'])
    expect(codesOf(expectProblem(await carryOut(world.cast.chamber, nextYear), 422))).toEqual(['noEditionKnown'])
  })

  it('leaves nothing behind that a later decision could take for the truth', async () => {
    const before = await charterNow()
    must(await look(world.cast.chamber, sixHoursLater))
    must(await world.cast.reformOffice.post(`/v1/charters/${world.charter}/approval`, { conditions: [] }, any))
    expect((await charterNow()).anchor).toEqual(before.anchor)
    // Nor does a re-timing that was refused because somebody could not follow.
    await register(world.cast.chamber, world.charter, 1)
    expectProblem(await carryOut(world.cast.chamber, nextYear), 422)
    must(await world.cast.reformOffice.post(`/v1/charters/${world.charter}/registration-opening`, {}, any))
    expect(await charterNow()).toMatchObject({ anchor: before.anchor, editions: before.editions })
  })

  it('may be asked by whoever may re-time: without a version, and with one that must still stand', async () => {
    await register(world.cast.chamber, world.charter, 1)
    const { cast } = world
    for (const who of [cast.chamber, cast.reformOffice, cast.carrier]) must(await look(who, sixHoursLater))
    for (const who of [cast.auditor, cast.laboratory, cast.mission, cast.administrator])
      expectProblem(await look(who, sixHoursLater), 403)
    // Another chamber's charter does not even exist for it.
    expectProblem(await look(cast.rivalChamber, sixHoursLater), 404)
    expectProblem(await look(cast.chamber, sixHoursLater, { 'If-Match': '"99"' }), 412, 'stale')
    expectProblem(await cast.chamber.post(path(), sixHoursLater), 428)
    expectProblem(await cast.chamber.post(path(), { ...sixHoursLater, dryRun: false }), 428)
  })

  it('shows plans, and whatever would tell of them, only to those who may see plans', async () => {
    await mixed()
    const report = async (who: Client) => must(await look(who, twoHoursEarlier)).body as RetimingReport
    const [told, carriers] = [await report(world.cast.chamber), await report(world.cast.carrier)]
    const touched = told.journeys.filter(({ outcome }) => outcome !== 'notTouched')
    expect(touched.every(({ plan }) => plan !== null)).toBe(true)
    expect(touched.some(({ by, step, findings }) => by && step && findings.length)).toBe(true)
    for (const each of carriers.journeys) expect(each).toMatchObject({ by: null, step: null, findings: [], plan: null })
    // What becomes of everybody is the same for both.
    expect(carriers.counts).toEqual(told.counts)
    const outcomes = ({ journeys }: RetimingReport) => journeys.map(({ journey, outcome }) => [journey, outcome])
    expect(outcomes(carriers)).toEqual(outcomes(told))
  })

  it('that is malformed names the field', async () => {
    const { chamber } = world.cast
    expect(fieldsOf(expectProblem(await chamber.post(path(), { ...sixHoursLater, dryRun: 'yes' }), 400))).toEqual([
      'dryRun',
    ])
    const { scheduledArrival: _, ...without } = sixHoursLater
    const wrong = { ...without, plannedBoarding: 'noon', gate: 12, reason: ' ' }
    expect(fieldsOf(expectProblem(await look(chamber, wrong), 400))).toEqual([
      'gate',
      'plannedBoarding',
      'reason',
      'scheduledArrival',
    ])
  })

  it('refuses what the re-timing itself would refuse of the charter', async () => {
    await mixed()
    const past = { ...sixHoursLater, plannedBoarding: null, scheduledDeparture: '2022-08-27T23:00:00+09:00' }
    for (const send of [look, carryOut])
      expect(codesOf(expectProblem(await send(world.cast.chamber, past), 422))).toEqual(['departureInPast'])
    must(await world.cast.chamber.post(`/v1/charters/${world.charter}/cancellation`, { reason: 'no slot' }, any))
    expectProblem(await look(world.cast.chamber, sixHoursLater), 409)
  })
})

describe('A re-timing carried out', () => {
  it('defers nobody by itself, also whoever cannot make it: that is asked when the manifest closes', async () => {
    await mixed()
    must(await carryOut(world.cast.chamber, twoHoursEarlier))
    const stageOf = async (id: string) => (await desk.open.desk.store.journey(id as JourneyId))!.state.stage
    expect(await stageOf(people.seated)).toBe('seated.awaitingFirstNegative')
    await closeManifest(desk, world)
    expect(await stageOf(people.seated)).toBe('deferred')
    expect(await stageOf(people.cleared)).toBe('clearedToBoard')
  })

  it('does not wait for a child whose particulars were erased', async () => {
    const family = (number: number, birthDate: string, partyRole: string) => ({
      merchant: person(number, { birthDate }),
      wishes: wishes({ party: 'F1', partyRole }),
    })
    const journeys = `/v1/charters/${world.charter}/journeys`
    must(await world.cast.chamber.post(journeys, family(1, '1985-03-07', 'guardian')))
    const { id } = must(await world.cast.chamber.post(journeys, family(2, '2016-03-07', 'dependant'))).body
    const { store, vault } = desk.open.desk
    await vault.forget((await store.journey(id))!.state.merchant)
    expect((must(await look(world.cast.chamber, sixHoursLater)).body as RetimingReport).counts.staysValid).toBe(2)
    must(await carryOut(world.cast.chamber, sixHoursLater))
  })
})
