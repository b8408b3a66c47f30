// Columns found by their heading, in whichever of three languages the sheet was written.

export type Headings<Column extends string> = Readonly<
  Record<Column, { readonly en: string; readonly ko: string; readonly zh: string }>
>

/** A heading in any of the three languages, alone or "한국어 (English)"; case and spaces do not matter. */
export function locate<Column extends string>(
  columns: readonly Column[],
  names: Headings<Column>,
  headings: readonly string[],
): ReadonlyMap<Column, number> {
  const plain = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[\s*_-]/g, '')
  const places = new Map<Column, number>()
  for (const [place, heading] of headings.entries()) {
    const parts = [heading, ...heading.split(/[()（）/]/)].map(plain).filter(Boolean)
    const column = columns.find(
      (each) => !places.has(each) && Object.values(names[each]).some((name) => parts.includes(plain(name))),
    )
    if (column) places.set(column, place)
  }
  return places
}
