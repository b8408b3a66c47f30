// One person typed into a form as a roster's row: the same rules, and each thing that is wrong beside its own field.
import type { Finding } from '../domain/decision.ts'
import type { Zone } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Language } from '../domain/language.ts'
import type { Desk } from './desk.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import { wishesOf } from './rosterExport.ts'
import { fieldOf, type RosterWords } from './rosters.ts'
import type { RosterEntry, RosterReader, SheetColumn } from './sheetPorts.ts'

/** `column` is '' for what is about none of them. */
export type WrongField = { readonly column: string; readonly words: string }
export type TypedRows = {
  columns(language: Language): readonly SheetColumn[]
  read(
    cells: Readonly<Record<string, string>>,
    language: Language,
  ): { readonly entry: RosterEntry } | { readonly wrong: readonly WrongField[] }
  /** What the desk knows of somebody; null once their key is gone. */
  cells(journey: Journey): Promise<Readonly<Record<string, string>> | null>
  /** What a command refused, beside the fields that it is about. */
  placed(findings: readonly Finding[], language: Language, zone: Zone): readonly WrongField[]
}

export const createTypedRows = (
  desk: Desk,
  reader: Pick<RosterReader, 'columns' | 'typed' | 'cells' | 'columnOf' | 'reason'>,
  say: RosterWords,
): TypedRows => ({
  columns: reader.columns,
  read: (cells, language) => {
    const read = reader.typed(cells, language)
    return 'entry' in read
      ? read
      : {
          wrong: read.wrong.map((cell) => ({
            column: cell.field,
            words: reader.reason(cell, language) ?? cell.explanation,
          })),
        }
  },
  cells: async (journey) => {
    const row = await desk.store.merchant(journey.merchant)
    const details = row && (await merchantDetailsOf(desk, journey.merchant, row.sealed))
    return details ? reader.cells(details, await wishesOf(desk, journey)) : null
  },
  placed: (findings, language, zone) =>
    findings.map((each) => {
      const field = fieldOf(each)
      return { column: field && reader.columnOf(field), words: say.finding(language, each, zone) }
    }),
})
