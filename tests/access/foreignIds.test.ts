// Ids of another chamber: whoever names what is somebody else's is answered as if it were not there, to the byte.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callBody, replyLine } from '../support/demand.ts'
import { must, type Answer, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { codeOf } from '../support/generator.ts'
import { negative, person, register, wishes } from '../support/merchants.ts'
import { neverMade } from '../support/neverMade.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { addGenerator, invite, openBrowser, signedIn } from '../support/browser.ts'
import { facility, furnish, termsBody, type World } from '../support/world.ts'

type Things = Readonly<
  Record<'charter' | 'journey' | 'run' | 'conflict' | 'pending' | 'call' | 'person' | 'session', string>
>
type Name = keyof Things

let desk: TestDesk
let world: World
let own: Things
let rival: Things
let events: number

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  own = await thingsOf(world.cast.chamber, world.cast.organisations.chamber, world.charter, 1)
  rival = await thingsOf(world.cast.rivalChamber, world.cast.organisations.rivalChamber, world.rivalCharter, 11)
  events = await desk.countEvents()
})
afterAll(() => desk.close())

/** One of everything that has an id and belongs to somebody. */
async function thingsOf(who: Client, organisation: string, charter: string, n: number): Promise<Things> {
  const { reformOffice } = world.cast
  const vehicle = { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }
  const csv = rosterCsv([rosterRow(n, { birthDate: '1970-01-01', mrz: '' })])
  const journey = await register(who, charter, n)
  must(await who.post(`/v1/charters/${charter}/roster`, csv, { 'Content-Type': 'text/csv' }))
  const ended = await register(who, charter, n + 1)
  must(await who.post(`/v1/journeys/${ended}/withdrawal`, { reason: 'orders at home' }, { 'If-Match': '*' }))
  const { id: person, browser } = await signedIn(desk, organisation)
  const [session] = (await browser.get('/v1/sessions')).body
  return {
    charter,
    journey,
    person,
    session: session.id,
    run: must(await reformOffice.post(`/v1/charters/${charter}/runs`, { vehicle, facility })).body.id,
    conflict: must(await who.get(`/v1/charters/${charter}/conflicts`)).body[0].id,
    pending: must(await who.post(`/v1/journeys/${ended}/erasure`, { reason: 'asked for' })).body.id,
    call: must(await reformOffice.post('/v1/demand-calls', callBody({ asked: [organisation] }))).body.id,
  }
}

/** What can be told from an answer, without the id that was asked for and the request's own. */
const told = ({ status, text, headers }: Answer, id: string) => ({
  status,
  text: text.replaceAll(id, 'ID').replaceAll(/Q[0-9A-Z]{16}/g, 'Q'),
  headers: [...headers]
    .filter(([name]) => !['date', 'request-id', 'ratelimit'].includes(name))
    .map(([name, value]) => `${name}: ${value.replaceAll(id, 'ID')}`),
})

async function expectNoOracle(ask: (id: string) => Promise<Answer>, foreign: string, what: string): Promise<void> {
  const [theirs, nobodys] = [await ask(foreign), await ask(neverMade(foreign))]
  expect(theirs.status, `${what}\n${theirs.text}`).toBe(404)
  expect(told(theirs, foreign), what).toEqual(told(nobodys, neverMade(foreign)))
}

const reason = 'because'
const handover = { count: 0, givenBy: 'one', takenBy: 'another' }
/** Whole bodies by the last word of the address, so that nothing but the id can be refused. */
const bodies: Readonly<Record<string, unknown>> = {
  closing: { reason },
  reopening: { reason, closesAt: '2022-08-24T18:00:00+09:00' },
  replies: { lines: [replyLine()] },
  'seat-rule': { closesAt: when.firstSample, needs: { orders: 2 }, capPerCompany: 2, offerHours: 24 },
  'application-return': { reasons: [reason] },
  'application-refusal': { reasons: [reason] },
  'manifest-reopening': { reason },
  evidence: { evidence: reason },
  fulfilment: { evidence: reason },
  'evidence-return': { reason },
  retiming: { reason, scheduledDeparture: when.boarding, scheduledArrival: when.landing },
  diversion: { to: { iata: 'PVG', city: 'Shanghai', zone: 'Asia/Shanghai' } },
  'turn-back': { reason },
  cancellation: { reason },
  landing: { handover },
  departure: { handover },
  arrival: { handover },
  tests: negative('walk', when.firstSample, when.firstReport),
  'code-issue': { colour: 'blue' },
  'code-refusal': { reason },
  withdrawal: { reason },
  'boarding-denial': { reason },
  offload: { reason },
  'entry-refusal': { reason },
  'medical-care': { place: 'a hospital', cause: 'fever' },
  admission: { room: `${facility}/100` },
  return: { room: `${facility}/100` },
  'home-assessment': { suitable: true, reason },
  missing: { lastSeen: 'at the lift' },
  found: { to: 'transfer' },
  'risk-assessment': { test: 'none', outcome: 'pastInfection', reason },
  edition: { edition: 'CN-33-2022-06-28', choice: 'keep', reason },
  redecision: { choice: 'keep', reason },
  decision: { decision: 'otherPerson', reason },
  terms: termsBody(),
  journeys: { merchant: person(40), wishes: wishes() },
  runs: { vehicle: { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }, facility },
  reach: { charters: [] },
  erasure: { reason },
  hold: { reason },
}

/** Of each kind of id, the routes that name it last and that this role has a right to. */
const namedLast = (name: Name) =>
  desk.routes().filter(({ path, act }) => act !== null && [...path.matchAll(/:(\w+)/g)].at(-1)?.[1] === name)

describe('Ids of another chamber', () => {
  it.each<Name>(['charter', 'journey', 'run', 'conflict', 'pending', 'call', 'person', 'session'])(
    'of a %s are answered 404 on every route, and nothing tells “not there” from “not yours”',
    async (name) => {
      const { chamber } = world.cast
      let asked = 0
      for (const route of namedLast(name)) {
        const word = route.path.split('/').at(-1)!
        const raw = route.raw ? { 'Content-Type': 'text/csv' } : {}
        const body = route.raw ? rosterCsv([rosterRow(30)]) : (bodies[word] ?? {})
        const ask = (id: string) =>
          chamber.send(
            route.method.toUpperCase(),
            // What stands before it is one's own, as a guess would have it.
            route.path.replaceAll(/:(\w+)/g, (_, part: string) => (part === name ? id : own[part as Name])),
            { headers: { 'If-Match': '*', ...raw }, ...(route.method === 'get' ? {} : { body }) },
          )
        const first = await ask(rival[name])
        if (first.status === 403) continue
        asked++
        await expectNoOracle(ask, rival[name], `${route.method} ${route.path}`)
      }
      expect(asked).toBeGreaterThan(0)
    },
  )

  it('are answered the same along the way, by whoever flies, tests and carries on another charter', async () => {
    const { mission, laboratory, carrier, transferCrew, facility: station } = world.cast
    for (const [who, address, body] of [
      [mission, 'code-issue', bodies['code-issue']],
      [laboratory, 'tests', bodies['tests']],
      [carrier, 'boarding', {}],
      [station, 'admission', bodies['admission']],
      [station, 'release', {}],
    ] as const)
      await expectNoOracle(
        (id) => who.post(`/v1/journeys/${id}/${address}`, body, { 'If-Match': '*' }),
        rival.journey,
        address,
      )
    await expectNoOracle((id) => transferCrew.get(`/v1/runs/${id}`), rival.run, 'a run')
  })

  it('inside a body are refused alike: another charter’s passenger in one’s own vehicle', async () => {
    const { transferCrew } = world.cast
    for (const ask of [
      (id: string) => transferCrew.post(`/v1/runs/${own.run}/passengers`, { passengers: [id] }, { 'If-Match': '*' }),
      (id: string) => transferCrew.post(`/v1/runs/${own.run}/removal`, { passenger: id, reason }, { 'If-Match': '*' }),
    ]) {
      const [theirs, nobodys] = [await ask(rival.journey), await ask(neverMade(rival.journey))]
      expect(theirs.status).toBeGreaterThanOrEqual(400)
      expect(told(theirs, rival.journey)).toEqual(told(nobodys, neverMade(rival.journey)))
    }
  })

  it('inside a question find nothing: neither people nor sessions nor lines of the record', async () => {
    const { chamber } = world.cast
    const theirs = world.cast.organisations.rivalChamber
    await expectNoOracle((id) => chamber.get(`/v1/people?organisation=${id}`), theirs, 'people')
    await expectNoOracle((id) => chamber.get(`/v1/sessions?person=${id}`), rival.person, 'sessions')
  })

  it('on pages are answered alike: charters, their letters, a letter, a call, somebody’s session and somebody', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    await desk.clock.turnTo('2022-08-20T12:00:00+09:00')
    const letters = await desk.open.desk.store.lettersPage({ charter: null, journey: null, after: null, limit: 50 })
    const theirs = letters.rows.find(({ charter }) => (charter as string) === rival.charter)!
    for (const [address, id] of [
      ['/charters/ID', rival.charter],
      ['/charters/ID/letters', rival.charter],
      ['/demand/ID', rival.call],
      ['/letters/ID', theirs.id],
    ] as const)
      await expectNoOracle((each) => browser.get(address.replace('ID', each)), id, address)
    for (const [address, id] of [
      ['/charters/ID', rival.charter],
      ['/demand/ID', rival.call],
      ['/sessions/ID/end', rival.session],
    ] as const)
      await expectNoOracle(
        (each) => browser.post(address.replace('ID', each), { form: 'closing', version: '1' }),
        id,
        address,
      )
  })

  it('give nobody a way in: an invitation into another chamber is refused like one into none', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    await addGenerator(browser, codeOf)
    const ask = (organisation: string) =>
      browser.send('POST', '/v1/people', { organisation, name: 'Mole', email: 'mole@people.example' })
    await expectNoOracle(ask, world.cast.organisations.rivalChamber, 'an invitation')
  })

  it('have changed nothing', async () => {
    const changed = (await desk.open.desk.store.eventsPage(events, 1_000, {})).map(({ type }) => type)
    // The people of these tests came in; nothing else happened.
    expect(changed.filter((type) => !['PersonInvited', 'SignedIn', 'SecondFactorAdded'].includes(type))).toEqual([])
    expect(
      (await openBrowser(desk).get(`/enter/${(await invite(desk, world.cast.organisations.chamber)).link}`)).status,
    ).toBe(200)
  })
})
