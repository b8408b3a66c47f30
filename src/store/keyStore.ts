// Where merchants' wrapped keys lie, and the mark of the newest checkpoint: a second SQLite file, apart from the store and never in a backup.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Connection from 'better-sqlite3'
import type { CheckpointMark, KeyStore } from '../application/ports.ts'
import type { MerchantId } from '../domain/ids.ts'
import { gather } from './gathering.ts'
import { shareReads } from './sharedReads.ts'

type Put = {
  readonly merchant: MerchantId
  readonly wrapped: string
  resolve(): void
  reject(error: unknown): void
}

/** A roster's keys arrive together and are written together; more than this at once go into the next transaction. */
const groupLimit = 1_000

export function openSqliteKeys({ file }: { readonly file: string }): KeyStore {
  mkdirSync(dirname(file), { recursive: true })
  const connection = new Connection(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('secure_delete = ON')
  connection.pragma('busy_timeout = 5000')
  connection.exec('create table if not exists keys (merchant text primary key, wrapped text not null) without rowid')
  connection.exec(
    'create table if not exists checkpoint_mark (one integer primary key check (one = 1), number integer not null, digest text not null)',
  )
  const mark = connection.prepare(
    'insert into checkpoint_mark (one, number, digest) values (1, ?, ?) on conflict (one) do update set number = excluded.number, digest = excluded.digest where excluded.number > checkpoint_mark.number',
  )
  const marked = connection.prepare<[], CheckpointMark>('select number, digest from checkpoint_mark')
  const put = connection.prepare('insert into keys (merchant, wrapped) values (?, ?) on conflict do nothing')
  const get = connection.prepare<[string], { wrapped: string }>('select wrapped from keys where merchant = ?')
  const remove = connection.prepare('delete from keys where merchant = ?')
  const putAll = connection.transaction((group: readonly Put[]) => {
    for (const each of group) put.run(each.merchant, each.wrapped)
  })
  const reads = shareReads(connection)
  const queue = gather<Put>(groupLimit, (group) => {
    try {
      reads.leave()
      putAll.immediate(group)
    } catch (error) {
      for (const each of group) each.reject(error)
      return
    }
    for (const each of group) each.resolve()
  })
  const lookUp = (merchant: MerchantId): string | null => {
    reads.join()
    return get.get(merchant)?.wrapped ?? null
  }

  return {
    put: (merchant, wrapped) => new Promise((resolve, reject) => queue.add({ merchant, wrapped, resolve, reject })),
    get: async (merchant) => lookUp(merchant),
    async getMany(merchants) {
      const found = new Map<MerchantId, string>()
      for (const merchant of merchants) {
        const wrapped = lookUp(merchant)
        if (wrapped !== null) found.set(merchant, wrapped)
      }
      return found
    },
    async destroy(merchant) {
      await queue.empty()
      reads.leave()
      remove.run(merchant)
      truncateLog(connection)
    },
    async markCheckpoint({ number, digest }) {
      await queue.empty()
      reads.leave()
      mark.run(number, digest)
    },
    async checkpointMark() {
      reads.join()
      return marked.get() ?? null
    },
    async close() {
      await queue.empty()
      reads.leave()
      connection.close()
    },
  }
}

/**
 * `secure_delete` writes zeros over the row in its page, but an older picture of the page may stand in the write-ahead
 * log, so the log is emptied too. While somebody reads the old picture that cannot be done, and the erasure is not done.
 */
function truncateLog(connection: Connection.Database): void {
  const [answer] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  if (answer?.busy !== 0)
    throw new Error('the key is deleted, but its trace in the log is not: another process reads it')
}
