// What put a claim where it stands: its own facts, with how many the draw decided between; of other claims only their number.
import type { JourneyId } from '../ids.ts'
import { together } from './seatPlacement.ts'
import type { Ranked } from './seatRound.ts'

export type Standing = Pick<Ranked, 'rank' | 'papers' | 'need' | 'weight' | 'capped' | 'draw'> & {
  /** How many claims the round ranked. */
  readonly of: number
  /** So many claims, a party counted once, stood equal until the draw; 1 where it decided nothing. */
  readonly alike: number
  /** How many of the party stay together. */
  readonly size: number
}

/** A party stands where its best member stands, so it is that member's claim that others are equal to. */
export function standingsOf(ranking: readonly Ranked[]): ReadonlyMap<JourneyId, Standing> {
  const groups = together(ranking)
  const counts = new Map<string, number>()
  for (const group of groups) counts.set(merit(group), (counts.get(merit(group)) ?? 0) + 1)
  return new Map(
    groups.flatMap((group) =>
      group.map(({ journey, rank, papers, need, weight, capped, draw }) => [
        journey,
        {
          rank,
          papers,
          need,
          weight,
          capped,
          draw,
          of: ranking.length,
          alike: counts.get(merit(group)) ?? 1,
          size: group.length,
        },
      ]),
    ),
  )
}

const merit = ([first]: readonly Ranked[]): string => `${first?.capped} ${first?.papers} ${first?.weight}`
