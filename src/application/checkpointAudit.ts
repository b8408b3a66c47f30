// The record held against its checkpoints: each signed and chained, every line where it was signed, nothing newer known outside.
import { beforeAll, walk, type Covered, type Digested, type Pages } from './bookWalk.ts'
import {
  books,
  isSignedBy,
  keyId,
  readStatement,
  statementDigest,
  type SignedStatement,
  type Statement,
} from './checkpoint.ts'
import type { CheckpointMark, StoredCheckpoint } from './recordLines.ts'

/** What is known of the record outside the database. */
export type Outside = {
  /** PEM; null where the desk's key is not at hand. */
  readonly publicKey: string | null
  /** The newest checkpoint that the key store remembers. */
  readonly mark: CheckpointMark | null
  /** Checkpoints that the auditor kept. */
  readonly kept: readonly SignedStatement[]
}
type Wrong = { readonly number: number; readonly what: string }

/** The first checkpoint that does not hold, and why; null where all do. */
export async function firstWrong(
  checkpoints: readonly StoredCheckpoint[],
  pages: Pages,
  { publicKey, mark, kept }: Outside,
): Promise<Wrong | null> {
  const known = new Map<number, string>()
  let before: { readonly statement: Statement; readonly digest: string } | null = null
  for (const [i, signed] of checkpoints.entries()) {
    const statement = readStatement(signed.statement)
    if (!statement) return { number: i + 1, what: 'cannot be read' }
    if (statement.number !== signed.number || statement.at !== signed.at)
      return { number: signed.number, what: `stands beside a statement of number ${statement.number}` }
    const wrong: string | null =
      signatureFault(signed, statement, publicKey) ??
      orderFault(statement, before) ??
      (await lineFault(statement, before))
    if (wrong) return { number: statement.number, what: wrong }
    before = { statement, digest: statementDigest(signed.statement) }
    known.set(statement.number, before.digest)
  }
  for (const signed of kept) {
    const statement = readStatement(signed.statement)
    if (!statement) return { number: 0, what: 'of the auditor cannot be read' }
    const foreign = signatureFault(signed, statement, publicKey)
    if (foreign) return { number: statement.number, what: `of the auditor ${foreign}` }
    const older = missing(
      statement.number,
      statementDigest(signed.statement),
      `of ${statement.at}, which the auditor holds,`,
    )
    if (older) return older
  }
  return mark ? missing(mark.number, mark.digest, 'that the key store remembers') : null

  function missing(number: number, digest: string, whose: string): Wrong | null {
    if (known.get(number) === digest) return null
    const last = before?.statement
    const ends = last ? `the record ends with checkpoint ${last.number} of ${last.at}` : 'the record has no checkpoint'
    return known.has(number)
      ? { number, what: `${whose} is another than the one that is stored: the record was written anew` }
      : { number, what: `${whose} is not there: ${ends}, so an older database was put back` }
  }

  async function lineFault(statement: Statement, last: typeof before): Promise<string | null> {
    const from = last?.statement.books ?? beforeAll
    const until = { events: statement.books.events.through, journal: statement.books.journal.through }
    return difference(statement, await walk(pages, from, until))
  }
}

function signatureFault(signed: SignedStatement, statement: Statement, publicKey: string | null): string | null {
  if (publicKey === null) return 'cannot be checked: the desk’s signing key is not there; name its public key'
  if (statement.key !== keyId(publicKey)) return 'is signed by another key'
  return isSignedBy(signed, publicKey) ? null : 'does not bear the desk’s signature'
}

function orderFault(
  { number, previous, lost }: Statement,
  before: { readonly statement: Statement; readonly digest: string } | null,
): string | null {
  if (previous !== (before?.digest ?? null)) return 'does not follow the one that stands before it'
  const expected = Math.max(before?.statement.number ?? 0, lost?.number ?? 0) + 1
  return number === expected ? null : `stands where number ${expected} should`
}

function difference(signed: Statement, found: Covered): string | null {
  for (const book of books) {
    const [was, is] = [signed.books[book], found.books[book]]
    if (was.digest === is.digest && was.count === is.count && was.through === is.through) continue
    const { gaps } = found
    const gap = gaps[book] ? `; numbers are missing before ${nameOf(gaps[book])}` : ''
    if (is.count < was.count)
      return `was signed over ${was.count} lines of the ${book}, of which ${was.count - is.count} are gone${gap}`
    if (is.count > was.count)
      return `was signed over ${was.count} lines of the ${book}, and ${is.count} stand there now${gap}`
    return `was signed over other lines of the ${book}, or over the same in another order${gap}`
  }
  const same = signed.heads.digest === found.heads.digest && signed.heads.count === found.heads.count
  return same ? null : 'was signed over other heads'
}

const nameOf = ({ sequence, kind, aggregate, version }: Digested): string =>
  `line ${sequence} (${kind} ${aggregate}, version ${version})`
