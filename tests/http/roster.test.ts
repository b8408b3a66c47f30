// A roster over HTTP: every wrong cell named, whole or not at all where that is asked, and the same file again changes nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, expectProblem, must, type Answer } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { rosterCsv, rosterRow, rosterXlsx } from '../support/roster.ts'
import { clearToBoard, closeManifest, furnish, openRegistration, type World } from '../support/world.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
let desk: TestDesk
let world: World

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterAll(() => desk.close())

/** Whole or not at all, unless the query says otherwise; what else a roster can be is told in rosterNegotiation. */
const send = (bytes: string | Uint8Array, type = 'text/csv', query = '?mode=all'): Promise<Answer> =>
  world.cast.chamber.post(`/v1/charters/${world.charter}/roster${query}`, bytes, { 'Content-Type': type })
const registered = async (): Promise<number> =>
  must(await world.cast.auditor.get(`/v1/charters/${world.charter}/journeys?limit=500`)).body.rows.length

describe('A roster with faults', () => {
  it('is not imported at all, and each fault is named by row, column and value', async () => {
    const good = rosterRow(1)
    const [, secondLine] = rosterRow(4).mrz.split('\n')
    const rows = [
      good,
      rosterRow(2, { birthDate: '1985-02-30', mrz: '' }),
      rosterRow(3, { email: 'nobody at home' }),
      rosterRow(4, { mrz: `${rosterRow(4).mrz.split('\n')[0]}\n${secondLine!.slice(0, 9)}X${secondLine!.slice(10)}` }),
      rosterRow(5, { sex: 'woman', phone: '12', costBearer: 'nobody', homeSuitable: 'perhaps' }),
    ]
    const answer = await send(rosterCsv(rows))
    expect(answer.status).toBe(422)
    const { rejected, ...report } = answer.body
    expect(report).toMatchObject({ rows: 5, created: 0, updated: 0, unchanged: 0, journeys: [] })
    const named = rejected.map(({ row, column, value }: { row: number; column: string; value: string }) => [
      row,
      column,
      value,
    ])
    expect(named).toEqual(
      expect.arrayContaining([
        [3, 'Birth date', '1985-02-30'],
        [4, 'E-mail', 'nobody at home'],
        [5, 'Machine-readable zone', expect.stringContaining('<')],
        [6, 'Sex', 'woman'],
        [6, 'Phone', '12'],
        [6, 'Cost bearer', 'nobody'],
        [6, 'Home suitable', 'perhaps'],
      ]),
    )
    expect(new Set(named.map(([row]: [number]) => row))).toEqual(new Set([3, 4, 5, 6]))
    for (const each of rejected)
      expect(each).toMatchObject({ rule: expect.any(String), explanation: expect.any(String) })
    expect(await registered()).toBe(0)
  })

  it('against the rules of the journey are named the same way: twins, consent, passport, guardian', async () => {
    const rows = [
      rosterRow(1),
      rosterRow(2, { documentNumber: rosterRow(1).documentNumber }),
      rosterRow(3, { consentAt: '' }),
      rosterRow(4, { documentExpiry: '2022-08-27' }),
      rosterRow(5, { birthDate: '2012-06-01' }),
      rosterRow(6, { birthDate: '2012-06-02', party: 'F1', partyRole: 'dependant' }),
    ]
    const answer = await send(rosterCsv(rows))
    expect(answer.status).toBe(422)
    const cells = answer.body.rejected.map(
      ({ row, column, value, rule }: { row: number; column: string; value: string; rule: string }) => [
        row,
        column,
        value,
        rule,
      ],
    )
    expect(cells).toEqual([
      [3, 'Passport number', rosterRow(1).documentNumber, 'twiceInRoster'],
      [4, 'Consent signed at', '', 'consentMissing'],
      [5, 'Passport expiry', '2022-08-27', 'passportExpires'],
      [6, 'Party', '', 'guardianMissing'],
      [7, 'Party', 'F1', 'guardianMissing'],
    ])
    expect(await registered()).toBe(0)
  })

  it('in Korean names its columns as the organiser wrote them', async () => {
    const rows = [rosterRow(2, { email: 'x' }), rosterRow(3, { documentExpiry: '2022-08-27' })]
    const { rejected } = (await send(rosterCsv(rows, { language: 'ko' }))).body
    expect(rejected.map(({ column }: { column: string }) => column)).toEqual(['이메일', '여권 만료일'])
  })

  it('names the faults of cells and of rules at the same time', async () => {
    const { rejected } = (await send(rosterCsv([rosterRow(2, { email: 'x' }), rosterRow(3, { consentAt: '' })]))).body
    expect(rejected.map(({ row, rule }: { row: number; rule: string }) => [row, rule])).toEqual([
      [2, expect.any(String)],
      [3, 'consentMissing'],
    ])
  })
})

describe('A file that is no roster is refused with the reason', () => {
  it.each([
    ['an empty file', '', 'text/csv', 'empty'],
    ['a text that is called xlsx', 'Dear desk, please find enclosed our roster.', xlsx, 'headingsMissing'],
    [
      'a zip that is no workbook',
      Buffer.from(
        'UEsDBBQAAAAAAAAAIVQAAAAAAAAAAAAAAAAFAAAAYS50eHRQSwECFAAUAAAAAAAAACFUAAAAAAAAAAAAAAAABQAAAAAAAAAAAAAAAAAAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAAIwAAAAAA',
        'base64',
      ),
      xlsx,
      'damaged',
    ],
    [
      'a list of names in a Korean encoding of old',
      Buffer.from([0xbc, 0xba, 0x2c, 0xc0, 0xcc, 0xb8, 0xa7, 0x0a]),
      'text/csv',
      'headingsMissing',
    ],
  ])('%s', async (_what, bytes, type, rule) => {
    const answer = await send(bytes, type)
    expect(codesOf(expectProblem(answer, 400))).toEqual([rule])
  })

  it('a sheet that lacks columns says which', async () => {
    const answer = await send(rosterCsv([rosterRow(1)], { without: ['email', 'birthDate'] }))
    expect(codesOf(expectProblem(answer, 400))).toEqual(['headingsMissing'])
    expect(answer.body.findings[0].message).toMatch(/Birth date, E-mail/)
  })

  it('one that is larger than a roster may be: 413', async () => {
    expectProblem(await send(Buffer.alloc(8 * 1024 * 1024 + 1, 65)), 413)
  })

  it('another chamber’s charter, before its file is even read: 404', async () => {
    const path = `/v1/charters/${world.rivalCharter}/roster`
    expectProblem(await world.cast.chamber.post(path, 'not a roster', { 'Content-Type': 'text/csv' }), 404)
  })
})

describe('A roster without faults', () => {
  const family = [
    rosterRow(10, { party: 'F1', partyRole: 'guardian' }),
    rosterRow(11, { party: 'F1', partyRole: 'dependant', birthDate: '2019-09-01' }),
  ]
  const rows = () => [rosterRow(7), rosterRow(8), rosterRow(9), ...family]

  it('is tried without a trace where only that is asked', async () => {
    const events = await desk.countEvents()
    const answer = must(await send(rosterCsv(rows()), 'text/csv', '?dryRun=true'))
    expect(answer.body).toMatchObject({ rows: 5, created: 5, dryRun: true, rejected: [] })
    expect(await desk.countEvents()).toBe(events)
    expect(await registered()).toBe(0)
  })

  it('is imported, and sent again in any other spelling changes nothing', async () => {
    expect(must(await send(await rosterXlsx(rows()), xlsx)).body).toMatchObject({ rows: 5, created: 5, unchanged: 0 })
    expect(await registered()).toBe(5)
    const events = await desk.countEvents()
    for (const again of [
      rosterCsv(rows(), { mark: true, delimiter: ';', language: 'ko' }),
      rosterCsv(rows(), { without: ['mrz'] }),
    ]) {
      expect(must(await send(again)).body).toMatchObject({ rows: 5, created: 0, updated: 0, unchanged: 5 })
    }
    expect(await desk.countEvents()).toBe(events)
  })

  it('with one telephone number changed updates that one merchant', async () => {
    const changed = [rosterRow(7, { phone: '010-9988-7766' }), ...rows().slice(1)]
    const answer = must(await send(rosterCsv(changed)))
    expect(answer.body).toMatchObject({ created: 0, updated: 1, unchanged: 4 })
    const { journey } = answer.body.journeys.find(({ outcome }: { outcome: string }) => outcome === 'updated')
    const shown = must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
    expect(shown.body.person.phone).toBe('+821099887766')
    const events = must(await world.cast.auditor.get(`/v1/journeys/${journey}/events`)).body
    expect(events.at(-1)).toMatchObject({ type: 'DetailsChanged', actor: { role: 'chamber' } })
  })

  it('with another birth date for a passport that is known is a conflict, and nothing is taken', async () => {
    const other = [rosterRow(8, { birthDate: '1986-03-07' }), rosterRow(20)]
    const answer = await send(rosterCsv(other))
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({
      created: 0,
      conflicts: [{ row: 2, column: 'Birth date', value: '1986-03-07', rule: 'sameDocument' }],
      journeys: [],
    })
    expect(await registered()).toBe(5)
  })

  it('with some new and some known takes the new', async () => {
    expect(must(await send(rosterCsv([...rows().slice(1), rosterRow(21)]))).body).toMatchObject({
      created: 1,
      unchanged: 4,
    })
  })

  it('of two people sending it at once registers nobody twice', async () => {
    const both = await Promise.all([
      send(rosterCsv([rosterRow(30), rosterRow(31)])),
      send(rosterCsv([rosterRow(30), rosterRow(31)])),
    ])
    for (const answer of both) expect([200, 409, 422], answer.text).toContain(answer.status)
    expect(both.map(({ body }) => body.created ?? 0).sort()).toEqual([0, 2])
    expect(await registered()).toBe(8)
  })
})

describe('The manifest as a spreadsheet', () => {
  it('runs nothing: cells that begin like a formula are put behind an apostrophe', async () => {
    await openRegistration(world)
    const evil = [
      rosterRow(40, { surname: '=HYPERLINK("http://evil.example";"x")', mrz: '' }),
      rosterRow(41, { surname: '@SUM(A1)', mrz: '' }),
      rosterRow(42, { surname: '-2+3', mrz: '' }),
      rosterRow(43, { surname: '+1,2', mrz: '' }),
    ]
    const { journeys } = must(await send(rosterCsv(evil))).body
    const ids = journeys.map(({ journey }: { journey: string }) => journey)
    await clearToBoard(desk, world, ids)
    await closeManifest(desk, world)
    const answer = must(await world.cast.carrier.get(`/v1/charters/${world.charter}/manifest.csv`))
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="manifest-HU454.csv"')
    const lines = answer.text
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"";""x"") MINSEO"`)
    expect(lines[2]).toContain(`'@SUM(A1) MINSEO`)
    expect(lines[3]).toContain(`'-2+3 MINSEO`)
    expect(lines[4]).toContain(`"'+1,2 MINSEO"`)
    for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+@-]/)
    // The carrier sees name and document; the birth date only as a year.
    expect(lines[1]).toContain('M52340040')
    expect(lines[1]).toContain(',1985,')
  })
})
