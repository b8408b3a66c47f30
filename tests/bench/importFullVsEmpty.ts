// Does a roster of a thousand take longer where fifty thousand people are known, and what do others feel while it is imported?
import { furnish, perRoster, type Furnished } from './furnished.ts'
import { connections, median, type Comparison, type Question } from './interleaved.ts'
import { openLoad } from './load.ts'
import { benchRoster } from './rosters.ts'
import { startSide } from './side.ts'

/** So many people are known to the full side; the empty one knows the chamber and its charters. */
const known = 50_000
const [warmUp, runs] = [1, 5]

/** Both over HTTP, the same file to both in turn; who goes first changes. */
export const importFullVsEmpty: Question = {
  question: 'import-full-vs-empty',
  target: 1.5,
  atMost: true,
  merchants: known,
  ask: async (furnished) => {
    const nobody = await furnish(0)
    const both = [furnished, nobody]
    const sides = await Promise.all(both.map((each) => startSide('./deskSide.ts', each.copy())))
    try {
      const ratios: number[] = []
      for (let n = 0; n < warmUp + runs; n++) {
        const send = sides.map(
          ({ port }, i) =>
            () =>
              importing(port, both[i]!, n),
        )
        const first = await send[n % 2]!()
        const second = await send[1 - (n % 2)]!()
        const [full, empty] = n % 2 ? [second, first] : [first, second]
        if (process.env['BENCH_VERBOSE'])
          process.stderr.write(`${n < warmUp ? 'warm-up' : 'pair'}: ${full.toFixed(0)} and ${empty.toFixed(0)} ms\n`)
        if (n >= warmUp) ratios.push(full / empty)
      }
      return summed(ratios)
    } finally {
      await Promise.all(sides.map((side) => side.stop()))
      nobody.remove()
    }
  },
}

/** Looks at journeys go on all the time; their slowest hundredth during an import over the same while nothing else happens. */
export const readP99DuringImport: Question = {
  question: 'read-p99-during-import',
  target: 2,
  atMost: true,
  merchants: known,
  ask: async (furnished) => {
    const side = await startSide('./deskSide.ts', furnished.copy())
    const load = openLoad(side.port, connections)
    try {
      const look = furnished.journeys.slice(0, 1_000).map((journey) => ({
        method: 'GET' as const,
        path: `/v1/journeys/${journey}`,
        token: furnished.laboratoryToken,
      }))
      for (let n = 0; n < 5; n++) await load.send(look)
      const ratios: number[] = []
      for (let n = 0; n < warmUp + runs; n++) {
        const importTime = await timed(() => importing(side.port, furnished, 100 + 2 * n), load, look)
        const idle = await timed(() => new Promise((resolve) => setTimeout(resolve, importTime.ms)), load, look)
        if (process.env['BENCH_VERBOSE'])
          process.stderr.write(
            `${n < warmUp ? 'warm-up' : 'pair'}: p99 ${importTime.p99.toFixed(2)} and ${idle.p99.toFixed(2)} ms, longest ${importTime.longest.toFixed(0)} and ${idle.longest.toFixed(0)} ms, ${importTime.count} and ${idle.count} looks in ${importTime.ms.toFixed(0)} ms\n`,
          )
        if (n >= warmUp) ratios.push(importTime.p99 / idle.p99)
      }
      return summed(ratios)
    } finally {
      load.close()
      await side.stop()
    }
  },
}

type Timed = {
  readonly p99: number
  readonly longest: number
  readonly count: number
  readonly ms: number
}

/** Looks over all connections, each sending the next once its last was answered, until the task is done. */
async function timed(
  task: () => Promise<unknown>,
  load: ReturnType<typeof openLoad>,
  look: Parameters<typeof load.send>[0],
): Promise<Timed> {
  let done = false
  const began = performance.now()
  const ended = task().then(() => {
    done = true
    return performance.now() - began
  })
  const took: number[] = []
  while (!done) took.push(...(await load.send(look)).each)
  took.sort((a, b) => a - b)
  return { p99: took[Math.floor(took.length * 0.99)]!, longest: took.at(-1)!, count: took.length, ms: await ended }
}

/** A charter of its own each time, so that neither side meets its earlier rosters. Milliseconds. */
async function importing(port: number, { chamberToken, importCharters }: Furnished, n: number): Promise<number> {
  const charter = importCharters[n % importCharters.length]!
  const body = benchRoster(n * perRoster, perRoster)
  const began = performance.now()
  const response = await fetch(`http://127.0.0.1:${port}/v1/charters/${charter}/roster`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${chamberToken}`, 'Content-Type': 'text/csv' },
    body,
  })
  const report = (await response.json()) as { readonly created?: number }
  const ms = performance.now() - began
  if (report.created !== perRoster)
    throw new Error(`a roster of the bench was answered ${response.status}: ${JSON.stringify(report).slice(0, 400)}`)
  return ms
}

function summed(ratios: number[]): Comparison {
  ratios.sort((a, b) => a - b)
  return { ratio: median(ratios), spread: [ratios[0]!, ratios.at(-1)!], runs: ratios.length }
}
