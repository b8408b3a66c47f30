// A reply's lines as a spreadsheet: one row for so many merchants with the same papers.
import type { DemandSheetReader, RejectedCell } from '../application/sheetPorts.ts'
import type { DemandLine } from '../domain/demand/line.ts'
import { demandTemplate } from './demandBook.ts'
import { demandColumns, demandHeadings, optionalDemandColumns, type DemandColumn } from './demandHeadings.ts'
import { readDemandRow } from './demandRow.ts'
import { isSample, type Cells } from './demandSample.ts'
import { locate } from './headings.ts'
import { readSheet } from './sheet.ts'

const unreadable = (rule: string, explanation: string) => ({ outcome: 'unreadable' as const, rule, explanation })

export const demandSheetReader: DemandSheetReader = {
  read: async (bytes, language) => {
    const sheet = await readSheet(bytes)
    if (sheet.outcome === 'unreadable') return sheet
    const [headings, ...rows] = sheet.rows
    if (!headings) return unreadable('empty', 'The sheet has no rows.')
    const places = locate(demandHeadings, headings)
    const missing = demandColumns.filter((column) => !places.has(column) && !optionalDemandColumns.includes(column))
    if (missing.length) {
      const names = missing.map((column) => demandHeadings[column].en).join(', ')
      const strangers = headings.filter((heading, place) => heading && ![...places.values()].includes(place))
      const unknown = strangers.length ? ` Not known are ${strangers.map((each) => `"${each}"`).join(', ')}.` : ''
      const words = `The sheet lacks the columns ${names}. Headings may be English, Korean, Chinese, Russian or Arabic.${unknown}`
      return unreadable('headingsMissing', words)
    }
    const heading = (column: DemandColumn) => headings[places.get(column) ?? -1] ?? demandHeadings[column].en
    const unvalued = new Set(sheet.unvalued.map(({ row, column }) => `${row} ${column - 1}`))
    const lines: { row: number; line: DemandLine }[] = []
    const rejected: RejectedCell[] = []
    let count = 0
    for (const [i, cells] of rows.entries()) {
      const row = i + 2
      const formulas = demandColumns.filter((column) => unvalued.has(`${row} ${places.get(column) ?? -1}`))
      const named = Object.fromEntries(
        demandColumns.map((column) => [column, (cells[places.get(column) ?? -1] ?? '').trim()]),
      ) as Cells
      if ((cells.every((cell) => cell === '') && !formulas.length) || isSample(named)) continue
      count++
      const read = readDemandRow(named, { row, language, formulas, heading })
      if ('line' in read) lines.push({ row, line: read.line })
      else rejected.push(...read.wrong)
    }
    if (!count) return unreadable('empty', 'The sheet holds no line.')
    return { outcome: 'read', rows: count, lines, rejected, heading: (field) => heading(field as DemandColumn) }
  },
  template: demandTemplate,
}
