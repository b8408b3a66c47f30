// The mailbox for development: on this machine it shows what was sent and takes an answer; from anywhere else it is not there.
import { request } from 'node:http'
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
})
afterAll(() => desk.close())
const english = { Cookie: 'desk_language=en' }

/** By hand, since `fetch` sends no other Host. */
const raw = (path: string, headers: Readonly<Record<string, string>>) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(`${desk.url}${path}`, { headers }, (answer) => {
      let text = ''
      answer.on('data', (part) => (text += String(part)))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    asked.on('error', reject).end()
  })

describe('The mailbox', () => {
  it('lists what arrived, and by address', async () => {
    const { text } = await desk.nobody.get('/mailbox', english)
    expect(text).toContain('Mailbox for development')
    expect(text).toMatch(/href="\/mailbox\/\d+"/)
    const [, to] = /href="\/mailbox\?to=([^"]+)"/.exec(text)!
    expect((await desk.nobody.get(`/mailbox?to=${to}`, english)).text).toMatch(/href="\/mailbox\/\d+"/)
    expect((await desk.nobody.get('/mailbox?to=nobody@example.org', english)).text).toContain('Nothing has arrived')
  })

  it('shows a letter whole, its HTML in a frame that runs nothing and loads nothing', async () => {
    const path = /\/mailbox\/\d+/.exec((await desk.nobody.get('/mailbox')).text)![0]
    const page = await desk.nobody.get(path, english)
    expect(page.text).toContain(`sandbox src="${path}/html"`)
    expect(page.text).toMatch(/<a href="http[^"]+\/status\//)
    expect(page.headers.get('content-security-policy')).toMatch(/frame-src 'self'$/)
    const letter = await desk.nobody.get(`${path}/html`)
    expect(letter.text).toMatch(/^<!DOCTYPE html>/)
    expect(letter.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/)
    expect(letter.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  })

  it.each(['0', '999', '-1', 'x', '1e400'])('has no letter %s', async (id) => {
    expect((await desk.nobody.get(`/mailbox/${id}`)).status).toBe(404)
    expect((await desk.nobody.get(`/mailbox/${id}/html`)).status).toBe(404)
  })

  it('is not there for who comes under another name or through somebody else', async () => {
    expect((await raw('/mailbox', {})).status).toBe(200)
    const between = { Forwarded: 'for=1.2.3.4', 'X-Forwarded-For': '1.2.3.4', 'X-Real-IP': '1.2.3.4', Via: '1.1 x' }
    const others = [{ Host: 'evil.example' }, { Host: '127.0.0.1.evil.example' }]
    for (const headers of [...others, ...Object.entries(between).map(([name, value]) => ({ [name]: value }))]) {
      const answer = await raw('/mailbox', headers as Record<string, string>)
      expect({ headers, status: answer.status }).toEqual({ headers, status: 404 })
    }
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

  it('says that nobody reads answers where the desk collects none, and takes none', async () => {
    const path = /\/mailbox\/\d+/.exec((await desk.nobody.get('/mailbox')).text)![0]
    expect((await desk.nobody.get(path, english)).text).toContain('This desk collects no letters')
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', ...fromOwnPage }
    expect((await desk.nobody.send('POST', path, { body: 'text=x', headers: form })).status).toBe(404)
  })
})

describe('An answer from the mailbox', () => {
  it('is handed over as a letter, and only by the page’s own form', async () => {
    const came: Buffer[] = []
    const parts = {
      desk: desk.open.desk,
      postedFrom: createPostedFrom(undefined),
      mailbox: desk.open.developmentMailbox,
      takeIn: async (bytes: Buffer) => void came.push(bytes),
    } as unknown as PageParts
    const app = express()
    for (const page of mailboxPages(parts)) app[page.method](page.path, ...page.handlers)
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const { id, to } = desk.open.developmentMailbox!.list(null)[0]!
    const send = (headers: Record<string, string>, text: string) =>
      fetch(`http://127.0.0.1:${port}/mailbox/${id}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({ text }).toString(),
      })
    expect((await send({ 'Sec-Fetch-Site': 'cross-site' }, 'x')).status).toBe(404)
    expect((await send(fromOwnPage, '   ')).status).toBe(404)
    expect(came).toEqual([])
    const taken = await send(fromOwnPage, '언제 격리가 끝나나요?')
    expect([taken.status, taken.headers.get('location')]).toEqual([303, '/mailbox?replied'])
    expect(came).toHaveLength(1)
    expect(came[0]!.toString('latin1')).toContain(`From: ${to}`)
    expect(await (await fetch(`http://127.0.0.1:${port}/mailbox/${id}`)).text()).toContain('<textarea')
    server.close()
  })
})
