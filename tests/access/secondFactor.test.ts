// Second factors: codes are good once, passkeys answer one question, and administration asks for either.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { addGenerator, fromOwnPage, openBrowser, signedIn, type Browser } from '../support/browser.ts'
import { createAuthenticator } from '../support/authenticator.ts'
import { codeOf } from '../support/generator.ts'

let desk: TestDesk
let chamber: string
beforeAll(async () => {
  desk = await startDesk()
  chamber = must(await desk.admin.post('/v1/organisations', { name: 'The chamber', kind: 'chamber' })).body.id
})
afterAll(() => desk.close())

const turn = (minutes: number) =>
  desk.clock.set(new Date(Date.parse(desk.clock.now()) + minutes * 60_000).toISOString())
let colleagues = 0
const inviting = (browser: Browser) =>
  browser.send('POST', '/v1/people', {
    organisation: chamber,
    name: 'A colleague',
    email: `colleague-${++colleagues}@people.example`,
  })

describe('A code', () => {
  it('opens administration for a quarter of an hour, and is good once (replayed code)', async () => {
    const { browser } = await signedIn(desk, chamber)
    expectProblem(await inviting(browser), 403, 'fresh-sign-in')
    // The code that confirmed the generator is used up, so the next ones are of later steps.
    const secret = await addGenerator(browser, (each) => codeOf(each, -1))
    expect((await inviting(browser)).status).toBe(201)
    turn(16)
    expectProblem(await inviting(browser), 403, 'fresh-sign-in')
    const code = codeOf(secret)
    const shown = await browser.post('/step-up', { code, to: '/people' })
    expect({ status: shown.status, to: shown.headers.get('location') }).toEqual({ status: 303, to: '/people' })
    expect((await inviting(browser)).status).toBe(201)
    const again = await browser.post('/step-up', { code })
    expect(again.status).toBe(422)
    expect(again.text).toContain('used already')
  })

  it('leads on to nowhere but the desk (open redirect)', async () => {
    const { browser } = await signedIn(desk, chamber)
    const secret = await addGenerator(browser, (each) => codeOf(each, -1))
    const shown = await browser.post('/step-up', { code: codeOf(secret), to: '//evil.example' })
    expect(shown.headers.get('location')).toBe('/charters')
    expect((await browser.get('/step-up?to=https://evil.example')).text).not.toContain('evil')
  })

  it('is not guessed: ten tries a person', async () => {
    const { browser } = await signedIn(desk, chamber)
    await addGenerator(browser, codeOf)
    const tries: number[] = []
    for (let i = 0; i < 11; i++) tries.push((await browser.post('/step-up', { code: '000000' })).status)
    expect(tries.slice(0, 10).every((status) => status === 422)).toBe(true)
    expect(tries[10]).toBe(429)
  })

  it('of a secret that is not confirmed is no second factor', async () => {
    const { browser } = await signedIn(desk, chamber)
    await browser.post('/sessions/code')
    expect((await browser.get('/step-up')).text).toContain('no second factor yet')
    const wrong = await browser.post('/sessions/code/confirmation', { state: 'v1.nonsense', code: '123456' })
    expect(wrong.status).toBe(422)
  })
})

describe('A passkey', () => {
  const withPasskey = async () => {
    const found = await signedIn(desk, chamber)
    const key = createAuthenticator(desk.url)
    const { options, state } = (await found.browser.post('/sessions/passkey/question')).body
    const answer = JSON.stringify(key.register(options))
    const kept = await found.browser.post('/sessions/passkey', { state, answer, label: 'My key' })
    expect(kept.status, kept.text).toBe(303)
    expect((await found.browser.get('/sessions')).text).toContain('My key')
    return { ...found, key }
  }

  it('signs in by itself, in any browser, and counts as a second factor', async () => {
    const { key, id } = await withPasskey()
    const browser = openBrowser(desk)
    const { options, state } = (await browser.post('/sign-in/passkey/question')).body
    expect(options).toMatchObject({ userVerification: 'required' })
    const entered = await browser.post('/sign-in/passkey', { state, answer: JSON.stringify(key.answer(options)) })
    expect(entered.status, entered.text).toBe(303)
    expect((await inviting(browser)).status).toBe(201)
    expect(must(await desk.admin.get(`/v1/sessions?person=${id}`)).body).toHaveLength(2)
  })

  it('is refused where the answer is repeated, of another page, without the user verified, or by nobody’s key', async () => {
    const { key } = await withPasskey()
    const browser = openBrowser(desk)
    const ask = async () => (await browser.post('/sign-in/passkey/question')).body
    const tell = (state: string, answer: unknown) =>
      openBrowser(desk).post('/sign-in/passkey', { state, answer: JSON.stringify(answer) })
    const { options, state } = await ask()
    const good = key.answer(options)
    expect((await tell(state, good)).status).toBe(303)
    expect((await tell(state, good)).status).toBe(401)
    for (const faulty of [{ origin: 'http://evil.example' }, { verified: false }, { challenge: 'AAAA' }]) {
      const next = await ask()
      expect((await tell(next.state, key.answer(next.options, faulty))).status, JSON.stringify(faulty)).toBe(401)
    }
    const stranger = createAuthenticator(desk.url)
    const next = await ask()
    const refused = await tell(next.state, stranger.answer(next.options))
    expect(refused.status).toBe(401)
    expect(refused.text).toContain('not recognised')
    expect((await tell(next.state, null)).status).toBe(401)
    expect((await tell('v1.nonsense', key.answer(next.options))).status).toBe(401)
    turn(6)
    expect((await tell(next.state, key.answer(next.options))).status).toBe(401)
  })

  it('steps up the session of its own person only', async () => {
    const mine = await withPasskey()
    const theirs = await withPasskey()
    turn(16)
    const { options, state } = (await mine.browser.post('/step-up/question')).body
    const foreign = await mine.browser.post('/step-up', { state, answer: JSON.stringify(theirs.key.answer(options)) })
    expect(foreign.status).toBe(422)
    const shown = await mine.browser.post('/step-up', { state, answer: JSON.stringify(mine.key.answer(options)) })
    expect(shown.status, shown.text).toBe(303)
    expect((await inviting(mine.browser)).status).toBe(201)
  })

  it('is taken away with a fresh factor', async () => {
    const { browser, key } = await withPasskey()
    const removed = await browser.post('/sessions/factor-removal', { factor: key.id }, fromOwnPage)
    expect(removed.status).toBe(303)
    expect((await browser.get('/sessions')).text).not.toContain('My key')
  })
})
