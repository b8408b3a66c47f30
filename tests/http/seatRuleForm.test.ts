// The form on a charter's page by which the rule for seats is published: what it sends, who has it, and what it says of a wrong field.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CharterId } from '../../src/domain/ids.ts'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, wishes } from '../support/merchants.ts'
import { readingAs } from '../support/reading.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let charter: string
const any = { 'If-Match': '*' }

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterAll(() => desk.close())
beforeEach(async () => {
  charter = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
})

const page = async (who: Client, language?: string) =>
  (await desk.nobody.get(`/charters/${charter}`, readingAs(who, language))).text
const rule = {
  closesAt: '2022-08-22T12:00',
  'needs.orders': '5',
  'needs.payment': '0',
  'needs.other': '',
  capPerCompany: '2',
  offerHours: '24',
}
const send = (who: Client, fields: Readonly<Record<string, string>>, language?: string) =>
  desk.nobody.post(`/charters/${charter}`, new URLSearchParams({ form: 'seat-rule', ...fields }).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...readingAs(who, language),
  })
const stands = async () => (await desk.open.desk.store.charter(charter as CharterId))!.state
const published = async () =>
  (await desk.open.desk.store.eventsOf('charter', charter)).filter(({ type }) => type === 'SeatRulePublished')
/** What the page's own form carries unseen. */
const hidden = (text: string): Record<string, string> => {
  const [, form = ''] = /(<form(?:(?!<form).)*?value="seat-rule".*?<\/form>)/s.exec(text) ?? []
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  )
}
const offers = (text: string): boolean => text.includes('value="seat-rule"')

describe('The form for the rule for seats', () => {
  it('publishes exactly what the interface would, typed by the clock of the departure city', async () => {
    const text = await page(world.cast.chamber)
    expect(text).toContain('Claims close (time in Seoul)')
    const answer = await send(world.cast.chamber, { ...hidden(text), ...rule })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/charters/${charter}#seatRule`])
    const typed = (await stands()).record.allocation
    expect(typed?.commitment).toMatch(/^[0-9a-f]{64}$/)
    const other = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
    const body = {
      closesAt: '2022-08-22T12:00:00+09:00',
      needs: { orders: 5, payment: 0 },
      capPerCompany: 2,
      offerHours: 24,
    }
    must(await world.cast.chamber.post(`/v1/charters/${other}/seat-rule`, body, any))
    expect(typed?.rule).toEqual((await desk.open.desk.store.charter(other))!.state.record.allocation?.rule)
    const after = await page(world.cast.chamber)
    expect(after).toContain('id="seatRule"')
    expect(offers(after)).toBe(false)
  })

  it('may leave out every need and the limit for a company', async () => {
    const fields = { ...rule, 'needs.orders': '', 'needs.payment': '', capPerCompany: '', offerHours: '2.5' }
    expect((await send(world.cast.reformOffice, { version: '1', ...fields })).status).toBe(303)
    expect((await stands()).record.allocation?.rule).toMatchObject({ needs: {}, capPerCompany: null, offerHours: 2.5 })
  })

  it('sent twice publishes once, and is one receipt', async () => {
    const fields = { ...hidden(await page(world.cast.chamber)), ...rule }
    const answers = [await send(world.cast.chamber, fields), await send(world.cast.chamber, fields)]
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [303, `/charters/${charter}#seatRule`],
      [303, `/charters/${charter}?again=1#seatRule`],
    ])
    expect(await published()).toHaveLength(1)
  })

  it('names each wrong field where it stands, begins at the first, and keeps what was typed', async () => {
    const typed = {
      ...{ closesAt: '" autofocus x="', 'needs.orders': '5', 'needs.payment': '1001', 'needs.other': '<b' },
      ...{ capPerCompany: '0', offerHours: '' },
    }
    const { status, text } = await send(world.cast.chamber, { version: '1', ...typed })
    expect(status).toBe(400)
    const wrong = [...text.matchAll(/<input[^>]*id="seat-rule-([\w.]+)"[^>]*aria-invalid/g)].map(([, name]) => name)
    expect(wrong).toEqual(['closesAt', 'needs.payment', 'needs.other', 'capPerCompany', 'offerHours'])
    expect(text.match(/ autofocus(?=[ >/])(?! x)/g)).toHaveLength(1)
    expect(text).toMatch(/id="seat-rule-closesAt"[^>]*" autofocus/)
    expect(text).toMatch(
      /id="seat-rule-closesAt"[^>]*aria-describedby="seat-rule-closesAt-hint seat-rule-closesAt-wrong"/,
    )
    expect(text).toContain('id="seat-rule-needs.payment-wrong"><li>Points are a whole number from 0 to 1000')
    for (const value of ['&quot; autofocus x=&quot;', '1001', '&lt;b', '5', '0'])
      expect(text).toContain(`value="${value}"`)
    expect(await published()).toHaveLength(0)
  })

  it('says at the closing why it is too soon or too late, in the reader’s language', async () => {
    const soon = await send(world.cast.chamber, { version: '1', ...rule, closesAt: '2022-08-20T23:00' }, 'ko')
    expect(soon.status).toBe(422)
    expect(soon.text).toMatch(/id="seat-rule-closesAt-wrong"><li>신청은 공표 후 24시간 이상/)
    const late = await send(world.cast.chamber, { version: '1', ...rule, closesAt: '2022-08-28T15:00' })
    expect(late.status).toBe(422)
    expect(late.text).toMatch(/id="seat-rule-closesAt-wrong"><li>Claims must close before .*Korean Standard Time/)
    expect(late.text).toContain('value="2022-08-28T15:00"')
  })

  it('takes the earliest closing that it names, and none a minute after the latest', async () => {
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, any))
    const shown = await page(world.cast.chamber)
    const [least, most] = ['min', 'max'].map(
      (end) => new RegExp(`datetime-local"[^>]* ${end}="([^"]+)"`).exec(shown)![1]!,
    )
    const minuteAfter = new Date(Date.parse(`${most}:00Z`) + 60_000).toISOString().slice(0, 16)
    const closing = async (closesAt: string) =>
      (await send(world.cast.chamber, { ...hidden(await page(world.cast.chamber)), ...rule, closesAt })).status
    expect(await closing(minuteAfter)).toBe(422)
    // Some minutes after the page was opened the earliest that it named is taken still.
    desk.clock.set(new Date(Date.parse(desk.clock.now()) + 9 * 60_000).toISOString())
    expect(await closing(least!)).toBe(303)
  })

  it('is decided on what was seen: without a version, or after somebody changed the charter, nothing is published', async () => {
    expect((await send(world.cast.chamber, rule)).status).toBe(400)
    const fields = { ...hidden(await page(world.cast.chamber)), ...rule }
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, any))
    const stale = await send(world.cast.chamber, fields)
    expect(stale.status).toBe(412)
    expect(stale.text).toContain('value="2022-08-22T12:00"')
    expect(await published()).toHaveLength(0)
    expect((await send(world.cast.chamber, { ...hidden(stale.text), ...rule })).status).toBe(303)
  })

  it('is there for the organiser and the office alone, and whoever else sends it is refused', async () => {
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, any))
    expect([offers(await page(world.cast.chamber)), offers(await page(world.cast.reformOffice))]).toEqual([true, true])
    charter = world.charter
    for (const who of ['carrier', 'auditor', 'mission'] as const) {
      const text = await page(world.cast[who])
      expect([who, text.includes('HU454'), offers(text)]).toEqual([who, true, false])
      expect([who, (await send(world.cast[who], { version: '2', ...rule })).status]).toEqual([who, 404])
    }
    expect((await send(world.cast.rivalChamber, { version: '2', ...rule })).status).toBe(404)
    expect(await published()).toHaveLength(0)
  })

  it('is gone once somebody registered, and where no time is left for claims', async () => {
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, any))
    const fields = { ...hidden(await page(world.cast.chamber)), ...rule }
    must(await world.cast.chamber.post(`/v1/charters/${charter}/journeys`, { merchant: person(60), wishes: wishes() }))
    expect(offers(await page(world.cast.chamber))).toBe(false)
    const { version } = await stands()
    const late = await send(world.cast.chamber, { ...fields, version: String(version) })
    expect(late.status).toBe(409)
    expect(late.text).toContain('1 have registered already')
    expect(late.text).toContain('<bdi>2022-08-22T12:00</bdi>')
    charter = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
    expect(offers(await page(world.cast.chamber))).toBe(true)
    desk.clock.set('2022-08-27T12:00:00+09:00')
    expect(offers(await page(world.cast.chamber))).toBe(false)
  })
})
