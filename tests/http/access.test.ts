// Every route with every role, for one's own charter and for another organisation's: the answers follow from the permission table alone.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenDigest } from '../../src/application/offices.ts'
import { organisationKinds, type OrganisationKind, type Role } from '../../src/domain/access/roles.ts'
import { acts, reach, table, type Act } from '../../src/domain/access/table.ts'
import { OrganisationId, type PersonId } from '../../src/domain/ids.ts'
import { Instant } from '../../src/domain/instant.ts'
import type { Route } from '../../src/http/route.ts'
import { callBody, replyCsv, replyLine } from '../support/demand.ts'
import { expectProblem, must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { negative, person, register, wishes } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { facility, furnish, termsBody, type World } from '../support/world.ts'

type Place = {
  readonly call: string
  readonly charter: string
  readonly journey: string
  readonly run: string
  readonly facility: string
  readonly conflict: string
  readonly pending: string
  readonly organisation: string
  readonly person: string
  readonly session: string
}

let desk: TestDesk
let world: World
let own: Place
let rival: Place
let homes: Readonly<Record<Role, Place>>
let spareToken: string

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  const { cast, charter, rivalCharter } = world
  const vehicle = { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }
  const run = async (of: string): Promise<string> =>
    must(await cast.reformOffice.post(`/v1/charters/${of}/runs`, { vehicle, facility })).body.id
  const call = async (...asked: string[]): Promise<string> =>
    must(await cast.reformOffice.post('/v1/demand-calls', callBody({ asked }))).body.id
  const secondPlace = { id: 'other-place', name: 'Another', city: 'Yiwu', zone: 'Asia/Shanghai' }
  const organisation = must(await desk.admin.post('/v1/organisations', { name: 'Another facility', kind: 'facility' }))
    .body.id
  const rooms = [{ id: '1', places: 1 }]
  must(await cast.reformOffice.post('/v1/facilities', { facility: secondPlace, organisation, rooms }))
  /** The n-th person again with another birth date: a row that waits for a decision. */
  const doubt = async (who: Client, of: string, n: number): Promise<string> => {
    const csv = rosterCsv([rosterRow(n, { birthDate: '1970-01-01', mrz: '' })])
    must(await who.post(`/v1/charters/${of}/roster`, csv, { 'Content-Type': 'text/csv' }))
    return must(await who.get(`/v1/charters/${of}/conflicts`)).body[0].id
  }
  /** Somebody who has ended, for whom erasure was asked: it waits for a second person. */
  const asked = async (who: Client, of: string, n: number): Promise<string> => {
    const ended = await register(who, of, n)
    must(await who.post(`/v1/journeys/${ended}/withdrawal`, { reason: 'for the walk' }, { 'If-Match': '*' }))
    return must(await who.post(`/v1/journeys/${ended}/erasure`, { reason: 'for the walk' })).body.id
  }
  let invited = 0
  /** Somebody of an organisation, in a session of theirs. */
  const member = async (of: string) => {
    const wanted = { organisation: of, name: 'Somebody', email: `member-${++invited}@people.example` }
    const id: PersonId = must(await desk.admin.post('/v1/people', wanted)).body.id
    const { session, changes } = desk.open.sessions.opening(id, { agent: '', address: '' }, null, desk.clock.now())
    await desk.open.desk.store.commit({ changes, events: [], effects: [], tallies: [], receipt: null })
    return { organisation: of, person: id, session: session.id }
  }
  own = {
    ...(await member(cast.organisations.chamber)),
    call: await call(cast.organisations.chamber),
    charter,
    journey: await register(cast.chamber, charter, 1),
    run: await run(charter),
    facility,
    conflict: await doubt(cast.chamber, charter, 1),
    pending: await asked(cast.chamber, charter, 71),
  }
  rival = {
    ...(await member(cast.organisations.rivalChamber)),
    call: await call(cast.organisations.rivalChamber),
    charter: rivalCharter,
    journey: await register(cast.rivalChamber, rivalCharter, 2),
    run: await run(rivalCharter),
    facility: secondPlace.id,
    conflict: await doubt(cast.rivalChamber, rivalCharter, 2),
    pending: await asked(cast.rivalChamber, rivalCharter, 72),
  }
  const chartered: string = must(await cast.company.post('/v1/charters', termsBody())).body.id
  must(await cast.company.post(`/v1/charters/${chartered}/application`, {}, { 'If-Match': '*' }))
  const companys = {
    ...own,
    call: await call(cast.organisations.company),
    charter: chartered,
    journey: await register(cast.company, chartered, 3),
    run: await run(chartered),
    conflict: await doubt(cast.company, chartered, 3),
    pending: await asked(cast.company, chartered, 73),
  }
  const entries = await Promise.all(
    organisationKinds.map(async (kind) => [
      kind,
      { ...(kind === 'company' ? companys : own), ...(await member(cast.organisations[kind])) },
    ]),
  )
  homes = Object.fromEntries(entries)
  const spare = { organisation: cast.organisations.auditor, label: 'spare', expiresAt: '2099-01-01T00:00:00Z' }
  spareToken = must(await desk.admin.post('/v1/tokens', spare)).body.id
})
afterAll(() => desk.close())

const reason = 'because'
/** Published already. */
const book = JSON.parse(
  readFileSync(new URL('../../db/editions/observation/cn-33-2022-06-28.json', import.meta.url), 'utf8'),
) as { readonly id: string }
const handover = { count: 0, givenBy: 'one', takenBy: 'another' }
/** A body that the route's schema takes, by the last word of the address; without one the body is empty. */
const bodies: Readonly<Record<string, unknown>> = {
  'demand-calls': callBody(),
  closing: { reason },
  reopening: { reason, closesAt: '2022-08-24T18:00:00+09:00' },
  replies: { lines: [replyLine()] },
  'seat-rule': { closesAt: when.firstSample, needs: { orders: 2 }, capPerCompany: 2, offerHours: 24 },
  'application-return': { reasons: [reason] },
  'application-refusal': { reasons: [reason] },
  'manifest-reopening': { reason },
  evidence: { evidence: 'the plan was sent' },
  fulfilment: { evidence: reason },
  'evidence-return': { reason },
  retiming: { reason, scheduledDeparture: when.boarding, scheduledArrival: when.landing },
  diversion: { to: { iata: 'PVG', city: 'Shanghai', zone: 'Asia/Shanghai' } },
  'turn-back': { reason },
  cancellation: { reason },
  landing: { handover },
  tests: negative('walk', when.firstSample, when.firstReport),
  'code-issue': { colour: 'blue' },
  'code-refusal': { reason },
  withdrawal: { reason },
  'boarding-denial': { reason },
  'entry-refusal': { reason },
  'medical-care': { place: 'a hospital', cause: 'fever' },
  admission: { room: `${facility}/100` },
  return: { room: `${facility}/100` },
  'home-assessment': { suitable: true, reason },
  missing: { lastSeen: 'at the lift' },
  found: { to: 'transfer' },
  'risk-assessment': { test: 'none', outcome: 'pastInfection', reason },
  edition: { edition: book.id, choice: 'keep', reason },
  // Looked at only: what is published binds everybody.
  editions: { edition: book, reason, dryRun: true },
  redecision: { choice: 'keep', reason, dryRun: true },
  removal: { reason, passenger: 'set below' },
  unmasking: { reason, fields: ['birthDate'] },
  // One passport is not two people: who may decide is told so, and nothing is decided.
  decision: { decision: 'otherPerson', reason },
  arrival: { handover },
  charters: termsBody({ facility: 'not-a-place' }),
  terms: termsBody(),
  // No consent: who may register is told that it is missing, and nobody is registered.
  journeys: { merchant: person(90), wishes: wishes({ consentSignedAt: null }) },
  runs: {
    vehicle: { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] },
    facility: 'not-a-place',
  },
  organisations: { name: 'New', kind: 'auditor' },
  laboratories: { id: 'lab-3', name: 'Three', city: 'Seoul', country: 'KR', reagents: [], turnaroundHours: 6 },
  reach: { charters: [] },
  lockdowns: { destination: 'Nowhere', from: when.start, reason },
  erasure: { reason },
  'early-release': { reason },
  hold: { reason },
}

let invited = 0
function requestOf(route: Route, place: Place): { readonly path: string; readonly body: unknown } {
  const path = route.path
    .replace(':call', place.call)
    .replace(':charter', place.charter)
    .replace(':journey', place.journey)
    .replace(':conflict', place.conflict)
    .replace(':run', place.run)
    .replace(':pending', place.pending)
    .replace(':condition', '1')
    .replace(':facility', place.facility)
    .replace(':token', spareToken)
    .replace(':person', place.person)
    .replace(':session', place.session)
    .replace(':edition', encodeURIComponent(book.id))
  const word = route.path.split('/').at(-1)!
  if (word === 'roster' && route.raw) return { path, body: rosterCsv([rosterRow(91, { email: 'nobody' })]) }
  if (word === 'spreadsheet') return { path, body: replyCsv([]) }
  if (word === 'departure') return { path, body: { handover } }
  if (word === 'passengers') return { path, body: { passengers: [place.journey] } }
  if (word === 'removal') return { path, body: { passenger: place.journey, reason } }
  if (word === 'tokens')
    return { path, body: { organisation: world.cast.organisations.auditor, label: 'x', expiresAt: when.boarding } }
  if (word === 'people') {
    const email = `new-${++invited}@people.example`
    return { path, body: { organisation: place.organisation, name: 'New', email } }
  }
  if (word === 'facilities') {
    const place = { id: facility, name: 'Again', city: 'Yiwu', zone: 'Asia/Shanghai' }
    return {
      path,
      body: { facility: place, organisation: world.cast.organisations.facility, rooms: [{ id: '1', places: 1 }] },
    }
  }
  return { path, body: bodies[word] ?? {} }
}

/** A version that never was: whoever may send the command is told so, and nothing is changed by asking. */
const never = { 'If-Match': '"999"' }

async function ask(who: Client, route: Route, place: Place) {
  const { path, body } = requestOf(route, place)
  const type = route.raw ? { 'Content-Type': 'text/csv' } : {}
  return who.send(route.method.toUpperCase(), path, {
    headers: { ...never, ...type },
    ...(route.method === 'get' || route.method === 'delete' ? {} : { body }),
  })
}

/** What the table says: 403, 404 for what is somebody else's, or an answer of the route itself. */
function expected(role: Role, act: Act, route: Route, place: Place): 403 | 404 | 'answered' {
  const how = reach(role, act)
  if (!how) return 403
  if (route.path.includes(':facility')) return role === 'facility' && place === rival ? 404 : 'answered'
  if (how === 'any' || !/:(call|charter|journey|run|pending|person|session)/.test(route.path)) return 'answered'
  // A token is in no session.
  return place === homeOf(role) && !route.path.includes(':session') ? 'answered' : 404
}
/** A company organises a charter of its own; everybody else here belongs to the chamber's. Each has people of its own. */
const homeOf = (role: Role): Place => homes[role]

const protectedRoutes = () => desk.routes().filter((route): route is Route & { act: Act } => route.act !== null)
const isPlaced = (route: Route) => /:(call|charter|journey|run|facility|pending|person|session)/.test(route.path)

describe('Every route', () => {
  it('has its row in the table, but for health, the reference and the public key', () => {
    const open = desk.routes().filter(({ act }) => act === null)
    expect(open.map(({ path }) => path).sort()).toEqual(['/healthz', '/openapi.json', '/readyz', '/v1/record/key'])
    for (const { act, path } of protectedRoutes()) expect(Object.hasOwn(table, act), path).toBe(true)
  })

  it('is the only one of its method and address, and every act that the table knows has one', () => {
    const names = desk.routes().map(({ method, path }) => `${method} ${path}`)
    expect(new Set(names).size).toBe(names.length)
    const used = new Set(protectedRoutes().map(({ act }) => act))
    expect(acts.filter((act) => !used.has(act))).toEqual([])
  })

  it.each(organisationKinds)('answers the %s as the table says, for its own and for another’s', async (role) => {
    const who = world.cast[role]
    const events = await desk.countEvents()
    const barred: string[] = []
    for (const route of protectedRoutes()) {
      for (const place of isPlaced(route) ? [homeOf(role), rival] : [homeOf(role)]) {
        const answer = await ask(who, route, place)
        const want = expected(role, route.act, route, place)
        const what = `${role}: ${route.method} ${route.path} ${place === rival ? '(another’s)' : ''}\n${answer.text}`
        if (want === 'answered') {
          expect([200, 201, 400, 409, 412, 422], what).toContain(answer.status)
          // Every body here is whole, so what is refused is refused by what it says.
          if (answer.status === 400) expect(what).toContain('(file)')
        } else {
          expect(answer.status, what).toBe(want)
          expectProblem(answer, want)
          barred.push(`${route.method} ${route.path}`)
        }
      }
    }
    expect(barred.length).toBeGreaterThan(0)
    // Only these two may keep the desk's own books, of which nobody asks a version; nor is one asked of a copy, or of a
    // request that is taken back.
    const told = (await desk.open.desk.store.eventsPage(0, 10_000, {})).slice(events).map(({ type }) => type)
    if (role !== 'administrator' && role !== 'reformOffice')
      expect(told.filter((type) => type !== 'CopyGiven' && type !== 'ActRefused' && type !== 'RecordExported')).toEqual(
        [],
      )
  })

  it('shows the other chamber nothing of this one’s, and takes nothing from it', async () => {
    for (const route of protectedRoutes().filter(isPlaced)) {
      const answer = await ask(world.cast.rivalChamber, route, own)
      const status = reach('chamber', route.act) ? 404 : 403
      expect(answer.status, `${route.method} ${route.path}`).toBe(status)
      expect(answer.text).not.toContain('HWANGBO')
    }
    expect((await world.cast.rivalChamber.get('/v1/charters')).body.rows.map(({ id }: { id: string }) => id)).toEqual([
      rival.charter,
    ])
  })

  it('denies whoever has no token', async () => {
    for (const route of protectedRoutes()) {
      for (const who of [desk.nobody, desk.as('cd_nobody')]) expectProblem(await ask(who, route, own), 401)
    }
  })

  it('denies roles that nobody knows, also those that an object of the language would know', async () => {
    for (const role of [
      'nobody',
      'merchant',
      'anonymous',
      'desk',
      'constructor',
      'toString',
      '__proto__',
      'hasOwnProperty',
      '',
    ]) {
      const secret = `cd_test_${role}`
      await desk.open.desk.store.commit({
        changes: [
          {
            on: 'token',
            token: {
              id: `T${role}`,
              digest: tokenDigest(secret),
              role: role as Role,
              organisation: OrganisationId.parse(world.cast.organisations.chamber),
              charters: null,
              label: role,
              expiresAt: Instant.parse('2099-01-01T00:00:00Z'),
              revokedAt: null,
              acts: null,
              lastUsedAt: null,
            },
          },
        ],
        events: [],
        effects: [],
        tallies: [],
        receipt: null,
      })
      for (const route of protectedRoutes()) {
        const { status } = await ask(desk.as(secret), route, own)
        expect([401, 403], `"${role}" ${route.method} ${route.path}`).toContain(status)
      }
    }
  })
})

describe('Somebody whom two chambers register', () => {
  /** On one day a passport flies once. */
  const dayAfter = async (who: Client): Promise<string> => {
    const { leg } = termsBody()
    const day = { plannedBoarding: null, scheduledDeparture: '2022-08-29T15:40:00+09:00' }
    const terms = termsBody({ leg: { ...leg, ...day, scheduledArrival: '2022-08-29T18:00:00+09:00' } })
    const { id } = must(await who.post('/v1/charters', terms)).body
    must(await who.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '*' }))
    return id
  }

  it('is known to each by itself: neither sees, finds out or changes what the other wrote', async () => {
    const { chamber, rivalChamber } = world.cast
    const id = await register(chamber, own.charter, 60)
    const before = must(await chamber.get(`/v1/journeys/${id}`))
    const elsewhere = { email: 'somebody@elsewhere.example', phone: '+821099999999' }
    const theirs = await dayAfter(rivalChamber)
    await register(rivalChamber, theirs, 60, elsewhere)
    expect(must(await chamber.get(`/v1/journeys/${id}`)).body).toEqual(before.body)
    // Nor does a guess tell that the passport is known here.
    const guess = { merchant: person(61, { birthDate: '1970-01-01' }), wishes: wishes() }
    await register(chamber, own.charter, 61)
    must(await rivalChamber.post(`/v1/charters/${theirs}/journeys`, guess))
  })

  it('is one person to the chamber that registers them on two charters of its own', async () => {
    const { chamber } = world.cast
    const second = await dayAfter(chamber)
    const first = await register(chamber, own.charter, 62)
    await register(chamber, second, 62, { phone: '+821012121212' })
    expect(must(await chamber.get(`/v1/journeys/${first}`)).body.person.phone).toBe('+821012121212')
  })
})

describe('A token along the way', () => {
  const along: readonly OrganisationKind[] = ['mission', 'laboratory', 'carrier', 'transferCrew', 'facility']

  it('that names no charter sees none', async () => {
    for (const kind of along) {
      const organisation = world.cast.organisations[kind]
      const wanted = { organisation, label: 'no charter', expiresAt: '2099-01-01T00:00:00Z' }
      const who = desk.as(must(await desk.admin.post('/v1/tokens', wanted)).body.token)
      expect(must(await who.get('/v1/charters')).body.rows).toEqual([])
      expectProblem(await who.get(`/v1/journeys/${own.journey}`), 404)
    }
  })

  it('lists the charters that it names and no other', async () => {
    for (const kind of along) {
      const { rows } = must(await world.cast[kind].get('/v1/charters')).body
      expect(rows.map(({ id }: { id: string }) => id)).toEqual([own.charter])
    }
  })

  it('of a facility opens and sees its own rooms only', async () => {
    const { facility: station, organisations } = world.cast
    const place = { id: 'third-place', name: 'Third', city: 'Yiwu', zone: 'Asia/Shanghai' }
    const rooms = [{ id: '1', places: 1 }]
    expectProblem(
      await station.post('/v1/facilities', { facility: place, organisation: organisations.chamber, rooms }),
      403,
    )
    expectProblem(await station.get(`/v1/facilities/${rival.facility}/rooms`), 404)
    must(await station.get(`/v1/facilities/${facility}/rooms`))
  })
})

describe('The pages', () => {
  const pages = () => [`/charters/${own.charter}`, `/charters/${own.charter}/letters`]
  const signedIn = (who: Client) => ({ Authorization: `Bearer ${who.token}` })

  it('send whoever has no token to the door', async () => {
    for (const page of ['/charters', ...pages(), '/letters/E01']) {
      const answer = await desk.nobody.get(page)
      expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({ status: 303, to: '/sign-in' })
    }
  })

  it('show another chamber’s charter to nobody but those who watch', async () => {
    for (const page of pages()) {
      expect((await desk.nobody.get(page, signedIn(world.cast.rivalChamber))).status).toBe(404)
      expect((await desk.nobody.get(page, signedIn(world.cast.chamber))).status).toBe(200)
      expect((await desk.nobody.get(page, signedIn(world.cast.reformOffice))).status).toBe(200)
    }
    const board = await desk.nobody.get('/charters', signedIn(world.cast.rivalChamber))
    expect(board.text).toContain(rival.charter)
    expect(board.text).not.toContain(own.charter)
  })

  it('take an answer to an offer by a live link alone, whoever else is signed in', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ answer: 'accepted', offer: when.start }).toString()
    const events = await desk.countEvents()
    for (const role of organisationKinds) {
      const answer = await desk.nobody.post(`/status/${own.journey}.1.x`, body, {
        ...form,
        ...signedIn(world.cast[role]),
      })
      expect(answer.status, role).toBe(404)
    }
    const { path } = must(await world.cast.chamber.get(`/v1/journeys/${own.journey}/status-link`)).body
    // Nothing is offered here, which is what whoever holds the link is told.
    expect((await desk.nobody.post(path, body, form)).status).toBe(409)
    expect(await desk.countEvents()).toBe(events)
  })
})
