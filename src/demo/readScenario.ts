// A scenario read from its folder, with the files beside it; all that is wrong with it is told at once.
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { impossibleTimes, strangers } from './fit.ts'
import { placeOf } from './place.ts'
import { Laboratories, Rooms, Scenario, Vehicles } from './scenario.ts'
import { spoilers } from './spoilers.ts'

/** Every path in `scenario.files` and in `importRoster` acts is absolute. */
export type ReadScenario =
  | { outcome: 'read'; scenario: Scenario; laboratories: Laboratories; vehicles: Vehicles; rooms: Rooms }
  | { outcome: 'faulty'; faults: string[] }

/** The passport numbers of one roster file; injected, so that this file needs no spreadsheet reader. */
export type NumbersInRoster = (rosterPath: string) => Promise<Iterable<string>>

/**
 * Reads a scenario and the files beside it. Refuses, with all faults at once and each with its place: text that is not
 * JSON, unknown keys and wrong values, a stage, an outcome or a count anywhere, files outside the scenario's folder, an
 * unknown organisation, laboratory or reagent, times that cannot follow each other and, where `numbersInRoster` is given,
 * people whom no roster knows.
 */
export async function readScenario(folderOrFile: string, numbersInRoster?: NumbersInRoster): Promise<ReadScenario> {
  const faults: string[] = []
  const file = (await isFolder(folderOrFile)) ? path.join(folderOrFile, 'scenario.json') : folderOrFile
  const folder = path.resolve(path.dirname(file))

  const raw = await readJson(file, faults)
  if (raw === undefined) return { outcome: 'faulty', faults }
  faults.push(...spoilers(raw))
  const scenario = parse(Scenario, raw, '', faults)
  if (scenario === undefined) return { outcome: 'faulty', faults }

  const locate = (name: string, place: string): string => {
    const full = path.resolve(folder, name)
    if (path.isAbsolute(name) || !full.startsWith(folder + path.sep))
      faults.push(`${place}: "${name}" lies outside the scenario's folder`)
    return full
  }
  const beside = async <T>(
    schema: z.ZodType<T>,
    key: 'laboratories' | 'vehicles' | 'rooms',
  ): Promise<T | undefined> => {
    const full = locate(scenario.files[key], `files.${key}`)
    const content = await readJson(full, faults)
    return content === undefined ? undefined : parse(schema, content, path.basename(full), faults)
  }
  const laboratories = await beside(Laboratories, 'laboratories')
  const vehicles = await beside(Vehicles, 'vehicles')
  const rooms = await beside(Rooms, 'rooms')

  const known = numbersInRoster && new Set<string>()
  const rosters = scenario.files.rosters.map((name, place) => locate(name, `files.rosters[${place}]`))
  for (const [place, roster] of rosters.entries()) {
    try {
      if ((await stat(roster)).isFile()) for (const who of (await numbersInRoster?.(roster)) ?? []) known?.add(who)
    } catch (error) {
      faults.push(`files.rosters[${place}]: ${path.basename(roster)} cannot be read: ${(error as Error).message}`)
    }
  }

  faults.push(...strangers(scenario, laboratories, rooms, known), ...impossibleTimes(scenario))
  if (faults.length > 0 || !laboratories || !vehicles || !rooms) return { outcome: 'faulty', faults }
  const acts = scenario.acts.map((act) =>
    act.act === 'importRoster' ? { ...act, file: path.resolve(folder, act.file) } : act,
  )
  const files = {
    rosters,
    laboratories: path.resolve(folder, scenario.files.laboratories),
    vehicles: path.resolve(folder, scenario.files.vehicles),
    rooms: path.resolve(folder, scenario.files.rooms),
  }
  return { outcome: 'read', scenario: { ...scenario, files, acts }, laboratories, vehicles, rooms }
}

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function readJson(file: string, faults: string[]): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    const broken = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    faults.push(`${path.basename(file)} ${broken}: ${(error as Error).message}`)
    return undefined
  }
}

function parse<T>(schema: z.ZodType<T>, raw: unknown, file: string, faults: string[]): T | undefined {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const where = (at: PropertyKey[]): string => [file, placeOf(at)].filter((part) => part !== '').join(': ')
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) faults.push(`${where([...issue.path, key])}: the key "${key}" is unknown here`)
    else faults.push(`${where(issue.path)}: ${issue.message}`)
  }
  return undefined
}
