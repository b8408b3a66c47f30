// What is refused is told in the reader's own language: no English sentence in forms and pages of mishaps, and the link to another language keeps what was asked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../support/client.ts'
import { must } from '../support/client.ts'
import { callBody } from '../support/demand.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, openRegistration, termsBody, type World } from '../support/world.ts'
import { everyPage } from '../web/views/everyPage.ts'

let desk: TestDesk
let world: World
let call: string
let drafted: string
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  drafted = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
  call = must(await world.cast.reformOffice.post('/v1/demand-calls', callBody())).body.id
})
afterAll(() => desk.close())

const languages = ['zh', 'ko', 'ru', 'ar'] as const
const browser = (language: string, who: Client | null) => ({
  Accept: 'text/html,application/xhtml+xml',
  Cookie: `desk_language=${language}`,
  ...(who ? { Authorization: `Bearer ${who.token}` } : {}),
})
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

const plain = (html: string): string =>
  html
    .replace(/<(code|bdi)\b[^>]*>.*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
/** Three words of English in a row are no name and no code. */
const english = (text: string): string | null => /\b[A-Za-z]+(?: [a-z]{2,}){2,}/.exec(text)?.[0] ?? null
/** The boxes that say why something was not taken. */
const alerts = (html: string): string =>
  html
    .split('role="alert"')
    .slice(1)
    .map((each) =>
      each
        .slice(each.indexOf('>') + 1)
        .split(/<\/div>|<\/form>/)[0]!
        .replace(/<[^>]*$/, ''),
    )
    .map(plain)
    .join(' ')

describe.each(languages)('In %s', (language) => {
  const refusals: Record<string, () => readonly [Client, string, Record<string, string>, number]> = {
    'a reply with wrong fields': () => [
      world.cast.company,
      `/demand/${call}`,
      { 'merchants-0': '0', 'country-0': 'xx', 'purpose-0': '' },
      400,
    ],
    'an empty sheet': () => [world.cast.company, `/demand/${call}`, { sheet: '' }, 400],
    'a sheet without its columns': () => [world.cast.company, `/demand/${call}`, { sheet: 'Country' }, 400],
    'a decision without its reason': () => [
      world.cast.reformOffice,
      `/demand/${call}`,
      { form: 'closing', version: '1', reason: '' },
      400,
    ],
    'a decision without a version': () => [
      world.cast.reformOffice,
      `/demand/${call}`,
      { form: 'closing', reason: 'enough' },
      400,
    ],
    'times that are none': () => [
      world.cast.reformOffice,
      `/charters/${world.charter}/retiming`,
      { act: 'look', departure: 'x', arrival: 'y', boarding: 'z', reason: '' },
      400,
    ],
    'figures without anything': () => [world.cast.reformOffice, '/trade', { form: 'entry' }, 400],
    'a correction of another version': () => [
      world.cast.reformOffice,
      '/trade',
      { form: 'correction', country: 'KR', from: 'x' },
      400,
    ],
    'an edition that is no JSON': () => [world.cast.reformOffice, '/editions', { edition: '{', reason: 'x' }, 400],
    'an edition that is none': () => [world.cast.reformOffice, '/editions', { edition: '{}', reason: '' }, 400],
    'a row decided without a reason': () => [
      world.cast.chamber,
      `/charters/${world.charter}/roster`,
      { form: 'decision', conflict: 'x', decision: 'takeNew', reason: '' },
      400,
    ],
    'a row that is not there': () => [
      world.cast.chamber,
      `/charters/${world.charter}/roster`,
      { form: 'decision', conflict: 'x', decision: 'takeNew', reason: 'y' },
      404,
    ],
    'a rule for seats with wrong fields': () => [
      world.cast.chamber,
      `/charters/${drafted}`,
      { form: 'seat-rule', version: '1', closesAt: 'x', 'needs.orders': '-1', capPerCompany: 'y', offerHours: '' },
      400,
    ],
    'a rule for seats where none can be published any more': () => [
      world.cast.chamber,
      `/charters/${world.charter}`,
      { form: 'seat-rule', version: '1', closesAt: 'x', 'needs.orders': '-1', capPerCompany: '0', offerHours: '' },
      400,
    ],
    'a charter turned back without a reason': () => [
      world.cast.reformOffice,
      `/charters/${world.charter}`,
      { form: 'cancellation', version: '1', reason: '' },
      400,
    ],
  }
  it.each(Object.keys(refusals))('%s is refused without an English sentence', async (which) => {
    const [who, address, fields, status] = refusals[which]!()
    const body = new URLSearchParams(fields).toString()
    const answer = await desk.nobody.post(address, body, { ...form, ...browser(language, who) })
    expect(answer.status).toBe(status)
    const told = alerts(answer.text)
    expect(told.trim().length).toBeGreaterThan(4)
    expect(english(told), told).toBeNull()
  })

  it('pages of mishaps say why in words of the language', async () => {
    const asked: readonly (readonly [string, Client | null, number])[] = [
      ['/charters/C0000000000000000', world.cast.chamber, 404],
      ['/journeys/J0000000000000000', world.cast.chamber, 404],
      ['/demand/D0000000000000000', world.cast.company, 404],
      ['/demand', world.cast.carrier, 404],
      ['/trade', world.cast.chamber, 404],
      ['/status/nothing', null, 404],
      ['/no-such-address', null, 404],
    ]
    for (const [address, who, status] of asked) {
      const answer = await desk.nobody.get(address, browser(language, who))
      expect([address, answer.status]).toEqual([address, status])
      const main = plain(answer.text.slice(answer.text.indexOf('<main'), answer.text.indexOf('</main>')))
      expect(main).toMatch(/\p{L}{2}/u)
      expect(english(main), address).toBeNull()
    }
  })

  it('no box of a refusal on any page has an English sentence', () => {
    const boxes = Object.entries(everyPage(language)).map(([name, html]) => [name, alerts(html)] as const)
    expect(boxes.filter(([, told]) => told.trim()).length).toBeGreaterThan(3)
    for (const [name, told] of boxes) expect([name, english(told)]).toEqual([name, null])
  })
})

describe('A mistyped address', () => {
  it('is a page for whoever reads pages, and a problem for programs, with the same status', async () => {
    const page = await desk.nobody.get('/chartres', browser('en', null))
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.text).toContain('There is nothing here')
    for (const accept of ['application/json', '*/*']) {
      const answer = await desk.nobody.get('/chartres', { Accept: accept })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
    }
    expect((await desk.nobody.get('/%E0%A4%A', browser('en', null))).text).toContain('<html')
  })

  it('and so is a page that fails, which names the request, and a form that is too large', async () => {
    const { store } = desk.open.desk
    const { demandCallsPage } = store
    Object.assign(store, { demandCallsPage: () => Promise.reject(new Error('the disk is gone')) })
    const failed = await desk.nobody.get('/demand', browser('ko', world.cast.company))
    const program = await desk.nobody.get('/demand', { Authorization: `Bearer ${world.cast.company.token}` })
    Object.assign(store, { demandCallsPage })
    expect(failed.status).toBe(500)
    expect(failed.text).toMatch(/<code>Q[0-9A-Z]+<\/code>/)
    expect(failed.text).not.toContain('the disk is gone')
    expect(english(plain(failed.text.slice(failed.text.indexOf('<main'))))).toBeNull()
    expect([program.status, program.body.title]).toEqual([500, 'The desk failed'])
    const large = new URLSearchParams({ form: 'entry', sourceName: 'x'.repeat(70_000) }).toString()
    const answer = await desk.nobody.post('/trade', large, { ...form, ...browser('zh', world.cast.reformOffice) })
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('提交的内容过大')
  })
})

describe('The link to another language', () => {
  const links = (html: string) =>
    [...html.matchAll(/href="([^"]*lang=ko)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))

  it('keeps what a page was asked for, without an older language', async () => {
    const asked = '/trade?country=KR&lang=zh&from=2022-01&until=2022-06'
    const { text } = await desk.nobody.get(asked, browser('en', world.cast.reformOffice))
    expect(links(text)).toContain('/trade?country=KR&from=2022-01&until=2022-06&lang=ko')
    const people = await desk.nobody.get(
      `/charters/${world.charter}/people?find=${encodeURIComponent('김 "<&')}`,
      browser('en', world.cast.chamber),
    )
    const [href] = links(people.text)
    expect(new URL(href!, desk.url).searchParams.get('find')).toBe('김 "<&')
    expect((await desk.nobody.get(href!, browser('en', world.cast.chamber))).text).toContain('lang="ko"')
  })

  it('after a form is the page alone', async () => {
    const body = new URLSearchParams({ form: 'entry' }).toString()
    const head = { ...form, ...browser('en', world.cast.reformOffice) }
    const { text } = await desk.nobody.post('/trade?country=KR', body, head)
    expect(links(text)).toContain('/trade?lang=ko')
  })
})
