// A part of a long list, and where the next begins.

/** `next` is null after the last. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }
