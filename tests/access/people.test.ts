// People and tokens: who invites whom how far, the first administrator, what a token is for, and how often one may try.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { addGenerator, invite, linksTo, openBrowser, signedIn } from '../support/browser.ts'
import { codeOf } from '../support/generator.ts'

let desk: TestDesk
let chamber: string
let rival: string
let laboratory: string
beforeAll(async () => {
  desk = await startDesk()
  const open = async (name: string, kind: string) =>
    must(await desk.admin.post('/v1/organisations', { name, kind })).body.id as string
  chamber = await open('The chamber', 'chamber')
  rival = await open('The rival', 'chamber')
  laboratory = await open('The laboratory', 'laboratory')
})
afterAll(() => desk.close())

const codesOf = (answer: { body: { findings?: { code: string }[] } }) => answer.body.findings?.map(({ code }) => code)
const fresh = async (organisation: string, more: Readonly<Record<string, unknown>> = {}) => {
  const found = await signedIn(desk, organisation, more)
  await addGenerator(found.browser, codeOf)
  return found
}
const someCharters = ['C0000000000000001', 'C0000000000000002']

describe('People', () => {
  it('invite colleagues into their own organisation and see nobody else’s', async () => {
    const { browser, id } = await fresh(chamber)
    const wanted = { name: '김민준', email: 'colleague@people.example', language: 'ko' }
    expectProblem(await browser.send('POST', '/v1/people', { ...wanted, organisation: rival }), 404)
    expect((await browser.send('POST', '/v1/people', { ...wanted, organisation: chamber })).status).toBe(201)
    const [link] = await linksTo(desk, wanted.email)
    expect((await openBrowser(desk).post('/enter', { secret: link! })).status).toBe(303)
    const stranger = await invite(desk, rival)
    const list = (await browser.get('/v1/people')).body
    expect(new Set(list.map(({ organisation }: { organisation: string }) => organisation))).toEqual(new Set([chamber]))
    expectProblem(await browser.get(`/v1/people?organisation=${rival}`), 404)
    expectProblem(await browser.send('DELETE', `/v1/people/${stranger.id}`), 404)
    const own = await browser.send('DELETE', `/v1/people/${id}`)
    expectProblem(own, 422)
    expect(codesOf(own)).toEqual(['ownRemoval'])
  })

  it('are invited once an address, and again when they were removed', async () => {
    const { id, email } = await invite(desk, chamber)
    const again = await desk.admin.post('/v1/people', {
      organisation: rival,
      name: 'Again',
      email: email.toUpperCase(),
    })
    expectProblem(again, 422)
    expect(codesOf(again)).toEqual(['emailTaken'])
    must(await desk.admin.send('DELETE', `/v1/people/${id}`))
    must(await desk.admin.post('/v1/people', { organisation: rival, name: 'Again', email }))
  })

  it('give nobody more charters than they reach themselves', async () => {
    const { browser } = await fresh(laboratory, { charters: someCharters.slice(0, 1) })
    const wanted = { organisation: laboratory, name: 'L', email: 'l@people.example' }
    for (const charters of [someCharters, null]) {
      const answer = await browser.send('POST', '/v1/people', { ...wanted, charters })
      expectProblem(answer, 422)
      expect(codesOf(answer)).toEqual(['charterBeyondOwn'])
    }
    const made = await browser.send('POST', '/v1/people', { ...wanted, charters: someCharters.slice(0, 1) })
    expect(made.status).toBe(201)
    expectProblem(await browser.send('PUT', `/v1/people/${made.body.id}/reach`, { charters: null }), 422)
    const wider = must(await desk.admin.send('PUT', `/v1/people/${made.body.id}/reach`, { body: { charters: null } }))
    expect(wider.body.charters).toBeNull()
  })

  it('are not invited by a token of the organisation, which would leave somebody behind', async () => {
    const wanted = { organisation: chamber, label: 'x', expiresAt: '2099-01-01T00:00:00Z' }
    const program = desk.as(must(await desk.admin.post('/v1/tokens', wanted)).body.token)
    const answer = await program.post('/v1/people', { organisation: chamber, name: 'N', email: 'n@people.example' })
    expectProblem(answer, 422)
    expect(codesOf(answer)).toEqual(['onlyPeople'])
  })

  it('cannot name themselves what they are not (mass assignment)', async () => {
    const wanted = { organisation: chamber, name: 'N', email: 'mass@people.example' }
    for (const more of [{ role: 'administrator' }, { joinedAt: '2022-01-01T00:00:00Z' }, { id: 'P0000000000000000' }])
      expectProblem(await desk.admin.post('/v1/people', { ...wanted, ...more }), 400)
  })

  it('stand in the record beside their organisation, and their address in no fact', async () => {
    const { browser, id, email } = await fresh(chamber)
    await browser.send('POST', '/v1/people', { organisation: chamber, name: 'Told', email: 'told@people.example' })
    const { store } = desk.open.desk
    const told = (await store.eventsOf('desk', id)).map(({ type }) => type)
    expect(told).toEqual(['PersonInvited', 'SignedIn', 'SecondFactorAdded'])
    const all = await store.eventsPage(0, 10_000, {})
    const last = all.filter(({ type }) => type === 'PersonInvited').at(-1)!
    expect(last.actor).toMatchObject({ role: 'chamber', organisation: chamber, person: id })
    expect(last.actor.token).toMatch(/^S/)
    expect(JSON.stringify(all)).not.toContain(email)
  })

  it('have their page, where somebody is invited and removed without a script', async () => {
    const { browser } = await fresh(chamber)
    const fields = {
      name: 'By form',
      email: 'form@people.example',
      language: 'zh',
      organisation: chamber,
      charters: '',
    }
    expect((await browser.post('/people', { ...fields, email: 'nonsense' })).status).toBe(400)
    expect((await browser.post('/people', fields)).headers.get('location')).toBe('/people?sent=yes')
    const page = (await browser.get('/people?sent=yes')).text
    expect(page).toContain('The invitation is on its way')
    const id = /By form[\s\S]*?\/people\/(P\w+)\/removal/.exec(page)![1]!
    expect((await browser.post(`/people/${id}/removal`)).status).toBe(303)
  })
})

describe('The first administrator', () => {
  const start = async (environment: Readonly<Record<string, string>>) => {
    const shown: string[] = []
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => shown.push(String(text)) > 0)
    const fresh = await startDesk({ ADMIN_TOKEN: '', ...environment })
    return {
      fresh,
      shown,
      restore: () => write.mockRestore(),
      link: () => /\/enter\/([\w-]{43})/.exec(shown.at(-1)!)![1]!,
    }
  }

  it('comes by a link that each start shows until it was used, and names the address with it', async () => {
    const { fresh, shown, restore, link } = await start({})
    try {
      const first = link()
      await fresh.down()
      await fresh.up()
      expect(link()).not.toBe(first)
      const browser = openBrowser(fresh)
      expect((await browser.post('/enter', { secret: first })).status).toBe(410)
      const page = await browser.get(`/enter/${link()}`)
      expect(page.text).toContain('name="email"')
      const without = await browser.post('/enter', { secret: link() })
      expect(without.status).toBe(422)
      expect(without.text).toContain('Name the e-mail address') // 'emailMissing'
      const entered = await browser.post('/enter', { secret: link(), email: 'Boss@desk.example' })
      expect(entered.status).toBe(303)
      await browser.post('/sign-in', { email: 'boss@desk.example' })
      expect(await linksTo(fresh, 'boss@desk.example')).toHaveLength(1)
      const before = shown.length
      await fresh.down()
      await fresh.up()
      expect(shown.length).toBe(before)
    } finally {
      restore()
      await fresh.close()
    }
  })

  it('has the address of ADMIN_EMAIL where it is set', async () => {
    const { fresh, restore, link } = await start({ ADMIN_EMAIL: 'boss@desk.example' })
    try {
      const browser = openBrowser(fresh)
      expect((await browser.get(`/enter/${link()}`)).text).not.toContain('name="email"')
      expect((await browser.post('/enter', { secret: link() })).status).toBe(303)
      expect((await browser.get('/people')).text).toContain('boss@desk.example')
    } finally {
      restore()
      await fresh.close()
    }
  })
})

describe('A token', () => {
  const issue = async (more: Readonly<Record<string, unknown>>) =>
    desk.admin.post('/v1/tokens', { organisation: chamber, label: 'x', expiresAt: '2099-01-01T00:00:00Z', ...more })

  it('is for the acts that it names, all within its role', async () => {
    const narrow = desk.as(must(await issue({ acts: ['ViewCharter'] })).body.token)
    must(await narrow.get('/v1/charters'))
    expectProblem(await narrow.get('/v1/laboratories'), 403)
    expectProblem(await narrow.post('/v1/charters', {}), 403)
    expect((await desk.nobody.get('/charters', { Authorization: `Bearer ${narrow.token}` })).status).toBe(303)
    const tooMuch = await issue({ acts: ['KeepTokens'] })
    expectProblem(tooMuch, 422)
    expect(codesOf(tooMuch)).toEqual(['actBeyondRole'])
    expectProblem(await issue({ acts: ['Everything'] }), 400)
  })

  it('is listed with its last use to the minute, and without its text', async () => {
    const { token, id } = must(await issue({})).body
    const listed = async () =>
      must(await desk.admin.get('/v1/tokens')).body.find((each: { id: string }) => each.id === id)
    expect((await listed()).lastUsedAt).toBeNull()
    const { store } = desk.open.desk
    const commit = vi.spyOn(store, 'commit')
    for (let i = 0; i < 5; i++) {
      desk.open.identify.forget()
      must(await desk.as(token).get('/v1/charters'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const uses = commit.mock.calls.filter(([{ changes }]) => changes.some(({ on }) => on === 'tokenUsed'))
    commit.mockRestore()
    expect(uses).toHaveLength(1)
    expect((await listed()).lastUsedAt).toBe(desk.clock.now())
    expect(JSON.stringify(await listed())).not.toContain(token)
  })
})

describe('Whoever tries too often', () => {
  it('is told to wait: by account, from wherever, and whether there is one or not', async () => {
    const { email } = await invite(desk, chamber)
    for (const address of [email, 'nobody-knows@people.example']) {
      const tries = []
      for (let i = 0; i < 6; i++) tries.push(await openBrowser(desk).post('/sign-in', { email: address }))
      expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
      expect(Number(tries[5]!.headers.get('retry-after'))).toBeGreaterThan(0)
    }
  })

  it('is told to wait: by address, also where links are guessed', async () => {
    const other = await startDesk()
    try {
      const statuses = []
      for (let i = 0; i < 101; i++) statuses.push((await openBrowser(other).get(`/enter/guess-${i}`)).status)
      expect(statuses.slice(0, 100).every((status) => status === 410)).toBe(true)
      expect(statuses[100]).toBe(429)
    } finally {
      await other.close()
    }
  })
})
