// The coaches: filled in the order of the list with parties kept together, counted at both ends, emptied into rooms.
import { together } from './office.ts'
import { allJourneys, dueFor, must, officeOf, type JourneyAnswer, type Play } from './play.ts'
import { minutesAfter } from './timetable.ts'

type RoomAnswer = { readonly id: string; readonly places: number; readonly occupants: readonly unknown[] }

export function planCoaches(play: Play): void {
  const { scenario, timetable, vehicles, rooms } = play
  const { transfer } = scenario
  const crew = () => officeOf(play, 'transferCrew')
  const facility = () => officeOf(play, 'facility')

  timetable.add(scenario.arrival.disembarkedAt, 'coaches', async () => {
    for (const [i, { plate, seats, driver, staff }] of vehicles.entries()) {
      const { body } = await must(play, crew(), `/v1/charters/${play.charter}/runs`, {
        vehicle: { plate, seats, driver, staff },
        facility: rooms.facilityId,
      })
      const run = body as { readonly id: string; readonly record: { readonly places: number } }
      const departs = minutesAfter(transfer.firstDepartsAt, i * transfer.everyMinutes)
      timetable.add(departs, `coach ${plate}`, async () => {
        const passengers = await fill(play, run.record.places)
        if (!passengers.length) return
        await must(play, crew(), `/v1/runs/${run.id}/passengers`, { passengers })
        await must(play, crew(), `/v1/runs/${run.id}/departure`, {
          handover: { count: passengers.length, givenBy: 'port', takenBy: staff[0] },
        })
        timetable.add(minutesAfter(departs, transfer.minutesOnTheRoad), `arrival ${plate}`, async () => {
          await must(play, facility(), `/v1/runs/${run.id}/arrival`, {
            handover: { count: passengers.length, givenBy: staff[0], takenBy: 'facility' },
          })
          await admit(play, passengers)
        })
      })
    }
  })
}

/** Whoever waits, by the list; a party that does not fit any more waits for the next vehicle together. */
async function fill(play: Play, places: number): Promise<readonly string[]> {
  const waiting = new Set(
    (await dueFor(play, officeOf(play, 'transferCrew')))
      .filter(({ act }) => act === 'SeatPassengers')
      .map(({ journey }) => journey),
  )
  const journeys = (await allJourneys(play, officeOf(play, 'transferCrew'))).filter(({ id }) => waiting.has(id))
  const seated: string[] = []
  for (const group of parties(journeys)) {
    if (seated.length + group.length <= places) seated.push(...group.map(({ id }) => id))
  }
  return seated
}

function parties(journeys: readonly JourneyAnswer[]): readonly (readonly JourneyAnswer[])[] {
  const groups = new Map<string, JourneyAnswer[]>()
  for (const journey of [...journeys].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = journey.dossier.party?.party ?? journey.id
    groups.set(key, [...(groups.get(key) ?? []), journey])
  }
  return [...groups.values()]
}

/** The smallest free room that holds a party; somebody alone gets a single room. */
export async function admit(play: Play, passengers: readonly string[], path = 'admission'): Promise<void> {
  const facility = officeOf(play, 'facility')
  const rooms = [...(await facility.get<readonly RoomAnswer[]>(`/v1/facilities/${play.rooms.facilityId}/rooms`))]
  const free = rooms
    .filter(({ occupants }) => occupants.length === 0)
    .sort((a, b) => a.places - b.places || (a.id < b.id ? -1 : 1))
  const coming = (await allJourneys(play, facility)).filter(({ id }) => passengers.includes(id))
  const assigned: { readonly journey: string; readonly room: string }[] = []
  for (const group of parties(coming)) {
    const place = free.findIndex((room) => room.places >= group.length)
    // No room for the party as one: each takes a room alone.
    const taken =
      place >= 0 ? free.splice(place, 1).flatMap((room) => group.map(() => room)) : free.splice(0, group.length)
    for (const [i, { id }] of group.entries()) {
      const room = taken[i]
      if (!room) throw new Error(`${play.rooms.facilityId} has no room left`)
      assigned.push({ journey: id, room: room.id })
    }
  }
  await together(assigned, ({ journey, room }) => must(play, facility, `/v1/journeys/${journey}/${path}`, { room }))
}
