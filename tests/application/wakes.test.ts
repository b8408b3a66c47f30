// After downtime: everything that came due meanwhile is asked, in the order in which it was due, and answered by the rule of now.
import Connection from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { clearToBoard, furnish, openRegistration, termsBody, type World } from '../support/world.ts'

type Row = {
  readonly id: string
  readonly name: string
  readonly subject: string
  readonly due: string
  readonly state: string
}

let desk: TestDesk
let world: World

beforeEach(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterEach(() => desk.close())

/** The wakes in the order in which they are due. */
function wakes(): readonly Row[] {
  const file = new Connection(desk.file, { readonly: true })
  try {
    const asked = `select id, name, subject, due_at as due, state from outbox where kind = 'wake' order by due_at, id`
    return file.prepare(asked).all() as Row[]
  } finally {
    file.close()
  }
}
const typesOf = async (journey: string): Promise<string[]> =>
  must(await world.cast.auditor.get(`/v1/journeys/${journey}/events`)).body.map(({ type }: { type: string }) => type)

describe('A desk that was away', () => {
  it('for days asks every overdue wake in order of its moment, whichever charter it is about', async () => {
    const { chamber } = world.cast
    const earlier = {
      ...termsBody().leg,
      plannedBoarding: '2022-08-27T15:40:00+09:00',
      scheduledDeparture: '2022-08-27T15:40:00+09:00',
      scheduledArrival: '2022-08-27T17:10:00+08:00',
    }
    const other: string = must(await chamber.post('/v1/charters', termsBody({ leg: earlier }))).body.id
    must(await chamber.post(`/v1/charters/${other}/application`, {}, { 'If-Match': '*' }))
    // Registered in another order than their flights leave.
    const ofLater = [await register(chamber, world.charter, 1), await register(chamber, world.charter, 2)]
    const ofEarlier = [await register(chamber, other, 3), await register(chamber, other, 4)]
    await desk.clock.turnTo('2022-08-20T11:00:00+09:00')
    const before = await desk.countEvents()
    await desk.down()
    const overdue = wakes().filter(({ due }) => due <= '2022-08-26T12:00:00.000Z')
    expect(overdue.map(({ subject }) => subject)).toEqual([...ofEarlier, ...ofLater])

    desk.clock.set('2022-08-26T21:00:00+09:00')
    await desk.up()
    await desk.clock.work()
    const { rows } = must(await world.cast.auditor.get(`/v1/events?after=${before}&limit=1000`)).body
    const asked = rows
      .filter(({ actor }: { actor: { role: string } }) => actor.role === 'desk')
      .map(({ request }: { request: string }) => request)
    expect([...new Set(asked)]).toEqual(overdue.map(({ id }) => id))
    expect(
      wakes()
        .filter(({ due }) => due <= desk.clock.now())
        .every(({ state }) => state === 'done'),
    ).toBe(true)
    for (const id of [...ofEarlier, ...ofLater]) expect(await typesOf(id)).toContain('ReminderDue')
  })

  it('asks each wake once: opened again, it has nothing more to ask', async () => {
    const journey = await register(world.cast.chamber, world.charter, 1)
    await desk.down()
    desk.clock.set('2022-08-26T21:00:00+09:00')
    await desk.up()
    await desk.clock.work()
    const types = await typesOf(journey)
    await desk.down()
    await desk.up()
    await desk.clock.work()
    expect(await typesOf(journey)).toEqual(types)
  })

  it('does not remind of what was done meanwhile: a wake is a question, not an order', async () => {
    await openRegistration(world)
    const journey = await register(world.cast.chamber, world.charter, 1)
    await clearToBoard(desk, world, [journey])
    await desk.down()
    desk.clock.set('2022-08-28T16:00:00+09:00')
    await desk.up()
    await desk.clock.work()
    expect(
      wakes()
        .filter(({ due }) => due <= desk.clock.now())
        .every(({ state }) => state === 'done'),
    ).toBe(true)
    const { stage } = must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body
    expect(stage).toBe('clearedToBoard')
  })

  it('past the flight says of whoever was not ready that they did not fly', async () => {
    const journey = await register(world.cast.chamber, world.charter, 1)
    await desk.down()
    desk.clock.set('2022-08-29T09:00:00+09:00')
    await desk.up()
    await desk.clock.work()
    const { stage } = must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body
    expect(['deferred', 'notTravelled']).toContain(stage)
    expect(must(await world.cast.auditor.get('/v1/audit')).body.intact).toBe(true)
  })
})

describe('A seat that is given back', () => {
  const small = { seats: { value: 2, assumed: true }, loadCapPercent: { value: 100, assumed: true }, type: 'A319' }

  it('goes to who waits longest, also after the desk was away', async () => {
    const { chamber } = world.cast
    const charter: string = must(await chamber.post('/v1/charters', termsBody({ aircraft: small }))).body.id
    must(await chamber.post(`/v1/charters/${charter}/application`, {}, { 'If-Match': '*' }))
    const ids: string[] = []
    for (const number of [1, 2, 3, 4]) {
      ids.push(await register(chamber, charter, number))
      await desk.clock.turnTo(new Date(Date.parse(desk.clock.now()) + 60_000).toISOString())
    }
    const stage = async (id: string | undefined) => must(await chamber.get(`/v1/journeys/${id}`)).body.stage as string
    expect(await Promise.all(ids.map(stage))).toEqual([
      'seated.awaitingFirstNegative',
      'seated.awaitingFirstNegative',
      'waitlisted',
      'waitlisted',
    ])
    must(await chamber.post(`/v1/journeys/${ids[0]}/withdrawal`, { reason: 'x' }, { 'If-Match': '*' }))
    await desk.down()
    await desk.up()
    await desk.clock.work()
    expect(await Promise.all(ids.map(stage))).toEqual([
      'withdrawn',
      'seated.awaitingFirstNegative',
      'seated.awaitingFirstNegative',
      'waitlisted',
    ])
  })
})
