// An export checked with the public key alone: signatures, digests, every chain, every head, and the checkpoints.
import { hash, verify } from 'node:crypto'
import { z } from 'zod'
import { Instant } from '../domain/instant.ts'
import { digestOf, emptyHead } from './chain.ts'
import { books, keyId } from './checkpoint.ts'
import { firstWrong } from './checkpointAudit.ts'
import type { Digested } from './bookWalk.ts'
import type { BookLine, StoredCheckpoint } from './recordLines.ts'
import { charterKinds, exportFormat } from './recordExport.ts'

export type Verified = {
  readonly valid: boolean
  readonly lines: number
  readonly checkpoints: number
  readonly first: { readonly file: string; readonly what: string } | null
}
/** The bytes of a file of the export; null where there is none. */
export type ReadExport = (name: string) => Buffer | null

const Name = z.string().regex(/^[A-Za-z0-9.-]+$/)
const Manifest = z.object({
  format: z.literal(exportFormat),
  charter: z.string().nullable(),
  key: z.string(),
  heads: z.number().int(),
  books: z.record(z.enum(['events', 'journal']), z.object({ lines: z.number().int() })),
  files: z.array(z.object({ name: Name, bytes: z.number().int(), sha256: z.string() })),
})

class Wrong extends Error {
  override name = 'Wrong'
  readonly file: string
  constructor(file: string, what: string) {
    super(what)
    this.file = file
  }
}

/** `names` are all files that lie there: one that is not listed is named too. */
export async function verifyExport(read: ReadExport, names: readonly string[], publicKey: string): Promise<Verified> {
  let lines = 0
  let checkpoints = 0
  try {
    for (const name of ['SHA256SUMS', 'manifest.json']) signedFile(read, name, publicKey)
    const manifest = Manifest.parse(JSON.parse(must(read, 'manifest.json').toString('utf8')))
    if (manifest.key !== keyId(publicKey)) throw new Wrong('manifest.json', 'names another key than the one given')
    for (const { name, bytes, sha256 } of manifest.files) {
      const content = must(read, name)
      if (content.length !== bytes || hash('sha256', content, 'hex') !== sha256)
        throw new Wrong(name, 'is not the file that was signed')
    }
    const known = new Set(manifest.files.map(({ name }) => name))
    const beside = ['manifest.json', 'manifest.json.sig', 'SHA256SUMS', 'SHA256SUMS.sig']
    const foreign = names.find((name) => !known.has(name) && !beside.includes(name))
    if (foreign) throw new Wrong(foreign, 'is not in the manifest')
    const chains = new Map<string, Digested>()
    const written: Record<string, Digested[]> = { events: [], journal: [] }
    for (const book of books) {
      for (const { name } of manifest.files.filter((file) => file.name.startsWith(`${book}-`)))
        for (const line of rowsOf(read, name) as BookLine[]) {
          checkLine(name, line, chains, manifest.charter !== null)
          written[book]!.push(line)
          lines++
        }
      if (written[book]!.length !== manifest.books[book].lines)
        throw new Wrong('manifest.json', `counts ${manifest.books[book].lines} lines of the ${book}`)
    }
    checkHeads(rowsOf(read, 'heads.ndjson') as Head[], chains)
    if (manifest.charter === null) {
      const stored = rowsOf(read, 'checkpoints.ndjson').map(
        (row) => ({ ...(row as object), at: Instant.parse((row as StoredCheckpoint).at) }) as StoredCheckpoint,
      )
      checkpoints = stored.length
      const pages = async (book: 'events' | 'journal', after: number, limit: number) => {
        const from = written[book]!.findIndex(({ sequence }) => sequence > after)
        return from < 0 ? [] : written[book]!.slice(from, from + limit)
      }
      const wrong = await firstWrong(stored, pages, { publicKey, mark: null, kept: [] })
      if (wrong) throw new Wrong('checkpoints.ndjson', `checkpoint ${wrong.number} ${wrong.what}`)
    }
    return { valid: true, lines, checkpoints, first: null }
  } catch (error) {
    const what =
      error instanceof Wrong
        ? { file: error.file, what: error.message }
        : error instanceof SyntaxError || error instanceof z.ZodError
          ? { file: 'manifest.json', what: `cannot be read: ${error.message.split('\n')[0]}` }
          : null
    if (!what) throw error
    return { valid: false, lines, checkpoints, first: what }
  }
}

function must(read: ReadExport, name: string): Buffer {
  const content = read(name)
  if (!content) throw new Wrong(name, 'is missing')
  return content
}

function signedFile(read: ReadExport, name: string, publicKey: string): void {
  if (!verify(null, must(read, name), publicKey, must(read, `${name}.sig`)))
    throw new Wrong(name, 'does not bear the signature of this key')
}

const rowsOf = (read: ReadExport, name: string): unknown[] =>
  must(read, name)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)

function checkLine(file: string, line: BookLine, chains: Map<string, Digested>, partly: boolean): void {
  const { sequence, kind, aggregate, version, previous, digest, ...rest } = line
  const name = `${kind} ${aggregate}`
  const where = `line ${sequence} (${name}, version ${version})`
  if (digest !== digestOf(previous, { ...rest, kind, aggregate, version }))
    throw new Wrong(file, `${where} does not match its digest`)
  const before = chains.get(name)
  const whole = !partly || charterKinds.has(kind)
  if (whole && previous !== (before?.digest ?? emptyHead))
    throw new Wrong(file, `${where} does not follow the line before it in its chain`)
  chains.set(name, { sequence, kind, aggregate, version, digest })
}

type Head = { readonly kind: string; readonly aggregate: string; readonly version: number; readonly head: string }
function checkHeads(heads: readonly Head[], chains: ReadonlyMap<string, Digested>): void {
  for (const { kind, aggregate, version, head } of heads) {
    const end = chains.get(`${kind} ${aggregate}`)
    if (end?.digest !== head || end.version !== version)
      throw new Wrong('heads.ndjson', `${kind} ${aggregate} ends elsewhere than its head says`)
  }
  if (heads.length !== chains.size) throw new Wrong('heads.ndjson', 'names other chains than are there')
}
