// Rosters that the desk writes: the organiser's own sheet with the reasons beside each row, and the template to begin with.
import writeExcelFile from 'write-excel-file/node'
import type { RosterFormat, RowReason, RosterSheet, WrittenPerson } from '../application/sheetPorts.ts'
import type { Language } from '../domain/language.ts'
import { cellsOf } from './rosterCells.ts'
import { isRemarks, optionalColumns, remarksHeading, rosterColumns, rosterHeadings } from './rosterHeadings.ts'
import { hintOf } from './rosterHints.ts'
import { sampleRow } from './rosterSample.ts'
import { writeSeparated } from './separated.ts'
import { hintWord, needed, type InEach } from './templateWords.ts'

/** Every cell is text, so that nothing in it can run as a formula or be read as another date than it shows. */
const cellOf = (value: string, more: object = {}) =>
  value === '' && !Object.keys(more).length ? null : { type: String, value, format: '@', ...more }

const wrong = { backgroundColor: '#FFD9D9' as const, wrap: true }
const bold = { fontWeight: 'bold' as const }

/** Columns and rows stand where they stood; the remarks of an earlier return make room for the new ones. */
export async function returnedBook(
  sheet: RosterSheet,
  reasons: readonly RowReason[],
  language: Language,
): Promise<Buffer> {
  const [headings = [], ...rows] = sheet.table
  const found = headings.findIndex(isRemarks)
  const remarks = found < 0 ? sheet.table.reduce((most, row) => Math.max(most, row.length), 0) : found
  const byRow = new Map<number, RowReason[]>()
  for (const reason of reasons) byRow.set(reason.row, [...(byRow.get(reason.row) ?? []), reason])
  const table = rows.map((row, i) => {
    const own = byRow.get(i + 2) ?? []
    const columns = new Set(own.map(({ column }) => column))
    const cells = Array.from({ length: Math.max(remarks + 1, row.length) }, (_, place) =>
      cellOf(row[place] ?? '', columns.has(headings[place] ?? '') && place !== remarks ? wrong : {}),
    )
    cells[remarks] = cellOf(own.map(({ words }) => words).join('\n'), own.length ? { wrap: true } : {})
    return cells
  })
  const head = Array.from({ length: Math.max(remarks + 1, headings.length) }, (_, place) =>
    cellOf(place === remarks ? remarksHeading[language] : (headings[place] ?? ''), bold),
  )
  const columns = head.map((_, place) => ({ width: place === remarks ? 80 : 18 }))
  return writeExcelFile([head, ...table] as never, { sheet: 'roster', columns, stickyRowsCount: 1 }).toBuffer()
}

const headingsIn = (language: Language): readonly string[] =>
  rosterColumns.map((column) => {
    const names = rosterHeadings[column]
    return language === 'en' ? names.en : `${names[language]} (${names.en})`
  })

export async function writtenRoster(
  people: readonly WrittenPerson[],
  language: Language,
  format: RosterFormat,
): Promise<Buffer> {
  const head = [...headingsIn(language), remarksHeading[language]]
  const rows = people.map(({ details, wishes, remarks }) => {
    const cells = cellsOf(details, wishes)
    return [...rosterColumns.map((column) => cells[column]), remarks]
  })
  if (format === 'csv') return Buffer.from(writeSeparated([head, ...rows]), 'utf8')
  const book = [head.map((cell) => cellOf(cell, bold)), ...rows.map((row) => row.map((cell) => cellOf(cell)))]
  const columns = head.map(() => ({ width: 20 }))
  return writeExcelFile(book as never, { sheet: rosterWord[language], columns, stickyRowsCount: 1 }).toBuffer()
}

export async function template(language: Language, format: RosterFormat): Promise<Buffer> {
  const headings = headingsIn(language)
  const head = [...headings, remarksHeading[language]]
  const sample = [...rosterColumns.map((column) => sampleRow[column]), sampleWords[language]]
  if (format === 'csv') return Buffer.from(writeSeparated([head, sample]), 'utf8')
  const rows = [head.map((cell) => cellOf(cell, bold)), sample.map((cell) => cellOf(cell, { textColor: '#808080' }))]
  const hints = rosterColumns.map((column, place) =>
    [
      headings[place]!,
      optionalColumns.includes(column) ? '' : needed[language],
      hintOf(column, language),
      sampleRow[column],
    ].map((cell) => cellOf(cell, { wrap: true })),
  )
  const width = (wide: number) => ({ width: wide })
  return writeExcelFile([
    { data: rows as never, sheet: rosterWord[language], columns: head.map(() => width(20)), stickyRowsCount: 1 },
    { data: hints as never, sheet: hintWord[language], columns: [width(34), width(12), width(70), width(50)] },
  ]).toBuffer()
}

const rosterWord: InEach = { en: 'Roster', ko: '명단', zh: '名单', ru: 'Список', ar: 'القائمة' }
const sampleWords: InEach = {
  en: 'Sample row: the desk passes over it. Write over it or leave it.',
  ko: '예시 행: 데스크가 건너뜁니다. 덮어쓰거나 그대로 두세요.',
  zh: '示例行：服务台会跳过此行，可覆盖或保留。',
  ru: 'Строка-пример: служба её пропускает. Её можно переписать или оставить.',
  ar: 'صف مثال: يتجاوزه المكتب. اكتب فوقه أو اتركه.',
}
