// A small desk on which two merchants flew and were admitted, with everything that was told of it.
import { must } from './client.ts'
import { startDesk } from './desk.ts'
import { register } from './merchants.ts'
import { clearToBoard, closeManifest, flyAndTransfer, furnish, openRegistration } from './world.ts'

export async function travelledDesk(environment: Readonly<Record<string, string>> = {}) {
  const desk = await startDesk(environment)
  const world = await furnish(desk)
  await openRegistration(world)
  const journeys = [
    await register(world.cast.chamber, world.charter, 1),
    await register(world.cast.chamber, world.charter, 2),
  ] as const
  await clearToBoard(desk, world, journeys)
  await closeManifest(desk, world)
  const run = await flyAndTransfer(desk, world, journeys)
  must(await world.cast.facility.post(`/v1/journeys/${journeys[1]}/admission`, { room: 'yw-obs-01/101' }))
  for (const journey of journeys) must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
  must(await world.cast.reformOffice.get(`/v1/charters/${world.charter}/journeys`))
  return { desk, world, journeys, run }
}
