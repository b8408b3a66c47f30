// The embedded store: one SQLite file, one connection, and a group transaction that runs without a pause.
import Connection from 'better-sqlite3'
import type { Store } from '../application/ports.ts'
import { openAside } from './aside.ts'
import { writeGroup, type Hand, type Outcome, type Ran } from './group.ts'
import { prepareGuarded } from './guarded.ts'
import { migrateSqlite } from './migrate.ts'
import { prepareQueries } from './queries.ts'
import { reading } from './reading.ts'
import { sharing, sqliteDialect } from './sqliteDialect.ts'
import { shareReads, type SharedReads } from './sharedReads.ts'
import { truncateLog } from './truncated.ts'
import type { Step, Work } from './work.ts'
import { NotBegun, openWriter } from './writer.ts'
import { writing } from './writing.ts'

export type SqliteOptions = {
  readonly file: string
  /** How long another process may hold the file before a write fails, in milliseconds. */
  readonly busyMs?: number
  /** Makes the connection; a test that wants to fill the disk keeps hold of it here. */
  readonly connect?: (file: string) => Connection.Database
}

/** At a tenth of a millisecond a commit, the event loop is never held for much longer than ten. */
const groupLimit = 128
/** A work of more rows than this, a whole roster, is written in slices of so many statements; others are answered between. */
const rowsAtOnce = 2_000
const stepsASlice = 16

/** Opens the file, applies the migrations that it lacks, and answers the store. */
export function openSqlite({ file, busyMs = 5_000, connect = (path) => new Connection(path) }: SqliteOptions): Store {
  const connection = connect(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('secure_delete = ON')
  connection.pragma(`busy_timeout = ${busyMs}`)
  migrateSqlite(connection)

  const dialect = sqliteDialect(connection)
  const guarded = prepareGuarded(dialect)
  const reads = shareReads(connection)
  const hand = sqliteHand(connection, reads)
  const failed = (error: unknown): unknown => {
    // A full disk may have rolled back everything by itself, every savepoint with it.
    if (connection.inTransaction) hand.rollback()
    return isBusy(error) ? new NotBegun('another process holds the file', { cause: error }) : error
  }
  const aside = openAside(() => connect(file), busyMs)
  const inSlices = async (works: readonly Work[]): Promise<readonly Outcome[]> => {
    aside.begin()
    try {
      return await turnByTurn(writeGroup(guarded, { ...hand, run: runInSlices }, works))
    } catch (error) {
      throw failed(error)
    } finally {
      aside.end()
    }
  }
  const writer = openWriter(groupLimit, (works) => {
    if (works.some(({ steps, events, journal }) => steps.length + events.length + journal.length > rowsAtOnce))
      return inSlices(works)
    try {
      return now(writeGroup(guarded, hand, works))
    } catch (error) {
      throw failed(error)
    }
  })

  return {
    ...aside.or(reading(prepareQueries(sharing(reads, dialect)))),
    ...writing(guarded, writer),
    async clean() {
      reads.leave()
      await truncateLog(connection, busyMs)
    },
    async close() {
      await writer.finish()
      aside.close()
      reads.leave()
      connection.close()
    },
  }
}

function sqliteHand(connection: Connection.Database, reads: SharedReads): Hand {
  const word = (text: string) => {
    const statement = connection.prepare(text)
    return () => void statement.run()
  }
  const backToSavepoint = word('ROLLBACK TO work')
  const release = word('RELEASE work')
  const begin = word('BEGIN IMMEDIATE')
  return {
    begin() {
      reads.leave()
      begin()
    },
    savepoint: word('SAVEPOINT work'),
    release,
    undo() {
      backToSavepoint()
      release()
    },
    run,
    // There is one writer, so numbers are given in the order in which they become visible.
    takeTurn: () => {},
    commit: word('COMMIT'),
    rollback: word('ROLLBACK'),
    judge(error) {
      if (!connection.inTransaction) return 'broken'
      const code = error instanceof Connection.SqliteError ? error.code : ''
      if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return 'refusal'
      // Without a code it is a value that cannot be bound, or JSON that cannot be written.
      return code === '' || code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_TOOBIG' ? 'own' : 'broken'
    },
  }
}

function run(steps: readonly Step[]): Ran {
  let rows: readonly unknown[] = []
  for (const step of steps) {
    try {
      rows = step.statement(step.values) as readonly unknown[]
    } catch (error) {
      return { error, step }
    }
    if (rows.length < step.atLeast) return { refused: step }
  }
  return { rows }
}

async function runInSlices(steps: readonly Step[]): Promise<Ran> {
  let ran: Ran = { rows: [] }
  for (let from = 0; from < steps.length; from += stepsASlice) {
    if (from > 0) await new Promise<void>((resolve) => setImmediate(resolve))
    ran = run(steps.slice(from, from + stepsASlice))
    if (!('rows' in ran)) return ran
  }
  return ran
}

async function turnByTurn(group: ReturnType<typeof writeGroup>): Promise<readonly Outcome[]> {
  let turn = group.next()
  while (!turn.done) turn = group.next((await turn.value()) as Ran)
  return turn.value
}

/** Runs the group to its end in one go: nothing else can happen on the connection in between. */
function now(group: ReturnType<typeof writeGroup>): readonly Outcome[] {
  let turn = group.next()
  while (!turn.done) turn = group.next(turn.value() as Ran)
  return turn.value
}

/** With `BEGIN IMMEDIATE` this comes at the beginning or not at all. */
const isBusy = (error: unknown): boolean =>
  error instanceof Connection.SqliteError && error.code.startsWith('SQLITE_BUSY')
