// desk audit: does the record hold, and is the state rebuilt from it the state stored?
import { audit as auditStore } from '../application/audit.ts'
import { openStore } from '../store/open.ts'
import { done, refusedInput, type Verb } from './verb.ts'

export const audit: Verb = {
  usage: 'audit',
  about: 'prove that the record is whole and the state follows from it',
  run: async ({ config }) => {
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
