// Guesses: links, codes and accounts are tried so often and no more, and every wrong one is answered alike.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invite, openBrowser, signedIn } from '../support/browser.ts'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { neverMade } from '../support/neverMade.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: string
let link: string
beforeAll(async () => {
  desk = await startDesk({ PROXIES: '1' })
  world = await furnish(desk)
  journey = await register(world.cast.chamber, world.charter, 1)
  link = must(await world.cast.chamber.get(`/v1/journeys/${journey}/status-link`)).body.path
})
afterAll(() => desk.close())

const from = (address: string) => ({ 'X-Forwarded-For': address })

describe('A guessed status link', () => {
  it('is answered the same, whether there is such a journey or not, and whatever is wrong with it', async () => {
    const [id, serial, signature] = link.slice('/status/'.length).split('.') as [string, string, string]
    const nobody = neverMade(id)
    const guesses = [
      `${id}.${serial}.${'A'.repeat(signature.length)}`,
      `${nobody}.${serial}.${signature}`,
      `${id}.2.${signature}`,
      'nothing',
    ]
    for (const ending of ['', '.ics', '/round.json']) {
      const answers = await Promise.all(guesses.map((each) => desk.nobody.get(`/status/${each}${ending}`)))
      const told = answers.map(({ status, text }, i) => ({ status, text: text.replaceAll(guesses[i]!, 'LINK') }))
      expect(told[0]!.status).toBe(404)
      for (const each of told) expect(each).toEqual(told[0])
    }
  })

  it('replaced by a newer one (replayed link) answers nothing and takes no answer to an offer', async () => {
    const other = await register(world.cast.chamber, world.charter, 2)
    const old = must(await world.cast.chamber.get(`/v1/journeys/${other}/status-link`)).body.path
    must(await world.cast.chamber.post(`/v1/journeys/${other}/status-link`))
    for (const ending of ['', '.ics', '/round.json']) expect((await desk.nobody.get(old + ending)).status).toBe(404)
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ answer: 'accepted', offer: '2022-08-20T10:00:00+09:00' }).toString()
    expect((await desk.nobody.post(old, body, form)).status).toBe(404)
  })

  it('is tried three hundred times from one address, which then waits; elsewhere links go on', async () => {
    const [here, there] = [from('203.0.113.66'), from('203.0.113.67')]
    // Who holds a link is counted for nothing.
    for (let i = 0; i < 10; i++) expect((await desk.nobody.get(link, here)).status).toBe(200)
    for (let i = 0; i < 30; i++)
      await Promise.all(Array.from({ length: 10 }, (_, j) => desk.nobody.get(`/status/guess-${i}-${j}`, here)))
    const refused = await desk.nobody.get('/status/another', here)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await desk.nobody.get(link, there)).status).toBe(200)
  })
})

describe('A guessed sign-in', () => {
  it('from one address is refused after a hundred tries, in words, from wherever it says it comes', async () => {
    const address = '198.51.100.9'
    const statuses: number[] = []
    for (let i = 0; i < 101; i++) {
      // What somebody writes before the proxy's own word is not believed.
      const headers = { 'X-Forwarded-For': `10.0.0.${i}, ${address}` }
      statuses.push((await openBrowser(desk, headers).get(`/enter/${String(i).padStart(43, 'x')}`)).status)
    }
    expect(statuses.slice(0, 100).every((status) => status === 410)).toBe(true)
    expect(statuses[100]).toBe(429)
  })

  it('of one account is refused after five links, the same for an account that there is and for none', async () => {
    const { email } = await invite(desk, world.cast.organisations.chamber)
    for (const account of [email, 'nobody@people.example']) {
      const statuses: number[] = []
      for (let i = 0; i < 6; i++) {
        const typed = i % 2 ? account : ` ${account.toUpperCase()} `
        statuses.push((await openBrowser(desk, from(`192.0.2.${i}`)).post('/sign-in', { email: typed })).status)
      }
      expect(statuses, account).toEqual([200, 200, 200, 200, 200, 429])
    }
  })

  it('leaves who is signed in alone, and others at the same address too once they are in', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    expect((await browser.get('/charters', from('198.51.100.9'))).status).toBe(200)
  })
})

describe('Sheets without end', () => {
  it('are refused by the account, before they are read, and another account goes on', async () => {
    const { chamber, rivalChamber } = world.cast
    const send = (who: typeof chamber, charter: string) =>
      who.post(`/v1/charters/${charter}/roster?dryRun=true`, 'x', { 'Content-Type': 'application/pdf' })
    for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 10 }, () => send(chamber, world.charter)))
    expectProblem(await send(chamber, world.charter), 429, 'too-many')
    expectProblem(await send(rivalChamber, world.rivalCharter), 415)
  })
})
