// Where merchants' wrapped keys lie, and the mark of the newest checkpoint: a second SQLite file, apart from the store and never in a backup.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Connection from 'better-sqlite3'
import type { KeyMark, KeyStore } from '../application/keyPorts.ts'
import type { CheckpointMark } from '../application/recordLines.ts'
import type { MerchantId } from '../domain/ids.ts'
import { gather } from './gathering.ts'
import { shareReads } from './sharedReads.ts'
import { truncateLog } from './truncated.ts'

type Put = {
  readonly merchant: MerchantId
  readonly wrapped: string
  readonly under: string
  resolve(kept: boolean): void
  reject(error: unknown): void
}

/** A roster's keys arrive together and are written together; more than this at once go into the next transaction. */
const groupLimit = 1_000
const busyMs = 5_000

const schema = `
  create table if not exists keys (merchant text primary key, wrapped text not null) without rowid;
  create table if not exists marks (name text primary key, value text not null) without rowid;
  create table if not exists checkpoint_mark (one integer primary key check (one = 1), number integer not null, digest text not null);
  create table if not exists erased (merchant text primary key) without rowid;
`

export function openSqliteKeys({ file }: { readonly file: string }): KeyStore {
  mkdirSync(dirname(file), { recursive: true })
  const connection = new Connection(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('secure_delete = ON')
  connection.pragma(`busy_timeout = ${busyMs}`)
  connection.exec(schema)
  // Whoever was erased never gets a key again: what an older database still holds of them stays closed.
  const put = connection.prepare(
    'insert into keys (merchant, wrapped) select @merchant, @wrapped where not exists (select 1 from erased where merchant = @merchant) on conflict do nothing',
  )
  const markCheckpoint = connection.prepare(
    'insert into checkpoint_mark (one, number, digest) values (1, ?, ?) on conflict (one) do update set number = excluded.number, digest = excluded.digest where excluded.number > checkpoint_mark.number',
  )
  const marked = connection.prepare<[], CheckpointMark>('select number, digest from checkpoint_mark')
  const get = connection.prepare<[string], { wrapped: string }>('select wrapped from keys where merchant = ?')
  const remove = connection.prepare('delete from keys where merchant = ?')
  const bury = connection.prepare('insert into erased (merchant) values (?) on conflict do nothing')
  const markOf = connection.prepare<[string], { value: string }>('select value from marks where name = ?')
  const setMark = connection.prepare(
    'insert into marks (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  const openMark = connection.prepare('insert into marks (name, value) values (?, ?) on conflict do nothing')
  const rewrap = connection.prepare('update keys set wrapped = ? where merchant = ? and wrapped = ?')
  const writes = {
    put: connection.transaction((group: readonly Put[]) => {
      const current = markOf.get('current')?.value
      return group.map(({ merchant, wrapped, under }) => {
        if (under !== current) return false
        put.run({ merchant, wrapped })
        return true
      })
    }),
    destroy: connection.transaction((merchant: MerchantId) => {
      remove.run(merchant)
      bury.run(merchant)
    }),
    begin: connection.transaction((marks: Readonly<Record<KeyMark, string>>) => {
      for (const [name, value] of Object.entries(marks)) openMark.run(name, value)
    }),
    turn: connection.transaction((marks: Readonly<Partial<Record<KeyMark, string>>>) => {
      for (const [name, value] of Object.entries(marks)) setMark.run(name, value)
    }),
    rewrap: connection.transaction((group: Parameters<KeyStore['rewrap']>[0]) => {
      for (const each of group) rewrap.run(each.wrapped, each.merchant, each.was)
    }),
  }
  const reads = shareReads(connection)
  const queue = gather<Put>(groupLimit, (group) => {
    try {
      reads.leave()
      const kept = writes.put.immediate(group)
      group.forEach((each, place) => each.resolve(kept[place]!))
    } catch (error) {
      for (const each of group) each.reject(error)
    }
  })
  const lookUp = (merchant: MerchantId): string | null => {
    reads.join()
    return get.get(merchant)?.wrapped ?? null
  }
  /** Everything else is rare: it waits for what is queued and reads what lies in the file now. */
  const apart = async <Answer>(act: () => Answer | Promise<Answer>): Promise<Answer> => {
    await queue.empty()
    reads.leave()
    return act()
  }

  return {
    name: `KEY_STORE ${file}`,
    put: (merchant, wrapped, under) =>
      new Promise((resolve, reject) => queue.add({ merchant, wrapped, under, resolve, reject })),
    get: async (merchant) => lookUp(merchant),
    async getMany(merchants) {
      const found = new Map<MerchantId, string>()
      for (const merchant of merchants) {
        const wrapped = lookUp(merchant)
        if (wrapped !== null) found.set(merchant, wrapped)
      }
      return found
    },
    destroy: (merchant) =>
      apart(() => {
        writes.destroy.immediate(merchant)
        return truncateLog(connection, busyMs)
      }),
    erased: () =>
      apart(() =>
        connection
          .prepare<[], { merchant: MerchantId }>('select merchant from erased order by merchant')
          .all()
          .map(({ merchant }) => merchant),
      ),
    count: () =>
      apart(() => connection.prepare<[], { count: number }>('select count(*) as count from keys').get()!.count),
    mark: (name) => apart(() => markOf.get(name)?.value ?? null),
    begin: (marks) => apart(() => writes.begin.immediate(marks)),
    turn: (marks) => apart(() => writes.turn.immediate(marks)),
    notUnder: (key, limit) =>
      apart(() =>
        connection
          .prepare<[{ prefix: string; limit: number }], { merchant: MerchantId; wrapped: string }>(
            'select merchant, wrapped from keys where substr(wrapped, 1, length(@prefix)) <> @prefix limit @limit',
          )
          .all({ prefix: `${key}.`, limit }),
      ),
    rewrap: (group) => apart(() => writes.rewrap.immediate(group)),
    markCheckpoint: ({ number, digest }) => apart(() => void markCheckpoint.run(number, digest)),
    checkpointMark: () => apart(() => marked.get() ?? null),
    clean: () => apart(() => truncateLog(connection, busyMs)),
    close: () => apart(() => void connection.close()),
  }
}
