// A roster on its way in, and the manifest on its way out.
import type { Role } from '../domain/access/roles.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { finding } from '../domain/decision.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'
import type { Answer, Envelope } from './handle.ts'
import type { RejectedCell, RosterReader } from './ports.ts'
import type { Registrations } from './registrations.ts'
import type { Views } from './views.ts'

export type ImportReport = {
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly conflicts: readonly RejectedCell[]
  readonly rejected: readonly RejectedCell[]
  readonly dryRun: boolean
  /** What every row became; empty where the roster was not taken. */
  readonly journeys: readonly { readonly row: number; readonly journey: JourneyId | null; readonly outcome: string }[]
}

export type Rosters = {
  importRoster(envelope: Envelope, charter: CharterId, bytes: Buffer, dryRun: boolean): Promise<Answer<ImportReport>>
  manifestCsv(charter: Charter, role: Role): Promise<string>
}

export function createRosters(desk: Desk, registrations: Registrations, views: Views, reader: RosterReader): Rosters {
  return {
    importRoster: async (envelope, charter, bytes, dryRun) => {
      const read = await reader.read(bytes)
      if (read.outcome === 'unreadable') {
        return { outcome: 'invalid', findings: [finding(read.rule, read.explanation, { field: '(file)' })] }
      }
      const report = {
        rows: read.rows,
        created: 0,
        updated: 0,
        unchanged: 0,
        conflicts: [],
        rejected: read.rejected,
        dryRun,
        journeys: [],
      }
      // Rows that cannot be read keep the whole roster out; the others are looked at all the same, so that all is named at once.
      const answer = await registrations.all(envelope, charter, read.entries, dryRun || read.rejected.length > 0)
      if (answer.outcome !== 'done') return answer
      const cells = (kind: string): readonly RejectedCell[] =>
        answer.value
          .filter(({ outcome }) => outcome === kind)
          .flatMap(({ row, findings }) =>
            findings.map(({ code, message, facts }) => ({
              row,
              column: String(facts['field'] ?? '(row)'),
              value: '',
              rule: code,
              explanation: message,
            })),
          )
      const rejected = [...read.rejected, ...cells('rejected')].sort((a, b) => a.row - b.row)
      const conflicts = cells('conflict')
      const taken = rejected.length === 0 && conflicts.length === 0
      const count = (kind: string) => (taken ? answer.value.filter(({ outcome }) => outcome === kind).length : 0)
      return {
        outcome: 'done',
        value: {
          ...report,
          created: count('created'),
          updated: count('updated'),
          unchanged: count('unchanged'),
          rejected,
          conflicts,
          journeys: taken ? answer.value.map(({ row, journey, outcome }) => ({ row, journey, outcome })) : [],
        },
      }
    },

    manifestCsv: async (charter, role) => {
      const entries = charter.record.manifest?.entries ?? []
      const journeys = new Map((await desk.store.journeysOf(charter.id)).map(({ state }) => [state.id, state]))
      const listed = entries.flatMap((id) => journeys.get(id) ?? [])
      const people = await views.people(listed, role)
      const rows = listed.map((journey, i) => {
        const person = people.get(journey.id)
        return [
          String(i + 1),
          person?.name ?? '',
          person?.documentNumber ?? '',
          person?.nationality ?? '',
          person?.birthDate ?? '',
          journey.stage,
          journey.id,
        ]
      })
      return reader.toCsv([
        ['Position', 'Name', 'Passport number', 'Nationality', 'Birth date', 'Stage', 'Journey'],
        ...rows,
      ])
    },
  }
}
