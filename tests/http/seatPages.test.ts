// Seats on the pages: how one's own claim stands and why, and for a charter the rule, the round, the offers and the line.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CharterId } from '../../src/domain/ids.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { closesAt, offersOn, type Offers } from '../support/offers.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let here: Offers

beforeEach(async () => {
  desk = await startDesk({ LETTER_SETTLE_SECONDS: '60' })
  world = await furnish(desk)
  here = offersOn(desk, world)
})
afterEach(() => desk.close())

describe('Whoever waits', () => {
  it('reads rank, need, draw and place in line, and how to check the draw', async () => {
    const [, second, third] = (await here.offerTo(1, [{}, {}, {}])) as [string, string, string]
    const { text } = await desk.nobody.get(`${await here.linkOf(third)}?lang=en`)
    expect(text).toContain('Place in line for the next free seat</dt><dd>2 of 2')
    expect(text).toContain('Rank in the round</dt><dd>4 of 4, for 1 seats')
    expect(text).toContain('Need</dt><dd>visit, weight 1')
    expect(text).toContain('3 claims stood equal')
    const { commitment, round } = must(await world.cast.chamber.get(`/v1/charters/${here.charter}/seat-round`)).body
    for (const public_ of [commitment, round.seed, third]) expect(text).toContain(public_)
    expect(text).not.toContain(second)
  })

  it('for the round reads until when claims are collected and what the desk committed itself to', async () => {
    await here.publish(4)
    const id = await here.claim()
    const { text } = await desk.nobody.get(`${await here.linkOf(id)}?lang=en`)
    expect(text).toContain('Claims for seats are collected until Monday, 22 August 2022 12:00 (Korean Standard Time)')
    expect(text).toContain('follows with the round')
    const { commitment } = must(await world.cast.chamber.get(`/v1/charters/${here.charter}/seat-round`)).body
    expect(text).toContain(commitment)
    expect(text).not.toContain('Rank in the round')
  })
})

describe('The charter’s page', () => {
  const page = async (who: 'chamber' | 'reformOffice' | 'carrier' | 'rivalChamber') =>
    desk.nobody.get(`/charters/${here.charter}?lang=en`, { Authorization: `Bearer ${world.cast[who].token}` })

  it('shows rule and commitment, and before the round neither seed nor line', async () => {
    await here.publish(4)
    await here.claim()
    const { text } = await page('chamber')
    const { commitment } = must(await world.cast.chamber.get(`/v1/charters/${here.charter}/seat-round`)).body
    expect(text).toContain(commitment)
    expect(text).toContain('Claims are collected until Monday, 22 August 2022 12:00 (Korean Standard Time)')
    expect(text).toContain('1 so far')
    expect(text).toContain('orders, weight 5 · visit, weight 1')
    expect(text).toContain('The line forms with the round.')
    desk.clock.set(closesAt)
    expect((await page('chamber')).text).toContain('is about to be held')
  })

  it('shows after the round seed, figures, offers with their end, the line with its reasons, and how to hold it again', async () => {
    await here.offerTo(1, [{}, {}])
    const { text } = await page('chamber')
    const { round } = must(await world.cast.chamber.get(`/v1/charters/${here.charter}/seat-round`)).body
    expect(text).toContain(round.seed)
    expect(text).toContain('1 of 3 claims were given a seat, of 1 seats')
    expect(text).toContain('Tuesday, 23 August 2022 12:00 (Korean Standard Time)')
    expect(text).toContain('need: visit, weight 1; drawn among 2 equal claims')
    expect(text).toContain(`desk draw ${here.charter}`)
    expect(text).toContain(`href="/v1/charters/${here.charter}/seat-round"`)
    expect(text).toMatch(/HWANGBO. MINSEO/)
  })

  it('tells the record whom the line and the offers name, also where the list of people shows none of them', async () => {
    await here.offerTo(1, [{}, {}])
    const { token } = world.cast.chamber
    const look = () => desk.nobody.get(`/charters/${here.charter}?after=~`, { Authorization: `Bearer ${token}` })
    const before = (await desk.open.desk.store.journalPage(0, 1_000, null)).length
    expect((await look()).text).toMatch(/HWANGBO. MINSEO/)
    const told = (await desk.open.desk.store.journalPage(0, 1_000, null)).slice(before)
    // The one who is offered the seat, and the one who waits.
    expect(told).toMatchObject([{ type: 'PeopleShown', data: { what: 'charterPage', people: 2 } }])
  })

  it('masks the names for the office', async () => {
    await here.offerTo(1, [{}, {}])
    const office = (await page('reformOffice')).text
    expect(office).toContain('drawn among 2 equal claims')
    expect(office).not.toContain('HWANGBO')
    expect((await page('rivalChamber')).status).toBe(404)
  })

  it('shows the gate the rule and the round, and nobody’s reasons', async () => {
    await here.offerTo(1, [{}, {}])
    const station = { organisation: world.cast.organisations.carrier, label: 'gate', charters: [here.charter] }
    const { token } = must(await desk.admin.post('/v1/tokens', { ...station, expiresAt: '2099-01-01T00:00:00Z' })).body
    const gate = await desk.nobody.get(`/charters/${here.charter}?lang=en`, { Authorization: `Bearer ${token}` })
    expect(gate.status).toBe(200)
    expect(gate.text).toContain('Seats by the published rule')
    expect(gate.text).not.toContain('Waiting in line')
  })

  it('without a rule has no such part', async () => {
    const page = await desk.nobody.get(`/charters/${world.charter}`, {
      Authorization: `Bearer ${world.cast.chamber.token}`,
    })
    expect(page.text).not.toContain('Seats by the published rule')
  })

  it('counts whoever let an offer go, and says where nobody is left in line', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    await here.answerBy(id, 'declined')
    await desk.clock.work()
    const { text } = await page('chamber')
    expect(text).toContain('1 let an offer go and are offered no other before they ask again.')
    expect(text).toContain('Nobody waits in line.')
    expect(text).toContain('No offer stands.')
    const left = (await desk.open.desk.store.journeysOf(here.charter as CharterId)).map(({ state }) => state.stage)
    expect(left.sort()).toEqual(['waitlisted', 'withdrawn'])
  })
})
