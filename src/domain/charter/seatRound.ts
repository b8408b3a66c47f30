// The round: every claim in the order of the published rule, the seats given down it, and for each person the reason.
import { z } from 'zod'
import { finding, type Finding } from '../decision.ts'
import { JourneyId } from '../ids.ts'
import { place, type SeatClaim } from './seatPlacement.ts'
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
  weight: z.number(),
  company: z.string().nullable(),
  party: z.string().nullable(),
  /** The draw of this claim; lower goes first where all else is equal. */
  draw: z.string(),
  capped: z.boolean(),
  rank: z.number().int(),
  seated: z.boolean(),
})
export type Ranked = z.infer<typeof Ranked>

/**
 * Papers complete first, then the heavier need, then the lower draw; whoever exceeds the company's cap behind everybody
 * within it; a party at the rank of its best member, seated whole or not at all. `draw` answers the digest of seed and
 * journey, so the order in which claims come in does not matter. Pure: anybody may ask again with the same seed.
 */
export function rankClaims(
  claims: readonly RoundClaim[],
  rule: SeatRule,
  seats: number,
  draw: (journey: JourneyId) => string,
): readonly Ranked[] {
  const drawn = claims.map((claim) => ({
    ...claim,
    weight: weightOf(rule, claim.need),
    draw: draw(claim.journey),
  }))
  const line = drawn.sort(
    (a, b) =>
      Number(b.papers) - Number(a.papers) ||
      b.weight - a.weight ||
      inOrder(a.draw, b.draw) ||
      inOrder(a.journey, b.journey),
  )
  const placed = place(line, { seats, capPerCompany: rule.capPerCompany, held: new Map() })
  return placed.map(({ claim, capped, seated }, i) => ({
    journey: claim.journey,
    papers: claim.papers,
    need: claim.need,
    weight: claim.weight,
    company: claim.company,
    party: claim.party,
    draw: claim.draw,
    capped,
    rank: i + 1,
    seated,
  }))
}

const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** Why each of the ranked has a seat or waits for one; a reason speaks of its own merchant and of nobody else. */
export function reasonsOf(ranking: readonly Ranked[], rule: SeatRule, seats: number): ReadonlyMap<JourneyId, Finding> {
  const lastSeated = ranking.findLast(({ seated }) => seated)?.rank ?? 0
  const sizes = new Map<string, number>()
  for (const { party } of ranking) if (party !== null) sizes.set(party, (sizes.get(party) ?? 0) + 1)
  return new Map(
    ranking.map((each) => {
      const size = each.party === null ? 1 : (sizes.get(each.party) ?? 1)
      return [each.journey, reasonOf(each, ranking.length, seats, size, rule.capPerCompany, each.rank < lastSeated)]
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
      `Rank ${rank} of ${of} for ${seats} seats: claims with complete papers went first, and these were not complete at the closing.`,
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
