// Columns found by their heading, in whichever language the sheet was written.
import type { Language } from '../domain/language.ts'

export type Headings<Column extends string> = Readonly<Record<Column, Readonly<Record<Language, string>>>>

/** Case, spaces and stars do not matter in a heading. */
export const plainHeading = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s*_-]/g, '')

/** A heading alone, and its halves where it is written as "한국어 (English)". */
export const partsOfHeading = (heading: string): readonly string[] =>
  [heading, ...heading.split(/[()（）/]/)].map(plainHeading).filter(Boolean)

/** Every name that a column goes by, in its plain form. */
export const columnsByHeading = <Column extends string>(names: Headings<Column>): ReadonlyMap<string, Column> =>
  new Map(
    Object.entries<Headings<Column>[Column]>(names).flatMap(([column, called]) =>
      Object.values(called).map((name) => [plainHeading(name), column as Column] as const),
    ),
  )

/** Where each column stands; the first heading that names it wins. */
export function locate<Column extends string>(
  names: Headings<Column>,
  headings: readonly string[],
): ReadonlyMap<Column, number> {
  const known = columnsByHeading(names)
  const places = new Map<Column, number>()
  for (const [place, heading] of headings.entries()) {
    const column = partsOfHeading(heading)
      .map((part) => known.get(part))
      .find((each) => each !== undefined && !places.has(each))
    if (column) places.set(column, place)
  }
  return places
}
