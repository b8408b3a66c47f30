// How much longer does a page take where ten thousand are on one charter and five hundred charters on the board, than in the demo?
import { firstTests } from './commands.ts'
import { furnish, type Furnished, type Station } from './furnished.ts'
import { median, type Question } from './interleaved.ts'
import { openLoad, type Request } from './load.ts'
import { startSide } from './side.ts'

/** HU454 carried so many, on the one charter of the demo. */
const demo = { merchants: 163, aCharter: 163, emptyCharters: 0 }
const full = { merchants: 10_000, aCharter: 10_000, emptyCharters: 499 }
const [warmUp, runs, looks, connections] = [2, 15, 12, 4]

type Page = (furnished: Furnished) => Pick<Request, 'path' | 'token'>

/** Both are furnished once for all pages. */
let both: Promise<readonly [Furnished, Furnished]> | null = null
const furnishBoth = () =>
  (both ??= (async () => {
    const made = [await furnish(full.merchants, full), await furnish(demo.merchants, demo)] as const
    process.once('exit', () => made.forEach((each) => each.remove()))
    return made
  })())

/** A test is recorded before each batch, so that every batch looks at a charter on which something has changed. */
const fullVsDemo = (name: string, page: Page): Question => ({
  question: `${name}-full-vs-demo`,
  target: 2,
  atMost: true,
  merchants: 0,
  ask: async () => {
    const furnished = await furnishBoth()
    const sides = await Promise.all(furnished.map((each) => startSide('./deskSide.ts', each.copy())))
    const loads = sides.map(({ port }) => openLoad(port, connections))
    try {
      const ratios: number[] = []
      for (let n = 0; n < warmUp + runs; n++) {
        const took: number[] = []
        // Who goes first changes.
        for (const i of n % 2 ? [1, 0] : [0, 1]) {
          await changed(sides[i]!.port, furnished[i]!, n)
          const look: Request = { method: 'GET', ...page(furnished[i]!) }
          took[i] = (await loads[i]!.send(Array.from({ length: looks }, () => look))).seconds
        }
        const [large, small] = took as [number, number]
        if (process.env['BENCH_VERBOSE'])
          process.stderr.write(
            `${n < warmUp ? 'warm-up' : 'pair'}: ${((large * 1_000) / looks).toFixed(1)} and ${((small * 1_000) / looks).toFixed(1)} ms a look\n`,
          )
        if (n >= warmUp) ratios.push(large / small)
      }
      ratios.sort((a, b) => a - b)
      return { ratio: median(ratios), spread: [ratios[0]!, ratios.at(-1)!], runs }
    } finally {
      for (const load of loads) load.close()
      await Promise.all(sides.map((side) => side.stop()))
    }
  },
})

async function changed(port: number, furnished: Furnished, n: number): Promise<void> {
  const load = openLoad(port, 1)
  await load.send(firstTests(furnished, furnished.journeys.slice(n, n + 1)))
  load.close()
}

const ofOffice =
  (under: string): Page =>
  ({ charter, officeToken }) => ({ path: `/charters/${charter}${under}`, token: officeToken })
const ofChamber =
  (under: string): Page =>
  ({ charter, chamberToken }) => ({ path: `/charters/${charter}${under}`, token: chamberToken })
const deskPage =
  (path: string): Page =>
  ({ officeToken }) => ({ path, token: officeToken })
const ofStation =
  (station: Station): Page =>
  ({ charter, stationTokens }) => ({ path: `/charters/${charter}/${station}`, token: stationTokens[station] })
/** As typed in the middle of the list. */
const somebody = 'KIMBCA'

export const pagesFullVsDemo: readonly Question[] = [
  fullVsDemo('board', deskPage('/charters')),
  fullVsDemo('charter', ofOffice('')),
  fullVsDemo('briefing', ofOffice('/briefing')),
  fullVsDemo('letters', ofOffice('/letters')),
  fullVsDemo('laboratory', ({ charter, laboratoryToken: token }) => ({
    path: `/charters/${charter}/laboratory`,
    token,
  })),
  fullVsDemo('mission', ofStation('mission')),
  fullVsDemo('gate', ofStation('gate')),
  fullVsDemo('transfer', ofStation('transfer')),
  fullVsDemo('facility', ofStation('facility')),
  fullVsDemo('people', ofChamber('/people')),
  fullVsDemo('people-searched', ofChamber(`/people?find=${somebody}`)),
  fullVsDemo('roster', ofChamber('/roster')),
  fullVsDemo('journey', ({ chamberToken: token, journeys }) => ({ path: `/journeys/${journeys.at(-1)}`, token })),
  fullVsDemo('retiming', ofOffice('/retiming')),
  fullVsDemo('demand', deskPage('/demand')),
  fullVsDemo('editions', deskPage('/editions')),
  fullVsDemo('mail', ({ chamberToken: token }) => ({ path: '/mail', token })),
  fullVsDemo('record', deskPage('/record')),
  fullVsDemo('pending-acts', deskPage('/pending-acts')),
]
