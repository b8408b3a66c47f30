// Every page and every form with every role: what is mounted has its act, and what the table does not allow is not there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisationKinds } from '../../../src/domain/access/roles.ts'
import { reach, table } from '../../../src/domain/access/table.ts'
import { assets } from '../../../src/http/assets.ts'
import { actsOf } from '../../../src/http/page.ts'
import { must } from '../../support/client.ts'
import { answered, isAtTheDoor, isPlaced, pageWantOf, wheres } from './expected.ts'
import { openWorlds, type Worlds } from './place.ts'
import { digestOf } from './stored.ts'
import { askPage, nameOf, openedOf, standsOf, withoutIds, type Opened, type Stands } from './walk.ts'
import { walkerOf, ways } from './walker.ts'

let worlds: Worlds
beforeAll(async () => {
  worlds = await openWorlds()
})
afterAll(() => worlds.desk.close())

/**
 * The few that are open to anybody: files that are the same for all, and the way in and out. The mailbox for development is
 * not there behind a proxy; its pages are walked in tests/http/mailbox.test.ts.
 */
const openToAnybody = [
  'get /',
  'get /enter/:secret',
  'get /reference',
  'get /reference/assets/swagger-ui-bundle.js',
  'get /reference/assets/swagger-ui.css',
  'get /reference/start.js',
  'get /sign-in',
  'post /enter',
  'post /sign-in',
  'post /sign-in/passkey',
  'post /sign-in/passkey/question',
  'post /sign-out',
]

const pages = () => worlds.desk.served.pages
const byLink = ({ page }: Opened) => page.path.startsWith('/status/')
const opened = (): readonly Opened[] => openedOf(pages())

describe('Every page', () => {
  it('has its row in the table, but for the files and the way in, which are these', () => {
    const open = pages().filter(({ may }) => may === null)
    const files = assets.map(({ address }) => `get ${address}`)
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...files, ...openToAnybody].sort())
    for (const { may, path } of pages())
      for (const act of may === null ? [] : actsOf(may)) expect(Object.hasOwn(table, act), path).toBe(true)
    expect(opened().length).toBeGreaterThan(30)
  })

  it('that Express was given is in the list, and nothing is mounted beside it', () => {
    const { app, routes } = worlds.desk.served
    const layers = app.router.stack.map(({ route, name }) =>
      route ? Object.keys((route as unknown as { methods: object }).methods).map((m) => `${m} ${route.path}`) : [name],
    )
    const mounted = layers.flat()
    const listed = [...routes, ...pages()].map(({ method, path }) => `${method} ${path}`)
    const named = mounted.filter((each) => each.includes(' '))
    expect(named).toEqual(listed)
    expect(new Set(named).size).toBe(named.length)
    // The headers and the log before all, and the two answers that end what nothing else answered.
    const beside = mounted.filter((each) => !each.includes(' '))
    expect(beside).toEqual(['helmetMiddleware', '<anonymous>', '<anonymous>', '<anonymous>', '<anonymous>'])
  })

  describe.each(ways)('by %s', (by) => {
    it.each(organisationKinds)('is there for the %s as the table says', async (role) => {
      const walker = await walkerOf(worlds, role, by)
      const stands = await standsOf(worlds, walker)
      const walked = opened()
        .filter((each) => !byLink(each))
        .flatMap((each) =>
          (isPlaced(each.page.path) ? wheres : (['own'] as const)).map((where) => ({
            each,
            where,
            want: pageWantOf(walker, each.act, each.page.path, where),
          })),
        )
      const what = (each: Opened, where: string, text: string) => `${role}: ${nameOf(each)} (${where})\n${text}`

      const before = digestOf(worlds.desk)
      const hidden = new Map<Opened, string>()
      const refused = walked.filter(({ want }) => want !== 'answered')
      for (const { each, where } of [...refused].reverse()) {
        const { status, text } = await askPage(walker.client, each, stands[where])
        expect(status, what(each, where, text)).toBe(404)
        const shown = withoutIds(text, stands[where])
        expect(shown, what(each, where, text)).toBe(hidden.get(each) ?? shown)
        hidden.set(each, shown)
      }
      expect(refused.length).toBeGreaterThan(0)
      expect(digestOf(worlds.desk)).toBe(before)

      // Whoever is removed has no session left to end.
      const last = ({ page }: Opened) => Number(page.path === '/people/:person/removal')
      for (const { each, where, want } of walked.sort((a, b) => last(a.each) - last(b.each))) {
        if (want !== 'answered') continue
        const { status, headers, text } = await askPage(walker.client, each, stands[where])
        expect(answered, what(each, where, text)).toContain(status)
        if (status === 303) expect(headers.get('location'), nameOf(each)).not.toBe('/sign-in')
      }
    })
  })

  it('lists nothing of another chamber on the board', async () => {
    const { token } = worlds.world.cast.rivalChamber
    const { text } = await worlds.desk.nobody.get('/charters', { Authorization: `Bearer ${token}` })
    expect(text).toContain(worlds.foreign.charter)
    expect(text).not.toContain(worlds.own.chamber.charter)
  })

  it.each(organisationKinds)('shows the %s a letter that is nobody’s only where they may see any', async (role) => {
    const { nobodysLetter, desk } = worlds
    const any = reach(role, 'ReviewLetters') === 'any'
    for (const by of ways) {
      const { client } = await walkerOf(worlds, role, by)
      const headers = { 'Accept-Language': 'en' }
      const page = await client.get(`/mail/${nobodysLetter}`, headers)
      expect({ by, status: page.status }).toEqual({ by, status: any ? 200 : 404 })
      expect(page.text.includes('nobody@nowhere.example')).toBe(any)
      const list = await client.get('/mail', headers)
      expect(list.text.includes(nobodysLetter)).toBe(any)
      const before = digestOf(desk)
      for (const act of ['answer', 'close']) {
        const body = new URLSearchParams({ do: act, words: 'x' }).toString()
        const form = { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }
        if (!any) expect((await client.post(`/mail/${nobodysLetter}`, body, form)).status).toBe(404)
      }
      if (!any) expect(digestOf(desk)).toBe(before)
    }
  })

  it('sends whoever is not signed in to the door, and changes nothing for them', async () => {
    const stands = await anybodys()
    const { path } = must(await worlds.world.cast.chamber.get(`/v1/journeys/${stands.own.journey}/status-link`))
      .body as { path: string }
    const link = path.replace('/status/', '')
    const before = digestOf(worlds.desk)
    // Also who holds a merchant's link, an unknown token, or a link in the place of a session.
    const strangers = [worlds.desk.nobody, worlds.desk.as('cd_nobody'), worlds.desk.as(link)]
    for (const each of opened().filter((one) => !byLink(one))) {
      for (const who of strangers)
        expect(isAtTheDoor(each.page, await askPage(who, each, stands.own)), nameOf(each)).toBe(true)
    }
    expect(digestOf(worlds.desk)).toBe(before)
  })

  const anybodys = async (): Promise<Stands> => standsOf(worlds, await walkerOf(worlds, 'chamber', 'token'))
})

describe('A status link', () => {
  const linkOf = async (who: 'chamber' | 'rivalChamber', journey: string): Promise<string> =>
    must(await worlds.world.cast[who].get(`/v1/journeys/${journey}/status-link`)).body.path.replace('/status/', '')
  const ofLink = () => opened().filter(byLink)

  it('opens the pages and forms that the table gives to merchants, for their own journey, whoever else is signed in', async () => {
    const walker = await walkerOf(worlds, 'chamber', 'session')
    const { own } = await standsOf(worlds, walker)
    const link = await linkOf('chamber', own.journey)
    expect(ofLink().map(nameOf)).toEqual([
      'get /status/:token.ics',
      'get /status/:token/round.json',
      'get /status/:token',
      'post /status/:token accepted',
      'post /status/:token declined',
      'post /status/:token again',
      'post /status/:token outcome',
    ])
    for (const each of ofLink()) {
      expect(reach('merchant', each.act), nameOf(each)).toBe('own')
      for (const who of [worlds.desk.nobody, walker.client]) {
        const { status, text } = await askPage(who, each, own, link)
        expect([200, 409, 422], `${nameOf(each)}\n${text}`).toContain(status)
      }
    }
  })

  it('of nobody, of another’s number or signature, or ended, shows the same nothing to everybody, and takes nothing', async () => {
    const walkers = await Promise.all(organisationKinds.map((role) => walkerOf(worlds, role, 'session')))
    const { own, foreign } = await standsOf(worlds, walkers[0]!)
    const ended = await linkOf('chamber', own.journey)
    must(await worlds.world.cast.chamber.post(`/v1/journeys/${own.journey}/status-link`))
    const live = await linkOf('chamber', own.journey)
    const signature = (await linkOf('rivalChamber', foreign.journey)).split('.').at(-1)!
    const [journey, number] = live.split('.')
    const dead = [
      ended,
      `${journey}.${number}.${signature}`,
      `${journey}.${number}.`,
      `${foreign.journey}.1.${live.split('.').at(-1)}`,
      worlds.unknown.journey,
    ]
    const before = digestOf(worlds.desk)
    for (const each of ofLink()) {
      const seen = new Set<string>()
      for (const link of dead)
        for (const who of [worlds.desk.nobody, ...walkers.map(({ client }) => client)]) {
          const { status, text } = await askPage(who, each, own, link)
          expect(status, `${nameOf(each)} ${link}`).toBe(404)
          seen.add(text.replaceAll(link, '#').replaceAll(encodeURIComponent(link), '#'))
        }
      expect([...seen], nameOf(each)).toHaveLength(1)
    }
    expect(digestOf(worlds.desk)).toBe(before)
  })
})
