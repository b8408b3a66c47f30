// A roster on its way in: looked at first, taken row by row, and sent back with the reasons; and the manifest on its way out.
import type { Role } from '../domain/access/roles.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { finding, type Finding } from '../domain/decision.ts'
import type { CharterId } from '../domain/ids.ts'
import type { Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { Desk } from './desk.ts'
import type { Answer, Envelope } from './handle.ts'
import { importReport, type ImportReport, type TakenRow } from './importReport.ts'
import { manifestCsv } from './manifests.ts'
import type { Caller } from './actor.ts'
import type { ForeignHeading, HeadingMap, RosterFormat, RosterReader, RosterSheet, WrongCell } from './sheetPorts.ts'
import type { ImportMode, Registrations } from './registrations.ts'
import { exportedRoster, type ExportedRoster } from './rosterExport.ts'
import { seeCharter } from './see.ts'
import type { EntryOutcome } from './sorting.ts'
import type { Views } from './views.ts'

export type ImportHow = {
  readonly mode: ImportMode
  readonly mapping?: HeadingMap
  /** Told after each row: how many of how many. */
  readonly progress?: (rows: number, of: number) => void
}
export type PreviewReason = {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly kind: 'rejected' | 'conflict' | 'warning'
  readonly words: string
}
/** `report` is null where the sheet lacks columns: a heading that is not known may stand for each. */
export type RosterPreview = {
  readonly report: ImportReport | null
  readonly reasons: readonly PreviewReason[]
  readonly unknown: readonly ForeignHeading[]
  readonly lacking: string
}
export type Rosters = {
  importRoster(envelope: Envelope, charter: CharterId, bytes: Buffer, how: ImportHow): Promise<Answer<ImportReport>>
  /** What a look finds, written into the organiser's own sheet; nothing else is written. */
  returned(
    envelope: Envelope,
    charter: CharterId,
    bytes: Buffer,
    how: { readonly mapping?: HeadingMap; readonly language: Language },
  ): Promise<Answer<Buffer>>
  /** What an import would do, with each reason in the reader's language; nothing is written. */
  previewed(
    envelope: Envelope,
    charter: CharterId,
    bytes: Buffer,
    how: { readonly mapping?: HeadingMap; readonly language: Language },
  ): Promise<Answer<RosterPreview>>
  template(language: Language, format: RosterFormat): Promise<Buffer>
  /** Who is registered, as a roster that imports again without a change. */
  exported(charter: Charter, language: Language, format: RosterFormat): Promise<ExportedRoster>
  /** The answer to an import that was answered before, from what its receipt keeps and the same file. */
  again(caller: Caller, reference: string, bytes: Buffer, mapping?: HeadingMap): Promise<ImportReport | null>
  manifestCsv(charter: Charter, role: Role): Promise<string>
}
/** The journey's own findings, and where it stands, in the reader's language. */
export type RosterWords = {
  readonly finding: (language: Language, finding: Finding, zone: Zone) => string
  readonly stage: (language: Language, stage: Stage) => string
}

type Looked = {
  readonly sheet: RosterSheet
  readonly rejected: readonly WrongCell[]
  readonly conflicts: readonly WrongCell[]
  /** What keeps no row out and somebody should know. */
  readonly warnings: readonly WrongCell[]
  readonly rows: readonly TakenRow[]
}

export function createRosters(
  desk: Desk,
  registrations: Registrations,
  views: Views,
  reader: RosterReader,
  say: RosterWords,
): Rosters {
  async function take(
    envelope: Envelope,
    charter: CharterId,
    bytes: Buffer,
    { mode, mapping = {}, progress }: ImportHow,
  ): Promise<Answer<Looked>> {
    const seen = await seeCharter(desk.store, envelope.caller, 'ImportRoster', charter)
    if ('refusal' in seen) return seen.refusal
    const sheet = await reader.read(bytes, mapping)
    if (sheet.outcome === 'unreadable') {
      if (sheet.rule === 'busy') return { outcome: 'contended' }
      return { outcome: 'invalid', findings: [finding(sheet.rule, sheet.explanation, { field: '(file)' })] }
    }
    const unread = [...new Set(sheet.rejected.map(({ row }) => row))]
    const answer = await registrations.all(envelope, charter, sheet.entries, mode, {
      unread,
      ...(progress ? { progress } : {}),
    })
    if (answer.outcome !== 'done') return answer
    const cells = (...kinds: EntryOutcome['outcome'][]) => cellsOf(sheet, answer.value, kinds)
    const rejected = [...sheet.rejected, ...cells('rejected')].sort((a, b) => a.row - b.row)
    const rows: TakenRow[] = [
      // What a look would make has no id yet.
      ...answer.value.map(({ row, journey, outcome }) => ({
        row,
        journey: mode === 'look' && outcome === 'created' ? null : journey,
        outcome,
      })),
      ...unread.map((row) => ({ row, journey: null, outcome: 'rejected' as const })),
    ]
    rows.sort((a, b) => a.row - b.row)
    return {
      outcome: 'done',
      value: {
        sheet,
        rejected,
        conflicts: cells('conflict'),
        warnings: cells('created', 'updated', 'unchanged'),
        rows,
      },
    }
  }

  /** Why a cell was refused, in the language of whoever reads it. */
  async function saidIn(charter: CharterId, language: Language): Promise<(cell: WrongCell) => string> {
    const zone = (await desk.store.charter(charter))!.state.record.leg.from.zone
    return (cell) =>
      reader.reason(cell, language) ?? say.finding(language, finding(cell.rule, cell.explanation, cell.facts), zone)
  }

  return {
    importRoster: async (envelope, charter, bytes, how) => {
      const answer = await take(envelope, charter, bytes, how)
      if (answer.outcome !== 'done') return answer
      const { rejected, conflicts, rows } = answer.value
      // Whole or not at all: with one row in doubt, nothing of it was taken.
      const kept = how.mode === 'all' && (rejected.length || conflicts.length) ? [] : rows
      return { outcome: 'done', value: reportOf(answer.value, kept, how.mode === 'look') }
    },

    returned: async (envelope, charter, bytes, { mapping = {}, language }) => {
      const answer = await take(envelope, charter, bytes, { mode: 'look', mapping })
      if (answer.outcome !== 'done') return answer
      const { sheet, rejected, conflicts } = answer.value
      const said = await saidIn(charter, language)
      const reasons = [...rejected, ...conflicts].map((cell) => ({ ...cell, words: said(cell) }))
      return { outcome: 'done', value: await reader.returned(sheet, reasons, language) }
    },

    previewed: async (envelope, charter, bytes, { mapping = {}, language }) => {
      const answer = await take(envelope, charter, bytes, { mode: 'look', mapping })
      if (answer.outcome === 'done') {
        const { rejected, conflicts, warnings, rows, sheet } = answer.value
        const said = await saidIn(charter, language)
        const kinds = [
          ['rejected', rejected],
          ['conflict', conflicts],
          ['warning', warnings],
        ] as const
        const reasons = kinds.flatMap(([kind, cells]) =>
          cells.map((cell) => ({ row: cell.row, column: cell.column, value: cell.value, kind, words: said(cell) })),
        )
        const report = reportOf(answer.value, rows, true)
        return { outcome: 'done', value: { report, reasons, unknown: sheet.unknown, lacking: '' } }
      }
      const sheet = answer.outcome === 'invalid' ? await reader.read(bytes, mapping) : null
      return sheet?.outcome === 'unreadable' && sheet.unknown?.length
        ? {
            outcome: 'done',
            value: { report: null, reasons: [], unknown: sheet.unknown, lacking: sheet.explanation },
          }
        : answer
    },

    template: (language, format) => reader.template(language, format),

    exported: (charter, language, format) => {
      const sayStage = (stage: Stage) => say.stage(language, stage)
      return exportedRoster(desk, reader, charter, { language, format, sayStage })
    },

    again: async (caller, reference, bytes, mapping = {}) => {
      const { charter, rows } = JSON.parse(reference) as { charter: CharterId; rows: readonly TakenRow[] }
      const now = desk.clock.now()
      const envelope: Envelope = { caller, request: 'again', now, idempotency: null, ifMatch: null }
      const answer = await take(envelope, charter, bytes, { mode: 'look', mapping })
      if (answer.outcome !== 'done') return null
      const was = new Map(rows.map(({ row, outcome }) => [row, outcome]))
      const { rejected, conflicts } = answer.value
      const still = {
        ...answer.value,
        rejected: rejected.filter(({ row }) => was.get(row) === 'rejected'),
        conflicts: conflicts.filter(({ row }) => was.get(row) === 'conflict'),
      }
      return reportOf(
        still,
        [...rows].sort((a, b) => a.row - b.row),
        false,
      )
    },

    manifestCsv: (charter, role) => manifestCsv(desk.store, views, reader, charter, role),
  }
}

const reportOf = (
  { sheet, rejected, conflicts, warnings }: Looked,
  rows: readonly TakenRow[],
  dryRun: boolean,
): ImportReport =>
  importReport(
    { rows: sheet.rows, source: sheet.source, unknown: sheet.unknown, rejected, conflicts, warnings },
    rows,
    dryRun,
  )

/** Which cell a refusal is about, where its finding does not say so itself. */
const cellOf: Readonly<Record<string, string>> = {
  consentMissing: 'consentSignedAt',
  passportExpires: 'documentExpiry',
  passportTooShort: 'documentExpiry',
  visaExpires: 'visa.expires',
  invitationTooOld: 'invitation.date',
  guardianMissing: 'party',
  visaMissing: 'visa.kind',
  invitationMissing: 'invitation.number',
  hostCompanyMissing: 'hostCompany',
  companyNeededUnderCap: 'hostCompany',
  needNotInRule: 'need',
  partyTooLarge: 'party',
}

/** The field of the person or of the wishes that a finding is about; '' where it is about none. */
export const fieldOf = ({ code, facts }: Finding): string => String(facts['field'] ?? cellOf[code] ?? '')

/** One cell for each finding of the rows with this outcome. */
function cellsOf(
  sheet: RosterSheet,
  outcomes: readonly EntryOutcome[],
  kinds: readonly EntryOutcome['outcome'][],
): WrongCell[] {
  const entries = new Map(sheet.entries.map((entry) => [entry.row, entry]))
  return outcomes
    .filter(({ outcome }) => kinds.includes(outcome))
    .flatMap(({ row, findings }) =>
      findings.map((each) => {
        const { code, message, facts } = each
        const field = fieldOf(each)
        const entry = entries.get(row)
        const value = field
          .split('.')
          .reduce<unknown>((held, name) => (held as Readonly<Record<string, unknown>> | undefined)?.[name], {
            ...entry?.details,
            ...entry?.wishes,
          })
        const column = field ? sheet.heading(field) : '(row)'
        return { row, field, column, value: String(value ?? ''), rule: code, explanation: message, facts }
      }),
    )
}
