// What other sites, other hosts and other people at the same browser try: framing, sniffing, fixation, forged forms, poisoned links.
import { readFileSync, readdirSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assets, scripts, styles } from '../../src/http/assets.ts'
import { addGenerator, fromOwnPage, invite, linksTo, openBrowser, signedIn } from '../support/browser.ts'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { codeOf } from '../support/generator.ts'
import { register } from '../support/merchants.ts'
import { furnish, type World } from '../support/world.ts'

const [, styleAddress] = styles.ltr
const { passkey: passkeyAddress } = scripts

let desk: TestDesk
let world: World
let statusPath: string
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  const journey = await register(world.cast.chamber, world.charter, 1)
  statusPath = must(await world.cast.chamber.get(`/v1/journeys/${journey}/status-link`)).body.path
})
afterAll(() => desk.close())

/** As no browser and no fetch would send it: with any host and any headers. */
const raw = (path: string, method: string, headers: Readonly<Record<string, string>>, body = '') =>
  new Promise<{ readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string }>(
    (resolve, reject) => {
      const sent = httpRequest(desk.url + path, { method, headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    },
  )

describe('Every answer', () => {
  it('forbids frames, sniffing, inline scripts and styles, and says nothing of the way here (clickjacking, sniffing)', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.reformOffice)
    const addresses = [
      ...['/charters', `/charters/${world.charter}`, '/demand', '/editions', '/people', '/sessions', '/step-up'],
      ...['/sign-in', `/enter/${'A'.repeat(43)}`, statusPath, `${statusPath}/round.json`, '/reference', styleAddress],
      ...[passkeyAddress, '/reference/start.js', '/reference/assets/swagger-ui.css', '/v1/charters', '/nowhere', '/'],
      ...['/status/x', '/healthz', '/openapi.json', '/record', '/letters/E1', '/charters/%FF'],
    ]
    for (const address of addresses) {
      const { headers } = await browser.get(address)
      const policy = headers.get('content-security-policy') ?? ''
      for (const directive of [
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        expect(policy.split(';'), address).toContain(directive)
      expect(policy, address).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('x-content-type-options'), address).toBe('nosniff')
      expect(headers.get('x-frame-options'), address).toBe('DENY')
      expect(headers.get('permissions-policy'), address).toContain('camera=()')
      expect(headers.get('referrer-policy'), address).toMatch(/^(no-referrer|same-origin)$/)
      expect(headers.get('access-control-allow-origin'), address).toBeNull()
      expect(headers.get('x-powered-by'), address).toBeNull()
      expect(headers.get('strict-transport-security'), address).toBeNull()
    }
  })

  it('is kept by nobody on the way or in the browser, but for what is the same for everybody', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    for (const address of [
      '/charters',
      '/sessions',
      '/v1/charters',
      '/v1/nothing',
      '/sign-in',
      '/',
      statusPath,
      '/status/x',
    ])
      expect((await browser.get(address)).headers.get('cache-control'), address).toBe('no-store')
    for (const address of [...assets.map((asset) => asset.address), '/reference/assets/swagger-ui.css'])
      expect((await browser.get(address)).headers.get('cache-control'), address).toMatch(
        /^(public, max-age=\d+, immutable|max-age=\d+)$/,
      )
    const out = await browser.post('/sign-out')
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
  })

  it('names its content with its encoding', async () => {
    for (const address of [
      '/sign-in',
      styleAddress,
      passkeyAddress,
      '/reference',
      '/v1/charters',
      '/healthz',
      '/nowhere',
    ])
      expect((await desk.nobody.get(address)).headers.get('content-type'), address).toMatch(/; charset=utf-8$/)
  })

  it('promises https for a year where people reach the desk by it, and its cookies then are of this host alone', async () => {
    const secure = await startDesk({ PUBLIC_URL: 'https://desk.example' })
    try {
      for (const address of ['/sign-in', '/v1/charters', styleAddress, '/nowhere'])
        expect((await secure.nobody.get(address)).headers.get('strict-transport-security'), address).toBe(
          'max-age=31536000; includeSubDomains',
        )
      const [cookie] = (await secure.nobody.get('/sign-in?lang=ko')).headers.getSetCookie()
      expect(cookie).toMatch(/^__Host-language=ko; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
      const again = await secure.nobody.get('/sign-in', { Cookie: '__Host-language=ko', 'Accept-Language': 'zh' })
      expect(again.text).toContain('lang="ko"')
    } finally {
      await secure.close()
    }
  })
})

describe('Session fixation', () => {
  it('gives nothing: whatever cookie a browser had before signing in is nobody’s after it', async () => {
    const planted = 'B'.repeat(43)
    const { link } = await invite(desk, world.cast.organisations.chamber)
    const victim = openBrowser(desk)
    victim.jar.set('desk_session', planted)
    expect((await victim.post('/enter', { secret: link })).status).toBe(303)
    expect(victim.session).not.toBe(planted)
    const thief = openBrowser(desk)
    thief.jar.set('desk_session', planted)
    expect((await thief.get('/charters')).status).toBe(303)
  })

  it('with a live session of the attacker’s ends that one: who signs in over it leaves nobody in theirs', async () => {
    const attacker = await signedIn(desk, world.cast.organisations.rivalChamber)
    const before = attacker.browser.session
    const { link } = await invite(desk, world.cast.organisations.chamber)
    const victim = openBrowser(desk)
    victim.jar.set('desk_session', before)
    await victim.post('/enter', { secret: link })
    expect(victim.session).not.toBe(before)
    expect((await victim.get('/v1/charters')).body.rows).not.toEqual([])
    expect((await attacker.browser.get('/charters')).status).toBe(303)
  })
})

describe('A forged form (CSRF)', () => {
  it('is refused though the browser sends a proxy’s password of its own accord', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    const forged = { Authorization: `Basic ${Buffer.from('proxy:password').toString('base64')}` }
    for (const address of ['/sessions/end-others', '/people', `/charters/${world.charter}`, '/editions', '/sign-out'])
      expect((await browser.post(address, {}, { ...forged, 'Sec-Fetch-Site': 'cross-site' })).status, address).toBe(403)
    expect((await browser.get('/charters')).status).toBe(200)
  })

  it('changes nothing by GET, HEAD or another method said in a header or field (method override)', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    const [session] = (await browser.get('/v1/sessions')).body
    const events = await desk.countEvents()
    for (const header of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])
      await browser.get(`/v1/sessions/${session.id}?_method=DELETE`, { [header]: 'DELETE' })
    expectProblem(await browser.get(`/v1/sessions/${session.id}`), 404)
    for (const address of ['/sign-out', '/sessions/end-others', `/sessions/${session.id}/end`])
      expect((await browser.get(address)).status, address).toBe(404)
    expect((await browser.get('/charters')).status).toBe(200)
    expect(await desk.countEvents()).toBe(events)
  })
})

describe('Host header poisoning', () => {
  it('leads no letter’s link elsewhere: links are of the public address', async () => {
    const { email } = await invite(desk, world.cast.organisations.chamber)
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', ...fromOwnPage }
    const poisoned = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' }
    const asked = await raw('/sign-in', 'POST', { ...form, ...poisoned }, `email=${encodeURIComponent(email)}`)
    expect(asked.status).toBe(200)
    expect(asked.text).not.toContain('evil.example')
    expect(await linksTo(desk, email)).toHaveLength(2)
    const letters = await lettersText()
    expect(letters).not.toContain('evil.example')
    expect(letters).toContain(`${desk.url}/enter/`)
    for (const path of ['/', '/charters', '/enter/x']) {
      const { headers, text } = await raw(path, 'GET', poisoned)
      expect(JSON.stringify(headers) + text, path).not.toContain('evil.example')
    }
  })

  async function lettersText(): Promise<string> {
    const folder = desk.config.LETTER_FOLDER
    const names = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    const mails = await Promise.all(names.map(async (name) => simpleParser(readFileSync(`${folder}/${name}`))))
    return mails.map(({ text, html }) => `${text ?? ''}${html || ''}`).join('\n')
  }
})

describe('A way on after a second factor (open redirect)', () => {
  it('leads into the desk, however it is written', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    const secret = await addGenerator(browser, (each) => codeOf(each, -1))
    for (const to of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      'javascript:x',
      '/x\r\nSet-Cookie: a=b',
    ])
      expect((await browser.get(`/step-up?to=${encodeURIComponent(to)}`)).text, to).not.toMatch(
        /value="[^"]*(evil|javascript|Set-Cookie)/,
      )
    const shown = await browser.post('/step-up', { code: codeOf(secret), to: '/people\r\nSet-Cookie: desk_session=x' })
    expect({ to: shown.headers.get('location'), set: shown.headers.getSetCookie().join().includes('=x') }).toEqual({
      to: '/charters',
      set: false,
    })
  })
})
