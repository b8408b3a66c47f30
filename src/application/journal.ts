// The journal: what the desk showed of people and which letters it sent, each line chained and on disk before anything is answered.
import type { Look } from '../domain/access/looked.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Recorded } from '../domain/recorded.ts'
import { chain, emptyHead } from './chain.ts'
import { nothing } from './commit.ts'
import { actorOf } from './handle.ts'
import type { Caller } from './actor.ts'
import type { Chance, Change, Store } from './ports.ts'
import type { RecordedEvent } from './recordLines.ts'

/** `subject` is the one journey that the line is about; null where it is about several. */
export type JournalLine = {
  readonly caller: Caller
  readonly request: string
  readonly now: Instant
  readonly charter: CharterId | null
  readonly subject: JourneyId | null
  readonly told: Recorded
}
export type Journal = {
  /**
   * Resolves once the line is on disk, and with it what changes with it; rejects where it is not. Lines of several share a
   * commit, so only changes that no other can refuse may come along.
   */
  write(line: JournalLine, changes?: readonly Change[]): Promise<void>
}

/** Lines written together, and lines of one book: an audit reads a book at a time. */
const linesAtOnce = 500
const linesABook = 10_000

type Waiting = {
  readonly line: JournalLine
  readonly changes: readonly Change[]
  resolve(): void
  reject(error: unknown): void
}

/**
 * One head for every reader would make each of them wait for the last, and two desk processes conflict at every line. So
 * each process chains a book of its own: it alone knows the head, and lines that come while some are being written go
 * together into the next commit. After a failure nobody knows where the book ends, so another is begun.
 */
export function createJournal(store: Store, chance: Chance): Journal {
  let waiting: Waiting[] = []
  let writing = false
  let book = { id: '', lines: linesABook, head: emptyHead }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    if (book.lines >= linesABook) book = { id: `B${chance.part()}`, lines: 0, head: emptyHead }
    const { id, lines, head } = book
    const chained = chain(
      head,
      group.map(({ line }, i) => lineOf(line, id, lines + i + 1)),
    )
    const answer = await store.commit({
      ...nothing,
      changes: group.flatMap(({ changes }) => changes),
      receipt: null,
      journal: chained.events,
    })
    if (answer.outcome !== 'committed') throw new Error(`book ${id} was written by somebody else`)
    book = { id, lines: lines + group.length, head: chained.head }
  }

  async function writeAll(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      // Requests that came in the same turn of the event loop are written together.
      await new Promise<void>((resolve) => setImmediate(resolve))
      const group = waiting.slice(0, linesAtOnce)
      waiting = waiting.slice(linesAtOnce)
      try {
        await writeGroup(group)
        for (const each of group) each.resolve()
      } catch (error) {
        book = { ...book, lines: linesABook }
        for (const each of group) each.reject(error)
      }
    }
    writing = false
  }

  return {
    write: (line, changes = []) =>
      new Promise((resolve, reject) => {
        waiting.push({ line, changes, resolve, reject })
        if (!writing) void writeAll()
      }),
  }
}

function lineOf(
  { caller, request, now, charter, subject, told }: JournalLine,
  book: string,
  version: number,
): Omit<RecordedEvent, 'previous' | 'digest'> {
  const { type, ...data } = told
  return {
    kind: 'journal',
    aggregate: book,
    charter,
    version,
    ordinal: 0,
    type,
    data,
    at: now,
    actor: actorOf(caller),
    editions: [],
    request,
    subject,
  }
}

/** A look as the journal tells it. Journeys are ordered, so the first and the last say whose page it was. */
export function lookLine(
  caller: Caller,
  request: string,
  now: Instant,
  { what, charter, journeys, fields, reason }: Look,
): JournalLine {
  const [first, last] = [journeys[0], journeys.at(-1)]
  const told: Recorded = {
    type: 'PeopleShown',
    what,
    people: journeys.length,
    ...(journeys.length > 1 ? { from: first, to: last } : {}),
    fields,
    ...(reason === undefined ? {} : { reason }),
  }
  return { caller, request, now, charter, subject: journeys.length === 1 ? first! : null, told }
}
