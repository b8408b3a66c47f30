// The way back and forth between a demand call and the charters that were drafted from it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, expectProblem, must, type Client } from '../support/client.ts'
import { callBody, replyLine } from '../support/demand.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let chamber: Client
let office: Client

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  chamber = world.cast.chamber
  office = world.cast.reformOffice
})
afterAll(() => desk.close())

const called = async (): Promise<string> => must(await office.post('/v1/demand-calls', callBody())).body.id
const draft = (who: Client, demandCall: string, headers: Record<string, string> = {}) => {
  const application = { purpose: 'winter orders', endorsement: 'jointPreventionMechanism', demandCall }
  return who.post('/v1/charters', termsBody({ application }), headers)
}
const charters = async (who: Client, call: string) =>
  must(await who.get(`/v1/demand-calls/${call}`)).body.record.charters.map(
    ({ charter }: { charter: string }) => charter,
  )
const page = async (who: Client, path: string) =>
  (await desk.nobody.get(path, { Authorization: `Bearer ${who.token}`, Cookie: 'desk_language=en' })).text

describe('A demand call', () => {
  it('lists the charters drafted from it: all of them to the office, to an organiser its own', async () => {
    const call = await called()
    expect(await charters(office, call)).toEqual([])
    const [one, other] = [must(await draft(chamber, call)).body.id, must(await draft(world.cast.company, call)).body.id]
    expect(await charters(office, call)).toEqual([one, other])
    expect(await charters(chamber, call)).toEqual([one])
    expect(await charters(world.cast.rivalChamber, call)).toEqual([])
    const seen = await page(office, `/demand/${call}`)
    for (const charter of [one, other]) expect(seen).toContain(`href="/charters/${charter}"`)
    expect(await page(chamber, `/demand/${call}`)).not.toContain(other)
  })

  it('is one link away from the charter’s page, for those who see the call', async () => {
    const call = await called()
    const { id } = must(await draft(chamber, call)).body
    for (const who of [chamber, office]) expect(await page(who, `/charters/${id}`)).toContain(`href="/demand/${call}"`)
    const wanted = { organisation: world.cast.organisations.carrier, charters: [id], label: 'c' }
    const { token } = must(await desk.admin.post('/v1/tokens', { ...wanted, expiresAt: '2099-01-01T00:00:00Z' })).body
    const carrier = await page(desk.as(token), `/charters/${id}`)
    expect(carrier).toContain('winter orders')
    expect(carrier).not.toContain(call)
  })

  it('lists a charter once that was drafted twice under one key, and is a call to reply to all the while', async () => {
    const call = await called()
    const key = { 'Idempotency-Key': 'draft-1' }
    const [first] = await Promise.all([draft(chamber, call, key), reply(call)])
    must(await draft(chamber, call, key))
    expect(await charters(office, call)).toEqual([must(first).body.id])
    expect(must(await office.get(`/v1/demand-calls/${call}`)).body.interest).toBe(130)
  })

  it('carries no charter of another route or of a day that it does not ask for', async () => {
    const other = { from: 'PVG', firstDay: '2022-08-29' }
    const call = must(await office.post('/v1/demand-calls', callBody(other))).body.id
    expect(codesOf(expectProblem(await draft(chamber, call), 422))).toEqual(['callAsksOtherRoute', 'callAsksOtherDays'])
    expect(await charters(office, call)).toEqual([])
  })

  it('that has closed may be drafted from, and one that was cancelled may not', async () => {
    const call = await called()
    const any = { 'If-Match': '*' }
    must(await office.post(`/v1/demand-calls/${call}/closing`, { reason: 'enough' }, any))
    must(await draft(chamber, call))
    must(await office.post(`/v1/demand-calls/${call}/cancellation`, { reason: 'no aircraft' }, any))
    expect(codesOf(expectProblem(await draft(chamber, call), 422))).toEqual(['demandCallCancelled'])
    expect(await charters(office, call)).toHaveLength(1)
  })

  it('and its charters replay to what is stored', async () => {
    expect(must(await office.get('/v1/audit')).body).toMatchObject({ intact: true })
  })
})

const reply = async (call: string) =>
  must(await world.cast.company.post(`/v1/demand-calls/${call}/replies`, { lines: [replyLine()] }))
