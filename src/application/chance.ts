// New ids and secrets, from a clock and from chance that is given.
import { uniquePart } from '../domain/ids.ts'
import { epochMs } from '../domain/instant.ts'
import type { Chance, Clock } from './ports.ts'

/**
 * Ids carry the desk's time and chance; within one millisecond they count up, so that what is made later sorts later.
 * `random`: at least 0 and below 1. `secret`: a text that nobody guesses.
 */
export function createChance(clock: Clock, random: () => number, secret: () => string): Chance {
  let last = { at: -1, chance: 0 }
  return {
    part: () => {
      const at = epochMs(clock.now())
      const step = 1 / 32 ** 6
      const chance = at === last.at && last.chance + step < 1 ? last.chance + step : random() / 2
      last = { at, chance }
      return uniquePart(at, chance)
    },
    secret,
  }
}
