// A roster as an organiser sends it: columns found by their heading in any of the languages, each cell held against its rule.
import type { HeadingMap, RosterEntry, RosterReader, WrongCell } from '../application/sheetPorts.ts'
import { inSlices } from '../application/slices.ts'
import { returnedBook, template, writtenRoster } from './rosterBook.ts'
import { cellsOf } from './rosterCells.ts'
import { optionalColumns, rosterColumns, rosterHeadings, type RosterColumn } from './rosterHeadings.ts'
import { hintOf } from './rosterHints.ts'
import { locate } from './rosterPlaces.ts'
import { reasonIn } from './rosterReasons.ts'
import { columnOfField, readRow, type Cells } from './rosterRow.ts'
import { isSample } from './rosterSample.ts'
import { writeSeparated } from './separated.ts'
import { readSheet } from './sheet.ts'

const shortened = (heading: string): string => (heading.length > 60 ? `${heading.slice(0, 60)}…` : heading)
const unreadable = (rule: string, explanation: string) => ({ outcome: 'unreadable' as const, rule, explanation })

export const rosterReader: RosterReader = {
  read: async (bytes, mapping: HeadingMap = {}) => {
    const sheet = await readSheet(bytes)
    if (sheet.outcome === 'unreadable') return sheet
    const [headings, ...rows] = sheet.rows
    if (!headings) return unreadable('empty', 'The sheet has no rows.')
    const places = locate(headings, mapping)
    if ('wrong' in places) return unreadable('mappingWrong', places.explanation)
    const missing = rosterColumns.filter((column) => !places.columns.has(column) && !optionalColumns.includes(column))
    if (missing.length) {
      const names = missing.map((column) => rosterHeadings[column].en).join(', ')
      const hints = places.unknown.map(({ heading, nearest }) =>
        nearest
          ? `"${shortened(heading)}" (is that ${rosterHeadings[nearest as RosterColumn].en}?)`
          : `"${shortened(heading)}"`,
      )
      const strangers = hints.length ? ` Not known are ${hints.join(', ')}: they can be mapped.` : ''
      const explanation = `The sheet lacks the columns ${names}. Headings may be English, Korean, Chinese, Russian or Arabic.${strangers}`
      return { ...unreadable('headingsMissing', explanation), unknown: places.unknown }
    }
    const heading = (column: RosterColumn) => headings[places.columns.get(column) ?? -1] ?? rosterHeadings[column].en
    const unvalued = new Set(sheet.unvalued.map(({ row, column }) => `${row} ${column - 1}`))
    const entries: RosterEntry[] = []
    const rejected: WrongCell[] = []
    let count = 0
    await inSlices([...rows.entries()], ([i, cells]) => {
      const row = i + 2
      if (!cells.some((cell, place) => cell !== '' && place !== places.remarks)) return
      const named = Object.fromEntries(
        rosterColumns.map((column) => [column, (cells[places.columns.get(column) ?? -1] ?? '').trim()]),
      ) as Cells
      if (isSample(named)) return
      count++
      const formulas = rosterColumns.filter((column) => unvalued.has(`${row} ${places.columns.get(column) ?? -1}`))
      const read = readRow(row, named, heading)
      const wrong = 'wrong' in read ? read.wrong.filter(({ field }) => !formulas.includes(field as RosterColumn)) : []
      for (const column of formulas) {
        const explanation = `${heading(column)} is a formula of which the file holds no value: write the value itself.`
        const cell = { row, field: column, column: heading(column), value: '', explanation, facts: {} }
        wrong.push({ ...cell, rule: 'formulaWithoutValue' })
      }
      if ('entry' in read && !wrong.length) entries.push(read.entry)
      else rejected.push(...wrong)
    })
    return {
      outcome: 'read',
      source: sheet.source,
      unknown: places.unknown,
      rows: count,
      entries,
      rejected,
      table: sheet.rows,
      heading: (field) => heading(columnOfField(field)),
    }
  },
  reason: reasonIn,
  returned: returnedBook,
  template,
  written: writtenRoster,
  columns: (language) =>
    rosterColumns.map((column) => ({
      column,
      name: rosterHeadings[column][language],
      hint: hintOf(column, language),
      optional: optionalColumns.includes(column),
    })),
  typed: (cells, language) => {
    const named = Object.fromEntries(rosterColumns.map((column) => [column, (cells[column] ?? '').trim()])) as Cells
    return readRow(1, named, (column) => rosterHeadings[column][language])
  },
  cells: cellsOf,
  columnOf: columnOfField,
  toCsv: writeSeparated,
}
