// PostgreSQL's way through a group transaction. What needs no answer is sent without waiting: a work costs one round trip.
import { DrizzleQueryError } from 'drizzle-orm/errors'
import type { Hand, Ran } from './group.ts'
import type { AggregateTable } from './guarded/aggregates.ts'
import type { Work } from './work.ts'
import { NotBegun, OutcomeUnknown } from './writer.ts'

/** The connection that writes. Statements are carried out in the order in which they were sent. */
export type Session = {
  /** Connects where there is no living connection. */
  connect(): Promise<void>
  alive(): boolean
  send(text: string): Promise<unknown>
  /** Rejects where the server rolled back instead. */
  commit(): Promise<void>
  /** Ends a connection whose state is not known. */
  drop(): void
}

/** Holds the rows of a table against other writers, in order of id. */
export type Holds = Record<AggregateTable, (ids: readonly string[]) => Promise<unknown>>

/** Any number will do, as long as every desk uses the same. */
const turn = 4_540_828

export function postgresHand(session: Session, holds: Holds): Hand {
  /** The first error of what was sent without waiting; the statements after it only say that the transaction is aborted. */
  let trouble: unknown = null
  const send = (text: string) => () => {
    session.send(text).catch((error: unknown) => (trouble ??= error))
  }

  return {
    async begin(works) {
      trouble = null
      try {
        await session.connect()
      } catch (error) {
        throw new NotBegun('PostgreSQL cannot be reached', { cause: error })
      }
      send('begin isolation level read committed')()
      if (works.length > 1) await hold(holds, works)
    },
    savepoint: send('savepoint work'),
    release: send('release savepoint work'),
    undo() {
      send('rollback to savepoint work')()
      send('release savepoint work')()
    },
    async run(steps): Promise<Ran> {
      const settled = await Promise.allSettled(steps.map((step) => step.statement(step.values)))
      for (const [place, step] of steps.entries()) {
        const each = settled[place]!
        if (each.status === 'rejected') return { error: trouble ?? each.reason, step }
        if (each.value.length < step.atLeast) return { refused: step }
      }
      const last = settled.at(-1)
      return { rows: last?.status === 'fulfilled' ? last.value : [] }
    },
    /**
     * Sequence numbers are given when a row is written and seen when it is committed, so two writers may show 8 before 7,
     * and a reader with a cursor at 8 would never see 7. Whoever holds this lock, from the first event to the end of the
     * commit, is alone in giving numbers: they appear in order. Readers need nothing; a hole is a rollback and stays one.
     */
    takeTurn: send(`select pg_advisory_xact_lock(${turn})`),
    async commit() {
      if (trouble) throw trouble
      if (!session.alive()) throw new Error('the connection was lost before the commit')
      try {
        await session.commit()
      } catch (error) {
        throw stateOf(error) === null && !session.alive()
          ? new OutcomeUnknown('the connection was lost while committing', { cause: error })
          : error
      }
    },
    async rollback() {
      if (!session.alive()) return session.drop()
      try {
        await session.send('rollback')
      } catch {
        session.drop()
      }
    },
    judge(error) {
      const state = stateOf(error)
      if (state === '23505') return 'refusal'
      // Data, integrity, syntax and program limits; without a state, a value that could not be written into the statement.
      if (state === null) return session.alive() ? 'own' : 'broken'
      return ['22', '23', '42', '54'].includes(state.slice(0, 2)) ? 'own' : 'broken'
    },
  }
}

/** Deadlocks, serialization failures and lost connections: nothing was written, and the same group may go through. */
export function mayPass(error: unknown, session: Session): boolean {
  if (error instanceof OutcomeUnknown) return false
  if (error instanceof NotBegun) return true
  const state = stateOf(error)
  return state === null ? !session.alive() : ['40001', '40P01', '57P01', '57P02', '57P03'].includes(state)
}

/** The server's SQLSTATE, or null where it was not the server that spoke. */
function stateOf(error: unknown): string | null {
  const said = plain(error) as { severity?: unknown; code?: unknown } | null
  return typeof said?.severity === 'string' && typeof said.code === 'string' ? said.code : null
}

/** drizzle's own error repeats the statement with all its values, which have no place in a log. */
export const plain = (error: unknown): unknown =>
  error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error

/** Group commit makes one transaction of many, so each commit's own order is not enough: everything is held up front. */
async function hold(holds: Holds, works: readonly Work[]): Promise<void> {
  const ids = new Map<AggregateTable, Set<string>>()
  for (const work of works) {
    for (const [table, id] of work.holds) {
      const held = ids.get(table)
      if (held) held.add(id)
      else ids.set(table, new Set([id]))
    }
  }
  const asked = (Object.keys(holds) as AggregateTable[]).map((table) => holds[table]([...(ids.get(table) ?? [])]))
  await Promise.all(asked)
}
