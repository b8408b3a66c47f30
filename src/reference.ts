// What lies in db/ beside the migrations: rule books, offices, airports and working practice, read at the start.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { checkEditions, FaultyEditions, type EditionFile } from './application/editionFolder.ts'
import type { Reference } from './application/policies.ts'
import type { Clock, Store } from './application/ports.ts'
import { LocalDate, Zone } from './domain/instant.ts'
import type { Edition, EditionKind } from './domain/policy/edition.ts'
import { SketchBook } from './domain/rulebook/sketch.ts'
import { Airport } from './domain/charter/events.ts'

const database = (path: string): string => fileURLToPath(new URL(`../db/${path}`, import.meta.url))
const readJson = (path: string): unknown => JSON.parse(readFileSync(database(path), 'utf8'))

/**
 * Rule books that the store does not know yet, all in one commit; those it knows stay as they were published. Throws
 * `FaultyEditions` with every mistake where one of them cannot be taken: then none is.
 */
export async function seedEditions(store: Store, clock: Clock, folder: string = database('editions')): Promise<void> {
  const checked = checkEditions(
    editionKinds.flatMap((kind) => filesOf(folder, kind)),
    await store.editions(),
  )
  if ('mistakes' in checked) throw new FaultyEditions(folder, checked.mistakes)
  const at = clock.now()
  if (!checked.fresh.length) return
  await store.commit({
    changes: checked.fresh.map((edition) => ({
      on: 'edition',
      edition: { id: edition.id, kind: edition.kind, body: edition, at },
    })),
    events: [],
    effects: [],
    tallies: [],
    receipt: null,
  })
}

const editionKinds = ['mission', 'observation', 'circuitBreaker'] as const satisfies readonly EditionKind[]

/** The JSON files of a kind; a folder without that kind has none. */
function filesOf(folder: string, kind: EditionKind): readonly EditionFile[] {
  const place = join(folder, kind)
  if (!existsSync(place)) return []
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name): EditionFile => {
      const file = `${kind}/${name}`
      try {
        return { file, kind, content: JSON.parse(readFileSync(join(place, name), 'utf8')) }
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error
        return { file, kind, unreadable: `is no JSON: ${error.message}` }
      }
    })
}

export function readReference() {
  type Mission = {
    id: string
    name: string
    zone: string
    openDays: number[]
    opens: string
    closes: string
    cutOff: string
    reviewHours: number
    holidays: string[]
    assumed: boolean
    note: string
  }
  const missions = readJson('reference/missions.json') as Mission[]
  const practice = readJson('reference/practice.json') as {
    reportHours: number
    documentsHours: number
    reminderHours: number
    transfer: { loadPercent: number; leastStaff: number }
    papers: { invitationMonths: number }
    consentText: string
  }
  const reference: Reference = {
    offices: new Map(
      missions.map((mission) => [
        mission.id,
        { ...mission, zone: Zone.parse(mission.zone), holidays: mission.holidays.map((day) => LocalDate.parse(day)) },
      ]),
    ),
    practice: {
      reportHours: practice.reportHours,
      documentsHours: practice.documentsHours,
      reminderHours: practice.reminderHours,
    },
  }
  return { reference, practice, airports: z.array(Airport).parse(readJson('reference/airports.json')) }
}

/** Every edition of a folder, in the order in which they begin, without a store. Throws `FaultyEditions`. */
export function readEditions(folder: string = database('editions')): readonly Edition[] {
  const checked = checkEditions(
    editionKinds.flatMap((kind) => filesOf(folder, kind)),
    [],
  )
  if ('mistakes' in checked) throw new FaultyEditions(folder, checked.mistakes)
  return checked.fresh
}

/** The twenty journeys that are held against every edition. */
export const readSketchBook = (): SketchBook => SketchBook.parse(readJson('rulebook/journeys.json'))
