// What is refused is in the log: who, what, when and from where, without a name, an address or a secret.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { addGenerator, invite, openBrowser, signedIn } from '../support/browser.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { codeOf } from '../support/generator.ts'
import { register } from '../support/merchants.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
const lines: Record<string, unknown>[] = []
beforeAll(async () => {
  desk = await startDesk({ PROXIES: '1' })
  world = await furnish(desk)
  vi.spyOn(desk.open.log, 'warn').mockImplementation(
    (line: unknown) => void lines.push(line as Record<string, unknown>),
  )
})
beforeEach(() => void (lines.length = 0))
afterAll(async () => {
  vi.restoreAllMocks()
  await desk.close()
})

const form = { 'X-Forwarded-For': '203.0.113.7' }

describe('The log', () => {
  it('tells a refused sign-in: a guessed link, a used one, a passkey of nobody, a wrong code', async () => {
    const { browser, id, link } = await signedIn(desk, world.cast.organisations.chamber)
    await addGenerator(browser, codeOf)
    lines.length = 0
    const stranger = openBrowser(desk, form)
    await stranger.get(`/enter/${'G'.repeat(43)}`)
    await stranger.post('/enter', { secret: link })
    await stranger.post('/sign-in/passkey', { state: 'v1.nonsense', answer: '{}' })
    await browser.post('/step-up', { code: '000000' })
    expect(lines.map(({ method, route, status, who }) => ({ method, route, status, who }))).toEqual([
      { method: 'GET', route: '/enter/:secret', status: 410, who: null },
      { method: 'POST', route: '/enter', status: 410, who: null },
      { method: 'POST', route: '/sign-in/passkey', status: 401, who: null },
      { method: 'POST', route: '/step-up', status: 422, who: id },
    ])
    for (const line of lines) expect(line['request']).toMatch(/^Q[0-9A-Z]{16}$/)
  })

  it('tells refused access: no token, a wrong role, another’s id, a guessed status link, too many tries', async () => {
    const theirs = await register(world.cast.rivalChamber, world.rivalCharter, 3)
    lines.length = 0
    await desk.nobody.get('/v1/charters')
    await world.cast.auditor.post('/v1/charters', {})
    await world.cast.chamber.get(`/v1/journeys/${theirs}`)
    await desk.nobody.get('/status/guessed')
    const browser = openBrowser(desk, form)
    for (let i = 0; i < 6; i++) await browser.post('/sign-in', { email: 'somebody@people.example' })
    await browser.post('/sign-in', { email: 'x' }, { 'Sec-Fetch-Site': 'cross-site' })
    expect(lines.map(({ role, route, status }) => [role, route, status])).toEqual([
      ['anonymous', '/v1/charters', 401],
      ['auditor', '/v1/charters', 403],
      ['chamber', '/v1/journeys/:journey', 404],
      ['anonymous', '/status/:token', 404],
      ['anonymous', '/sign-in', 429],
      ['anonymous', '/sign-in', 403],
    ])
  })

  it('tells nothing of what was done, and nothing of a wrong address that anybody mistypes', async () => {
    must(await world.cast.chamber.get('/v1/charters'))
    await desk.nobody.get('/favicon.ico')
    await desk.nobody.get('/charters')
    expect(lines).toEqual([])
  })

  it('holds no name, address or secret, and tells apart who asks from where without saying where', async () => {
    const { link, email } = await invite(desk, world.cast.organisations.chamber)
    const ask = async (address: string) => {
      const browser = openBrowser(desk, { 'X-Forwarded-For': address, 'User-Agent': 'agent\r\nfake: line'.slice(0, 5) })
      await browser.get(`/enter/${link.slice(0, -1)}_`)
      await browser.post('/enter', { secret: `${link.slice(0, -1)}_`, email })
      await browser.get('/v1/people?organisation=HWANGBO', { Authorization: 'Bearer a-wrong-token' })
      await browser.get(`/letters/${encodeURIComponent('"}\n{"level":30,"msg":"forged"}')}`)
      await browser.get(`/status/${encodeURIComponent('"}\n{"level":30}')}`)
    }
    await ask('203.0.113.20')
    await ask('203.0.113.20')
    await ask('203.0.113.21')
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    for (const secret of [link.slice(0, 12), email, 'HWANGBO', 'a-wrong-token', '203.0.113', 'forged'])
      expect(text).not.toContain(secret)
    const places = lines.map(({ from }) => from)
    expect(places.length).toBeGreaterThan(6)
    expect(new Set(places).size).toBe(2)
    for (const each of places) expect(each).toMatch(/^[\w-]{16}$/)
  })
})
