// A briefing and lists of a real charter: figures balance, nobody is named, files are safe, and looks are recorded.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { person } from '../support/merchants.ts'
import { travelledDesk } from '../support/travelled.ts'
import { tableWriter } from '../../src/files/tables.ts'
import { readWorkbook } from '../../src/files/workbook.ts'

let at: Awaited<ReturnType<typeof travelledDesk>>
const trade = {
  ...{ country: 'KR', from: '2022-01', until: '2022-06', currency: 'CNY', unit: 'hundredMillions' },
  ...{ exports: '53.4', exportGrowth: '12.7', source: { name: 'Yiwu Customs' } },
}
beforeAll(async () => {
  at = await travelledDesk()
  must(await at.world.cast.reformOffice.post('/v1/trade-figures', trade))
}, 60_000)
afterAll(() => at.desk.close())

const asPage = (who: { readonly token: string }, address: string, language = 'en') =>
  at.desk.nobody.get(address, { Authorization: `Bearer ${who.token}`, Cookie: `desk_language=${language}` })
const path = () => `/v1/charters/${at.world.charter}`

describe('The briefing', () => {
  it('counts everybody once and agrees with the charter’s own balance', async () => {
    const { reformOffice } = at.world.cast
    const briefing = must(await reformOffice.get(`${path()}/briefing`)).body
    const balance = must(await reformOffice.get(`${path()}/balance`)).body
    const link = (name: string) => balance.links.find((each: { link: string }) => each.link === name).count
    expect(briefing.passengers).toMatchObject({ registered: 2, flown: link('boarded') })
    expect(Object.values<number>(briefing.now).reduce((sum, each) => sum + each, 0)).toBe(2)
    expect(briefing.now).toMatchObject({ inObservation: 1, inTransfer: 1 })
    expect(briefing.transfer).toEqual({
      coaches: 1,
      countedIn: link('counted into vehicles'),
      countedOut: link('counted out of vehicles'),
      handovers: 4,
    })
    expect(briefing.observation).toMatchObject({ admitted: link('admitted'), rooms: 1, days: null })
    expect(briefing).toMatchObject({
      country: 'KR',
      chamber: 'The chamber',
      trade: { from: '2022-01', until: '2022-06', version: 1, figures: { exports: '53.4' } },
    })
    expect(briefing.editions).toHaveLength(2)
  })

  it('names nobody, as JSON, as a page and as a table', async () => {
    const { reformOffice } = at.world.cast
    const texts = await Promise.all([
      reformOffice.get(`${path()}/briefing`),
      reformOffice.get(`${path()}/briefing.csv`),
      asPage(reformOffice, `/charters/${at.world.charter}/briefing`),
    ])
    for (const { status, text } of texts) {
      expect(status).toBe(200)
      for (const number of [1, 2]) {
        const { surname, givenNames, documentNumber, email } = person(number)
        for (const word of [surname, givenNames, documentNumber, email]) expect(text).not.toContain(word)
      }
      for (const journey of at.journeys) expect(text).not.toContain(journey)
      expect(text).not.toContain(at.world.cast.reformOffice.token)
    }
  })

  it('is a page in the reader’s language with the trade of the country and what it rests on', async () => {
    const english = (await asPage(at.world.cast.reformOffice, `/charters/${at.world.charter}/briefing`)).text
    expect(english).toContain('Trade with South Korea')
    expect(english).toContain('CN¥5.34bn (+12.7%)')
    expect(english).toContain('As of ')
    const chinese = (await asPage(at.world.cast.reformOffice, `/charters/${at.world.charter}/briefing`, 'zh')).text
    expect(chinese).toContain('与韩国的贸易')
    expect((await asPage(at.world.cast.chamber, `/charters/${at.world.charter}/briefing`)).status).toBe(404)
    expect((await at.world.cast.chamber.get(`${path()}/briefing`)).status).toBe(403)
  })
})

describe('A list to take away', () => {
  it('of people shows each as the role may see them, and the look is recorded', async () => {
    const { chamber, reformOffice } = at.world.cast
    const whole = must(await chamber.get(`${path()}/people.csv`))
    expect(whole.headers.get('content-disposition')).toContain('people-HU454.csv')
    expect(whole.text).toContain(person(1).surname)
    const short = must(await reformOffice.get(`${path()}/people.csv?language=zh`)).text
    expect(short).not.toContain(person(1).surname)
    expect(short).toContain('姓名')
    const looks = (await at.desk.open.desk.store.journalPage(0, 500, null)).filter(
      ({ data }) => (data as { readonly what?: string }).what === 'peopleFile',
    )
    expect(looks.map(({ actor }) => actor.role)).toEqual(['chamber', 'reformOffice'])
    expect((await at.world.cast.rivalChamber.get(`${path()}/people.csv`)).status).toBe(404)
  })

  it('of people as a workbook holds the same rows', async () => {
    const { status, headers } = await at.world.cast.chamber.get(`${path()}/people.xlsx`)
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ])
  })

  it('of what is due, and of the charters that one sees', async () => {
    const { facility, chamber, rivalChamber } = at.world.cast
    expect(must(await facility.get(`${path()}/due.csv`)).text).toContain('Due by')
    expect(must(await chamber.get('/v1/board.csv')).text).toContain('HU454')
    const lines = must(await rivalChamber.get('/v1/board.csv'))
      .text.trim()
      .split('\r\n')
    expect(lines).toHaveLength(2)
  })

  it('is linked from the charter’s page to whoever may take it', async () => {
    const page = (await asPage(at.world.cast.reformOffice, `/charters/${at.world.charter}`)).text
    for (const file of ['people.xlsx', 'people.csv', 'due.csv', 'manifest.csv'])
      expect(page).toContain(`${path()}/${file}`)
    expect(page).not.toContain(`${path()}/roster?`)
    expect(page).toContain(`/charters/${at.world.charter}/briefing`)
  })

  it('holds no formula, whatever somebody is called', async () => {
    const rows = [['Name'], ['=HYPERLINK("x")'], ['@SUM(A1)'], ['-1'], [12]] as const
    const csv = (await tableWriter.table(rows, 'csv')).toString('utf8')
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv).toContain("'@SUM(A1)")
    expect(csv).toContain("'-1")
    const book = await readWorkbook(await tableWriter.table(rows, 'xlsx'), 1_000_000, { rows: 100, columns: 10 })
    expect(book.rows.flat()).toContain('=HYPERLINK("x")')
    expect(book.unvalued).toEqual([])
  })
})
