// Sessions: listed, ended at once, stolen, carried from network to network, and run out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { addGenerator, fromOwnPage, openBrowser, signedIn, linksTo } from '../support/browser.ts'
import { codeOf } from '../support/generator.ts'

let desk: TestDesk
let chamber: string
let rival: string
beforeAll(async () => {
  desk = await startDesk({ PROXIES: '1' })
  const open = async (name: string) =>
    must(await desk.admin.post('/v1/organisations', { name, kind: 'chamber' })).body.id as string
  chamber = await open('The chamber')
  rival = await open('The rival')
})
afterAll(() => desk.close())

/** The same person in another browser. */
async function again(email: string, headers: Readonly<Record<string, string>> = {}) {
  const browser = openBrowser(desk, headers)
  await browser.post('/sign-in', { email })
  await browser.post('/enter', { secret: (await linksTo(desk, email)).at(-1)! })
  return browser
}
const sessionsOf = async (browser: ReturnType<typeof openBrowser>) => (await browser.get('/v1/sessions')).body

describe('Sessions', () => {
  it('are listed with where and when, and which is this one', async () => {
    const { email, browser } = await signedIn(desk, chamber)
    const phone = await again(email, { 'User-Agent': 'A phone', 'X-Forwarded-For': '203.0.113.7' })
    const list = await sessionsOf(phone)
    expect(list).toHaveLength(2)
    expect(list.find(({ current }: { current: boolean }) => current)).toMatchObject({
      agent: 'A phone',
      address: '203.0.113.7',
      createdAt: desk.clock.now(),
      seenAt: desk.clock.now(),
    })
    expect(JSON.stringify(list)).not.toContain(phone.session)
    const page = (await browser.get('/sessions')).text
    expect(page).toContain('A phone')
    expect(page).toContain('this one')
  })

  it('end at once, by their person', async () => {
    const { email, browser } = await signedIn(desk, chamber)
    const phone = await again(email)
    expect((await phone.get('/charters')).status).toBe(200)
    const other = (await sessionsOf(browser)).find(({ current }: { current: boolean }) => !current)
    expect((await browser.send('DELETE', `/v1/sessions/${other.id}`)).status).toBe(200)
    expect((await phone.get('/charters')).status).toBe(303)
    expectProblem(await phone.get('/v1/charters'), 401)
    expect((await browser.get('/charters')).status).toBe(200)
    const third = await again(email)
    await third.get('/charters')
    await browser.post('/sessions/end-others')
    expect((await third.get('/charters')).status).toBe(303)
  })

  it('end at once, by an administrator, and by nobody else', async () => {
    const { id, browser } = await signedIn(desk, chamber)
    const stranger = await signedIn(desk, rival)
    const colleague = await signedIn(desk, chamber)
    const [session] = must(await desk.admin.get(`/v1/sessions?person=${id}`)).body
    for (const other of [stranger, colleague]) {
      expectProblem(await other.browser.get(`/v1/sessions?person=${id}`), 404)
      expectProblem(await other.browser.send('DELETE', `/v1/sessions/${session.id}`), 404)
      expect((await other.browser.post(`/sessions/${session.id}/end`)).status).toBe(404)
    }
    expect((await browser.get('/charters')).status).toBe(200)
    must(await desk.admin.send('DELETE', `/v1/sessions/${session.id}`))
    expect((await browser.get('/charters')).status).toBe(303)
  })

  it('end with signing out, on the desk and not only in the browser', async () => {
    const { browser } = await signedIn(desk, chamber)
    const stolen = openBrowser(desk)
    stolen.jar.set('desk_session', browser.session)
    expect((await stolen.get('/charters')).status).toBe(200)
    await browser.post('/sign-out')
    expect(browser.session).toBe('')
    expect((await stolen.get('/charters')).status).toBe(303)
  })

  it('end at once when their person is removed, who is not let in again', async () => {
    const { id, email, browser } = await signedIn(desk, chamber)
    expect((await browser.get('/charters')).status).toBe(200)
    must(await desk.admin.send('DELETE', `/v1/people/${id}`))
    expect((await browser.get('/charters')).status).toBe(303)
    const before = (await linksTo(desk, email)).length
    await openBrowser(desk).post('/sign-in', { email })
    expect((await linksTo(desk, email)).length).toBe(before)
    expect(await desk.open.desk.store.sessionsOf(id as never)).toEqual([])
  })

  it('of a phone that changes networks go on (not bound to an address)', async () => {
    const { email } = await signedIn(desk, chamber)
    const phone = await again(email, { 'X-Forwarded-For': '203.0.113.7' })
    for (const address of ['198.51.100.1', '2001:db8::1', '203.0.113.99'])
      expect((await phone.get('/charters', { 'X-Forwarded-For': address, 'User-Agent': 'another' })).status).toBe(200)
  })

  it('run out after four hours without a request, and after a day however they are used', async () => {
    const start = Date.parse(desk.clock.now())
    const turn = (hours: number) => desk.clock.set(new Date(start + hours * 3_600_000).toISOString())
    const idle = await signedIn(desk, chamber)
    const busy = await signedIn(desk, chamber)
    for (let hours = 3; hours < 24; hours += 3) {
      turn(hours)
      desk.open.identify.forget()
      expect((await busy.browser.get('/charters')).status, `${hours}`).toBe(200)
      // The last use is written beside the request.
      await new Promise((resolve) => setTimeout(resolve, 50))
      if (hours > 4) expect((await idle.browser.get('/charters')).status).toBe(303)
    }
    turn(24)
    expect((await busy.browser.get('/charters')).status).toBe(303)
  })
})

describe('A stolen cookie', () => {
  it('is not enough for an act that asks for a fresh second factor', async () => {
    const { browser } = await signedIn(desk, chamber)
    await addGenerator(browser, codeOf)
    const wanted = { organisation: chamber, name: 'Accomplice', email: 'accomplice@people.example' }
    desk.clock.set(new Date(Date.parse(desk.clock.now()) + 16 * 60_000).toISOString())
    const thief = openBrowser(desk)
    thief.jar.set('desk_session', browser.session)
    expect((await thief.get('/people')).status).toBe(200)
    expectProblem(await thief.send('POST', '/v1/people', wanted), 403, 'fresh-sign-in')
    const page = await thief.post('/people', { ...wanted, language: 'en', charters: '' })
    expect(page.status).toBe(403)
    expect(page.text).toContain('action="/step-up"')
    // Nor can it give itself a second factor, or take the person's away.
    const refused = await thief.post('/sessions/code')
    const state = /name="state" value="([^"]+)"\/><label class="form-label" for="code"/.exec(refused.text)![1]!
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec(refused.text)![1]!
    const kept = await thief.post('/sessions/code/confirmation', { state, code: codeOf(secret) })
    expect(kept.status).toBe(422)
    expect(kept.text).toContain('right after signing in')
    const [factor] = must(await desk.admin.get('/v1/people')).body && (await factorsOf(browser))
    expect((await thief.post('/sessions/factor-removal', { factor: factor! })).status).toBe(403)
  })

  it('is worth nothing any more once its person has shown a second factor: the session has another text', async () => {
    const { browser } = await signedIn(desk, chamber)
    const before = browser.session
    await addGenerator(browser, codeOf)
    expect(browser.session).not.toBe(before)
    const thief = openBrowser(desk)
    thief.jar.set('desk_session', before)
    expect((await thief.get('/charters')).status).toBe(303)
    expect((await browser.get('/charters')).status).toBe(200)
    expect(await sessionsOf(browser)).toHaveLength(1)
  })

  it('is not used by another site’s page (CSRF)', async () => {
    const { browser } = await signedIn(desk, chamber)
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      {},
    ]) {
      expectProblem(await browser.send('POST', '/v1/charters', {}, headers), 403, 'cross-site')
      expect((await browser.post('/sessions/end-others', {}, headers)).status).toBe(403)
      expect((await browser.post('/sign-out', {}, headers)).status).toBe(403)
      expect((await browser.post('/step-up', { code: '000000' }, headers)).status).toBe(403)
    }
    expect((await browser.send('POST', '/v1/charters', {}, fromOwnPage)).status).toBe(400)
    // A token is sent by no browser of its own accord.
    expect((await desk.admin.post('/v1/organisations', { name: 'By a program', kind: 'company' })).status).toBe(201)
  })
})

const factorsOf = async (browser: ReturnType<typeof openBrowser>) =>
  [...(await browser.get('/sessions')).text.matchAll(/name="factor" value="([^"]+)"/g)].map(([, id]) => id!)
