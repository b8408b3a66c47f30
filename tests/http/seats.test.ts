// Seats under a published rule, over HTTP: claims collected, one round, offers one after the other, and the record to hold it again by.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../src/application/audit.ts'
import { replayPublished, replaySeatRound, SeatRoundShown } from '../../src/application/seatReplay.ts'
import { standingOf } from '../../src/application/standings.ts'
import type { Ranked } from '../../src/domain/charter/seatRound.ts'
import type { CharterId, JourneyId } from '../../src/domain/ids.ts'
import type { Journey } from '../../src/domain/journey/journey.ts'
import { draftCrowded } from '../support/crowd.ts'
import { expectProblem, must, codesOf } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { person, wishes } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let charter: string
const any = { 'If-Match': '*' }
const closesAt = '2022-08-22T12:00:00+09:00'
const rule = { closesAt, needs: { orders: 5, payment: 3, visit: 1 }, capPerCompany: 2, offerHours: 24 }
const small = (seats: number) =>
  termsBody({
    aircraft: { type: 'A320', seats: { value: seats, assumed: true }, loadCapPercent: { value: 100, assumed: true } },
  })

beforeEach(async () => {
  desk = await startDesk({ LETTER_SETTLE_SECONDS: '60' })
  world = await furnish(desk)
})
afterEach(() => desk.close())

const prepare = async (seats: number, more: object = {}): Promise<void> => {
  charter = await draftCrowded(world, small(seats), { ...rule, ...more })
}
let person_ = 100
const claim = async (more: Record<string, unknown> = {}, company = `Company ${person_}`): Promise<string> =>
  must(
    await world.cast.chamber.post(`/v1/charters/${charter}/journeys`, {
      merchant: person(person_++, { hostCompany: company }),
      wishes: wishes(more),
    }),
  ).body.id
const journey = async (id: string): Promise<Journey> => (await desk.open.desk.store.journey(id as JourneyId))!.state
const stages = async (...ids: string[]) => Promise.all(ids.map(async (id) => (await journey(id)).stage))
const round = async () => must(await world.cast.chamber.get(`/v1/charters/${charter}/seat-round`)).body
const withdraw = async (id: string) =>
  must(await world.cast.chamber.post(`/v1/journeys/${id}/withdrawal`, { reason: 'ill' }, any))
const offered = async (): Promise<string[]> =>
  (await desk.open.desk.store.journeysOf(charter as CharterId))
    .filter(({ state }) => state.stage === 'offered')
    .map(({ state }) => state.id)
const ranked = async (): Promise<string[]> => (await round()).round.ranking.map((each: Ranked) => each.journey)

describe('A rule for seats', () => {
  it('is published with a commitment and without the seed, which nothing in the database shows', async () => {
    await prepare(2)
    const shown = await round()
    expect(shown).toMatchObject({
      rule: { capPerCompany: 2 },
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
      round: null,
    })
    await claim()
    const bytes = () => ['', '-wal'].map((ending) => readFileSync(`${desk.file}${ending}`, 'latin1')).join('')
    const untilThen = bytes()
    await desk.clock.turnTo(closesAt)
    const { seed } = (await round()).round
    expect(bytes()).toContain(seed)
    expect(untilThen).not.toContain(seed)
    expect(createHash('sha256').update(seed).digest('hex')).toBe(shown.commitment)
  })

  it('comes before anybody registers, once, and by whoever may', async () => {
    const { chamber, carrier, reformOffice } = world.cast
    const path = `/v1/charters/${world.charter}/seat-rule`
    expectProblem(await carrier.post(path, rule, any), 403)
    expectProblem(await chamber.post(path, { ...rule, offerHours: 0, needs: { Orders: 1 } }, any), 400)
    expect(codesOf(expectProblem(await chamber.post(path, { ...rule, closesAt: when.boarding }, any), 422))).toEqual([
      'seatsCloseTooLate',
    ])
    must(await reformOffice.post(path, rule, any))
    expect(codesOf(expectProblem(await chamber.post(path, rule, any), 409))).toEqual(['seatRuleKnown'])
    charter = world.rivalCharter
    const own = { merchant: person(1), wishes: wishes() }
    must(await world.cast.rivalChamber.post(`/v1/charters/${charter}/journeys`, own))
    const late = await reformOffice.post(`/v1/charters/${charter}/seat-rule`, rule, any)
    expect(codesOf(expectProblem(late, 409))).toEqual(['registrationBegun'])
  })
})

describe('The round', () => {
  it('seats by need and cap, tells each why in their language, and the record comes to the same', async () => {
    await prepare(3)
    const visit = await claim({ need: 'visit' })
    const silver = [
      await claim({ need: 'orders' }, 'Silver'),
      await claim({ need: 'orders' }, 'silver '),
      await claim({ need: 'orders' }, 'Silver'),
    ]
    const pays = await claim({ need: 'payment' })
    expect(await stages(visit, ...silver, pays)).toEqual(Array(5).fill('waitlisted'))
    expect((await journey(visit)).dossier.seating?.reason.code).toBe('claimCollected')
    await desk.clock.turnTo(closesAt)

    const { ranking } = (await round()).round as { ranking: Ranked[] }
    expect(ranking.map(({ need, capped, seated }) => [need, capped, seated])).toEqual([
      ['orders', false, true],
      ['orders', false, true],
      ['payment', false, true],
      ['visit', false, false],
      ['orders', true, false],
    ])
    const codes = await Promise.all(
      ranking.map(async (each) => (await journey(each.journey)).dossier.seating?.reason.code),
    )
    expect(codes).toEqual(['seatByRank', 'seatByRank', 'seatByRank', 'waitsByRank', 'waitsBeyondCap'])
    expect(await replaySeatRound(desk.open.desk, charter as CharterId)).toMatchObject({ agrees: true })
    expect(await audit(desk.open.desk.store)).toMatchObject({ intact: true })

    await desk.clock.turnTo('2022-08-22T13:00:00+09:00')
    const letters = must(await world.cast.chamber.get(`/v1/charters/${charter}/letters`)).body.rows as {
      id: string
      name: string
      journey: string
    }[]
    expect(letters.filter(({ name }) => name.includes('waitingListRanked'))).toHaveLength(2)
    const path = must(await world.cast.chamber.get(`/v1/journeys/${visit}/status-link`)).body.path
    const page = (await desk.nobody.get(`${path}?lang=ko`)).text
    expect(page).toContain('좌석 3석에 5건 중 4위입니다')
    for (const other of [...silver, pays]) expect(page).not.toContain(other)
  })

  it('keeps families together, and seats whoever fits before a family that does not', async () => {
    await prepare(3)
    const first = await claim({ need: 'orders' })
    const family = []
    for (let i = 0; i < 3; i++) family.push(await claim({ need: 'payment', party: 'F' }))
    const single = await claim({ need: 'visit' })
    await desk.clock.turnTo(closesAt)
    expect(await stages(...family)).toEqual(Array(3).fill('waitlisted'))
    expect(await stages(first, single)).toEqual(Array(2).fill('seated.awaitingFirstNegative'))
    expect((await journey(family[0]!)).dossier.seating?.reason.code).toBe('waitsForParty')
  })

  it('is held once, and whoever comes after it is served as they come, behind those who wait', async () => {
    await prepare(2)
    const first = await claim()
    await desk.clock.turnTo(closesAt)
    const second = await claim()
    const third = await claim()
    expect(await stages(first, second, third)).toEqual([
      'seated.awaitingFirstNegative',
      'seated.awaitingFirstNegative',
      'waitlisted',
    ])
    expect((await journey(second)).dossier.seating?.reason.code).toBe('seatFirstCome')
    expect((await journey(third)).dossier.seating?.reason.code).toBe('waitsBehindRound')
    await desk.clock.turnTo('2022-08-23T12:00:00+09:00')
    expect((await round()).round.ranking).toHaveLength(1)
  })

  it('leaves no claim out that came while it was being held', async () => {
    await prepare(5)
    for (let i = 0; i < 5; i++) await claim()
    desk.clock.set('2022-08-22T11:59:59+09:00')
    const late = Array.from({ length: 20 }, () => claim())
    desk.clock.set(closesAt)
    await Promise.all([...late, desk.clock.work()])
    await desk.clock.work()
    const everybody = (await desk.open.desk.store.journeysOf(charter as CharterId)).map(({ state }) => state)
    const inRound = new Set(await ranked())
    const before = everybody.filter(({ dossier }) => (dossier.reached.registered ?? '') < '2022-08-22T03:00:00.000Z')
    // Whoever was answered before the round stands in it; whoever was not came behind it.
    for (const { id, dossier } of before) expect(inRound.has(id) || dossier.seating?.rank === null).toBe(true)
    expect(await replaySeatRound(desk.open.desk, charter as CharterId)).toMatchObject({ agrees: true })
  })

  it('comes before the manifest closes', async () => {
    await prepare(2)
    await claim()
    world = { ...world, charter }
    must(await world.cast.reformOffice.post(`/v1/charters/${charter}/approval`, { conditions: [] }, any))
    must(await world.cast.reformOffice.post(`/v1/charters/${charter}/registration-opening`, {}, any))
    const answer = await world.cast.reformOffice.post(`/v1/charters/${charter}/manifest-closing`, {}, any)
    expect(codesOf(expectProblem(answer, 422))).toEqual(['seatRoundOutstanding'])
  })

  it('that was tampered with does not come to the same again', async () => {
    await prepare(2)
    for (let i = 0; i < 4; i++) await claim()
    await desk.clock.turnTo(closesAt)
    const { store } = desk.open.desk
    const history = await store.eventsOf('charter', charter)
    const changed = history.map((event) => {
      if (event.type !== 'SeatRoundHeld') return event
      const data = structuredClone(event.data) as { seed: string; ranking: Ranked[] }
      const [first, second, ...rest] = data.ranking
      return { ...event, data: { ...data, seed: 'another', ranking: [second, first, ...rest] } }
    })
    const forged = { ...store, eventsOf: async () => changed }
    const replay = await replaySeatRound({ store: forged, policies: desk.open.desk.policies }, charter as CharterId)
    expect(replay.agrees).toBe(false)
    expect(replay.differences[0]).toBe('the seed is not the one that was committed to')
    expect(replay.differences[1]).toMatch(/^rank 1 belongs to /)
  })
})

describe('What is written after the closing', () => {
  const csv = { 'Content-Type': 'text/csv' }
  const asClaimed = (number: number) => ({ hostCompany: `Company ${number}` })

  it('moves nobody up: neither another company, nor a party that was ranked first, nor a heavier need', async () => {
    await prepare(2, { capPerCompany: null })
    const first = [await claim({ need: 'orders' }), await claim({ need: 'orders', party: 'F' })]
    const second = person_
    const last = await claim({ need: 'visit' })
    const before = await claim({ need: 'payment' })
    await desk.clock.turnTo(closesAt)
    const changed = rosterRow(second, { ...asClaimed(second), need: 'orders', party: 'F' })
    must(await world.cast.chamber.post(`/v1/charters/${charter}/roster`, rosterCsv([changed]), csv))
    expect((await journey(last)).dossier.party?.party).toBeTruthy()
    expect((await journey(last)).dossier.seating?.claimed).toMatchObject({ need: 'visit', party: null })
    await withdraw(first[0]!)
    await desk.clock.work()
    expect(await offered()).toEqual([before])
    expect(await replaySeatRound(desk.open.desk, charter as CharterId)).toMatchObject({ agrees: true })
  })

  it('does not count in a round that the desk slept past, nor in the one that is held again', async () => {
    await prepare(1)
    const heavy = await claim({ need: 'orders' })
    const number = person_
    const light = await claim({ need: 'visit' })
    desk.clock.set('2022-08-22T14:00:00+09:00')
    const changed = rosterRow(number, { ...asClaimed(number), need: 'orders' })
    must(await world.cast.chamber.post(`/v1/charters/${charter}/roster`, rosterCsv([changed]), csv))
    expect((await journey(light)).dossier.traits.need).toBe('orders')
    await desk.clock.work()
    expect((await round()).round.ranking.map(({ need }: Ranked) => need)).toEqual(['orders', 'visit'])
    expect(await stages(heavy, light)).toEqual(['seated.awaitingFirstNegative', 'waitlisted'])
    expect(await replaySeatRound(desk.open.desk, charter as CharterId)).toMatchObject({ agrees: true })
  })
})

describe('A record in which papers were marked otherwise than they were', () => {
  it('does not agree with the round held again, although its order follows from it', async () => {
    await prepare(3)
    for (let i = 0; i < 2; i++) await claim()
    await desk.clock.turnTo(closesAt)
    const { store, policies } = desk.open.desk
    const history = await store.eventsOf('charter', charter)
    const forgedBy = (event: (typeof history)[number]) => {
      if (event.type !== 'SeatRoundHeld') return event
      const data = structuredClone(event.data) as { seats: number; seed: string; ranking: Ranked[] }
      const [first, ...rest] = data.ranking as [Ranked, ...Ranked[]]
      const last = { ...first, papers: false, seated: false, rank: 2 }
      return { ...event, data: { ...data, ranking: [...rest.map((each) => ({ ...each, rank: 1 })), last] } }
    }
    const forged = { ...store, eventsOf: async () => history.map(forgedBy) }
    const replay = await replaySeatRound({ store: forged, policies }, charter as CharterId)
    expect(replay.differences).toEqual([expect.stringMatching(/ had papers that were complete at the closing$/)])
  })
})

describe('A registration under a rule', () => {
  it('is refused for a need that is misspelt, without a host company under a limit, and for a party larger than the aircraft', async () => {
    await prepare(2)
    const post = (more: object, company = 'Silver') =>
      world.cast.chamber.post(`/v1/charters/${charter}/journeys`, {
        merchant: person(person_++, { hostCompany: company }),
        wishes: wishes({ ...more }),
      })
    expect(codesOf(expectProblem(await post({ need: 'order' }), 422))).toEqual(['needNotInRule'])
    expect(codesOf(expectProblem(await post({}, ' '), 422))).toEqual(['companyNeededUnderCap'])
    for (let i = 0; i < 2; i++) must(await post({ party: 'F' }))
    expect(codesOf(expectProblem(await post({ party: 'F' }), 422))).toEqual(['partyTooLarge'])
    const rows = rosterCsv([rosterRow(40, { need: 'order' })])
    const report = must(
      await world.cast.chamber.post(`/v1/charters/${charter}/roster`, rows, { 'Content-Type': 'text/csv' }),
    ).body
    expect(report.rejected).toMatchObject([{ rule: 'needNotInRule' }])
  })

  it('counts one company under two spellings', async () => {
    await prepare(3)
    const silver = ['Silver Co., Ltd', 'SILVER CO LTD', 'Silver-Co Ltd.']
    for (const company of silver) await claim({ need: 'orders' }, company)
    await claim({ need: 'visit' })
    await desk.clock.turnTo(closesAt)
    expect((await round()).round.ranking.map(({ capped }: Ranked) => capped)).toEqual([false, false, false, true])
  })
})

describe('Whoever let an offer go', () => {
  it('is offered a seat that stayed free once they ask again, and by their link as well', async () => {
    await prepare(1)
    for (let i = 0; i < 2; i++) await claim()
    await desk.clock.turnTo(closesAt)
    const [seated, second] = (await ranked()) as [string, string]
    await withdraw(seated)
    await desk.clock.turnTo('2022-08-23T12:00:00+09:00')
    expect((await journey(second)).dossier.offer?.answer).toBe('lapsed')
    expect(await offered()).toEqual([])
    const late = await world.cast.chamber.post(`/v1/journeys/${second}/seat-acceptance`, {}, any)
    expect(codesOf(expectProblem(late, 422))).toEqual(['offerOver'])
    const path = must(await world.cast.chamber.get(`/v1/journeys/${second}/status-link`)).body.path
    expect((await desk.nobody.get(`${path}?lang=en`)).text).toContain('Ask for a seat again')
    const form = new URLSearchParams({ answer: 'again', offer: (await journey(second)).dossier.offer!.at }).toString()
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    for (let i = 0; i < 2; i++) expect((await desk.nobody.post(path, form, type)).status).toBe(303)
    await desk.clock.work()
    expect(await offered()).toEqual([second])
    expect(await audit(desk.open.desk.store)).toMatchObject({ intact: true })
  })
})

describe('The published round', () => {
  it('is given to whoever holds a status link on the charter, names nobody, and comes to the same by itself', async () => {
    await prepare(1)
    const id = await claim({}, 'Silver Harbour')
    await claim({ need: 'orders', party: 'F' })
    await desk.clock.turnTo(closesAt)
    const path = must(await world.cast.chamber.get(`/v1/journeys/${id}/status-link`)).body.path
    const { body, text } = must(await desk.nobody.get(`${path}/round.json`))
    expect(body).toEqual(await round())
    expect(text).not.toMatch(/Silver|HWANGBO/)
    expect(replayPublished(SeatRoundShown.parse(body))).toMatchObject({ agrees: true })
    expect((await desk.nobody.get(`${path}x/round.json`)).status).toBe(404)
  })
})

describe('A place in line', () => {
  it('is read once however many look at it, and anew when the record grows', async () => {
    await prepare(1)
    const ids = [await claim(), await claim(), await claim()]
    await desk.clock.turnTo(closesAt)
    const { store } = desk.open.desk
    let reads = 0
    const counted = { ...store, journeysOf: (id: CharterId) => (reads++, store.journeysOf(id)) }
    const { state } = (await store.charter(charter as CharterId))!
    const places = async () => {
      const all = await Promise.all(ids.map(async (id) => standingOf(counted, state, await journey(id))))
      return all.map((own) => own?.place?.number ?? 0).sort()
    }
    expect(await places()).toEqual([0, 1, 2])
    expect(await places()).toEqual([0, 1, 2])
    expect(reads).toBe(1)
    await withdraw(ids[0]!)
    await places()
    expect(reads).toBe(2)
  })
})

describe('Without a rule', () => {
  const party = (number: number) => rosterRow(number, { party: 'F' })
  const import_ = async (...rows: ReturnType<typeof rosterRow>[]) =>
    must(
      await world.cast.chamber.post(`/v1/charters/${charter}/roster`, rosterCsv(rows), { 'Content-Type': 'text/csv' }),
    ).body.journeys.map(({ journey: id }: { journey: string }) => id) as string[]

  it('a party is seated whole or not at all, and a freed seat goes at once to the next who fits', async () => {
    charter = await draftCrowded(world, small(3), null)
    const singles = await import_(rosterRow(41), rosterRow(42))
    const family = await import_(party(43), party(44))
    expect(await stages(...family)).toEqual(['waitlisted', 'waitlisted'])
    const [late] = (await import_(rosterRow(45))) as [string]
    await desk.clock.work()
    expect(await stages(late)).toEqual(['seated.awaitingFirstNegative'])
    for (const id of singles) await withdraw(id)
    await desk.clock.work()
    expect(await stages(...family)).toEqual(Array(2).fill('seated.awaitingFirstNegative'))
  })

  it('a seat that becomes free too late for tests is given to nobody', async () => {
    charter = await draftCrowded(world, small(1), null)
    const [seated, waits] = (await import_(rosterRow(46), rosterRow(47))) as [string, string]
    await desk.clock.turnTo('2022-08-28T12:00:00+09:00')
    await withdraw(seated)
    await desk.clock.work()
    expect(await stages(waits)).toEqual(['waitlisted'])
    expect((await journey(waits)).dossier.findings.map(({ code }) => code)).toEqual(['offerTooLate'])
  })
})

describe('A seat that becomes free after the round', () => {
  it('is offered once, to the next by rank, and after a decline or no answer to the one after', async () => {
    await prepare(1)
    for (let i = 0; i < 4; i++) await claim()
    await desk.clock.turnTo(closesAt)
    const [seated, second, third, fourth] = (await ranked()) as [string, string, string, string]
    await withdraw(seated)
    await desk.clock.work()
    expect(await offered()).toEqual([second])
    expect(await desk.open.desk.store.seatOf(second as JourneyId)).toBe(1)
    const due = must(await world.cast.chamber.get(`/v1/charters/${charter}/due`)).body
    expect(due).toMatchObject([{ act: 'AcceptSeat', journey: second, by: '2022-08-23T03:00:00.000Z' }])

    must(await world.cast.chamber.post(`/v1/journeys/${second}/seat-decline`, {}, any))
    await desk.clock.work()
    expect(await offered()).toEqual([third])
    await desk.clock.turnTo('2022-08-23T12:00:00+09:00')
    expect(await offered()).toEqual([fourth])
    expect((await journey(third)).dossier.offer?.answer).toBe('lapsed')
    must(await world.cast.chamber.post(`/v1/journeys/${fourth}/seat-acceptance`, {}, any))
    expect(await stages(fourth)).toEqual(['seated.awaitingFirstNegative'])
    await withdraw(fourth)
    await desk.clock.work()
    // Both had their offer: nobody is offered a seat twice.
    expect(await offered()).toEqual([])
    expect(await desk.open.desk.store.freeSeats(charter as CharterId)).toBe(1)
    expect(await audit(desk.open.desk.store)).toMatchObject({ intact: true })
  })

  it('is offered to a party together, and one answer is the answer of all', async () => {
    await prepare(2)
    const singles = [await claim({ need: 'orders' }), await claim({ need: 'orders' })]
    const party = [await claim({ need: 'visit', party: 'F' }), await claim({ need: 'visit', party: 'F' })]
    await desk.clock.turnTo(closesAt)
    await withdraw(singles[0]!)
    await desk.clock.work()
    expect(await offered()).toEqual([])
    await withdraw(singles[1]!)
    await desk.clock.work()
    expect((await offered()).sort()).toEqual([...party].sort())
    must(await world.cast.chamber.post(`/v1/journeys/${party[0]}/seat-acceptance`, {}, any))
    expect(await stages(...party)).toEqual(Array(2).fill('seated.awaitingFirstNegative'))
  })

  it('is not offered where tests and code could not be met any more, and says so once', async () => {
    await prepare(1)
    for (let i = 0; i < 2; i++) await claim()
    await desk.clock.turnTo(closesAt)
    const [seated, second] = (await ranked()) as [string, string]
    await desk.clock.turnTo('2022-08-27T12:00:00+09:00')
    await withdraw(seated)
    await desk.clock.work()
    expect(await stages(second)).toEqual(['waitlisted'])
    expect((await journey(second)).dossier.findings.map(({ code }) => code)).toEqual(['offerTooLate'])
    const told = (await desk.open.desk.store.eventsOf('journey', second)).filter(
      ({ type }) => type === 'OfferPassedOver',
    )
    expect(told).toHaveLength(1)
    expect(await desk.open.desk.store.freeSeats(charter as CharterId)).toBe(1)
  })

  it('never leaves somebody waiting beside a free seat, whoever withdraws, declines or does not answer', async () => {
    await prepare(4)
    for (let i = 0; i < 12; i++)
      await claim({ need: ['orders', 'visit'][i % 2]!, ...(i % 5 === 0 ? { party: 'F' } : {}) })
    await desk.clock.turnTo(closesAt)
    const { store } = desk.open.desk
    let state = 7
    const dice = (sides: number): number => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % sides
    let hour = 0
    for (let turn = 0; turn < 25; turn++) {
      const all = (await store.journeysOf(charter as CharterId)).map((held) => held.state)
      const seated = all.filter(({ stage }) => stage.startsWith('seated') || stage === 'offered')
      const someone = seated[dice(Math.max(seated.length, 1))]
      const roll = dice(3)
      if (someone && roll === 0) await withdraw(someone.id)
      else if (someone?.stage === 'offered') {
        const act = roll === 1 ? 'seat-acceptance' : 'seat-decline'
        must(await world.cast.chamber.post(`/v1/journeys/${someone.id}/${act}`, {}, any))
      } else hour += 6
      await desk.clock.turnTo(new Date(Date.parse(closesAt) + Math.min(hour, 60) * 3_600_000).toISOString())
      const after = (await store.journeysOf(charter as CharterId)).map((held) => held.state)
      const holders = after.filter(({ stage }) => stage.startsWith('seated') || stage === 'offered')
      const numbers = await Promise.all(after.map(({ id }) => store.seatOf(id)))
      expect(numbers.filter((number) => number !== null)).toHaveLength(holders.length)
      const free = await store.freeSeats(charter as CharterId)
      expect(free + holders.length).toBe(4)
      const waits = after.filter(({ stage, dossier }) => stage === 'waitlisted' && !dossier.offer)
      const fits = waits.filter(({ dossier }) => {
        const party = dossier.party?.party
        return (party ? waits.filter((each) => each.dossier.party?.party === party).length : 1) <= free
      })
      expect(fits.map(({ id }) => id)).toEqual([])
    }
    for (const { state } of await store.journeysOf(charter as CharterId)) {
      const offers = (await store.eventsOf('journey', state.id)).filter(({ type }) => type === 'SeatOffered')
      expect(offers.length).toBeLessThanOrEqual(1)
    }
  })
})
