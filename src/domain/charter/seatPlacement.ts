// Who of those in line gets a seat: parties whole or not at all, and nobody beyond a company's cap before everybody within it.
import type { JourneyId } from '../ids.ts'

/** `company` and `party` are blind: they say who belongs together, and nothing else. */
export type SeatClaim = {
  readonly journey: JourneyId
  /** Null for whoever named none: they count as one company of their own. */
  readonly company: string | null
  readonly party: string | null
}
export type Placed<Claim extends SeatClaim> = {
  readonly claim: Claim
  /** Beyond the company's cap, and so behind everybody within it. */
  readonly capped: boolean
  readonly seated: boolean
}
export type Room = {
  readonly seats: number
  readonly capPerCompany: number | null
  /** Seats that a company's people hold already. */
  readonly held: ReadonlyMap<string | null, number>
}

/** Parties in line: each stands where its first member stands, the members behind one another. */
export function together<Claim extends SeatClaim>(line: readonly Claim[]): readonly (readonly Claim[])[] {
  const groups = new Map<string, Claim[]>()
  for (const claim of line) {
    const key = claim.party === null ? claim.journey : `party ${claim.party}`
    const group = groups.get(key)
    if (group) group.push(claim)
    else groups.set(key, [claim])
  }
  return [...groups.values()]
}

/** One by one as they stand in line; a party that does not fit lets the next one that fits go first and keeps its place. */
export function place<Claim extends SeatClaim>(line: readonly Claim[], room: Room): readonly Placed<Claim>[] {
  const taken = new Map(room.held)
  const within: (readonly Claim[])[] = []
  const beyond: (readonly Claim[])[] = []
  for (const group of together(line)) {
    if (exceeds(group, taken, room.capPerCompany)) beyond.push(group)
    else {
      within.push(group)
      for (const [company, count] of companiesOf(group)) taken.set(company, (taken.get(company) ?? 0) + count)
    }
  }
  let { seats } = room
  return [...within, ...beyond].flatMap((group, i) => {
    const seated = group.length <= seats
    if (seated) seats -= group.length
    return group.map((claim) => ({ claim, capped: i >= within.length, seated }))
  })
}

/** The next party or person for seats that became free; null where nobody fits. */
export function nextInLine<Claim extends SeatClaim>(line: readonly Claim[], room: Room): readonly Claim[] | null {
  const groups = together(line).filter((group) => group.length <= room.seats)
  return groups.find((group) => !exceeds(group, room.held, room.capPerCompany)) ?? groups[0] ?? null
}

function exceeds(group: readonly SeatClaim[], taken: Room['held'], cap: number | null): boolean {
  return cap !== null && [...companiesOf(group)].some(([company, count]) => (taken.get(company) ?? 0) + count > cap)
}

export function companiesOf(claims: readonly Pick<SeatClaim, 'company'>[]): Room['held'] {
  const counts = new Map<string | null, number>()
  for (const { company } of claims) counts.set(company, (counts.get(company) ?? 0) + 1)
  return counts
}
