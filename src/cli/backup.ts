// desk backup: a checked copy of the database, taken while the desk runs; the key store is never in it.
import { existsSync } from 'node:fs'
import { copySqlite } from '../store/backup.ts'
import { sqliteFile } from '../store/open.ts'
import { missingFile } from './audit.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const backup: Verb = {
  usage: 'backup FILE',
  about: 'copy the SQLite database while the desk runs, and check the copy; the key store is in no backup',
  run: async ({ args, config }) => {
    const [to] = args
    if (!to || args.length !== 1) return wrongCall('Name one file to write to.')
    const server = onServer(config.DATABASE_URL)
    if (server) return wrongCall(server)
    const missing = missingFile(config.DATABASE_URL)
    if (missing) return refusedInput({ error: 'no such file' }, [`There is no file ${missing}.`])
    if (existsSync(to)) return refusedInput({ error: 'exists' }, [`${to} is there already: name another file.`])
    const checked = await copySqlite(sqliteFile(config.DATABASE_URL), to)
    if (checked.outcome === 'unsound') return refusedInput(checked, [`The copy ${checked.why}. Nothing was kept.`])
    return done({ file: to, ...checked }, [
      `${to} holds ${checked.events} events and ${checked.merchants} merchants, whole. Nobody in it can be read without ${config.KEY_STORE} and the desk's key, which are not in it.`,
    ])
  },
}

/** PostgreSQL has tools of its own for it. */
export const onServer = (databaseUrl: string): string | null =>
  /^postgres(ql)?:/.test(databaseUrl)
    ? 'The database is PostgreSQL: pg_dump and pg_restore copy it and put it back. At its next start the desk erases again whoever was erased since.'
    : null
