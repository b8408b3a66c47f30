// A returned application is corrected and comes again, with the seats that were opened before.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf, expectProblem, must, type Client } from '../support/client.ts'
import { callBody } from '../support/demand.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let chamber: Client
let office: Client
let id: string
const any = { 'If-Match': '*' }

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  chamber = world.cast.chamber
  office = world.cast.reformOffice
})
afterAll(() => desk.close())
beforeEach(async () => {
  id = must(await chamber.post('/v1/charters', termsBody({ aircraft: aircraft(4) }))).body.id
})

const aircraft = (seats: number) => ({
  type: 'A5',
  seats: { value: seats, assumed: false },
  loadCapPercent: { value: 100, assumed: false },
})
const amend = (more: object, headers: Record<string, string> = any, who = chamber) =>
  who.send('PUT', `/v1/charters/${id}/terms`, { body: termsBody({ aircraft: aircraft(4), ...more }), headers })
const submit = (body: object = {}) => chamber.post(`/v1/charters/${id}/application`, body, any)
const giveBack = () => office.post(`/v1/charters/${id}/application-return`, { reasons: ['no vehicles'] }, any)
const free = () => desk.open.desk.store.freeSeats(id as never)

describe('A returned application', () => {
  it('comes again amended, and the terms before stand in the record', async () => {
    must(await submit())
    must(await giveBack())
    expect(codesOf(expectProblem(await submit(), 422))).toEqual(['applicationUnchanged'])
    expectProblem(await amend({ servicePoint: 'The airport' }, {}), 428)
    expectProblem(await amend({ servicePoint: 'The airport' }, { 'If-Match': '"1"' }), 412)
    expectProblem(await amend({ servicePoint: 'The airport' }, any, world.cast.rivalChamber), 404)
    expectProblem(await amend({ servicePoint: 'The airport' }, any, office), 403)
    expect(must(await amend({ servicePoint: 'The airport' })).body.record).toMatchObject({
      terms: { servicePoint: 'The airport' },
      returnedTerms: { servicePoint: 'Yiwu service point' },
    })
    expect(must(await submit()).body.stage).toBe('applied')
    expect(codesOf(expectProblem(await amend({ servicePoint: 'The hotel' }), 409))).toEqual(['outOfSequence'])
  })

  it('comes again unchanged with an answer to the reasons', async () => {
    must(await submit())
    must(await giveBack())
    expect(must(await submit({ answer: 'three coaches are hired' })).body.record.answer).toBe('three coaches are hired')
  })

  it('has as many seats as its new aircraft: more are added, free ones taken away, held ones never', async () => {
    must(await submit())
    for (const n of [70, 71, 72]) await register(chamber, id, n)
    const [first] = must(await chamber.get(`/v1/charters/${id}/journeys`)).body.rows as readonly { id: string }[]
    must(await chamber.post(`/v1/journeys/${first!.id}/withdrawal`, { reason: 'ill' }, any))
    expect(await free()).toBe(2)
    must(await giveBack())
    expect(codesOf(expectProblem(await amend({ aircraft: aircraft(1) }), 422))).toEqual(['seatsBelowHeld'])
    must(await amend({ aircraft: aircraft(3) }))
    must(await submit())
    expect(await free()).toBe(1)
    must(await giveBack())
    must(await amend({ aircraft: aircraft(7) }))
    must(await submit())
    expect(await free()).toBe(5)
    must(await giveBack())
    must(await amend({ aircraft: aircraft(2) }))
    must(await submit())
    expect(await free()).toBe(0)
    expect(must(await office.get('/v1/audit')).body).toMatchObject({ intact: true })
  })

  it('with another day re-times everybody who is registered, and rests on the call that it names then', async () => {
    must(await submit())
    const journey = await register(chamber, id, 75)
    must(await giveBack())
    const call: string = must(await office.post('/v1/demand-calls', callBody())).body.id
    const application = { purpose: 'orders', endorsement: 'jointPreventionMechanism', demandCall: call }
    const leg = { ...termsBody().leg, plannedBoarding: null, scheduledDeparture: '2022-08-29T15:40:00+09:00' }
    must(await amend({ application, leg: { ...leg, scheduledArrival: '2022-08-29T17:00:00+08:00' } }))
    const told = await desk.open.desk.store.eventsOf('journey', journey)
    expect(told.map(({ type }) => type)).toContain('ScheduleChanged')
    const { record } = must(await office.get(`/v1/demand-calls/${call}`)).body
    expect(record.charters).toMatchObject([{ charter: id }])
  })
})
