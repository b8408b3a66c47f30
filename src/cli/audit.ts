// desk audit: does the record hold, and is the state rebuilt from it the state stored?
import { existsSync } from 'node:fs'
import { audit as auditStore } from '../application/audit.ts'
import { openStore, sqliteFile } from '../store/open.ts'
import { done, refusedInput, type Verb } from './verb.ts'

export const audit: Verb = {
  usage: 'audit',
  about: 'prove that the record is whole and the state follows from it',
  run: async ({ config }) => {
    // Opening makes a file that is not there: a mistyped name would be whole.
    const missing = missingFile(config.DATABASE_URL)
    if (missing) return refusedInput({ error: 'no such file' }, [`There is no file ${missing}.`])
    const store = await openStore(config.DATABASE_URL)
    try {
      const report = await auditStore(store)
      const { first } = report
      if (!first)
        return done(report, [
          `Whole: ${report.aggregates} chains with ${report.events} events; the state rebuilt from them equals the state stored.`,
        ])
      return refusedInput(report, [`First difference: ${first.kind} ${first.aggregate} ${first.what}.`])
    } finally {
      await store.close()
    }
  },
}

/** The SQLite file of the address where there is none; null where there is, and for a server. */
export function missingFile(databaseUrl: string): string | null {
  if (/^postgres(ql)?:/.test(databaseUrl)) return null
  const file = sqliteFile(databaseUrl)
  return existsSync(file) ? null : file
}
