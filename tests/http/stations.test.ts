// The stations' screens without a script: whom they show and how much of them, what is due, and each form taken or refused with the reason.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrganisationKind } from '../../src/domain/access/roles.ts'
import { openBrowser, fromOwnPage } from '../support/browser.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { must } from '../support/client.ts'
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
  // By their ids these come before those of Seoul.
  for (const [id, city] of [
    ['a-lab', 'Hangzhou'],
    ['b-lab', 'Yiwu'],
  ])
    must(
      await desk.admin.post('/v1/laboratories', {
        ...{ id, city, name: `Laboratory of ${city}`, country: 'CN', reagents: [`kit-${id}`], turnaroundHours: 6 },
      }),
    )
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
/** A vehicle that was planned for the other chamber's charter by a crew of its own. */
async function vehicleOfTheRival({ plate }: { readonly plate: string }): Promise<string> {
  const { rivalCharter, cast } = world
  const wanted = { organisation: cast.organisations.transferCrew, charters: [rivalCharter], label: 'theirs' }
  const { token } = must(await desk.admin.post('/v1/tokens', { ...wanted, expiresAt: '2099-01-01T00:00:00Z' })).body
  const planned = {
    vehicle: { plate, seats: 20, driver: 'their driver', staff: ['one', 'two'] },
    facility: 'yw-obs-01',
  }
  return must(await desk.as(token).post(`/v1/charters/${rivalCharter}/runs`, planned)).body.id
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
    // No result stands there before somebody chose one, and the laboratory is one of the city.
    expect(page.match(/name="result" required[^>]*><option value>/g)).toHaveLength(4)
    expect(page).not.toMatch(/<option value="negative" selected/)
    expect(page).toMatch(/name="laboratory" required[^>]*><option value="lab-1" selected/)
    expect(page).toMatch(/name="reagent" value="kit-1"/)
    expect(page.indexOf('value="lab-2"')).toBeLessThan(page.indexOf('value="a-lab"'))
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
    const unread = await laboratory.post({ ...test, result: '' })
    expect(unread.status).toBe(400)
    expect(unread.text).toContain('Result: ')
    const wrong = await laboratory.post({ ...test, sampledAt: 'yesterday' })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('Sampled at: must be an RFC 3339 date-time')
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
    expect((await mission.post({ ...stale, version: '', reason: '' })).text).toContain('Reason: must say why')
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
      expect(await at('transferCrew', 'transfer').get()).toContain('scheduled for Sunday, 28 August 2022 17:10')
      // In the air it may be sent elsewhere; by its three letters, however they are typed.
      const divert = { form: 'DivertCharter', about: world.charter }
      expect((await gate.post({ ...divert, airport: 'XXX' })).text).toContain('XXX')
      expect((await gate.post({ ...divert, airport: ' hgh' })).status).toBe(303)
      expect((await desk.open.desk.store.charter(world.charter as never))?.state.stage).toBe('diverted')
      await desk.clock.turnTo(when.landing)
      const crew = at('transferCrew', 'transfer')
      expect((await crew.post({ form: 'LandCharter', ...counted })).status).toBe(303)
      expect(await crew.get()).not.toContain('The work here begins')
      const vehicle = {
        form: 'PlanRun',
        about: world.charter,
        plate: '浙G·A1234',
        driver: 'the driver',
        staff: 'one, two',
      }
      const noSeats = await crew.post({ ...vehicle, seats: 'many', facility: 'yw-obs-01' })
      expect(noSeats.text).toContain('Seats: ')
      expect((await crew.post({ ...vehicle, seats: '40', facility: 'yw-obs-01' })).status).toBe(303)
      const [run] = await desk.open.desk.store.runsOf(world.charter as never)
      const about = run!.state.id
      const seatedAs = { count: '3', givenBy: 'the port', takenBy: 'the crew' }
      const browser = openBrowser(desk, { Authorization: `Bearer ${world.cast.transferCrew.token}` })
      const boxes = new URLSearchParams([
        ['form', 'SeatPassengers'],
        ['about', about],
        ...rest.map((each) => ['passengers', each]),
      ])
      const seat = (fields: URLSearchParams) =>
        browser.send('POST', `/charters/${world.charter}/transfer`, fields.toString(), {
          ...fromOwnPage,
          'Content-Type': 'application/x-www-form-urlencoded',
        })
      // Who was ticked stays ticked where it was not taken.
      const some = new URLSearchParams([...boxes].slice(0, -1))
      some.append('passengers', 'nobody')
      const notSeated = await seat(some)
      expect(notSeated.status).toBe(400)
      const ticked = [...notSeated.text.matchAll(/name="passengers" value="([^"]+)" checked/g)].map(([, each]) => each)
      expect(ticked).toEqual(rest.slice(0, -1))
      // Of another charter's vehicle nobody is told anything.
      const theirs = await vehicleOfTheRival(vehicle)
      const stranger = await crew.post({ form: 'DepartRun', ...seatedAs, about: theirs, version: '0' })
      expect(stranger.status).toBe(404)
      expect(stranger.text).not.toContain('planned')
      const seated = await seat(boxes)
      expect(seated.status, seated.text).toBe(303)
      // One of them is taken off again and takes another seat.
      const off = { form: 'TakeOffPassenger', about, passenger: rest[0]!, reason: '' }
      expect(await crew.get()).toContain('Take a passenger off')
      expect((await crew.post(off)).text).toContain('must say why')
      expect((await crew.post({ ...off, reason: 'felt faint' })).status).toBe(303)
      expect(await stageOf(rest[0]!)).toBe('awaitingTransfer')
      const again = { form: 'SeatPassengers', about, passengers: rest[0]!, nonce: 'seated-again' }
      expect((await crew.post(again)).status).toBe(303)
      const riding = { ...seatedAs, about }
      expect((await crew.post({ form: 'DepartRun', ...riding, count: '2' })).text).toContain('This was not taken')
      expect((await crew.post({ form: 'DepartRun', ...riding })).status).toBe(303)
      expect((await at('facility', 'facility').post({ form: 'ArriveRun', ...riding })).status).toBe(303)

      const facility = at('facility', 'facility')
      const rooms = [...(await facility.get()).matchAll(/name="room" value="(\d+)"/g)].map(([, room]) => room!)
      expect(new Set(rooms).size).toBe(3)
      // Whoever is found by name is offered the same room as on the whole line.
      const last = await facility.get(`&find=${person(3).surname}`)
      expect(last.match(/<article/g)).toHaveLength(1)
      const offered = /<article[^>]* id="([^"]+)".*?name="room" value="(\d+)"/s.exec(last)!
      const whole = await facility.get()
      expect(whole.slice(whole.indexOf(`id="${offered[1]}"`))).toMatch(
        new RegExp(`^[^]*?name="room" value="${offered[2]}"`),
      )
      expect(offered[2]).not.toBe(rooms[0])
      for (const [i, each] of rest.entries())
        expect((await facility.post({ form: 'Admit', about: each, room: rooms[i]! })).status).toBe(303)
      await desk.clock.turnTo('2022-08-29T09:00:00+08:00')
      const due = await facility.get()
      expect(due).toContain('One round for those due on this page: 3')
      // The laboratories of the town come first, with their reagent, and behind them those of the country.
      expect(due).toMatch(
        /id="round-laboratory"[^>]*><option value="b-lab" selected>[^<]*<\/option><option value="a-lab"/,
      )
      expect(due).toMatch(/id="round-reagent" name="reagent" value="kit-b-lab"/)
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
      expect(mixed.text).not.toContain(person(0).surname)

      // One of them was sent to a doctor meanwhile: refused, named and told, though nobody is due any more.
      await desk.clock.turnTo('2022-08-30T09:00:00+08:00')
      expect(await facility.get()).toContain('One round for those due on this page: 3')
      const versions = Object.fromEntries(
        await Promise.all(rest.map(async (each) => [`version ${each}`, await versionOf(each)] as const)),
      )
      const care = { cause: 'fever', place: 'Yiwu Central Hospital' }
      must(await world.cast.facility.post(`/v1/journeys/${rest[0]}/medical-care`, care, { 'If-Match': '*' }))
      const third = {
        ...{ ...round, ...versions, id: 'round-3', nonce: 'nonce-of-round-3', rest: 'negative' },
        ...{ sampledAt: '2022-08-30T08:30', reportedAt: '2022-08-30T09:00' },
        ...Object.fromEntries(rest.map((each) => [`result ${each}`, ''])),
      }
      const partly = await facility.post(third)
      expect(partly.status).toBe(422)
      expect(partly.text).toContain('Recorded: 2. Not recorded: 1')
      const shown = partly.text.slice(partly.text.indexOf('id="live-round"'), partly.text.indexOf('id="live-due"'))
      expect(shown).toContain(person(1).surname)
      expect(shown).not.toContain(person(2).surname)
      expect(shown).toContain('Since your form was opened, this happened')
      // What is sent next is a round of its own, and only of whoever was refused.
      const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(shown)?.[1]
      expect(field('nonce')).not.toBe(third.nonce)
      expect(field('id')).not.toBe(third.id)
      expect(/id="round-rest".*?<\/select>/s.exec(shown)![0]).not.toContain('selected')
      expect([...shown.matchAll(/name="result ([^"]+)"/g)].map(([, each]) => each)).toEqual([rest[0]])
      expect(shown.slice(shown.indexOf('name="result '))).toContain('<option value="negative" selected')
      expect(shown).toContain('value="2022-08-30T08:30"')
      const early = await facility.post({ form: 'Release', about: rest[0]!, version: await versionOf(rest[0]!) })
      expect(early.text).toContain('This was not taken')
    },
  )
})

describe('The second page of a station', () => {
  const many = 62
  let crowd: TestDesk
  let crowded: World
  const all: string[] = []
  beforeAll(async () => {
    crowd = await startDesk()
    crowded = await furnish(crowd)
    await openRegistration(crowded)
    for (let i = 0; i < many; i++) all.push(await register(crowded.cast.chamber, crowded.charter, i))
    await crowd.clock.turnTo(when.firstReport)
  }, 120_000)
  afterAll(() => crowd.close())

  it(
    'stays where it is after a success and after a refusal, and tells the round of one',
    { timeout: 60_000 },
    async () => {
      const browser = openBrowser(crowd, { Authorization: `Bearer ${crowded.cast.laboratory.token}` })
      const address = `/charters/${crowded.charter}/laboratory`
      const here = async (query: string) => (await browser.get(`${address}?lang=en${query}`)).text
      const namesOn = (text: string) => [...text.matchAll(/<article[^>]* id="([^"]+)"/g)].map(([, each]) => each!)
      expect(namesOn(await here(''))).toHaveLength(60)
      expect(await here('')).not.toContain('name="from"')
      const second = await here('&from=60')
      const [one, other] = namesOn(second) as [string, string]
      expect(namesOn(second)).toHaveLength(2)
      expect(second.match(/<input type="hidden" name="from" value="60"/g)).toHaveLength(3)
      const test = {
        ...{
          from: '60',
          id: 'one',
          sampledAt: '2022-08-26T16:00',
          reportedAt: '2022-08-26T22:00',
          precision: 'minute',
        },
        ...{ laboratory: 'lab-1', reagent: 'kit-1', method: 'naat' },
      }
      const refused = await browser.post(address, { ...test, form: 'RecordTest', about: one, result: '' })
      expect(refused.status).toBe(400)
      expect(namesOn(refused.text)).toEqual([one, other])
      const taken = await browser.post(address, { ...test, form: 'RecordTest', about: one, result: 'negative' })
      expect(taken.headers.get('location')).toContain('from=60')
      // One is due and refused: the round says so although there is no round for one.
      const round = await browser.post(address, {
        ...{ ...test, form: 'round', [`result ${other}`]: 'negative', sampledAt: 'yesterday' },
      })
      expect(round.status).toBe(422)
      expect(round.text).toContain('Recorded: 0. Not recorded: 1')
      expect(round.text).toContain('Sampled at: ')
      // Where the line became shorter, its last page is shown.
      expect(namesOn(await here('&from=600'))).toHaveLength(2)
    },
  )
})
