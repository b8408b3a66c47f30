// What is said, before it is known whether it will be a letter's text, its HTML or a page.
export type Paragraph =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
export type Row = { readonly label: string; readonly value: string }

export const text = (words: string): Paragraph => ({ kind: 'text', text: words })
/** None where there is nothing to list. */
export const list = (items: readonly string[]): readonly Paragraph[] => (items.length ? [{ kind: 'list', items }] : [])
export const rows = (all: readonly Row[]): readonly Paragraph[] => (all.length ? [{ kind: 'rows', rows: all }] : [])
