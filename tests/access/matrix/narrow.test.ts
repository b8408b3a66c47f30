// What narrows somebody's reach, on every address: a token's acts, its end, a second factor that is not fresh, and a person who is removed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisationKinds } from '../../../src/domain/access/roles.ts'
import { acts, freshActs, reach, type Act } from '../../../src/domain/access/table.ts'
import type { Route } from '../../../src/http/route.ts'
import { expectProblem, must, type Client } from '../../support/client.ts'
import { answered, isAtTheDoor, wantOf } from './expected.ts'
import { openWorlds, type Worlds } from './place.ts'
import { digestOf } from './stored.ts'
import { askPage, askRoute, nameOf, openedOf, standsOf, type Stands } from './walk.ts'
import { walkerOf, type Walker } from './walker.ts'

let worlds: Worlds
let walkers: readonly Walker[]
let stands: ReadonlyMap<Walker, Stands>
beforeAll(async () => {
  worlds = await openWorlds()
  walkers = await Promise.all(organisationKinds.map((role) => walkerOf(worlds, role, 'token')))
  stands = new Map(await Promise.all(walkers.map(async (walker) => [walker, await standsOf(worlds, walker)] as const)))
})
afterAll(() => worlds.desk.close())

type Guarded = Route & { readonly act: Act }
const guarded = (): readonly Guarded[] => worlds.desk.routes().filter((route): route is Guarded => route.act !== null)
const behindTheDoor = () => openedOf(worlds.desk.served.pages).filter(({ page }) => !page.path.startsWith('/status/'))
const issue = async ({ organisation, role }: Walker, more: Readonly<Record<string, unknown>>) => {
  const wanted = {
    organisation,
    charters: [worlds.own[role].charter],
    label: 'narrow',
    expiresAt: '2099-01-01T00:00:00Z',
    ...more,
  }
  return must(await worlds.desk.admin.post('/v1/tokens', wanted)).body as {
    readonly id: string
    readonly token: string
  }
}
const shutOut = async (who: Client, at: Stands, name: string): Promise<void> => {
  for (const route of guarded()) expectProblem(await askRoute(who, route, at.own, worlds.spareToken), 401)
  for (const each of behindTheDoor())
    expect(isAtTheDoor(each.page, await askPage(who, each, at.own)), `${name}: ${nameOf(each)}`).toBe(true)
}

describe('A token for one act', () => {
  it.each(organisationKinds)(
    'of the %s is answered for it and refused for every other, and sees no page',
    async (role) => {
      const walker = walkers.find((each) => each.role === role)!
      const { own } = stands.get(walker)!
      // One that looks, which every role has, and the first of its own that changes something.
      const may = acts.filter((act) => reach(role, act) && guarded().some((route) => route.act === act))
      const changing = may.find((act) => guarded().some((route) => route.act === act && route.method === 'post'))
      for (const act of new Set(['ViewReference' as Act, changing ?? may[0]!])) {
        if (!reach(role, act)) continue
        const who = worlds.desk.as((await issue(walker, { acts: [act] })).token)
        const before = digestOf(worlds.desk)
        for (const route of guarded().filter((each) => each.act !== act)) {
          const answer = await askRoute(who, route, own, worlds.spareToken)
          expect(answer.status, `${role} for ${act}: ${route.method} ${route.path}`).toBe(403)
        }
        for (const each of behindTheDoor())
          expect(isAtTheDoor(each.page, await askPage(who, each, own)), nameOf(each)).toBe(true)
        expect(digestOf(worlds.desk)).toBe(before)
        for (const route of guarded().filter((each) => each.act === act)) {
          const { status, text } = await askRoute(who, route, own, worlds.spareToken)
          if (wantOf(walker, act, route.path, 'own') === 'answered')
            expect(answered, `${role} for ${act}: ${route.path}\n${text}`).toContain(status)
        }
      }
    },
  )
})

describe('A token that has ended', () => {
  it('by being revoked or by its time is answered nowhere, at once', async () => {
    const [walker] = walkers as [Walker]
    const revoked = await issue(walker, {})
    const who = worlds.desk.as(revoked.token)
    must(await who.get('/v1/charters'))
    must(await worlds.desk.admin.send('DELETE', `/v1/tokens/${revoked.id}`))
    await shutOut(who, stands.get(walker)!, 'revoked')
    const short = worlds.desk.as((await issue(walker, { expiresAt: '2022-08-20T10:11:00+09:00' })).token)
    must(await short.get('/v1/charters'))
    worlds.desk.clock.set('2022-08-20T10:11:00+09:00')
    await shutOut(short, stands.get(walker)!, 'expired')
  })
})

describe('What only people do', () => {
  it('is done by no token of an organisation: nobody is invited, removed or given charters, and no session is shown', async () => {
    for (const walker of walkers.filter(({ role }) => role !== 'administrator' && role !== 'auditor')) {
      const { own } = stands.get(walker)!
      const before = digestOf(worlds.desk)
      for (const route of guarded().filter(({ act }) => /^(InvitePerson|RemovePerson|SetReach)$/.test(act))) {
        const findings = expectProblem(await askRoute(walker.client, route, own, worlds.spareToken), 422)
        expect(findings.map(({ code }) => code)).toEqual(['onlyPeople'])
      }
      expect(must(await walker.client.get('/v1/sessions')).body).toEqual([])
      for (const each of behindTheDoor().filter(({ act }) => act === 'KeepFactors'))
        expect((await askPage(walker.client, each, own)).status, nameOf(each)).toBe(404)
      expect(digestOf(worlds.desk)).toBe(before)
    }
  })

  it.each(organisationKinds)('as administration asks the %s for a second factor shown a moment ago', async (role) => {
    const walker = await walkerOf(worlds, role, 'session', false)
    const { own } = await standsOf(worlds, walker)
    const before = digestOf(worlds.desk)
    for (const route of guarded().filter(({ act, method }) => freshActs.has(act) && method !== 'get')) {
      const answer = await askRoute(walker.client, route, own, worlds.spareToken)
      expectProblem(answer, 403, reach(role, route.act) ? 'fresh-sign-in' : 'forbidden')
    }
    for (const each of behindTheDoor().filter(({ act }) => freshActs.has(act))) {
      const { status, text } = await askPage(walker.client, each, own)
      expect(status, nameOf(each)).toBe(reach(role, each.act) ? 403 : 404)
      if (status === 403) expect(text).toContain('action="/step-up"')
    }
    expect(digestOf(worlds.desk)).toBe(before)
  })

  it('ends at once where the person is removed, on every address, and for nobody else', async () => {
    const walker = await walkerOf(worlds, 'chamber', 'session')
    const at = await standsOf(worlds, walker)
    must(await walker.client.get('/v1/charters'))
    const colleague = await walkerOf(worlds, 'chamber', 'session')
    must(await colleague.client.send('DELETE', `/v1/people/${walker.self!}`))
    await shutOut(walker.client, at, 'removed')
    expect(await worlds.desk.open.desk.store.sessionsOf(walker.self!)).toEqual([])
    must(await colleague.client.get('/v1/charters'))
  })
})

describe('A token along the way', () => {
  const along = ['mission', 'laboratory', 'carrier', 'transferCrew', 'facility'] as const

  it('that names no charter sees none', async () => {
    for (const walker of walkers.filter(({ role }) => along.some((each) => each === role))) {
      const who = worlds.desk.as((await issue(walker, { charters: [] })).token)
      expect(must(await who.get('/v1/charters')).body.rows).toEqual([])
      expectProblem(await who.get(`/v1/journeys/${worlds.own[walker.role].journey}`), 404)
    }
  })

  it('lists the charters that it names and no other', async () => {
    for (const { role, client } of walkers.filter((walker) => along.some((each) => each === walker.role))) {
      const { rows } = must(await client.get('/v1/charters')).body
      expect(rows.map(({ id }: { id: string }) => id)).toEqual([worlds.own[role].charter])
    }
  })

  it('of a facility opens and sees its own rooms only', async () => {
    const { facility: station, organisations } = worlds.world.cast
    const facility = { id: 'third-place', name: 'Third', city: 'Yiwu', zone: 'Asia/Shanghai' }
    const rooms = [{ id: '1', places: 1 }]
    expectProblem(await station.post('/v1/facilities', { facility, organisation: organisations.chamber, rooms }), 403)
    expectProblem(await station.get(`/v1/facilities/${worlds.foreign.facility}/rooms`), 404)
    must(await station.get(`/v1/facilities/${worlds.own.facility.facility}/rooms`))
  })
})
