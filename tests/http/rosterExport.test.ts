// Export is import's shape: who is registered comes out as a roster, and the same file goes in again without a change.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSheet } from '../../src/files/sheet.ts'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const csv = 'text/csv'
const rows = [
  rosterRow(1, { visaKind: 'M', visaNumber: 'K1', visaExpiry: '2022-12-31', need: 'payment', pastInfection: 'no' }),
  rosterRow(2, { invitationNumber: 'YW-1', invitationDate: '2022-07-20', visaKind: 'none', homeSuitable: 'no' }),
  rosterRow(3, { party: 'the Kims', partyRole: 'guardian' }),
  rosterRow(4, { party: 'the Kims', partyRole: 'dependant', birthDate: '2019-09-01' }),
  rosterRow(5, { originCountry: 'NG', originDeparture: '2022-08-27T21:00:00+01:00', originCodeSeen: 'yes' }),
  rosterRow(6, { hostCompany: '=HYPERLINK("http://evil.example","x")', purpose: '+1, "so"\n@x', nativeName: '' }),
]
const { leg } = termsBody()
const nextDay = {
  ...leg,
  plannedBoarding: '2022-08-29T15:40:00+09:00',
  scheduledDeparture: '2022-08-29T15:40:00+09:00',
  scheduledArrival: '2022-08-29T18:00:00+09:00',
}
let desk: TestDesk
let world: World
let second: string

const exported = async (type: string, language = 'en', of = world.charter): Promise<Buffer> => {
  const answer = await fetch(`${desk.url}/v1/charters/${of}/roster?language=${language}`, {
    headers: { Authorization: `Bearer ${world.cast.chamber.token}`, Accept: type },
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain(type)
  return Buffer.from(await answer.arrayBuffer())
}
const send = async (bytes: string | Uint8Array, type = csv, of = world.charter) =>
  must(await world.cast.chamber.post(`/v1/charters/${of}/roster`, bytes, { 'Content-Type': type })).body
const rowsOf = async (bytes: Buffer): Promise<readonly (readonly string[])[]> => {
  const sheet = await readSheet(bytes)
  if (sheet.outcome === 'unreadable') throw new Error(sheet.explanation)
  return sheet.rows
}

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  second = must(await world.cast.chamber.post('/v1/charters', termsBody({ leg: nextDay }))).body.id
  must(await world.cast.chamber.post(`/v1/charters/${second}/application`, {}, { 'If-Match': '*' }))
  expect(await send(rosterCsv(rows))).toMatchObject({ created: 6, rejected: [], conflicts: [] })
})
afterAll(() => desk.close())

describe('The roster of those who are registered', () => {
  it('goes in again as it came out, in either shape and every language, and changes nothing', async () => {
    const events = await desk.countEvents()
    for (const [type, language] of [
      [xlsx, 'en'],
      [xlsx, 'ko'],
      [csv, 'ko'],
      [csv, 'zh'],
    ] as const) {
      const report = await send(await exported(type, language), type)
      expect(report, `${type} ${language}`).toMatchObject({
        rows: 6,
        unchanged: 6,
        rejected: [],
        conflicts: [],
        unknownHeadings: [],
      })
    }
    expect(await desk.countEvents()).toBe(events)
  })

  it('says beside each person where they stand, and runs nothing', async () => {
    const [headings, ...people] = await rowsOf(await exported(xlsx, 'ko'))
    expect(headings![0]).toBe('성 (Surname)')
    expect(headings!.at(-1)).toBe('데스크 비고')
    for (const cells of people) expect(cells.at(-1)).toMatch(/[가-힣].*\(C\w+-J\w+\)$/)
    const text = (await exported(csv)).toString('utf8')
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`)
    for (const cell of text.split(/[,\r]/)) expect(cell).not.toMatch(/^"?[=+@-]/)
  })

  it('registers the same people on the next charter, families together and without a trace of the first', async () => {
    const report = await send(await exported(csv), csv, second)
    expect(report).toMatchObject({ created: 6, rejected: [], conflicts: [] })
    const partyOf = async (journey: string) =>
      must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body.dossier.party
    const all = await Promise.all(report.journeys.map(({ journey }: { journey: string }) => partyOf(journey)))
    const [guardian, child] = all.filter(Boolean).sort((a, b) => a.guardians.length - b.guardians.length)
    expect(child.party).toBe(guardian.party)
    expect(child.guardians).toHaveLength(1)
    expect((await exported(csv)).toString('utf8')).not.toContain(child.party)
    expect(await send(await exported(csv, 'en', second), csv, second)).toMatchObject({ unchanged: 6 })
  })

  it('takes one changed cell as that one change', async () => {
    const text = (await exported(csv)).toString('utf8')
    expect(await send(text.replace('+821055510002', '+821055519999'))).toMatchObject({ updated: 1, unchanged: 5 })
  })

  it('is the organiser’s alone', async () => {
    const path = `/v1/charters/${world.charter}/roster`
    expectProblem(await world.cast.rivalChamber.get(path), 404)
    for (const who of [world.cast.auditor, world.cast.reformOffice, world.cast.carrier])
      expectProblem(await who.get(path), 403)
  })
})

describe('Whoever changes aircraft', () => {
  it('is registered with the first flight, and each half of it that is missing is named', async () => {
    const bad = [
      rosterRow(70, { originCountry: 'NG' }),
      rosterRow(71, { originCountry: 'Nigeria', originDeparture: '27 August', originCodeSeen: 'perhaps' }),
    ]
    const { rejected } = await send(rosterCsv(bad))
    expect(rejected.map(({ row, column, rule }: Record<string, unknown>) => [row, column, rule])).toEqual([
      [2, 'First flight departs', 'required'],
      [2, 'Code of first flight seen', 'required'],
      [3, 'First flight from', 'shape'],
      [3, 'First flight departs', 'shape'],
      [3, 'Code of first flight seen', 'shape'],
    ])
  })
})
