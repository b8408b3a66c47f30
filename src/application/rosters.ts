// A roster on its way in, and the manifest on its way out.
import type { Role } from '../domain/access/roles.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { finding } from '../domain/decision.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'
import type { Answer, Envelope } from './handle.ts'
import type { RejectedCell, RosterReader } from './ports.ts'
import type { Registrations } from './registrations.ts'
import { seeCharter } from './see.ts'
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
  readonly journeys: readonly TakenRow[]
}
type TakenRow = { readonly row: number; readonly journey: JourneyId | null; readonly outcome: string }

export type Rosters = {
  importRoster(envelope: Envelope, charter: CharterId, bytes: Buffer, dryRun: boolean): Promise<Answer<ImportReport>>
  manifestCsv(charter: Charter, role: Role): Promise<string>
}

/** The report on a roster that was taken whole; its receipt keeps the same rows, which name nobody. */
export function takenRoster(journeys: readonly TakenRow[], dryRun: boolean): ImportReport {
  const count = (kind: string) => journeys.filter(({ outcome }) => outcome === kind).length
  return {
    rows: journeys.length,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    conflicts: [],
    rejected: [],
    dryRun,
    journeys,
  }
}

/** Which cell a refusal is about, where its finding does not say so itself. */
const cellOf: Readonly<Record<string, string>> = {
  consentMissing: 'consentSignedAt',
  passportExpires: 'documentExpiry',
  guardianMissing: 'party',
}

export function createRosters(desk: Desk, registrations: Registrations, views: Views, reader: RosterReader): Rosters {
  return {
    importRoster: async (envelope, charter, bytes, dryRun) => {
      const seen = await seeCharter(desk.store, envelope.caller, 'ImportRoster', charter)
      if ('refusal' in seen) return seen.refusal
      const read = await reader.read(bytes)
      if (read.outcome === 'unreadable') {
        return { outcome: 'invalid', findings: [finding(read.rule, read.explanation, { field: '(file)' })] }
      }
      // Rows that cannot be read keep the whole roster out; the others are looked at all the same, so that all is named at once.
      const answer = await registrations.all(envelope, charter, read.entries, dryRun || read.rejected.length > 0)
      if (answer.outcome !== 'done') return answer
      const cells = (kind: string): readonly RejectedCell[] =>
        answer.value
          .filter(({ outcome }) => outcome === kind)
          .flatMap(({ row, findings }) =>
            findings.map(({ code, message, facts }) => {
              const field = String(facts['field'] ?? cellOf[code] ?? '')
              const entry = read.entries.find((each) => each.row === row)
              const cells: Readonly<Record<string, unknown>> = { ...entry?.details, ...entry?.wishes }
              return {
                row,
                column: field ? read.heading(field) : '(row)',
                value: String(cells[field] ?? ''),
                rule: code,
                explanation: message,
              }
            }),
          )
      const rejected = [...read.rejected, ...cells('rejected')].sort((a, b) => a.row - b.row)
      const conflicts = cells('conflict')
      const taken = rejected.length === 0 && conflicts.length === 0
      const rows = taken ? answer.value.map(({ row, journey, outcome }) => ({ row, journey, outcome })) : []
      return { outcome: 'done', value: { ...takenRoster(rows, dryRun), rows: read.rows, rejected, conflicts } }
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
