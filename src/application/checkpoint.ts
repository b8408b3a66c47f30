// A checkpoint: what the desk says of its whole record at a moment, as a text that is signed, mailed and read back to the byte.
import { createPublicKey, hash, verify } from 'node:crypto'
import { Instant } from '../domain/instant.ts'
import type { Book, CheckpointMark } from './recordLines.ts'

export const books: readonly Book[] = ['events', 'journal']

/** Of one book: the last sequence covered, how many lines there are up to it, and the digest that runs through all of them. */
export type BookState = { readonly through: number; readonly count: number; readonly digest: string }
export type Statement = {
  readonly number: number
  readonly at: Instant
  /** Digest of the statement before; null for the first. */
  readonly previous: string | null
  readonly books: Readonly<Record<Book, BookState>>
  /** The chains that grew since the statement before, as a digest over the sorted list of kind, aggregate, version and head. */
  readonly heads: { readonly count: number; readonly digest: string }
  /** A newer checkpoint that the desk once made and that its database holds no more: it was put back. */
  readonly lost: CheckpointMark | null
  /** Which key signs: SHA-256 of its SubjectPublicKeyInfo. */
  readonly key: string
}
/** As it is mailed and kept outside. */
export type SignedStatement = { readonly statement: string; readonly signature: string }

export const emptyBook: BookState = { through: 0, count: 0, digest: hash('sha256', '', 'hex') }
export const statementDigest = (statement: string): string => hash('sha256', statement, 'hex')
export const keyId = (publicKey: string): string =>
  hash('sha256', createPublicKey(publicKey).export({ type: 'spki', format: 'der' }), 'hex')

const title = 'charter-desk checkpoint v1'

/** One fact a line, ASCII, each line ended: this text is what is signed. */
export function statementText({ number, at, previous, books: of, heads, lost, key }: Statement): string {
  const book = (name: Book): string[] => [
    `${name}: ${of[name].digest}`,
    `${name}-count: ${of[name].count}`,
    `${name}-through: ${of[name].through}`,
  ]
  return [
    title,
    `number: ${number}`,
    `at: ${at}`,
    `previous: ${previous ?? '-'}`,
    ...books.flatMap(book),
    `heads: ${heads.digest}`,
    `heads-count: ${heads.count}`,
    `lost: ${lost ? `${lost.number} ${lost.digest}` : '-'}`,
    `key: ${key}`,
    '',
  ].join('\n')
}

/** Null for whatever is not exactly such a text. */
export function readStatement(text: string): Statement | null {
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? ''
  const count = (name: string): number => Number(field(name))
  const at = Instant.safeParse(field('at'))
  if (!at.success) return null
  const book = (name: Book): BookState => ({
    through: count(`${name}-through`),
    count: count(`${name}-count`),
    digest: field(name),
  })
  const [lostNumber = '', lostDigest] = field('lost').split(' ')
  const statement: Statement = {
    number: count('number'),
    at: at.data,
    previous: field('previous') === '-' ? null : field('previous'),
    books: { events: book('events'), journal: book('journal') },
    heads: { count: count('heads-count'), digest: field('heads') },
    lost: lostDigest === undefined ? null : { number: Number(lostNumber), digest: lostDigest },
    key: field('key'),
  }
  return statementText(statement) === text ? statement : null
}

/** The statement with its signature behind it, as it stands in a letter; lines are short enough for any mail server. */
export const signedText = ({ statement, signature }: SignedStatement): string =>
  `${statement}signature: ${signature.slice(0, 44)}\n ${signature.slice(44)}\n`

/** The checkpoint in a file or a mail, quoted or not; null where there is none. */
export function findSigned(text: string): SignedStatement | null {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^(> ?)+/, '').trimEnd())
  const from = lines.indexOf(title)
  const to = lines.findIndex((line, i) => i > from && line.startsWith('signature: '))
  if (from < 0 || to < 0) return null
  const signature = `${lines[to]!.slice('signature: '.length)}${(lines[to + 1] ?? '').trim()}`
  return { statement: `${lines.slice(from, to).join('\n')}\n`, signature }
}

export function isSignedBy({ statement, signature }: SignedStatement, publicKey: string): boolean {
  return verify(null, Buffer.from(statement), publicKey, Buffer.from(signature, 'base64'))
}
