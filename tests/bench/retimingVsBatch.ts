// What does re-timing a charter of two hundred cost beside its bare parts: so many decisions, and one transaction of the same rows.
import { perCharter } from './furnished.ts'
import { median, type Question } from './interleaved.ts'
import { openLoad } from './load.ts'
import { mixStages, newTimes, retiming } from './retimings.ts'
import { startSide } from './side.ts'

const [warmUp, runs] = [10, 31]

/**
 * Both over HTTP on loopback, which is the way of whoever re-times a flight; beside two hundred decisions and a thousand rows
 * HTTP is small. The desk knows the token, loads, decides, encodes, chains and writes; the bare side is given everything
 * that it writes. The ratio is the desk's time over the bare time: how many times dearer it is.
 */
export const retimingVsBatch: Question = {
  question: 'retiming-vs-batch',
  target: 3,
  atMost: true,
  merchants: perCharter,
  ask: async (furnished) => {
    const mixed = await mixStages(furnished)
    const desk = await startSide('./deskSide.ts', furnished.copy(mixed))
    const SCRIBE = JSON.stringify(furnished.copy(mixed))
    const bare = await startSide('./bareRetimingSide.ts', { ...furnished.copy(mixed), SCRIBE })
    const [deskLoad, bareLoad, scribe] = [openLoad(desk.port, 1), openLoad(bare.port, 1), openLoad(bare.port, 1)]
    try {
      const ratios: number[] = []
      for (let n = 0; n < warmUp + runs; n++) {
        const request = retiming(furnished, n)
        const path = `/prepare/${furnished.charter}`
        await scribe.send([{ method: 'POST', path, token: 'none', body: newTimes(n) }])
        // Who goes first changes, so that what one leaves to the other falls on both.
        const send = [() => deskLoad.send([request]), () => bareLoad.send([request])]
        const first = await send[n % 2]!()
        const second = await send[1 - (n % 2)]!()
        const [a, b] = n % 2 ? [second, first] : [first, second]
        if (process.env['BENCH_VERBOSE'])
          process.stderr.write(
            `${n < warmUp ? 'warm-up' : 'pair'}: ${(a.seconds * 1_000).toFixed(1)} and ${(b.seconds * 1_000).toFixed(1)} ms\n`,
          )
        if (n >= warmUp) ratios.push(a.seconds / b.seconds)
      }
      ratios.sort((a, b) => a - b)
      return { ratio: median(ratios), spread: [ratios[0]!, ratios.at(-1)!], runs }
    } finally {
      for (const load of [deskLoad, bareLoad, scribe]) load.close()
      await Promise.all([desk.stop(), bare.stop()])
    }
  },
}
