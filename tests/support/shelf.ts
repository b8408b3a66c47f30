// A desk whose shelf is about to change, on the fourth day of the observation, and what may be asked of the shelf.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { must, type Answer } from './client.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { register } from './merchants.ts'
import {
  clearToBoard,
  closeManifest,
  facility,
  flyAndTransfer,
  furnish,
  openRegistration,
  termsBody,
  type World,
} from './world.ts'

export type Book = Record<string, unknown> & { id: string }
export const bookAt = (file: string): Book =>
  JSON.parse(readFileSync(new URL(`../../db/editions/${file}`, import.meta.url), 'utf8')) as Book

/** The editions under which everybody here flies and lands, each with a last day in November. */
export const seven = 'observation/CN-33/2022-06-28'
export const july = 'mission/KR/2022-07-01'
/** Twenty measures, as if they had come in the middle of the observation: 5 + 3 days instead of 7 + 3. */
export const twenty: Book = {
  ...bookAt('observation/cn-33-2022-11-11.json'),
  id: 'observation/CN-33/2022-09-01',
  effectiveFrom: '2022-09-01',
  effectiveUntil: '2022-11-10',
}
export const oneTest: Book = {
  ...bookAt('mission/kr-2022-11-14.json'),
  id: 'mission/KR/2022-09-15',
  effectiveFrom: '2022-09-15',
  adoptedFrom: '2022-09-15',
  effectiveUntil: '2022-11-13',
}
/** A country of which nothing is on file. */
export const vietnam: Book = { ...oneTest, id: 'mission/VN/2022-09-15', jurisdiction: 'VN' }
export const reason = 'notice of the joint prevention and control'

/** Where one edition is asked for its impact, or decided on. */
export const at = (id: string, what: string): string => `/v1/editions/${encodeURIComponent(id)}/${what}`
export type Line = { journey: string; outcome: string; kept: boolean; findings: { code: string }[] }
export const outcomesOf = ({ body }: Answer): Record<string, string> =>
  Object.fromEntries((body.journeys as Line[]).map(({ journey: id, outcome }) => [id, outcome]))

type RecordedFact = { type: string; data: Record<string, unknown>; editions: string[]; actor: { role: string } }

/** Started before the tests of the file, closed behind them; a clock at 10:00 on 1 September. */
export function shelfInUse() {
  let desk: TestDesk
  let world: World
  let people: readonly [string, string, string, string]
  let later: { readonly charter: string; readonly journey: string }

  beforeAll(async () => {
    desk = await startDesk()
    world = await furnish(desk)
    const { cast, charter } = world
    await openRegistration(world)
    const [first, second, ill, lost] = [1, 2, 3, 4].map((number) => register(cast.chamber, charter, number))
    people = [await first!, await second!, await ill!, await lost!]
    await clearToBoard(desk, world, people)
    await closeManifest(desk, world)
    await flyAndTransfer(desk, world, people)
    for (const [i, id] of people.entries()) {
      must(await cast.facility.post(`/v1/journeys/${id}/admission`, { room: `${facility}/10${i}` }))
    }
    const departure = '2022-09-20T15:40:00+09:00'
    const leg = {
      ...termsBody().leg,
      plannedBoarding: departure,
      scheduledDeparture: departure,
      scheduledArrival: '2022-09-20T17:10:00+08:00',
    }
    const { id } = must(await cast.chamber.post('/v1/charters', termsBody({ leg }))).body
    must(await cast.chamber.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '*' }))
    later = { charter: id, journey: await register(cast.chamber, id, 5) }
    await desk.clock.turnTo('2022-09-01T10:00:00+08:00')
    must(await cast.facility.post(`/v1/journeys/${people[2]}/medical-care`, { place: 'the hospital', cause: 'fever' }))
    must(await cast.facility.post(`/v1/journeys/${people[3]}/missing`, { lastSeen: 'at the lift' }))
  })
  afterAll(() => desk.close())

  const office = () => world.cast.reformOffice
  return {
    get desk() {
      return desk
    },
    get world() {
      return world
    },
    /** Two in observation, one in medical care, one who left. */
    get people() {
      return people
    },
    /** One who flies three weeks later. */
    get later() {
      return later
    },
    publish: (edition: unknown, more: object = {}): Promise<Answer> =>
      office().post('/v1/editions', { edition, reason, ...more }),
    redecide: (id: string, body: object, headers = {}): Promise<Answer> =>
      office().post(at(id, 'redecision'), { reason, ...body }, headers),
    published: async () => must(await office().get('/v1/editions')).body as Book[],
    journey: async (id: string) => must(await office().get(`/v1/journeys/${id}`)).body,
    factsOf: async (id: string, ...types: string[]) =>
      (must(await office().get(`/v1/journeys/${id}/events`)).body as RecordedFact[]).filter(({ type }) =>
        types.includes(type),
      ),
  }
}
