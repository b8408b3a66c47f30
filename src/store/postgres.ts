// PostgreSQL over the wire: a writer's connection that comes back when it is lost, and a small pool for reads.
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Store } from '../application/ports.ts'
import { migratePostgres } from './migrate.ts'
import type { Session } from './postgresHand.ts'
import { postgresStore } from './postgresStore.ts'

export type PostgresOptions = {
  readonly url: string
  /** Connections that read. */
  readonly readers?: number
}

/** Opens the database, applies the migrations that it lacks, and answers the store. */
export async function openPostgres({ url, readers = 4 }: PostgresOptions): Promise<Store> {
  await migratePostgres(url)
  const writer = openSession(url)
  await writer.session.connect()
  const pool = new pg.Pool({ connectionString: url, max: readers, onConnect: speakPlainly as never })
  // A reader that is lost while idle is replaced when it is next needed.
  pool.on('error', () => {})
  return postgresStore({
    writes: drizzle({ client: writer.client }),
    reads: drizzle({ client: pool }),
    session: writer.session,
    apart: (act) => act(),
    async end() {
      await Promise.all([writer.end(), pool.end()])
    },
  })
}

/** Instants are read by their text. */
const speakPlainly = (client: pg.ClientBase): Promise<unknown> =>
  client.query(`set timezone = 'UTC'; set datestyle = 'ISO'`)

/**
 * How long a write waits for a lock that somebody else holds, and how long a desk that stopped in the middle of a
 * transaction may keep others waiting, before the server gives up on it.
 */
const patience = `set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '15s'`

/** `client` is what drizzle sees: it passes statements on to whichever connection lives, so they are prepared only once. */
function openSession(url: string): { session: Session; client: pg.Client; end(): Promise<void> } {
  let current: pg.Client | null = null
  const drop = (): void => {
    const client = current
    current = null
    client?.end().catch(() => {})
  }
  const living = (): pg.Client => {
    if (!current) throw new Error('the connection to PostgreSQL was lost')
    return current
  }
  return {
    session: {
      async connect() {
        if (current) return
        // Pipelined: a statement is sent while the one before it is still at work.
        const client = new pg.Client({ connectionString: url, pipeline: true, keepAlive: true })
        const lost = () => {
          if (current === client) current = null
        }
        client.on('error', lost)
        client.on('end', lost)
        await client.connect()
        await speakPlainly(client)
        await client.query(patience)
        current = client
      },
      alive: () => current !== null,
      send: async (text) => living().query(text),
      async commit() {
        const { command } = await living().query('commit')
        if (command !== 'COMMIT') throw new Error('PostgreSQL rolled the transaction back')
      },
      drop,
    },
    client: {
      query: async (...query: Parameters<pg.Client['query']>) => living().query(...query),
    } as unknown as pg.Client,
    async end() {
      const client = current
      current = null
      await client?.end()
    },
  }
}
