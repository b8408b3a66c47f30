// Two worlds with one of everything that has an id: for each role a place of its own, another organisation's, and ids of nothing.
import { must, type Client } from '../../support/client.ts'
import { callBody } from '../../support/demand.ts'
import { arrived, resolve, written } from '../../support/arriving.ts'
import { startDesk, type TestDesk } from '../../support/desk.ts'
import { register } from '../../support/merchants.ts'
import { rosterCsv, rosterRow } from '../../support/roster.ts'
import { facility, furnish, termsBody, type World } from '../../support/world.ts'
import { organisationKinds, type OrganisationKind } from '../../../src/domain/access/roles.ts'

/** One of everything, by the name of the parameter in an address. */
export type Place = Readonly<Record<Placed, string>>
export const placed = [
  'call',
  'charter',
  'journey',
  'run',
  'facility',
  'conflict',
  'pending',
  'letter',
  'incoming',
] as const
export type Placed = (typeof placed)[number]

export type Worlds = {
  readonly desk: TestDesk
  readonly world: World
  /** A company organises a charter of its own; everybody else belongs to the chamber's. */
  readonly own: Readonly<Record<OrganisationKind, Place>>
  readonly foreign: Place
  readonly unknown: Place
  /** A letter from an address that nobody registered. */
  readonly nobodysLetter: string
  /** Nobody's who walks here: it may be revoked. */
  readonly spareToken: string
}

const secondPlace = { id: 'other-place', name: 'Another', city: 'Yiwu', zone: 'Asia/Shanghai' }
const unknown: Place = {
  call: 'D0000000000000000',
  charter: 'C0000000000000000',
  journey: 'C0000000000000000-J0000000000000000',
  run: 'C0000000000000000-R0000000000000000',
  facility: 'no-such-place',
  conflict: 'K0000000000000000',
  pending: 'X0000000000000000',
  letter: 'E0000000000000000',
  incoming: 'I0000000000000000',
}

/** Behind a proxy, so that each who walks has an address of their own and no limit of tries is met. */
export async function openWorlds(): Promise<Worlds> {
  const desk = await startDesk({ PROXIES: '1' }, undefined, { resolve })
  const world = await furnish(desk)
  const { cast, charter, rivalCharter } = world
  const { reformOffice, chamber, rivalChamber, company, organisations } = cast

  const organisation = must(await desk.admin.post('/v1/organisations', { name: 'Another facility', kind: 'facility' }))
    .body.id
  const rooms = [{ id: '1', places: 1 }]
  must(await reformOffice.post('/v1/facilities', { facility: secondPlace, organisation, rooms }))

  /** `first` and those after it are the numbers of the people who are registered. */
  const place = async (who: Client, organiser: string, of: string, first: number, where: string): Promise<Place> => {
    const vehicle = { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }
    const run = must(await reformOffice.post(`/v1/charters/${of}/runs`, { vehicle, facility: where })).body.id
    const call = must(await reformOffice.post('/v1/demand-calls', callBody({ asked: [organiser] }))).body.id
    const journey = await register(who, of, first)
    // The same person again with another birth date: a row that waits for a decision.
    const csv = rosterCsv([rosterRow(first, { birthDate: '1970-01-01', mrz: '' })])
    must(await who.post(`/v1/charters/${of}/roster`, csv, { 'Content-Type': 'text/csv' }))
    const conflict = must(await who.get(`/v1/charters/${of}/conflicts`)).body[0].id
    // Somebody who has ended, for whom erasure was asked: it waits for a second person.
    const ended = await register(who, of, first + 70)
    must(await who.post(`/v1/journeys/${ended}/withdrawal`, { reason: 'for the walk' }, { 'If-Match': '*' }))
    const pending = must(await who.post(`/v1/journeys/${ended}/erasure`, { reason: 'for the walk' })).body.id
    // A letter whose domain does not stand for it: it waits for a person.
    const writer = `minseo.hwangbo${first}@lettersplace.example`
    const incoming = (await desk.open.receive.receive(arrived(written({ from: writer }))))!.id
    return { call, charter: of, journey, run, facility: where, conflict, pending, letter: '', incoming }
  }
  const chambers = await place(chamber, organisations.chamber, charter, 1, facility)
  const rivals = await place(rivalChamber, organisations.rivalChamber, rivalCharter, 2, secondPlace.id)
  const chartered: string = must(await company.post('/v1/charters', termsBody())).body.id
  must(await company.post(`/v1/charters/${chartered}/application`, {}, { 'If-Match': '*' }))
  const companys = await place(company, organisations.company, chartered, 3, facility)

  await desk.clock.turnTo('2022-08-20T10:10:00+09:00')
  const lettered = async (who: Client, of: Place): Promise<Place> => {
    const { rows } = must(await who.get(`/v1/charters/${of.charter}/letters`)).body
    return { ...of, letter: rows.find(({ journey }: { journey: string }) => journey === of.journey).id }
  }
  const atChamber = await lettered(chamber, chambers)
  const atCompany = await lettered(company, companys)
  const own = Object.fromEntries(organisationKinds.map((kind) => [kind, kind === 'company' ? atCompany : atChamber]))
  const spare = { organisation: organisations.auditor, label: 'spare', expiresAt: '2099-01-01T00:00:00Z' }
  return {
    desk,
    world,
    own: own as Worlds['own'],
    foreign: await lettered(rivalChamber, rivals),
    unknown,
    nobodysLetter: (await desk.open.receive.receive(arrived(written({ from: 'nobody@nowhere.example' }))))!.id,
    spareToken: must(await desk.admin.post('/v1/tokens', spare)).body.id,
  }
}
