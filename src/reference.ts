// What lies in db/ beside the migrations: rule books, offices, airports and working practice, read at the start.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Reference } from './application/policies.ts'
import type { Clock, Store } from './application/ports.ts'
import { LocalDate, Zone } from './domain/instant.ts'
import { Edition } from './domain/policy/edition.ts'
import { Airport } from './domain/charter/events.ts'

const database = (path: string): string => fileURLToPath(new URL(`../db/${path}`, import.meta.url))
const readJson = (path: string): unknown => JSON.parse(readFileSync(database(path), 'utf8'))

/** Rule books that the store does not know yet; those it knows stay as they were published. */
export async function seedEditions(store: Store, clock: Clock, folder: string = database('editions')): Promise<void> {
  const known = new Set((await store.editions()).map(({ id }) => id))
  for (const kind of ['mission', 'observation'] as const) {
    for (const file of readdirSync(join(folder, kind)).filter((name) => name.endsWith('.json'))) {
      const edition = Edition.parse(JSON.parse(readFileSync(join(folder, kind, file), 'utf8')))
      if (known.has(edition.id)) continue
      await store.commit({
        changes: [{ on: 'edition', edition: { id: edition.id, kind, body: edition, at: clock.now() } }],
        events: [],
        effects: [],
        tallies: [],
        receipt: null,
      })
    }
  }
}

export function readReference() {
  type Mission = {
    id: string
    name: string
    zone: string
    openDays: number[]
    opens: string
    closes: string
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
