// The comparison is fair only where both sides run the same SQL: held together here, without a clock.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../support/program.ts'
import { firstTests } from './commands.ts'
import { furnish, perCharter, type Furnished } from './furnished.ts'
import { openLoad, type Request } from './load.ts'
import { mixStages, newTimes, retiming } from './retimings.ts'
import { startSide, type Side } from './side.ts'

async function send(port: number, requests: readonly Request[], connections: number): Promise<void> {
  const load = openLoad(port, connections)
  await load.send(requests)
  load.close()
}

type Name = 'deskSide' | 'bareCommandSide' | 'bareRetimingSide' | 'liveActorSide'
const recordingSide = async (name: Name, environment: Readonly<Record<string, string>>): Promise<Side> =>
  startSide(`./${name}.ts`, environment, true, await program(`tests/bench/${name}.ts`))

let furnished: Furnished
const sides: Record<string, Side> = {}

beforeAll(async () => {
  furnished = await furnish(24)
  for (const name of ['deskSide', 'bareCommandSide', 'liveActorSide'] as const)
    sides[name] = await recordingSide(name, furnished.copy())
  // The first request of a token reads it; then it is remembered for a moment.
  for (const side of Object.values(sides))
    await send(side.port, firstTests(furnished, furnished.journeys.slice(0, 1)), 1)
}, 60_000)

afterAll(async () => {
  for (const side of Object.values(sides)) await side.stop()
  furnished.remove()
})

/** Every SQL text with how often it ran, in order of text; the look at the token is the desk's own affair. */
async function statements(name: Name, from: number, until: number, connections: number) {
  const side = sides[name]!
  const requests = firstTests(furnished, furnished.journeys.slice(from, until))
  const texts = await side.statementsOf(() => send(side.port, requests, connections))
  return texts.filter((text) => !text.includes('from "tokens"')).sort()
}

describe('the durable command of the bench', () => {
  it('runs the same SQL alone on the desk and on the bare side', async () => {
    const desk = await statements('deskSide', 1, 2, 1)
    expect(desk).toEqual(await statements('bareCommandSide', 1, 2, 1))
    expect(desk.filter((text) => text.startsWith('insert into "outbox"'))).toHaveLength(3)
    expect(desk.filter((text) => text.startsWith('insert into "events"'))).toHaveLength(2)
    expect(desk.filter((text) => text === 'COMMIT')).toHaveLength(1)
  })

  it('runs the same SQL alone on the desk and beside a live actor', async () => {
    expect(await statements('deskSide', 2, 3, 1)).toEqual(await statements('liveActorSide', 2, 3, 1))
  })

  it('begins a transaction for each command beside a live actor', async () => {
    const actors = await statements('liveActorSide', 4, 20, 16)
    expect(actors.filter((text) => text === 'COMMIT')).toHaveLength(16)
  })

  it('runs the same SQL for many at once, but for what a group shares', async () => {
    // How many fall into one group is chance, and with it how often it begins, sums its tallies and ends.
    const shared = /^(BEGIN|END|COMMIT|SAVEPOINT|RELEASE|insert into "tallies")/
    const own = (texts: readonly string[]) => texts.filter((text) => !shared.test(text))
    const desk = await statements('deskSide', 4, 20, 16)
    expect(own(desk)).toEqual(own(await statements('bareCommandSide', 4, 20, 16)))
    expect(desk.filter((text) => text === 'COMMIT').length).toBeLessThan(16)
  })

  it('is held against a bare side of under 60 lines', () => {
    const text = readFileSync(new URL('./bareCommandSide.ts', import.meta.url), 'utf8')
    expect(text.trimEnd().split('\n').length).toBeLessThan(60)
  })
})

describe('the re-timing of the bench', () => {
  const started: Side[] = []
  afterAll(async () => {
    for (const side of started) await side.stop()
  })

  it('writes the same rows on the desk and on the bare side, in one transaction', async () => {
    const mixed = await mixStages(furnished)
    const SCRIBE = JSON.stringify(furnished.copy(mixed))
    started.push(await recordingSide('deskSide', furnished.copy(mixed)))
    started.push(await recordingSide('bareRetimingSide', { ...furnished.copy(mixed), SCRIBE }))
    const [desk, bare] = started as [Side, Side]
    const path = `/prepare/${furnished.charter}`
    await send(bare.port, [{ method: 'POST', path, token: 'none', body: newTimes(0) }], 1)
    const writes = async (side: Side) =>
      (await side.statementsOf(() => send(side.port, [retiming(furnished, 0)], 1)))
        .filter((text) => /^(insert|update|BEGIN IMMEDIATE|COMMIT)/.test(text))
        .sort()
    const written = await writes(desk)
    expect(await writes(bare)).toEqual(written)
    const counted = (start: string) => written.filter((text) => text.startsWith(start)).length
    expect(counted('COMMIT')).toBe(1)
    expect(counted('update "journeys"')).toBe(perCharter)
    // One fact for each journey and one for the charter: nothing lapses, so that every re-timing meets the same charter.
    expect(counted('insert into "events"')).toBe(perCharter + 1)
    expect(counted('insert into "outbox"')).toBeGreaterThan(2 * perCharter)
  }, 60_000)
})
