// PostgreSQL inside the process, for tests: one connection, so reads and groups take turns on it.
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { Store } from '../../src/application/ports.ts'
import { migrations } from '../../src/store/migrate.ts'
import { postgresStore } from '../../src/store/postgresStore.ts'
import { truncateAll } from './postgres.ts'

let started: Promise<PGlite> | null = null

/** An empty store. Starting the engine takes seconds, so a test file starts one and every store of it begins by emptying it. */
export async function openPglite(): Promise<Store> {
  started ??= start()
  const engine = await started
  await truncateAll((text) => engine.query<{ name: string }>(text))
  const apart = inTurn()
  const db = drizzle({ client: engine })
  return postgresStore({
    writes: db,
    reads: db,
    session: {
      connect: async () => {},
      alive: () => true,
      send: (text) => engine.query(text),
      async commit() {
        await engine.query('commit')
      },
      drop: () => {},
    },
    apart,
    end: async () => {},
  })
}

async function start(): Promise<PGlite> {
  const engine = await PGlite.create()
  await migrate(drizzle({ client: engine }), { migrationsFolder: migrations('postgres') })
  return engine
}

/** One after the other, in the order in which they came. */
function inTurn(): <Answer>(act: () => Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const mine = last.then(act, act)
    last = mine.catch(() => {})
    return mine
  }
}
