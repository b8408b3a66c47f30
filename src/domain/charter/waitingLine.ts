// The waiting list after the round: who stands before whom, who holds how many seats, and why a claim waits at all.
import { finding } from '../decision.ts'
import type { Instant } from '../instant.ts'
import { inOrder } from '../order.ts'
import type { Claimed, Seating } from '../journey/events.ts'
import type { Journey } from '../journey/journey.ts'
import { letGo } from '../journey/offer.ts'
import { holdsSeat, isFinal } from '../journey/stage.ts'
import { companiesOf, place, type Room, type SeatClaim } from './seatPlacement.ts'
import type { SeatAllocation } from './seatRule.ts'

/** What somebody claims a seat by, as it stands in the dossier now. */
export const claimedNow = ({ dossier }: Pick<Journey, 'dossier'>): Claimed => ({
  company: dossier.traits.companyKey ?? null,
  party: dossier.party?.party ?? null,
  need: dossier.traits.need ?? 'other',
})

/** What was claimed counts on: a company or a party that is changed after the closing moves nobody. */
export function seatClaimOf(journey: Journey): SeatClaim {
  const { company, party } = journey.dossier.seating?.claimed ?? claimedNow(journey)
  const ranked = journey.dossier.seating?.rank != null
  // Whoever comes after the round stands in line as a party with those who came after it, never with one that was ranked.
  const label = party && journey.dossier.seating?.claimed && !ranked ? `after the round ${party}` : party
  return { journey: journey.id, company, party: label }
}

/** By rank, then whoever came after the round or asked again, in the order in which they did; nobody who let an offer go. */
export function waitingLine(journeys: readonly Journey[]): readonly SeatClaim[] {
  return journeys.filter(waitsForOffer).sort(inLine).map(seatClaimOf)
}

/** The order in which free seats would be offered, if each took what it is offered: whose company is within its cap first. */
export function offerOrder(journeys: readonly Journey[], capPerCompany: number | null): readonly SeatClaim[] {
  const line = waitingLine(journeys)
  return place(line, { seats: line.length, capPerCompany, held: heldByCompany(journeys) }).map(({ claim }) => claim)
}

const waitsForOffer = (journey: Journey): boolean => journey.stage === 'waitlisted' && !letGo(journey)

function inLine(a: Journey, b: Journey): number {
  const [left, right] = [rankOf(a), rankOf(b)]
  if (left !== right) return left - right
  return inOrder(since(a), since(b)) || inOrder(a.id, b.id)
}
/** Whoever let an offer go and asks again comes as if they came then. */
const rankOf = ({ dossier }: Journey): number =>
  dossier.askedAgainAt ? Number.POSITIVE_INFINITY : (dossier.seating?.rank ?? Number.POSITIVE_INFINITY)
const since = ({ dossier }: Journey): string => dossier.askedAgainAt ?? dossier.reached.waitlisted ?? ''

/** Seats by company: given, offered, or taken aboard. */
export const heldByCompany = (journeys: readonly Journey[]): Room['held'] =>
  companiesOf(
    journeys
      .filter(({ stage, dossier }) => holdsSeat(stage) || stage === 'offered' || (dossier.boardedAt && !isFinal(stage)))
      .map(seatClaimOf),
  )

/** What a merchant is told who registers under a rule and gets no seat at once. */
export function waitsFor({ rule: { closesAt }, round }: SeatAllocation, now: Instant, claimed: Claimed): Seating {
  const inTime = !round && now < closesAt
  const reason = inTime
    ? finding(
        'claimCollected',
        `Claims for seats are collected until ${closesAt}; then all of them are ranked at once by the published rule.`,
        { closesAt },
      )
    : finding('waitsBehindRound', `The claim came after the closing at ${closesAt}: it comes behind those before it.`, {
        closesAt,
      })
  return { rank: null, of: null, reason: { ...reason }, ...(!inTime && { claimed }) }
}

export const firstCome = (claimed: Claimed): Seating => ({
  rank: null,
  of: null,
  reason: { ...finding('seatFirstCome', 'The round was over, a seat was free, and nobody waited for it.') },
  claimed,
})
