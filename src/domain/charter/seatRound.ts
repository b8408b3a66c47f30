// The round: every claim in the order of the published rule, the seats given down it, and for each person the reason.
import { z } from 'zod'
import { finding, type Finding } from '../decision.ts'
import { JourneyId } from '../ids.ts'
import { inOrder } from '../order.ts'
import { place, together, type SeatClaim } from './seatPlacement.ts'
import { weightOf, type SeatRule } from './seatRule.ts'

/** What the round looks at of a claim, and nothing that names anybody. */
export type RoundClaim = SeatClaim & {
  /** Consent signed, passport valid beyond the landing, and the plan can still be met. */
  readonly papers: boolean
  readonly need: string
}

/** A claim as it stands in the record, with what came of it. */
export const Ranked = z.object({
  journey: JourneyId,
  papers: z.boolean(),
  need: z.string(),
  /** That of the lightest need of the party. */
  weight: z.number(),
  company: z.string().nullable(),
  party: z.string().nullable(),
  /** The draw of this claim, the same for all of a party; lower goes first where all else is equal. */
  draw: z.string(),
  capped: z.boolean(),
  rank: z.number().int(),
  seated: z.boolean(),
})
export type Ranked = z.infer<typeof Ranked>

/**
 * A party is one claim: with its weakest papers, its lightest need and one draw, so that a label lifts nobody. Complete papers
 * first, then the heavier need, then the lower draw; whoever exceeds the company's cap behind everybody within it. Without
 * complete papers nobody is seated. All of a party share its rank. `draw` answers the digest of the seed and of the party, or
 * of the journey of whoever comes alone, so the order in which claims come in does not matter. Pure: anybody may ask again.
 */
export function rankClaims(
  claims: readonly RoundClaim[],
  rule: SeatRule,
  seats: number,
  draw: (partyOrJourney: string) => string,
): readonly Ranked[] {
  const groups = together([...claims].sort((a, b) => inOrder(a.journey, b.journey)))
    .map((members) => ({ members, ...stoodBy(members, rule), draw: draw(members[0]!.party ?? members[0]!.journey) }))
    .sort(
      (a, b) => b.weight - a.weight || inOrder(a.draw, b.draw) || inOrder(a.members[0]!.journey, b.members[0]!.journey),
    )
  const line = groups.flatMap(({ members, papers, weight, draw }) =>
    members.map((claim) => ({ ...claim, complete: papers, weight, draw })),
  )
  const placed = [
    ...place(
      line.filter(({ complete }) => complete),
      { seats, capPerCompany: rule.capPerCompany, held: new Map() },
    ),
    ...line.filter(({ complete }) => !complete).map((claim) => ({ claim, capped: false, seated: false })),
  ]
  const ranks = new Map<string, number>()
  for (const [i, { claim }] of placed.entries()) {
    const key = claim.party ?? claim.journey
    if (!ranks.has(key)) ranks.set(key, i + 1)
  }
  return placed.map(({ claim, capped, seated }) => ({
    journey: claim.journey,
    papers: claim.papers,
    need: claim.need,
    weight: claim.weight,
    company: claim.company,
    party: claim.party,
    draw: claim.draw,
    capped,
    rank: ranks.get(claim.party ?? claim.journey)!,
    seated,
  }))
}

/** By what a party is ranked: the weakest that any of its members brings. */
export function stoodBy(
  members: readonly Pick<RoundClaim, 'papers' | 'need'>[],
  rule: SeatRule,
): { readonly papers: boolean; readonly need: string; readonly weight: number } {
  const [lightest] = [...members].sort(
    (a, b) => weightOf(rule, a.need) - weightOf(rule, b.need) || inOrder(a.need, b.need),
  )
  const need = lightest?.need ?? 'other'
  return { papers: members.every(({ papers }) => papers), need, weight: weightOf(rule, need) }
}

/** Why each of the ranked has a seat or waits for one; a reason speaks of its own merchant and of nobody else. */
export function reasonsOf(ranking: readonly Ranked[], rule: SeatRule, seats: number): ReadonlyMap<JourneyId, Finding> {
  const lastSeated = ranking.findLast(({ seated }) => seated)?.rank ?? 0
  return new Map(
    together(ranking).flatMap((members) => {
      const { papers, need } = stoodBy(members, rule)
      return members.map((each) => {
        const { capPerCompany } = rule
        const before = each.rank < lastSeated
        const stood = { ...each, papers, need }
        return [each.journey, reasonOf(stood, ranking.length, seats, members.length, capPerCompany, before)]
      })
    }),
  )
}

function reasonOf(
  { rank, need, weight, papers, capped, seated }: Ranked,
  of: number,
  seats: number,
  size: number,
  cap: number | null,
  before: boolean,
): Finding {
  if (seated) {
    return finding(
      'seatByRank',
      `Rank ${rank} of ${of} for ${seats} seats: papers complete first, then the need (${need} weighs ${weight}), then the draw.`,
      { rank, of, seats, need, weight },
    )
  }
  if (!papers) {
    return finding(
      'waitsForPapers',
      `Rank ${rank} of ${of} for ${seats} seats: at the closing the passport of this claim, or of somebody of its party, ended before the landing, or the tests could not be met any more.`,
      { rank, of, seats },
    )
  }
  if (capped) {
    return finding(
      'waitsBeyondCap',
      `Rank ${rank} of ${of} for ${seats} seats: the host company has its ${cap ?? 0} ahead, so everybody within that limit goes first.`,
      { rank, of, seats, cap: cap ?? 0 },
    )
  }
  if (before && size > 1) {
    return finding(
      'waitsForParty',
      `Rank ${rank} of ${of} for ${seats} seats: the party of ${size} stays together, and so many seats were not left.`,
      { rank, of, seats, size },
    )
  }
  return finding(
    'waitsByRank',
    `Rank ${rank} of ${of} for ${seats} seats: papers complete first, then the need (${need} weighs ${weight}), then the draw.`,
    { rank, of, seats, need, weight },
  )
}
