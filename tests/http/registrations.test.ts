// Who may be registered beside whom: guardians with their children, one passport a day, whoever withdrew, and no row is lost.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, wishes, type Person } from '../support/merchants.ts'
import { rosterCsv, rosterRow, type RosterRow } from '../support/roster.ts'
import { furnish, openRegistration, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let second: string
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  second = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
  must(await world.cast.chamber.post(`/v1/charters/${second}/application`, {}, { 'If-Match': '*' }))
})
afterAll(() => desk.close())

type Outcome = { row: number; outcome: string; journey: string | null }
const send = async (rows: readonly RosterRow[], query = '') =>
  must(
    await world.cast.chamber.post(`/v1/charters/${world.charter}/roster${query}`, rosterCsv(rows), {
      'Content-Type': 'text/csv',
    }),
  ).body
const outcomes = (report: { journeys: Outcome[] }) => report.journeys.map(({ outcome }) => outcome)
const open = async (): Promise<{ id: string; row: number; kind: string }[]> =>
  must(await world.cast.chamber.get(`/v1/charters/${world.charter}/conflicts`)).body.filter(
    ({ decidedAt }: { decidedAt: string | null }) => decidedAt === null,
  )
const decide = (id: string, decision: string) =>
  world.cast.chamber.post(`/v1/charters/${world.charter}/conflicts/${id}/decision`, { decision, reason: 'asked' })
const alone = (merchant: Person, charter = world.charter, who = world.cast.chamber) =>
  who.post(`/v1/charters/${charter}/journeys`, { merchant, wishes: wishes() })
const journey = async (id: string) => must(await world.cast.chamber.get(`/v1/journeys/${id}`)).body
const withdraw = async (id: string) =>
  must(await world.cast.chamber.post(`/v1/journeys/${id}/withdrawal`, { reason: 'ill' }, { 'If-Match': '*' }))

describe('A child', () => {
  const child = (number: number) =>
    rosterRow(number, { birthDate: '2019-09-01', surname: 'KIND', mrz: '', party: 'F', partyRole: 'dependant' })

  it('is not taken with a guardian who is refused, and is told in which row that one stands', async () => {
    const guardian = rosterRow(102, { party: 'F', partyRole: 'guardian', consentAt: '' })
    const report = await send([child(101), guardian])
    expect(outcomes(report)).toEqual(['rejected', 'rejected'])
    expect(report.rejected.map(({ row, rule }: { row: number; rule: string }) => [row, rule])).toEqual([
      [2, 'guardianNotTaken'],
      [3, 'consentMissing'],
    ])
    expect(report.rejected[0].explanation).toContain('row 3')
  })

  it('is taken with the guardian who stays where another is refused', async () => {
    const [one, other] = [103, 104].map((n) => rosterRow(n, { party: 'F', partyRole: 'guardian' }))
    const report = await send([child(101), { ...one!, documentExpiry: '2022-08-01', mrz: '' }, other!])
    expect(outcomes(report)).toEqual(['created', 'rejected', 'created'])
    const { dossier } = await journey(report.journeys[0].journey)
    expect(dossier.party.guardians).toEqual([report.journeys[2].journey])
  })

  it('is not taken while the guardian’s row waits for a decision', async () => {
    const known = rosterRow(105)
    await send([known])
    const renewed = { ...known, documentNumber: 'M99900105', mrz: '', party: 'G', partyRole: 'guardian' }
    const report = await send([renewed, { ...child(106), birthDate: '2018-03-04', party: 'G' }])
    expect(outcomes(report)).toEqual(['conflict', 'rejected'])
    expect(report.rejected[0]).toMatchObject({ row: 3, rule: 'guardianNotTaken' })
    const [parked] = await open()
    must(await decide(parked!.id, 'keepOld'))
  })
})

describe('A row in doubt', () => {
  const like = (number: number, more: Partial<RosterRow> = {}) =>
    rosterRow(number, { surname: 'NAMGUNG', nativeName: '', birthDate: '1981-02-03', ...more })

  it('is created where whom it resembles was refused, and the next is in doubt about it', async () => {
    const report = await send([like(111, { consentAt: '' }), like(112), like(113)])
    expect(outcomes(report)).toEqual(['rejected', 'created', 'conflict'])
    const [parked] = await open()
    expect(parked).toMatchObject({ row: 4, kind: 'renewedPassport' })
    expectProblem(await alone(person(111, { surname: 'NAMGUNG', birthDate: '1981-02-03' })), 409)
    must(await decide(parked!.id, 'otherPerson'))
  })

  it('is asked about anew where its facts were taken and then changed again', async () => {
    const known = rosterRow(115)
    await send([known])
    const other = { ...known, birthDate: '1970-01-01', mrz: '' }
    for (const row of [other, known, other]) {
      expect(outcomes(await send([row]))).toEqual(['conflict'])
      const [parked] = await open()
      must(await decide(parked!.id, 'takeNew'))
    }
  })

  it('takes no facts that the rules of papers refuse', async () => {
    const known = rosterRow(116)
    await send([known])
    await send([{ ...known, documentNumber: 'M99900116', documentExpiry: '2022-08-01', mrz: '' }])
    const [parked] = await open()
    expect(codesOf(expectProblem(await decide(parked!.id, 'takeNew'), 422))).toEqual(['passportExpires'])
    must(await decide(parked!.id, 'keepOld'))
  })

  it('or any other of whatever roster is never lost: each is answered, and each doubt can be decided', async () => {
    const fields = fc.record({
      number: fc.integer({ min: 0, max: 3 }),
      name: fc.constantFrom('HAN', 'BAEK'),
      day: fc.constantFrom('1980-05-05', '2015-05-05'),
      consent: fc.boolean(),
      role: fc.constantFrom('', 'guardian', 'dependant'),
    })
    let time = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fields, { minLength: 2, maxLength: 7 }), async (people) => {
        time++
        const rows = people.map(({ number, name, day, consent, role }) =>
          rosterRow(200 + time * 10 + number, {
            surname: `${name}${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[time]}`,
            nativeName: '',
            birthDate: day,
            mrz: '',
            ...(consent ? {} : { consentAt: '' }),
            ...(role ? { party: `T${time}`, partyRole: role } : {}),
          }),
        )
        const before = new Set((await open()).map(({ id }) => id))
        const report = await send(rows)
        const parked = (await open()).filter(({ id }) => !before.has(id))
        expect(report.journeys).toHaveLength(rows.length)
        for (const { row, outcome, journey: id } of report.journeys as Outcome[]) {
          if (outcome === 'rejected') expect(report.rejected.some((cell: Outcome) => cell.row === row)).toBe(true)
          else if (outcome === 'conflict') expect(parked.filter((each) => each.row === row)).toHaveLength(1)
          else expect((await journey(id!)).dossier.party?.guardians ?? []).not.toContain(null)
        }
        const ids = new Set(
          must(await world.cast.auditor.get(`/v1/charters/${world.charter}/journeys?limit=500`)).body.rows.map(
            (each: { id: string }) => each.id,
          ),
        )
        for (const { journey: id } of report.journeys as Outcome[]) {
          if (id === null) continue
          for (const guardian of (await journey(id)).dossier.party?.guardians ?? []) expect(ids).toContain(guardian)
        }
        for (const { id } of parked) expect([200, 422]).toContain((await decide(id, 'takeNew')).status)
      }),
      { numRuns: 12 },
    )
  }, 60_000)
})

describe('One passport', () => {
  it('holds one seat a day, whoever organises the flights, and no organiser is told of the other', async () => {
    const who = person(130)
    const first = must(await alone(who)).body.id
    const [again] = expectProblem(await alone(who, second), 422)
    expect(again).toMatchObject({ code: 'fliesElsewhere', facts: { day: '2022-08-28' } })
    const answer = await alone(who, world.rivalCharter, world.cast.rivalChamber)
    expect(codesOf(expectProblem(answer, 422))).toEqual(['fliesElsewhere'])
    for (const named of [first, world.charter, world.cast.organisations.chamber])
      expect(answer.text).not.toContain(named)
    await withdraw(first)
    must(await alone(who, second))
    expect(codesOf(expectProblem(await alone(who), 422))).toEqual(['fliesElsewhere'])
  })

  it('asked for by two organisers at once is taken by one', async () => {
    const who = person(131)
    const answers = await Promise.all([
      alone(who),
      alone(who, world.rivalCharter, world.cast.rivalChamber),
      alone(who, second),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422])
  })

  it('of Germany is one under D and DEU, and another state with its number, name and birth date is a doubt', async () => {
    const german = person(132, { issuingState: 'DEU', nationality: 'DEU' })
    must(await alone(german))
    const shorter = await alone({ ...german, issuingState: 'D', nationality: 'D' })
    expect(codesOf(expectProblem(shorter, 409))).toEqual(['alreadyRegistered'])
    const french = await alone({ ...german, issuingState: 'FRA' })
    expect(codesOf(expectProblem(french, 409))).toEqual(['renewedPassport'])
  })
})

describe('Whoever withdrew', () => {
  it('may be registered again by themselves, and a roster leaves them out and says so', async () => {
    const first = must(await alone(person(140))).body.id
    await withdraw(first)
    const report = await send([rosterRow(140)])
    expect(outcomes(report)).toEqual(['unchanged'])
    expect(report.warnings).toContainEqual(expect.objectContaining({ row: 2, rule: 'withdrawnBefore' }))
    const next = must(await alone(person(140))).body.id
    expect(next).not.toBe(first)
    expect((await journey(next)).stage).toBe('seated.awaitingFirstNegative')
    expect(outcomes(await send([rosterRow(140)]))).toEqual(['unchanged'])
    expect(codesOf(expectProblem(await alone(person(140)), 409))).toEqual(['alreadyRegistered'])
  })
})

describe('A machine-readable zone', () => {
  it('beside one registration is held against its fields', async () => {
    const { mrz } = rosterRow(145)
    const path = `/v1/charters/${world.charter}/journeys`
    const answer = await world.cast.chamber.post(path, { merchant: person(145, { sex: 'M' }), wishes: wishes(), mrz })
    const [fault] = expectProblem(answer, 400)
    expect(fault).toMatchObject({ code: 'zoneDiffers', facts: { field: 'sex', zone: 'F', roster: 'M' } })
    must(await world.cast.chamber.post(path, { merchant: person(145), wishes: wishes(), mrz }))
  })
})

describe('Papers', () => {
  it('that a mission will ask are told of a journey and refuse nobody', async () => {
    const missing = must(await alone(person(150, { hostCompany: '' }))).body
    const codes = missing.warnings.map(({ code }: { code: string }) => code)
    expect(codes).toEqual(['visaMissing', 'invitationMissing', 'hostCompanyMissing'])
    const visa = { kind: 'M', number: 'K1', expires: '2022-12-31' }
    expect(must(await alone({ ...person(151), visa } as never)).body.warnings).toEqual([])
    expect((await send([rosterRow(152)], '?dryRun=true')).warnings).toMatchObject([
      { row: 2, column: 'Visa kind', rule: 'visaMissing' },
      { row: 2, column: 'Invitation letter number', rule: 'invitationMissing' },
    ])
  })

  it('that a re-timing outlives are told before it and after it', async () => {
    const { id } = must(await alone(person(153, { documentExpiry: '2022-08-28' }))).body
    const times = {
      plannedBoarding: '2022-08-30T15:40:00+09:00',
      scheduledDeparture: '2022-08-30T15:40:00+09:00',
      scheduledArrival: '2022-08-30T18:00:00+09:00',
      reason: 'slot',
    }
    const path = `/v1/charters/${world.charter}/retiming`
    const hit = [{ journey: id, findings: [{ code: 'passportExpires' }] }]
    const look = must(await world.cast.reformOffice.post(path, { ...times, dryRun: true })).body
    expect(look.papers).toMatchObject(hit)
    const done = must(await world.cast.reformOffice.post(path, times, { 'If-Match': '*' })).body
    expect(done.papers).toMatchObject(hit)
    const { warnings } = await journey(id)
    expect(warnings.map(({ code }: { code: string }) => code)).toContain('passportExpires')
    must(await alone(person(150), world.rivalCharter, world.cast.rivalChamber))
    const other = await alone(person(153), second)
    expect(other.status).toBe(201)
  })
})
