// A charter applied for: by when its permit is filed, on which demand it rests, and the conditions of its approval.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, fieldsOf, must, type Client, codesOf } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, termsBody, type World } from '../support/world.ts'
import { callBody } from '../support/demand.ts'

let desk: TestDesk
let world: World
let chamber: Client
let office: Client
const any = { 'If-Match': '*' }

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  chamber = world.cast.chamber
  office = world.cast.reformOffice
})
afterAll(() => desk.close())

const application = (more: object = {}) => ({
  purpose: 'winter orders',
  endorsement: 'jointPreventionMechanism',
  ...more,
})
const drafted = (more: object = {}) => chamber.post('/v1/charters', termsBody({ application: application(more) }))
const submit = (id: string) => chamber.post(`/v1/charters/${id}/application`, {}, any)

describe('An application', () => {
  it('shows by when its permit must be filed; a charter drafted without one shows none', async () => {
    expect(must(await drafted()).body.permit).toMatchObject({
      rule: 'green-channel',
      fileBy: '2022-08-24',
      canStillBeMet: true,
      findings: [{ code: 'endorsementUnconfirmed', facts: { fileBy: '2022-08-18' } }],
    })
    expect(must(await chamber.get(`/v1/charters/${world.charter}`)).body).toMatchObject({
      permit: null,
      conditions: [],
    })
  })

  it('without endorsement is told that one is needed, and drafted all the same', async () => {
    const { body } = must(await drafted({ endorsement: 'none' }))
    expect(body.permit).toMatchObject({ fileBy: '2022-08-18', canStillBeMet: false })
    expect(codesOf(body.permit.findings)).toEqual(['endorsementNeeded', 'permitTooLate'])
  })

  it('with wrong fields names each of them', async () => {
    const answer = await drafted({ purpose: '', endorsement: 'everybody', demandCall: 'x' })
    expect(fieldsOf(expectProblem(answer, 400))).toEqual([
      'application.demandCall',
      'application.endorsement',
      'application.purpose',
    ])
  })

  it('rests on a demand call that asks its organiser, and on no other', async () => {
    const call = async (...asked: string[]): Promise<string> =>
      must(await office.post('/v1/demand-calls', callBody({ asked }))).body.id
    const own = await call(world.cast.organisations.chamber)
    expect(must(await drafted({ demandCall: own })).body.record.terms.application.demandCall).toBe(own)
    const others = await call(world.cast.organisations.company)
    for (const demandCall of [others, 'D0000000000000000'])
      expect(codesOf(expectProblem(await drafted({ demandCall }), 422))).toEqual(['demandCallUnknown'])
  })
})

describe('An approval', () => {
  it('after the last day is refused without an endorsement that the office saw, and re-timing is told what it means', async () => {
    const { id } = must(await drafted()).body
    must(await submit(id))
    const approve = (body: object) => office.post(`/v1/charters/${id}/approval`, body, any)
    expect(codesOf(expectProblem(await approve({}), 422))).toEqual([
      'endorsementNeeded',
      'permitTooLate',
      'endorsementUnconfirmed',
    ])
    expect(fieldsOf(expectProblem(await approve({ endorsement: 'none' }), 400))).toEqual(['endorsement'])
    const { body } = must(await approve({ endorsement: 'fastTrackCorridor' }))
    expect(body).toMatchObject({ stage: 'approved', permit: { rule: 'green-channel', findings: [] } })
    const times = { scheduledDeparture: '2022-08-24T15:40:00+09:00', scheduledArrival: '2022-08-24T17:00:00+08:00' }
    const retime = (more: object) =>
      chamber.post(`/v1/charters/${id}/retiming`, { ...times, reason: 'slot', ...more }, any)
    const told = { permit: { fileBy: '2022-08-19', canStillBeMet: false, findings: [{ code: 'permitTooLate' }] } }
    expect(must(await retime({ dryRun: true })).body).toMatchObject(told)
    expect(must(await retime({})).body).toMatchObject(told)
  })
})

describe('A condition of the approval', () => {
  it('is shown by the organiser and confirmed by the office before the manifest closes, and can be sent back', async () => {
    const { id } = must(await drafted()).body
    must(await submit(id))
    const conditions = ['alternate seats', 'lists by Friday']
    const approval = { conditions, endorsement: 'jointPreventionMechanism' }
    expect(must(await office.post(`/v1/charters/${id}/approval`, approval, any)).body.conditions).toMatchObject([
      { id: '1', words: 'alternate seats', fulfilled: null },
      { id: '2', words: 'lists by Friday', fulfilled: null },
    ])
    must(await chamber.post(`/v1/charters/${id}/registration-opening`, {}, any))
    const at = (who: Client, number: string, act: string, body: object) =>
      who.post(`/v1/charters/${id}/conditions/${number}/${act}`, body)
    const show = (who: Client, number: string, evidence = 'seat plan sent') => at(who, number, 'evidence', { evidence })
    const confirm = (who: Client, number: string, body: object = {}) => at(who, number, 'fulfilment', body)
    const sendBack = (number: string, reason = 'no plan came') => at(office, number, 'evidence-return', { reason })
    expect(fieldsOf(expectProblem(await show(chamber, '1', '.'), 400))).toEqual(['evidence'])
    expectProblem(await confirm(chamber, '1', { evidence: 'seen it myself' }), 403)
    expectProblem(await show(office, '1'), 403)
    expectProblem(await show(world.cast.rivalChamber, '1'), 404)
    expect(codesOf(expectProblem(await confirm(office, '1'), 422))).toEqual(['evidenceMissing'])
    expect(codesOf(expectProblem(await sendBack('1'), 422))).toEqual(['evidenceNotThere'])
    must(await show(chamber, '1'))
    const { chamber: organiser, reformOffice } = world.cast.organisations
    expect(must(await confirm(office, '1')).body.conditions[0].fulfilled).toMatchObject({
      evidence: 'seat plan sent',
      by: organiser,
      confirmedBy: reformOffice,
    })
    const closing = () => chamber.post(`/v1/charters/${id}/manifest-closing`, {}, any)
    const findings = expectProblem(await closing(), 422, 'policy-unmet')
    expect(findings).toMatchObject([{ code: 'conditionsOpen', facts: { conditions: '2. lists by Friday' } }])
    expect(codesOf(expectProblem(await show(chamber, '1'), 422))).toEqual(['conditionFulfilled'])
    expect(codesOf(expectProblem(await show(chamber, '3'), 422))).toEqual(['conditionUnknown'])
    must(await confirm(office, '2', { evidence: 'lists are here' }))
    expect(must(await sendBack('1')).body.conditions[0]).toMatchObject({ returned: { words: 'no plan came' } })
    expect(codesOf(expectProblem(await closing(), 422))).toEqual(['conditionsOpen'])
    must(await show(chamber, '1'))
    must(await confirm(office, '1'))
    expect(must(await closing()).body.stage).toBe('manifestClosed')
    expect(codesOf(expectProblem(await sendBack('1'), 409))).toEqual(['outOfSequence'])
    expect(must(await office.get('/v1/audit')).body).toMatchObject({ intact: true })
  })
})

describe('The last day to file', () => {
  it('passes: an application submitted the next day is refused with the finding, and stays a draft', async () => {
    const { id } = must(await drafted()).body
    await desk.clock.turnTo('2022-08-25T00:00:00+08:00')
    expect(codesOf(expectProblem(await submit(id), 422, 'policy-unmet'))).toEqual(['permitTooLate'])
    expect(must(await chamber.get(`/v1/charters/${id}`)).body).toMatchObject({
      stage: 'draft',
      permit: { canStillBeMet: false, findings: [{ code: 'permitTooLate' }] },
    })
  })
})
