// A reply's lines as a spreadsheet: one row for so many merchants with the same papers.
import type { DemandSheetReader, RejectedCell } from '../application/ports.ts'
import { DemandLine } from '../domain/demand/line.ts'
import { demandColumns, demandHeadings, type DemandColumn } from './demandHeadings.ts'
import { locate } from './headings.ts'
import { readSheet } from './sheet.ts'

/** Columns that a reply may leave out. */
const optional: readonly DemandColumn[] = ['nationality']

type Cells = Readonly<Record<DemandColumn, string>>

export const demandSheetReader: DemandSheetReader = {
  read: async (bytes) => {
    const sheet = await readSheet(bytes)
    if (sheet.outcome === 'unreadable') return sheet
    const [headings, ...rows] = sheet.rows
    if (!headings) return { outcome: 'unreadable', rule: 'empty', explanation: 'The sheet has no rows.' }
    const places = locate(demandHeadings, headings)
    const missing = demandColumns.filter((column) => !places.has(column) && !optional.includes(column))
    if (missing.length) {
      const names = missing.map((column) => demandHeadings[column].en).join(', ')
      return {
        outcome: 'unreadable',
        rule: 'headingsMissing',
        explanation: `The sheet lacks the columns ${names}. Headings may be English, Korean or Chinese.`,
      }
    }
    const heading = (column: DemandColumn) => headings[places.get(column) ?? -1] ?? demandHeadings[column].en
    const lines: { row: number; line: DemandLine }[] = []
    const rejected: RejectedCell[] = []
    const filled = rows
      .map((cells, i) => ({ cells, row: i + 2 }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
    if (!filled.length) return { outcome: 'unreadable', rule: 'empty', explanation: 'The sheet holds no line.' }
    for (const { cells, row } of filled) {
      const named = Object.fromEntries(
        demandColumns.map((column) => [column, (cells[places.get(column) ?? -1] ?? '').trim()]),
      ) as Cells
      const parsed = DemandLine.safeParse(lineOf(named))
      if (parsed.success) lines.push({ row, line: parsed.data })
      else
        for (const issue of parsed.error.issues) {
          const column = issue.path.at(-1) as DemandColumn
          rejected.push({
            row,
            column: heading(column),
            value: named[column],
            rule: issue.code,
            explanation: `${heading(column)} ${issue.message}.`,
          })
        }
    }
    return {
      outcome: 'read',
      rows: filled.length,
      lines,
      rejected,
      heading: (field) => heading(field as DemandColumn),
    }
  },
}

const lineOf = (cells: Cells) => ({
  country: cells.country.toUpperCase(),
  nationality: cells.nationality ? cells.nationality.toUpperCase() : null,
  purpose: cells.purpose,
  earliestDate: cells.earliestDate,
  merchants: cells.merchants === '' ? Number.NaN : Number(cells.merchants),
  papers: {
    passportUntil: cells.passportUntil || null,
    visa: cells.visa,
    invitationLetter: cells.invitationLetter,
  },
})
