// Screens that listen: told of every change that they may see, of none that they may not, and of nothing after their session.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idleHours } from '../../src/domain/access/signIn.ts'
import { plusHours } from '../../src/domain/instant.ts'
import { signedIn } from '../support/browser.ts'
import { must, type Client } from '../support/client.ts'
import { callBody, replyLine } from '../support/demand.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { openStream, type Stream } from '../support/stream.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
const opened: Stream[] = []
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
})
afterAll(async () => {
  for (const stream of opened) stream.leave()
  await desk.close()
})

async function listen(who: Client | { Cookie: string }, address: string, headers: Record<string, string> = {}) {
  const as: Record<string, string> = 'Cookie' in who ? who : { Authorization: `Bearer ${who.token}` }
  const stream = await openStream(desk, address, { ...as, ...headers })
  opened.push(stream)
  return stream
}
let people = 0
const change = async (): Promise<void> => void (await register(world.cast.chamber, world.charter, people++))
/** And every look at what changed has come past it. */
async function changeHeard(): Promise<void> {
  const all = await listen(world.cast.reformOffice, '/live')
  await all.next()
  await change()
  await all.heard('changed')
  all.leave()
}
let rivals = 50
/** Of the rival chamber's own charter. */
const changeTheirs = async (): Promise<void> =>
  void (await register(world.cast.rivalChamber, world.rivalCharter, rivals++))
const lastOf = async (type: string, aggregate?: string): Promise<number> =>
  (await desk.open.desk.store.eventsPage(0, 10_000, {})).findLast(
    (line) => line.type === type && (!aggregate || line.aggregate === aggregate),
  )!.sequence
const markOf = (...charters: string[]) =>
  desk.open.desk.store.changeMark({ of: 'charters', charters: charters as never })

describe('A stream', () => {
  it('says that a charter changed and at which mark, and nothing of whom or what', async () => {
    const stream = await listen(world.cast.reformOffice, `/charters/${world.charter}/live`)
    expect(stream.status).toBe(200)
    expect(stream.headers.get('content-type')).toMatch('text/event-stream')
    expect(stream.headers.get('cache-control')).toBe('no-store')
    expect(stream.headers.get('x-accel-buffering')).toBe('no')
    const begins = await stream.next()
    expect(begins).toEqual({ id: String(await markOf(world.charter)), event: null, data: null })
    await change()
    const told = await stream.next()
    const mark = await markOf(world.charter)
    expect(told).toMatchObject({ id: String(mark), event: 'changed' })
    expect(JSON.parse(told!.data!)).toEqual({ charter: world.charter, mark })
  })

  it('tells at once what happened while nobody listened, by the browser’s mark or the page’s', async () => {
    const before = String(await markOf(world.charter))
    await change()
    const stands = String(await markOf(world.charter))
    const address = `/charters/${world.charter}/live`
    for (const [query, headers] of [
      ['', { 'Last-Event-ID': before }],
      [`?since=${before}`, {}],
      // A reconnecting browser knows better than the page that it shows.
      [`?since=${stands}`, { 'Last-Event-ID': before }],
    ] as const) {
      const stream = await listen(world.cast.chamber, address + query, headers)
      expect(await stream.heard('changed')).toMatchObject({ id: stands })
    }
    const informed = await listen(world.cast.chamber, `${address}?since=${stands}`)
    expect(await informed.next()).toEqual({ id: stands, event: null, data: null })
    await change()
    expect(await informed.next()).toMatchObject({ event: 'changed' })
  })

  it(
    'that is cut and resumed again and again misses nothing of what is written meanwhile',
    { timeout: 60_000 },
    async () => {
      const address = `/charters/${world.charter}/live`
      let seen = String(await markOf(world.charter))
      const writing = (async () => {
        for (let i = 0; i < 12; i++) await change()
      })()
      let last = 0
      for (let turn = 0; turn < 12 || Number(seen) < last; turn++) {
        const stream = await listen(world.cast.chamber, address, { 'Last-Event-ID': seen })
        const told = await stream.next()
        if (told?.id) seen = told.id
        stream.leave()
        if (turn === 6) await writing
        last = await markOf(world.charter)
      }
      expect(Number(seen)).toBe(last)
    },
  )

  it('of a chamber says nothing of another’s charter, and of the office everything', async () => {
    const [mine, all] = [await listen(world.cast.chamber, '/live'), await listen(world.cast.reformOffice, '/live')]
    await mine.next()
    await all.next()
    await changeTheirs()
    expect(await all.next()).toMatchObject({ event: 'changed', id: String(await markOf(world.rivalCharter)) })
    await change()
    // The first that it hears is its own.
    expect(await mine.next()).toMatchObject({ event: 'changed', id: String(await markOf(world.charter)) })
    const gate = await listen(world.cast.carrier, '/live')
    await gate.next()
    await changeTheirs()
    await change()
    expect(await gate.next()).toMatchObject({ event: 'changed', id: String(await markOf(world.charter)) })
    // Nor does coming back tell a chamber that somebody else did something.
    const mark = String(await markOf(world.charter))
    await changeTheirs()
    const back = await listen(world.cast.chamber, '/live', { 'Last-Event-ID': mark })
    expect(await back.next()).toEqual({ id: mark, event: null, data: null })
  })

  it('of the demand calls says that one was called or answered, and nothing of a charter', async () => {
    const { cast } = world
    const stream = await listen(cast.reformOffice, '/demand/live')
    await stream.next()
    await changeHeard()
    const call = must(await cast.reformOffice.post('/v1/demand-calls', callBody({}))).body.id as string
    const called = await stream.next()
    expect(called).toMatchObject({ event: 'changed' })
    expect(JSON.parse(called!.data!)).toEqual({ charter: null, mark: Number(called!.id) })
    must(await cast.chamber.post(`/v1/demand-calls/${call}/replies`, { lines: [replyLine()] }, { 'If-Match': '*' }))
    const replied = await stream.next()
    expect(Number(replied!.id)).toBeGreaterThan(Number(called!.id))
    // A page that was read in between begins where it stands.
    await changeHeard()
    const page = await cast.reformOffice.get(`/demand/${call}`)
    const address = /sse-connect="([^"]+)"/.exec(page.text)![1]!
    expect(address).toBe(`/demand/live?since=${replied!.id}`)
    expect(await (await listen(cast.reformOffice, address)).next()).toEqual({
      id: replied!.id,
      event: null,
      data: null,
    })
    // Who sees only calls that ask them is told of those, and of the others neither when they happen nor afterwards.
    expect((await cast.chamber.get(`/demand/${call}`)).text).toContain('sse-connect="/demand/live?since=0"')
    const asked = await listen(cast.chamber, '/demand/live?since=0')
    expect(await asked.next()).toMatchObject({ id: '0', event: 'changed' })
    const { rivalChamber } = cast.organisations
    must(await cast.reformOffice.post('/v1/demand-calls', callBody({ asked: [rivalChamber] })))
    expect(await stream.next()).toMatchObject({ event: 'changed' })
    // Nor what another answers to a call that asks both.
    const reply = { lines: [replyLine()] }
    must(await cast.rivalChamber.post(`/v1/demand-calls/${call}/replies`, reply, { 'If-Match': '*' }))
    expect(await stream.next()).toMatchObject({ event: 'changed' })
    const own = must(await cast.reformOffice.post('/v1/demand-calls', callBody({}))).body.id as string
    expect(await asked.next()).toMatchObject({ id: String(await lastOf('DemandCalled', own)) })
    expect((await listen(cast.laboratory, '/demand/live')).status).toBe(404)
  })

  it('of what waits for a second person says that somebody asked, and that it was decided', async () => {
    const { cast } = world
    const journey = await register(cast.chamber, world.charter, people++)
    must(
      await cast.chamber.post(`/v1/journeys/${journey}/withdrawal`, { reason: 'stays at home' }, { 'If-Match': '*' }),
    )
    const stream = await listen(cast.reformOffice, '/pending-acts/live')
    await stream.next()
    await changeHeard()
    const { id } = must(await cast.chamber.post(`/v1/journeys/${journey}/erasure`, { reason: 'asked for' })).body
    const asked = await stream.next()
    expect(asked).toMatchObject({ event: 'changed' })
    const shown = await cast.reformOffice.get('/pending-acts')
    expect(shown.text).toContain(`pending-${id}`)
    expect(shown.text).toContain(`/pending-acts/live?since=${asked!.id}`)
    const [mine, theirs] = [
      await listen(cast.chamber, '/pending-acts/live'),
      await listen(cast.rivalChamber, '/pending-acts/live'),
    ]
    for (const each of [mine, theirs]) expect(await each.next()).toMatchObject({ id: '0', event: 'changed' })
    must(await desk.admin.post(`/v1/pending-acts/${id}/refusal`, {}))
    expect(await mine.next()).toMatchObject({ event: 'changed' })
    expect(await stream.next()).toMatchObject({ event: 'changed' })
    const other = await register(cast.rivalChamber, world.rivalCharter, rivals++)
    must(await cast.rivalChamber.post(`/v1/journeys/${other}/withdrawal`, { reason: 'stays too' }, { 'If-Match': '*' }))
    must(await cast.rivalChamber.post(`/v1/journeys/${other}/erasure`, { reason: 'asked for' }))
    // The first that it hears is its own.
    expect(await theirs.next()).toMatchObject({ id: String(await lastOf('ActAskedFor')) })
  })

  it('of a charter that one may not see, or of none, is not there', async () => {
    for (const address of [
      `/charters/${world.rivalCharter}/live`,
      '/charters/C0000000000000000/live',
      '/charters/x/live',
    ])
      expect((await listen(world.cast.chamber, address)).status).toBe(404)
    expect((await openStream(desk, '/live')).status).toBe(303)
  })

  it('ends with the session, before anything more is told', { timeout: 60_000 }, async () => {
    const { browser, id } = await signedIn(desk, world.cast.organisations.reformOffice)
    const stream = await listen({ Cookie: `desk_session=${browser.session}` }, '/live')
    await stream.next()
    must(await desk.admin.send('DELETE', `/v1/people/${id}`))
    await change()
    expect(await stream.next()).toMatchObject({ event: 'ended' })
    expect(await stream.next()).toBeNull()
  })

  it('ends with the session though nothing happens', { timeout: 60_000 }, async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.reformOffice)
    const stream = await listen({ Cookie: `desk_session=${browser.session}` }, '/live')
    await stream.next()
    expect((await browser.post('/sign-out')).status).toBe(303)
    expect(await stream.heard('ended')).not.toBeNull()
    expect(await stream.next()).toBeNull()
  })

  it('keeps no session open that nobody uses, and neither does a screen that looks again by itself', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.reformOffice)
    const cookie = { Cookie: `desk_session=${browser.session}` }
    const begun = desk.clock.now()
    desk.clock.set(plusHours(begun, idleHours - 1))
    const stream = await listen(cookie, '/live')
    await stream.next()
    expect((await browser.get('/charters', { Live: '1' })).status).toBe(200)
    desk.clock.set(plusHours(begun, idleHours + 1))
    expect(await stream.heard('ended')).not.toBeNull()
    expect((await browser.get('/charters')).status).toBe(303)
  }, 60_000)

  it('is one of so many an account, and leaves room when it is left', { timeout: 60_000 }, async () => {
    const streams: Stream[] = []
    for (;;) {
      const stream = await listen(world.cast.auditor, '/live')
      if (stream.status !== 200) {
        expect(stream.status).toBe(429)
        expect(stream.headers.get('retry-after')).toBe('10')
        break
      }
      streams.push(stream)
    }
    expect(streams).toHaveLength(30)
    streams[0]!.leave()
    let again = 429
    while (again === 429) again = (await listen(world.cast.auditor, '/live')).status
    expect(again).toBe(200)
    for (const stream of streams) stream.leave()
  })

  it('is ended by a desk that closes, and comes back to the next', { timeout: 60_000 }, async () => {
    const stream = await listen(world.cast.reformOffice, '/live')
    const begins = await stream.next()
    await desk.down()
    expect(await stream.next()).toBeNull()
    await desk.up()
    await change()
    const back = await listen(world.cast.reformOffice, '/live', { 'Last-Event-ID': begins!.id! })
    expect(await back.heard('changed')).not.toBeNull()
  })
})
