// Trade figures: entered over the API and by the page's form, corrected version by version, and told who entered what.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterAll(() => desk.close())

let month = 0
/** Each case has a period of its own, in the past. */
let period: { readonly from: string; readonly until: string }
beforeEach(() => {
  const text = `2019-${String(++month).padStart(2, '0')}`
  period = { from: text, until: text }
})

const body = (more: object = {}) => ({
  country: 'KR',
  ...period,
  currency: 'CNY',
  unit: 'hundredMillions',
  exports: '53.4',
  imports: '2.1',
  exportGrowth: '12.7',
  importGrowth: '-3',
  source: { name: 'Yiwu Customs', address: 'https://customs.example/2022' },
  ...more,
})
const enter = (more: object = {}) => world.cast.reformOffice.post('/v1/trade-figures', body(more))
const correct = (version: number, more: object = {}) =>
  world.cast.reformOffice.post(
    '/v1/trade-figures/correction',
    { ...body(), reason: 'the source was revised', ...more },
    { 'If-Match': `"${version}"` },
  )
const versions = async () =>
  must(await world.cast.auditor.get(`/v1/trade-figures/versions?country=KR&from=${period.from}&until=${period.until}`))
    .body
const codes = (answer: { readonly body: { readonly findings: readonly { readonly code: string }[] } }) =>
  answer.body.findings.map(({ code }) => code)

describe('Over the API', () => {
  it('figures are entered once; entered again the office is told which stand', async () => {
    const entered = await enter()
    expect(entered.status, entered.text).toBe(201)
    expect(entered.body).toMatchObject({
      ...body(),
      version: 1,
      reason: null,
      by: { role: 'reformOffice', organisation: world.cast.organisations.reformOffice, person: null },
    })
    expect(entered.text).not.toContain('token')
    const again = await enter({ exports: '1' })
    expect([again.status, codes(again)]).toEqual([422, ['tradeAlreadyEntered']])
    expect(again.body.findings[0].facts).toMatchObject({ version: 1 })
  })

  it('a correction is the next version and keeps the one before, each with its line in the record', async () => {
    must(await enter())
    const corrected = await correct(1, { exports: '53.6' })
    expect([corrected.status, corrected.body.version, corrected.body.exports]).toEqual([200, 2, '53.6'])
    expect((await versions()).map(({ version, exports }: never) => [version, exports])).toEqual([
      [2, '53.6'],
      [1, '53.4'],
    ])
    const stands = must(await world.cast.reformOffice.get('/v1/trade-figures?country=KR')).body
    expect(stands.find(({ from }: { from: string }) => from === period.from).version).toBe(2)
    const told = await desk.open.desk.store.eventsOf('desk', `trade KR ${period.from} ${period.until}`)
    expect(told.map(({ type, data }) => [type, (data as { reason?: string }).reason])).toEqual([
      ['TradeFiguresEntered', undefined],
      ['TradeFiguresCorrected', 'the source was revised'],
    ])
  })

  it('a correction of what another corrected meanwhile, of nothing, or without a change is refused', async () => {
    expect(codes(await correct(1))).toEqual(['tradeNotEntered'])
    must(await enter())
    expect(codes(await correct(1))).toEqual(['tradeUnchanged'])
    must(await correct(1, { exports: '1' }))
    expect((await correct(1, { exports: '2' })).status).toBe(412)
    expect(await versions()).toHaveLength(2)
  })

  it('two that enter the same period at once enter it once', async () => {
    const answers = await Promise.all([enter(), enter({ exports: '9' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    expect(await versions()).toHaveLength(1)
  })

  it('what is wrong is named, all at once', async () => {
    const wrong = await enter({ exports: '-1', imports: 'many', from: '2022-08', until: '2022-08' })
    expect(codes(wrong)).toEqual(['tradePeriodNotOver', 'tradeNegative', 'tradeNoNumber'])
    expect(codes(await enter({ from: '2019-09', until: '2019-08' }))).toEqual(['tradePeriodReversed'])
    expect(codes(await enter({ exports: null, imports: null }))).toEqual(['tradeEmpty'])
    for (const [field, value] of Object.entries({ country: 'ZZ', from: '2019-13', exports: 5.3, currency: 'XXX' })) {
      const refused = await enter({ [field]: value })
      expect(refused.status, field).toBe(400)
      expect(refused.body.findings[0].facts.field).toBe(field)
    }
    expect(await versions()).toHaveLength(0)
  })

  it('the same request again is answered with what it made', async () => {
    const once = { 'Idempotency-Key': `trade-${period.from}` }
    const first = await world.cast.reformOffice.post('/v1/trade-figures', body(), once)
    const second = await world.cast.reformOffice.post('/v1/trade-figures', body(), once)
    expect([second.status, second.body]).toEqual([201, first.body])
  })
})

describe('On the page', () => {
  const headers = (language = 'en') => ({
    Authorization: `Bearer ${world.cast.reformOffice.token}`,
    Cookie: `desk_language=${language}`,
  })
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const fields = (more: object = {}) => {
    const { source, ...rest } = body()
    return { form: 'entry', version: '0', ...rest, sourceName: source.name, sourceAddress: '', ...more }
  }
  const send = (more: object = {}) =>
    desk.nobody.post('/trade', new URLSearchParams(fields(more)).toString(), { ...form, ...headers() })

  it('figures are entered by a form and lead to what now stands, in the reader’s own numbers', async () => {
    const sent = await send()
    const address = `/trade?country=KR&from=${period.from}&until=${period.until}`
    expect([sent.status, sent.headers.get('location')]).toEqual([303, address])
    const { text } = await desk.nobody.get(address, headers())
    expect(text).toContain('CN¥5.34bn (+12.7%)')
    expect(text).toContain('Yiwu Customs')
    expect((await desk.nobody.get(address, headers('zh'))).text).toContain('¥53.4亿')
    expect((await send()).status).toBe(303)
    expect(await versions()).toHaveLength(1)
  })

  it('a correction keeps what was typed where it is refused, and stands once it is taken', async () => {
    must(await enter())
    const correction = { form: 'correction', version: '1', exports: '53<6', reason: 'revised' }
    const refused = await send(correction)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="53&lt;6"')
    expect((await send({ ...correction, exports: '53.6' })).status).toBe(303)
    const stale = await send({ ...correction, exports: '53.7' })
    expect(stale.status).toBe(412)
    expect(stale.text).toContain('value="53.7"')
    expect(stale.text).toMatch(/<strong>Figures corrected<\/strong> · <bdi>The reformOffice · <\/bdi>/)
    const nonce = 'one-and-the-same-page'
    const third = { ...correction, version: '2', exports: '53.8', nonce }
    expect((await send(third)).status).toBe(303)
    const changed = await send({ ...third, exports: '53.9' })
    expect(changed.status).toBe(409)
    expect(changed.text).toContain('This form had been sent before and was taken then.')
    expect((await versions()).map(({ exports }: never) => exports)).toEqual(['53.8', '53.6', '53.4'])
  })

  it('is for the office to fill in; who audits only reads', async () => {
    const auditor = { Authorization: `Bearer ${world.cast.auditor.token}` }
    const { status, text } = await desk.nobody.get('/trade', auditor)
    expect([status, text.includes('name="sourceName"')]).toEqual([200, false])
    const sent = await desk.nobody.post('/trade', new URLSearchParams(fields()).toString(), { ...form, ...auditor })
    expect(sent.status).toBe(404)
    const chamber = { Authorization: `Bearer ${world.cast.chamber.token}` }
    expect((await desk.nobody.get('/trade', chamber)).status).toBe(404)
  })
})
