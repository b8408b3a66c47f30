// The reform office asks, companies count their merchants, and the desk says who of them could really fly.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, fieldsOf, must, type Client, codesOf } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, type World } from '../support/world.ts'
import { callBody, replyCsv, replyLine } from '../support/demand.ts'

let desk: TestDesk
let world: World
let office: Client
let company: Client
const any = { 'If-Match': '*' }
const csv = { 'Content-Type': 'text/csv' }
const calls = '/v1/demand-calls'

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  office = world.cast.reformOffice
  company = world.cast.company
})
afterAll(() => desk.close())

const open = async (more: object = {}): Promise<string> =>
  `${calls}/${must(await office.post(calls, callBody(more))).body.id}`
const reply = (who: Client, call: string, ...lines: object[]) => who.post(`${call}/replies`, { lines })

describe('A call', () => {
  it('is asked by airport code, answered with city and zone, and found again', async () => {
    const made = must(await office.post(calls, callBody()))
    expect(made).toMatchObject({ status: 201, version: '"1"' })
    expect(made.headers.get('location')).toBe(`${calls}/${made.body.id}`)
    expect(made.body.record.terms.from).toEqual({ iata: 'ICN', city: 'Seoul', zone: 'Asia/Seoul' })
    expect(must(await office.get(`${calls}/${made.body.id}`)).body).toEqual(made.body)
    expect(must(await office.get(calls)).body.rows.map(({ id }: { id: string }) => id)).toContain(made.body.id)
  })

  it('between airports that the desk does not know is refused, both named', async () => {
    const findings = expectProblem(await office.post(calls, callBody({ from: 'AAA', to: 'BBB' })), 422, 'policy-unmet')
    expect(findings.map(({ code, facts }) => [code, facts['airport']])).toEqual([
      ['airportUnknown', 'AAA'],
      ['airportUnknown', 'BBB'],
    ])
  })

  it('with wrong fields names each of them', async () => {
    const wrong = callBody({ firstDay: 'soon', leastLoad: 0, closesAt: 'later', asked: [] })
    expect(fieldsOf(expectProblem(await office.post(calls, wrong), 400))).toEqual([
      'asked',
      'closesAt',
      'firstDay',
      'leastLoad',
    ])
  })

  it('that was sent twice under one key is one call', async () => {
    const key = { 'Idempotency-Key': 'call-1' }
    const [first, second] = [await office.post(calls, callBody(), key), await office.post(calls, callBody(), key)]
    expect(second).toMatchObject({ status: 201, body: { id: must(first).body.id } })
  })

  it('is closed, opened again and cancelled, each with its reason and on the version that was seen', async () => {
    const call = await open()
    expectProblem(await office.post(`${call}/closing`, { reason: 'enough' }), 428)
    expectProblem(await office.post(`${call}/closing`, { reason: 'enough' }, { 'If-Match': '"9"' }), 412)
    expect(fieldsOf(expectProblem(await office.post(`${call}/closing`, {}, any), 400))).toEqual(['reason'])
    expect(must(await office.post(`${call}/closing`, { reason: 'enough' }, any)).body.stage).toBe('closed')
    expect(codesOf(expectProblem(await reply(company, call, replyLine()), 409))).toEqual(['demandCallClosed'])
    const again = { reason: 'late news', closesAt: '2022-08-24T18:00:00+09:00' }
    expect(must(await office.post(`${call}/reopening`, again, any)).body).toMatchObject({
      stage: 'open',
      record: { closedAt: null, reason: 'late news' },
    })
    must(await reply(company, call, replyLine()))
    must(await office.post(`${call}/cancellation`, { reason: 'no aircraft' }, any))
    const findings = expectProblem(await office.post(`${call}/closing`, { reason: 'x' }, any), 409, 'out-of-sequence')
    expect(codesOf(findings)).toEqual(['demandOutOfSequence'])
  })
})

describe('A reply', () => {
  it('is seen by the office and by nobody else but who gave it', async () => {
    const call = await open()
    expect(must(await reply(company, call, replyLine())).body).toMatchObject({ interest: 130 })
    must(await reply(world.cast.chamber, call, replyLine({ merchants: 7 })))
    const seen = async (who: Client) => {
      const { record, interest } = must(await who.get(call)).body
      return [record.replies.map((each: { merchants: number }) => each.merchants), interest]
    }
    expect(await seen(office)).toEqual([[130, 7], 137])
    expect(await seen(company)).toEqual([[130], 130])
    expect(await seen(world.cast.chamber)).toEqual([[7], 7])
    expect(await seen(world.cast.rivalChamber)).toEqual([[], 0])
    expectProblem(await world.cast.carrier.get(call), 403)
    expectProblem(await company.get(`${call}/forecast`), 403)
  })

  it('comes from those only who are asked; to others the call does not exist', async () => {
    const call = await open({ asked: [world.cast.organisations.company] })
    must(await reply(company, call, replyLine()))
    expectProblem(await reply(world.cast.chamber, call, replyLine()), 404)
    expectProblem(await world.cast.chamber.get(call), 404)
    const listed = must(await world.cast.chamber.get(calls)).body.rows.map(({ id }: { id: string }) => id)
    expect(listed).not.toContain(call.split('/').at(-1))
    expect(must(await company.get(call)).body.record.terms.asked).toEqual([world.cast.organisations.company])
  })

  it('that comes again stands in for the first, which stays in the record', async () => {
    const call = await open()
    must(await reply(company, call, replyLine()))
    must(await reply(company, call, replyLine({ merchants: 3 })))
    expect(must(await office.get(call)).body).toMatchObject({ interest: 3 })
    const told = await desk.open.desk.store.eventsOf('demandCall', call.split('/').at(-1)!)
    expect(told.map(({ type }) => type)).toEqual(['DemandCalled', 'DemandReplied', 'DemandReplied'])
  })

  it('is withdrawn by who gave it while the call is open, and by nobody else', async () => {
    const call = await open()
    const withdraw = (who: Client) => who.post(`${call}/replies/withdrawal`, { reason: 'no goods' })
    must(await reply(company, call, replyLine()))
    expect(codesOf(expectProblem(await withdraw(world.cast.chamber), 422))).toEqual(['noReply'])
    expectProblem(await withdraw(office), 403)
    expect(must(await withdraw(company)).body).toMatchObject({ interest: 0, record: { replies: [] } })
    must(await reply(company, call, replyLine()))
    must(await office.post(`${call}/closing`, { reason: 'enough' }, any))
    expect(codesOf(expectProblem(await withdraw(company), 409))).toEqual(['demandCallClosed'])
  })

  it('on behalf of a company that replied itself is counted once', async () => {
    const call = await open()
    must(await reply(company, call, replyLine({ merchants: 130 })))
    must(await reply(world.cast.chamber, call, replyLine({ merchants: 130, company: 'The Company' })))
    const { interest, recommendation } = must(await office.get(`${call}/forecast`)).body
    expect(interest).toBe(130)
    expect(codesOf(recommendation.findings)).toContain('countedOnce')
    expect(must(await office.get(call)).body.interest).toBe(130)
  })

  it('that meets the closing is either in the record before it or refused, never lost in between', async () => {
    for (let round = 0; round < 5; round++) {
      const call = await open()
      const [replied, closed] = await Promise.all([
        reply(company, call, replyLine()),
        office.post(`${call}/closing`, { reason: 'enough' }, any),
      ])
      must(closed)
      const { interest, stage } = must(await office.get(call)).body
      expect(stage).toBe('closed')
      if (replied.status === 200) expect(interest).toBe(130)
      else expect([codesOf(expectProblem(replied, 409)), interest]).toEqual([['demandCallClosed'], 0])
    }
  })

  it('that was filed before the closing stands after the reopening, until another takes its place', async () => {
    const call = await open()
    must(await reply(company, call, replyLine({ merchants: 12 })))
    must(await office.post(`${call}/closing`, { reason: 'enough' }, any))
    const again = { reason: 'late news', closesAt: '2022-08-23T20:00:00+09:00' }
    must(await office.post(`${call}/reopening`, again, any))
    expect(must(await office.get(call)).body.interest).toBe(12)
    must(await reply(world.cast.chamber, call, replyLine({ merchants: 7 })))
    must(await reply(company, call, replyLine({ merchants: 5 })))
    expect(
      must(await office.get(call)).body.record.replies.map(({ merchants }: { merchants: number }) => merchants),
    ).toEqual([5, 7])
  })

  it('with wrong fields names every one of them, and is not taken', async () => {
    const call = await open()
    const wrong = replyLine({ country: 'XX', merchants: 0, purpose: '' }, { visa: 'perhaps' })
    expect(fieldsOf(expectProblem(await reply(company, call, replyLine(), wrong), 400))).toEqual([
      'lines.1.country',
      'lines.1.merchants',
      'lines.1.papers.visa',
      'lines.1.purpose',
    ])
    const outside = [replyLine({ earliestDate: '2022-08-25' }), replyLine({ earliestDate: '2022-09-01' })]
    const findings = expectProblem(await reply(company, call, ...outside), 422, 'policy-unmet')
    expect(findings.map(({ code, facts }) => [code, facts['field']])).toEqual([
      ['dateOutsideWindow', 'lines.0.earliestDate'],
      ['dateOutsideWindow', 'lines.1.earliestDate'],
    ])
    expectProblem(await reply(company, call), 400)
    expect(must(await office.get(call)).body.interest).toBe(0)
  })
})

describe('A reply as a spreadsheet', () => {
  const row = (...more: string[]) => [
    'KR',
    'KR',
    'orders',
    '2022-08-27',
    '12',
    '2026-01-01',
    'inHand',
    'notNeeded',
    ...more,
  ]
  type Wrong = { readonly row: number; readonly column: string; readonly value: string; readonly rule: string }
  const send = (call: string, body: string | Uint8Array, type = csv, path = '/replies/spreadsheet') =>
    company.send('POST', `${call}${path}`, { body, headers: type })

  it.each(['en', 'ko', 'zh', 'ru', 'ar'] as const)('is read with headings in %s', async (language) => {
    const call = await open()
    const taken = must(await send(call, replyCsv([row(), row()], language)))
    expect(taken.body).toMatchObject({ interest: 24, record: { replies: [{ lines: [{ country: 'KR' }, {}] }] } })
  })

  it('with wrong cells is refused as a whole, each cell named by row and heading', async () => {
    const call = await open()
    const wrong = ['UK', '', 'orders', '27.8.2022', 'many', '', 'soon', 'none']
    const answer = await send(call, replyCsv([row(), wrong]))
    expect(answer.status).toBe(422)
    expect(answer.body.rejected.map(({ row, column, value, rule }: Wrong) => [row, column, value, rule])).toEqual([
      [3, 'Country', 'UK', 'shape'],
      [3, 'Earliest date', '27.8.2022', 'shape'],
      [3, 'Merchants', 'many', 'shape'],
      [3, 'Visa', 'soon', 'shape'],
    ])
    const outside = await send(call, replyCsv([row(), row().with(3, '2022-08-31')]))
    expect(outside).toMatchObject({
      status: 422,
      body: { rejected: [{ row: 3, column: 'Earliest date', value: '2022-08-31', rule: 'dateOutsideWindow' }] },
    })
    expect(outside.body.rejected[0].explanation).toMatch(/^Line 3: .*outside the window.*\.$/)
    const korean = await send(call, replyCsv([wrong]), csv, '/replies/spreadsheet?language=ko')
    expect(korean.body.rejected[0].explanation).toContain('올바른 형식이 아닙니다')
    expect(must(await office.get(call)).body.interest).toBe(0)
  })

  it('that is empty, lacks a column, is no sheet or is too long is refused with words', async () => {
    const call = await open()
    const codes = async (body: string | Uint8Array) => codesOf(expectProblem(await send(call, body), 400))
    expect(await codes(replyCsv([]))).toEqual(['empty'])
    expect(await codes('Country,Visa\r\nKR,inHand')).toEqual(['headingsMissing'])
    expect(await codes(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]))).toEqual(['damaged'])
    expect(await codes(replyCsv(Array.from({ length: 501 }, () => row())))).toEqual(['tooManyRows'])
    expectProblem(await send(call, '{}', { 'Content-Type': 'application/json' }), 415)
  })

  it('begins with a template in five languages, which somebody fills in and sends', async () => {
    const call = await open()
    for (const language of ['en', 'ko', 'zh', 'ru', 'ar']) {
      const { text, headers } = must(await company.get(`/v1/demand-template.csv?language=${language}`))
      expect(headers.get('content-disposition')).toContain(`demand-template-${language}.csv`)
      expect(codesOf(expectProblem(await send(call, text), 400))).toEqual(['empty'])
      expect(must(await send(call, text.replace(',12,', ',9,'))).body.interest).toBe(9)
    }
    const xlsx = must(await company.get('/v1/demand-template.xlsx'))
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml')
    expectProblem(await world.cast.carrier.get('/v1/demand-template.csv'), 403)
    expect(fieldsOf(expectProblem(await company.get('/v1/demand-template.csv?language=fr'), 400))).toEqual(['language'])
  })

  it('is refused like any reply once the call has closed', async () => {
    const call = await open()
    must(await office.post(`${call}/closing`, { reason: 'enough' }, any))
    expect(codesOf(expectProblem(await send(call, replyCsv([row()])), 409))).toEqual(['demandCallClosed'])
  })
})

describe('The forecast', () => {
  it('of 130 merchants of one company, of whom 19 cannot be ready, is not to go', async () => {
    const call = await open()
    must(
      await reply(
        company,
        call,
        replyLine({ merchants: 111 }),
        replyLine({ merchants: 19 }, { visa: 'needed', invitationLetter: 'none' }),
      ),
    )
    const { body } = must(await office.get(`${call}/forecast`))
    expect(body).toMatchObject({ interest: 130, leastLoad: 120, recommendation: { verdict: 'noGo', day: null } })
    expect(body.days).toHaveLength(5)
    expect(body.days[0]).toMatchObject({ day: '2022-08-26', interest: 130, eligible: 111, ineligible: 19 })
    expect(codesOf(body.days[0].reasons)).toEqual(['greenChannelOnly', 'papersLate'])
    expect(codesOf(body.recommendation.findings)).toEqual([
      'loadNotReached',
      'interestNotEligible',
      'greenChannelOnly',
      'papersLate',
      'repliesStillOpen',
    ])
    must(await reply(world.cast.chamber, call, replyLine({ merchants: 9, earliestDate: '2022-08-28' })))
    const better = must(await office.get(`${call}/forecast`)).body
    expect(better.recommendation).toMatchObject({ verdict: 'goLater', day: '2022-08-28' })
    expect(better.days[0].editions).toEqual({
      mission: 'mission/KR/2022-07-01',
      observation: 'observation/CN-33/2022-06-28',
    })
  })

  it('of a departure country without a known edition counts nobody eligible', async () => {
    const call = await open({ from: 'SVO', missionJurisdiction: 'RU', issuer: 'RU-MOW-EMB' })
    must(await reply(company, call, replyLine({ country: 'RU' })))
    const { days } = must(await office.get(`${call}/forecast`)).body
    expect(days[0]).toMatchObject({ interest: 130, eligible: 0, papersBy: null })
    expect(codesOf(days[0].reasons)).toEqual(['noEditionKnown', 'greenChannelOnly'])
  })
})

describe('The record', () => {
  it('replays every call to what is stored', async () => {
    expect(must(await office.get('/v1/audit')).body).toMatchObject({ intact: true, first: null })
  })

  it('shows a call whose replies were changed in the database', async () => {
    const call = must(await office.get(calls)).body.rows[0].id
    const { store } = desk.open.desk
    const held = (await store.demandCall(call))!
    const record = { ...held.state.record, reason: 'forged' }
    await store.commit({
      changes: [{ on: 'demandCall', expect: held.state.version, call: { ...held.state, record }, head: held.head }],
      events: [],
      effects: [],
      tallies: [],
      receipt: null,
    })
    expect(must(await office.get('/v1/audit')).body).toMatchObject({
      intact: false,
      first: { kind: 'demandCall', aggregate: call },
    })
  })
})

describe('The closing time', () => {
  it('closes the call by itself, and a wake of an earlier closing finds nothing to do', async () => {
    const call = await open()
    const early = await open({ closesAt: '2022-08-21T18:00:00+09:00' })
    must(await office.post(`${early}/closing`, { reason: 'x' }, any))
    must(await office.post(`${early}/reopening`, { reason: 'y', closesAt: '2022-08-24T18:00:00+09:00' }, any))
    await desk.clock.turnTo('2022-08-23T17:59:00+09:00')
    expect(must(await office.get(call)).body.stage).toBe('open')
    await desk.clock.turnTo('2022-08-23T18:00:00+09:00')
    expect(must(await office.get(call)).body).toMatchObject({
      stage: 'closed',
      record: { closedAt: '2022-08-23T09:00:00.000Z', reason: null },
    })
    expect(must(await office.get(early)).body.stage).toBe('open')
    const told = await desk.open.desk.store.eventsOf('demandCall', call.split('/').at(-1)!)
    expect(told.at(-1)).toMatchObject({ type: 'DemandCallClosed', actor: { role: 'desk' } })
    await desk.clock.turnTo('2022-08-24T18:00:00+09:00')
    expect(must(await office.get(early)).body.stage).toBe('closed')
  })
})
