// Signing in by the e-mailed link: once, for a while, in any browser, and with the same answer to everybody who asks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { invite, linksTo, openBrowser, signedIn } from '../support/browser.ts'

let desk: TestDesk
let chamber: string
beforeAll(async () => {
  desk = await startDesk()
  chamber = must(await desk.admin.post('/v1/organisations', { name: 'The chamber', kind: 'chamber' })).body.id
})
afterAll(() => desk.close())

describe('A sign-in link', () => {
  it('does nothing when it is opened, as scanners of mail do, and signs in when its button is pressed', async () => {
    const { link } = await invite(desk, chamber)
    const scanner = openBrowser(desk)
    for (let i = 0; i < 3; i++) {
      const page = await scanner.get(`/enter/${link}`)
      expect(page.status).toBe(200)
      expect(page.text.match(/<button class="[^"]*" type="submit"/g)).toHaveLength(1)
      expect(page.headers.getSetCookie().filter((each) => each.startsWith('desk_session'))).toEqual([])
    }
    const browser = openBrowser(desk)
    const entered = await browser.post('/enter', { secret: link })
    expect({ status: entered.status, to: entered.headers.get('location') }).toEqual({ status: 303, to: '/charters' })
    expect(entered.headers.getSetCookie().join()).toMatch(/desk_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/)
    expect((await browser.get('/charters')).status).toBe(200)
  })

  it('is refused in words the second time (replayed link)', async () => {
    const { link } = await signedIn(desk, chamber)
    const again = await openBrowser(desk).post('/enter', { secret: link })
    expect(again.status).toBe(410)
    expect(again.text).toContain('was used, replaced by a newer one, or has run out')
    expect(again.headers.getSetCookie()).toEqual([])
    expect((await openBrowser(desk).get(`/enter/${link}`)).text).toContain('has run out')
  })

  it('signs in once where two press at the same time', async () => {
    const { link } = await invite(desk, chamber)
    const answers = await Promise.all([1, 2, 3].map(() => openBrowser(desk).post('/enter', { secret: link })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410])
  })

  it('is not guessed (guessed link): what is no link is answered like one that is used', async () => {
    const used = await signedIn(desk, chamber)
    const [one, other] = await Promise.all(
      [used.link, 'A'.repeat(43)].map((secret) => openBrowser(desk).post('/enter', { secret })),
    )
    expect([one!.status, other!.status]).toEqual([410, 410])
    expect(one!.text.replaceAll(/\/enter\S*/g, '')).toBe(other!.text.replaceAll(/\/enter\S*/g, ''))
    const headers = await openBrowser(desk).get(`/enter/${encodeURIComponent('x\r\nSet-Cookie: desk_session=1')}`)
    expect(headers.status).toBe(410)
  })

  it('runs out after a quarter of an hour, and a new one takes the place of the older', async () => {
    const { email } = await signedIn(desk, chamber)
    await openBrowser(desk).post('/sign-in', { email })
    await linksTo(desk, email)
    await openBrowser(desk).post('/sign-in', { email: ` ${email.toUpperCase()} ` })
    const [, older, newer] = await linksTo(desk, email)
    expect((await openBrowser(desk).post('/enter', { secret: older! })).status).toBe(410)
    desk.clock.set('2022-08-20T10:16:00+09:00')
    expect((await openBrowser(desk).post('/enter', { secret: newer! })).status).toBe(410)
    await openBrowser(desk).post('/sign-in', { email })
    const newest = (await linksTo(desk, email)).at(-1)!
    expect((await openBrowser(desk).post('/enter', { secret: newest })).status).toBe(303)
  })

  it('of an invitation waits for some days', async () => {
    const { link } = await invite(desk, chamber)
    desk.clock.set('2022-08-22T10:16:00+09:00')
    expect((await openBrowser(desk).post('/enter', { secret: link })).status).toBe(303)
  })
})

describe('Who asks for a link', () => {
  it('is answered the same, whether the address is known or not, with one commit either way', async () => {
    const { email } = await signedIn(desk, chamber)
    const browser = openBrowser(desk)
    const commits: number[] = []
    const { store } = desk.open.desk
    const commit = store.commit.bind(store)
    let count = 0
    store.commit = async (each) => {
      count++
      return commit(each)
    }
    const ask = async (address: string) => {
      count = 0
      const answer = await browser.post('/sign-in', { email: address })
      commits.push(count)
      return answer
    }
    const [known, unknown, nonsense] = [await ask(email), await ask('nobody@people.example'), await ask('no address')]
    store.commit = commit
    expect([known.status, unknown.status, nonsense.status]).toEqual([200, 200, 200])
    expect(unknown.text).toBe(known.text)
    expect(nonsense.text).toBe(known.text)
    expect(commits).toEqual([1, 1, 1])
    expect(await linksTo(desk, 'nobody@people.example')).toEqual([])
  })

  it('is nobody new: only who was invited can sign in', async () => {
    const people = must(await desk.admin.get('/v1/people')).body.length
    await openBrowser(desk).post('/sign-in', { email: 'stranger@people.example' })
    await desk.clock.work()
    expect(must(await desk.admin.get('/v1/people')).body.length).toBe(people)
  })

  it('is refused from another site’s page (login CSRF)', async () => {
    const { link, email } = await invite(desk, chamber)
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      {},
    ]) {
      expect((await openBrowser(desk).post('/enter', { secret: link }, headers)).status).toBe(403)
      expect((await openBrowser(desk).post('/sign-in', { email }, headers)).status).toBe(403)
    }
    const origin = { Origin: desk.url }
    expect((await openBrowser(desk).post('/enter', { secret: link }, origin)).status).toBe(303)
  })
})

describe('The cookie', () => {
  it('is for this host alone and never sent in the open, where the desk is reached by https', async () => {
    const secure = await startDesk({ PUBLIC_URL: 'https://desk.example' })
    try {
      const organisation = must(await secure.admin.post('/v1/organisations', { name: 'C', kind: 'chamber' })).body.id
      const { link } = await invite(secure, organisation)
      const entered = await openBrowser(secure).post('/enter', { secret: link })
      const cookie = entered.headers.getSetCookie().find((each) => each.includes('desk='))!
      expect(cookie).toMatch(/^__Host-desk=[\w-]{43};/)
      for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=86400'])
        expect(cookie).toContain(part)
      expect(cookie).not.toContain('Domain')
    } finally {
      await secure.close()
    }
  })

  it('that is no session’s is nobody’s, and an access token in it neither', async () => {
    for (const value of ['x', 'A'.repeat(43), desk.admin.token, '%E0%A4%A', '']) {
      const answer = await desk.nobody.get('/v1/charters', { Cookie: `desk_session=${value}; desk_token=${value}` })
      expectProblem(answer, 401)
    }
  })
})
