// What a charter was for, over HTTP: asked by letter, told over the status link or by the organiser, counted for the office.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../src/application/audit.ts'
import { codesOf, expectProblem, must } from '../support/client.ts'
import type { TestDesk } from '../support/desk.ts'
import { travelledDesk } from '../support/travelled.ts'
import type { World } from '../support/world.ts'

const day = 86_400_000
let desk: TestDesk
let world: World
let first: string
let second: string
let link: string

const post = (path: string, form: Readonly<Record<string, string>>, language = 'en') =>
  desk.nobody.send('POST', path, {
    body: new URLSearchParams({ answer: 'outcome', ...form }).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: `desk_language=${language}` },
  })
const outcomeOf = async (journey: string) =>
  must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body.dossier.outcome
const told = async (journey: string) =>
  (await desk.open.desk.store.eventsOf('journey', journey)).filter(({ type }) => type === 'OutcomeTold')

beforeAll(async () => {
  const travelled = await travelledDesk()
  ;({ desk, world } = travelled)
  ;[first, second] = travelled.journeys
  const { chamber, facility } = world.cast
  must(await facility.post(`/v1/journeys/${first}/admission`, { room: 'yw-obs-01/102' }))
  link = must(await chamber.get(`/v1/journeys/${first}/status-link`)).body.path
})
afterAll(() => desk.close())

describe('Before the release', () => {
  it('nothing is told, and the page does not ask', async () => {
    const early = await world.cast.chamber.post(`/v1/journeys/${first}/outcome`, { orders: 3 })
    expect(codesOf(expectProblem(early, 409))).toEqual(['outOfSequence'])
    expect((await desk.nobody.get(`${link}?lang=en`)).text).not.toContain('value="outcome"')
    expect((await post(link, { orders: '3' })).status).toBe(409)
    expect(await told(first)).toEqual([])
  })
})

describe('After the release', () => {
  beforeAll(async () => {
    const { facility, reformOffice } = world.cast
    for (const journey of [first, second]) {
      const reason = 'a funeral'
      const { id } = must(await facility.post(`/v1/journeys/${journey}/early-release`, { reason })).body
      must(await reformOffice.post(`/v1/pending-acts/${id}/confirmation`))
    }
  })

  it('a letter asks once, some days later, and leads to the four questions', async () => {
    const letters = async () =>
      (await desk.open.desk.store.queuedLetters(first as never, '9999-12-31T00:00:00.000Z' as never)).map(
        ({ name }) => name,
      )
    await desk.clock.turnTo(new Date(Date.parse(desk.clock.channel.now()) + 13 * day).toISOString())
    expect(await letters()).not.toContain('letter.outcomeAsked')
    await desk.clock.turnTo(new Date(Date.parse(desk.clock.channel.now()) + 2 * day).toISOString())
    const { rows } = must(await world.cast.chamber.get(`/v1/charters/${world.charter}/letters`)).body
    const asking = rows.filter((row: { name: string; journey: string }) => row.name === 'letter.outcomeAsked')
    expect(asking.map(({ journey }: { journey: string }) => journey).sort()).toEqual([first, second].sort())
    const letter = asking.find(({ journey }: { journey: string }) => journey === first)
    const page = await desk.nobody.get(`/letters/${letter.id}`, { Authorization: `Bearer ${world.cast.chamber.token}` })
    expect(page.text).toContain('1) 발주하셨거나 발주할 예정인 주문은 몇 건입니까?')
    expect(page.text).toContain('네 가지 질문에 답하기')
  })

  it('the form on the page takes the answers, without a script, and shows them to be changed', async () => {
    const page = await desk.nobody.get(`${link}?lang=en`)
    expect(page.text).toContain('What was the charter for?')
    expect(page.text).not.toContain('<script')
    const answer = await post(link, { orders: '3', amount: '120000', currency: 'USD', company: 'yes', stayDays: '' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${link}?lang=en`])
    expect(await outcomeOf(first)).toMatchObject({
      orders: 3,
      value: { amount: 120_000, currency: 'USD' },
      companyRegistered: true,
      stayDays: null,
    })
    expect((await told(first)).at(-1)?.actor).toMatchObject({ role: 'merchant', token: `${first}.1` })
    const after = (await desk.nobody.get(`${link}?lang=en`)).text
    expect(after).toContain('the last answer counts')
    expect(after).toContain('value="120000"')
  })

  it('the same form again is one fact, another is the next, and the last counts', async () => {
    const same = { orders: '3', amount: '120000', currency: 'USD', company: 'yes', stayDays: '' }
    expect((await post(link, same)).status).toBe(303)
    expect(await told(first)).toHaveLength(1)
    expect((await post(link, { ...same, orders: '4' })).status).toBe(303)
    expect(await told(first)).toHaveLength(2)
    expect((await outcomeOf(first)).orders).toBe(4)
  })

  it.each([
    ['nothing', {}, 422, 'None of the questions is answered'],
    ['an amount without a currency', { amount: '5' }, 400, 'currency'],
    ['words where a number belongs', { orders: 'many <b>' }, 400, 'orders'],
    ['a number beyond reason', { orders: '99999999' }, 400, 'orders'],
    ['a currency that is none', { amount: '5', currency: 'XXX' }, 400, 'currency'],
  ])('a form with %s is refused in words', async (_name, form, status, words) => {
    const answer = await post(link, form as Record<string, string>)
    expect(answer.status).toBe(status)
    expect(answer.text).toContain('role="alert"')
    expect(answer.text).toContain(words)
    expect(await told(first)).toHaveLength(2)
  })

  it('the organiser may tell it for its people, another chamber may not', async () => {
    const { chamber, rivalChamber, reformOffice } = world.cast
    const words = { companyRegistered: false, stayDays: 20 }
    must(await chamber.post(`/v1/journeys/${second}/outcome`, words))
    expectProblem(await rivalChamber.post(`/v1/journeys/${second}/outcome`, words), 404)
    expectProblem(await reformOffice.post(`/v1/journeys/${second}/outcome`, words), 403)
    expectProblem(await chamber.post(`/v1/journeys/${second}/outcome`, { note: 'call me' }), 400)
  })

  it('the office sees how many answered and no sums of so few, and nobody else’s answers', async () => {
    const { reformOffice, carrier, mission, rivalChamber } = world.cast
    const path = `/v1/charters/${world.charter}/outcomes`
    expect(must(await reformOffice.get(path)).body).toEqual({ released: 2, answered: 2, sums: null })
    expectProblem(await carrier.get(path), 403)
    expectProblem(await rivalChamber.get(path), 404)
    const page = await desk.nobody.get(`/charters/${world.charter}?lang=en`, {
      Authorization: `Bearer ${reformOffice.token}`,
      Cookie: 'desk_language=en',
    })
    expect(page.text).toContain('2 of 2 released')
    for (const who of [reformOffice, mission])
      expect(must(await who.get(`/v1/journeys/${first}`)).body.dossier).not.toHaveProperty('outcome')
    expect(await audit(desk.open.desk.store)).toMatchObject({ intact: true })
  })
})
