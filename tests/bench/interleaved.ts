// Two sides measured in one run, turn by turn, so that whatever else the machine does falls on both: only the ratio is told.
import type { Furnished } from './furnished.ts'
import type { Request } from './load.ts'
import { openLoad } from './load.ts'
import { startSide } from './side.ts'

export type Question = {
  readonly question: string
  /** The least ratio that is hoped for; the largest where the ratio tells what the desk costs. */
  readonly target: number
  readonly atMost?: true
  /** Merchants that must be registered for it. */
  readonly merchants: number
  ask(furnished: Furnished): Promise<Comparison>
}
/**
 * `ratio`: the median over the pairs of how often the desk answers while the other side answers once; where it is to be at
 * most something, of how often the other side answers while the desk answers once.
 */
export type Comparison = { readonly ratio: number; readonly spread: readonly [number, number]; readonly runs: number }

/** Connections that are kept, each with one request on its way. */
export const connections = 64

/** A batch per pair, after some to warm both sides up; `batch` says what is sent in the n-th. */
export type Pairs = {
  readonly warmUp: number
  readonly runs: number
  readonly batch: (n: number) => readonly Request[]
}

/** Starts both sides, each on a copy of its own, and lets them answer the same batches in turn. */
export async function compare(
  furnished: Furnished,
  desk: string,
  other: string,
  { warmUp, runs, batch }: Pairs,
): Promise<Comparison> {
  const [ours, theirs] = [await startSide(desk, furnished.copy()), await startSide(other, furnished.copy())]
  const loads = [openLoad(ours.port, connections), openLoad(theirs.port, connections)] as const
  try {
    const ratios: number[] = []
    for (let n = 0; n < warmUp + runs; n++) {
      const requests = batch(n)
      const a = await loads[0].send(requests)
      const b = await loads[1].send(requests)
      if (process.env['BENCH_VERBOSE'])
        process.stderr.write(
          `${n < warmUp ? 'warm-up' : 'pair'}: ${Math.round(requests.length / a.seconds)} and ${Math.round(requests.length / b.seconds)} a second, ${Math.round(a.bodyBytes / requests.length)} and ${Math.round(b.bodyBytes / requests.length)} bytes\n`,
        )
      if (n >= warmUp) ratios.push(b.seconds / a.seconds)
    }
    ratios.sort((a, b) => a - b)
    return { ratio: median(ratios), spread: [ratios[0]!, ratios.at(-1)!], runs }
  } finally {
    for (const load of loads) load.close()
    await Promise.all([ours.stop(), theirs.stop()])
  }
}

export function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
