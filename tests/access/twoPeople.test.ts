// What nobody does alone beside an erasure: opening a closed manifest, and releasing somebody before the rule would.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, expectProblem, must, type Client } from '../support/client.ts'
import type { TestDesk } from '../support/desk.ts'
import { travelledDesk } from '../support/travelled.ts'
import { tokenDigest } from '../../src/application/offices.ts'
import { person } from '../support/merchants.ts'
import { another, clearedDesk, closeManifest, type World } from '../support/world.ts'

const reason = 'a funeral in Daegu'
const decided = (id: string, word: 'confirmation' | 'refusal', who: Client) =>
  who.post(`/v1/pending-acts/${id}/${word}`)
const reasonsSeen = async (who: Client): Promise<string> => JSON.stringify(must(await who.get('/v1/pending-acts')).body)
describe('A closed manifest', () => {
  let desk: TestDesk
  let world: World
  beforeAll(async () => {
    ;({ desk, world } = await clearedDesk())
  })
  afterAll(() => desk.close())

  const ask = (who: Client) => who.post(`/v1/charters/${world.charter}/manifest-reopening`, { reason })
  const stage = async () => must(await world.cast.chamber.get(`/v1/charters/${world.charter}`)).body.stage

  it('is not there to be opened before it is closed: said at once, to whoever asks', async () => {
    expect(codesOf(expectProblem(await ask(world.cast.chamber), 409))).toEqual(['outOfSequence'])
    expect(must(await world.cast.chamber.get('/v1/pending-acts')).body.rows).toEqual([])
  })

  it('opens when its organiser asks and the office confirms, and not before', async () => {
    await closeManifest(desk, world)
    const closed = await stage()
    const { status, body } = must(await ask(world.cast.chamber))
    expect({ status, act: body.act, subject: body.subject, reason: body.reason }).toEqual({
      status: 202,
      act: 'ReopenManifest',
      subject: world.charter,
      reason,
    })
    expect(await stage()).toBe(closed)
    expect(codesOf(expectProblem(await ask(world.cast.reformOffice), 409))).toEqual(['requestWaits'])
    // Neither whoever asked, nor a colleague of theirs, nor another chamber.
    expect(codesOf(expectProblem(await decided(body.id, 'confirmation', world.cast.chamber), 422))).toEqual([
      'secondPersonNeeded',
    ])
    const colleague = await another(desk, world, 'chamber')
    expect(codesOf(expectProblem(await decided(body.id, 'confirmation', colleague), 422))).toEqual([
      'confirmedElsewhere',
    ])
    expectProblem(await decided(body.id, 'confirmation', world.cast.rivalChamber), 404)
    expect(await stage()).toBe(closed)
    must(await decided(body.id, 'confirmation', world.cast.reformOffice))
    expect(await stage()).toBe('open')
    expect(codesOf(expectProblem(await decided(body.id, 'confirmation', world.cast.reformOffice), 409))).toEqual([
      'requestDecided',
    ])
  })

  it('opens by two people of the office as well, of whom neither is enough', async () => {
    await closeManifest(desk, world)
    const { id } = must(await ask(world.cast.reformOffice)).body
    expect(codesOf(expectProblem(await decided(id, 'confirmation', world.cast.reformOffice), 422))).toEqual([
      'secondPersonNeeded',
    ])
    must(await decided(id, 'confirmation', await another(desk, world, 'reformOffice')))
    expect(await stage()).toBe('open')
  })

  it('stays closed where the office refuses, and is asked for anew', async () => {
    await closeManifest(desk, world)
    const closed = await stage()
    for (const who of [world.cast.reformOffice, world.cast.chamber]) {
      const { id } = must(await ask(world.cast.chamber)).body
      expect(must(await decided(id, 'refusal', who)).body.decision).toBe('refused')
    }
    expect(await stage()).toBe(closed)
  })

  it('takes no reason that names somebody who is registered: it stays in the record for good', async () => {
    const named = `the late result of passport ${person(1)['documentNumber']}`
    const answer = await world.cast.chamber.post(`/v1/charters/${world.charter}/manifest-reopening`, { reason: named })
    expect(codesOf(expectProblem(answer, 422))).toEqual(['namesSomebody'])
  })

  it('is of a charter whose re-timing, too, says why without naming anybody, also where it is only foreseen', async () => {
    const times = { scheduledDeparture: '2022-08-28T16:40:00+09:00', scheduledArrival: '2022-08-28T18:10:00+08:00' }
    const body = { ...times, reason: `late for ${person(1)['nativeName']}` }
    for (const more of [{}, { dryRun: true }]) {
      const answer = await world.cast.chamber.post(
        `/v1/charters/${world.charter}/retiming`,
        { ...body, ...more },
        { 'If-Match': '*' },
      )
      expect(codesOf(expectProblem(answer, 422))).toEqual(['namesSomebody'])
    }
  })

  it('stays closed where whoever asked may do nothing here any more', async () => {
    const asker = await another(desk, world, 'reformOffice')
    const token = (await desk.open.desk.store.tokens()).find(({ digest }) => digest === tokenDigest(asker.token))!.id
    const { id } = must(await ask(asker)).body
    must(await desk.admin.send('DELETE', `/v1/tokens/${token}`))
    expect(codesOf(expectProblem(await decided(id, 'confirmation', world.cast.reformOffice), 422))).toEqual([
      'askerGone',
    ])
    must(await decided(id, 'refusal', world.cast.reformOffice))
  })

  it('stays closed when nobody confirms within a day', async () => {
    const { id, expiresAt } = must(await ask(world.cast.chamber)).body
    await desk.clock.turnTo(expiresAt)
    expect(codesOf(expectProblem(await decided(id, 'confirmation', world.cast.reformOffice), 409))).toEqual([
      'requestLapsed',
    ])
    must(await ask(world.cast.chamber))
  })
})

describe('A release before its time', () => {
  let desk: TestDesk
  let world: World
  let journeys: readonly [string, string]
  beforeAll(async () => {
    const travelled = await travelledDesk()
    ;({ desk, world } = travelled)
    journeys = [travelled.journeys[0], travelled.journeys[1]]
  })
  afterAll(() => desk.close())

  const ask = (who: Client, journey = journeys[1]) => who.post(`/v1/journeys/${journey}/early-release`, { reason })
  const journeyOf = async (id: string) => must(await world.cast.chamber.get(`/v1/journeys/${id}`)).body

  it('is refused at once where nobody is under observation, and to whoever has no part in it', async () => {
    expect(codesOf(expectProblem(await ask(world.cast.facility, journeys[0]), 409))).toEqual(['outOfSequence'])
    for (const role of ['chamber', 'carrier', 'transferCrew', 'mission', 'laboratory', 'auditor'] as const)
      expectProblem(await ask(world.cast[role]), 403)
    expectProblem(await world.cast.facility.post(`/v1/journeys/${journeys[1]}/early-release`, { reason: ' ' }), 400)
    expectProblem(await world.cast.facility.post(`/v1/journeys/${journeys[1]}/early-release`, {}), 400)
  })

  it('is asked for by the facility and done when the office confirms: the room is free, the record knows both and why', async () => {
    const { id, subject } = must(await ask(world.cast.facility)).body
    expect(subject).toBe(journeys[1])
    expect((await journeyOf(journeys[1])).stage).toBe('underMedicalObservation')
    const colleague = await another(desk, world, 'facility')
    expect(codesOf(expectProblem(await decided(id, 'confirmation', colleague), 422))).toEqual(['confirmedElsewhere'])
    must(await decided(id, 'confirmation', world.cast.reformOffice))
    expect((await journeyOf(journeys[1])).stage).toBe('released')
    const rooms = must(await world.cast.facility.get('/v1/facilities/yw-obs-01/rooms')).body
    expect(rooms.flatMap(({ occupants }: { occupants: unknown[] }) => occupants)).toEqual([])
    const { rows } = must(await world.cast.auditor.get('/v1/events?limit=1000')).body
    const told = rows.filter(({ type }: { type: string }) => /^Act|ReleasedEarly/.test(type))
    expect(told.map(({ type, actor }: { type: string; actor: { role: string } }) => [type, actor.role])).toEqual([
      ['ActAskedFor', 'facility'],
      ['ReleasedEarly', 'reformOffice'],
      ['ActConfirmed', 'reformOffice'],
    ])
    expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true })
  })

  it('tells why to those who may ask for it, sealed wherever it rests', async () => {
    expect(await reasonsSeen(world.cast.facility)).toContain(reason)
    expect(await reasonsSeen(world.cast.reformOffice)).toContain(reason)
    for (const role of ['chamber', 'auditor'] as const)
      expect(await reasonsSeen(world.cast[role])).not.toContain(reason)
    const { rows } = must(await world.cast.auditor.get('/v1/events?limit=1000')).body
    expect(JSON.stringify(rows)).not.toContain(reason)
  })
})
