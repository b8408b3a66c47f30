// Which newcomers get a seat at once: by the published rule where there is one, else first come, first served.
import type { Charter } from '../domain/charter/charter.ts'
import { place, type SeatClaim } from '../domain/charter/seatPlacement.ts'
import { firstCome, heldByCompany, waitingLine, waitsFor } from '../domain/charter/waitingLine.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Seating } from '../domain/journey/events.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Held, Store } from './ports.ts'

export type Welcome = {
  seatFor(journey: JourneyId): { readonly seatFree: boolean; readonly seating?: Seating }
  /** Told once a registration was taken. */
  seated(): void
  /** Seats are free and somebody waits: the line is looked at again. */
  readonly asksAgain: boolean
}

export async function welcomeFor(
  store: Pick<Store, 'freeSeats' | 'firstWaiting'>,
  charter: Charter,
  claims: readonly SeatClaim[],
  everybody: () => Promise<readonly Held<Journey>[]>,
  now: Instant,
): Promise<Welcome> {
  const freeSeats = await store.freeSeats(charter.id)
  const { allocation } = charter.record
  if (!allocation) return firstServed(freeSeats, (await store.firstWaiting(charter.id)) !== null)
  const others = allocation.round ? (await everybody()).map(({ state }) => state) : []
  return byRule(charter, claims, others, freeSeats, now)
}

/** Without a rule: whoever waits already is asked before anybody new, and newcomers are seated as they come. */
export function firstServed(freeSeats: number, somebodyWaits: boolean): Welcome {
  let seats = somebodyWaits ? 0 : freeSeats
  return {
    seatFor: () => ({ seatFree: seats > 0 }),
    seated: () => void seats--,
    asksAgain: false,
  }
}

/** Under a rule: until its round everybody waits; after it newcomers are seated while nobody else waits, parties whole. */
export function byRule(
  charter: Charter,
  newcomers: readonly SeatClaim[],
  everybody: readonly Journey[],
  freeSeats: number,
  now: Instant,
): Welcome {
  const { allocation } = charter.record
  if (!allocation) return firstServed(freeSeats, false)
  const { capPerCompany } = allocation.rule
  const open = allocation.round !== null && waitingLine(everybody).length === 0
  const room = { seats: open ? freeSeats : 0, capPerCompany, held: heldByCompany(everybody) }
  const placed = place(newcomers, room)
  const seated = new Set(placed.filter((each) => each.seated).map(({ claim }) => claim.journey))
  return {
    seatFor: (journey) =>
      seated.has(journey)
        ? { seatFree: true, seating: firstCome() }
        : { seatFree: false, seating: waitsFor(allocation, now) },
    seated: () => {},
    asksAgain: allocation.round !== null && freeSeats > 0 && seated.size < newcomers.length,
  }
}
