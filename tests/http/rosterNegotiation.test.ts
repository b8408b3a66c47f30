// Importing as a negotiation: clean rows in, doubts parked and decided, and every way in which a file may come.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSheet } from '../../src/files/sheet.ts'
import { expectProblem, codesOf, must, type Answer } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, type World } from '../support/world.ts'
import { person, wishes, type Person } from '../support/merchants.ts'
import { rosterCsv, rosterRow, type RosterRow } from '../support/roster.ts'

let desk: TestDesk
let world: World
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterAll(() => desk.close())

const at = () => `/v1/charters/${world.charter}`
const post = (
  bytes: string | Uint8Array,
  query = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  world.cast.chamber.post(`${at()}/roster${query}`, bytes, { 'Content-Type': 'text/csv', ...headers })
const send = async (rows: readonly RosterRow[], query = '') => must(await post(rosterCsv(rows), query)).body
const conflicts = async (who = world.cast.chamber) => must(await who.get(`${at()}/conflicts`)).body
const open = async () => (await conflicts()).filter(({ decidedAt }: { decidedAt: string | null }) => decidedAt === null)
const decide = (id: string, decision: string) =>
  world.cast.chamber.post(`${at()}/conflicts/${id}/decision`, { decision, reason: 'asked them by telephone' })
const outcomes = (report: { journeys: { outcome: string }[] }) => report.journeys.map(({ outcome }) => outcome)

describe('Clean rows', () => {
  it('are taken while the others are left out, and the same request again gets the same answer', async () => {
    const csv = rosterCsv([rosterRow(1), rosterRow(2, { email: 'x' }), rosterRow(3, { consentAt: '' })])
    const first = must(await post(csv, '', { 'Idempotency-Key': 'one' })).body
    expect(first).toMatchObject({ rows: 3, created: 1, rejectedRows: 2 })
    expect(outcomes(first)).toEqual(['created', 'rejected', 'rejected'])
    expect(first.rejected.map(({ row, rule }: { row: number; rule: string }) => [row, rule])).toEqual([
      [3, 'shape'],
      [4, 'consentMissing'],
    ])
    await desk.down()
    await desk.up()
    expect(must(await post(csv, '', { 'Idempotency-Key': 'one' })).body).toEqual(first)
  })

  it('that name another party are updated, and then are as they were', async () => {
    const [alone, child] = [rosterRow(1), rosterRow(4, { birthDate: '2019-09-01', party: 'F', partyRole: 'dependant' })]
    const guarded = [{ ...alone, party: 'F', partyRole: 'guardian' }, child]
    const report = await send(guarded)
    expect(outcomes(report)).toEqual(['updated', 'created'])
    const { dossier } = must(await world.cast.chamber.get(`/v1/journeys/${report.journeys[1].journey}`)).body
    expect(dossier.party.guardians).toEqual([report.journeys[0].journey])
    expect(outcomes(await send(guarded))).toEqual(['unchanged', 'unchanged'])
  })

  it('are kept out by papers that end too early, each named by its cell', async () => {
    const rows = [
      rosterRow(50, { visaKind: 'M', visaNumber: 'K1', visaExpiry: '2022-08-27' }),
      rosterRow(51, { invitationNumber: 'YW-1', invitationDate: '2022-05-27' }),
      rosterRow(52, {
        invitationNumber: 'YW-2',
        invitationDate: '2022-05-28',
        visaKind: 'apecCard',
        visaExpiry: '2022-08-28',
      }),
      rosterRow(53, { visaKind: 'M', visaNumber: 'K2' }),
      rosterRow(54, { pastInfection: 'perhaps' }),
      rosterRow(55, { issuingState: 'KOX', mrz: '' }),
    ]
    const report = await send(rows, '?dryRun=true')
    expect(report.created).toBe(1)
    expect(
      report.rejected.map(({ row, column, value, rule }: Record<string, unknown>) => [row, column, value, rule]),
    ).toEqual([
      [2, 'Visa expiry', '2022-08-27', 'visaExpires'],
      [3, 'Invitation letter date', '2022-05-27', 'invitationTooOld'],
      [5, 'Visa expiry', '', 'required'],
      [6, 'Past infection', 'perhaps', 'shape'],
      [7, 'Issuing state', 'KOX', 'stateUnknown'],
    ])
  })
})

describe('Rows in doubt', () => {
  const known = rosterRow(10, { nativeName: '황보민서' })
  const renewed = { ...known, ...pick(rosterRow(10, { documentNumber: 'M99900010', birthDate: known.birthDate })) }
  const twin = rosterRow(10, { documentNumber: 'M99900011', givenNames: 'SEOYEON', nativeName: '황보서연' })

  it('are parked once, never blocking the rest, and twins are nobody’s doubt', async () => {
    await send([known])
    const report = await send([renewed, twin, rosterRow(11, { birthDate: '1970-01-01', nativeName: '' })])
    expect(outcomes(report)).toEqual(['conflict', 'created', 'created'])
    expect(report.conflicts).toMatchObject([
      { row: 2, column: 'Passport number', value: 'M99900010', rule: 'renewedPassport' },
    ])
    expect(await conflicts()).toHaveLength(1)
    expect(outcomes(await send([renewed]))).toEqual(['conflict'])
    expect(await conflicts()).toHaveLength(1)
  })

  it('show both sides as the role may see them', async () => {
    const [own] = await conflicts()
    expect(own).toMatchObject({ kind: 'renewedPassport', differs: ['documentNumber'], row: 2 })
    expect([own.known.documentNumber, own.given.documentNumber]).toEqual(['M52340010', 'M99900010'])
    const [masked] = await conflicts(world.cast.auditor)
    expect(masked.given.documentNumber).toBe('…010')
    expectProblem(await world.cast.rivalChamber.get(`${at()}/conflicts`), 404)
    expectProblem(await world.cast.carrier.get(`${at()}/conflicts`), 403)
  })

  it('take the new facts where that is decided, once', async () => {
    const [{ id, journey }] = await open()
    expect(must(await decide(id, 'takeNew')).body).toMatchObject({ id, decision: 'takeNew', journey })
    const { person } = must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body
    expect(person.documentNumber).toBe('M99900010')
    expect(codesOf(expectProblem(await decide(id, 'keepOld'), 409))).toEqual(['conflictDecided'])
    expect(outcomes(await send([renewed]))).toEqual(['unchanged'])
    expect((await conflicts())[0]).toMatchObject({ decision: 'takeNew', known: null, given: null })
  })

  it('keep the old where that is decided, and the same row asks nobody again', async () => {
    const other = rosterRow(11, { birthDate: '1971-01-01', mrz: '' })
    expect(outcomes(await send([other]))).toEqual(['conflict'])
    const [{ id, kind }] = await open()
    expect(kind).toBe('sameDocument')
    expect(codesOf(expectProblem(await decide(id, 'otherPerson'), 422))).toEqual(['onePassportOnePerson'])
    must(await decide(id, 'keepOld'))
    expect(outcomes(await send([other]))).toEqual(['unchanged'])
    expect(await open()).toEqual([])
  })

  it('are somebody else where that is decided', async () => {
    // Within one file as well: the second is held against the first.
    const [one, two] = [
      rosterRow(20),
      rosterRow(21, { birthDate: rosterRow(20).birthDate, surname: 'PARK', nativeName: '박민서' }),
    ]
    expect(outcomes(await send([one, two]))).toEqual(['created', 'conflict'])
    const [{ id, kind }] = await open()
    expect(kind).toBe('sameNameAndBirth')
    const { journey } = must(await decide(id, 'otherPerson')).body
    const { person } = must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body
    expect(person.name).toBe('PARK MINSEO')
    expect(outcomes(await send([one, two]))).toEqual(['unchanged', 'unchanged'])
  })

  it('leave a record that names nobody', async () => {
    const page = must(await world.cast.auditor.get('/v1/events?limit=500')).text
    expect(page).toContain('RowParked')
    expect(page).toContain('ConflictDecided')
    for (const name of ['HWANGBO', 'MINSEO', 'M99900010', 'by telephone']) expect(page).not.toContain(name)
  })
})

describe('Somebody registered alone', () => {
  const known = person(60, { nativeName: '황보은서' })
  const send = (merchant: Person, query = '') =>
    world.cast.chamber.post(`${at()}/journeys${query}`, { merchant, wishes: wishes() })

  it('who resembles somebody is refused and told whom, unless the two are said to be two', async () => {
    const journey: string = must(await send(known)).body.id
    const events = await desk.countEvents()
    const renewed = { ...known, documentNumber: 'M99900060' }
    const alike = { ...known, documentNumber: 'M99900061', surname: 'PARK' }
    for (const [merchant, code] of [
      [renewed, 'renewedPassport'],
      [alike, 'sameNameAndBirth'],
      [{ ...known, birthDate: '1970-01-01' }, 'sameDocument'],
    ] as const) {
      const [doubt, ...more] = expectProblem(await send(merchant), 409)
      expect(doubt).toMatchObject({ code, facts: { journey }, message: expect.stringContaining(journey) })
      expect(more).toEqual([])
      expect(doubt!.message.includes('otherPerson=true')).toBe(code !== 'sameDocument')
    }
    expect(await desk.countEvents()).toBe(events)
    expect(await open()).toEqual([])
    expect(must(await send(alike, '?otherPerson=true')).body.id).not.toBe(journey)
    expectProblem(await send({ ...known, birthDate: '1970-01-01' }, '?otherPerson=true'), 409)
    expectProblem(await send(renewed, '?otherPerson=perhaps'), 400)
  })
})

describe('A file', () => {
  const rows = [rosterRow(30), rosterRow(31)]
  const headingsMapped = JSON.stringify({ 'Family name': 'surname', 'Seat wish': null })

  it('in the encodings of its country is read, and what it was taken for is said', async () => {
    const utf16 = Buffer.from(`\ufeff${rosterCsv(rows, { language: 'ko' })}`, 'utf16le')
    const swapped = Buffer.from(utf16.subarray(2)).swap16()
    for (const [bytes, encoding] of [
      [rosterCsv(rows, { language: 'ko', mark: true }), 'utf-8'],
      [utf16, 'utf-16le'],
      [swapped, 'utf-16be'],
    ] as const) {
      const report = must(await post(bytes, '?dryRun=true')).body
      expect(report).toMatchObject({ created: 2, source: { format: 'csv', encoding, separator: ',' } })
    }
  })

  it('with headings of its own is read as it is mapped, and a heading that is misspelt is named', async () => {
    const csv = rosterCsv(rows)
      .replace('Surname', 'Family name')
      .replace('Sex', 'Seat wish,Sex')
      .replaceAll(',F,', ',window,F,')
    const refused = await post(csv, '?dryRun=true')
    expect(codesOf(expectProblem(refused, 400))).toEqual(['headingsMissing'])
    expect(refused.body.findings[0].message).toMatch(/Surname.*"Family name"/)
    const report = must(await post(csv, `?dryRun=true&mapping=${encodeURIComponent(headingsMapped)}`)).body
    expect(report).toMatchObject({ created: 2, unknownHeadings: [] })
    const misspelt = rosterCsv(rows).replace('Host company', 'Host compny')
    expect(must(await post(misspelt, '?dryRun=true')).body.unknownHeadings).toEqual([
      { heading: 'Host compny', nearest: 'hostCompany' },
    ])
    for (const wrong of ['{', '[]', '{"Surname":1}'])
      expectProblem(await post(csv, `?mapping=${encodeURIComponent(wrong)}`), 400)
    expect(
      codesOf(expectProblem(await post(csv, `?mapping=${encodeURIComponent('{"Family name":"surnam"}')}`), 400)),
    ).toEqual(['mappingWrong'])
  })

  it('made from the template is read, its sample passed over', async () => {
    for (const language of ['en', 'ko', 'zh', 'ru', 'ar']) {
      const answer = await fetch(`${desk.url}/v1/roster-template.xlsx?language=${language}`, {
        headers: { Authorization: `Bearer ${world.cast.chamber.token}` },
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      const report = must(
        await post(bytes, '?dryRun=true', {
          'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        }),
      ).body
      expect(report).toMatchObject({ rows: 0, rejected: [], unknownHeadings: [] })
      const sheet = await readSheet(bytes)
      expect(sheet.outcome === 'read' && sheet.rows).toHaveLength(2)
      const csv = must(await world.cast.chamber.get(`/v1/roster-template.csv?language=${language}`)).text
      expect(must(await post(csv, '?dryRun=true')).body).toMatchObject({ rows: 0, rejected: [] })
    }
  })
})

/** What a renewed passport changes. */
function pick({ documentNumber, mrz }: RosterRow): Partial<RosterRow> {
  return { documentNumber, mrz }
}
