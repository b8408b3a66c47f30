// Plays scenarios for stories: as they lie, or with one fact of the world, or one value of a rule book, changed.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { stage, type Staged, type Staging } from '../../src/demo/stage.ts'
import type { Scenario } from '../../src/demo/scenario.ts'
import { program } from './program.ts'

export type Played = Extract<Staged, { outcome: 'played' }>

const database = (name: string): string => fileURLToPath(new URL(`../../db/${name}`, import.meta.url))
const quiet: Pick<Staging, 'progress' | 'say' | 'chance'> = {
  progress: { show: () => {}, end: () => {} },
  say: () => {},
  chance: Math.random,
}

/** Plays to the end and puts everything away again; throws where the scenario cannot be played. */
export async function play(scenario: string, more: Partial<Staging> = {}): Promise<Played> {
  const played = await stage({
    ...quiet,
    scenario: path.isAbsolute(scenario) ? scenario : database(`demo/${scenario}`),
    kills: 0,
    program: await program('src/cli/desk.ts'),
    ...more,
  })
  if (played.outcome === 'faulty') throw new Error(played.faults.join('\n'))
  await played.end()
  return played
}

/** A copy of a built-in scenario with its facts changed. */
export async function playChanged(
  name: string,
  change: (scenario: Scenario) => void,
  more: Partial<Staging> = {},
): Promise<Played> {
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-story-'))
  try {
    cpSync(database(`demo/${name}`), folder, { recursive: true })
    const file = path.join(folder, 'scenario.json')
    const scenario = JSON.parse(readFileSync(file, 'utf8')) as Scenario
    change(scenario)
    writeFileSync(file, JSON.stringify(scenario))
    return await play(folder, more)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The built-in scenario under rule books of which one value was changed. */
export async function playUnder(
  name: string,
  book: string,
  change: (edition: Record<string, { value: unknown }>) => void,
  more: Partial<Staging> = {},
): Promise<Played> {
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-books-'))
  try {
    cpSync(database('editions'), folder, { recursive: true })
    const file = path.join(folder, book)
    const edition = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { value: unknown }>
    change(edition)
    writeFileSync(file, JSON.stringify(edition))
    return await play(name, { ...more, environment: { EDITION_FOLDER: folder } })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const grounded = new Set(['deferred', 'notTravelled', 'withdrawn'])
/** Who stayed on the ground, each with the finding that kept them there. */
export const onTheGround = ({ story }: Pick<Played, 'story'>): ReadonlyMap<string, string | null> =>
  new Map(
    [...story.fates].filter(([, { stage: where }]) => grounded.has(where)).map(([who, { finding }]) => [who, finding]),
  )

/** Everybody whose fate differs between two plays. */
export function differing(a: Pick<Played, 'story'>, b: Pick<Played, 'story'>): readonly string[] {
  const [left, right] = [onTheGround(a), onTheGround(b)]
  return [...a.story.fates.keys()].filter((who) => left.has(who) !== right.has(who) || left.get(who) !== right.get(who))
}
