// A workbook's first visible sheet as rows of text, looked through for what means harm before a reader of spreadsheets sees it.
import { readSheet } from 'read-excel-file/node'
import { packArchive, TooLarge, unpackArchive, type Part } from './archive.ts'
import { attributeIn, Mangled, walk } from './markup.ts'
import { TooFar, type Size } from './reach.ts'

export type Place = { readonly row: number; readonly column: number }
export type Workbook = {
  readonly rows: string[][]
  readonly sheet: string
  readonly hidden: readonly string[]
  /** Cells with a formula of which the program that wrote the file kept no value. */
  readonly unvalued: readonly Place[]
}

/** Far more than a list of sheets, or of relations, or of formats takes. */
const listLimit = 1024 * 1024

export async function readWorkbook(file: Buffer, unpackedLimit: number, most: Size): Promise<Workbook> {
  const lists = unpackArchive(file, (name) => listNames.includes(name.toLowerCase()), unpackedLimit)
  for (const { content } of lists) {
    if (content.length > listLimit) throw new TooLarge()
    walk(content, () => {})
  }
  const sheets = sheetsOf(lists)
  if (!sheets.length) throw new Mangled('it lists no sheets')
  const visible = sheets.findIndex(({ hidden }) => !hidden)
  const chosen = Math.max(visible, 0)
  const path = sheets[chosen]?.path.toLowerCase()
  const bodies = unpackArchive(
    file,
    (name) => name.toLowerCase() === path || /^xl\/sharedstrings\.xml$/i.test(name),
    unpackedLimit,
  )
  let unvalued: readonly Place[] = []
  for (const { name, content } of bodies) {
    if (name.toLowerCase() === path) unvalued = lookThrough(content, most)
    else countTexts(content, most.rows * most.columns)
  }
  const cells = (await readSheet(packArchive([...lists, ...bodies]), chosen + 1)) as unknown[][]
  return {
    rows: shownWithin(unpackedLimit, cells),
    sheet: sheets[chosen]?.name ?? '',
    hidden: sheets.filter(({ hidden }, place) => hidden && place !== chosen).map(({ name }) => name),
    unvalued,
  }
}

const listNames = [
  '[content_types].xml',
  '_rels/.rels',
  'xl/workbook.xml',
  'xl/_rels/workbook.xml.rels',
  'xl/styles.xml',
]

function sheetsOf(parts: readonly Part[]): { name: string; hidden: boolean; path: string }[] {
  const textOf = (name: string) =>
    parts.find((part) => part.name.toLowerCase() === name.toLowerCase())?.content.toString('utf8') ?? ''
  const targets = new Map(
    [...textOf('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(([tag]) => [
      attributeIn(tag, 'Id'),
      attributeIn(tag, 'Target'),
    ]),
  )
  return [...textOf('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([tag]) => {
    const target = targets.get(attributeIn(tag, '(?:\\w+:)?id')) ?? ''
    return {
      name: attributeIn(tag, 'name'),
      hidden: /hidden/i.test(attributeIn(tag, 'state')),
      path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
    }
  })
}

/** Throws `TooFar` before anybody makes room for a sheet of a million rows; answers the formulas without a value. */
function lookThrough(xml: Buffer, most: Size): Place[] {
  const unvalued: Place[] = []
  let rows = 0
  let cellsInRow = 0
  let cell: Place | null = null
  let formula = false
  let value = false
  walk(xml, ({ name, closes, empty, followed, text }) => {
    if (name === 'row' && !closes) {
      if (++rows > most.rows) throw new TooFar('rows', rows)
      cellsInRow = 0
    } else if (name === 'c' && !closes) {
      if (++cellsInRow > most.columns) throw new TooFar('columns', cellsInRow)
      cell = placeOf(text(), most)
      formula = value = false
    } else if (name === 'f' && !closes) formula = true
    else if ((name === 'v' || name === 't') && !closes && !empty && followed) value = true
    if (name === 'c' && (closes || empty)) {
      if (cell && formula && !value) unvalued.push(cell)
      cell = null
    }
  })
  return unvalued
}

function placeOf(tag: string, most: Size): Place {
  const address = /\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})/.exec(tag)
  if (!address) throw new Mangled('its cells do not say where they stand; save it again with a spreadsheet program')
  const place = { row: Number(address[2]), column: columnNumber(address[1]!) }
  if (place.row > most.rows) throw new TooFar('rows', place.row)
  if (place.column > most.columns) throw new TooFar('columns', place.column)
  return place
}

function countTexts(xml: Buffer, most: number): void {
  let texts = 0
  walk(xml, ({ name, closes }) => {
    if (name === 'si' && !closes && ++texts > most) throw new TooLarge()
  })
}

/** One text may be shared by every cell: what is shown is counted, not what is kept. */
function shownWithin(limit: number, cells: readonly (readonly unknown[])[]): string[][] {
  let shown = 0
  return cells.map((row) =>
    row.map((cell) => {
      const text = cellText(cell)
      shown += text.length
      if (shown > limit) throw new TooLarge()
      return text
    }),
  )
}

/** A is 1, AA is 27. */
const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** A date cell is what its reader sees: a day, a time, or both without a place; everything else is copied as text. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell).trim()
  if (Number.isNaN(cell.getTime())) return ''
  const [day, time] = cell.toISOString().slice(0, 19).split('T') as [string, string]
  if (time === '00:00:00') return day
  return day < '1900-01-01' ? time : `${day}T${time}`
}
