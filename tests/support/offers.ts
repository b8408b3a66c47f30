// Freed seats on offer: a small charter under a published rule, its claims, and answers as a browser posts them.
import type { JourneyId } from '../../src/domain/ids.ts'
import type { Journey } from '../../src/domain/journey/journey.ts'
import { must, type Answer } from './client.ts'
import { draftCrowded } from './crowd.ts'
import type { TestDesk } from './desk.ts'
import { when } from './handClock.ts'
import { person, wishes } from './merchants.ts'
import { termsBody, type World } from './world.ts'

export const closesAt = '2022-08-22T12:00:00+09:00'
export const offerEnds = '2022-08-23T12:00:00+09:00'
const rule = { closesAt, needs: { orders: 5, visit: 1 }, capPerCompany: null, offerHours: 24 }
export const any = { 'If-Match': '*' }

export type Offers = ReturnType<typeof offersOn>

export function offersOn(desk: TestDesk, world: World) {
  const { chamber } = world.cast
  let charter = ''
  let number = 300

  const publish = async (seats: number): Promise<string> => {
    const all = { value: seats, assumed: true }
    const aircraft = { type: 'A320', seats: all, loadCapPercent: { value: 100, assumed: true } }
    return (charter = await draftCrowded(world, termsBody({ aircraft }), rule))
  }
  const claim = async (more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const body = { merchant: person(number++, { hostCompany: '' }), wishes: wishes(more) }
    return must(await chamber.post(`/v1/charters/${charter}/journeys`, body)).body.id
  }
  const journey = async (id: string): Promise<Journey> => (await desk.open.desk.store.journey(id as JourneyId))!.state
  const linkOf = async (id: string): Promise<string> =>
    must(await chamber.get(`/v1/journeys/${id}/status-link`)).body.path

  /** What the form on the page of this journey would send. */
  const fields = async (id: string, answer: string): Promise<Record<string, string>> => ({
    answer,
    offer: (await journey(id)).dossier.offer?.at ?? when.start,
  })
  const post = (path: string, form: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    return desk.nobody.post(path, new URLSearchParams({ ...form }).toString(), { ...type, ...headers })
  }

  return {
    get charter() {
      return charter
    },
    publish,
    claim,
    journey,
    stages: async (...ids: string[]) => Promise.all(ids.map(async (id) => (await journey(id)).stage)),
    linkOf,
    fields,
    post,
    answerBy: async (id: string, answer: string, headers?: Readonly<Record<string, string>>) =>
      post(await linkOf(id), await fields(id, answer), headers),

    /** So many seats are given away and given back; whoever waits behind them by rank is offered them. Answers in order of rank. */
    async offerTo(seats: number, waiting: readonly Readonly<Record<string, unknown>>[]): Promise<string[]> {
      await publish(seats)
      const seated: string[] = []
      for (let i = 0; i < seats; i++) seated.push(await claim({ need: 'orders' }))
      const ids: string[] = []
      for (const more of waiting) ids.push(await claim({ need: 'visit', ...more }))
      await desk.clock.turnTo(closesAt)
      for (const id of seated) must(await chamber.post(`/v1/journeys/${id}/withdrawal`, { reason: 'ill' }, any))
      await desk.clock.work()
      const ranks = await Promise.all(
        ids.map(async (id) => ({ id, rank: (await journey(id)).dossier.seating?.rank ?? 0 })),
      )
      return ranks.sort((a, b) => a.rank - b.rank).map(({ id }) => id)
    },
  }
}
