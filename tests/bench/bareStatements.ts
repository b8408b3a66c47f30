// The SQL of one recorded test, word for word as the desk runs it; `statements.test.ts` holds the two lists against each other.
import Connection from 'better-sqlite3'

const found = 'returning 1 as "found"'
const insert = (table: string, columns: readonly string[], values = columns.map(() => '?')): string =>
  `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) values (${values.join(', ')}) on conflict do nothing returning 1`
const select = (table: string, columns: readonly string[], key: string): string =>
  `select ${columns.map((name) => `"${name}"`).join(', ')} from "${table}" where "${table}"."${key}" = ?`

const receipt = ['key', 'body', 'status', 'kind', 'reference', 'at']
const journey = [
  'id',
  'charter_id',
  'merchant_id',
  'organisation_id',
  'stage',
  'version',
  'head',
  'holder',
  'traveller',
  'waiting_since',
  'dossier',
]
const effect = [
  'id',
  'kind',
  'charter_id',
  'subject',
  'name',
  'payload',
  'due_at',
  'created_at',
  'state',
  'attempts',
  'owner',
  'lease_until',
  'settled_at',
  'words',
]
const event = [
  'sequence',
  'kind',
  'aggregate',
  'charter_id',
  'version',
  'ordinal',
  'type',
  'data',
  'at',
  'actor_role',
  'actor_organisation_id',
  'actor_token',
  'actor_person_id',
  'editions',
  'request',
  'previous',
  'digest',
]

export type BareJourney = {
  readonly id: string
  readonly charter_id: string
  readonly merchant_id: string
  readonly organisation_id: string
  readonly stage: string
  readonly version: number
  readonly head: string
  readonly holder: string
  readonly dossier: string
}
export type BareStatements = ReturnType<typeof prepareBare>

/** Opens the files with the settings that the desk uses. */
export function openBare(): { readonly db: Connection.Database; readonly keys: Connection.Database } {
  const open = (name: 'DATABASE_URL' | 'KEY_STORE') => {
    const connection = new Connection(process.env[name])
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    return connection
  }
  return { db: open('DATABASE_URL'), keys: open('KEY_STORE') }
}

export function prepareBare({ db, keys }: ReturnType<typeof openBare>) {
  return {
    receiptOf: db.prepare<[string]>(select('receipts', receipt, 'key')),
    journeyOf: db.prepare<[string], BareJourney>(select('journeys', journey, 'id')),
    charterOf: db.prepare<[string], { record: string }>(
      select('charters', ['id', 'organiser_id', 'stage', 'version', 'head', 'record'], 'id'),
    ),
    merchantOf: db.prepare<[string]>(select('merchants', ['id', 'version', 'head', 'sealed'], 'id')),
    keyOf: keys.prepare<[string]>('select wrapped from keys where merchant = ?'),
    reads: shareReads(db),
    keyReads: shareReads(keys),
    begin: db.prepare('BEGIN IMMEDIATE'),
    savepoint: db.prepare('SAVEPOINT work'),
    release: db.prepare('RELEASE work'),
    rollbackTo: db.prepare('ROLLBACK TO work'),
    commit: db.prepare('COMMIT'),
    change: db.prepare(
      `update "journeys" set "stage" = ?, "version" = ?, "head" = ?, "waiting_since" = ?, "dossier" = ? where ("journeys"."id" = ? and "journeys"."version" = ?) ${found}`,
    ),
    effect: db.prepare(insert('outbox', effect)),
    receipt: db.prepare(insert('receipts', receipt)),
    event: db.prepare(
      insert(
        'events',
        event,
        event.map((name) => (name === 'sequence' ? 'null' : '?')),
      ),
    ),
    journal: db.prepare(
      insert(
        'journal',
        [...event, 'subject'],
        [...event, 'subject'].map((name) => (name === 'sequence' ? 'null' : '?')),
      ),
    ),
    tally: db.prepare(
      `insert into "tallies" ("charter_id", "stage", "standing", "reached") values (?, ?, ?, ?) on conflict ("tallies"."charter_id", "tallies"."stage") do update set "standing" = "tallies"."standing" + excluded.standing, "reached" = "tallies"."reached" + excluded.reached ${found}`,
    ),
  }
}

/** Reads of one turn of the event loop in one transaction, as the desk has them. */
function shareReads(connection: Connection.Database): { join(): void; leave(): void } {
  const [begin, end] = [connection.prepare('BEGIN'), connection.prepare('END')]
  let joined = false
  const leave = (): void => {
    if (joined) end.run()
    joined = false
  }
  const join = (): void => {
    if (joined) return
    begin.run()
    joined = true
    setImmediate(leave)
  }
  return { join, leave }
}
