// What is written to be read as something else: SQL, paths, headers and files that name others.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { codesOf, expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register, wishes } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { furnish, termsBody, type World } from '../support/world.ts'
import { zipOf } from '../support/zip.ts'

let desk: TestDesk
let world: World
let journey: string
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  journey = await register(world.cast.chamber, world.charter, 1)
})
afterAll(() => desk.close())

const sql = [
  "'",
  '"',
  "' OR '1'='1",
  "1'; DROP TABLE journeys; --",
  "') UNION SELECT sealed FROM merchants --",
  '%',
  '\u0000',
  '\\',
]
const paths = [
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/desk.key',
  '....//....//desk.sqlite',
  '..\\..\\desk.key',
]

describe('SQL injection', () => {
  it('through the parameters of every address names nothing', { timeout: 120_000 }, async () => {
    const placed = desk.routes().filter(({ path: address, act }) => act !== null && address.includes(':'))
    for (const route of placed)
      for (const text of sql) {
        const address = route.path.replaceAll(/:(\w+)/g, encodeURIComponent(text))
        for (const who of [desk.admin, world.cast.auditor]) {
          const body = route.raw || route.method === 'get' || route.method === 'delete' ? {} : { body: {} }
          const { status } = await who.send(route.method.toUpperCase(), address, body)
          expect([400, 403, 404, 415], `${route.method} ${address}`).toContain(status)
        }
      }
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
  })

  it('through every question is refused, or finds no more than the question without it', async () => {
    for (const route of desk.routes().filter(({ method, query, act }) => method === 'get' && query && act)) {
      const address = route.path
        .replace(':charter', world.charter)
        .replace(':journey', journey)
        .replaceAll(/:(\w+)/g, 'none')
      for (const name of Object.keys((route.query as z.ZodObject).shape))
        for (const text of sql) {
          const answer = await world.cast.auditor.get(`${address}?${name}=${encodeURIComponent(text)}`)
          const what = `${address}?${name}=${text}`
          expect([200, 400, 403, 404], what).toContain(answer.status)
          // A cursor is any text: it is compared, and shows nothing that the first page would not.
          if (answer.status === 200) expect(name, what).toBe('after')
        }
    }
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
  })

  it('through the questions of pages shows a page', async () => {
    const headers = { Authorization: `Bearer ${world.cast.auditor.token}` }
    for (const address of [
      '/charters?after=',
      '/demand?after=',
      '/record?after=',
      '/record?actor=',
      '/record?from=',
      `/charters/${world.charter}/letters?after=`,
    ])
      for (const text of sql) {
        const { status } = await desk.nobody.get(address + encodeURIComponent(text), headers)
        expect([200, 400, 404], address + text).toContain(status)
      }
  })

  it('through names is a name', async () => {
    const name = "Robert'); DROP TABLE journeys;--"
    const id = must(await desk.admin.post('/v1/organisations', { name, kind: 'company' })).body.id
    const all = must(await desk.admin.get('/v1/organisations')).body as { id: string; name: string }[]
    expect(all.find((each) => each.id === id)?.name).toBe(name)
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
  })
})

describe('Path traversal', () => {
  it('in addresses leads to no file', async () => {
    const headers = { Authorization: `Bearer ${world.cast.auditor.token}` }
    for (const folder of [
      '/letters/',
      '/charters/',
      '/reference/assets/',
      '/status/',
      '/enter/',
      '/v1/journeys/',
      '/v1/charters/',
      '/',
    ])
      for (const each of paths) {
        const address = folder + each.replaceAll('\\', '%5c').replaceAll('../', '..%2f')
        const answer = await desk.nobody.get(address, headers)
        expect([403, 404, 410], address).toContain(answer.status)
        expect(answer.text).not.toMatch(/root:|SQLite format/)
      }
  })

  it('in the name of an uploaded file is not read: no name is taken, and no form with files', async () => {
    const before = everyFile()
    const csv = rosterCsv([rosterRow(5)])
    for (const name of ['../../roster.csv', '/etc/passwd', 'C:\\x.csv', 'x\u0000.csv', 'a.csv"; filename="b'])
      must(
        await world.cast.chamber.post(`/v1/charters/${world.charter}/roster?dryRun=true`, csv, {
          'Content-Type': 'text/csv',
          'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        }),
      )
    const boundary = 'xxx'
    const form = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="../../x.csv"\r\n\r\n${csv.toString()}\r\n--${boundary}--\r\n`
    for (const address of [`/v1/charters/${world.charter}/roster`, `/v1/charters/${world.charter}/journeys`])
      expectProblem(
        await world.cast.chamber.post(address, form, { 'Content-Type': `multipart/form-data; boundary=${boundary}` }),
        415,
      )
    expect(everyFile()).toEqual(before)
  })

  it('in the members of a workbook writes nothing (zip slip)', async () => {
    const before = everyFile()
    const names = ['../../../slipped.xml', '/tmp/slipped.xml', 'xl/../../slipped.xml', '..\\slipped.xml', 'a\u0000b']
    const book = zipOf(...names.map((name) => ({ name, content: Buffer.from('<a/>') })))
    const answer = await world.cast.chamber.post(`/v1/charters/${world.charter}/roster`, book, {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
    expect(codesOf(expectProblem(answer, 400))).not.toEqual([])
    expect(everyFile()).toEqual(before)
  })

  const everyFile = () =>
    (readdirSync(desk.folder, { recursive: true }) as string[]).filter((name) => !/-(wal|shm)$/.test(name)).sort()
})

describe('Header injection', () => {
  it('through a name or an address begins no line of a letter', async () => {
    const split = { name: 'Someone\r\nBcc: victim@evil.example', email: 'split@people.example' }
    must(await desk.admin.post('/v1/people', { organisation: world.cast.organisations.chamber, ...split }))
    expectProblem(
      await desk.admin.post('/v1/people', {
        organisation: world.cast.organisations.chamber,
        name: 'Someone',
        email: 'a@people.example\r\nBcc: victim@evil.example',
      }),
      400,
    )
    const merchant = { ...person(8), email: 'x@lettersplace.example\r\nBcc: victim@evil.example' }
    expectProblem(
      await world.cast.chamber.post(`/v1/charters/${world.charter}/journeys`, { merchant, wishes: wishes() }),
      400,
    )
    await register(world.cast.chamber, world.charter, 9, { nativeName: '황보\r\nBcc: victim@evil.example' })
    await desk.clock.turnTo('2022-08-20T12:00:00+09:00')
    const folder = desk.config.LETTER_FOLDER
    const letters = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'))
    expect(letters.length).toBeGreaterThan(1)
    for (const letter of letters) expect(letter.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
  })

  it('through what a file is called after is refused: flights, charters and ids have their shapes', async () => {
    const { leg } = termsBody()
    for (const flightNumber of ['HU454"\r\nSet-Cookie: a=b', 'HU454; x', 'HU454\u0000'])
      expectProblem(await world.cast.chamber.post('/v1/charters', termsBody({ leg: { ...leg, flightNumber } })), 400)
    const key = 'x\u00ff'
    expectProblem(await world.cast.chamber.post('/v1/charters', termsBody(), { 'Idempotency-Key': key }), 400)
    const named = await world.cast.chamber.get(`/v1/charters/${world.charter}/roster`, { Accept: 'text/csv' })
    expect(named.headers.get('content-disposition')).toBe('attachment; filename="roster-HU454.csv"')
  })

  it('through an address comes back encoded or not at all', async () => {
    for (const address of [
      '/charters/x%0d%0aSet-Cookie:%20a=b',
      '/enter/x%0d%0aSet-Cookie:%20a=b',
      '/sign-in?lang=en%0d%0aSet-Cookie:%20a=b',
    ]) {
      const answer = await desk.nobody.get(address)
      expect(answer.headers.getSetCookie(), address).toEqual([])
    }
  })
})

describe('Nested beyond reason', () => {
  it('JSON is refused for what it is, and does not bring the desk down', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const json = { 'Content-Type': 'application/json', 'If-Match': '*' }
    for (const [address, key] of [
      [`/v1/charters/${world.charter}/journeys`, 'merchant'],
      ['/v1/charters', 'leg'],
      ['/v1/charters', deep.slice(0, 5)],
    ] as const)
      expectProblem(await world.cast.chamber.post(address, `{"${key}": ${deep}}`, json), 400)
    for (const key of ['edition', 'reason'])
      expectProblem(await world.cast.reformOffice.post('/v1/editions', `{"${key}": ${deep}}`, json), 400)
    expect((await desk.nobody.get('/healthz')).status).toBe(200)
  })
})
