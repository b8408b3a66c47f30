// Rooms of the facility: single, shared only within a travel party, never above their places.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaveRoom, openRoom, replayRoom, takeRoom, type Room, type RoomEvent } from '../../src/domain/facility/room.ts'
import { facilityOf } from '../../src/domain/ids.ts'
import { codesOf, journeyNumber, theRoom } from '../support/journeys.ts'

const [one, two, three] = [journeyNumber(1), journeyNumber(2), journeyNumber(3)]
const opened = (places: number): Room => openRoom(theRoom, places)
function taken(room: Room, journey = one, party: string | null = null): Room {
  const decision = takeRoom(room, journey, party)
  if (decision.outcome === 'rejected') throw new Error(codesOf(decision).join(', '))
  return decision.next
}
const refusal = (decision: ReturnType<typeof takeRoom>) =>
  decision.outcome === 'rejected' ? { reason: decision.reason, codes: codesOf(decision) } : 'taken'

describe('A room', () => {
  it('is taken by one person', () => {
    expect(taken(opened(1)).occupants).toEqual([{ journey: one, party: null }])
  })

  it('is refused when it is full, family or not', () => {
    const full = { reason: 'policy-unmet', codes: ['roomFull'] }
    expect(refusal(takeRoom(taken(opened(1)), two, null))).toEqual(full)
    expect(refusal(takeRoom(taken(opened(1), one, 'family'), two, 'family'))).toEqual(full)
  })

  it('is shared by a travel party and by nobody else', () => {
    const shared = { reason: 'policy-unmet', codes: ['roomShared'] }
    const family = taken(opened(3), one, 'family')
    expect(taken(family, two, 'family').occupants).toHaveLength(2)
    expect(refusal(takeRoom(family, two, 'another'))).toEqual(shared)
    expect(refusal(takeRoom(family, two, null))).toEqual(shared)
    expect(refusal(takeRoom(taken(opened(2)), two, 'family'))).toEqual(shared)
    expect(refusal(takeRoom(taken(opened(2)), two, null))).toEqual(shared)
  })

  it('is left by whoever lives there, and then free', () => {
    const decision = leaveRoom(taken(opened(1)), one)
    expect(decision).toMatchObject({ outcome: 'accepted', next: { occupants: [] } })
    expect(decision.outcome === 'accepted' && taken(decision.next, two).occupants).toHaveLength(1)
  })

  it('is not left by somebody who does not live there', () => {
    expect(refusal(leaveRoom(taken(opened(1)), three))).toEqual({ reason: 'policy-unmet', codes: ['notInRoom'] })
  })

  it('is not taken twice by the same person', () => {
    expect(refusal(takeRoom(taken(opened(2), one, 'family'), one, 'family'))).toEqual({
      reason: 'policy-unmet',
      codes: ['alreadyInRoom'],
    })
  })

  it('carries its facility in its id', () => {
    expect(facilityOf(theRoom)).toBe('yiwu-hotel')
  })
})

it('Any history of a room tells it again, with never more people than places and never two parties', () => {
  const moves = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 6 }), fc.constantFrom('a', 'b', null)))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), moves, (places, walk) => {
      let room = opened(places)
      const history: RoomEvent[] = [{ type: 'RoomOpened', places }]
      for (const [takes, number, party] of walk) {
        const id = journeyNumber(number)
        const decision = takes ? takeRoom(room, id, party) : leaveRoom(room, id)
        if (decision.outcome === 'rejected') continue
        room = decision.next
        history.push(...decision.events)
        expect(room.occupants.length).toBeLessThanOrEqual(room.places)
        expect(new Set(room.occupants.map((occupant) => occupant.party)).size).toBeLessThanOrEqual(1)
      }
      expect(replayRoom(theRoom, history)).toEqual(room)
    }),
  )
})
