// The answer to an offered seat, over the merchant's own status link: seen before it is given, given once, and by nobody but its holder.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../src/application/audit.ts'
import type { JourneyId } from '../../src/domain/ids.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { any, closesAt, offerEnds, offersOn, type Offers } from '../support/offers.ts'
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

const lastEvent = async (id: string) => (await desk.open.desk.store.eventsOf('journey', id)).at(-1)!
const field = (name: string, value: string) => new RegExp(`name="${name}" value="${value}"`)

describe('The status page of somebody who is offered a seat', () => {
  it('says until when on both clocks and why, and has two forms that post to the link', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const path = await here.linkOf(id)
    const { text } = await desk.nobody.get(`${path}?lang=en`)
    expect(text).toContain('by Tuesday, 23 August 2022 12:00 (Korean Standard Time) = 11:00 (China Standard Time)')
    expect(text).toContain('Rank 2 of 2 for 1 seats.')
    expect(text.match(new RegExp(`<form method="post" action="${path}\\?lang=en"`, 'g'))).toHaveLength(2)
    expect(text).toMatch(field('answer', 'accepted'))
    expect(text).toMatch(field('answer', 'declined'))
    expect(text).not.toContain('<script')
    const korean = await desk.nobody.get(path)
    expect(korean.text).toContain('좌석 수락')
    expect((await desk.nobody.get(`${path}?lang=zh`)).text).toContain('接受座位')
  })

  it('changes nothing however often it is opened, also with what the form would post', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const path = await here.linkOf(id)
    const events = await desk.countEvents()
    const query = new URLSearchParams(await here.fields(id, 'accepted')).toString()
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await desk.nobody.send(method, path)
    await desk.nobody.get(`${path}?${query}`)
    expect(await here.stages(id)).toEqual(['offered'])
    expect(await desk.countEvents()).toBe(events)
  })
})

describe('An answer by the link', () => {
  it('takes the seat, leads back to the page, and is recorded as the merchant’s by the number of the link', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const path = await here.linkOf(id)
    const answer = await here.answerBy(id, 'accepted')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path])
    expect(await here.stages(id)).toEqual(['seated.awaitingFirstNegative'])
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
    const [first, second] = (await here.offerTo(1, [{}, {}])) as [string, string]
    expect((await here.answerBy(first, 'declined')).status).toBe(303)
    await desk.clock.work()
    expect(await here.stages(first, second)).toEqual(['waitlisted', 'offered'])
    const { text } = await desk.nobody.get(`${await here.linkOf(first)}?lang=en`)
    expect(text).toContain('was declined, by you or by somebody of your party')
    expect(text).not.toContain('Place in line')
  })

  it('that comes twice, or many times at once, is done once and never an error', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const form = await here.fields(id, 'accepted')
    const path = await here.linkOf(id)
    const answers = await Promise.all(Array.from({ length: 8 }, () => here.post(path, form)))
    answers.push(await here.post(path, form))
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(303))
    const events = await desk.open.desk.store.eventsOf('journey', id)
    expect(events.filter(({ type }) => type === 'OfferAccepted')).toHaveLength(1)
    expect(await desk.open.desk.store.seatOf(id as JourneyId)).toBe(1)
  })

  it('keeps the language in which the page was read', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const path = await here.linkOf(id)
    const answer = await here.post(`${path}?lang=zh`, await here.fields(id, 'accepted'))
    expect(answer.headers.get('location')).toBe(`${path}?lang=zh`)
  })

  it('of one is the answer of the whole party, to each of whom the same answer is done already', async () => {
    const party = (await here.offerTo(2, [{ party: 'F' }, { party: 'F' }])) as [string, string]
    expect(await here.stages(...party)).toEqual(['offered', 'offered'])
    expect((await desk.nobody.get(`${await here.linkOf(party[1])}?lang=en`)).text).toContain('counts for all of you')
    expect((await here.answerBy(party[0], 'accepted')).status).toBe(303)
    expect(await here.stages(...party)).toEqual(Array(2).fill('seated.awaitingFirstNegative'))
    expect((await lastEvent(party[1])).actor).toMatchObject({ role: 'merchant', token: `${party[0]}.1` })
    expect((await here.answerBy(party[1], 'accepted')).status).toBe(303)
    const other = await here.answerBy(party[1], 'declined')
    expect(other.status).toBe(409)
    expect(other.text).toContain('role="alert"')
    expect(await here.stages(...party)).toEqual(Array(2).fill('seated.awaitingFirstNegative'))
  })
})

describe('An answer that comes to nothing', () => {
  const inEnglish = { Cookie: 'desk_language=en' }

  it('since the offer ended says so, with the state as it is now', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const form = await here.fields(id, 'accepted')
    desk.clock.set(offerEnds)
    const atOnce = await here.post(await here.linkOf(id), form, inEnglish)
    expect(atOnce.status).toBe(422)
    expect(atOnce.text).toContain('Your answer was not taken:')
    expect(atOnce.text).toContain('The offer of a seat ended')
    expect(atOnce.text).not.toContain('<form method="post"')
    await desk.clock.work()
    const later = await here.post(await here.linkOf(id), form, inEnglish)
    expect(later.status).toBe(422)
    expect(later.text).toContain('The offer ended Tuesday, 23 August 2022 12:00 (Korean Standard Time).')
    expect(later.text).toContain('was not answered by Tuesday, 23 August 2022 12:00')
    expect(await here.stages(id)).toEqual(['waitlisted'])
  })

  it('since the offer was taken back by a re-timing says so, with the reason', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const form = await here.fields(id, 'accepted')
    const earlier = { scheduledDeparture: '2022-08-24T15:40:00+09:00', scheduledArrival: '2022-08-24T17:10:00+08:00' }
    must(
      await world.cast.reformOffice.post(`/v1/charters/${here.charter}/retiming`, { reason: 'slot', ...earlier }, any),
    )
    expect((await here.journey(id)).dossier.offer?.answer).toBe('withdrawn')
    const answer = await here.post(await here.linkOf(id), form, inEnglish)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('does not stand any more')
    expect(answer.text).toContain('too late for your tests and the code')
  })

  it('since it was made to another offer than stands now takes neither', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const answer = await here.post(
      await here.linkOf(id),
      { answer: 'accepted', offer: '2022-08-21T03:00:00.000Z' },
      inEnglish,
    )
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('name="answer" value="accepted"')
    expect(await here.stages(id)).toEqual(['offered'])
  })

  it('since it says nothing that the form says', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const path = await here.linkOf(id)
    for (const form of [
      {},
      { answer: 'accepted' },
      { answer: 'perhaps', offer: closesAt },
      { answer: '', offer: 'x' },
    ]) {
      expect((await here.post(path, form)).status).toBe(400)
    }
    expect(await here.stages(id)).toEqual(['offered'])
  })
})

describe('An answer of somebody else', () => {
  it('from another site is not taken, and one from the page itself or from no browser is', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const foreign = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://elsewhere.example' },
      { Origin: 'not an origin' },
    ]
    for (const headers of foreign) expect((await here.answerBy(id, 'accepted', headers)).status).toBe(403)
    expect(await here.stages(id)).toEqual(['offered'])
    // Our pages tell nobody where somebody comes from, so a browser's Origin is null there.
    for (const headers of [
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
      { Origin: 'null' },
      { Origin: desk.url },
    ])
      expect((await here.answerBy(id, 'accepted', headers)).status).toBe(303)
  })

  it('by a changed, replaced or another merchant’s link answers nothing for them', async () => {
    const [id, other] = (await here.offerTo(1, [{}, {}])) as [string, string]
    const path = await here.linkOf(id)
    const form = await here.fields(id, 'accepted')
    for (const wrong of [`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, `/status/${id}`, '/status/x'])
      expect((await here.post(wrong, form)).status).toBe(404)
    expect((await here.post(await here.linkOf(other), form)).status).toBe(409)
    must(await world.cast.chamber.post(`/v1/journeys/${id}/status-link`))
    expect((await here.post(path, form)).status).toBe(404)
    expect(await here.stages(id)).toEqual(['offered'])
  })

  it('is nothing that a link may send over the API', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    const bearer = { Authorization: `Bearer ${(await here.linkOf(id)).slice('/status/'.length)}`, ...any }
    expect((await desk.nobody.post(`/v1/journeys/${id}/seat-acceptance`, {}, bearer)).status).toBe(401)
  })

  it('is still the organiser’s to give', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    must(await world.cast.chamber.post(`/v1/journeys/${id}/seat-acceptance`, {}, any))
    expect((await lastEvent(id)).actor.role).toBe('chamber')
    expect((await here.answerBy(id, 'accepted')).status).toBe(303)
  })
})

describe('The letter about an offer', () => {
  it('carries the link under which one answers', async () => {
    const [id] = (await here.offerTo(1, [{}])) as [string]
    await desk.clock.turnTo('2022-08-22T13:00:00+09:00')
    const { rows } = must(await world.cast.chamber.get(`/v1/charters/${here.charter}/letters`)).body
    const letter = rows.find(
      (row: { journey: string; name: string }) => row.journey === id && row.name.includes('seatOffered'),
    )
    const page = await desk.nobody.get(`/letters/${letter.id}`, { Authorization: `Bearer ${world.cast.chamber.token}` })
    expect(page.text).toContain('회신하기: 좌석 수락 또는 거절')
  })
})
