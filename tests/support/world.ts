// Everybody who has to do with HU454, each with a token, and what they do from the approval to the transfer.
import { organisationKinds, type OrganisationKind } from '../../src/domain/access/roles.ts'
import { must, type Client } from './client.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { when } from './handClock.ts'
import { negative, register } from './merchants.ts'

const tokensEnd = '2099-01-01T00:00:00Z'

export type Cast = Readonly<Record<OrganisationKind, Client>> & {
  readonly rivalChamber: Client
  readonly organisations: Readonly<Record<OrganisationKind | 'rivalChamber', string>>
}

/** An organisation and a token for every role, and a second chamber; those along the way reach the charters named later. */
export async function castEverybody(desk: TestDesk): Promise<{
  readonly organisations: Cast['organisations']
  token(organisation: string, charters: readonly string[]): Promise<Client>
}> {
  const organisations: Record<string, string> = {}
  for (const kind of organisationKinds) {
    organisations[kind] = must(await desk.admin.post('/v1/organisations', { name: `The ${kind}`, kind })).body.id
  }
  organisations['rivalChamber'] = must(
    await desk.admin.post('/v1/organisations', { name: 'The other chamber', kind: 'chamber' }),
  ).body.id
  return {
    organisations: organisations as Cast['organisations'],
    token: async (organisation, charters) =>
      desk.as(
        must(await desk.admin.post('/v1/tokens', { organisation, charters, label: 'for a test', expiresAt: tokensEnd }))
          .body.token,
      ),
  }
}

export const facility = 'yw-obs-01'
export const termsBody = (more: Readonly<Record<string, unknown>> = {}) => ({
  title: 'Seoul to Hangzhou',
  leg: {
    flightNumber: 'HU454',
    carrier: 'Hainan Airlines',
    from: 'ICN',
    to: 'HGH',
    plannedBoarding: when.boarding,
    scheduledDeparture: when.boarding,
    scheduledArrival: when.landing,
  },
  aircraft: { type: 'A330', seats: { value: 256, assumed: true }, loadCapPercent: { value: 75, assumed: true } },
  missionJurisdiction: 'KR',
  issuer: 'KR-SEL-EMB',
  observationJurisdiction: 'CN-33',
  destination: 'Yiwu',
  servicePoint: 'Yiwu service point',
  facility,
  costs: { fare: 'self' },
  ...more,
})

export type World = {
  readonly cast: Cast
  readonly charter: string
  /** A charter of the other chamber, applied for as well. */
  readonly rivalCharter: string
}

/** Everybody, a facility with ten rooms, two laboratories, and two charters of two chambers, both applied for. */
export async function furnish(desk: TestDesk): Promise<World> {
  const { organisations, token } = await castEverybody(desk)
  const [chamber, rivalChamber, reformOffice] = await Promise.all([
    token(organisations.chamber, []),
    token(organisations.rivalChamber, []),
    token(organisations.reformOffice, []),
  ])
  must(
    await reformOffice.post('/v1/facilities', {
      facility: { id: facility, name: 'Yiwu Observation Station', city: 'Yiwu', zone: 'Asia/Shanghai' },
      organisation: organisations.facility,
      rooms: Array.from({ length: 10 }, (_, i) => ({ id: `10${i}`, places: 2 })),
    }),
  )
  for (const id of ['lab-1', 'lab-2']) {
    must(
      await desk.admin.post('/v1/laboratories', {
        id,
        name: `Laboratory ${id}`,
        city: 'Seoul',
        country: 'KR',
        reagents: ['kit-1', 'kit-2'],
        turnaroundHours: 6,
      }),
    )
  }
  const draft = async (who: Client, more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const { id } = must(await who.post('/v1/charters', termsBody(more))).body
    must(await who.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '"1"' }))
    return id
  }
  const charter = await draft(chamber)
  const rivalCharter = await draft(rivalChamber, { title: 'Another flight' })
  const entries = await Promise.all(
    organisationKinds.map(async (kind) => [kind, await token(organisations[kind], [charter])] as const),
  )
  const along = Object.fromEntries(entries) as Record<OrganisationKind, Client>
  return {
    cast: { ...along, chamber, reformOffice, administrator: desk.admin, rivalChamber, organisations },
    charter,
    rivalCharter,
  }
}

/** Approves the charter and opens its registration. */
export async function openRegistration({ cast, charter }: World): Promise<void> {
  const any = { 'If-Match': '*' }
  must(await cast.reformOffice.post(`/v1/charters/${charter}/approval`, { conditions: [] }, any))
  must(await cast.reformOffice.post(`/v1/charters/${charter}/registration-opening`, {}, any))
}

/** Two negatives, the code between them: everybody here is cleared to board. Registration must be open. */
export async function clearToBoard(desk: TestDesk, { cast }: World, journeys: readonly string[]): Promise<void> {
  await desk.clock.turnTo(when.firstReport)
  for (const [i, id] of journeys.entries()) {
    const test = negative(`t1-${i}`, when.firstSample, when.firstReport)
    must(await cast.laboratory.post(`/v1/journeys/${id}/tests`, test))
    must(await cast.chamber.post(`/v1/journeys/${id}/code-application`))
    must(await cast.mission.post(`/v1/journeys/${id}/code-issue`, { colour: 'blue' }))
  }
  await desk.clock.turnTo(when.secondReport)
  for (const [i, id] of journeys.entries()) {
    const elsewhere = { laboratory: 'lab-2', reagent: 'kit-2' }
    const test = negative(`t2-${i}`, when.secondSample, when.secondReport, elsewhere)
    must(await cast.laboratory.post(`/v1/journeys/${id}/tests`, test))
  }
}

export async function closeManifest(desk: TestDesk, { cast, charter }: World): Promise<void> {
  await desk.clock.turnTo('2022-08-28T12:00:00+09:00')
  must(await cast.reformOffice.post(`/v1/charters/${charter}/manifest-closing`, {}, { 'If-Match': '*' }))
}

/** So many merchants, the first of them cleared to board (all, unless it says fewer), on a manifest that is closed. */
export async function gathered(
  desk: TestDesk,
  registered: number,
  cleared = registered,
): Promise<{ readonly world: World; readonly journeys: readonly string[] }> {
  const world = await furnish(desk)
  await openRegistration(world)
  const journeys: string[] = []
  for (let i = 0; i < registered; i++) journeys.push(await register(world.cast.chamber, world.charter, i))
  await clearToBoard(desk, world, journeys.slice(0, cleared))
  await closeManifest(desk, world)
  return { world, journeys }
}

/** From the gate to the vehicle's arrival; answers the transfer run. Who is named in `left` is taken off the vehicle again. */
export async function flyAndTransfer(
  desk: TestDesk,
  { cast, charter }: World,
  journeys: readonly string[],
  left: readonly { readonly journey: string; readonly reason: string }[] = [],
): Promise<string> {
  const handover = (count: number) => ({ handover: { count, givenBy: 'the gate', takenBy: 'the cabin' } })
  await desk.clock.turnTo('2022-08-28T15:20:00+09:00')
  for (const id of journeys) must(await cast.carrier.post(`/v1/journeys/${id}/boarding`))
  await desk.clock.turnTo(when.boarding)
  must(await cast.carrier.post(`/v1/charters/${charter}/departure`, handover(journeys.length)))
  await desk.clock.turnTo(when.landing)
  must(await cast.carrier.post(`/v1/charters/${charter}/landing`, handover(journeys.length)))
  const vehicle = { plate: '浙G·A1234', seats: 40, driver: 'the driver', staff: ['one', 'another'] }
  const run: string = must(await cast.transferCrew.post(`/v1/charters/${charter}/runs`, { vehicle, facility })).body.id
  must(await cast.transferCrew.post(`/v1/runs/${run}/passengers`, { passengers: journeys }))
  for (const { journey: passenger, reason } of left)
    must(await cast.transferCrew.post(`/v1/runs/${run}/removal`, { passenger, reason }))
  const riding = handover(journeys.length - left.length)
  must(await cast.transferCrew.post(`/v1/runs/${run}/departure`, riding))
  must(await cast.transferCrew.post(`/v1/runs/${run}/arrival`, riding))
  return run
}

/** A second hand of the same organisation: another token, on the world's charter where the kind works along the way. */
export async function another(
  desk: TestDesk,
  { cast, charter }: World,
  kind: keyof Cast['organisations'],
): Promise<Client> {
  const charters = kind === 'facility' ? [charter] : []
  const wanted = { organisation: cast.organisations[kind], charters, label: 'another', expiresAt: tokensEnd }
  return desk.as(must(await desk.admin.post('/v1/tokens', wanted)).body.token)
}

/** A charter with one merchant, who is cleared to board: the next that happens is that the manifest is closed. */
export async function clearedDesk(): Promise<{ readonly desk: TestDesk; readonly world: World }> {
  const desk = await startDesk()
  const world = await furnish(desk)
  await openRegistration(world)
  await clearToBoard(desk, world, [await register(world.cast.chamber, world.charter, 1)])
  return { desk, world }
}
