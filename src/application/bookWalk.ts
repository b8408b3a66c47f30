// A walk through both books of the record in the order written, telling at each place what a checkpoint says there.
import { createHash } from 'node:crypto'
import { books, emptyBook, type BookState, type Statement } from './checkpoint.ts'
import type { AggregateKind, Book } from './recordLines.ts'

export type Digested = {
  readonly sequence: number
  readonly kind: AggregateKind
  readonly aggregate: string
  readonly version: number
  readonly digest: string
}
/** A page of a book behind a sequence, in order; an empty one is the end. */
export type Pages = (book: Book, after: number, limit: number) => Promise<readonly Digested[]>

export type Covered = Pick<Statement, 'books' | 'heads'> & {
  /** Where numbers are missing within what was walked, the last line before them. */
  readonly gaps: Readonly<Record<Book, Digested | null>>
}

const page = 1_000

/** From where a statement ended to `until` (null: to the end of what is written), book by book. */
export async function walk(
  pages: Pages,
  from: Readonly<Record<Book, BookState>>,
  until: Readonly<Record<Book, number>> | null,
): Promise<Covered> {
  const heads = new Map<string, string>()
  const gaps: Record<Book, Digested | null> = { events: null, journal: null }
  const reached: Record<Book, BookState> = { ...from }
  for (const book of books) {
    const end = until?.[book] ?? Number.MAX_SAFE_INTEGER
    const digest = createHash('sha256').update(from[book].digest)
    let { through, count } = from[book]
    for (;;) {
      const lines = (await pages(book, through, page)).filter(({ sequence }) => sequence <= end)
      for (const line of lines) {
        digest.update(`\n${line.sequence} ${line.digest}`)
        if (line.sequence !== through + 1) gaps[book] ??= line
        heads.set(`${line.kind} ${line.aggregate}`, `${line.version} ${line.digest}`)
        through = line.sequence
        count++
      }
      if (lines.length < page) break
    }
    // Where nothing was written nothing is digested, so that the digest of a book changes with its lines alone.
    if (count > from[book].count) reached[book] = { through, count, digest: digest.digest('hex') }
  }
  const sorted = [...heads.keys()].sort().map((key) => `${key} ${heads.get(key)!}\n`)
  const digest = createHash('sha256').update(sorted.join('')).digest('hex')
  return { books: reached, heads: { count: sorted.length, digest }, gaps }
}

export const beforeAll: Readonly<Record<Book, BookState>> = { events: emptyBook, journal: emptyBook }
