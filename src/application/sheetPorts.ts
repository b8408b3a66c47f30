// Spreadsheets: what a reader answers of a roster or of a reply, cell by cell.
import type { DemandLine } from '../domain/demand/line.ts'
import type { JourneyWishes, MerchantDetails } from '../domain/journey/merchant.ts'
import type { Language } from '../domain/language.ts'

/** One thing wrong in one cell of a roster; `column` is the heading as the organiser wrote it. */
export type RejectedCell = {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly rule: string
  readonly explanation: string
}

/** The same with the desk's own name of the column and what fills the sentence in another language. */
export type WrongCell = RejectedCell & {
  readonly field: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** What the desk found the file to be. */
export type RosterSource =
  | { readonly format: 'xlsx'; readonly sheet: string; readonly hidden: readonly string[] }
  | { readonly format: 'csv'; readonly encoding: string; readonly separator: string }

/** A heading that the desk does not know, with the column that is spelt most like it. */
export type ForeignHeading = { readonly heading: string; readonly nearest: string | null }

/** The organiser's heading -> the roster's column; null where it is none. */
export type HeadingMap = Readonly<Record<string, string | null>>

export type RosterSheet = {
  readonly outcome: 'read'
  readonly source: RosterSource
  readonly unknown: readonly ForeignHeading[]
  /** Rows that hold somebody; neither empty ones nor the template's sample. */
  readonly rows: number
  readonly entries: readonly RosterEntry[]
  readonly rejected: readonly WrongCell[]
  /** Every cell as it was read, headings first. */
  readonly table: readonly (readonly string[])[]
  /** What the organiser calls the column of a field of the person or of the journey's wishes. */
  heading(field: string): string
}

/** `unknown` where headings were read and one of them may stand for what is missing. */
export type UnreadableSheet = {
  readonly outcome: 'unreadable'
  readonly rule: string
  readonly explanation: string
  readonly unknown?: readonly ForeignHeading[]
}

/** Reads and writes rosters, xlsx or csv; rows are numbered as the spreadsheet numbers them, the heading being row 1. */
export interface RosterReader {
  read(bytes: Buffer, mapping?: HeadingMap): Promise<RosterSheet | UnreadableSheet>
  /** Why the reader refused a cell, in words; null where it was not the reader. */
  reason(cell: WrongCell, language: Language): string | null
  /** The sheet as it came, the wrong cells marked, and the reasons in a column beside each row. */
  returned(sheet: RosterSheet, reasons: readonly RowReason[], language: Language): Promise<Buffer>
  template(language: Language, format: RosterFormat): Promise<Buffer>
  /** People as a roster that reads as they are; remarks of the desk stand beside each. */
  written(people: readonly WrittenPerson[], language: Language, format: RosterFormat): Promise<Buffer>
  /** The columns in their order, named and explained. */
  columns(language: Language): readonly SheetColumn[]
  /** One person typed cell by cell, held against the rules of a row; `row` of what is wrong is 1. */
  typed(
    cells: Readonly<Record<string, string>>,
    language: Language,
  ): { readonly entry: RosterEntry } | { readonly wrong: readonly WrongCell[] }
  /** A person as the cells of a row: typed again, they are the same. */
  cells(details: MerchantDetails, wishes: JourneyWishes): Readonly<Record<string, string>>
  /** The column of a field of the person or of the journey's wishes. */
  columnOf(field: string): string
  /** Rows as CSV text; cells that a spreadsheet would run as a formula are neutralised. */
  toCsv(rows: readonly (readonly string[])[]): string
}

/** A column of a roster in the reader's language, and what it asks for. */
export type SheetColumn = {
  readonly column: string
  readonly name: string
  readonly hint: string
  readonly optional: boolean
}

export type RosterFormat = 'xlsx' | 'csv'

export type WrittenPerson = {
  readonly details: MerchantDetails
  readonly wishes: JourneyWishes
  readonly remarks: string
}

export type RosterEntry = { readonly row: number; readonly details: MerchantDetails; readonly wishes: JourneyWishes }

/** Reads a reply's lines from a spreadsheet; rows are numbered as the spreadsheet numbers them. */
export interface DemandSheetReader {
  /** What is wrong is said in `language`. */
  read(
    bytes: Buffer,
    language: Language,
  ): Promise<
    | {
        readonly outcome: 'read'
        readonly rows: number
        readonly lines: readonly { readonly row: number; readonly line: DemandLine }[]
        readonly rejected: readonly RejectedCell[]
        /** What the sheet calls the column of a field. */
        heading(field: string): string
      }
    | { readonly outcome: 'unreadable'; readonly rule: string; readonly explanation: string }
  >
  /** Headings, a sample row that is passed over, and in a workbook what each column asks for. */
  template(language: Language, format: 'xlsx' | 'csv'): Promise<Buffer>
}

/** `column` as the organiser wrote it; the words are in the language asked for. */
export type RowReason = { readonly row: number; readonly column: string; readonly words: string }

/** Holds a passport's machine-readable zone against the fields that it repeats. */
export type ZoneCheck = (zone: string, beside: MerchantDetails) => { readonly wrong: readonly ZoneFault[] }

export type ZoneFault = Pick<WrongCell, 'rule' | 'explanation' | 'facts'>

/** Text is written as text and never as a formula, a number as a number. */
export type Cell = string | number
export type ListFormat = RosterFormat
/** Writes a list of rows, headings first, as a file. */
export interface TableWriter {
  table(rows: readonly (readonly Cell[])[], format: ListFormat): Promise<Buffer>
}
