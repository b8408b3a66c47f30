// The record as files that a stranger can check with the desk's public key, openssl and sha256sum, and nothing of the desk's.
import { hash } from 'node:crypto'
import type { CharterId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Recorded } from '../domain/recorded.ts'
import { canonical } from './chain.ts'
import { books, keyId, statementDigest } from './checkpoint.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { handle, type Answer, type Envelope } from './handle.ts'
import { join } from './commit.ts'
import type { Store } from './ports.ts'
import type { AggregateKind, Book, BookLine, Signer } from './recordLines.ts'
import { exportGuide } from './recordGuide.ts'

export type ExportFile = { readonly name: string; readonly content: Buffer }
export type ListedFile = { readonly name: string; readonly bytes: number; readonly sha256: string }
export type ExportManifest = {
  readonly format: typeof exportFormat
  readonly at: Instant
  /** Null: the whole record. */
  readonly charter: CharterId | null
  readonly key: string
  readonly books: Readonly<
    Record<Book, { readonly lines: number; readonly first: number | null; readonly last: number | null }>
  >
  readonly heads: number
  /** The newest checkpoint at that moment. */
  readonly checkpoint: { readonly number: number; readonly digest: string } | null
  readonly files: readonly ListedFile[]
}
export const exportFormat = 'charter-desk record v1'
/** Chains of these kinds lie whole in the export of one charter. */
export const charterKinds: ReadonlySet<AggregateKind> = new Set(['charter', 'journey', 'run'])

const linesAFile = 10_000
const page = 1_000

/** Tells the record who takes it away; call before the first file leaves. */
export const tellExport = (desk: Desk, envelope: Envelope, charter: CharterId | null): Promise<Answer<null>> =>
  handle(desk.store, async () => {
    const event: Recorded = { type: 'RecordExported', charter }
    return {
      outcome: 'proposed',
      commit: join([await deskEntry(desk.store, envelope, 'exports', event, [])]),
      value: null,
    }
  })

/** File by file, so that no more than one part of a book is held at a time. */
export async function* exportRecord(
  store: Store,
  signer: Signer,
  now: Instant,
  charter: CharterId | null,
): AsyncGenerator<ExportFile> {
  const files: ListedFile[] = []
  const listed = (name: string, content: Buffer): ExportFile => {
    files.push({ name, bytes: content.length, sha256: hash('sha256', content, 'hex') })
    return { name, content }
  }
  yield listed('README.txt', Buffer.from(exportGuide))
  yield listed('key.pem', Buffer.from(signer.publicKey))
  const checkpoints = await store.checkpoints()
  if (charter === null) yield listed('checkpoints.ndjson', ndjson(checkpoints))
  const heads = new Map<string, string>()
  const ranges = {} as Record<Book, ExportManifest['books'][Book]>
  for (const book of books) {
    let held: BookLine[] = []
    let [lines, part] = [0, 0]
    let [first, last]: [number | null, number | null] = [null, null]
    for (let after = 0; ;) {
      const some =
        book === 'events'
          ? await store.eventsPage(after, page, charter ? { charter } : {})
          : await store.journalPage(after, page, charter)
      for (const { kind, aggregate, version, digest } of some)
        heads.set(`${kind} ${aggregate}`, canonical({ kind, aggregate, version, head: digest }))
      held.push(...some)
      lines += some.length
      first ??= some[0]?.sequence ?? null
      last = some.at(-1)?.sequence ?? last
      if (held.length >= linesAFile || (some.length < page && held.length)) {
        yield listed(`${book}-${String(++part).padStart(5, '0')}.ndjson`, ndjson(held))
        held = []
      }
      if (some.length < page) break
      after = last!
    }
    ranges[book] = { lines, first, last }
  }
  const ends = [...heads.keys()].sort().map((key) => `${heads.get(key)!}\n`)
  yield listed('heads.ndjson', Buffer.from(ends.join('')))
  const newest = checkpoints.at(-1)
  const manifest: ExportManifest = {
    format: exportFormat,
    at: now,
    charter,
    key: keyId(signer.publicKey),
    books: ranges,
    heads: ends.length,
    checkpoint: newest ? { number: newest.number, digest: statementDigest(newest.statement) } : null,
    files: [...files],
  }
  const manifestFile = listed('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  yield manifestFile
  yield signature(signer, manifestFile)
  const sums: ExportFile = {
    name: 'SHA256SUMS',
    content: Buffer.from(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')),
  }
  yield sums
  yield signature(signer, sums)
}

const ndjson = (rows: readonly unknown[]): Buffer => Buffer.from(rows.map((row) => `${canonical(row)}\n`).join(''))

/** The 64 bytes themselves, as openssl reads them. */
const signature = (signer: Signer, { name, content }: ExportFile): ExportFile => ({
  name: `${name}.sig`,
  content: Buffer.from(signer.sign(content), 'base64'),
})
