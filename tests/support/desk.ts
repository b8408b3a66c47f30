// A real desk in this process: a fresh folder, a free port, a clock that the test turns, and a token for everybody.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { readConfig, type Config } from '../../src/config.ts'
import { organisationKinds, type OrganisationKind } from '../../src/domain/access/roles.ts'
import { Instant } from '../../src/domain/instant.ts'
import type { Finding } from '../../src/domain/decision.ts'
import { charterRoutes } from '../../src/http/charters.ts'
import { editionRoutes } from '../../src/http/editions.ts'
import { healthRoutes } from '../../src/http/health.ts'
import { journeyRoutes } from '../../src/http/journeys.ts'
import { officeRoutes } from '../../src/http/offices.ts'
import { recordRoutes } from '../../src/http/record.ts'
import type { Route } from '../../src/http/route.ts'
import { transferRoutes } from '../../src/http/transfers.ts'
import type { ChannelClock } from '../../src/jobs/channel.ts'
import { openDesk, serveDesk, type OpenDesk } from '../../src/main.ts'

/** The days of HU454, when the Korean edition of July 2022 binds. */
export const when = {
  start: '2022-08-20T10:00:00+09:00',
  boarding: '2022-08-28T15:40:00+09:00',
  firstSample: '2022-08-26T16:00:00+09:00',
  firstReport: '2022-08-26T22:00:00+09:00',
  secondSample: '2022-08-27T17:00:00+09:00',
  secondReport: '2022-08-27T23:00:00+09:00',
  landing: '2022-08-28T17:10:00+08:00',
} as const

const adminToken = 'an-administrator-who-is-only-for-tests'

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Bodies are looked at as a client would: without a type of the desk's own.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
  readonly version: string | null
}
export type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
/** Somebody with a token: `body` is sent as JSON unless it is text or bytes. */
export type Client = {
  readonly token: string
  send(method: string, path: string, sent?: Sent): Promise<Answer>
  get(path: string, headers?: Sent['headers']): Promise<Answer>
  post(path: string, body?: unknown, headers?: Sent['headers']): Promise<Answer>
}

/** A clock that stands still until it is turned; the desk then does what is due, one moment after the other. */
export function handClock(start: string) {
  let at = Instant.parse(start)
  let work: () => Promise<unknown> = async () => 0
  let nextDue: () => Promise<Instant | null> = async () => null
  const channel: ChannelClock = {
    now: () => at,
    listen: (doWhatIsDue, whenNext) => {
      work = doWhatIsDue
      nextDue = whenNext
    },
  }
  return {
    channel,
    now: () => at,
    /** Only moves the hands: nothing is done yet. */
    set: (moment: string) => void (at = Instant.parse(moment)),
    work: () => work(),
    nextDue: () => nextDue(),
    async turnTo(moment: string): Promise<void> {
      const target = Instant.parse(moment)
      await work()
      for (let next = await nextDue(); next && next > at && next < target; next = await nextDue()) {
        at = next
        await work()
      }
      at = target
      await work()
    },
  }
}
export type HandClock = ReturnType<typeof handClock>

export type TestDesk = Awaited<ReturnType<typeof startDesk>>

/** Opens and serves; `environment` is read as the desk reads its own. */
export async function startDesk(environment: Readonly<Record<string, string>> = {}, start: string = when.start) {
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-test-'))
  const file = path.join(folder, 'desk.sqlite')
  const settings: Record<string, string> = {
    DATABASE_URL: file,
    KEY_STORE: path.join(folder, 'keys.sqlite'),
    DESK_KEY_FILE: path.join(folder, 'desk.key'),
    LETTER_FOLDER: path.join(folder, 'letters'),
    PORT: '0',
    LOG_LEVEL: 'silent',
    ADMIN_TOKEN: adminToken,
    LETTER_SETTLE_SECONDS: '120',
    ...environment,
  }
  const configure = (more: Readonly<Record<string, string>>): Config => {
    const read = readConfig({ ...settings, ...more })
    if (read.outcome === 'faulty') throw new Error(read.faults.join('\n'))
    return read.config
  }
  const clock = handClock(start)
  let config = configure({})
  let open: OpenDesk
  let served: Awaited<ReturnType<typeof serveDesk>> | null = null

  async function up(more: Readonly<Record<string, string>> = {}): Promise<void> {
    config = configure(more)
    open = await openDesk(config, { channel: clock.channel })
    served = await serveDesk(open)
  }
  async function down(): Promise<void> {
    await served?.close()
    served = null
  }
  await up()

  const as = (token: string): Client => {
    const send = async (method: string, address: string, { headers = {}, body }: Sent = {}): Promise<Answer> => {
      const raw = typeof body === 'string' || body instanceof Uint8Array
      const response = await fetch(served!.url + address, {
        method,
        redirect: 'manual',
        headers: {
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
          ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
      })
      const text = await response.text()
      const json = (response.headers.get('content-type') ?? '').includes('json')
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: json && text ? JSON.parse(text) : null,
        version: response.headers.get('etag'),
      }
    }
    return {
      token,
      send,
      get: (address, headers = {}) => send('GET', address, { headers }),
      post: (address, body = {}, headers = {}) => send('POST', address, { body, headers }),
    }
  }

  return {
    folder,
    file,
    clock,
    settings,
    get url() {
      return served!.url
    },
    get config() {
      return config
    },
    get open() {
      return open
    },
    as,
    admin: as(adminToken),
    nobody: as(''),
    /** Every route that the desk serves, from the same factories. */
    routes(): readonly Route[] {
      const {
        desk,
        charters,
        journeys,
        registrations,
        rosters,
        conflicts,
        transfers,
        offices,
        views,
        links,
        airports,
      } = open
      const { editions, choices } = open
      return [
        ...healthRoutes(desk.store, () => []),
        ...charterRoutes(desk, charters, rosters, conflicts, views, airports),
        ...journeyRoutes(desk, journeys, registrations, views, links),
        ...transferRoutes(desk, transfers),
        ...officeRoutes(desk, offices, () => {}),
        ...editionRoutes(desk, editions, choices),
        ...recordRoutes(desk),
      ]
    },
    countEvents: () => open.desk.store.countEvents(null),
    down,
    up,
    close: async () => {
      await down()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Takes an answer that must be a success, and says what the desk said where it is none. */
export function must(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}

const tokensEnd = '2099-01-01T00:00:00Z'

export type Cast = Readonly<Record<OrganisationKind, Client>> & {
  readonly rivalChamber: Client
  readonly organisations: Readonly<Record<OrganisationKind | 'rivalChamber', string>>
}

/** An organisation and a token for every role, and a second chamber; those along the way reach the charters named later. */
export async function castEverybody(desk: TestDesk): Promise<{
  readonly organisations: Cast['organisations']
  token(organisation: string, charters: readonly string[]): Promise<Client>
}> {
  const organisations: Record<string, string> = {}
  for (const kind of organisationKinds) {
    organisations[kind] = must(await desk.admin.post('/v1/organisations', { name: `The ${kind}`, kind })).body.id
  }
  organisations['rivalChamber'] = must(
    await desk.admin.post('/v1/organisations', { name: 'The other chamber', kind: 'chamber' }),
  ).body.id
  return {
    organisations: organisations as Cast['organisations'],
    token: async (organisation, charters) =>
      desk.as(
        must(await desk.admin.post('/v1/tokens', { organisation, charters, label: 'for a test', expiresAt: tokensEnd }))
          .body.token,
      ),
  }
}

export const facility = 'yw-obs-01'
export const termsBody = (more: Readonly<Record<string, unknown>> = {}) => ({
  title: 'Seoul to Hangzhou',
  leg: {
    flightNumber: 'HU454',
    carrier: 'Hainan Airlines',
    from: 'ICN',
    to: 'HGH',
    plannedBoarding: when.boarding,
    scheduledDeparture: when.boarding,
    scheduledArrival: when.landing,
  },
  aircraft: { type: 'A330', seats: { value: 256, assumed: true }, loadCapPercent: { value: 75, assumed: true } },
  missionJurisdiction: 'KR',
  issuer: 'KR-SEL-EMB',
  observationJurisdiction: 'CN-33',
  destination: 'Yiwu',
  servicePoint: 'Yiwu service point',
  facility,
  costs: { fare: 'self' },
  ...more,
})

export type World = {
  readonly cast: Cast
  readonly charter: string
  /** A charter of the other chamber, applied for as well. */
  readonly rivalCharter: string
}

/** Everybody, a facility with ten rooms, two laboratories, and two charters of two chambers, both applied for. */
export async function furnish(desk: TestDesk): Promise<World> {
  const { organisations, token } = await castEverybody(desk)
  const [chamber, rivalChamber, reformOffice] = await Promise.all([
    token(organisations.chamber, []),
    token(organisations.rivalChamber, []),
    token(organisations.reformOffice, []),
  ])
  must(
    await reformOffice.post('/v1/facilities', {
      facility: { id: facility, name: 'Yiwu Observation Station', city: 'Yiwu', zone: 'Asia/Shanghai' },
      organisation: organisations.facility,
      rooms: Array.from({ length: 10 }, (_, i) => ({ id: `10${i}`, places: 2 })),
    }),
  )
  for (const id of ['lab-1', 'lab-2']) {
    must(
      await desk.admin.post('/v1/laboratories', {
        id,
        name: `Laboratory ${id}`,
        city: 'Seoul',
        country: 'KR',
        reagents: ['kit-1', 'kit-2'],
        turnaroundHours: 6,
      }),
    )
  }
  const draft = async (who: Client, more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const { id } = must(await who.post('/v1/charters', termsBody(more))).body
    must(await who.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '"1"' }))
    return id
  }
  const charter = await draft(chamber)
  const rivalCharter = await draft(rivalChamber, { title: 'Another flight' })
  const entries = await Promise.all(
    organisationKinds.map(async (kind) => [kind, await token(organisations[kind], [charter])] as const),
  )
  const along = Object.fromEntries(entries) as Record<OrganisationKind, Client>
  return {
    cast: { ...along, chamber, reformOffice, administrator: desk.admin, rivalChamber, organisations },
    charter,
    rivalCharter,
  }
}

export type Person = Readonly<Record<string, string>>

/** Somebody who can be looked for in a file: no two share a name, a number or an address. */
export const person = (number: number, more: Person = {}) => ({
  surname: `HWANGBO${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}`,
  givenNames: 'MINSEO',
  nativeName: '황보민서',
  documentNumber: `M${String(52_340_000 + number)}`,
  issuingState: 'KOR',
  nationality: 'KOR',
  birthDate: '1985-03-07',
  sex: 'F',
  documentExpiry: '2027-05-11',
  phone: `+8210${String(55_510_000 + number)}`,
  email: `minseo.hwangbo${number}@lettersplace.example`,
  language: 'ko',
  hostCompany: 'Silver Thimble Trading',
  ...more,
})
export const wishes = (more: Readonly<Record<string, unknown>> = {}) => ({
  purpose: 'orders',
  destination: 'Yiwu',
  costBearer: 'self',
  homeSuitable: true,
  consentSignedAt: '2022-08-10T10:00:00+09:00',
  ...more,
})

/** Registers one merchant and answers the journey's id. */
export async function register(chamber: Client, charter: string, number: number, more: Person = {}): Promise<string> {
  return must(
    await chamber.post(`/v1/charters/${charter}/journeys`, { merchant: person(number, more), wishes: wishes() }),
  ).body.id
}

export const negative = (id: string, sampledAt: string, reportedAt: string, more: Person = {}) => ({
  id,
  sampledAt,
  reportedAt,
  laboratory: 'lab-1',
  reagent: 'kit-1',
  result: 'negative',
  ...more,
})

/** RFC 9457: a problem in its own media type, whose status is the response's, with fields of the right kind. */
export function expectProblem(answer: Answer, status: number, slug?: string): readonly Finding[] {
  expect({ status: answer.status, type: answer.headers.get('content-type'), text: answer.text }).toMatchObject({
    status,
    type: expect.stringMatching(/^application\/problem\+json(;|$)/),
  })
  const { type, title, detail, instance, findings, ...rest } = answer.body
  expect(answer.body.status).toBe(status)
  expect(type).toMatch(/^\/problems\/[a-z-]+$/)
  if (slug) expect(type).toBe(`/problems/${slug}`)
  expect(typeof title === 'string' && title.length > 0).toBe(true)
  expect(detail === undefined || (typeof detail === 'string' && detail.length > 0)).toBe(true)
  expect(instance).toMatch(/^\/requests\/Q[0-9A-Z]{16}$/)
  expect(Object.keys(rest)).toEqual(['status'])
  for (const each of findings ?? []) {
    expect(each).toMatchObject({ code: expect.any(String), message: expect.any(String), facts: expect.any(Object) })
  }
  return (findings ?? []) as readonly Finding[]
}

export const fieldsOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ facts }) => String(facts['field'])).sort()
export const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)

/** Approves the charter and opens its registration. */
export async function openRegistration({ cast, charter }: World): Promise<void> {
  const any = { 'If-Match': '*' }
  must(await cast.reformOffice.post(`/v1/charters/${charter}/approval`, { conditions: [] }, any))
  must(await cast.reformOffice.post(`/v1/charters/${charter}/registration-opening`, {}, any))
}

/** Two negatives, the code between them: everybody here is cleared to board. Registration must be open. */
export async function clearToBoard(desk: TestDesk, { cast }: World, journeys: readonly string[]): Promise<void> {
  await desk.clock.turnTo(when.firstReport)
  for (const [i, id] of journeys.entries()) {
    const test = negative(`t1-${i}`, when.firstSample, when.firstReport)
    must(await cast.laboratory.post(`/v1/journeys/${id}/tests`, test))
    must(await cast.chamber.post(`/v1/journeys/${id}/code-application`))
    must(await cast.mission.post(`/v1/journeys/${id}/code-issue`, { colour: 'blue' }))
  }
  await desk.clock.turnTo(when.secondReport)
  for (const [i, id] of journeys.entries()) {
    const elsewhere = { laboratory: 'lab-2', reagent: 'kit-2' }
    const test = negative(`t2-${i}`, when.secondSample, when.secondReport, elsewhere)
    must(await cast.laboratory.post(`/v1/journeys/${id}/tests`, test))
  }
}

export async function closeManifest(desk: TestDesk, { cast, charter }: World): Promise<void> {
  await desk.clock.turnTo('2022-08-28T12:00:00+09:00')
  must(await cast.reformOffice.post(`/v1/charters/${charter}/manifest-closing`, {}, { 'If-Match': '*' }))
}

/** From the gate to the vehicle's arrival; answers the transfer run. Who is named in `left` is taken off the vehicle again. */
export async function flyAndTransfer(
  desk: TestDesk,
  { cast, charter }: World,
  journeys: readonly string[],
  left: readonly { readonly journey: string; readonly reason: string }[] = [],
): Promise<string> {
  const handover = (count: number) => ({ handover: { count, givenBy: 'the gate', takenBy: 'the cabin' } })
  await desk.clock.turnTo('2022-08-28T15:20:00+09:00')
  for (const id of journeys) must(await cast.carrier.post(`/v1/journeys/${id}/boarding`))
  await desk.clock.turnTo(when.boarding)
  must(await cast.carrier.post(`/v1/charters/${charter}/departure`, handover(journeys.length)))
  await desk.clock.turnTo(when.landing)
  must(await cast.carrier.post(`/v1/charters/${charter}/landing`, handover(journeys.length)))
  const vehicle = { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }
  const run: string = must(await cast.transferCrew.post(`/v1/charters/${charter}/runs`, { vehicle, facility })).body.id
  must(await cast.transferCrew.post(`/v1/runs/${run}/passengers`, { passengers: journeys }))
  for (const { journey: passenger, reason } of left)
    must(await cast.transferCrew.post(`/v1/runs/${run}/removal`, { passenger, reason }))
  const riding = handover(journeys.length - left.length)
  must(await cast.transferCrew.post(`/v1/runs/${run}/departure`, riding))
  must(await cast.transferCrew.post(`/v1/runs/${run}/arrival`, riding))
  return run
}
