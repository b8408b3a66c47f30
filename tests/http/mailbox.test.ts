// The mailbox for development: on this machine and by its link it shows what was sent and takes an answer; to others it is not there.
// Its pages are walked here, once, and not in the matrix: the desk of that one is behind a proxy, where they do not exist.
import { request, type IncomingHttpHeaders } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig, showsMailbox } from '../../src/config.ts'
import { createPostedFrom } from '../../src/http/postedFrom.ts'
import { mailboxPages } from '../../src/http/mailboxPages.ts'
import type { PageParts } from '../../src/http/visit.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, openRegistration } from '../support/world.ts'
import { fromOwnPage } from '../support/browser.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await startDesk()
  const world = await furnish(desk)
  await openRegistration(world)
  await register(world.cast.chamber, world.charter, 1)
  await desk.clock.turnTo('2022-08-20T11:00:00+09:00')
  const answer = await raw(new URL(desk.served.mailboxLink!).pathname, {})
  cookie = String(answer.headers['set-cookie']).split(';')[0]!
})
afterAll(() => desk.close())
let cookie: string
const mine = () => ({ Cookie: cookie })
const english = () => ({ Cookie: `desk_language=en; ${cookie}` })

/** By hand, since `fetch` sends no other Host. */
const raw = (path: string, headers: Readonly<Record<string, string>>) =>
  new Promise<{ status: number; text: string; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const asked = request(`${desk.url}${path}`, { headers }, (answer) => {
      let text = ''
      answer.on('data', (part) => (text += String(part)))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }))
    })
    asked.on('error', reject).end()
  })

describe('The mailbox', () => {
  it('lists what arrived, and by address', async () => {
    const { text } = await desk.nobody.get('/mailbox', english())
    expect(text).toContain('Mailbox for development')
    expect(text).toMatch(/href="\/mailbox\/\d+"/)
    const [, to] = /href="\/mailbox\?to=([^"]+)"/.exec(text)!
    expect((await desk.nobody.get(`/mailbox?to=${to}`, english())).text).toMatch(/href="\/mailbox\/\d+"/)
    expect((await desk.nobody.get('/mailbox?to=nobody@example.org', english())).text).toContain('Nothing has arrived')
  })

  it('shows a letter whole, its HTML in a frame that runs nothing and loads nothing', async () => {
    const path = /\/mailbox\/\d+/.exec((await desk.nobody.get('/mailbox', mine())).text)![0]
    const page = await desk.nobody.get(path, english())
    expect(page.text).toContain(`sandbox src="${path}/html"`)
    expect(page.text).toMatch(/<a href="http[^"]+\/status\//)
    expect(page.headers.get('content-security-policy')).toMatch(/frame-src 'self'$/)
    const letter = await desk.nobody.get(`${path}/html`, mine())
    expect(letter.text).toMatch(/^<!DOCTYPE html>/)
    expect(letter.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/)
    expect(letter.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  })

  it.each(['0', '999', '-1', 'x', '1e400'])('has no letter %s', async (id) => {
    expect((await desk.nobody.get(`/mailbox/${id}`, mine())).status).toBe(404)
    expect((await desk.nobody.get(`/mailbox/${id}/html`, mine())).status).toBe(404)
  })

  it('is not there for who comes under another name or through somebody else', async () => {
    expect((await raw('/mailbox', mine())).status).toBe(200)
    const between = { Forwarded: 'for=1.2.3.4', 'X-Forwarded-For': '1.2.3.4', 'X-Real-IP': '1.2.3.4', Via: '1.1 x' }
    const others = [{ Host: 'evil.example' }, { Host: '127.0.0.1.evil.example' }]
    for (const headers of [...others, ...Object.entries(between).map(([name, value]) => ({ [name]: value }))]) {
      const answer = await raw('/mailbox', { ...mine(), ...headers } as Record<string, string>)
      expect({ headers, status: answer.status }).toEqual({ headers, status: 404 })
    }
  })

  it('is not there for who comes without its link, as through a proxy that says nothing of itself', async () => {
    const link = new URL(desk.served.mailboxLink!)
    const path = /\/mailbox\/\d+/.exec((await desk.nobody.get('/mailbox', mine())).text)![0]
    const pages = ['/mailbox', path, `${path}/html`, '/mailbox/open/x', `${link.pathname}x`]
    const passing = { Host: link.host, Connection: 'close' }
    for (const asked of pages)
      for (const Cookie of ['', 'desk_mailbox=', 'desk_mailbox=x', `${cookie}x`])
        expect({ asked, Cookie, status: (await raw(asked, { ...passing, Cookie })).status }).toMatchObject({
          status: 404,
        })
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', ...fromOwnPage }
    expect((await desk.nobody.send('POST', path, { body: 'text=x', headers: form })).status).toBe(404)
    expect((await raw(link.pathname, { ...passing, 'X-Real-IP': '1.2.3.4' })).status).toBe(404)
    const opened = await raw(link.pathname, passing)
    expect([opened.status, opened.headers.location]).toEqual([303, '/mailbox'])
    expect(String(opened.headers['set-cookie'])).toMatch(/; Path=\/mailbox; HttpOnly; SameSite=Lax$/)
  })

  it('is not there where the desk has a mail server or may be reached from elsewhere', async () => {
    const shown = (environment: Record<string, string>) => {
      const read = readConfig(environment)
      if (read.outcome === 'faulty') throw new Error(read.faults.join('\n'))
      return showsMailbox(read.config)
    }
    expect(shown({})).toBe(true)
    expect(shown({ PUBLIC_URL: 'http://localhost:8080' })).toBe(true)
    const reached = [{ SMTP_URL: 'smtp://mail.example' }, { HOST: '0.0.0.0' }, { HOST: '::' }, { PROXIES: '1' }]
    for (const environment of [...reached, { PUBLIC_URL: 'https://desk.example' }])
      expect(shown(environment as unknown as Record<string, string>), JSON.stringify(environment)).toBe(false)
    const elsewhere = await startDesk({ PROXIES: '1' })
    expect((await elsewhere.nobody.get('/mailbox')).status).toBe(404)
    await elsewhere.close()
  })

  it('takes an answer to where letters come in', async () => {
    const path = /\/mailbox\/\d+/.exec((await desk.nobody.get('/mailbox', mine())).text)![0]
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', ...fromOwnPage, ...mine() }
    const taken = await desk.nobody.send('POST', path, { body: 'text=x', headers: form })
    expect([taken.status, taken.headers.get('location')]).toEqual([303, '/mailbox?replied'])
    expect(
      (await desk.open.desk.store.incomingPage({ organisation: null, state: null, after: null, limit: 5 })).rows,
    ).toHaveLength(1)
  })
})

describe('An answer from the mailbox', () => {
  const Cookie = 'desk_mailbox=opened'
  /** Its pages by themselves, with another place where letters come in. */
  async function mounted(takeIn: PageParts['takeIn']) {
    const parts = {
      desk: desk.open.desk,
      postedFrom: createPostedFrom(undefined),
      mailbox: desk.open.developmentMailbox,
      mailboxSecret: 'opened',
      takeIn,
    } as unknown as PageParts
    const app = express()
    for (const page of mailboxPages(parts)) app[page.method](page.path, ...page.handlers)
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { id, to } = desk.open.developmentMailbox!.list(null)[0]!
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/mailbox/${id}`
    return {
      to,
      close: () => server.close(),
      read: async () => (await fetch(url, { headers: { Cookie: `desk_language=en; ${Cookie}` } })).text(),
      send: (headers: Record<string, string>, text: string) =>
        fetch(url, {
          method: 'POST',
          redirect: 'manual',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie, ...headers },
          body: new URLSearchParams({ text }).toString(),
        }),
    }
  }

  it('is handed over as a letter, and only by the page’s own form', async () => {
    const came: Buffer[] = []
    const { to, close, read, send } = await mounted(async (bytes) => void came.push(bytes))
    expect((await send({ 'Sec-Fetch-Site': 'cross-site' }, 'x')).status).toBe(404)
    expect((await send(fromOwnPage, '   ')).status).toBe(404)
    expect(came).toEqual([])
    const taken = await send(fromOwnPage, '언제 격리가 끝나나요?')
    expect([taken.status, taken.headers.get('location')]).toEqual([303, '/mailbox?replied'])
    expect(came).toHaveLength(1)
    expect(came[0]!.toString('latin1')).toContain(`From: ${to}`)
    expect(await read()).toContain('<textarea')
    close()
  })
})
