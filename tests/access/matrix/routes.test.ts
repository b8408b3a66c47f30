// Every route with every role, by token and by session, for one's own, another's and nothing at all: the table alone says what is answered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisationKinds } from '../../../src/domain/access/roles.ts'
import { acts, reach, table, type Act } from '../../../src/domain/access/table.ts'
import { actsOf } from '../../../src/http/page.ts'
import type { Route } from '../../../src/http/route.ts'
import { expectProblem } from '../../support/client.ts'
import { answered, isPlaced, wantOf, wheres } from './expected.ts'
import { openWorlds, type Worlds } from './place.ts'
import { digestOf } from './stored.ts'
import { askRoute, standsOf, withoutIds } from './walk.ts'
import { walkerOf, ways } from './walker.ts'

let worlds: Worlds
beforeAll(async () => {
  worlds = await openWorlds()
})
afterAll(() => worlds.desk.close())

type Guarded = Route & { readonly act: Act }
const guarded = (): readonly Guarded[] => worlds.desk.routes().filter((route): route is Guarded => route.act !== null)

/** What somebody can bring about here: every command names a version that never was, so what is left asks for none. */
const toldAnyway = new Set([
  'CopyGiven',
  'RecordExported',
  'ActConfirmed',
  'ActRefused',
  'MerchantErased',
  'PersonInvited',
  'PersonRemoved',
  'ReachSet',
  'SessionsEnded',
  'LetterAnswered',
  'LetterClosed',
])

describe('Every route', () => {
  it('has its row in the table, but for health, the reference and the public key', () => {
    const open = worlds.desk.routes().filter(({ act }) => act === null)
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'get /health',
      'get /healthz',
      'get /openapi.json',
      'get /readyz',
      'get /v1/record/key',
    ])
    for (const { act, path } of guarded()) expect(Object.hasOwn(table, act), path).toBe(true)
  })

  it('is the only one of its method and address, and every act that the table knows has one, or a page', () => {
    const names = worlds.desk.routes().map(({ method, path }) => `${method} ${path}`)
    expect(new Set(names).size).toBe(names.length)
    const opened = worlds.desk.served.pages.flatMap(({ may }) => (may === null ? [] : actsOf(may)))
    const used = new Set([...guarded().map(({ act }) => act), ...opened])
    expect(acts.filter((act) => !used.has(act))).toEqual([])
  })

  describe.each(ways)('by %s', (by) => {
    it.each(organisationKinds)('answers the %s as the table says', async (role) => {
      const walker = await walkerOf(worlds, role, by)
      const stands = await standsOf(worlds, walker)
      const walked = guarded().flatMap((route) =>
        (isPlaced(route.path) ? wheres : (['own'] as const)).map((where) => ({
          route,
          where,
          want: wantOf(walker, route.act, route.path, where),
        })),
      )
      const ask = (route: Route, where: (typeof wheres)[number]) =>
        askRoute(walker.client, route, stands[where], worlds.spareToken)
      const what = (route: Route, where: string, text: string) =>
        `${role}: ${route.method} ${route.path} (${where})\n${text}`

      const before = digestOf(worlds.desk)
      const hidden = new Map<Route, string>()
      const refused = walked.filter(({ want }) => want !== 'answered')
      for (const { route, where, want } of [...refused].reverse()) {
        const answer = await ask(route, where)
        expect(answer.status, what(route, where, answer.text)).toBe(want)
        expectProblem(answer, Number(want))
        // What is somebody else's is answered like what is nothing.
        if (want !== 404) continue
        const text = withoutIds(answer.text, stands[where])
        expect(text, what(route, where, answer.text)).toBe(hidden.get(route) ?? text)
        hidden.set(route, text)
      }
      expect(refused.length).toBeGreaterThan(0)
      expect(digestOf(worlds.desk)).toBe(before)

      const events = await worlds.desk.countEvents()
      for (const { route, where, want } of walked) {
        if (want !== 'answered') continue
        const answer = await ask(route, where)
        expect(answered, what(route, where, answer.text)).toContain(answer.status)
        // Every body here is whole, so what is refused is refused by what it says.
        if (answer.status === 400) expect(answer.text, what(route, where, '')).toContain('(file)')
      }
      // Only these two keep books of the desk's own, of which nobody asks a version.
      const told = (await worlds.desk.open.desk.store.eventsPage(0, 10_000, {})).slice(events).map(({ type }) => type)
      if (role !== 'administrator' && role !== 'reformOffice')
        expect(told.filter((type) => !toldAnyway.has(type))).toEqual([])
    })
  })

  it('shows another chamber nothing of this one’s, and takes nothing from it', async () => {
    const walker = await walkerOf(worlds, 'chamber', 'token')
    const { own } = await standsOf(worlds, walker)
    const before = digestOf(worlds.desk)
    for (const route of guarded().filter(({ path }) => isPlaced(path))) {
      const answer = await askRoute(worlds.world.cast.rivalChamber, route, own, worlds.spareToken)
      expect(answer.status, `${route.method} ${route.path}`).toBe(reach('chamber', route.act) ? 404 : 403)
      expect(answer.text).not.toContain('HWANGBO')
    }
    expect(digestOf(worlds.desk)).toBe(before)
    const { rows } = (await worlds.world.cast.rivalChamber.get('/v1/charters')).body
    expect(rows.map(({ id }: { id: string }) => id)).toEqual([worlds.foreign.charter])
  })
})
