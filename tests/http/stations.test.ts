// The stations' screens without a script: whom they show and how much of them, what is due, and each form taken or refused with the reason.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrganisationKind } from '../../src/domain/access/roles.ts'
import { openBrowser, fromOwnPage } from '../support/browser.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { person, register } from '../support/merchants.ts'
import { clearToBoard, closeManifest, furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
const journeys: string[] = []

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  for (let i = 0; i < 4; i++) journeys.push(await register(world.cast.chamber, world.charter, i))
})
afterAll(() => desk.close())

/** Asks and posts a station's screen with a role's token. */
function at(role: OrganisationKind, station: string) {
  const browser = openBrowser(desk, { Authorization: `Bearer ${world.cast[role].token}` })
  const address = `/charters/${world.charter}/${station}`
  return {
    get: async (query = '') => (await browser.get(`${address}?lang=en${query}`)).text,
    post: (fields: Readonly<Record<string, string>>) => browser.post(address, fields, fromOwnPage),
  }
}
const stageOf = async (journey: string) => (await desk.open.desk.store.journey(journey as never))?.state.stage
const versionOf = async (journey: string) =>
  String((await desk.open.desk.store.journey(journey as never))?.state.version)

describe('The screens', () => {
  it('of laboratory and mission take each merchant to clearance, and say what is wrong with a test', async () => {
    await desk.clock.turnTo(when.firstReport)
    const laboratory = at('laboratory', 'laboratory')
    const page = await laboratory.get()
    expect(page).toContain('Test 1')
    expect(page.match(/<article/g)).toHaveLength(4)
    const test = {
      form: 'RecordTest',
      about: journeys[0]!,
      id: 'one',
      result: 'negative',
      sampledAt: '2022-08-26T16:00',
      reportedAt: '2022-08-26T22:00',
      precision: 'minute',
      laboratory: 'lab-1',
      reagent: 'kit-1',
      method: 'naat',
    }
    const wrong = await laboratory.post({ ...test, sampledAt: 'yesterday' })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('test.sampledAt: must be an RFC 3339 date-time')
    expect(wrong.text).toContain('value="yesterday"')
    const taken = await laboratory.post(test)
    expect(taken.status).toBe(303)
    expect(taken.headers.get('location')).toContain('done=RecordTest')
    expect(await stageOf(journeys[0]!)).toBe('seated.awaitingSecondNegative.codeOutstanding')
    // A back button and a second tap are the same test.
    expect((await laboratory.post(test)).status).toBe(303)
    expect((await desk.open.desk.store.journey(journeys[0] as never))?.state.dossier.tests).toHaveLength(1)

    const mission = at('mission', 'mission')
    // The colour that the edition asks for stands first.
    expect(await mission.get()).toMatch(/<option value="blue" selected/)
    const stale = { form: 'RefuseCode', about: journeys[1]!, version: '1', reason: 'the reports are of another person' }
    expect((await mission.post(stale)).status).toBe(412)
    expect((await mission.post({ ...stale, version: '', reason: '' })).text).toContain('reason: must say why')
    const issue = { form: 'IssueCode', about: journeys[0]!, colour: 'blue' }
    expect((await mission.post(issue)).text).toContain('This was not taken')
    await world.cast.chamber.post(`/v1/journeys/${journeys[0]}/code-application`)
    expect((await mission.post({ ...issue, id: '2' })).status).toBe(303)
    expect(await stageOf(journeys[0]!)).toBe('seated.awaitingSecondNegative.codeIssued')
  })

  it('show the gate names and passports, the crew names, and the office neither', async () => {
    const { surname, documentNumber, phone, birthDate } = person(0)
    const gate = await at('carrier', 'gate').get()
    expect(gate).toContain(surname)
    expect(gate).toContain(documentNumber)
    expect(gate).not.toContain(phone)
    expect(gate).not.toContain(birthDate)
    const crew = await at('transferCrew', 'gate').get()
    expect(crew).toContain(surname)
    expect(crew).not.toContain(documentNumber)
    const office = await at('reformOffice', 'gate').get()
    expect(office).not.toContain(surname)
    expect(office).not.toContain(documentNumber)
    // Looking on is not doing: no form of the gate is offered to whoever may not send it.
    expect(office).not.toContain('value="Board"')
    const { rows } = (await world.cast.auditor.get('/v1/record?act=PeopleShown&limit=3')).body
    expect(rows[0].data).toMatchObject({ what: 'station gate', people: 4, fields: [] })
    expect(rows[2].data).toMatchObject({ what: 'station gate', people: 4, fields: ['name', 'document'] })
  })

  it(
    'of crew and facility carry them to their rooms and record a round for all at once',
    { timeout: 120_000 },
    async () => {
      const rest = journeys.slice(1)
      await clearToBoard(desk, world, rest)
      await closeManifest(desk, world)
      await desk.clock.turnTo('2022-08-28T15:20:00+09:00')
      const gate = at('carrier', 'gate')
      for (const about of rest) expect((await gate.post({ form: 'Board', about })).status).toBe(303)
      // Pressed for the wrong one: taken back where it was done, and boarded again.
      const [wrong] = rest as [string]
      const told = await gate.get(`&done=Board&about=${wrong}`)
      expect(told).toContain('Take it back')
      expect(told.match(/value="Offload"/g)).toHaveLength(3)
      const undo = { form: 'Offload', about: wrong, version: await versionOf(wrong) }
      expect((await gate.post({ ...undo, reason: '' })).text).toContain('must say why')
      expect((await gate.post({ ...undo, reason: 'the sister was meant' })).status).toBe(303)
      expect(await stageOf(wrong)).toBe('clearedToBoard')
      expect((await gate.post({ form: 'Board', about: wrong, nonce: 'boarded-again' })).status).toBe(303)
      await desk.clock.turnTo(when.boarding)
      const counted = { count: '3', givenBy: 'the gate', takenBy: 'the cabin', about: world.charter }
      expect((await gate.post({ form: 'DepartCharter', ...counted })).status).toBe(303)
      await desk.clock.turnTo(when.landing)
      const crew = at('transferCrew', 'transfer')
      expect((await crew.post({ form: 'LandCharter', ...counted })).status).toBe(303)
      const vehicle = {
        form: 'PlanRun',
        about: world.charter,
        plate: '浙G·A1234',
        driver: 'the driver',
        staff: 'one, two',
      }
      const noSeats = await crew.post({ ...vehicle, seats: 'many', facility: 'yw-obs-01' })
      expect(noSeats.text).toContain('vehicle.seats')
      expect((await crew.post({ ...vehicle, seats: '40', facility: 'yw-obs-01' })).status).toBe(303)
      const [run] = await desk.open.desk.store.runsOf(world.charter as never)
      const about = run!.state.id
      const browser = openBrowser(desk, { Authorization: `Bearer ${world.cast.transferCrew.token}` })
      const boxes = new URLSearchParams([
        ['form', 'SeatPassengers'],
        ['about', about],
        ...rest.map((each) => ['passengers', each]),
      ])
      const seated = await browser.send('POST', `/charters/${world.charter}/transfer`, boxes.toString(), {
        ...fromOwnPage,
        'Content-Type': 'application/x-www-form-urlencoded',
      })
      expect(seated.status, seated.text).toBe(303)
      const riding = { count: '3', givenBy: 'the port', takenBy: 'the crew', about }
      expect((await crew.post({ form: 'DepartRun', ...riding, count: '2' })).text).toContain('This was not taken')
      expect((await crew.post({ form: 'DepartRun', ...riding })).status).toBe(303)
      expect((await at('facility', 'facility').post({ form: 'ArriveRun', ...riding })).status).toBe(303)

      const facility = at('facility', 'facility')
      const rooms = [...(await facility.get()).matchAll(/name="room" value="(\d+)"/g)].map(([, room]) => room!)
      expect(new Set(rooms).size).toBe(3)
      for (const [i, each] of rest.entries())
        expect((await facility.post({ form: 'Admit', about: each, room: rooms[i]! })).status).toBe(303)
      await desk.clock.turnTo('2022-08-29T09:00:00+08:00')
      expect(await facility.get()).toContain('One round for those due on this page: 3')
      const round = {
        form: 'round',
        id: 'round-1',
        sampledAt: '2022-08-29T08:30',
        reportedAt: '2022-08-29T09:00',
        precision: 'minute',
        laboratory: 'lab-1',
        reagent: 'kit-1',
        method: 'naat',
      }
      const results = {
        [`result ${rest[0]}`]: 'negative',
        [`result ${rest[1]}`]: 'negative',
        [`result ${rest[2]}`]: '',
      }
      const done = await facility.post({ ...round, ...results })
      expect(done.status, done.text).toBe(303)
      expect(done.headers.get('location')).toContain('count=2')
      const of = async (each: string) => (await desk.open.desk.store.journey(each as never))!.state.dossier.tests
      expect((await of(rest[0]!)).at(-1)?.result).toBe('negative')
      expect((await of(rest[2]!)).some(({ id }) => id.startsWith('round-1'))).toBe(false)
      // What is refused for one is recorded for the other, and said beside the one.
      const mixed = await facility.post({
        ...round,
        id: 'round-2',
        [`result ${rest[2]}`]: 'negative',
        [`result ${world.rivalCharter}-J0000000000000000`]: 'negative',
      })
      expect(mixed.status).toBe(422)
      expect((await of(rest[2]!)).at(-1)?.id).toContain('round-2')
      const early = await facility.post({ form: 'Release', about: rest[0]!, version: await versionOf(rest[0]!) })
      expect(early.text).toContain('This was not taken')
    },
  )
})
