// The pages of demand: a company replies with a form and no script, the office reads the forecast.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { readingAs } from '../support/reading.ts'
import { furnish, type World } from '../support/world.ts'
import { callBody, replyCsv, replyLine } from '../support/demand.ts'

let desk: TestDesk
let world: World
let call: string
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  call = must(await world.cast.reformOffice.post('/v1/demand-calls', callBody())).body.id
})
afterAll(() => desk.close())

const page = (who: Client, path: string, language?: string) => desk.nobody.get(path, readingAs(who, language))
const typed = (more: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    'country-0': 'kr',
    'purpose-0': 'orders <b>',
    'earliestDate-0': '2022-08-26',
    'merchants-0': '130',
    'passportUntil-0': '2026-01-01',
    'visa-0': 'inHand',
    'invitationLetter-0': 'notNeeded',
    'visa-1': 'inHand',
    'invitationLetter-1': 'inHand',
    ...more,
  }).toString()
const send = (who: Client, body: string) => desk.nobody.post(`/demand/${call}`, body, { ...form, ...readingAs(who) })

describe('The form of a reply', () => {
  it('names what is wrong, keeps what was typed, and takes nothing', async () => {
    const answer = await send(world.cast.company, typed({ 'merchants-0': '0', 'country-0': 'xx' }))
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('Group 1 · How many merchants: must be at least 1')
    expect(answer.text).toContain('Group 1 · Country where they are (two letters): is not a country')
    expect(answer.text).toContain('value="orders &lt;b>"')
    const outside = await send(world.cast.company, typed({ 'earliestDate-0': '2022-09-30' }))
    expect(outside.status).toBe(422)
    expect(outside.text).toContain('lies outside the window')
    expect(must(await world.cast.reformOffice.get(`/v1/demand-calls/${call}`)).body.interest).toBe(0)
  })

  it('is taken, and shows again what was answered; blocks left empty are no lines', async () => {
    const answer = await send(world.cast.company, typed())
    const led = answer.headers.get('location')!
    expect([answer.status, led]).toEqual([303, `/demand/${call}?saved=1#reply`])
    expect((await page(world.cast.company, led)).text).toContain('Your reply was taken.')
    const again = await page(world.cast.company, `/demand/${call}`)
    expect(again.text).toContain('value="130"')
    const { record } = must(await world.cast.company.get(`/v1/demand-calls/${call}`)).body
    expect(record.replies[0].lines).toHaveLength(1)
    expect((await page(world.cast.chamber, `/demand/${call}`)).text).not.toContain('value="130"')
  })

  it('has room for every line of a reply that came as a longer list', async () => {
    const lines = Array.from({ length: 9 }, (_, i) => replyLine({ merchants: i + 1 }))
    must(await world.cast.rivalChamber.post(`/v1/demand-calls/${call}/replies`, { lines }))
    const { text } = await page(world.cast.rivalChamber, `/demand/${call}`)
    expect(text.match(/<fieldset/g)).toHaveLength(11)
  })

  it('is offered to nobody who is not asked, nor to the office, nor once the call has closed', async () => {
    expect((await send(world.cast.carrier, typed())).status).toBe(404)
    expect((await send(world.cast.reformOffice, typed())).status).toBe(404)
    expect((await desk.nobody.post(`/demand/${call}`, typed(), form)).headers.get('location')).toBe('/sign-in')
    const asked = [world.cast.organisations.company]
    const other = must(await world.cast.reformOffice.post('/v1/demand-calls', callBody({ asked }))).body.id
    expect((await page(world.cast.chamber, `/demand/${other}`)).status).toBe(404)
    expect((await page(world.cast.company, `/demand/${other}`)).text).toContain('<fieldset')
    must(await world.cast.reformOffice.post(`/v1/demand-calls/${other}/closing`, { reason: 'x' }, { 'If-Match': '*' }))
    expect((await page(world.cast.company, `/demand/${other}`)).text).not.toContain('<fieldset')
    const late = await desk.nobody.post(`/demand/${other}`, typed(), { ...form, ...readingAs(world.cast.company) })
    expect(late.status).toBe(409)
  })
})

describe('The decisions of the office on a call', () => {
  it('are forms that lead back to the page: closed once, opened again until another time, cancelled, each with its reason', async () => {
    const office = world.cast.reformOffice
    const { id } = must(await office.post('/v1/demand-calls', callBody())).body
    const decide = (
      who: Client,
      fields: Readonly<Record<string, string>>,
      more: Readonly<Record<string, string>> = {},
    ) =>
      desk.nobody.post(`/demand/${id}`, new URLSearchParams(fields).toString(), { ...form, ...readingAs(who), ...more })
    const closing = { form: 'closing', version: '1', reason: 'enough' }
    expect((await decide(world.cast.company, closing)).status).toBe(404)
    expect((await decide(office, { ...closing, reason: '' })).status).toBe(400)
    const answers = [await decide(office, closing), await decide(office, closing)]
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [303, `/demand/${id}#decisions`],
      [303, `/demand/${id}?again=1#decisions`],
    ])
    const reopening = { form: 'reopening', version: '2', reason: 'late <news>', closesAt: '2022-08-19T18:00' }
    const refused = await decide(office, reopening)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('late &lt;news>')
    expect((await decide(office, { ...reopening, closesAt: '2022-08-24T18:00' })).status).toBe(303)
    expect(must(await office.get(`/v1/demand-calls/${id}`)).body.record.closesAt).toBe('2022-08-24T09:00:00.000Z')
    must(await world.cast.company.post(`/v1/demand-calls/${id}/replies`, { lines: [replyLine()] }))
    expect((await decide(world.cast.company, { form: 'withdrawal', version: '4', reason: 'no goods' })).status).toBe(
      303,
    )
    expect((await decide(office, { form: 'cancellation', version: '5', reason: 'no aircraft' })).status).toBe(303)
    expect(must(await office.get(`/v1/demand-calls/${id}`)).body).toMatchObject({ stage: 'cancelled', interest: 0 })
  })
})

describe('The pages of the office', () => {
  it('show interest, who could fly, the least load and the recommendation in five languages', async () => {
    const said = { en: 'Could fly', ko: '탑승 가능 인원', zh: '可成行人数' }
    for (const [language, words] of Object.entries(said)) {
      const { text } = await page(world.cast.reformOffice, '/demand', language)
      expect(text).toContain(words)
      expect(text).toContain(`/demand/${call}`)
    }
    const { text } = await page(world.cast.reformOffice, `/demand/${call}`)
    expect(text).toContain('The company')
    expect(text).toContain('merchants could fly on Friday, 26 August 2022')
    expect((await page(world.cast.company, `/demand/${call}`)).text).not.toContain('Could fly')
  })

  it('are hidden from roles that have nothing to do with demand', async () => {
    expect((await page(world.cast.carrier, '/demand')).status).toBe(404)
    expect((await page(world.cast.reformOffice, '/demand/D1')).status).toBe(404)
  })
})

describe('The field for a spreadsheet’s rows', () => {
  const paste = (who: Client, sheet: string, language = 'en') =>
    desk.nobody.post(`/demand/${call}`, new URLSearchParams({ sheet }).toString(), {
      ...form,
      ...readingAs(who, language),
    })
  const rows = (...more: readonly string[][]) => replyCsv(more, 'ko').replaceAll(',', '\t')
  const row = ['한국', 'KR', 'orders', '2022-08-27', '12', '2026-01-01', '비자 있음', '초청장 불필요']

  it('takes what was copied out of a spreadsheet, and the form then shows it', async () => {
    const answer = await paste(world.cast.company, rows(row))
    const led = answer.headers.get('location')!
    expect([answer.status, led]).toEqual([303, `/demand/${call}?saved=1#reply`])
    const { text } = await page(world.cast.company, led)
    expect(text).toContain('Your reply was taken.')
    expect(text).toContain('value="12"')
  })

  it('names each wrong cell by row and column in the reader’s language, keeps what was pasted and takes nothing', async () => {
    const answer = await paste(world.cast.company, rows(row, row.with(0, '<b>')), 'zh')
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(
      /<th scope="row">3<\/th><td data-label="列"><bdi class="typed">체류국<\/bdi><\/td><td data-label="值"><bdi class="typed">&lt;b/,
    )
    expect(answer.text).toContain('格式不对')
    expect(answer.text).toContain('비자 있음')
    const { interest } = must(await world.cast.company.get(`/v1/demand-calls/${call}`)).body
    expect(interest).toBe(12)
    expect((await paste(world.cast.company, 'Country')).status).toBe(400)
    expect((await paste(world.cast.company, '')).status).toBe(400)
  })

  it('stands beside links to the template in five languages, and is nobody’s who may not reply', async () => {
    const { text } = await page(world.cast.company, `/demand/${call}`)
    for (const language of ['en', 'ko', 'zh', 'ru', 'ar'])
      expect(text).toContain(`/v1/demand-template.xlsx?language=${language}`)
    expect((await page(world.cast.reformOffice, `/demand/${call}`)).text).not.toContain('demand-template')
    expect((await paste(world.cast.reformOffice, rows(row))).status).toBe(404)
  })
})
