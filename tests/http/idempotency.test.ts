// The same request twice is one act: the first answer comes again, and nothing is done a second time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, expectProblem, fieldsOf, must, type Answer, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register, wishes } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { facility, furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: string
let serial = 0
const key = () => ({ 'Idempotency-Key': `key-${++serial}` })

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  journey = await register(world.cast.chamber, world.charter, 1)
})
afterAll(() => desk.close())

async function twice(who: Client, path: string, body: unknown, more: Record<string, string> = {}) {
  const headers = { ...key(), ...more }
  const first = must(await who.post(path, body, headers))
  const events = await desk.countEvents()
  const second = await who.post(path, body, headers)
  expect(await desk.countEvents()).toBe(events)
  return [first, second] as const
}
const plain = ({ status, body, version, headers }: Answer) => ({
  status,
  body,
  version,
  location: headers.get('location'),
})

describe('A replayed key gives the first answer again and changes nothing', () => {
  it('for a registration', async () => {
    const path = `/v1/charters/${world.charter}/journeys`
    const [first, second] = await twice(world.cast.chamber, path, { merchant: person(2), wishes: wishes() })
    expect(first.status).toBe(201)
    expect(plain(second)).toEqual(plain(first))
  })

  it('for a charter that is drafted, and for a command on it', async () => {
    const [first, second] = await twice(world.cast.chamber, '/v1/charters', termsBody())
    expect(plain(second)).toEqual(plain(first))
    const address = `/v1/charters/${first.body.id}/application`
    const [applied, again] = await twice(world.cast.chamber, address, {}, { 'If-Match': '"1"' })
    expect(plain(again)).toEqual(plain(applied))
  })

  it('for a command on a journey, though its version has moved on', async () => {
    const id = await register(world.cast.chamber, world.charter, 3)
    const body = { reason: 'ordered at home' }
    const path = `/v1/journeys/${id}/withdrawal`
    const [first, second] = await twice(world.cast.chamber, path, body, { 'If-Match': '"1"' })
    expect(first.body.stage).toBe('withdrawn')
    expect(plain(second)).toEqual(plain(first))
  })

  it('for a transfer run', async () => {
    const vehicle = { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }
    const path = `/v1/charters/${world.charter}/runs`
    const [first, second] = await twice(world.cast.transferCrew, path, { vehicle, facility })
    expect(plain(second)).toEqual(plain(first))
  })

  it('for the desk’s own books: organisation, laboratory, facility, lockdown', async () => {
    const { admin } = desk
    const { reformOffice, organisations } = world.cast
    const laboratory = { id: 'lab-9', name: 'Nine', city: 'Seoul', country: 'KR', reagents: [], turnaroundHours: 4.5 }
    const place = { id: 'second-place', name: 'Second', city: 'Yiwu', zone: 'Asia/Shanghai' }
    const rooms = [{ id: '1', places: 1 }]
    const lockdown = { destination: 'Nowhere', from: '2022-08-11T00:00:00+08:00', until: null, reason: 'a case' }
    for (const [who, path, body] of [
      [admin, '/v1/organisations', { name: 'A mission', kind: 'mission' }],
      [admin, '/v1/laboratories', laboratory],
      [reformOffice, '/v1/facilities', { facility: place, organisation: organisations.facility, rooms }],
      [reformOffice, '/v1/lockdowns', lockdown],
    ] as const) {
      const [first, second] = await twice(who, path, body)
      expect(plain(second), path).toEqual(plain(first))
    }
    expect(
      (await admin.get('/v1/organisations')).body.filter(({ name }: { name: string }) => name === 'A mission'),
    ).toHaveLength(1)
  })

  it('for a token, but its text is shown once only', async () => {
    const wanted = { organisation: world.cast.organisations.auditor, label: 'once', expiresAt: '2099-01-01T00:00:00Z' }
    const [first, second] = await twice(desk.admin, '/v1/tokens', wanted)
    expect(first.body.token).toMatch(/^cd_/)
    const { token: _, ...rest } = first.body
    expect(second.body).toEqual(rest)
    expect(
      (await desk.admin.get('/v1/tokens')).body.filter(({ label }: { label: string }) => label === 'once'),
    ).toHaveLength(1)
  })

  it('for a status link that is renewed: the link in the first answer stays the live one', async () => {
    const path = `/v1/journeys/${journey}/status-link`
    const [first, second] = await twice(world.cast.chamber, path, {})
    expect(second.body).toEqual(first.body)
    expect((await desk.nobody.get(first.body.path)).status).toBe(200)
  })

  it('for a roster, whose second reading would else say that nothing is new', async () => {
    const csv = rosterCsv([rosterRow(40), rosterRow(41)])
    const path = `/v1/charters/${world.charter}/roster`
    const [first, second] = await twice(world.cast.chamber, path, csv, { 'Content-Type': 'text/csv' })
    expect(first.body).toMatchObject({ rows: 2, created: 2, unchanged: 0 })
    expect(second.body).toEqual(first.body)
  })
})

describe('A key belongs to one request', () => {
  const path = () => `/v1/charters/${world.charter}/journeys`

  it('with another body it is refused with 422, and nothing is done', async () => {
    const headers = key()
    must(await world.cast.chamber.post(path(), { merchant: person(10), wishes: wishes() }, headers))
    const events = await desk.countEvents()
    const other = { merchant: person(11), wishes: wishes() }
    expectProblem(await world.cast.chamber.post(path(), other, headers), 422, 'key-reused')
    const csv = { ...key(), 'Content-Type': 'text/csv' }
    const roster = `/v1/charters/${world.charter}/roster`
    must(await world.cast.chamber.post(roster, rosterCsv([rosterRow(42)]), csv))
    expectProblem(await world.cast.chamber.post(roster, rosterCsv([rosterRow(43)]), csv), 422, 'key-reused')
    expect((await desk.countEvents()) - events).toBe(
      (await world.cast.auditor.get(`/v1/events?after=${events}`)).body.rows.length,
    )
    const names = (await world.cast.auditor.get(`${path()}?limit=500`)).body.rows.length
    must(await world.cast.chamber.post(path(), other, key()))
    expect((await world.cast.auditor.get(`${path()}?limit=500`)).body.rows).toHaveLength(names + 1)
  })

  it('of another token or another address is another key', async () => {
    const headers = key()
    const body = { merchant: person(12), wishes: wishes() }
    const mine = must(await world.cast.chamber.post(path(), body, headers))
    const theirs = must(
      await world.cast.rivalChamber.post(
        `/v1/charters/${world.rivalCharter}/journeys`,
        { ...body, merchant: person(13) },
        headers,
      ),
    )
    expect(theirs.body.id).not.toBe(mine.body.id)
    must(
      await world.cast.chamber.post(
        `/v1/journeys/${mine.body.id}/withdrawal`,
        { reason: 'x' },
        { ...headers, 'If-Match': '*' },
      ),
    )
  })

  it('while its request is on its way, another is told to ask again: one registration, never two', async () => {
    const headers = key()
    const body = { merchant: person(14), wishes: wishes() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.cast.chamber.post(path(), body, headers)))
    const taken = answers.filter(({ status }) => status === 201)
    const waiting = answers.filter(({ status }) => status === 409)
    expect(taken.length).toBeGreaterThan(0)
    expect(waiting.length).toBeGreaterThan(0)
    expect(taken.length + waiting.length).toBe(8)
    for (const answer of waiting) expectProblem(answer, 409, 'in-flight')
    expect(new Set(taken.map((answer) => answer.body.id)).size).toBe(1)
    expect((await world.cast.chamber.post(path(), body, headers)).body).toEqual(taken[0]?.body)
  })

  it('with another body while the first is on its way is refused with 422', async () => {
    const headers = key()
    const [first, second] = await Promise.all([
      world.cast.chamber.post(path(), { merchant: person(15), wishes: wishes() }, headers),
      world.cast.chamber.post(path(), { merchant: person(16), wishes: wishes() }, headers),
    ])
    expect([first.status, second.status].sort()).toEqual([201, 422])
  })

  it('of a request that was refused is free: a refusal is not stored', async () => {
    const headers = key()
    const boarding = `/v1/journeys/${journey}/boarding`
    expectProblem(await world.cast.carrier.post(boarding, {}, headers), 409)
    expect(codesOf(expectProblem(await world.cast.carrier.post(boarding, {}, headers), 409))).toEqual(['outOfSequence'])
    const unsigned = { merchant: person(17), wishes: wishes({ consentSignedAt: null }) }
    expectProblem(await world.cast.chamber.post(path(), unsigned, headers), 422, 'policy-unmet')
    must(await world.cast.chamber.post(path(), { merchant: person(17), wishes: wishes() }, headers))
  })

  it('that cannot be one is answered 400 and named', async () => {
    for (const wrong of ['', ' ', 'a key', 'x'.repeat(201)]) {
      const answer = await world.cast.chamber.post(
        path(),
        { merchant: person(18), wishes: wishes() },
        { 'Idempotency-Key': wrong },
      )
      expect(fieldsOf(expectProblem(answer, 400))).toEqual(['Idempotency-Key'])
    }
  })

  it('means nothing where one only looks', async () => {
    const headers = key()
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`, headers))
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`, headers))
  })

  it('is still known after the desk was closed and opened again', async () => {
    const headers = key()
    const body = { merchant: person(19), wishes: wishes() }
    const first = must(await world.cast.chamber.post(path(), body, headers))
    await desk.down()
    await desk.up()
    expect(plain(await world.cast.chamber.post(path(), body, headers))).toEqual(plain(first))
  })
})
