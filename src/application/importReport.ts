// What is answered of a roster: each row with what became of it, and each cell that keeps a row out.
import type { JourneyId } from '../domain/ids.ts'
import type { ForeignHeading, RejectedCell, RosterSource, WrongCell } from './sheetPorts.ts'

export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'conflict' | 'rejected'
export type TakenRow = { readonly row: number; readonly journey: JourneyId | null; readonly outcome: RowOutcome }
export type ImportReport = {
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** Rows that are parked for a decision; `rejected` are cells, and a row may have several. */
  readonly conflicts: readonly RejectedCell[]
  readonly rejected: readonly RejectedCell[]
  /** Cells of rows that were taken: papers that are missing still, and who withdrew before. */
  readonly warnings: readonly RejectedCell[]
  readonly rejectedRows: number
  readonly dryRun: boolean
  /** What the file was found to be. */
  readonly source: RosterSource
  /** Columns that were passed over, each with the one that is spelt most like it. */
  readonly unknownHeadings: readonly ForeignHeading[]
  /** What every row became; empty where the roster was not taken. */
  readonly journeys: readonly TakenRow[]
}

export type Found = {
  readonly rows: number
  readonly source: RosterSource
  readonly unknown: readonly ForeignHeading[]
  readonly rejected: readonly WrongCell[]
  readonly conflicts: readonly WrongCell[]
  readonly warnings: readonly WrongCell[]
}

export function importReport(found: Found, taken: readonly TakenRow[], dryRun: boolean): ImportReport {
  const count = (kind: RowOutcome) => taken.filter(({ outcome }) => outcome === kind).length
  return {
    rows: found.rows,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    conflicts: found.conflicts.map(plain),
    rejected: found.rejected.map(plain),
    warnings: found.warnings.map(plain),
    rejectedRows: new Set(found.rejected.map(({ row }) => row)).size,
    dryRun,
    source: found.source,
    unknownHeadings: found.unknown,
    journeys: taken,
  }
}

const plain = ({ row, column, value, rule, explanation }: WrongCell): RejectedCell => ({
  row,
  column,
  value,
  rule,
  explanation,
})
