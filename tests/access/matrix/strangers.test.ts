// Whoever is nobody here: without a token, with a merchant's link, with a role that nobody knows; and every method that a route has not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenDigest } from '../../../src/application/offices.ts'
import { organisationKinds, type OrganisationKind } from '../../../src/domain/access/roles.ts'
import { OrganisationId, organisationId, personId } from '../../../src/domain/ids.ts'
import { Instant } from '../../../src/domain/instant.ts'
import type { Route } from '../../../src/http/route.ts'
import { expectProblem, must, type Client } from '../../support/client.ts'
import { openWorlds, type Worlds } from './place.ts'
import { isAtTheDoor } from './expected.ts'
import { digestOf } from './stored.ts'
import { askPage, askRoute, filled, nameOf, openedOf, standsOf, type Stands } from './walk.ts'
import { inSession, openSession, walkerOf } from './walker.ts'

let worlds: Worlds
let stands: Stands
beforeAll(async () => {
  worlds = await openWorlds()
  stands = await standsOf(worlds, await walkerOf(worlds, 'chamber', 'token'))
})
afterAll(() => worlds.desk.close())

const guarded = (): readonly Route[] => worlds.desk.routes().filter(({ act }) => act !== null)
const behindTheDoor = () => openedOf(worlds.desk.served.pages).filter(({ page }) => !page.path.startsWith('/status/'))
const everyOne = () => true
const everywhere = async (who: Client, name: string, asked: (place: number) => boolean = everyOne): Promise<void> => {
  for (const route of guarded().filter((_, place) => asked(place))) {
    const answer = await askRoute(who, route, stands.own, worlds.spareToken)
    expect(answer.status, `${name}: ${route.method} ${route.path}`).toBe(401)
    expectProblem(answer, 401)
  }
  for (const each of behindTheDoor().filter((_, place) => asked(place)))
    expect(isAtTheDoor(each.page, await askPage(who, each, stands.own)), `${name}: ${nameOf(each)}`).toBe(true)
}
const nothingElse = { events: [], effects: [], tallies: [], receipt: null }
/** No role of the table, also where an object of the language would know the word, and those that are not for people. */
const words = ['nobody', 'merchant', 'anonymous', 'desk', 'constructor', 'toString', '__proto__', 'hasOwnProperty', '']
/** The first word asks everywhere; the others share all addresses out among them, as one door stands before them all. */
const shareOf = (word: string) => (place: number) =>
  word === words[0] || place % (words.length - 1) === words.indexOf(word) - 1

describe('Nobody', () => {
  it('is answered anywhere: without a token, with one that there is not, or with a merchant’s link in its place', async () => {
    const { path } = must(await worlds.world.cast.chamber.get(`/v1/journeys/${stands.own.journey}/status-link`))
      .body as { path: string }
    const link = path.replace('/status/', '')
    const before = digestOf(worlds.desk)
    await everywhere(worlds.desk.nobody, 'anonymous')
    await everywhere(worlds.desk.as('cd_nobody'), 'an unknown token')
    await everywhere(worlds.desk.as(link), 'a link as a token')
    await everywhere(inSession(worlds.desk, link), 'a link as a session')
    await everywhere(inSession(worlds.desk, 'A'.repeat(43)), 'an unknown session')
    expect(digestOf(worlds.desk)).toBe(before)
  })

  it.each(words)('has a token of the role "%s"', async (role) => {
    const secret = `cd_test_${role}`
    const token = {
      id: `T${role}`,
      digest: tokenDigest(secret),
      role: role as OrganisationKind,
      organisation: OrganisationId.parse(worlds.world.cast.organisations.chamber),
      charters: null,
      label: role,
      expiresAt: Instant.parse('2099-01-01T00:00:00Z'),
      revokedAt: null,
      acts: null,
      lastUsedAt: null,
    }
    await worlds.desk.open.desk.store.commit({ ...nothingElse, changes: [{ on: 'token', token }] })
    await everywhere(worlds.desk.as(secret), `a token of "${role}"`, shareOf(role))
  })

  it.each(words)('is in a session for an organisation of the kind "%s"', async (kind) => {
    const { store, vault, chance, clock } = worlds.desk.open.desk
    const organisation = { id: organisationId(chance.part()), kind: kind as OrganisationKind, name: kind }
    const person = {
      id: personId(chance.part()),
      organisation: organisation.id,
      version: 1,
      email: null,
      sealed: vault.sealOwn(JSON.stringify({ name: 'Nobody', email: null, language: 'en' })),
      charters: null,
      invitedAt: clock.now(),
      joinedAt: null,
      removedAt: null,
    }
    await store.commit({
      ...nothingElse,
      changes: [
        { on: 'organisation', organisation },
        { on: 'person', expect: 0, person },
      ],
    })
    const { secret } = await openSession(worlds.desk, person.id, true)
    await everywhere(inSession(worlds.desk, secret), `a session of "${kind}"`, shareOf(kind))
  })
})

describe('A method that an address has not', () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

  it('is not found, whoever asks, and changes nothing', { timeout: 120_000 }, async () => {
    const { routes, pages } = worlds.desk.served
    const listed = [...routes, ...pages]
    const addresses = new Set(
      listed.map(({ path }) => filled(path, stands.own, { token: worlds.spareToken, secret: 'no-link' })),
    )
    // Nobody asks for each, and the others by turns.
    const somebody = [...organisationKinds.slice(0, 3).map((kind) => worlds.world.cast[kind]), worlds.desk.admin]
    const before = digestOf(worlds.desk)
    let asked = 0
    let turn = 0
    for (const address of addresses) {
      for (const method of methods.filter((each) => !isServed(address, each)))
        for (const who of [worlds.desk.nobody, somebody[turn++ % somebody.length]!]) {
          const { status } = await who.send(method, address, method === 'GET' ? {} : { body: {} })
          expect(status, `${method} ${address}`).toBe(404)
          asked++
        }
    }
    expect(asked).toBeGreaterThan(1_000)
    expect(digestOf(worlds.desk)).toBe(before)
  })

  it('HEAD asks for the same act as GET, and shows nothing', async () => {
    for (const route of guarded().filter(({ method }) => method === 'get')) {
      const address = filled(route.path, stands.own, {})
      for (const who of [worlds.desk.nobody, worlds.world.cast.mission, worlds.world.cast.chamber]) {
        const [looked, head] = [await who.get(address), await who.send('HEAD', address)]
        expect({ status: head.status, text: head.text }, route.path).toEqual({ status: looked.status, text: '' })
      }
    }
  })

  /** By whichever path takes the address, also one with a parameter in the place of its last word. */
  const isServed = (address: string, method: string): boolean =>
    [...worlds.desk.served.routes, ...worlds.desk.served.pages].some(
      ({ method: has, path }) =>
        has.toUpperCase() === method &&
        new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`).test(address),
    )
})
