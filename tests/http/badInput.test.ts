// What is wrong with a request is said in problem+json, with every field named, and nothing is changed by it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gzipSync } from 'node:zlib'
import { codesOf, expectProblem, fieldsOf, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { negative, person, register, wishes } from '../support/merchants.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: string
let events: number
const registration = () => ({ merchant: person(500), wishes: wishes() })
const journeys = () => `/v1/charters/${world.charter}/journeys`

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  journey = await register(world.cast.chamber, world.charter, 1)
  events = await desk.countEvents()
})
afterAll(() => desk.close())

describe('A malformed request', () => {
  it('that is not JSON is answered 400', async () => {
    const json = { 'Content-Type': 'application/json' }
    const answer = await world.cast.chamber.post(journeys(), '{"merchant": ', json)
    expectProblem(answer, 400, 'malformed')
    expect(answer.body.detail).toMatch(/not JSON/)
    for (const body of ['"a text"', '[]', 'null', '7']) {
      expectProblem(await world.cast.chamber.post(journeys(), body, json), 400)
    }
  })

  it('without any body where one is needed names the fields it lacks', async () => {
    const answer = await world.cast.chamber.send('POST', journeys())
    expect(fieldsOf(expectProblem(answer, 400))).toEqual(['merchant', 'wishes'])
  })

  it('with three wrong fields names all three, each by its path', async () => {
    const answer = await world.cast.chamber.post(journeys(), {
      merchant: { ...person(500), birthDate: '1985-13-07', email: 'nobody', sex: 'female' },
      wishes: wishes(),
    })
    const findings = expectProblem(answer, 400)
    expect(fieldsOf(findings)).toEqual(['merchant.birthDate', 'merchant.email', 'merchant.sex'])
    expect(findings.find(({ facts }) => facts['field'] === 'merchant.birthDate')?.message).toMatch(/YYYY-MM-DD/)
  })

  it('with fields that nobody asked for names each of them', async () => {
    const answer = await world.cast.chamber.post(journeys(), {
      ...registration(),
      stage: 'released',
      merchant: { ...person(500), passportPhoto: 'x' },
    })
    expect(fieldsOf(expectProblem(answer, 400))).toEqual(['merchant.passportPhoto', 'stage'])
  })

  it('with an unknown field is refused on every route that takes a body', async () => {
    for (const route of desk.routes().filter(({ body }) => body)) {
      const answer = route.body!.safeParse({ surplus: true })
      expect(answer.success, `${route.method} ${route.path} takes a field that it does not know`).toBe(false)
      const issues = answer.error?.issues.filter(({ code }) => code === 'unrecognized_keys')
      expect(issues, `${route.method} ${route.path}`).toHaveLength(1)
    }
  })

  it('with a wrong question names the parameter', async () => {
    const { chamber } = world.cast
    expect(fieldsOf(expectProblem(await chamber.get(`${journeys()}?limit=0`), 400))).toEqual(['limit'])
    expect(fieldsOf(expectProblem(await chamber.get(`${journeys()}?limit=many&stage=lost&page=2`), 400))).toEqual([
      'limit',
      'page',
      'stage',
    ])
    expect(fieldsOf(expectProblem(await chamber.get(`${journeys()}?limit=1&limit=2`), 400))).toEqual(['limit'])
  })

  it('whose body is larger than a command may be is answered 413', async () => {
    const long = { ...registration(), note: 'x'.repeat(300_000) }
    expectProblem(await world.cast.chamber.post(journeys(), long), 413, 'too-large')
  })

  it('whose body is small only while it is packed is answered 413', async () => {
    const packed = gzipSync(JSON.stringify({ note: 'x'.repeat(5_000_000) }))
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    expectProblem(await world.cast.chamber.send('POST', journeys(), { headers, body: packed }), 413)
  })

  it('whose body is not packed as it says is answered 400', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    expectProblem(await world.cast.chamber.send('POST', journeys(), { headers, body: 'not gzip' }), 400)
  })

  it('in another content type than JSON is answered 415, also where the command has no fields', async () => {
    const body = JSON.stringify(registration())
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const answer = await world.cast.chamber.post(journeys(), body, { 'Content-Type': type })
      expectProblem(answer, 415, 'unsupported-media-type')
    }
    const opening = `/v1/charters/${world.charter}/registration-opening`
    const plain = { 'Content-Type': 'text/plain', 'If-Match': '*' }
    expectProblem(await world.cast.chamber.post(opening, 'please', plain), 415)
    const strange = { 'Content-Type': 'application/json; charset=klingon' }
    expectProblem(await world.cast.chamber.post(journeys(), body, strange), 415)
  })

  it('with a roster in a content type that is none is answered 415', async () => {
    const answer = await world.cast.chamber.post(`/v1/charters/${world.charter}/roster`, 'x', {
      'Content-Type': 'application/pdf',
    })
    expectProblem(answer, 415)
  })

  it('for an id that cannot be one names nothing: 404', async () => {
    const { auditor } = world.cast
    const wrong = ['C1', `${world.charter}%00`, '..%2F..%2Fetc', 'x'.repeat(5_000), "'or'1'='1", `${world.charter}%20`]
    for (const id of wrong) {
      expectProblem(await auditor.get(`/v1/charters/${id}`), 404, 'not-found')
      expectProblem(await auditor.get(`/v1/journeys/${id}`), 404, 'not-found')
      expectProblem(await auditor.get(`/v1/runs/${id}`), 404, 'not-found')
    }
  })

  it('for an address that cannot be read is not the desk’s failure', async () => {
    for (const address of ['/v1/journeys/%E0%A4%A', '/status/%E0%A4%A', '/enter/%FF', '/charters/%c3%28']) {
      expectProblem(await world.cast.auditor.get(address), 404)
    }
  })

  it('for something that does not exist is answered 404, whatever the method', async () => {
    const { auditor } = world.cast
    expectProblem(await auditor.get('/v1/passengers'), 404, 'not-found')
    expectProblem(await auditor.send('DELETE', `/v1/journeys/${journey}`), 404, 'not-found')
    expectProblem(await auditor.send('PUT', '/v1/charters', { body: {} }), 404, 'not-found')
    expectProblem(await auditor.send('PATCH', '/anywhere', { body: {} }), 404, 'not-found')
    const head = await auditor.send('HEAD', '/v1/passengers')
    expect(head.status).toBe(404)
    expect(head.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect((await auditor.send('HEAD', `/v1/journeys/${journey}`)).status).toBe(200)
  })

  it('has changed nothing', async () => {
    expect(await desk.countEvents()).toBe(events)
  })
})

describe('Without a right to ask', () => {
  it('no token, a wrong one and a token in another scheme are answered 401 with the way to do it', async () => {
    const { token } = world.cast.chamber
    for (const headers of [
      {},
      { Authorization: 'Bearer cd_nobody' },
      { Authorization: 'Bearer ' },
      { Authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
      { Cookie: 'desk_session=%E0%A4%A' },
      { Cookie: 'desk_session=nobody' },
    ]) {
      const answer = await desk.nobody.get(`/v1/journeys/${journey}`, headers)
      expectProblem(answer, 401, 'unauthenticated')
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  it('the scheme of a token is read in any case (RFC 9110, 11.1)', async () => {
    const headers = { Authorization: `bearer ${world.cast.chamber.token}` }
    expect((await desk.nobody.get(`/v1/journeys/${journey}`, headers)).status).toBe(200)
  })

  it('a token that was revoked or has ended is answered 401 at once', async () => {
    const { admin } = desk
    const organisation = world.cast.organisations.auditor
    const issued = must(
      await admin.post('/v1/tokens', { organisation, label: 'short', expiresAt: '2022-08-20T11:00:00+09:00' }),
    ).body
    const short = desk.as(issued.token)
    must(await short.get(`/v1/journeys/${journey}`))
    must(await admin.send('DELETE', `/v1/tokens/${issued.id}`))
    expectProblem(await short.get(`/v1/journeys/${journey}`), 401)

    const ending = desk.as(
      must(await admin.post('/v1/tokens', { organisation, label: 'ending', expiresAt: '2022-08-20T10:00:01+09:00' }))
        .body.token,
    )
    must(await ending.get(`/v1/journeys/${journey}`))
    desk.clock.set('2022-08-20T10:00:01+09:00')
    expectProblem(await ending.get(`/v1/journeys/${journey}`), 401)
    events = await desk.countEvents()
  })

  it('a wrong role is answered 403 with what it lacks', async () => {
    const answer = await world.cast.auditor.post(journeys(), registration())
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('RegisterMerchant')
  })
})

describe('A decision on what somebody has seen', () => {
  const withdrawal = () => `/v1/journeys/${journey}/withdrawal`
  const reason = { reason: 'ordered at home' }

  it('without If-Match is answered 428 on every route that asks for one, and on no other', async () => {
    const asking = desk.routes().filter(({ precondition }) => precondition)
    expect(asking.length).toBeGreaterThan(10)
    expectProblem(await world.cast.chamber.post(withdrawal(), reason), 428, 'precondition-required')
    expectProblem(
      await world.cast.chamber.post(`/v1/charters/${world.charter}/cancellation`, { reason: 'no slot' }),
      428,
    )
  })

  it('with a precondition that is none is answered 400 and names the header', async () => {
    for (const tag of ['1', '"one"', 'W/"1"', '"1", "2"', '""', '"-1"', 'nonsense']) {
      const answer = await world.cast.chamber.post(withdrawal(), reason, { 'If-Match': tag })
      expect(fieldsOf(expectProblem(answer, 400))).toEqual(['If-Match'])
    }
  })

  it('on a version that has passed is answered 412, with the version that stands', async () => {
    const answer = await world.cast.chamber.post(withdrawal(), reason, { 'If-Match': '"7"' })
    expectProblem(answer, 412, 'stale')
    expect(answer.body.detail).toContain('"1"')
    expectProblem(
      await world.cast.chamber.post(`/v1/charters/${world.charter}/cancellation`, reason, { 'If-Match': '"1"' }),
      412,
    )
  })

  it('has changed nothing where it was refused', async () => {
    expect(await desk.countEvents()).toBe(events)
  })
})

describe('A refusal is an answer', () => {
  it('what cannot follow here is answered 409, with a finding that says where it stands', async () => {
    const answer = await world.cast.carrier.post(`/v1/journeys/${journey}/boarding`)
    const findings = expectProblem(answer, 409, 'out-of-sequence')
    expect(codesOf(findings)).toEqual(['outOfSequence'])
    expect(answer.body.detail).toBe(findings[0]?.message)
    expect(
      codesOf(
        expectProblem(
          await world.cast.reformOffice.post(
            `/v1/charters/${world.charter}/registration-opening`,
            {},
            { 'If-Match': '*' },
          ),
          409,
        ),
      ),
    ).toEqual(['outOfSequence'])
  })

  it('a passport that is registered already is answered 409 with its journey', async () => {
    const answer = await world.cast.chamber.post(journeys(), { merchant: person(1), wishes: wishes() })
    const findings = expectProblem(answer, 409)
    expect(findings).toMatchObject([{ code: 'alreadyRegistered', facts: { journey } }])
  })

  it('a rule that is not met is answered 422, and every one of them is named', async () => {
    const answer = await world.cast.chamber.post(journeys(), {
      merchant: person(501, { documentExpiry: '2022-08-27', birthDate: '2012-01-01' }),
      wishes: wishes({ consentSignedAt: null }),
    })
    expect(codesOf(expectProblem(answer, 422, 'policy-unmet'))).toEqual([
      'consentMissing',
      'passportExpires',
      'guardianMissing',
    ])
  })

  it('a report from the future is answered 422', async () => {
    const test = negative('t-1', when.firstSample, when.firstReport)
    const answer = await world.cast.laboratory.post(`/v1/journeys/${journey}/tests`, test)
    expect(codesOf(expectProblem(answer, 422))).toEqual(['reportInFuture'])
  })

  it('a draft over an airport or to a facility that is not known is answered 422, each named', async () => {
    const { body: charter } = must(await world.cast.chamber.get(`/v1/charters/${world.charter}`))
    const { terms } = charter.record
    const leg = { ...terms.leg, from: 'XXX', to: 'YYY' }
    const unknown = expectProblem(await world.cast.chamber.post('/v1/charters', { ...terms, leg }), 422)
    expect(unknown.map(({ facts }) => facts['airport'])).toEqual(['XXX', 'YYY'])
    const elsewhere = { ...terms, leg: { ...terms.leg, from: 'ICN', to: 'HGH' }, facility: 'no-such-place' }
    expect(codesOf(expectProblem(await world.cast.chamber.post('/v1/charters', elsewhere), 422))).toEqual([
      'facilityUnknown',
    ])
  })

  it('has changed nothing', async () => {
    expect(await desk.countEvents()).toBe(events)
  })
})
