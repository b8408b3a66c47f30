// What lies in db/ beside the migrations: rule books with their sources, offices, airports and working practice, read at the start.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { bodyDigest, recordedShelf, shelfChain, toldBehind, type ShelfFact } from './application/deskRecord.ts'
import {
  checkEditions,
  FaultyEditions,
  type EditionFile,
  type Known,
  type OtherwiseFiled,
} from './application/editionFolder.ts'
import { handle, type Envelope } from './application/handle.ts'
import { join as commitOf } from './application/commit.ts'
import { deskCaller } from './application/perform.ts'
import type { Reference } from './application/policies.ts'
import type { Clock, Store } from './application/ports.ts'
import { LocalDate, Zone } from './domain/instant.ts'
import type { Edition, EditionKind } from './domain/policy/edition.ts'
import { Source, type Sources } from './domain/policy/sourced.ts'
import { SketchBook } from './domain/rulebook/sketch.ts'
import { RetentionPlan } from './domain/access/retention.ts'
import { Airport } from './domain/charter/events.ts'
import { PermitRule } from './domain/charter/permit.ts'
import { Paperwork } from './domain/demand/paperwork.ts'
import type { WorkingCalendar } from './domain/policy/workingDays.ts'

const database = (path: string): string => fileURLToPath(new URL(`../db/${path}`, import.meta.url))
const readJson = (path: string): unknown => JSON.parse(readFileSync(database(path), 'utf8'))

/**
 * Rule books that the store does not know yet, all in one commit, each told on the desk's chain. Those it knows stay as
 * they are: a file that rules otherwise is named, loudly, and changes nothing. Throws `FaultyEditions` with every mistake
 * where one of them cannot be taken: then none is.
 */
export async function seedEditions(
  store: Store,
  clock: Clock,
  folder: string = database('editions'),
  warn: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Promise<void> {
  const files = editionKinds.flatMap((kind) => filesOf(folder, kind))
  const envelope: Envelope = {
    caller: deskCaller,
    request: 'start',
    now: clock.now(),
    idempotency: null,
    ifMatch: null,
  }
  const reference = knownReference()
  let otherwise: readonly OtherwiseFiled[] = []
  // Two desks that start on one empty store: the second finds what the first has taken.
  const answer = await handle<null>(store, async () => {
    const history = await store.eventsOf('desk', shelfChain)
    const stored = await store.editions()
    const recorded = recordedShelf(history)
    const known: Known = { ...reference, ended: (id) => recorded.get(id)?.ended ?? false }
    const checked = checkEditions(files, stored, known)
    if ('mistakes' in checked) throw new FaultyEditions(folder, checked.mistakes)
    otherwise = checked.otherwise
    // A desk of before told of no bodies: what it stored is told now, once.
    const untold = recorded.size ? [] : stored
    const facts = [
      ...untold.map(({ id, body }) => seeded(id, body)),
      ...checked.fresh.map((each) => seeded(each.id, each)),
    ]
    if (!facts.length) return { outcome: 'proposed', commit: commitOf([]), value: null }
    const changes = checked.fresh.map((edition) => ({
      on: 'edition' as const,
      edition: { id: edition.id, kind: edition.kind, body: edition, at: envelope.now },
    }))
    const part = toldBehind(history, envelope, shelfChain, facts, changes)
    return { outcome: 'proposed', commit: commitOf([part]), value: null }
  })
  if (answer.outcome !== 'done') throw new Error(`the editions in ${folder} could not be stored: ${answer.outcome}`)
  for (const { file, edition, fields } of otherwise)
    warn(
      `WARNING: ${file} rules otherwise than ${edition} as the desk has it (${fields.join(', ')}). The desk keeps the one it had; a correction is an edition of its own that names it in "corrects".`,
    )
}

const seeded = (edition: string, body: unknown): ShelfFact => ({
  type: 'EditionSeeded',
  edition,
  digest: bodyDigest(body),
})

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

type Mission = {
  readonly id: string
  readonly name: string
  readonly jurisdiction: string
  readonly zone: string
  readonly openDays: number[]
  readonly opens: string
  readonly closes: string
  readonly cutOff: string
  readonly reviewHours: number
  readonly holidays: string[]
  readonly assumed: boolean
  readonly note: string
}
const readMissions = () => readJson('reference/missions.json') as readonly Mission[]

/** What editions cite by number. */
export const readSources = (): Sources =>
  new Map(Object.entries(z.record(z.string().regex(/^[1-9]\d*$/), Source).parse(readJson('editions/sources.json'))))

/** What an edition of a folder may name: a mission, and a source. */
const knownReference = (): Pick<Known, 'missions' | 'sources'> => ({
  missions: new Map(readMissions().map((mission) => [mission.id, mission])),
  sources: readSources(),
})

export function readReference() {
  const missions = readMissions()
  const practice = readJson('reference/practice.json') as {
    reportHours: number
    documentsHours: number
    reminderHours: number
    outcomeDays: number
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
      outcomeDays: practice.outcomeDays,
    },
    sources: readSources(),
  }
  const years = z
    .array(z.object({ holidays: z.array(LocalDate), makeUpDays: z.array(LocalDate) }))
    .parse(readJson('reference/holidays-cn.json'))
  /** By the yearly notices of the State Council; a year without one counts its weekends only. */
  const china: WorkingCalendar = {
    weekdays: [1, 2, 3, 4, 5],
    holidays: years.flatMap(({ holidays }) => holidays),
    makeUpDays: years.flatMap(({ makeUpDays }) => makeUpDays),
  }
  const paperwork = Paperwork.parse(readJson('reference/paperwork.json'))
  const retention = RetentionPlan.parse(readJson('reference/retention.json'))
  const permits = z.array(PermitRule).parse(readJson('reference/permits.json'))
  return {
    reference,
    practice,
    china,
    paperwork,
    permits,
    retention,
    airports: z.array(Airport).parse(readJson('reference/airports.json')),
  }
}

/** Every edition of a folder, in the order in which they begin, without a store. Throws `FaultyEditions`. */
export function readEditions(folder: string = database('editions')): readonly Edition[] {
  const checked = checkEditions(
    editionKinds.flatMap((kind) => filesOf(folder, kind)),
    [],
    { ...knownReference(), ended: () => false },
  )
  if ('mistakes' in checked) throw new FaultyEditions(folder, checked.mistakes)
  return checked.fresh
}

/** The twenty journeys that are held against every edition. */
export const readSketchBook = (): SketchBook => SketchBook.parse(readJson('rulebook/journeys.json'))
