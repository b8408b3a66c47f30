// A workbook's first visible sheet as rows of text, looked through for what means harm before a reader of spreadsheets sees it.
import { readSheet } from 'read-excel-file/node'
import { packArchive, unpackArchive, type Part } from './archive.ts'

export type Place = { readonly row: number; readonly column: number }
export type Workbook = {
  readonly rows: string[][]
  readonly sheet: string
  readonly hidden: readonly string[]
  /** Cells with a formula of which the program that wrote the file kept no value. */
  readonly unvalued: readonly Place[]
}
export type Size = { readonly rows: number; readonly columns: number }

/** The file defines XML entities of its own: no spreadsheet program writes that. */
export class OwnEntities extends Error {
  override name = 'OwnEntities'
}
/** A cell lies further down or to the right than a roster may reach. */
export class TooFar extends Error {
  override name = 'TooFar'
  readonly along: keyof Size
  readonly place: number
  constructor(along: keyof Size, place: number) {
    super(`${along} reach to ${place}`)
    this.along = along
    this.place = place
  }
}

export async function readWorkbook(file: Buffer, unpackedLimit: number, most: Size): Promise<Workbook> {
  const parts = unpackArchive(file, (name) => /\.(xml|rels)$/.test(name), unpackedLimit)
  for (const { content } of parts) if (/<!(DOCTYPE|ENTITY)/i.test(content.toString('latin1'))) throw new OwnEntities()
  const sheets = sheetsOf(parts)
  const visible = sheets.findIndex(({ hidden }) => !hidden)
  const chosen = Math.max(visible, 0)
  const xml = sheets[chosen]?.xml ?? ''
  const unvalued = lookThrough(xml, most)
  const cells = (await readSheet(packArchive(parts), chosen + 1)) as unknown[][]
  return {
    rows: cells.map((row) => row.map(cellText)),
    sheet: sheets[chosen]?.name ?? '',
    hidden: sheets.filter(({ hidden }, place) => hidden && place !== chosen).map(({ name }) => name),
    unvalued,
  }
}

function sheetsOf(parts: readonly Part[]): { name: string; hidden: boolean; xml: string }[] {
  const textOf = (name: string) =>
    parts.find((part) => part.name.toLowerCase() === name.toLowerCase())?.content.toString('utf8') ?? ''
  const targets = new Map(
    [...textOf('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  )
  return [...textOf('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([tag]) => {
    const target = targets.get(attribute(tag, '(?:\\w+:)?id')) ?? ''
    return {
      name: attribute(tag, 'name'),
      hidden: /hidden/i.test(attribute(tag, 'state')),
      xml: textOf(target.startsWith('/') ? target.slice(1) : `xl/${target}`),
    }
  })
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)`).exec(tag)?.[1] ?? ''

/** Throws `TooFar` before anybody makes room for a sheet of a million rows; answers the formulas without a value. */
function lookThrough(xml: string, most: Size): Place[] {
  const unvalued: Place[] = []
  for (const [, tag, inside] of xml.matchAll(/<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g)) {
    const address = /\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})/.exec(tag ?? '')
    if (!address) continue
    const place = { row: Number(address[2]), column: columnNumber(address[1]!) }
    if (place.row > most.rows) throw new TooFar('rows', place.row)
    if (place.column > most.columns) throw new TooFar('columns', place.column)
    if (inside && /<(?:\w+:)?f\b/.test(inside) && !/<(?:\w+:)?[vt](?:\s[^>]*)?>[^<]/.test(inside)) unvalued.push(place)
  }
  return unvalued
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
