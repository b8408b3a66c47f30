// The answer to an offered seat, over the merchant's own status link: seen before it is given, given once, and by nobody but its holder.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../src/application/audit.ts'
import type { CharterId, JourneyId } from '../../src/domain/ids.ts'
import type { Journey } from '../../src/domain/journey/journey.ts'
import { draftCrowded } from '../support/crowd.ts'
import { must, type Answer } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { person, wishes } from '../support/merchants.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let charter: string
const any = { 'If-Match': '*' }
const closesAt = '2022-08-22T12:00:00+09:00'
const rule = { closesAt, needs: { orders: 5, visit: 1 }, capPerCompany: null, offerHours: 24 }
const ends = '2022-08-23T12:00:00+09:00'

beforeEach(async () => {
  desk = await startDesk({ LETTER_SETTLE_SECONDS: '60' })
  world = await furnish(desk)
})
afterEach(() => desk.close())

let number = 300
const claim = async (more: Record<string, unknown> = {}): Promise<string> =>
  must(
    await world.cast.chamber.post(`/v1/charters/${charter}/journeys`, {
      merchant: person(number++, { hostCompany: '' }),
      wishes: wishes(more),
    }),
  ).body.id
const journey = async (id: string): Promise<Journey> => (await desk.open.desk.store.journey(id as JourneyId))!.state
const stages = async (...ids: string[]) => Promise.all(ids.map(async (id) => (await journey(id)).stage))
const linkOf = async (id: string): Promise<string> =>
  must(await world.cast.chamber.get(`/v1/journeys/${id}/status-link`)).body.path
const withdraw = async (id: string) =>
  must(await world.cast.chamber.post(`/v1/journeys/${id}/withdrawal`, { reason: 'ill' }, any))
const lastEvent = async (id: string) => (await desk.open.desk.store.eventsOf('journey', id)).at(-1)!

/** Seats for so many, who hold them; then whoever waits is offered what becomes free. */
async function offerTo(seats: number, waiting: readonly Record<string, unknown>[]): Promise<string[]> {
  const aircraft = {
    type: 'A320',
    seats: { value: seats, assumed: true },
    loadCapPercent: { value: 100, assumed: true },
  }
  charter = await draftCrowded(world, termsBody({ aircraft }), rule)
  const seated = []
  for (let i = 0; i < seats; i++) seated.push(await claim({ need: 'orders' }))
  const ids = []
  for (const more of waiting) ids.push(await claim({ need: 'visit', ...more }))
  await desk.clock.turnTo(closesAt)
  for (const id of seated) await withdraw(id)
  await desk.clock.work()
  return ids
}
const ranked = async (ids: readonly string[]): Promise<string[]> => {
  const all = await Promise.all(ids.map(journey))
  return all.sort((a, b) => (a.dossier.seating?.rank ?? 0) - (b.dossier.seating?.rank ?? 0)).map(({ id }) => id)
}

const html = (text: string, value: string) => new RegExp(`name="${text}" value="${value}"`)
const fields = async (id: string, answer: string): Promise<Record<string, string>> => ({
  answer,
  offer: (await journey(id)).dossier.offer?.at ?? when.start,
})
/** As a browser posts the form. */
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  desk.nobody.post(path, new URLSearchParams(form).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...headers,
  })
const answerBy = async (id: string, answer: string, headers: Record<string, string> = {}) =>
  post(await linkOf(id), await fields(id, answer), headers)

describe('The status page of somebody who is offered a seat', () => {
  it('says until when on both clocks and why, and has two forms that post to the link', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const path = await linkOf(id)
    const { text } = await desk.nobody.get(`${path}?lang=en`)
    expect(text).toContain('by Tuesday, 23 August 2022 12:00 (Korean Standard Time) = 11:00 (China Standard Time)')
    expect(text).toContain('Rank 2 of 2 for 1 seats.')
    expect(text.match(new RegExp(`<form method="post" action="${path}\\?lang=en"`, 'g'))).toHaveLength(2)
    expect(text).toMatch(html('answer', 'accepted'))
    expect(text).toMatch(html('answer', 'declined'))
    expect(text).not.toContain('<script')
    const korean = await desk.nobody.get(path)
    expect(korean.text).toContain('좌석 수락')
    expect((await desk.nobody.get(`${path}?lang=zh`)).text).toContain('接受座位')
  })

  it('changes nothing however often it is opened, also with what the form would post', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const path = await linkOf(id)
    const events = await desk.countEvents()
    const query = new URLSearchParams(await fields(id, 'accepted')).toString()
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await desk.nobody.send(method, path)
    await desk.nobody.get(`${path}?${query}`)
    expect(await stages(id)).toEqual(['offered'])
    expect(await desk.countEvents()).toBe(events)
  })
})

describe('An answer by the link', () => {
  it('takes the seat, leads back to the page, and is recorded as the merchant’s by the number of the link', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const path = await linkOf(id)
    const answer = await answerBy(id, 'accepted')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path])
    expect(await stages(id)).toEqual(['seated.awaitingFirstNegative'])
    const event = await lastEvent(id)
    expect(event).toMatchObject({
      type: 'OfferAccepted',
      actor: { role: 'merchant', organisation: null, token: `${id}.1` },
    })
    const signature = path.split('.').at(-1)!
    expect(JSON.stringify(await desk.open.desk.store.eventsOf('journey', id))).not.toContain(signature)
    const { text } = await desk.nobody.get(`${path}?lang=en`)
    expect(text).toContain('was offered to you by your place on the list, and was accepted')
    expect(text).not.toContain('<form method="post"')
    expect(await audit(desk.open.desk.store)).toMatchObject({ intact: true })
  })

  it('declines the seat, which is offered to the next, and says that no other follows', async () => {
    const ids = await ranked(await offerTo(1, [{}, {}]))
    const [first, second] = ids as [string, string]
    expect((await answerBy(first, 'declined')).status).toBe(303)
    await desk.clock.work()
    expect(await stages(first, second)).toEqual(['waitlisted', 'offered'])
    const { text } = await desk.nobody.get(`${await linkOf(first)}?lang=en`)
    expect(text).toContain('was declined, by you or by somebody of your party')
    expect(text).not.toContain('Place in line')
  })

  it('that comes twice, or many times at once, is done once and never an error', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const form = await fields(id, 'accepted')
    const path = await linkOf(id)
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(path, form)))
    answers.push(await post(path, form))
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(303))
    const events = await desk.open.desk.store.eventsOf('journey', id)
    expect(events.filter(({ type }) => type === 'OfferAccepted')).toHaveLength(1)
    expect(await desk.open.desk.store.seatOf(id as JourneyId)).toBe(1)
  })

  it('keeps the language in which the page was read', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const path = await linkOf(id)
    const answer = await post(`${path}?lang=zh`, await fields(id, 'accepted'))
    expect(answer.headers.get('location')).toBe(`${path}?lang=zh`)
  })

  it('of one is the answer of the whole party, to each of whom the same answer is done already', async () => {
    const party = (await offerTo(2, [{ party: 'F' }, { party: 'F' }])) as [string, string]
    expect(await stages(...party)).toEqual(['offered', 'offered'])
    expect((await desk.nobody.get(`${await linkOf(party[1])}?lang=en`)).text).toContain('counts for all of you')
    expect((await answerBy(party[0], 'accepted')).status).toBe(303)
    expect(await stages(...party)).toEqual(Array(2).fill('seated.awaitingFirstNegative'))
    expect((await lastEvent(party[1])).actor).toMatchObject({ role: 'merchant', token: `${party[0]}.1` })
    expect((await answerBy(party[1], 'accepted')).status).toBe(303)
    const other = await answerBy(party[1], 'declined')
    expect(other.status).toBe(409)
    expect(other.text).toContain('role="alert"')
    expect(await stages(...party)).toEqual(Array(2).fill('seated.awaitingFirstNegative'))
  })
})

describe('An answer that comes to nothing', () => {
  const inEnglish = { Cookie: 'desk_language=en' }

  it('since the offer ended says so, with the state as it is now', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const form = await fields(id, 'accepted')
    desk.clock.set(ends)
    const atOnce = await post(await linkOf(id), form, inEnglish)
    expect(atOnce.status).toBe(422)
    expect(atOnce.text).toContain('Your answer was not taken:')
    expect(atOnce.text).toContain('The offer of a seat ended')
    expect(atOnce.text).not.toContain('<form method="post"')
    await desk.clock.work()
    const later = await post(await linkOf(id), form, inEnglish)
    expect(later.status).toBe(422)
    expect(later.text).toContain('The offer ended Tuesday, 23 August 2022 12:00 (Korean Standard Time).')
    expect(later.text).toContain('was not answered by Tuesday, 23 August 2022 12:00')
    expect(await stages(id)).toEqual(['waitlisted'])
  })

  it('since the offer was taken back by a re-timing says so, with the reason', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const form = await fields(id, 'accepted')
    const earlier = { scheduledDeparture: '2022-08-24T15:40:00+09:00', scheduledArrival: '2022-08-24T17:10:00+08:00' }
    must(await world.cast.reformOffice.post(`/v1/charters/${charter}/retiming`, { reason: 'slot', ...earlier }, any))
    expect((await journey(id)).dossier.offer?.answer).toBe('withdrawn')
    const answer = await post(await linkOf(id), form, inEnglish)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('does not stand any more')
    expect(answer.text).toContain('too late for your tests and the code')
  })

  it('since it was made to another offer than stands now takes neither', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const answer = await post(await linkOf(id), { answer: 'accepted', offer: '2022-08-21T03:00:00.000Z' }, inEnglish)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('name="answer" value="accepted"')
    expect(await stages(id)).toEqual(['offered'])
  })

  it('since it says nothing that the form says', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const path = await linkOf(id)
    for (const form of [
      {},
      { answer: 'accepted' },
      { answer: 'perhaps', offer: closesAt },
      { answer: '', offer: 'x' },
    ]) {
      expect((await post(path, form as Record<string, string>)).status).toBe(400)
    }
    expect(await stages(id)).toEqual(['offered'])
  })
})

describe('An answer of somebody else', () => {
  it('from another site is not taken, and one from the page itself or from no browser is', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const foreign = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://elsewhere.example' },
      { Origin: 'not an origin' },
    ]
    for (const headers of foreign) expect((await answerBy(id, 'accepted', headers as never)).status).toBe(403)
    expect(await stages(id)).toEqual(['offered'])
    // Our pages tell nobody where somebody comes from, so a browser's Origin is null there.
    for (const headers of [
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
      { Origin: 'null' },
      { Origin: desk.url },
    ])
      expect((await answerBy(id, 'accepted', headers as never)).status).toBe(303)
  })

  it('by a changed, replaced or another merchant’s link answers nothing for them', async () => {
    const [first, second] = (await offerTo(1, [{}, {}])) as [string, string]
    const [id, other] = (await ranked([first, second])) as [string, string]
    const path = await linkOf(id)
    const form = await fields(id, 'accepted')
    for (const wrong of [`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, `/status/${id}`, '/status/x'])
      expect((await post(wrong, form)).status).toBe(404)
    expect((await post(await linkOf(other), form)).status).toBe(409)
    must(await world.cast.chamber.post(`/v1/journeys/${id}/status-link`))
    expect((await post(path, form)).status).toBe(404)
    expect(await stages(id)).toEqual(['offered'])
  })

  it('is nothing that a link may send over the API', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    const bearer = { Authorization: `Bearer ${(await linkOf(id)).slice('/status/'.length)}`, ...any }
    expect((await desk.nobody.post(`/v1/journeys/${id}/seat-acceptance`, {}, bearer)).status).toBe(401)
  })

  it('is still the organiser’s to give', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    must(await world.cast.chamber.post(`/v1/journeys/${id}/seat-acceptance`, {}, any))
    expect((await lastEvent(id)).actor.role).toBe('chamber')
    expect((await answerBy(id, 'accepted')).status).toBe(303)
  })
})

describe('The letter about an offer', () => {
  it('carries the link under which one answers', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    await desk.clock.turnTo('2022-08-22T13:00:00+09:00')
    const { rows } = must(await world.cast.chamber.get(`/v1/charters/${charter}/letters`)).body
    const letter = rows.find(
      (row: { journey: string; name: string }) => row.journey === id && row.name.includes('seatOffered'),
    )
    const page = await desk.nobody.get(`/letters/${letter.id}`, { Cookie: `desk_token=${world.cast.chamber.token}` })
    expect(page.text).toContain('회신하기: 좌석 수락 또는 거절')
  })
})

describe('Whoever waits', () => {
  it('reads rank, need, draw and place in line, and how to check the draw', async () => {
    const ids = await offerTo(1, [{}, {}, {}])
    const [, second, third] = (await ranked(ids)) as [string, string, string]
    const { text } = await desk.nobody.get(`${await linkOf(third)}?lang=en`)
    expect(text).toContain('Place in line for the next free seat</dt><dd>2 of 2')
    expect(text).toContain('Rank in the round</dt><dd>4 of 4, for 1 seats')
    expect(text).toContain('Need</dt><dd>visit, weight 1')
    expect(text).toContain('3 claims stood equal')
    const { commitment, round } = must(await world.cast.chamber.get(`/v1/charters/${charter}/seat-round`)).body
    for (const public_ of [commitment, round.seed, third]) expect(text).toContain(public_)
    expect(text).not.toContain(second)
  })

  it('for the round reads until when claims are collected and what the desk committed itself to', async () => {
    charter = await draftCrowded(world, termsBody(), rule)
    const id = await claim()
    const { text } = await desk.nobody.get(`${await linkOf(id)}?lang=en`)
    expect(text).toContain('Claims for seats are collected until Monday, 22 August 2022 12:00 (Korean Standard Time)')
    expect(text).toContain('follows with the round')
    const { commitment } = must(await world.cast.chamber.get(`/v1/charters/${charter}/seat-round`)).body
    expect(text).toContain(commitment)
    expect(text).not.toContain('Rank in the round')
  })
})

describe('The charter’s page', () => {
  const page = async (who: 'chamber' | 'reformOffice' | 'carrier' | 'rivalChamber') =>
    desk.nobody.get(`/charters/${charter}?lang=en`, { Cookie: `desk_token=${world.cast[who].token}` })

  it('shows rule and commitment, and before the round neither seed nor line', async () => {
    charter = await draftCrowded(world, termsBody(), rule)
    await claim()
    const { text } = await page('chamber')
    const { commitment } = must(await world.cast.chamber.get(`/v1/charters/${charter}/seat-round`)).body
    expect(text).toContain(commitment)
    expect(text).toContain('Claims are collected until Monday, 22 August 2022 12:00 (Korean Standard Time)')
    expect(text).toContain('1 so far')
    expect(text).toContain('orders, weight 5 · visit, weight 1')
    expect(text).toContain('The line forms with the round.')
    desk.clock.set(closesAt)
    expect((await page('chamber')).text).toContain('is about to be held')
  })

  it('shows after the round seed, figures, offers with their end, the line with its reasons, and how to hold it again', async () => {
    await offerTo(1, [{}, {}])
    const { text } = await page('chamber')
    const { round } = must(await world.cast.chamber.get(`/v1/charters/${charter}/seat-round`)).body
    expect(text).toContain(round.seed)
    expect(text).toContain('1 of 3 claims were given a seat, of 1 seats')
    expect(text).toContain('Tuesday, 23 August 2022 12:00 (Korean Standard Time)')
    expect(text).toContain('need: visit, weight 1; drawn among 2 equal claims')
    expect(text).toContain(`desk draw ${charter}`)
    expect(text).toContain(`href="/v1/charters/${charter}/seat-round"`)
    expect(text).toMatch(/HWANGBO. MINSEO/)
  })

  it('masks the names for the office', async () => {
    await offerTo(1, [{}, {}])
    const office = (await page('reformOffice')).text
    expect(office).toContain('drawn among 2 equal claims')
    expect(office).not.toContain('HWANGBO')
    expect((await page('rivalChamber')).status).toBe(404)
  })

  it('shows the gate the rule and the round, and nobody’s reasons', async () => {
    const ids = await offerTo(1, [{}, {}])
    const station = { organisation: world.cast.organisations.carrier, label: 'gate', charters: [charter] }
    const { token } = must(await desk.admin.post('/v1/tokens', { ...station, expiresAt: '2099-01-01T00:00:00Z' })).body
    const gate = await desk.nobody.get(`/charters/${charter}?lang=en`, { Cookie: `desk_token=${token}` })
    expect(gate.status).toBe(200)
    expect(gate.text).toContain('Seats by the published rule')
    expect(gate.text).not.toContain('Waiting in line')
    expect(ids).toHaveLength(2)
  })

  it('without a rule has no such part', async () => {
    charter = world.charter
    expect((await page('chamber')).text).not.toContain('Seats by the published rule')
  })

  it('counts whoever let an offer go, and says where nobody is left in line', async () => {
    const [id] = (await offerTo(1, [{}])) as [string]
    await answerBy(id, 'declined')
    await desk.clock.work()
    const { text } = await page('chamber')
    expect(text).toContain('1 let an offer go and are offered no other.')
    expect(text).toContain('Nobody waits in line.')
    expect(text).toContain('No offer stands.')
    const left = (await desk.open.desk.store.journeysOf(charter as CharterId)).map(({ state }) => state.stage)
    expect(left.sort()).toEqual(['waitlisted', 'withdrawn'])
  })
})
