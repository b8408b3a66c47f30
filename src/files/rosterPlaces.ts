// Which column of the organiser's sheet is which of the roster: by its heading, or by what the organiser says it is.
import type { ForeignHeading, HeadingMap } from '../application/sheetPorts.ts'
import { partsOfHeading, plainHeading } from './headings.ts'
import {
  columnOfHeading,
  everyHeading,
  isRemarks,
  isRosterColumn,
  rosterHeadings,
  type RosterColumn,
} from './rosterHeadings.ts'

export type Places = {
  readonly columns: ReadonlyMap<RosterColumn, number>
  /** Where the desk's own remarks stand, in a file that it sent back. */
  readonly remarks: number | null
  readonly unknown: readonly ForeignHeading[]
}
export type Mapped = Places | { readonly wrong: string; readonly explanation: string }

/** What the organiser maps goes before what the desk recognises; a heading mapped to null is left out of account. */
export function locate(headings: readonly string[], mapping: HeadingMap): Mapped {
  const columns = new Map<RosterColumn, number>()
  const spoken = new Set<number>()
  for (const [heading, name] of Object.entries(mapping)) {
    const place = headings.findIndex((each) => plainHeading(each) === plainHeading(heading))
    if (place < 0) return { wrong: heading, explanation: `The sheet has no column "${heading}" that could be mapped.` }
    if (name !== null && !isRosterColumn(name)) {
      const nearest = nearestColumn(name)
      const hint = nearest ? `; nearest is ${nearest}` : ''
      return {
        wrong: heading,
        explanation: `"${heading}" is mapped to ${name}, which is no column of a roster${hint}.`,
      }
    }
    spoken.add(place)
    if (name !== null) columns.set(name, place)
  }
  let remarks: number | null = null
  const unknown: ForeignHeading[] = []
  for (const [place, heading] of headings.entries()) {
    if (spoken.has(place) || heading.trim() === '') continue
    if (isRemarks(heading)) {
      remarks ??= place
      continue
    }
    const column = partsOfHeading(heading)
      .map(columnOfHeading)
      .find((each) => each !== null && !columns.has(each))
    if (column) columns.set(column, place)
    else unknown.push({ heading, nearest: nearestColumn(heading) })
  }
  return { columns, remarks, unknown }
}

/** The column whose name, or heading in any language, takes the fewest changes; null where all are far. */
function nearestColumn(text: string): RosterColumn | null {
  const asked = plainHeading(text).slice(0, 60)
  let best: { column: RosterColumn; distance: number } | null = null
  const names = [
    ...everyHeading,
    ...Object.keys(rosterHeadings).map((name) => [plainHeading(name), name as RosterColumn] as const),
  ]
  for (const [name, column] of names) {
    const distance = changesBetween(asked, name)
    if (distance > Math.max(1, Math.floor(name.length / 3))) continue
    if (!best || distance < best.distance) best = { column, distance }
  }
  return best?.column ?? null
}

/** Letters to be put in, taken out or exchanged (Levenshtein). */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[b.length]!
}
