// Chance with a fixed seed (mulberry32), so that the demo's people are the same whenever they are made.

export type Chance = {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  /** True in `percent` of the cases. */
  happens(percent: number): boolean
  shuffled<T>(items: readonly T[]): T[]
  digits(length: number): string
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    between,
    pick: (from) => from[between(0, from.length - 1)]!,
    happens: (percent) => next() * 100 < percent,
    shuffled: (items) => {
      const left = [...items]
      return items.map(() => left.splice(between(0, left.length - 1), 1)[0]!)
    },
    digits: (length) => Array.from({ length }, () => between(0, 9)).join(''),
  }
}
