// An observation facility and its rooms: who lives where, and who may share.
import { z } from 'zod'
import { fact } from '../fact.ts'
import { finding, policyUnmet, type Decision } from '../decision.ts'
import type { RoomId } from '../ids.ts'
import { FacilityId, JourneyId } from '../ids.ts'
import { Zone } from '../instant.ts'

/** The place of the supervised period; its rooms are rows of their own, so that two admissions do not wait for each other. */
export const ObservationFacility = z.strictObject({
  id: FacilityId,
  name: z.string().min(1).max(120),
  city: z.string().min(1).max(80),
  zone: Zone,
})
export type ObservationFacility = z.infer<typeof ObservationFacility>

export const RoomEvent = z.discriminatedUnion('type', [
  fact('RoomOpened', { places: z.number().int().min(1).max(12) }),
  fact('RoomTaken', { journey: JourneyId, party: z.string().nullable() }),
  fact('RoomLeft', { journey: JourneyId }),
])
export type RoomEvent = z.infer<typeof RoomEvent>

export type Room = {
  readonly id: RoomId
  readonly version: number
  readonly places: number
  readonly occupants: readonly { readonly journey: JourneyId; readonly party: string | null }[]
}

export const openRoom = (id: RoomId, places: number): Room => ({ id, version: 0, places, occupants: [] })

export function evolveRoom(room: Room, event: RoomEvent): Room {
  switch (event.type) {
    case 'RoomOpened':
      return { ...room, places: event.places }
    case 'RoomTaken':
      return { ...room, occupants: [...room.occupants, { journey: event.journey, party: event.party }] }
    case 'RoomLeft':
      return { ...room, occupants: room.occupants.filter((occupant) => occupant.journey !== event.journey) }
    default:
      return event satisfies never
  }
}

export const replayRoom = (id: RoomId, history: readonly RoomEvent[]): Room =>
  history.reduce(evolveRoom, openRoom(id, 1))

/** Rooms are single (source 9 of db/editions/sources.json); only a travel party shares one. Refuses a full room and a stranger's. */
export function takeRoom(room: Room, journey: JourneyId, party: string | null): Decision<Room, RoomEvent, never> {
  if (room.occupants.some((occupant) => occupant.journey === journey)) {
    return policyUnmet(
      finding('alreadyInRoom', `${journey} lives in room ${room.id} already.`, { journey, room: room.id }),
    )
  }
  if (room.occupants.length >= room.places) {
    return policyUnmet(
      finding('roomFull', `Room ${room.id} has ${room.places} place(s) and all are taken.`, {
        room: room.id,
        places: room.places,
      }),
    )
  }
  if (room.occupants.some((occupant) => party === null || occupant.party !== party)) {
    return policyUnmet(
      finding('roomShared', `Room ${room.id} is lived in by somebody outside the travel party; rooms are single.`, {
        room: room.id,
      }),
    )
  }
  return told(room, { type: 'RoomTaken', journey, party })
}

/** Leaving is a fact of the room as well; refuses somebody who does not live there. */
export function leaveRoom(room: Room, journey: JourneyId): Decision<Room, RoomEvent, never> {
  if (!room.occupants.some((occupant) => occupant.journey === journey)) {
    return policyUnmet(finding('notInRoom', `${journey} does not live in room ${room.id}.`, { journey, room: room.id }))
  }
  return told(room, { type: 'RoomLeft', journey })
}

const told = (room: Room, event: RoomEvent): Decision<Room, RoomEvent, never> => ({
  outcome: 'accepted',
  next: evolveRoom(room, event),
  events: [event],
  effects: [],
})
