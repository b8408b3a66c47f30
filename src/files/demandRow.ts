// One row of a reply held against its rules: a line, or every wrong cell of it with a sentence.
import type { RejectedCell } from '../application/sheetPorts.ts'
import { DemandLine } from '../domain/demand/line.ts'
import type { Language } from '../domain/language.ts'
import { countOf, countryOf, dayOf, letterOf, visaOf } from './demandChoices.ts'
import type { DemandColumn } from './demandHeadings.ts'
import { saidOf, type CellRule } from './demandHints.ts'
import type { Cells } from './demandSample.ts'

export type ReadAs = {
  readonly row: number
  readonly language: Language
  /** Columns whose cell is a formula without a value. */
  readonly formulas: readonly DemandColumn[]
  heading(column: DemandColumn): string
}

export function readDemandRow(
  cells: Cells,
  { row, language, formulas, heading }: ReadAs,
): { readonly line: DemandLine } | { readonly wrong: readonly RejectedCell[] } {
  const reject = (rule: CellRule, column: DemandColumn): RejectedCell => ({
    row,
    column: heading(column),
    value: cells[column],
    rule,
    explanation: saidOf(rule, column, heading(column), cells[column], language),
  })
  const parsed = DemandLine.safeParse(lineOf(cells))
  const columns = parsed.success ? [] : parsed.error.issues.map(({ path }) => path.at(-1) as DemandColumn)
  const wrong = [
    ...formulas.map((column) => reject('formulaWithoutValue', column)),
    ...[...new Set(columns)]
      .filter((column) => !formulas.includes(column))
      .map((column) => reject(cells[column] === '' ? 'required' : 'shape', column)),
  ]
  return wrong.length || !parsed.success ? { wrong } : { line: parsed.data }
}

const lineOf = (cells: Cells) => ({
  ...(cells.company ? { company: cells.company } : {}),
  country: countryOf(cells.country),
  nationality: cells.nationality ? countryOf(cells.nationality) : null,
  purpose: cells.purpose,
  earliestDate: dayOf(cells.earliestDate),
  merchants: countOf(cells.merchants),
  papers: {
    passportUntil: cells.passportUntil ? dayOf(cells.passportUntil) : null,
    visa: visaOf(cells.visa),
    invitationLetter: letterOf(cells.invitationLetter),
  },
})
