// Which newcomers get a seat at once, parties whole: by the published rule where there is one, else first come, first served.
import type { Charter } from '../domain/charter/charter.ts'
import { place, type SeatClaim } from '../domain/charter/seatPlacement.ts'
import { firstCome, heldByCompany, waitingLine, waitsFor } from '../domain/charter/waitingLine.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Claimed, Seating } from '../domain/journey/events.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Held, Store } from './ports.ts'

export type NewClaim = SeatClaim & Claimed
export type Welcome = {
  seatFor(claim: NewClaim): { readonly seatFree: boolean; readonly seating?: Seating }
  /** Seats are free and somebody waits: the line is looked at again. */
  readonly asksAgain: boolean
}

export async function welcomeFor(
  store: Pick<Store, 'freeSeats' | 'firstWaiting'>,
  charter: Charter,
  claims: readonly NewClaim[],
  everybody: () => Promise<readonly Held<Journey>[]>,
  now: Instant,
): Promise<Welcome> {
  const freeSeats = await store.freeSeats(charter.id)
  const { allocation } = charter.record
  if (!allocation) return firstServed(claims, freeSeats, (await store.firstWaiting(charter.id)) !== null)
  const others = allocation.round ? (await everybody()).map(({ state }) => state) : []
  return byRule(charter, claims, others, freeSeats, now)
}

/** Without a rule: whoever waits already is asked before anybody new, and newcomers are seated as they come. */
export function firstServed(newcomers: readonly NewClaim[], freeSeats: number, somebodyWaits: boolean): Welcome {
  const room = { seats: somebodyWaits ? 0 : freeSeats, capPerCompany: null, held: new Map() }
  const seated = seatedOf(newcomers, room)
  const known = new Set(newcomers.map(({ journey }) => journey))
  let left = seated.size < newcomers.length ? 0 : room.seats - seated.size
  return {
    // Whoever is taken late, after a doubt about them fell away, comes behind the others.
    seatFor: ({ journey }) => ({ seatFree: seated.has(journey) || (!known.has(journey) && left-- > 0) }),
    asksAgain: freeSeats > 0 && seated.size < newcomers.length,
  }
}

/** Under a rule: until its round everybody waits; after it newcomers are seated while nobody else waits. */
export function byRule(
  charter: Charter,
  newcomers: readonly NewClaim[],
  everybody: readonly Journey[],
  freeSeats: number,
  now: Instant,
): Welcome {
  const { allocation } = charter.record
  if (!allocation) return firstServed(newcomers, freeSeats, false)
  const { capPerCompany } = allocation.rule
  const open = allocation.round !== null && waitingLine(everybody).length === 0
  const room = { seats: open ? freeSeats : 0, capPerCompany, held: heldByCompany(everybody) }
  const seated = seatedOf(newcomers, room)
  return {
    seatFor: ({ journey, company, party, need }) => {
      const claimed = { company, party, need }
      return seated.has(journey)
        ? { seatFree: true, seating: firstCome(claimed) }
        : { seatFree: false, seating: waitsFor(allocation, now, claimed) }
    },
    asksAgain: allocation.round !== null && freeSeats > 0 && seated.size < newcomers.length,
  }
}

const seatedOf = (newcomers: readonly NewClaim[], room: Parameters<typeof place>[1]): ReadonlySet<JourneyId> =>
  new Set(place(newcomers, room).flatMap(({ claim, seated }) => (seated ? [claim.journey] : [])))
