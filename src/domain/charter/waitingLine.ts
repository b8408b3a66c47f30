// The waiting list after the round: who stands before whom, who holds how many seats, and why a claim waits at all.
import { finding } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { Seating } from '../journey/events.ts'
import type { Journey } from '../journey/journey.ts'
import { holdsSeat, isFinal } from '../journey/stage.ts'
import { companiesOf, place, type SeatClaim } from './seatPlacement.ts'
import type { SeatAllocation } from './seatRule.ts'

export const seatClaimOf = ({ id, dossier }: Journey): SeatClaim => ({
  journey: id,
  company: dossier.traits.companyKey ?? null,
  party: dossier.party?.party ?? null,
})

/** By rank, then whoever came after the round in the order in which they came; nobody who let an offer go. */
export function waitingLine(journeys: readonly Journey[]): readonly SeatClaim[] {
  return journeys.filter(waitsForOffer).sort(inLine).map(seatClaimOf)
}

/** The order in which free seats would be offered, if each took what it is offered: whose company is within its cap first. */
export function offerOrder(journeys: readonly Journey[], capPerCompany: number | null): readonly SeatClaim[] {
  const line = waitingLine(journeys)
  return place(line, { seats: line.length, capPerCompany, held: heldByCompany(journeys) }).map(({ claim }) => claim)
}

const waitsForOffer = ({ stage, dossier }: Journey): boolean =>
  stage === 'waitlisted' && dossier.offer?.answer !== 'declined' && dossier.offer?.answer !== 'lapsed'

function inLine(a: Journey, b: Journey): number {
  const [left, right] = [a, b].map(({ dossier }) => dossier.seating?.rank ?? Number.POSITIVE_INFINITY) as [
    number,
    number,
  ]
  if (left !== right) return left - right
  return inOrder(since(a), since(b)) || inOrder(a.id, b.id)
}
const since = ({ dossier }: Journey): string => dossier.reached.waitlisted ?? ''
const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** Seats by company: given, offered, or taken aboard. */
export const heldByCompany = (journeys: readonly Journey[]): ReadonlyMap<string, number> =>
  companiesOf(
    journeys
      .filter(({ stage, dossier }) => holdsSeat(stage) || stage === 'offered' || (dossier.boardedAt && !isFinal(stage)))
      .map(seatClaimOf),
  )

/** What a merchant is told who registers under a rule and gets no seat at once. */
export function waitsFor({ rule: { closesAt }, round }: SeatAllocation, now: Instant): Seating {
  const reason =
    !round && now < closesAt
      ? finding(
          'claimCollected',
          `Claims for seats are collected until ${closesAt}; then all of them are ranked at once by the published rule.`,
          { closesAt },
        )
      : finding(
          'waitsBehindRound',
          `The claim came after the closing at ${closesAt}: it comes behind those before it.`,
          {
            closesAt,
          },
        )
  return { rank: null, of: null, reason: { ...reason } }
}

export const firstCome = (): Seating => ({
  rank: null,
  of: null,
  reason: { ...finding('seatFirstCome', 'The round was over, a seat was free, and nobody waited for it.') },
})
