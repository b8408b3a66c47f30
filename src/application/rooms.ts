// What a decision about somebody moves in the facility: the room that is taken, the room that is left.
import { finding, policyUnmet } from '../domain/decision.ts'
import { leaveRoom, takeRoom, type Room } from '../domain/facility/room.ts'
import { facilityOf, type RoomId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { notFound, refused, type Envelope, type Refusal } from './handle.ts'

/** A facility gives away its own rooms only. */
export async function foreignRoom(desk: Desk, envelope: Envelope, room: RoomId): Promise<Refusal | null> {
  if (envelope.caller.role !== 'facility') return null
  const known = await desk.store.facility(facilityOf(room))
  return known && known.organisation !== envelope.caller.organisation ? notFound(`room ${room}`) : null
}

/** A place in the room, beside their own party. */
export const roomTaken = (desk: Desk, envelope: Envelope, { id, dossier }: Journey, room: RoomId) =>
  roomPart(desk, envelope, room, (state) => takeRoom(state, id, dossier.party?.party ?? null))

/** The room of the stay that has not ended; nothing where there is none. */
export async function roomLeft(
  desk: Desk,
  envelope: Envelope,
  { id, dossier }: Journey,
): Promise<readonly Part[] | Refusal> {
  const stay = dossier.stays.at(-1)
  if (!stay || stay.until !== null) return []
  const left = await roomPart(desk, envelope, stay.room, (state) => leaveRoom(state, id))
  return 'outcome' in left ? left : [left]
}

async function roomPart(
  desk: Desk,
  envelope: Envelope,
  id: RoomId,
  decideRoom: (room: Room) => ReturnType<typeof takeRoom>,
): Promise<Part | Refusal> {
  const room = await desk.store.room(id)
  if (!room) return refused(policyUnmet(finding('roomUnknown', `There is no room ${id}.`, { room: id })))
  const decision = decideRoom(room.state)
  if (decision.outcome === 'rejected') return refused(decision)
  const version = room.state.version + 1
  const { events, head } = record(
    envelope,
    { kind: 'room', aggregate: id, charter: null, version, head: room.head },
    decision.events,
  )
  return {
    ...nothing,
    changes: [{ on: 'room', expect: room.state.version, room: { ...decision.next, version }, head }],
    events,
  }
}
